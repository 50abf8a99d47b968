"""The contrast of texts with what they stand on, as they are painted (WCAG 2.1, 1.4.3)."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from careerprint.colour import WHITE, Rgb, contrast
from careerprint.preflight.flaw import Flaw
from careerprint.preflight.pieces import Box, Kind, Paint, Piece, Pieces

LEAST: Final = 4.5
LEAST_OF_LARGE: Final = 3.0
LARGE_PT: Final = 18.0
_SHARES: Final = (0.1, 0.5, 0.9)
"""Where along a text its ground is looked for, half way up."""


def judge_contrast(pieces: Pieces) -> Iterator[Flaw | None]:
    """Give for each text that could be judged its flaw, or None.

    What stands on a picture or a gradient, or is not in the colours of a screen or in grey, is
    not judged, nor is a page on which something shows through.
    """
    if pieces.is_transparent:
        return
    for at, piece in enumerate(pieces.pieces):
        if piece.kind is not Kind.TEXT or (text := _seen(piece.paint)) is None:
            continue
        grounds = [_ground(pieces.pieces[:at], point) for point in _points(piece.box)]
        known = [ground for ground in grounds if ground is not None]
        if len(known) == len(grounds):
            yield _judged(text, known, piece.size_pt)


def _judged(text: Rgb, grounds: Sequence[Rgb], size_pt: float) -> Flaw | None:
    least = LEAST_OF_LARGE if size_pt >= LARGE_PT else LEAST
    worst = min(contrast(text, ground) for ground in grounds)
    if worst >= least - 0.005:
        return None
    message = f"a text has a contrast of {worst:.1f}:1 with its ground, and needs {least:g}:1"
    return Flaw(rule="contrast", message=message, hint="set it darker, or its ground lighter")


def _points(box: Box) -> list[tuple[float, float]]:
    left, bottom, right, top = box
    return [(left + share * (right - left), (bottom + top) / 2) for share in _SHARES]


def _ground(below: Sequence[Piece], point: tuple[float, float]) -> Rgb | None:
    """Give the colour at a point; None if it is not one colour."""
    for piece in reversed(below):
        if piece.kind not in {Kind.TEXT, Kind.LINE} and _covers(piece, point):
            return _seen(piece.paint) if piece.kind is Kind.FILL else None
    return WHITE


def _covers(piece: Piece, point: tuple[float, float]) -> bool:
    holding = sum(_holds(one, point) for one in piece.parts)
    return holding % 2 == 1 if piece.is_even_odd else holding > 0


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _seen(paint: Paint) -> Rgb | None:
    parts: Any = paint.parts
    if paint.space == "DeviceRGB" and len(parts) == 3:
        return parts[0], parts[1], parts[2]
    if paint.space == "DeviceGray" and len(parts) == 1:
        return parts[0], parts[0], parts[0]
    return None
