"""A sheet as its publisher ships it: columns known by their headers, rows whole, figures finite."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from careerprint.figures.tables import Kind
from careerprint.reading.sheets import Oddity, Row, Sheet, refused

Record = dict[str, str]
_MOST_DIGITS: Final = 15


def sound_rows(path: Path, sheet: Sheet) -> Iterator[Row]:
    """Give the rows of a sheet; figures are never guessed. Raises ``InputError``."""
    hint = "import the file as its publisher ships it"
    if sheet.guess is not None:
        raise refused(path, "its letters are not in UTF-8", hint)
    for row in sheet.rows:
        if not {Oddity.UNCALCULATED, Oddity.QUOTE}.isdisjoint(row.oddities.values()):
            message = "the row has a formula without its value, or a stray quotation mark"
            raise refused(path, message, hint, line=row.number)
        yield row


class Columns:
    """Where each column of ours stands, by the header of the publisher."""

    def __init__(self, cells: tuple[str, ...]) -> None:
        self._places = {_plain(cell): n for n, cell in reversed(list(enumerate(cells))) if cell}

    def find(self, pattern: str) -> list[tuple[int, re.Match[str]]]:
        """Give every column whose header is matched from its start to the end."""
        found = [
            (place, match)
            for header, place in self._places.items()
            if (match := re.fullmatch(pattern, header))
        ]
        return sorted(found, key=lambda item: item[0])


def _plain(header: str) -> str:
    """Give a header in small letters, without line breaks and footnote marks."""
    return re.sub(r"\s*\[\d+\]", "", " ".join(header.split())).casefold().replace("–", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """How a publisher's table is known and read.

    ``wanted`` are its columns by name, each with the pattern of its header; ``read`` gives its
    kind and rows in our columns; ``name_of`` the release, from the file's name, the sheet's and
    the columns, or None; ``name_hint`` says how to name it.
    """

    wanted: Mapping[str, str]
    read: Callable[[Path, Columns, Iterator[Row]], tuple[Kind, tuple[Record, ...]]]
    name_of: Callable[[Path, str, Columns], str | None]
    name_hint: str


def finite(text: str) -> Decimal:
    """Give a number of a size that can be a figure; raises ``InvalidOperation`` else."""
    number = Decimal(text.replace(",", ""))
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        raise InvalidOperation(text)
    return number
