"""What a laid-out page measures: heights, and lines that leave their place.

It reads the boxes of the engine, in CSS pixels from the page's upper left corner, and does not
know the engine itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from careerprint.render.boxes import place_of, text_of

PX_PER_PT: Final = 96 / 72
HAIR_PX: Final = 0.7
"""How far a line may pass its edge, in CSS pixels: half a point, which no eye sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """A line that leaves its column or the page: its page from 0, words, and by how many points.

    ``text`` is empty for a line that holds a drawing alone.
    """

    page: int
    text: str
    over_pt: float
    page_box: Any = field(repr=False, compare=False)
    line_box: Any = field(repr=False, compare=False)

    @property
    def selector(self) -> str:
        """Its place, as a stylesheet names it; looked up when it is asked for, as it costs."""
        return place_of([self.page_box], self.line_box).selector


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where a line may begin and must end."""

    left: float
    right: float

    def within(self, box: Any) -> "_Edges":
        """Narrow them to the content of a box."""
        left = box.content_box_x()
        return _Edges(max(self.left, left), min(self.right, left + box.width))

    def passed_by(self, line: Any) -> float:
        """Give how far a line passes them; not above zero if it does not."""
        left, right = line.position_x, line.position_x + line.width
        return float(max(right - self.right, self.left - left))


def overruns(page_boxes: Iterable[Any]) -> Iterator[Overrun]:
    """Give each line that leaves its block, the cell or item that it stands in, or its page."""
    for number, page in enumerate(page_boxes):
        sheet = _Edges(page.position_x, page.position_x + page.margin_width())
        for box in page.children:
            for line, over_px in _overruns_in(box, sheet):
                yield Overrun(
                    page=number,
                    text=text_of(line),
                    over_pt=over_px / PX_PER_PT,
                    page_box=page,
                    line_box=line,
                )


def _overruns_in(box: Any, edges: _Edges) -> Iterator[tuple[Any, float]]:
    """Give each line of a box tree that passes its edges, and how far."""
    is_row = {"flex", "grid"} & set(_display(box))
    for child in getattr(box, "children", ()):
        if _is_line(child):
            over = edges.within(box).passed_by(child)
            if over > HAIR_PX:
                yield child, over
        is_column = is_row or "table-cell" in _display(child)
        yield from _overruns_in(child, edges.within(child) if is_column else edges)


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _display(box: Any) -> tuple[str, ...]:
    style = getattr(box, "style", None)
    return style["display"] if style is not None else ()


def used_px(page_box: Any) -> float:
    """Give the height from the page's content edge to the foot of the last block on it."""
    html = page_box.children[0]
    body = html.children[0]
    foot = max(
        (
            child.position_y + child.margin_height()
            for child in body.children
            if child.is_in_normal_flow()
        ),
        default=body.position_y,
    )
    top: float = page_box.content_box_y()
    return float(foot) - top
