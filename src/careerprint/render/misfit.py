"""Why pages do not hold what they should: room that stays empty, columns of uneven length.

It reads the boxes of the engine at the smallest size, where all of it stands on some page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from careerprint.reading.plain_words import shortened
from careerprint.render.boxes import NOWHERE, Stand, is_flexible, leaves_in, text_of, within
from careerprint.render.inspection import Fault
from careerprint.render.measure import COLUMN_MARK, Overrun, filled_px

_PX_PER_MM: Final = 96 / 25.4
_EMPTY_SHARE: Final = 0.2
"""Of a page's height: room that stays empty above what went to the next page."""
_UNEVEN_MM: Final = 40.0
"""By how much columns end apart before it costs a page."""
_NARROW_SHARE: Final = 0.75
"""Of the page's width: columns side by side that take less are narrow."""


def misfits(page_boxes: Sequence[Any], overruns: Sequence[Overrun]) -> Iterator[Fault]:
    """Give what keeps some pages from holding their text; ``overruns`` are its lines too wide."""
    yield from _too_wide(overruns)
    yield from _undivided(page_boxes)
    yield from _of_columns(page_boxes)


def _too_wide(overruns: Sequence[Overrun]) -> Iterator[Fault]:
    for one in overruns:
        is_text = bool(one.text.strip())
        yield Fault(
            kind="wide" if is_text else "wide drawing",
            message=f"{'text' if is_text else 'a drawing'} leaves its column by"
            f" {one.over_pt / 72 * 25.4:.1f} mm, at the smallest size too",
            hint="give its column more room, or set it smaller; a long word needs a space or a"
            " hyphen"
            if is_text
            else f"there are {one.stand.room_mm - 0.05:.1f} mm: draw it for that, by column_mm or"
            " charts in layout.yaml",
            text=shortened(" ".join(one.text.split())),
            stand=one.stand,
            properties=("width", "padding-left", "padding-right", "padding"),
            amount=one.over_pt,
        )


def _undivided(page_boxes: Sequence[Any]) -> Iterator[Fault]:
    """Give what went to the next page as a whole and left a page empty."""
    begun: set[int] = set()
    for number, (page, following) in enumerate(pairwise(page_boxes)):
        begun |= {id(box.element) for box, _ in _elements_on(page, number)}
        empty_px = page.height - filled_px(page)
        if empty_px < page.height * _EMPTY_SHARE:
            continue
        new = (
            (box, stand)
            for box, stand in _elements_on(following, number + 1)
            if id(box.element) not in begun and any(leaves_in(box, stand))
        )
        box, stand = next(new, (None, NOWHERE))
        if box is None or box.style["break_before"] in _FORCED:
            continue
        yield Fault(
            kind="undivided",
            message=f"{empty_px / _PX_PER_MM:.0f} mm of a page stay empty: what comes next is not"
            " divided between pages",
            hint=_why_whole(box, stand),
            text=shortened(" ".join(text_of(box).split())),
            stand=stand,
            properties=("break-inside", "page-break-inside", "display"),
            amount=empty_px,
        )


_FORCED: Final = frozenset({"page", "always", "left", "right"})


def _elements_on(page: Any, number: int) -> Iterator[tuple[Any, Stand]]:
    """Give the boxes of a page that come from elements, with where they stand."""
    for child in page.children:
        for box, stand in within(child, Stand(page=number)):
            if getattr(box, "element", None) is not None:
                yield box, stand


def _why_whole(box: Any, stand: Stand) -> str:
    if any(is_flexible(one) for one, _ in within(box, stand)):
        return "a flex box or grid may stay whole: put side by side with the class pair"
    if box.style["break_inside"] == "avoid":
        return "it says break-inside: avoid: leave that away, or make it shorter"
    return "let it be divided: no inline-block around much text; or make it shorter"


@dataclass(slots=True)
class _Pair:
    """Columns side by side: where, the page's width, each one's height and width, in mm."""

    stand: Stand
    page_mm: float
    heights_mm: dict[int, float] = field(default_factory=dict)
    widths_mm: dict[int, float] = field(default_factory=dict)
    lefts: set[int] = field(default_factory=set)
    """Where they begin, in CSS pixels: what stands below each other begins at one place."""


def _of_columns(page_boxes: Sequence[Any]) -> Iterator[Fault]:
    """Give pairs whose columns end far apart, or take little of the page's width."""
    for pair in _pairs(page_boxes):
        heights_mm = list(pair.heights_mm.values())
        uneven_mm = max(heights_mm) - min(heights_mm)
        if uneven_mm > _UNEVEN_MM:
            yield Fault(
                kind="uneven",
                message="the columns are of uneven length:"
                f" {' and '.join(f'{one:.0f}' for one in heights_mm)} mm",
                hint="move a part from the longest to the shortest, or make the longest wider",
                stand=pair.stand,
                amount=uneven_mm,
                is_warning=True,
            )
        taken_mm = sum(pair.widths_mm.values())
        if max(heights_mm) > _UNEVEN_MM and taken_mm < pair.page_mm * _NARROW_SHARE:
            yield Fault(
                kind="narrow",
                message=f"the columns take {taken_mm:.0f} of the page's {pair.page_mm:.0f} mm",
                hint="make them wider: less padding, margin and border-spacing",
                stand=pair.stand,
                properties=("padding", "padding-left", "width", "margin", "border-spacing"),
                amount=pair.page_mm - taken_mm,
                is_warning=True,
            )


def _pairs(page_boxes: Sequence[Any]) -> Iterable[_Pair]:
    """Give what puts columns side by side; of a column on two pages both heights are added."""
    found: dict[int, _Pair] = {}
    for number, page in enumerate(page_boxes):
        seen: set[int] = set()
        for box, stand in _elements_on(page, number):
            own = id(box.element)
            if own in seen or box.element.get(COLUMN_MARK) is None or not box.children:
                continue
            seen.add(own)
            at = Stand(page=number, elements=stand.elements[1:])
            pair = found.setdefault(
                id(stand.elements[1]), _Pair(stand=at, page_mm=page.margin_width() / _PX_PER_MM)
            )
            foot_px = max(one.position_y + one.margin_height() for one in box.children)
            height_mm = (foot_px - box.position_y) / _PX_PER_MM
            pair.heights_mm[own] = pair.heights_mm.get(own, 0.0) + height_mm
            pair.widths_mm[own] = box.width / _PX_PER_MM
            pair.lefts.add(round(box.position_x))
    return [one for one in found.values() if len(one.lefts) > 1]
