"""Lines further apart or closer: what another leading makes of a line that is laid out.

A line's boxes stay on one baseline, and the words that stand on it stay the same: what changes is
the height that each of them asks for, half above and half below it (CSS Inline 3, 5.3: leading).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_TEXTS: Final = frozenset({"TextBox", "InlineBox"})
"""Boxes that are as high as their line-height says."""
_BY_BASELINE: Final = ("baseline", "middle")
"""Where a box keeps its place by the line's baseline, whatever the leading (CSS 2.2, 10.8.1)."""
_SOME_PX: Final = 0.01


class UnknownLineError(Exception):
    """A line does not stand as its boxes and their line-heights say: a pass must set it."""


@dataclass(frozen=True, slots=True)
class Sides:
    """By how much a box grows above its baseline and below it, in CSS pixels."""

    above_px: float = 0.0
    below_px: float = 0.0


_NONE: Final = Sides()


@dataclass(frozen=True, slots=True, kw_only=True)
class Releading:
    """The leading of a document in em, as it is and as it is to be.

    It holds for what says none of its own. ``strut`` gives the height and the baseline that a
    style asks for in every line, in CSS pixels.
    """

    was: float
    now: float
    strut: Callable[[Any], tuple[float, float]]

    def sides(self, box: Any) -> Sides:
        """Give by how much a text grows: half of it above its baseline and half below."""
        own = box.style["line_height"]
        if own != self.was or not isinstance(own, float):
            return _NONE
        half_px = float(box.style["font_size"] * (self.now - self.was) / 2)
        return Sides(half_px, half_px)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMove:
    """What becomes of a line: by how much it grows, and what moves in it.

    ``baseline_px`` is by how much its baseline moves down within it; ``boxes`` are what goes with
    the baseline, each with its own growth.
    """

    line: Any
    grown_px: float
    baseline_px: float
    boxes: tuple[tuple[Any, Sides], ...]

    def carry_out(self) -> None:
        """Move its boxes, and make it higher; the line stays where it begins."""
        for box, sides in self.boxes:
            down_px = self.baseline_px - sides.above_px
            box.baseline += sides.above_px
            if _is_text(box):
                box.position_y += down_px
                box.margin_top += sides.above_px
                box.margin_bottom += sides.below_px
            else:
                box.translate(0, down_px)
        self.line.baseline += self.baseline_px
        self.line.height += self.grown_px


def blocks_on(line: Any) -> Iterator[Any]:
    """Give what stands on a line and is not text: pictures, and blocks that are inline."""
    return (one for one in _boxes_on(line) if not _is_text(one))


def line_move(line: Any, releading: Releading, grown: Mapping[int, Sides]) -> LineMove | None:
    """Give what another leading makes of a line; None if it stays as it is.

    ``grown`` is by how much the blocks on it grow, by their identity. Raises ``UnknownLineError``
    where the line does not stand as its boxes and their line-heights say.
    """
    boxes = tuple(_boxes_on(line))
    growths = [
        releading.sides(one) if _is_text(one) else grown.get(id(one), _NONE) for one in boxes
    ]
    own = releading.sides(line)
    if not line.height or all(one == _NONE for one in (own, *growths)):
        return None
    baseline_px = line.position_y + line.baseline
    strut_px, strut_above_px = releading.strut(line.style)
    reaches = [(strut_above_px, strut_px - strut_above_px, own)]
    tops, going = [(0.0, 0.0)], []
    for box, growth in zip(boxes, growths, strict=True):
        how = box.style["vertical_align"]
        if how == "top" and not _is_text(box):
            tops.append((box.margin_height(), growth.above_px + growth.below_px))
        elif how in _BY_BASELINE or (isinstance(how, int | float) and not _is_by_share(box)):
            above_px = baseline_px - box.position_y
            reaches.append((above_px, box.margin_height() - above_px, growth))
            going.append((box, growth))
        else:
            raise UnknownLineError
    above_px = max(above for above, _, _ in reaches)
    below_px = max(below for _, below, _ in reaches)
    height_px = max(above_px + below_px, *(height for height, _ in tops))
    if abs(above_px - line.baseline) > _SOME_PX or abs(height_px - line.height) > _SOME_PX:
        raise UnknownLineError
    higher_px = max(above + growth.above_px for above, _, growth in reaches)
    lower_px = max(below + growth.below_px for _, below, growth in reaches)
    highest_px = max(height + by for height, by in tops)
    return LineMove(
        line=line,
        grown_px=max(higher_px + lower_px, highest_px) - height_px,
        baseline_px=higher_px - above_px,
        boxes=tuple(going),
    )


def _is_text(box: Any) -> bool:
    return type(box).__name__ in _TEXTS


def _is_by_share(box: Any) -> bool:
    """Whether a box is raised by a share of its line-height."""
    said, _ = getattr(box.style, "cascaded", {}).get("vertical_align", ("", None))
    return getattr(said, "unit", "") == "%"


def _boxes_on(box: Any) -> Iterator[Any]:
    """Give what stands on a line, and on the inline boxes of it, in order."""
    for child in box.children:
        yield child
        if type(child).__name__ == "InlineBox":
            yield from _boxes_on(child)
