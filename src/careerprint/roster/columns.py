"""The header of a roster: which column holds what, in the words that schools use.

Case, accents, spaces and signs do not count: ``E-Mail``, ``e_mail`` and ``EMAIL`` are one.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from careerprint.errors import Diagnostic, ExitCode, InputError, Location, Severity, UsageError
from careerprint.reading.composer import KeyPath
from careerprint.reading.plain_words import suggest
from careerprint.reading.sheets import Row


class Field(StrEnum):
    """What a column may hold."""

    NAME = "name"
    FIRST = "first"
    LAST = "last"
    EMAIL = "email"
    GROUP = "class"
    LANGUAGE = "language"
    STATE = "state"
    CAREERS = "careers"
    INTERESTS = "interests"
    STUDENT = "id"


_WORDS: Final = {
    Field.NAME: "name, full name, student name, student, nombre, nombre completo,"
    " nombre y apellido, nombre y apellidos, apellidos y nombre, apellido y nombre,"
    " nombre del estudiante, nombre del alumno, estudiante, alumno, alumna, alumno/a, alumnado,"
    " last first, last name first name, name (last first)",
    Field.FIRST: "first, first name, student first name, given name, given names, forename,"
    " nombres, primer nombre, nombre de pila, nombre(s)",
    Field.LAST: "last, last name, student last name, surname, family name, apellidos, apellido,"
    " apellido(s), primer apellido, apellido paterno, apellido 1",
    Field.EMAIL: "email, email address, student email, student email address, school email, mail,"
    " correo electrónico, correo, dirección de correo electrónico, dirección de correo,"
    " correo del estudiante, correo del alumno, correo electrónico institucional",
    Field.GROUP: "class, class name, group, homeroom, section, period, clase, grupo, sección,"
    " salón, aula, curso, grade, grade level, grado, year group",
    Field.LANGUAGE: "language, lang, preferred language, idioma, lengua, idioma preferido",
    Field.STATE: "state, estado",
    Field.CAREERS: "careers, career, career choices, career choice, chosen careers, occupations,"
    " occupation, job, jobs, dream job, job choice, job choices, choice, choices, first choice,"
    " second choice, third choice, fourth choice, carreras, carrera, profesiones, profesión,"
    " ocupaciones, ocupación, trabajo, trabajos, empleo, oficio, opción, opciones, elección,"
    " elecciones, primera opción, segunda opción, tercera opción, cuarta opción, primera elección,"
    " segunda elección, tercera elección",
    Field.INTERESTS: "interests, interest, interest code, interest codes, holland code, holland,"
    " riasec, riasec code, intereses, interés, código de interés, código de intereses,"
    " código holland, código riasec",
    Field.STUDENT: "student id, student number, student no, id, id number, matrícula,"
    " id del estudiante, id del alumno, número de estudiante, número de matrícula, expediente",
}
_SECOND_SURNAME: Final = ("segundoapellido", "apellidomaterno", "apellido2")
_NUMBERED: Final = re.compile(
    r"(?:career|careerchoice|choice|job|jobchoice|carrera|profesion|ocupacion|trabajo|opcion"
    r"|eleccion)(\d{1,2}|[a-j])"
)
"""“Choice 1” and “Choice A”."""
OwnHeaders = Mapping[str, Sequence[str]]
"""Our field → the headers that stand for it, and no others; an empty list is no column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The headers that are known: of each its field, and its rank among those of the field.

    ``own`` has the fields whose headers somebody named, ``none`` those of them that are to be read
    from no column; the ranks of named headers are below 0.
    """

    ranks: Mapping[str, tuple[Field, int]]
    own: frozenset[Field] = frozenset()
    none: frozenset[Field] = frozenset()


def plain(header: str) -> str:
    """Give a header's letters and digits alone, small and without accents."""
    letters = unicodedata.normalize("NFKD", header).casefold()
    return "".join(sign for sign in letters if sign.isalnum())


