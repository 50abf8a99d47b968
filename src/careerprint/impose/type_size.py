"""How large the small type of a PDF is, as its content streams draw it (ISO 32000-1, 9.4).

What counts is not a single note mark but what somebody has to read: the size up to which a
twentieth of all letters is set. Letters inside of drawings count; those in pictures cannot.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from math import hypot
from typing import Any, Final

import pikepdf

from careerprint.impose.source_pages import SourcePage

SHARE: Final = 0.05
"""Of all letters that are no larger: what makes a size count."""
MOST_PAGES: Final = 40
"""Of a longer document so many pages are measured, from its whole length."""
_DEEPEST: Final = 8
_SHOWN: Final = ("Tj", "TJ", "'", '"')
_NAMING: Final = {"Tf": "/Font", "gs": "/ExtGState", "Do": "/XObject"}
"""Operators that name a resource, and the kind of it."""
_OPERATORS: Final = " ".join(("q", "Q", "cm", "BT", "Tm", *_SHOWN, *_NAMING))


def small_type_pt(pages: Sequence[SourcePage]) -> float:
    """Give the size in points up to which a twentieth of the letters is set; 0 without letters."""
    step = -(-len(pages) // MOST_PAGES)
    letters = Counter[float]()
    for page in pages[::step]:
        with suppress(Exception):  # a stream that cannot be followed may still be printed
            _Reader(letters, _height(page.upright)).read(page.form, pikepdf.Matrix())
    wanted, smaller = SHARE * letters.total(), 0
    for size in sorted(letters):
        smaller += letters[size]
        if smaller >= wanted:
            return size
    return 0.0


@dataclass(slots=True)
class _Reader:
    """A content stream as it is followed; ``letters`` has how many there are of each size.

    ``unit`` is what the page's own space is multiplied by, ``matrix`` what takes the stream's
    space to that, ``line`` the text's to the stream's.
    """

    letters: Counter[float]
    unit: float
    depth: int = 0
    matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    line: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    font: tuple[int, float] = (1, 0.0)
    """Bytes of a letter, and the size."""
    kept: list[tuple[pikepdf.Matrix, tuple[int, float]]] = field(default_factory=list)

    def read(self, form: pikepdf.Object, at: pikepdf.Matrix) -> None:
        """Count the letters of a form, and of the forms in it."""
        self.matrix, resources = at, form.get("/Resources", pikepdf.Dictionary())
        for step in pikepdf.parse_content_stream(form, _OPERATORS):
            name, operands = str(step.operator), step.operands
            if name in _SHOWN:
                self._show(operands[-1])
            elif name in _NAMING:
                self._use(name, operands, resources)
            else:
                self._move(name, operands)

    def _move(self, operator: str, operands: Any) -> None:
        if operator == "q":
            self.kept.append((self.matrix, self.font))
        elif operator == "Q" and self.kept:
            self.matrix, self.font = self.kept.pop()
        elif operator == "cm":
            self.matrix = _matrix(operands) @ self.matrix
        elif operator == "BT":
            self.line = pikepdf.Matrix()
        elif operator == "Tm":
            self.line = _matrix(operands)

    def _use(self, operator: str, operands: Any, resources: pikepdf.Object) -> None:
        """Take a font, the font of a graphics state (8.4.5), or go into a form."""
        named = resources.get(_NAMING[operator], pikepdf.Dictionary())
        found = named.get(str(operands[0]))
        if operator == "Tf":
            self.font = (_bytes_a_letter(found), abs(float(operands[1])))
        elif operator == "gs":
            if found is not None and (said := found.get("/Font")) is not None:
                self.font = (_bytes_a_letter(said[0]), abs(float(said[1])))
        elif isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Form":
            own = found.get("/Matrix")
            placed = self.matrix if own is None else _matrix(list(own)) @ self.matrix
            if self.depth < _DEEPEST:
                _Reader(self.letters, self.unit, self.depth + 1).read(found, placed)

    def _show(self, shown: Any) -> None:
        bytes_a_letter, size = self.font
        drawn = round(size * _height(self.line @ self.matrix) * self.unit, 1)
        if drawn:
            self.letters[drawn] += _length(shown) // bytes_a_letter


def _height(matrix: pikepdf.Matrix) -> float:
    """Give what a matrix makes of a length of 1 that stands upright."""
    return hypot(matrix.c, matrix.d)


def _matrix(operands: Any) -> pikepdf.Matrix:
    return pikepdf.Matrix(*(float(number) for number in operands))


def _bytes_a_letter(font: Any) -> int:
    return 2 if font is not None and font.get("/Subtype") == "/Type0" else 1


def _length(shown: Any) -> int:
    """Give the bytes of a string, or of all strings of an array."""
    if isinstance(shown, pikepdf.Array):
        return sum(len(bytes(one)) for one in shown if isinstance(one, pikepdf.String))
    return len(bytes(shown))
