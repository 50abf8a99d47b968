"""What is painted out of the order in which it is read: floats, and boxes that are positioned.

A reader of the tags hears a page in the order of its markup; a search, a copy of its text and
readers that know no tags take it in the order in which it is painted (CSS 2.1, appendix E).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from careerprint.render.boxes import is_leaf

_IN_LINE: Final = frozenset({"InlineBlockBox", "InlineFlexBox", "InlineGridBox"})


@dataclass(slots=True)
class _Context:
    """What is painted as one (9.9.1): below, floats, in the line, then what is above it."""

    below: list[tuple[int, list[int]]] = field(default_factory=list)
    floats: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    above: list[tuple[int, list[int]]] = field(default_factory=list)

    @property
    def order(self) -> list[int]:
        below = [one for _, leaves in sorted(self.below, key=_depth) for one in leaves]
        above = [one for _, leaves in sorted(self.above, key=_depth) for one in leaves]
        return [*below, *self.floats, *self.lines, *above]

    def take(self, depth: int, leaves: list[int]) -> None:
        """Take in a context of its own at a depth."""
        (self.below if depth < 0 else self.above).append((depth, leaves))


def _depth(layer: tuple[int, list[int]]) -> int:
    return layer[0]


def painted_out_of_order(root: Any) -> Iterator[tuple[Any, str]]:
    """Give each box of a page's content that is painted before or after its turn, and why.

    ``root`` is the box of a page's root element.
    """
    numbers: dict[int, int] = {}
    special: list[tuple[Any, str, list[int]]] = []
    order = _painted(root, numbers, special)
    places = {leaf: place for place, leaf in enumerate(order)}
    for box, why, leaves in special:
        if not leaves:
            continue
        first, last = min(leaves), max(leaves)
        begin, end = min(places[n] for n in leaves), max(places[n] for n in leaves)
        if any(n > first for n in order[:begin]) or any(n < last for n in order[end + 1 :]):
            yield box, why


def _painted(
    box: Any, numbers: dict[int, int], special: list[tuple[Any, str, list[int]]]
) -> list[int]:
    """Give the leaves of a context in the order in which they are painted."""
    context = _Context()
    _fill(box, context, context, numbers, special)
    return context.order


def _fill(
    box: Any,
    context: _Context,
    around: _Context,
    numbers: dict[int, int],
    special: list[tuple[Any, str, list[int]]],
) -> None:
    """Put a box's content into its context; ``around`` takes what is a context of its own."""
    if is_leaf(box):
        numbers[id(box)] = len(numbers)
        context.lines.append(numbers[id(box)])
    for child in getattr(box, "children", ()):
        why, is_own = _reason(child)
        if not why:
            if type(child).__name__ in _IN_LINE:
                own = _Context()
                _fill(child, own, around, numbers, special)
                context.lines += own.order
            else:
                _fill(child, context, around, numbers, special)
            continue
        own = _Context()
        _fill(child, own, own if is_own else around, numbers, special)
        leaves = own.order
        if why == _FLOAT:
            context.floats += leaves
        else:
            depth = child.style["z_index"]
            around.take(0 if depth == "auto" else depth, leaves)
        special.append((child, why, leaves))


_FLOAT: Final = "float"


def _reason(box: Any) -> tuple[str, bool]:
    """Give the property that takes a box out of the line, and whether its context is its own."""
    style = getattr(box, "style", None)
    if style is None:
        return "", False
    is_placed = style["position"] != "static"
    is_picture = hasattr(box, "replacement")  # the engine's own style clips every one
    if is_placed and style["z_index"] != "auto":
        return "position", True
    for name, is_so in (
        ("opacity", style["opacity"] < 1),
        ("transform", bool(style["transform"])),
        ("overflow", style["overflow"] != "visible" and not is_picture),
    ):
        if is_so:
            return name, True
    if is_placed:
        return "position", False
    return (_FLOAT, False) if box.is_floated() else ("", False)