_KNOWN: Final[Mapping[str, tuple[Field, int]]] = MappingProxyType(
    {
        plain(word): (one, rank)
        for one, words in _WORDS.items()
        for rank, word in enumerate(words.split(","))
    }
)
EXPECTED: Final = "a column name (or first and last), and a column careers (or interests)"


def known_field(header: str) -> Field | None:
    """Give the field that a header is known to stand for."""
    found = _known(plain(header))
    return found[0] if found else None


def _known(header: str) -> tuple[Field, int] | None:
    if match := _NUMBERED.fullmatch(header):
        return Field.CAREERS, _rank(match[1])
    return _KNOWN.get(header)


def with_mapping(mapping: OwnHeaders) -> Known:
    """Give the known headers with a user's own, which stand for their field alone.

    Raises ``UsageError`` with the fields that exist if one of them does not.
    """
    own: dict[str, tuple[Field, int]] = {}
    fields: set[Field] = set()
    for name, headers in mapping.items():
        if plain(name) not in _KNOWN:
            names = tuple(Field)
            hint = suggest(name, names) or f"there are: {', '.join(names)}"
            raise UsageError(f"a roster has no field '{name}'", hint=hint)
        fields.add(found := _KNOWN[plain(name)][0])
        for rank, header in enumerate(headers, -len(headers)):
            if not plain(header):
                raise UsageError(
                    f"no header is given for '{name}'", hint="write it as it stands there"
                )
            own[plain(header)] = (found, rank)
    kept = {header: said for header, said in _KNOWN.items() if said[0] not in fields}
    none = frozenset(fields - {one for one, _ in own.values()})
    return Known(ranks={**kept, **own}, own=frozenset(fields), none=none)


