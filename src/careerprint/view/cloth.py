"""The cloth of a cover: each career's working time as ribbons, as wide as its shares, woven.

The careers are warp and weft in turn. A ribbon goes over one and under the next. Where one
direction has few careers, they come again mirrored, as the bands of a tartan do. What is drawn
for the copier is engraved: lines along each ribbon, close, wide or none.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, cycle
from typing import Final

from careerprint.profile.model import Share
from careerprint.view.charts.geometry import Box, box_at
from careerprint.view.shapes import Fill, Ruling, Shapes
from careerprint.view.threads import Thread

_BAND_PT: Final = 220.0
"""About how wide a career's ribbons are together."""
_GAP: Final = 0.011
"""What parts two ribbons, as a share of a career's band."""
_LINES_PT: Final = ((0.75, 1.9), (0.0, 0.0), (0.5, 3.4))
"""How thick lines are in a ribbon and how far they stand apart, by its tone; 0 has none."""
_OUTLINE_PT: Final = 0.5
_SOLID: Final = 3
"""The tone of a ribbon that is black for the copier."""
_TONES: Final = (1, 2)
_RULED_TONES: Final = (1, 2, 1, _SOLID)
"""Tones of the ribbons after the widest, in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yarn:
    """What a career gives to the cloth: its shares of the time, the largest first, its thread."""

    shares: tuple[float, ...]
    thread: Thread


def yarn_of(shares: Sequence[Share], thread: Thread) -> Yarn:
    """Give what a career's working time gives to the cloth."""
    largest_first = sorted((float(share.percent) for share in shares), reverse=True)
    return Yarn(shares=tuple(largest_first), thread=thread)


@dataclass(frozen=True, slots=True)
class _Ribbon:
    """One ribbon of a direction: where it begins, how wide it is, whose, in which tone."""

    start: float
    width: float
    thread: Thread
    tone: int


def strip(yarn: Yarn, *, width: float, height: float, gap: float = 1.2) -> Shapes:
    """Draw a career's ribbons beside each other: the key to the cloth."""
    ribbons = _band(yarn, 0.0, width + gap, is_mirrored=False)
    pieces = [
        (one, box_at(one.start, 0, max(one.width - gap, 0.4), height), True) for one in ribbons
    ]
    return Shapes(width=width, height=height, painted=_painted(pieces))


def weave(yarns: Sequence[Yarn], *, width: float, height: float) -> Shapes:
    """Draw the cloth of some careers in a frame."""
    warp = _direction(yarns[::2], width)
    weft = _direction(yarns[1::2] or yarns, height)
    gap = min(2.2, max(0.9, _GAP * min(width / len(yarns[::2]), _BAND_PT)))
    pieces = []
    for row, across in enumerate(weft):
        for column, down in enumerate(warp):
            is_warp = (row + column) % 2 == 0
            one = down if is_warp else across
            beside, along = (gap, -gap) if is_warp else (-gap, gap)
            box = _within(
                (down.start, across.start, down.width, across.width),
                shrunk=(beside, along),
                frame=(width, height),
            )
            pieces.append((one, box, is_warp))
    return Shapes(width=width, height=height, painted=_painted(pieces))


def _direction(yarns: Sequence[Yarn], room: float) -> list[_Ribbon]:
    """Give the ribbons of one direction, from its first edge to its last."""
    times = max(1, round(room / (len(yarns) * _BAND_PT)))
    bands = [yarn for _ in range(times) for yarn in yarns]
    each = room / len(bands)
    return [
        ribbon
        for number, yarn in enumerate(bands)
        for ribbon in _band(yarn, number * each, each, is_mirrored=number % 2 == 1)
    ]


def _band(yarn: Yarn, start: float, room: float, *, is_mirrored: bool) -> list[_Ribbon]:
    order = _RULED_TONES if yarn.thread.is_ruled else _TONES
    toned = list(zip(yarn.shares, chain((0,), cycle(order)), strict=False))
    ribbons, at, total = [], start, sum(yarn.shares)
    for share, tone in reversed(toned) if is_mirrored else toned:
        width = share / total * room
        ribbons.append(_Ribbon(at, width, yarn.thread, tone))
        at += width
    return ribbons


def _within(
    cell: tuple[float, float, float, float],
    *,
    shrunk: tuple[float, float],
    frame: tuple[float, float],
) -> Box:
    """Give a cell narrower by a gap across its ribbon and longer along it, inside of the frame."""
    x, y, width, height = cell
    left, top = max(0.0, x + shrunk[0] / 2), max(0.0, y + shrunk[1] / 2)
    right = min(frame[0], x + width - shrunk[0] / 2)
    foot = min(frame[1], y + height - shrunk[1] / 2)
    return box_at(left, top, max(right - left, 0.2), max(foot - top, 0.2))


def _painted(pieces: Sequence[tuple[_Ribbon, Box, bool]]) -> tuple[Fill | Ruling, ...]:
    """Give what is painted: the boxes of a colour together, or the lines of a kind."""
    boxes: dict[str, list[Box]] = defaultdict(list)
    lines: dict[_Kind, list[_Line]] = defaultdict(list)
    for ribbon, box, is_upright in pieces:
        thread = ribbon.thread
        if not thread.is_ruled or ribbon.tone == _SOLID:
            boxes[thread.tones[ribbon.tone % len(thread.tones)]].append(box)
            continue
        lines[_OUTLINE_PT, ()] += _outline(box)
        thick, pitch = _LINES_PT[ribbon.tone]
        if thick:
            lines[thick, thread.dash] += _ruled(box, pitch * thread.pitch, is_upright=is_upright)
    fills = tuple(Fill(colour=colour, boxes=tuple(found)) for colour, found in boxes.items())
    rulings = tuple(
        Ruling(colour="#000000", width=thick, dash=dash, lines=tuple(found))
        for (thick, dash), found in lines.items()
    )
    return (*fills, *rulings)


_Kind = tuple[float, tuple[float, ...]]
_Line = tuple[float, float, float, float]


def _outline(box: Box) -> Iterator[_Line]:
    left, top = box.x, box.y
    right, foot = round(box.x + box.width, 2), round(box.y + box.height, 2)
    yield left, top, right, top
    yield right, top, right, foot
    yield right, foot, left, foot
    yield left, foot, left, top


def _ruled(box: Box, pitch: float, *, is_upright: bool) -> Iterator[_Line]:
    """Give lines along a ribbon, evenly within its box."""
    across = box.width if is_upright else box.height
    count = int(across / pitch)
    for number in range(1, count + 1):
        at = round(number * across / (count + 1), 2)
        if is_upright:
            x = round(box.x + at, 2)
            yield x, box.y, x, round(box.y + box.height, 2)
        else:
            y = round(box.y + at, 2)
            yield box.x, y, round(box.x + box.width, 2), y
