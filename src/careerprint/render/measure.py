"""What a laid-out page measures: heights, the room that is left, lines that leave their place.

It reads the boxes of the engine, in CSS pixels from the page's upper left corner, and does not
know the engine itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from careerprint.render.boxes import Stand, is_leaf, place_of, text_of

PX_PER_PT: Final = 96 / 72
AIR: Final = "air"
"""The class of elements that take a share of the room that is left."""
TWICE: Final = "twice"
"""The class of those that take two shares."""
AIR_NUMBER: Final = "data-air"
"""The attribute that numbers them in a document."""
AIR_PROPERTY: Final = "--air"
"""The property of style sheets that says how much air an element takes."""
PAIR: Final = "pair"
"""The class of what puts its children side by side, in columns that should end together."""
COLUMN_MARK: Final = "data-column"
"""The attribute that marks such a column."""
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
    def stand(self) -> Stand:
        """Where it stands; looked up when it is asked for, as it costs."""
        return replace(place_of([self.page_box], self.line_box), page=self.page)


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


def filled_px(page_box: Any) -> float:
    """Give the height from the page's content edge to its last line or drawing.

    That is less than it uses where what comes next could not be broken and went to the next page.
    """
    top: float = page_box.content_box_y()
    return max(_leaf_feet_px(page_box), default=top) - top


_FORCED: Final = frozenset({"page", "left", "right", "recto", "verso", "always"})


def sides(page_boxes: Sequence[Any]) -> tuple[tuple[int, ...], ...]:
    """Give the pages, from 0, of each side of a text: what a forced break begins, and what ran on.

    (CSS Fragmentation 3, 4.1: a break is forced before a box or after the one before it; a change
    of the named page forces one too.)
    """
    found: list[list[int]] = []
    before: Any = None
    for number, page in enumerate(page_boxes):
        if before is None or _is_forced(before, page):
            found.append([])
        found[-1].append(number)
        before = page
    return tuple(map(tuple, found))


def _is_forced(before: Any, page: Any) -> bool:
    ended = list(_edge(before, last=True))
    met = {id(box.element) for box in ended if box.element is not None}
    begun = [box for box in _edge(page, last=False) if id(box.element) not in met]
    return (
        any(box.style["break_before"] in _FORCED for box in begun)
        or any(box.style["break_after"] in _FORCED for box in ended)
        or (bool(begun) and before.page_type.name != page.page_type.name)
    )


def _edge(page: Any, *, last: bool) -> Iterator[Any]:
    """Give the blocks of a page that begin with it, or end with it, from the outermost."""
    box = page.children[0]
    while box is not None and hasattr(box, "children") and not _is_line(box):
        yield box
        flow = [one for one in box.children if one.is_in_normal_flow()]
        box = (flow[-1] if last else flow[0]) if flow else None


def _leaf_feet_px(box: Any) -> Iterator[float]:
    if is_leaf(box):
        yield float(box.position_y + box.margin_height())
    for child in getattr(box, "children", ()):
        yield from _leaf_feet_px(child)


@dataclass(frozen=True, slots=True, kw_only=True)
class AirRoom:
    """Room that is left on a page, or in a column that ends above those beside it.

    ``spare_pt`` is its height in points; ``shares`` are the numbers of the elements that it may
    be given to, as often as they take a share.
    """

    spare_pt: float
    shares: tuple[int, ...]


def air_rooms(page_boxes: Iterable[Any]) -> Iterator[AirRoom]:
    """Give the room that is left on each page and in each column where some element takes air."""
    numbers: set[int] = set()
    for page in page_boxes:
        shares: list[int] = []
        for box in page.children:
            yield from _rooms_in(box, shares, numbers)
        if shares:
            spare_px = page.height - used_px(page)
            yield AirRoom(spare_pt=spare_px / PX_PER_PT, shares=tuple(shares))


def _rooms_in(
    box: Any, around: list[int], numbers: set[int], top_px: float = -1.0
) -> Iterator[AirRoom]:
    """Give the room in the columns of a box tree; what takes air outside of them is added.

    ``numbers`` are the elements met so far, for an element may have several boxes; ``top_px`` is
    where the column around begins: what stands first in it stays level with its neighbours.
    """
    children = getattr(box, "children", ())
    own: Any = getattr(box, "element", None)
    columns = [one for one in children if _is_marked(one) and one.element is not own]
    lowest_px = max(map(_foot_px, columns), default=0.0)
    for child in children:
        is_column = any(child is one for one in columns)
        shares = [] if is_column else around
        top = child.position_y if is_column else top_px
        number = air_number(child)
        if number is not None and number not in numbers:
            numbers.add(number)
            if abs(child.position_y - top) > 1:
                shares += [number] * (2 if has_class(child.element, TWICE) else 1)
        yield from _rooms_in(child, shares, numbers, top)
        if is_column and shares:
            spare_px = lowest_px - _foot_px(child)
            yield AirRoom(spare_pt=spare_px / PX_PER_PT, shares=tuple(shares))


def _is_marked(box: Any) -> bool:
    element: Any = getattr(box, "element", None)
    return element is not None and element.get(COLUMN_MARK) is not None


def air_number(box: Any) -> int | None:
    """Give the number of a box's element, if it takes air."""
    element: Any = getattr(box, "element", None)
    number = element.get(AIR_NUMBER) if element is not None else None
    return None if number is None else int(number)


def _foot_px(column: Any) -> float:
    """Give where the content of a column ends."""
    return max((float(one.position_y + one.margin_height()) for one in column.children), default=0)


def has_class(element: Any, name: str) -> bool:
    """Whether an element, if there is one, is of a class."""
    return element is not None and name in (element.get("class") or "").split()
