"""How far the letters of a font go on (ISO 32000-1, 9.2.4, 9.6.2.1, 9.7.4.3)."""

import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

from pikepdf import Array

_UNSAID: Final = 500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWidths:
    """Widths by code in thousandths of the size; ``bytes_a_letter`` is 1 or 2."""

    bytes_a_letter: int
    widths: Mapping[int, float]
    default: float

    def of(self, text: bytes) -> tuple[float, int, int]:
        """Give the width of a text, its letters, and how many of them are word spaces."""
        if self.bytes_a_letter == 1:
            codes: Sequence[int] = text
        else:
            codes = array("H", text[: len(text) & ~1])
            if sys.byteorder == "little":
                codes.byteswap()
        width = sum(map(self.widths.get, codes, repeat(self.default)))
        return width, len(codes), text.count(b" ") if self.bytes_a_letter == 1 else 0


UNKNOWN: Final = LetterWidths(bytes_a_letter=1, widths={}, default=_UNSAID)


def letter_widths(font: Any) -> LetterWidths:
    """Read the widths of a font; those that it does not say are half of its size."""
    if font is None:
        return UNKNOWN
    if font.get("/Subtype") == "/Type0":
        below = font.DescendantFonts[0]
        widths = dict(_of_characters(list(below.get("/W", ()))))
        return LetterWidths(bytes_a_letter=2, widths=widths, default=float(below.get("/DW", 1000)))
    first = int(font.get("/FirstChar", 0))
    scale = 1000 * float(font.FontMatrix[0]) if "/FontMatrix" in font else 1.0
    widths = {first + at: float(one) * scale for at, one in enumerate(font.get("/Widths", ()))}
    return LetterWidths(bytes_a_letter=1, widths=widths, default=_UNSAID)


def _of_characters(said: list[Any]) -> Iterator[tuple[int, float]]:
    at = 0
    while at + 1 < len(said):
        first, then = int(said[at]), said[at + 1]
        if isinstance(then, Array):
            yield from ((first + index, float(one)) for index, one in enumerate(then))
            at += 2
        elif at + 2 < len(said):
            yield from ((code, float(said[at + 2])) for code in range(first, int(then) + 1))
            at += 3
        else:
            return
