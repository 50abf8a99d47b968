"""Where on its pages each place of a profile stands: what templates say, and where it fell.

A template says of an element which places of the profile it prints, with the filter ``at``; in the
HTML that is ``data-at``, which no PDF has. The engine's boxes say where the element fell. A drawing
is one box to the engine: the labels in it say their places, and what those take of it, in
``data-areas`` (left, top, width and height, in the units of the drawing).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from markupsafe import Markup, escape

from careerprint.render.boxes import text_of
from careerprint.render.measure import PX_PER_PT
from careerprint.render.receipt import PlacedBlock

_AT: Final = "data-at"
_AREAS: Final = "data-areas"


def said_at(values: object) -> Markup:
    """Give the attribute of an element that prints a value, or several, of a profile.

    It is empty where none of them is from a profile: it may stand in any tag.
    """
    several = values if isinstance(values, (list, tuple)) else (values,)
    keys = dict.fromkeys(key for one in several for key in str(getattr(one, "at", "")).split())
    if not keys:
        return Markup()
    areas = getattr(values, "areas", ())
    taken = ";".join(f"{one.x} {one.y} {one.width} {one.height}" for one in areas)
    drawn = f' {_AREAS}="{taken}"' if taken else ""
    return Markup(f' {_AT}="{escape(" ".join(keys))}"{drawn}')  # noqa: S704 - escaped here


@dataclass(frozen=True, slots=True)
class _Around:
    """What a box stands in: its element, the language, and the engine's matrix of turning it."""

    element: Any
    language: str
    matrix: Any = None


_Found = tuple[PlacedBlock, Any]
"""A block, and the element that runs on from line to line, if it is one that does."""


def placed_blocks(page_boxes: Iterable[Any]) -> Iterator[PlacedBlock]:
    """Give the blocks of some pages that print what a profile says, in the tags' order.

    Of what runs over several lines within a paragraph, the first has all of the text.
    """
    for number, page in enumerate(page_boxes):
        found = [
            one for child in page.children for one in _within(child, number, _Around(None, ""))
        ]
        running: dict[Any, list[str]] = {}
        for block, element in found:
            running.setdefault(element, []).append(block.text)
        for block, element in found:
            said = [block.text] if element is None else running.pop(element, [])
            yield replace(block, text=" ".join(said))


def pages_that_print(parts: Sequence[str], page_boxes: Iterable[Any]) -> frozenset[int]:
    """Give the pages, from 0, with an element that prints something of some parts of a profile."""

    def prints(box: Any) -> bool:
        keys = box.element.get(_AT, "").split() if box.element is not None else ()
        return any(key.split(".")[0] in parts for key in keys) or any(
            map(prints, getattr(box, "children", ()))
        )

    return frozenset(number for number, page in enumerate(page_boxes) if prints(page))


def _within(box: Any, page: int, around: _Around) -> Iterator[_Found]:
    element = box.element
    language, matrix = around.language, around.matrix
    if element is not None and element is not around.element:
        language = element.get("lang") or language
        matrix = box.transformation_matrix or matrix
        if keys := element.get(_AT):
            size = box.border_box_x(), box.content_box_y(), box.border_width(), box.height
            block = _block(keys, page, language, _turned(size, matrix), _words(box))
            yield block, element if type(box).__name__ == _RUNNING else None
        if hasattr(box, "replacement"):
            yield from ((one, None) for one in _drawn(box, page, language, matrix))
    within = _Around(element if element is not None else around.element, language, matrix)
    for child in getattr(box, "children", ()):
        yield from _within(child, page, within)


_RUNNING: Final = "InlineBox"
"""The engine's box of a piece of a line."""


def _words(box: Any) -> str:
    """Give the words of a box, its lines and paragraphs apart."""
    children = getattr(box, "children", ())
    if not children:
        return text_of(box)
    parts = (_words(child) for child in children)
    return ("" if type(box).__name__ in _IN_LINE else " ").join(parts)


_IN_LINE: Final = frozenset({"LineBox", _RUNNING})


def _drawn(box: Any, page: int, language: str, matrix: Any) -> Iterator[PlacedBlock]:
    """Give what the parts of a drawing stand for."""
    labels = [one for one in box.element.iter() if str(one.tag).endswith("text")]
    if not any(one.get(_AREAS) for one in labels):
        return
    left, top, width, _ = map(float, box.element.get("viewBox").split())
    scale = box.width / width
    for label in labels:
        for area in filter(None, (label.get(_AREAS) or "").split(";")):
            x, y, wide, high = map(float, area.split())
            size = (
                box.content_box_x() + (x - left) * scale,
                box.content_box_y() + (y - top) * scale,
                wide * scale,
                high * scale,
            )
            inside = (
                "".join(one.itertext()).strip()
                for one in labels
                if x <= float(one.get("x")) < x + wide and y <= float(one.get("y")) <= y + high
            )
            yield _block(label.get(_AT), page, language, _turned(size, matrix), " ".join(inside))


_Rectangle = tuple[float, float, float, float]


def _turned(size: _Rectangle, matrix: Any) -> _Rectangle:
    """Give the rectangle, upright, that a rectangle takes once it is turned."""
    if matrix is None:
        return size
    x, y, width, height = size
    corners = [
        matrix.transform_point(*one)
        for one in ((x, y), (x + width, y), (x, y + height), (x + width, y + height))
    ]
    across, down = ([one[axis] for one in corners] for axis in (0, 1))
    return min(across), min(down), max(across) - min(across), max(down) - min(down)


def _block(keys: str, page: int, language: str, size: _Rectangle, text: str) -> PlacedBlock:
    x, y, width, height = (round(length / PX_PER_PT, 2) for length in size)
    return PlacedBlock(
        keys=tuple(keys.split()),
        language=language,
        page=page,
        x_pt=x,
        y_pt=y,
        width_pt=width,
        height_pt=height,
        text=" ".join(text.split()),
    )
