"""Shapes → the content that paints them below a page, as an artifact: it says nothing.

Clauses are of ISO 32000-1:2008.
"""

import zlib
from collections.abc import Iterator
from functools import lru_cache

from careerprint.binder.source import padded
from careerprint.colour import read_hex
from careerprint.view.backdrop import Backdrop
from careerprint.view.shapes import Fill, Ruling, Shapes


@lru_cache(maxsize=256)
def painted(backdrop: Backdrop, foot_pt: float, *, is_grey: bool) -> bytes:
    """Give a backdrop as a content stream, deflated; ``foot_pt`` is where its label's text ends.

    For the copier, ``is_grey``, no colour space is named but DeviceGray.
    """
    return zlib.compress(padded(content(backdrop.shapes(foot_pt), is_grey=is_grey)))


def content(shapes: Shapes, *, is_grey: bool) -> bytes:
    """Give what paints shapes (8.5) on a page as high as they are, as an artifact (14.8.2.2).

    It says where its ground ends, but for the copier, on which nothing runs on beyond a page.
    """
    top = shapes.height
    lines = [b"/Artifact BMC\nq"]
    if shapes.ground and not is_grey:
        at = shapes.ground
        edges = (at.x, top - at.y - at.height, at.x + at.width, top - at.y)
        box = b" ".join(map(_number, edges))
        lines = [b"/Artifact <</Type /Background /BBox [%b]>> BDC\nq" % box]
    for one in shapes.painted:
        lines += _filled(one, top, is_grey) if isinstance(one, Fill) else _ruled(one, top, is_grey)
    return b"\n".join((*lines, b"Q\nEMC\n"))


def _filled(fill: Fill, top: float, is_grey: bool) -> Iterator[bytes]:
    yield _colour(fill.colour, is_grey=is_grey)
    for box in fill.boxes:
        yield b"%b %b %b %b re" % tuple(
            map(_number, (box.x, top - box.y - box.height, box.width, box.height))
        )
    yield b"f"


def _ruled(ruling: Ruling, top: float, is_grey: bool) -> Iterator[bytes]:
    yield _colour(ruling.colour, is_grey=is_grey).upper()
    dash = b" ".join(map(_number, ruling.dash))
    yield b"%b w [%b] 0 d" % (_number(ruling.width), dash)
    for x, y, x_end, y_end in ruling.lines:
        yield b"%b %b m %b %b l" % tuple(map(_number, (x, top - y, x_end, top - y_end)))
    yield b"S"


def _colour(colour: str, *, is_grey: bool) -> bytes:
    """Give the operator that sets a fill's colour (8.6.8); of greys the parts are alike."""
    parts = read_hex(colour)
    if is_grey:
        return b"%b g" % _number(parts[0])
    return b"%b rg" % b" ".join(map(_number, parts))


def _number(value: float) -> bytes:
    return f"{value:.2f}".rstrip("0").rstrip(".").encode() or b"0"
