"""What each column of a roster was taken for, and how a project's file says it otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from careerprint.roster.columns import Columns, Field, OwnHeaders, known_field, plain
from careerprint.roster.header import is_there
from careerprint.settings import LONGEST_TEXT

HEADER: Final = "header"
"""The column's header is one that we know."""
NAMED: Final = "named"
"""The project's or the booklet's file names it."""
GUESS: Final = "guess"
"""A word of its question speaks for it."""
REPEATED: Final = "repeated"
"""Its header stood before: it is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnUse:
    """What a column was taken for, if anything.

    ``number`` counts from 1; it is 0 for a header that a file names and this roster does not
    have. ``by`` says what spoke for it: ``HEADER``, ``NAMED``, ``GUESS`` or ``REPEATED``; it is
    empty where nothing did.
    """

    number: int
    header: str
    field: Field | None = None
    by: str = ""

    @property
    def record(self) -> dict[str, Any]:
        """Give it as a JSON record, but for the column's name."""
        return {
            "number": self.number or None,
            "header": self.header,
            "field": self.field.value if self.field else None,
            "by": self.by or None,
        }

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        """Read a record."""
        name = record["field"]
        return cls(
            number=record["number"] or 0,
            header=record["header"],
            field=Field(name) if name else None,
            by=record["by"] or "",
        )

    @property
    def can_be_named(self) -> bool:
        """Whether a file can say what it is."""
        return bool(plain(self.header)) and len(self.header) <= LONGEST_TEXT


def uses_of(columns: Columns, own: OwnHeaders) -> tuple[ColumnUse, ...]:
    """Give what each column with a header was taken for, and the named ones that are not there."""
    taken = columns.read
    found = [
        ColumnUse(
            number=place + 1,
            header=" ".join(cell.split()),
            field=taken.get(place),
            by=_by(columns, place, taken.get(place)),
        )
        for place, cell in enumerate(columns.cells)
        if cell
    ]
    found += [
        ColumnUse(number=0, header=header, field=Field(name), by=NAMED)
        for name, headers in own.items()
        for header in headers
        if not is_there(header, columns)
    ]
    return tuple(found)


def _by(columns: Columns, place: int, one: Field | None) -> str:
    if one is None:
        return REPEATED if place in columns.repeated else ""
    if one in columns.own:
        return NAMED
    return GUESS if one in columns.guessed else HEADER


def named_columns(
    uses: Sequence[ColumnUse], chosen: Mapping[int, Field | None]
) -> dict[str, tuple[str, ...] | None]:
    """Give what has to stand under ``columns:`` for columns to be read as is chosen.

    ``chosen`` gives the field of columns by their numbers; others stay as they are. Fields that
    are read so anyway are left out; None says that nothing is to stand there. What was guessed
    is named too: once a header is complete, nothing is guessed.
    """
    there = [one for one in uses if one.number]
    now = {one.number: one.field for one in there}
    then = {one.number: chosen.get(one.number, one.field) for one in there}
    said: dict[str, tuple[str, ...] | None] = {}
    for name in Field:
        headers = tuple(one.header for one in there if then[one.number] is name)
        is_same = all((now[n] is name) == (then[n] is name) for n in now)
        is_guess = any(one.by == GUESS and one.field is name for one in there)
        is_lost = any(not one.number and one.field is name for one in uses)
        if is_same and not is_lost and not is_guess:
            continue
        would_be = is_guess or any(known_field(one.header) is name for one in there)
        said[name.value] = headers if headers or would_be else None
    return said
