"""A form's own questions as headers: which column they may stand for, and how to say it for sure.

“Which careers interest you?” is no header that we know, but speaks of careers. What is found so
is a guess, and is said.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from careerprint.reading.plain_words import shortened
from careerprint.roster.columns import Columns, Field, with_surnames


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LONGEST: Final = 300
"""Characters of a question."""
_NAMES: Final = (Field.NAME, Field.FIRST, Field.LAST)
_CAREERS: Final = _words_of(
    "career careers occupation occupations profession professions carrera carreras profesion"
    " profesiones ocupacion ocupaciones"
)
_OTHERS: Final = _words_of(
    "parent parents guardian mother father teacher counselor counsellor adviser advisor school"
    " emergency friend padre padres madre tutor tutora profesor profesora maestro maestra"
    " orientador orientadora escuela colegio amigo amiga"
)
"""Words of a question that is about somebody else than the student."""
_REASONS: Final = _words_of(
    "why how reason reasons describe explain when por porque como razon razones describe explica"
    " cuando"
)
"""Words of a question about careers whose answer is no list of them."""
_WORDS: Final = {
    Field.EMAIL: frozenset({"email", "mail", "correo", "username"}),
    Field.INTERESTS: frozenset({"riasec", "holland"}),
    Field.CAREERS: _CAREERS,
    Field.STUDENT: frozenset({"id", "matricula", "expediente"}),
    Field.LAST: frozenset({"last", "surname", "family", "apellido", "apellidos"}),
    Field.FIRST: frozenset({"first", "given", "pila"}),
    Field.NAME: frozenset({"name", "names", "nombre", "nombres"}),
    Field.GROUP: frozenset({"homeroom", "grade", "class", "period", "grado", "clase", "grupo"}),
}
"""The words that speak for a field; of the fields that a question speaks for, the first."""


def guessed(columns: Columns) -> Columns:
    """Give a header with what its questions speak for, where no header says it.

    Where two questions speak for one field, other than for careers, neither is taken.
    """
    found: dict[Field, tuple[int, ...]] = {}
    known = columns.places.keys()
    is_whole = Field.NAME in known or {Field.FIRST, Field.LAST} <= known
    for place, cell in enumerate(columns.cells):
        one = _field(cell) if place not in columns.read else None
        if one is not None and one not in known | columns.own and not (is_whole and one in _NAMES):
            found[one] = (*found.get(one, ()), place)
    found = {one: at for one, at in found.items() if one is Field.CAREERS or len(at) == 1}
    if Field.FIRST in (found.keys() | known):
        found.pop(Field.NAME, None)
    places = with_surnames({**columns.places, **found}, [])
    return replace(columns, places=places, guessed=tuple(one for one in places if one not in known))


def _field(question: str) -> Field | None:
    signs = unicodedata.normalize("NFKD", question).casefold()
    plain = "".join(sign for sign in signs if not unicodedata.combining(sign))
    words = set(re.findall(r"[^\W_]+", plain))
    if len(question) > _LONGEST or words & _OTHERS:
        return None
    fields = [one for one, speaking in _WORDS.items() if words & speaking]
    if not fields or (fields[0] is Field.CAREERS and words & _REASONS):
        return None
    if fields[0] in _NAMES:  # “first and last name” is a whole one; “last grade” is none
        if not words & (_WORDS[Field.NAME] | {"surname", "apellido", "apellidos"}):
            return None
        is_whole = Field.FIRST in fields or words & {"nombre", "nombres"}
        return Field.NAME if fields[0] is Field.LAST and is_whole else fields[0]
    return fields[0]


def columns_lines(columns: Columns) -> str:
    """Give the lines of a booklet's file that say which header is which, ready to be pasted.

    What was found stands in them, and for what is missing the headers that are left.
    """
    return "\n".join(("columns:", *(f"  {line}" for line in _lines(columns))))


def _lines(columns: Columns) -> Iterator[str]:
    left = [cell for place, cell in enumerate(columns.cells) if cell and place not in columns.read]
    missing = [Field.NAME] * (not columns.has_names) + [Field.CAREERS] * (not columns.has_choices)
    for one in columns.guessed:
        yield f"{one.value}: {_quoted(columns.cells[columns.places[one][0]])}"
    for one, cell in zip(missing, left, strict=False):
        others = ", ".join(f'"{shortened(other)}"' for other in left if other != cell)
        yield f"{one.value}: {_quoted(cell)}" + (f"  # or {others}" if others else "")


def _quoted(header: str) -> str:
    """Give a header as YAML writes it in quotes, in one line."""
    return json.dumps(" ".join(header.split()), ensure_ascii=False)
