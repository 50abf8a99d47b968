"""Air given by moving what is laid out: what one more pass would give, at a fiftieth of its work.

It moves the boxes of the engine, in CSS pixels. Air above or below a block pushes down what
follows it, and what is around it grows: blocks in the flow of a page, and cells that stand at the
top of their row (CSS 2.2, 10.6.3 and 17.5.3). Whatever else has air within it, or might stand
elsewhere after a pass, is left to a pass.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from careerprint.render.measure import AIR_PROPERTY, air_number, used_px

_SHEETS: Final = frozenset({"html", "body"})
"""Elements that fill each page but their last to its foot."""
_ROUNDING_PX: Final = 0.01
_FRAMES: Final = ("border_image_source", "mask_border_source")
_ABOVE: Final = re.compile(rf"var\({AIR_PROPERTY}\)")
_BELOW: Final = re.compile(rf"calc\([\d.]+[a-z]+ \+ var\({AIR_PROPERTY}\)\)")


def moves(page_boxes: Sequence[Any], air_px: Mapping[int, float]) -> Callable[[], None] | None:
    """Plan what gives each numbered element more air, in CSS pixels; nothing moves yet.

    Gives what carries the plan out, or None where only another pass gives what a pass would.
    """
    plan = _Plan(page_boxes, air_px)
    try:
        for page in page_boxes:
            plan.survey(page.children[0])
        for page in page_boxes:
            grown_px = plan.move(page.children[0], 0.0, is_last=page is page_boxes[-1])
            if grown_px > page.height - used_px(page) + _ROUNDING_PX:
                return None
    except _NeedsPassError:
        return None
    return plan.carry_out


class _NeedsPassError(Exception):
    """Something would not move as a pass would have it."""


@dataclass(slots=True, kw_only=True)
class _Growth:
    """What is to be added to a box: to where it begins, and to its padding and height."""

    box: Any
    down_px: float = 0.0
    above_px: float = 0.0
    height_px: float = 0.0
    below_px: float = 0.0


class _Plan:
    """What is to be done to each box, worked out before anything is touched."""

    def __init__(self, page_boxes: Sequence[Any], air_px: Mapping[int, float]) -> None:
        self._air_px = air_px
        self._airy: dict[int, _Growth] = {}
        """Boxes that have air or hold one that has, by their identity."""
        self._met: set[int] = set()
        """The numbers met so far: an element may have several boxes, and the first has its air."""
        self._cut = _cut(page_boxes)
        self._shifts: list[tuple[Any, float]] = []

    def carry_out(self) -> None:
        """Move and enlarge the boxes."""
        for box, down_px in self._shifts:
            box.translate(0, down_px)
        for growth in self._airy.values():
            growth.box.position_y += growth.down_px
            growth.box.padding_top += growth.above_px
            growth.box.height += growth.height_px
            growth.box.padding_bottom += growth.below_px

    def survey(self, box: Any) -> bool:
        """Learn whether a box has air or holds some; raises where something cannot be moved."""
        if not _can_be_moved(box):
            raise _NeedsPassError
        own = self._own(box)
        within = [self.survey(child) for child in getattr(box, "children", ())]
        if own is None and not any(within):
            return False
        if not _can_grow(box, has_air=own is not None):
            raise _NeedsPassError
        self._airy[id(box)] = own or _Growth(box=box)
        return True

    def _own(self, box: Any) -> _Growth | None:
        """Give the air of a box itself, on the side where its styles have it; None without any."""
        number = air_number(box)
        said = dict(_said_of_air(box.style))
        if number is None and said:
            raise _NeedsPassError
        if number is None or number in self._met:
            return None
        self._met.add(number)
        own_px = self._air_px.get(number, 0.0)
        if not own_px:
            return None
        if set(said) == {"padding_top"} and _ABOVE.fullmatch(said["padding_top"]):
            return _Growth(box=box, above_px=own_px)
        if set(said) == {"padding_bottom"} and _BELOW.fullmatch(said["padding_bottom"]):
            return _Growth(box=box, below_px=own_px)
        raise _NeedsPassError

    def move(self, box: Any, down_px: float, *, is_last: bool) -> float:
        """Plan the moves of a box and of what it holds; gives by how much it grows.

        ``is_last`` is of its page: on any other, what goes on overleaf fills it to the foot.
        """
        growth = self._airy.get(id(box))
        if growth is None:
            if down_px:
                self._shifts.append((box, down_px))
            return 0.0
        growth.down_px = down_px
        within_px = down_px + growth.above_px
        if type(box).__name__ == "TableRowBox":
            growth.height_px = self._move_cells(box, within_px, is_last=is_last)
        else:
            for child in box.children:
                growth.height_px += self.move(child, within_px + growth.height_px, is_last=is_last)
        is_sheet = box.element_tag in _SHEETS
        if growth.height_px and (_is_held(box) or (id(box.element) in self._cut and not is_sheet)):
            raise _NeedsPassError
        grown_px = growth.above_px + growth.height_px + growth.below_px
        if is_sheet and not is_last:
            growth.height_px = 0.0
        return grown_px

    def _move_cells(self, row: Any, down_px: float, *, is_last: bool) -> float:
        """Plan the moves of cells; gives by how much their row grows: they are all as high."""
        grown = [(cell, self.move(cell, down_px, is_last=is_last)) for cell in row.children]
        row_px = max(by_px - _left_px(cell) for cell, by_px in grown)
        for cell, by_px in grown:
            growth = self._airy.setdefault(id(cell), _Growth(box=cell))
            growth.below_px += row_px - by_px
        return row_px


def _cut(page_boxes: Sequence[Any]) -> set[int]:
    """Give the elements, by their identity, that have boxes on several pages."""
    begun: set[int] = set()
    cut: set[int] = set()
    for page in page_boxes:
        here = set(_elements(page.children[0]))
        cut |= here & begun
        begun |= here
    return cut


def _elements(box: Any) -> Iterator[int]:
    yield id(box.element)
    for child in getattr(box, "children", ()):
        yield from _elements(child)


def _said_of_air(style: Any) -> Iterator[tuple[str, str]]:
    """Give what an element's styles make of its air: properties and how they say it."""
    for name, (value, _) in getattr(style, "cascaded", {}).items():
        tokens = getattr(value, "tokens", ())
        said = "".join(token.serialize() for token in tokens).strip()
        if AIR_PROPERTY in said:
            yield name, said


