"""What is painted on a page, piece by piece, in the page's own space."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


class Kind(StrEnum):
    """What a piece is."""

    TEXT = "text"
    FILL = "fill"
    LINE = "line"
    PICTURE = "picture"
    GRADIENT = "gradient"


IN_WORDS: Final = {
    Kind.TEXT: "text",
    Kind.FILL: "an area",
    Kind.LINE: "a line",
    Kind.PICTURE: "a picture",
    Kind.GRADIENT: "a gradient",
}
"""What a piece is called in a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """A colour: the name of its space, and its parts; a pattern has none."""

    space: str = "DeviceGray"
    parts: tuple[float, ...] = (0.0,)

    @property
    def inks(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow, black, from 0 to 1; None if it is not in inks."""
        if self.space == "DeviceCMYK" and len(self.parts) == 4:
            cyan, magenta, yellow, black = self.parts
            return cyan, magenta, yellow, black
        if self.space == "DeviceGray" and self.parts:
            return 0.0, 0.0, 0.0, 1 - self.parts[0]
        if self.space == "Separation All" and self.parts:
            return (self.parts[0],) * 4
        return None

    @property
    def is_bare(self) -> bool:
        """Whether it leaves the paper as it is."""
        if self.inks is not None:
            return sum(self.inks) == 0
        return self.space == "DeviceRGB" and bool(self.parts) and min(self.parts) >= 1


BLACK = Paint()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece: where it shows, its colour, and what its kind has of measures.

    ``box`` is around all of it, ``parts`` around each of the shapes that it is made of.
    ``size_pt`` is of text, ``width_pt`` of a line, ``dpi`` and ``most_ink`` (0 to 4; None if it
    was not measured) of a picture. ``overprints`` says that it does so in overprint mode 1,
    ``is_even_odd`` that a fill leaves out what lies in an even number of its parts.
    """

    kind: Kind
    box: Box
    parts: tuple[Box, ...]
    paint: Paint
    overprints: bool = False
    is_even_odd: bool = False
    size_pt: float = 0.0
    width_pt: float = 0.0
    dpi: float = 0.0
    most_ink: float | None = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """All that a page paints, and what else reading it brought to light.

    ``blend_spaces`` are those that groups name, ``is_transparent`` says that something shows
    through.
    """

    pieces: tuple[Piece, ...]
    blend_spaces: frozenset[str]
    is_transparent: bool


def overlap(one: Box, other: Box) -> Box | None:
    """Give what two boxes share; None if they share nothing."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None
