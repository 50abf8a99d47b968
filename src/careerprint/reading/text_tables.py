"""Tables of text, as spreadsheets and student systems export them → one sheet (RFC 4180).

They are separated by commas, semicolons or tabs; lines end as on Windows, Unix or an old Mac.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from careerprint.reading.encodings import Encoding, find_encoding
from careerprint.reading.sheets import Oddity, Row, Sheet, literal

_SEPARATORS: Final = (",", ";", "\t")
_LINES: Final = 50
"""Lines that the separator is told from."""
_LONGEST_ROW: Final = 20_000
"""Characters of a row in several lines. A quotation mark whose end is not within them has none."""


def text_sheet(path: Path) -> Iterator[Sheet]:
    """Give the one sheet of a text. Raises ``InputError`` if it is none."""
    with _seekable(path) as source:
        encoding = find_encoding(path, source)
        file = encoding.opened(source)
        separator = _separator("".join(encoding.read(one) for one in islice(file, _LINES)))
        file.seek(0)
        rows = _rows(_Lines(file, encoding), separator)
        yield Sheet(name=path.stem, rows=rows, guess=encoding.guess)


def _seekable(path: Path) -> BinaryIO:
    """Open a file that is gone through twice; a pipe can be read only once and is kept whole."""
    source = path.open("rb")
    if source.seekable():
        return source
    with source:
        return io.BytesIO(source.read())


def _separator(text: str) -> str:
    """Give the separator that most of the first lines have, outside of quotes.

    A title above the table or a list in one of its columns may have another; between equals
    the first line that has any decides.
    """
    if named := re.match(r'\s*"?sep=(.)"?\s*$', text, re.MULTILINE):  # Excel's own way to say it
        return named[1]
    lines = [line for line in re.sub(r'"[^"\r\n]*"', "", text).splitlines() if line.strip()]
    first = next((line for line in lines if any(one in line for one in _SEPARATORS)), "")
    return max(_SEPARATORS, key=lambda one: (sum(one in line for line in lines), first.count(one)))


class _Lines:
    """The lines of a text, which can be given back: those that a stray quotation mark took in.

    ``taken`` has the lines of the row that is being read, as they stand in the file.
    """

    def __init__(self, source: Iterator[str], encoding: Encoding) -> None:
        self.taken: list[str] = []
        self._source = source
        self._encoding = encoding
        self._given_back: deque[str] = deque()
        self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        """Give the next line. A row that is too long for one ends as the file would."""
        if self.taken and self._size > _LONGEST_ROW:
            raise StopIteration
        line = self._given_back.popleft() if self._given_back else next(self._source)
        self.taken.append(line)
        self._size += len(line)
        return self._encoding.read(line)

    def begin(self) -> None:
        """Begin a new row."""
        self.taken = []
        self._size = 0

    def alone(self) -> str:
        """Give the first line of a row alone, and the others back."""
        first, *others = self.taken
        self._given_back.extendleft(reversed(others))
        self.taken = [first]
        return self._encoding.read(first)

    @property
    def is_guessed(self) -> bool:
        """Whether the row has letters whose encoding is a guess."""
        return any(self._encoding.is_guessed(line) for line in self.taken)


def _rows(lines: _Lines, separator: str) -> Iterator[Row]:
    """Give the rows; in one whose quotation marks do not add up, the cell that it begins in.

    Such a row ends with its line, and the next line is a row again: nobody vanishes in a cell.
    """
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    while True:
        lines.begin()
        number += 1
        oddities: dict[int, Oddity] = {}
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            (cells,) = csv.reader((lines.alone(),), delimiter=separator)
            oddities = {_quoted_place(cells, lines.taken[0], separator): Oddity.QUOTE}
            reader = csv.reader(lines, delimiter=separator, strict=True)
        yield Row(
            number=number,
            cells=tuple(_text(cell) for cell in cells),
            oddities=oddities,
            is_guessed=lines.is_guessed,
        )


def _quoted_place(cells: list[str], line: str, separator: str) -> int:
    """Give the first cell in which a quotation mark begins that does not end well, from 0."""
    sound = re.compile(rf'(?:"(?:[^"]|"")*"|(?!")[^{re.escape(separator)}]*){re.escape(separator)}')
    place = at = 0
    while match := sound.match(line, at):
        place, at = place + 1, match.end()
    return min(place, len(cells) - 1)


def _text(cell: str) -> str:
    text = cell.strip()
    if text.startswith("="):
        said = literal(text)
        return text if said is None else said.strip()
    return text
