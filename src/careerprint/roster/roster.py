"""A school's list of students, CSV or XLSX → students and findings, row by row.

Nothing that tells who a student is stands in a finding or in a student's ``repr``: findings
name rows and columns as the spreadsheet shows them.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from careerprint.errors import Diagnostic, Severity, UsageError, on_file
from careerprint.profile.career_names import CareerNames
from careerprint.reading.open_table import open_sheets
from careerprint.reading.sheets import Guess, Row, Sheet
from careerprint.roster.choices import Choices, Seek
from careerprint.roster.column_uses import ColumnUse, uses_of
from careerprint.roster.columns import Columns, Known, OwnHeaders, with_mapping
from careerprint.roster.header import (
    find_header,
    header_findings,
    likeliest,
    merged_findings,
    no_header,
)
from careerprint.roster.numbers import Numbers
from careerprint.roster.persons import Persons
from careerprint.roster.rows import Means, RowReader
from careerprint.roster.student import Letters, Student
from careerprint.roster.unknown_words import UnknownWords


def read_roster(  # noqa: PLR0913 - each is one thing that a caller decides
    path: Path,
    *,
    names: CareerNames,
    mapping: OwnHeaders | None = None,
    letters: Letters | None = None,
    unknown: UnknownWords | None = None,
    kin: Seek | None = None,
    see: Callable[[tuple[ColumnUse, ...]], None] = lambda _: None,
) -> Iterator[Student | Diagnostic]:
    """Give the students of a roster and its findings, in the order of its rows.

    ``names`` is what every career is called; ``mapping`` gives the headers that only this school
    uses, our field → their headers; ``letters`` is given where names are printed; ``unknown``
    gathers the choices that are no careers; ``kin`` finds careers of their field; ``see`` is told
    what each column was taken for, also if that is not enough. A row with an error gives no
    student and does not stop the next; one with warnings gives both. Rows are read as they are
    asked for, and memory does not grow with a CSV. Raises ``UsageError`` at once if ``mapping``
    names no field of ours, and ``InputError`` while reading if the file is missing, of another
    kind or damaged.
    """
    own = mapping or {}
    words = UnknownWords() if unknown is None else unknown
    means = Means(choices=Choices(names, kin), letters=letters, unknown=words)
    return _read(path, means, own, with_mapping(own), see)


def good_rows(
    entries: Iterable[Student | Diagnostic], tell: Callable[[Diagnostic], None] = lambda _: None
) -> Iterator[Student]:
    """Give the students of what :func:`read_roster` gives; the findings are told.

    Raises ``UsageError`` if the roster as a whole cannot be used.
    """
    for entry in entries:
        if isinstance(entry, Student):
            yield entry
            continue
        tell(entry)
        if entry.is_error and not entry.location.line:
            raise UsageError("no row of the roster can be used", hint="see above")


def _read(
    path: Path,
    means: Means,
    own: OwnHeaders,
    known: Known,
    see: Callable[[tuple[ColumnUse, ...]], None],
) -> Iterator[Student | Diagnostic]:
    headers = tuple(one for headers in own.values() for one in headers)
    with open_sheets(path) as sheets, closing(Persons()) as persons:
        seen: list[Columns] = []
        for sheet in sheets:
            found = find_header(sheet.rows, known, seen)
            if found is not None and sheet.is_hidden:
                yield on_file(path, "only a hidden sheet has students", "show it, or delete it")
                return
            if found is not None:
                columns, rows = found
                see(uses_of(columns, own))
                yield from header_findings(path, columns, headers)
                yield from merged_findings(path, columns, sheet.merged)
                reader = RowReader(path=path, columns=columns, persons=persons, means=means)
                yield from _read_rows(reader, rows, sheet.guess)
                yield from _unread_sheets(path, sheets, known)
                return
        if best := likeliest(seen):
            see(uses_of(best, own))
        yield no_header(path, seen)


def _read_rows(
    reader: RowReader, rows: Iterable[Row], guess: Guess | None
) -> Iterator[Student | Diagnostic]:
    number = 0
    hidden, guessed = Numbers(), Numbers()
    words: dict[str, None] = {}
    for row in rows:
        if not row.is_empty:
            if row.is_hidden:
                hidden.add(row.number)
            if row.is_guessed:
                guessed.add(row.number)
            number += 1
            for entry in reader.read(row, number):
                if row.is_guessed and len(words) < 2 and isinstance(entry, Student):
                    words |= dict.fromkeys(one for one in entry.name.split() if not one.isascii())
                yield entry
    if not number:
        yield on_file(reader.path, "no student is in the roster", "write them below its header")
    if hidden:
        message = (
            f"{hidden.in_words()}: hidden in the spreadsheet, by a filter or by hand; read too"
        )
        hint = "delete the rows that are not wanted"
        yield on_file(reader.path, message, hint, Severity.WARNING)
    if guess is not None:
        yield _guessed(reader.path, guess.encoding, guessed, tuple(words) or guess.words)


def _guessed(path: Path, encoding: str, rows: Numbers, words: tuple[str, ...]) -> Diagnostic:
    """Say how letters were read that are no UTF-8, with words as they will be printed."""
    shown = " and ".join(f"'{word}'" for word in words[:2])
    message = (
        f"{rows.in_words() if rows else 'the header'}: letters that are not in UTF-8 were taken"
        f" for {encoding}, as in {shown}"
    )
    hint = "if that is not how it is written, save the file as CSV UTF-8 or as XLSX"
    return on_file(path, message, hint, Severity.WARNING)


def _unread_sheets(path: Path, sheets: Iterator[Sheet], known: Known) -> Iterator[Diagnostic]:
    """Say which sheets have students too; headers are not guessed for them."""
    unread = [sheet for sheet in sheets if find_header(sheet.rows, known, []) is not None]
    shown = sum(not sheet.is_hidden for sheet in unread)
    if shown:
        yield on_file(
            path,
            f"only the first of {shown + 1} sheets with students was read",
            "save each sheet as a file of its own, or put all students on one",
            Severity.WARNING,
        )
    if len(unread) > shown:
        message = "a hidden sheet has students too; it was not read"
        yield on_file(path, message, "delete it, or show it", Severity.WARNING)
