"""The boxes of a laid-out page, with the elements that they come from and where they stand.

It reads the boxes of the engine, in CSS pixels, and does not know the engine itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from careerprint.colour import WHITE, Rgb
from careerprint.render.unbroken import JOINER

_SHOWN: Final = 3
"""How many elements a place names: the innermost, and what it stands in."""
_PX_PER_MM: Final = 96 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a box stands: its page from 0, its elements from the innermost, what is beneath it.

    ``room_mm`` is the width of the block or cell around it.
    """

    page: int
    elements: tuple[Any, ...] = ()
    ground: Rgb = WHITE
    room_mm: float = 0.0

    @property
    def selector(self) -> str:
        """The place as a stylesheet names it: ``div.band > div.name > p.cluster``."""
        shown = [one for one in self.elements if one.tag not in {"html", "body"}]
        return " > ".join(_named(one) for one in reversed(shown[:_SHOWN]))


NOWHERE: Final = Stand(page=0)
"""Where what is about a whole page set stands."""


def _named(element: Any) -> str:
    tag = str(element.tag).rpartition("}")[2]
    name = f"#{element.get('id')}" if element.get("id") else ""
    return tag + name + "".join(f".{one}" for one in element.get("class", "").split())


def leaves(page_boxes: Iterable[Any]) -> Iterator[tuple[Any, Stand]]:
    """Give each line of text and each picture or drawing of some pages, in the tags' order."""
    for number, page in enumerate(page_boxes):
        for child in page.children:
            yield from leaves_in(child, Stand(page=number))


def leaves_in(box: Any, stand: Stand) -> Iterator[tuple[Any, Stand]]:
    """Give the leaves of a box tree that stands somewhere."""
    return ((one, at) for one, at in within(box, stand) if is_leaf(one))


def within(box: Any, stand: Stand) -> Iterator[tuple[Any, Stand]]:
    """Give a box that stands somewhere and all within it, in the tags' order."""
    stand = _inside(box, stand)
    yield box, stand
    for child in getattr(box, "children", ()):
        yield from within(child, stand)


def is_leaf(box: Any) -> bool:
    """Whether a box is painted itself: text that can be seen, or a picture or drawing."""
    return bool(getattr(box, "text", "").strip()) or hasattr(box, "replacement")


def is_flexible(box: Any) -> bool:
    """Whether a box is a flex container or a grid."""
    style = getattr(box, "style", None)
    return style is not None and bool({"flex", "grid"} & set(style["display"]))


def _inside(box: Any, stand: Stand) -> Stand:
    element = getattr(box, "element", None)
    elements = stand.elements
    if element is not None and not (elements and elements[0] is element):
        elements = (element, *elements)
    style = getattr(box, "style", None)
    ground = stand.ground
    if style is not None and "background_color" in style:
        ground = laid_over(style["background_color"], ground)
    room_mm = stand.room_mm
    if type(box).__name__ in _ROOMS and not isinstance(box.width, str):
        room_mm = box.width / _PX_PER_MM
    return replace(stand, elements=elements, ground=ground, room_mm=room_mm)


_ROOMS: Final = frozenset(
    {"BlockBox", "TableCellBox", "InlineBlockBox", "FlexBox", "GridBox", "PageBox"}
)


def laid_over(colour: Any, ground: Rgb) -> Rgb:
    """Lay a CSS colour over the colour beneath it."""
    if colour == "currentcolor":
        return ground
    *channels, alpha = colour.to("srgb")
    red, green, blue = (
        alpha * over + (1 - alpha) * under for over, under in zip(channels, ground, strict=True)
    )
    return red, green, blue


def text_of(box: Any) -> str:
    """Give the words of a box and of all within it."""
    text: str = getattr(box, "text", "").replace(JOINER, "")
    return text + "".join(text_of(child) for child in getattr(box, "children", ()))


def place_of(page_boxes: Iterable[Any], wanted: Any) -> Stand:
    """Give where a box stands on some pages."""
    for number, page in enumerate(page_boxes):
        for child in page.children:
            found = _way_to(wanted, child, Stand(page=number))
            if found is not None:
                return found
    return Stand(page=0)


def _way_to(wanted: Any, box: Any, stand: Stand) -> Stand | None:
    stand = _inside(box, stand)
    if box is wanted:
        return stand
    found = (_way_to(wanted, child, stand) for child in getattr(box, "children", ()))
    return next((one for one in found if one is not None), None)