def own_headers(said: Mapping[str, str | Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Give the headers of each field, where one may stand for a list of one."""
    return {
        name: (one,) if isinstance(one, str) else tuple(str(header) for header in one)
        for name, one in said.items()
    }


def own_columns(
    mapping: OwnHeaders, locate: Callable[[KeyPath], Location]
) -> dict[str, tuple[str, ...]]:
    """Give the headers that a file names under ``columns``, by the name of our field.

    ``locate`` tells where a value of the file stands. Raises ``InputError`` with the place of
    each that is no field of a roster, or no header.
    """
    found: dict[str, tuple[str, ...]] = {}
    faults: list[Diagnostic] = []
    for name, headers in mapping.items():
        try:
            with_mapping({name: headers})
        except UsageError as error:
            at = locate(("columns", name))
            fault = Diagnostic(
                location=at, severity=Severity.ERROR, message=error.message, hint=error.hint
            )
            faults.append(fault)
        else:
            found[_KNOWN[plain(name)][0].value] = tuple(headers)
    if faults:
        raise InputError(tuple(faults), ExitCode.USAGE)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A header that was read.

    ``cells`` are its cells, up to the last that says something; ``places`` has the columns of
    each field, from 0, in the order in which they are read; ``repeated`` the columns whose
    header stood before and which are not read; ``spans`` over how many columns a merged header
    reaches. ``guessed`` has the fields that only words of a question speak for, ``own`` those
    whose headers somebody named.
    """

    row: int
    cells: tuple[str, ...]
    places: Mapping[Field, tuple[int, ...]]
    repeated: tuple[int, ...] = ()
    spans: Mapping[int, int] = field(default_factory=dict)
    guessed: tuple[Field, ...] = ()
    own: frozenset[Field] = frozenset()

    @property
    def width(self) -> int:
        """How many columns the header reaches over."""
        spanned = (place + span for place, span in self.spans.items() if place < len(self.cells))
        return max((len(self.cells), *spanned))

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, without columns that have none."""
        return tuple(cell for cell in self.cells if cell)

    @property
    def read(self) -> Mapping[int, Field]:
        """The field of each column that is read."""
        return {place: one for one, places in self.places.items() for place in places}

    @property
    def has_names(self) -> bool:
        """Whether students can be told by name."""
        return bool(self.places.keys() & {Field.NAME, Field.FIRST, Field.LAST})

    @property
    def has_choices(self) -> bool:
        """Whether there is something to print for them."""
        return bool(self.places.keys() & {Field.CAREERS, Field.INTERESTS})

    @property
    def is_complete(self) -> bool:
        """Whether it has what a roster needs."""
        return self.has_names and self.has_choices


def read_header(row: Row, known: Known) -> Columns:
    """Give what the columns of a row hold, if it is the header.

    A merged header stands for all its columns. Where no named header of a field is there, which is
    another's finding, those that are known stand for it.
    """
    cells = row.cells[: max((place for place, cell in enumerate(row.cells, 1) if cell), default=0)]
    found: dict[Field, list[tuple[int, int]]] = {}
    for place, cell in enumerate(cells):
        header = plain(cell)
        if header in known.ranks:
            one, rank = known.ranks[header]
            found.setdefault(one, []).append((rank, place))
        elif number := _number(header, known):
            found.setdefault(Field.CAREERS, []).append((number, place))
    own = known.own & (found.keys() | known.none)
    for place, cell in enumerate(cells):
        said = _known(plain(cell)) if known.own - own and plain(cell) not in known.ranks else None
        if said and said[0] in known.own - own:
            found.setdefault(said[0], []).append((said[1], place))
    places = {one: tuple(place for _, place in sorted(at)) for one, at in found.items()}
    for one in places.keys() - {Field.CAREERS}:
        first_of = dict(sorted(found[one], reverse=True))
        ordered = tuple(first_of[rank] for rank in sorted(first_of))
        places[one] = ordered if one in own else ordered[:1]
    places = with_surnames(places, [plain(cell) for cell in cells])
    return Columns(
        row=row.number,
        cells=cells,
        places={
            one: tuple(n for place in at for n in range(place, place + row.spans.get(place, 1)))
            for one, at in places.items()
        },
        repeated=_repeated(found),
        spans=row.spans,
        own=own,
    )


def _number(header: str, known: Known) -> int:
    """Give the number of a column such as ``career 2``; 0 if it is none."""
    match = _NUMBERED.fullmatch(header)
    if match and Field.CAREERS not in known.own:
        return _rank(match[1])
    own = re.fullmatch(r"(.+?)(\d{1,2}|[a-j])", header)
    said = known.ranks.get(own[1]) if own is not None else None
    is_own = said is not None and said[0] is Field.CAREERS and said[1] < 0
    return _rank(own[2]) if own is not None and is_own else 0


def _rank(number: str) -> int:
    return (int(number) or 100) if number.isdecimal() else ord(number) - ord("a") + 1


def _repeated(found: Mapping[Field, list[tuple[int, int]]]) -> tuple[int, ...]:
    """Give the columns that say the same as one before; careers may stand in several."""
    again = []
    for one, at in found.items():
        ranks = [rank for rank, _ in sorted(at)]
        if one is not Field.CAREERS and ranks.count(ranks[0]) > 1:
            again += [place for rank, place in sorted(at)[1:] if rank == ranks[0]]
    return tuple(sorted(again))


def with_surnames(
    places: dict[Field, tuple[int, ...]], headers: list[str]
) -> dict[Field, tuple[int, ...]]:
    """Add the second surname; beside surnames, ``nombre`` and ``name`` mean the first name."""
    if Field.LAST in places:
        second = tuple(place for place, one in enumerate(headers) if one in _SECOND_SURNAME)
        taken = {place for at in places.values() for place in at}
        places[Field.LAST] += tuple(place for place in second[:1] if place not in taken)
        if Field.FIRST not in places and Field.NAME in places:
            places[Field.FIRST] = places.pop(Field.NAME)
    return places
