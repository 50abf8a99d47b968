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


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column has of its own, as its template marks it with ``data-column``.

    ``spare_pt`` is the room from the foot of its text to the foot of the page, but for what
    stands below it there. ``places`` are its elements of the class ``air``, ``stages`` those of
    the class ``stage``.
    """

    name: str
    spare_pt: float
    places: int
    stages: int


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


def columns(page_boxes: Iterable[Any]) -> Iterator[Column]:
    """Give the columns of each page, in their order; those of one page stand side by side."""
    for page in page_boxes:
        room = page.content_box_y() + page.height
        feet = [(box, _foot(box)) for box in _marked(page)]
        lowest = max((foot for _, foot in feet), default=0.0)
        below = page.content_box_y() + used_px(page) - lowest
        for box, foot in feet:
            held = list(_classes_in(box))
            yield Column(
                name=box.element.get(_COLUMN),
                spare_pt=(room - below - foot) / PX_PER_PT,
                places=held.count("air"),
                stages=held.count("stage"),
            )


_COLUMN: Final = "data-column"


def _marked(box: Any) -> Iterator[Any]:
    """Give the boxes of a tree whose elements are marked as columns."""
    for child in getattr(box, "children", ()):
        if _principal(child) is not None and child.element.get(_COLUMN):
            yield child
        else:
            yield from _marked(child)


def _classes_in(box: Any) -> Iterator[str]:
    """Give the classes of the elements in a box tree, each element once."""
    seen: set[int] = set()
    for child in _below(box):
        element = _principal(child)
        if element is not None and id(element) not in seen:
            seen.add(id(element))
            yield from (element.get("class") or "").split()


def _below(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        yield child
        yield from _below(child)


def _principal(box: Any) -> Any:
    """Give the element that a box is of; None for a box of the engine's own making."""
    element = getattr(box, "element", None)
    return element if element is not None and box.element_tag == element.tag else None


def _foot(box: Any) -> float:
    """Give the foot of the last block in a box, its lower padding with it."""
    last = max(
        (
            child.position_y + child.margin_height()
            for child in box.children
            if child.is_in_normal_flow()
        ),
        default=box.position_y,
    )
    return float(last)