def _can_be_moved(box: Any) -> bool:
    """Whether a box stands where the flow has it, in a frame that is drawn without a picture."""
    return box.is_in_normal_flow() and all(box.style[name][0] == "none" for name in _FRAMES)


def _can_grow(box: Any, *, has_air: bool) -> bool:
    """Whether a box grows with what it holds as :class:`_Plan` has it."""
    kind = type(box).__name__
    if kind == "BlockBox":
        is_plain = not box.is_column and not (has_air and box.is_table_wrapper)
    elif kind == "TableBox":
        is_plain = not box.column_groups
    elif kind == "TableCellBox":
        is_top = box.vertical_align == "top" and box.rowspan == 1
        is_plain = is_top and box.style["padding_bottom"].unit == "px" and not has_air
    else:
        is_plain = kind in {"TableRowGroupBox", "TableRowBox"} and not has_air
    return is_plain and box.style["position"] == "static"


def _is_held(box: Any) -> bool:
    """Whether a box's height may be another than that of what it holds."""
    least_px = getattr(box, "min_height", 0)
    is_least = least_px > 0 and box.height <= least_px
    return (
        box.style["height"] != "auto" or is_least or getattr(box, "max_height", math.inf) < math.inf
    )


def _left_px(cell: Any) -> float:
    """Give the room below what a cell holds that it has for its row's sake."""
    return float(cell.padding_bottom - cell.style["padding_bottom"].value)
