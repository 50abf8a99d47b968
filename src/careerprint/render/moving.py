"""Air and leading given by moving what is laid out: as a pass would, at a fiftieth of its work.

It moves the boxes of the engine, in CSS pixels. Air above or below a block, and lines further
apart, push down what follows, and what is around them grows: blocks in the flow of a page, and
cells of a row, which are all as high as the highest (CSS 2.2, 10.6.3 and 17.5.3). Whatever else
grows, or might stand elsewhere after a pass, is left to a pass.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from careerprint.render.lines import (
    LineMove,
    Releading,
    Sides,
    UnknownLineError,
    blocks_on,
    line_move,
)
from careerprint.render.measure import AIR_PROPERTY, air_number

_SHEETS: Final = frozenset({"html", "body"})
"""Elements that fill each page but their last to its foot."""
NO_AIR: Final[Mapping[int, float]] = MappingProxyType({})
_FRAMES: Final = ("border_image_source", "mask_border_source")
_ABOVE: Final = re.compile(rf"var\({AIR_PROPERTY}\)")
_BELOW: Final = re.compile(rf"calc\([\d.]+[a-z]+ \+ var\({AIR_PROPERTY}\)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What is to move: by how much each page grows, in CSS pixels, and what carries it out."""

    grown_px: tuple[float, ...]
    carry_out: Callable[[], None]


def moves(
    page_boxes: Sequence[Any],
    *,
    air_px: Mapping[int, float] = NO_AIR,
    releading: Releading | None = None,
) -> Moves | None:
    """Plan what gives each numbered element more air, in CSS pixels, or lines another leading.

    Nothing moves yet. None where only another pass gives what a pass would. Whether a page holds
    what it grows by is to be asked of what comes back.
    """
    plan = _Plan(page_boxes, air_px, releading)
    try:
        for page in page_boxes:
            plan.survey(page.children[0])
        grown_px = tuple(
            plan.move(page.children[0], 0.0, is_last=page is page_boxes[-1]) for page in page_boxes
        )
    except (_NeedsPassError, UnknownLineError):
        return None
    return Moves(grown_px=grown_px, carry_out=plan.carry_out)


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

    def __init__(
        self,
        page_boxes: Sequence[Any],
        air_px: Mapping[int, float],
        releading: Releading | None,
    ) -> None:
        self._air_px, self._releading = air_px, releading
        self._growing: dict[int, _Growth] = {}
        """Boxes that have air or other lines, or hold one that has, by their identity."""
        self._lines: dict[int, LineMove | None] = {}
        """Lines that change; None where a block on them grows, until it is known by how much."""
        self._met: set[int] = set()
        """The numbers met so far: an element may have several boxes, and the first has its air."""
        self._cut = _cut(page_boxes)
        self._shifts: list[tuple[Any, float]] = []

    def carry_out(self) -> None:
        """Move and enlarge the boxes."""
        for box, down_px in self._shifts:
            box.translate(0, down_px)
        for line in self._lines.values():
            if line:
                line.carry_out()
        for growth in self._growing.values():
            growth.box.position_y += growth.down_px
            growth.box.padding_top += growth.above_px
            growth.box.height += growth.height_px
            growth.box.padding_bottom += growth.below_px

    def survey(self, box: Any) -> bool:
        """Learn whether a box grows or holds what does; raises where something cannot be moved."""
        if not _can_be_moved(box):
            raise _NeedsPassError
        if self._releading and type(box).__name__ == "LineBox":
            return self._survey_line(box, self._releading)
        own = self._own(box)
        within = [self.survey(child) for child in getattr(box, "children", ())]
        if own is None and not any(within):
            return False
        if not _can_grow(box, has_air=own is not None) or self._has_air_on_baseline(box):
            raise _NeedsPassError
        self._growing[id(box)] = own or _Growth(box=box)
        return True

    def _survey_line(self, line: Any, releading: Releading) -> bool:
        """Learn whether a line, or a block on it, is of the leading that changes."""
        blocks = [one for one in blocks_on(line) if self.survey(one)]
        if not all(map(_can_be_moved, line.descendants())):
            raise _NeedsPassError
        found = None if blocks else line_move(line, releading, {})
        if blocks or found:
            self._lines[id(line)] = found
        return bool(blocks or found)

    def _has_air_on_baseline(self, box: Any) -> bool:
        """Whether air would part a cell's first line from the row's baseline."""
        return not self._releading and getattr(box, "vertical_align", "") == "baseline"

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
        growth = self._growing.get(id(box))
        if growth is None:
            if down_px:
                self._shifts.append((box, down_px))
            return self._move_line(box, is_last=is_last) if id(box) in self._lines else 0.0
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

    def _move_line(self, line: Any, *, is_last: bool) -> float:
        """Plan what moves within a line; gives by how much it grows."""
        found = self._lines[id(line)]
        if found is None and self._releading:
            grown = {
                id(one): self._sides(one, self.move(one, 0.0, is_last=is_last))
                for one in blocks_on(line)
            }
            self._lines[id(line)] = found = line_move(line, self._releading, grown)
        return found.grown_px if found else 0.0

    def _sides(self, block: Any, by_px: float) -> Sides:
        """Give where a block on a line grows: it stands there by the baseline of its last line."""
        if not by_px or block.style["vertical_align"] == "top":
            return Sides(0.0, by_px)
        line, *further = block.children
        found = self._lines.get(id(line))
        if further or found is None:
            raise _NeedsPassError
        return Sides(found.baseline_px, by_px - found.baseline_px)

    def _move_cells(self, row: Any, down_px: float, *, is_last: bool) -> float:
        """Plan the moves of cells; gives by how much their row grows: they are all as high."""
        grown = [(cell, self.move(cell, down_px, is_last=is_last)) for cell in row.children]
        if not all(cell.rowspan == 1 and _has_plain_padding(cell) for cell in row.children):
            raise _NeedsPassError
        lower_px = [self._lower_px(cell, row) for cell in row.children]
        row_px = max(by + low - _left_px(c) for (c, by), low in zip(grown, lower_px, strict=True))
        for (cell, by_px), low_px in zip(grown, lower_px, strict=True):
            growth = self._growing.setdefault(id(cell), _Growth(box=cell))
            left_px = row_px - by_px - low_px
            above_px = low_px + left_px * _SHARE_ABOVE[cell.vertical_align]
            growth.above_px += above_px
            growth.below_px += left_px + low_px - above_px
            if above_px:
                self._shifts += [(child, above_px) for child in cell.children]
        return row_px

    def _lower_px(self, cell: Any, row: Any) -> float:
        """Give how much lower what a cell holds stands, to be on one baseline with its row's."""
        if cell.vertical_align != "baseline":
            return 0.0
        others = (one for one in row.children if one.vertical_align == "baseline")
        lowest_px = max(one.baseline + self._first_px(one) for one in others)
        return float(lowest_px - row.baseline - self._first_px(cell))

    def _first_px(self, box: Any) -> float:
        """Give how much lower the baseline of the first line of a cell is in it."""
        first: Any = box
        while type(first).__name__ != "LineBox" and getattr(first, "children", None):
            first = first.children[0]
            if type(first).__name__ == "TableRowBox":  # it has a baseline of its own
                raise _NeedsPassError
        found = self._lines.get(id(first))
        return found.baseline_px if found else 0.0


