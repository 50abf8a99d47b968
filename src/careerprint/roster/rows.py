"""One row of a roster → a student, with findings that name its columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from careerprint.errors import Diagnostic, Location, Severity
from careerprint.figures.matching import parse_code
from careerprint.profile.career_names import name_key
from careerprint.reading.sheets import WORKBOOKS, Row
from careerprint.roster.cells import (
    NAME_OF_NOTHING,
    UNCERTAIN_NAME,
    Fault,
    cleaned,
    email_fault,
    name_fault,
    read_language,
    read_state,
    seen,
    stands_for_nothing,
)
from careerprint.roster.choices import Choices, Unread
from careerprint.roster.columns import Columns, Field
from careerprint.roster.oddities import cell_faults
from careerprint.roster.persons import Persons
from careerprint.roster.reading_order import in_reading_order, read_name
from careerprint.roster.student import Letters, Student
from careerprint.roster.unknown_words import UnknownWords
from careerprint.typefaces.letters import mend, missing_characters, named

MOST_CAREERS: Final = 60
LONGEST_CELL: Final = 10_000
REPEATED: Final = "repeated"
"""The topic of careers that stand twice in a row."""
UNKNOWN: Final = "unknown"
"""The topic of words that are no careers and may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What choices and names are looked at with; ``unknown`` gathers choices that are none."""

    choices: Choices
    letters: Letters | None = None
    unknown: UnknownWords


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReader:
    """What the rows below a header are read with."""

    path: Path
    columns: Columns
    persons: Persons
    means: Means

    def read(self, row: Row, number: int) -> Iterator[Student | Diagnostic]:
        """Give a row's findings, and then its student if none of them is an error.

        ``number`` counts the rows with students.
        """
        entry = _Entry(reader=self, row=row, number=number)
        student = entry.student()
        yield from entry.findings
        if student is not None and not any(one.is_error for one in entry.findings):
            yield student


@dataclass(slots=True, kw_only=True)
class _Entry:
    """One row while it is read, with its findings."""

    reader: RowReader
    row: Row = field(repr=False)
    number: int
    findings: list[Diagnostic] = field(default_factory=list)

    def student(self) -> Student | None:
        """Give what the row says; the findings tell whether it can be used."""
        if not self._has_form():
            return None
        first, last, name = self._names()
        self._check_letters(name)
        email = self._email(name)
        group = cleaned(self._text(Field.GROUP))
        self._compare(name, email, group)
        careers, unread = self._careers()
        interests = self._interests(has_careers=bool(careers))
        self._note_unread(unread, name, is_printed=bool(careers or interests))
        return Student(
            row=self.row.number,
            number=self.number,
            student_id=cleaned(self._text(Field.STUDENT)),
            first=first,
            last=last,
            name=name,
            email=email,
            group=group,
            language=self._language(),
            state=self._state(),
            careers=careers,
            interests=interests,
        )

    def _has_form(self) -> bool:
        """Whether the cells stand under their headers and are of a size to be looked at."""
        for place, fault in cell_faults(self.row, self.reader.columns):
            self._note(place, fault)
        if any(one.is_error for one in self.findings):
            return False
        cells, width = self.row.cells, self.reader.columns.width
        is_text = self.reader.path.suffix.lower() not in WORKBOOKS
        for place, cell in enumerate(cells):
            if len(cell) > LONGEST_CELL:
                message = f"this cell has {len(cell):,} characters and may have {LONGEST_CELL:,}"
                self._note(place, Fault(message=message, hint="has other text slipped in?"))
        if any(cells[width:]):
            message = f"the row has {len(cells)} cells and the header has {width}"
            hint = "put a text that has a separator in it in quotes"
            severity = Severity.ERROR if is_text else Severity.WARNING
            self._note(width, Fault(message=message, hint=hint, severity=severity))
        if is_text and len(cells) < width:  # a workbook does not store empty cells at the end
            message = f"the row ends after {len(cells)} of {width} cells; the others are empty"
            self._note(len(cells), Fault(message=message, severity=Severity.WARNING))
        return not any(one.is_error for one in self.findings)

    def _names(self) -> tuple[str, str, str]:
        """Give first, last and whole name."""
        written, first, last = (
            " ".join(cleaned(self._cell(place)) for place in self._places(one)).strip()
            for one in (Field.NAME, Field.FIRST, Field.LAST)
        )
        for one, text in ((Field.NAME, written), (Field.FIRST, first), (Field.LAST, last)):
            if fault := name_fault(text):
                self._note_on(one, fault)
        person = read_name(written)
        if written and not person.is_certain and not (first and last):
            self._note_on(Field.NAME, UNCERTAIN_NAME)
        name = person.whole if person.is_certain or not (first and last) else ""
        first, last = first or person.first, last or person.last
        name = name or in_reading_order(first, last)
        at = next(one for one in (Field.NAME, Field.FIRST, Field.LAST) if self._places(one))
        if not name:
            self._note_on(at, Fault(message="the student has no name", hint="write it here"))
        elif stands_for_nothing(name):
            self._note_on(at, NAME_OF_NOTHING)
        return first, last, name

    def _check_letters(self, name: str) -> None:
        """Note characters of the name that no face has: they would be boxes on paper."""
        letters = self.reader.means.letters
        missing = missing_characters(name, letters.fonts) if letters else ""
        if not letters or not missing:
            return
        at = next(
            one
            for one in (Field.NAME, Field.FIRST, Field.LAST)
            if any(set(missing) & set(self._cell(place)) for place in self._places(one))
        )
        message = f"no typeface at hand has {named(missing)}"
        hint = f"{mend(missing)}, or print the name without with --allow-missing"
        severity = Severity.ERROR
        if letters.is_missing_allowed:
            message, hint, severity = (
                f"{message}: the name is printed without",
                "",
                Severity.WARNING,
            )
        self._note_on(at, Fault(message=message, hint=hint, severity=severity))

    def _email(self, name: str) -> str:
        text = self._text(Field.EMAIL)
        fault = email_fault(text, name) if text else None
        if fault:
            self._note_on(Field.EMAIL, fault)
        return text

    def _compare(self, name: str, email: str, group: str) -> None:
        """Note if the person stood in a row before: by id, or name and address, or name and class.

        Ids tell apart, and so do addresses: two students may share a name.
        """
        student = cleaned(self._text(Field.STUDENT)).casefold()
        person: tuple[str, ...] = ("name", name.casefold(), "class", group.casefold())
        at, what = (Field.NAME, "name and class")
        if student:
            person, at, what = ("id", student), Field.STUDENT, "id"
        elif email:
            person, what = ("name", name.casefold(), "email", email.casefold()), "name and e-mail"
        if not (name or student):
            return
        first = self.reader.persons.first_row(person, self.row.number)
        if first is not None:
            at = next(one for one in (at, Field.FIRST, Field.LAST) if self._places(one))
            message = f"this student stands in row {first} already, with the same {what}"
            self._note_on(at, Fault(message=message, hint="remove one of the two rows"))

    def _careers(self) -> tuple[tuple[str, ...], list[tuple[int, Unread]]]:
        """Give the careers of all columns, each once, and the choices that are none."""
        found: dict[str, None] = {}
        unread: list[tuple[int, Unread]] = []
        for place in self._places(Field.CAREERS):
            for choice in self.reader.means.choices.read(seen(self._cell(place))):
                if isinstance(choice, Unread):
                    unread.append((place, choice))
                elif choice in found:
                    message = f"the career '{choice}' stands twice; it is printed once"
                    severity = Severity.WARNING
                    self._note(place, Fault(message=message, severity=severity, topic=REPEATED))
                else:
                    found[choice] = None
        if len(found) > MOST_CAREERS:
            message = f"the row names {len(found)} careers and may name {MOST_CAREERS}"
            self._note_on(Field.CAREERS, Fault(message=message, hint="choose fewer"))
        return tuple(found), unread

    def _note_unread(
        self, unread: list[tuple[int, Unread]], name: str, *, is_printed: bool
    ) -> None:
        """Note the choices that are no careers: an error only if nothing else can be printed.

        A word that is in the student's name is not shown: a column may have slipped.
        """
        if not unread:
            return
        own = {name_key(part) for part in name.split()}
        severity = Severity.WARNING if is_printed else Severity.ERROR
        for place, choice in unread:
            is_name = {name_key(part) for part in choice.word.split()} <= own
            shown = choice.hidden() if is_name else choice
            self.reader.means.unknown.add(shown)
            topic = UNKNOWN if shown.word else ""
            self._note(place, replace(shown.fault, severity=severity, topic=topic))

    def _interests(self, *, has_careers: bool) -> str:
        """Give the interest code; where careers are named it is not needed."""
        text = self._text(Field.INTERESTS)
        code = parse_code(text) if text else None
        named = has_careers or any(self._cell(place) for place in self._places(Field.CAREERS))
        if text and code is None:
            severity = Severity.WARNING if named else Severity.ERROR
            hint = "write its one to three letters, such as ASE"
            fault = Fault(message="this is no interest code", hint=hint, severity=severity)
            self._note_on(Field.INTERESTS, fault)
        elif not text and not named:
            at = Field.CAREERS if self._places(Field.CAREERS) else Field.INTERESTS
            hint = "name a career, or write an interest code in a column interests"
            self._note_on(
                at, Fault(message="the student has no career and no interests", hint=hint)
            )
        return code or ""

    def _language(self) -> str | None:
        text = self._text(Field.LANGUAGE)
        found = read_language(text) if text else None
        if isinstance(found, Fault):
            self._note_on(Field.LANGUAGE, found)
            return None
        return found.value if found else None

    def _state(self) -> str | None:
        text = self._text(Field.STATE)
        found = read_state(text) if text else None
        if isinstance(found, Fault):
            self._note_on(Field.STATE, found)
            return None
        return found

    def _places(self, one: Field) -> tuple[int, ...]:
        return self.reader.columns.places.get(one, ())

    def _cell(self, place: int) -> str:
        return self.row.cells[place] if place < len(self.row.cells) else ""

    def _text(self, one: Field) -> str:
        """Give what a field says; below a merged header that may be several cells."""
        return " ".join(filter(None, (seen(self._cell(place)) for place in self._places(one))))

    def _note_on(self, one: Field, fault: Fault) -> None:
        self._note(next(iter(self._places(one)), 0), fault)

    def _note(self, place: int, fault: Fault) -> None:
        """Note a fault of a column, counted from 0."""
        self.findings.append(
            Diagnostic(
                location=Location(self.reader.path, self.row.number, place + 1),
                severity=fault.severity,
                message=fault.message,
                hint=fault.hint,
                topic=fault.topic,
            )
        )
