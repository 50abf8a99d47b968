"""What charts are drawn of: boxes, and labels that are measured.

All lengths are in points, x to the right and y downwards from a chart's upper left corner;
a text's y is its baseline. Every label is measured with its typeface's advance widths, so
none clips at the frame or runs into another.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from careerprint.typefaces.letters import SPACES
from careerprint.typefaces.shaping import text_width

REGULAR, SEMIBOLD, BOLD = "sans", "sans-semibold", "sans-bold"
LINE: Final = 1.16
"""Line height of labels, in em."""
_WEIGHTS: Final = {REGULAR: 400, SEMIBOLD: 600, BOLD: 700}
_SAFETY: Final = 1.01
"""Room for the kerning that advance widths leave out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One line of text: its baseline's left end, size, weight and width."""

    text: str
    x: float
    y: float
    size: float
    width: float
    weight: int = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


def strip_at(y: float, width: float, height: float) -> Box:
    """Give what one row of a chart takes, from its left to its right edge: where it is found."""
    return box_at(0, y, width, height)


def drawing_key(kind: str, alt: str) -> str:
    """Give a name for a drawing, the same for the same content."""
    return f"{kind}-{zlib.crc32(alt.encode()):08x}"


def label_width(text: str, size: float, face: str = REGULAR) -> float:
    """Give the width that a label takes."""
    return text_width(text, size, face) * _SAFETY


def column_width(lines: Sequence[str], size: float, face: str = REGULAR) -> float:
    """Give the width that the widest of some labels takes."""
    return max((label_width(line, size, face) for line in lines), default=0.0)


def label_at(text: str, x: float, y: float, size: float, face: str = REGULAR) -> Label:
    """Give a label whose baseline begins at a point."""
    return Label(
        text=text,
        x=round(x, 2),
        y=round(y, 2),
        size=size,
        width=round(label_width(text, size, face), 2),
        weight=_WEIGHTS[face],
    )


def box_at(x: float, y: float, width: float, height: float) -> Box:
    """Give a rectangle, its coordinates rounded for drawing."""
    return Box(x=round(x, 2), y=round(y, 2), width=round(width, 2), height=round(height, 2))


def wrap(text: str, size: float, width: float, face: str = REGULAR) -> tuple[str, ...]:
    """Break a label into lines no wider than ``width``, at spaces and after / and -.

    A single word that is wider is broken between letters: a label is never cut off.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and label_width((line + piece).rstrip(), size, face) > width:
            lines.append(line.rstrip())
            line = ""
        while label_width(piece.rstrip(), size, face) > width and len(piece) > 1:
            fitting = max(
                1, sum(label_width(piece[: n + 1], size, face) <= width for n in range(len(piece)))
            )
            lines.append(piece[:fitting])
            piece = piece[fitting:]  # noqa: PLW2901 - the rest of the word goes on
        line += piece
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def widest_word(text: str, size: float, face: str = REGULAR) -> float:
    """Give the width of the widest piece that a label is not broken within."""
    return column_width([piece.rstrip() for piece in _pieces(text)], size, face)


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for character in " ".join(text.translate(SPACES).split(" ")).strip():
        pieces[-1] += character
        if character in " /-–—":
            pieces.append("")
    return [piece for piece in pieces if piece]