_SHARE_ABOVE: Final = {"top": 0.0, "baseline": 0.0, "middle": 0.5, "bottom": 1.0}
"""How much of the room that a cell has for its row's sake stands above what it holds."""


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
        is_plain = not has_air
    else:
        is_plain = kind in _WITHOUT_AIR and not has_air
    return is_plain and box.style["position"] == "static"


_WITHOUT_AIR: Final = frozenset({"TableRowGroupBox", "TableRowBox", "InlineBlockBox"})
_PADDINGS: Final = ("padding_top", "padding_bottom")


def _is_held(box: Any) -> bool:
    """Whether a box's height may be another than that of what it holds."""
    least_px = getattr(box, "min_height", 0)
    is_least = least_px > 0 and box.height <= least_px
    return (
        box.style["height"] != "auto" or is_least or getattr(box, "max_height", math.inf) < math.inf
    )


def _has_plain_padding(cell: Any) -> bool:
    return all(cell.style[side].unit == "px" for side in _PADDINGS)


def _left_px(cell: Any) -> float:
    """Give the room around what a cell holds that it has for its row's sake.

    What is above a cell that stands by its baseline is not: it goes where that goes.
    """
    sides = _PADDINGS[1:] if cell.vertical_align == "baseline" else _PADDINGS
    return sum(float(getattr(cell, side) - cell.style[side].value) for side in sides)
