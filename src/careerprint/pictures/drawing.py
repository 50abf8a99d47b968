"""Drawings in SVG: their size as browsers take it, and the colours that they are drawn in.

Sizes are those of SVG 2, 7 (coordinate systems) and CSS Images 3, 4 (intrinsic sizes). What is
read is written back into the root in one form, so that the engine has nothing left to guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from careerprint.colour import WHITE, Rgb, contrast
from careerprint.pictures.extents import Extent, Frame, points_of
from careerprint.pictures.picture_error import PictureError
from careerprint.pictures.raster import read_colour

UNSAID_PX: Final = (300.0, 150.0)
"""The size of a drawing that says none, in CSS pixels (CSS Images 3, 4.3)."""
NAMESPACE: Final = "http://www.w3.org/2000/svg"
_EM: Final = 16.0
_PIXELS: Final = {
    "": 1.0,
    "px": 1.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "pt": 96 / 72,
    "pc": 16.0,
    "em": _EM,
    "rem": _EM,
    "ex": _EM / 2,
}
_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
"""A number of SVG 2, 4.2: it may have an exponent."""
_LENGTH: Final = re.compile(rf"\s*({_NUMBER})\s*([a-zA-Z]*)\s*")
_BOX: Final = re.compile(r"\s*" + r"(?:\s*,\s*|\s+)".join([f"({_NUMBER})"] * 4) + r"\s*")
_SHAPES: Final = frozenset(
    {"path", "rect", "circle", "ellipse", "polygon", "polyline", "line", "text"}
)
_UNSEEN: Final = frozenset({"defs", "clipPath", "mask", "symbol", "metadata", "title", "desc"})
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing with its proportion, said in its root, and what shows best in it.

    ``contrast`` is that with its ground, None if it cannot be told; ``is_sized`` tells
    whether the drawing says a size itself.
    """

    content: bytes
    ratio: float
    contrast: float | None
    is_sized: bool


def read_drawing(content: bytes, ground: Rgb = WHITE) -> Drawing:
    """Read an SVG file; raises ``PictureError`` if it is none or shows nothing."""
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - expat bounds entity expansion
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise PictureError(_OTHER) from error
    if root.tag != f"{{{NAMESPACE}}}svg":
        raise PictureError(_OTHER)
    box, sides = _box(root.get("viewBox", "")), (_length(root, "width"), _length(root, "height"))
    if 0 in (*sides, *(box or ())[2:]):
        raise PictureError("says a size of 0: nothing of it is shown")
    width, height = _intrinsic(sides, box)
    root.set("width", f"{width:.10g}")
    root.set("height", f"{height:.10g}")
    root.set("viewBox", " ".join(f"{number:.10g}" for number in box or (0, 0, width, height)))
    try:
        return Drawing(
            content=ElementTree.tostring(root, encoding="utf-8"),
            ratio=width / height,
            contrast=_Paints(root).strongest(root, ground),
            is_sized=box is not None or None not in sides,
        )
    except RecursionError as error:
        raise PictureError("has groups in groups too deep to be drawn") from error


_OTHER: Final = "is neither an SVG drawing nor a PNG, JPEG, WebP, GIF or TIFF picture"


def _length(root: ElementTree.Element, name: str) -> float | None:
    """Give a length in CSS pixels; None for ``auto``, a percentage or what is not a length."""
    match = _LENGTH.fullmatch(root.get(name, ""))
    if match is None or (scale := _PIXELS.get(match[2].lower())) is None:
        return None
    length = float(match[1]) * scale
    return length if length >= 0 else None


def _box(text: str) -> tuple[float, ...] | None:
    """Give the four numbers of a ``viewBox`` (SVG 2, 8.6); None if it does not stand."""
    match = _BOX.fullmatch(text)
    if match is None:
        return None
    box = tuple(map(float, match.groups()))
    return box if min(box[2:]) >= 0 else None


def _intrinsic(
    sides: tuple[float | None, float | None], box: tuple[float, ...] | None
) -> tuple[float, float]:
    """Give the size that a browser shows a drawing at where nothing else sets one."""
    width, height = sides
    if width is not None and height is not None:
        return width, height
    if box is None:
        return width or UNSAID_PX[0], height or UNSAID_PX[1]
    ratio = box[2] / box[3]
    if height is not None:
        return height * ratio, height
    width = box[2] if width is None else width
    return width, width / ratio


def lost_share(content: bytes, ground: Rgb, least: float) -> float:
    """Give the share of a read drawing that cannot be told from its ground, from 0 to 1.

    That is what has a contrast under ``least`` with it, and nothing painted below that has more.
    """
    root = ElementTree.fromstring(content)  # noqa: S314 - read before
    try:
        shapes = tuple(_Paints(root).shapes(root))
    except RecursionError:
        return 0.0
    lost = total = 0.0
    below: list[Extent | None] = []
    for shape in shapes:
        colours = [read_colour(paint) for paint in shape.paints]
        area = shape.extent.area if shape.extent else 0.0
        total += area if colours else 0.0
        if any(one is None or contrast(one, ground) >= least for one in colours):
            below += [shape.extent] if shape.is_filled else []
        elif colours and not _lies_on(shape.extent, below):
            lost += area
    return lost / total if total else 0.0


def _lies_on(extent: Extent | None, below: list[Extent | None]) -> bool:
    """Whether a shape lies on one below it, or may: where one of them stands is not known."""
    return any(one is None or extent is None or one.holds(extent) for one in below)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape: its paints as written, where it stands, and whether it is more than an outline.

    ``extent`` is None if it cannot be told.
    """

    paints: tuple[str, ...]
    extent: Extent | None
    is_filled: bool = True


class _Paints:
    """What the shapes of a drawing are painted with."""

    def __init__(self, root: ElementTree.Element) -> None:
        self._rules = _rules(root)
        self._named = {one.get("id"): one for one in root.iter() if one.get("id")}

    def strongest(self, root: ElementTree.Element, ground: Rgb) -> float | None:
        """Give the best contrast; None where a picture, a gradient or a pattern decides."""
        best = 1.0
        for shape in self.shapes(root):
            for paint in shape.paints:
                colour = read_colour(paint)
                if colour is None:
                    return None
                best = max(best, contrast(colour, ground))
        return best

    def shapes(self, root: ElementTree.Element) -> Iterator["_Shape"]:
        """Give what is painted, in its order."""
        return self._below(root, {"fill": "black", "stroke": "none"}, (), Frame())

    def _of(
        self,
        element: ElementTree.Element,
        around: dict[str, str],
        users: tuple[str, ...],
        frame: Frame | None,
    ) -> Iterator["_Shape"]:
        """Give the shapes of an element; ``users`` are the ids that led here."""
        frame = frame.within(element.get("transform", "")) if frame else None
        name, own = _local(element), {**around, **_said(element, self._rules)}
        if name in _UNSEEN:
            return
        if name == "image":
            yield _Shape(("url()",), None)
        if name in _SHAPES:
            paints = [own[key].lower() for key in ("fill", "stroke")]
            paints = [own.get("color", "black") if n == "currentcolor" else n for n in paints]
            seen = tuple(paint for paint in paints if paint not in _NO_PAINT)
            extent = frame.extent(points_of(element, name)) if frame else None
            yield _Shape(seen, extent, is_filled=paints[0] not in _NO_PAINT)
        target = element.get("href", element.get(_XLINK, ""))[1:] if name == "use" else ""
        if target in self._named and target not in users:
            used = self._named[target]
            if _local(used) == "symbol":
                yield from self._below(used, own, (*users, target), None)
            else:
                yield from self._of(used, own, (*users, target), None)
        yield from self._below(element, own, users, frame)

    def _below(
        self,
        element: ElementTree.Element,
        around: dict[str, str],
        users: tuple[str, ...],
        frame: Frame | None,
    ) -> Iterator["_Shape"]:
        own = {**around, **_said(element, self._rules)}
        for child in element:
            yield from self._of(child, own, users, frame)


def _said(element: ElementTree.Element, rules: dict[str, dict[str, str]]) -> dict[str, str]:
    """Give an element's own paint: of its attributes, of rules, of its style, the last wins."""
    said = {key: element.get(key, "") for key in _PAINT}
    names = ["*", _local(element), *(f".{one}" for one in element.get("class", "").split())]
    for name in (*names, f"#{element.get('id', '')}"):
        said |= rules.get(name, {})
    said |= _declarations(element.get("style", ""))
    return {key: value for key, value in said.items() if value and value != "inherit"}


_NO_PAINT: Final = frozenset({"none", "transparent"})
_PAINT: Final = ("fill", "stroke", "color")


def _rules(root: ElementTree.Element) -> dict[str, dict[str, str]]:
    """Give the paint of simple selectors in a drawing's stylesheets: a name, a class, an id."""
    rules: dict[str, dict[str, str]] = {}
    for sheet in root.iter(f"{{{NAMESPACE}}}style"):
        for selectors, body in _RULE.findall(_COMMENT.sub("", sheet.text or "")):
            for selector in selectors.split(","):
                rules.setdefault(selector.strip(), {}).update(_declarations(body))
    return rules


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";"))
    said = {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}
    return {name: value for name, value in said.items() if name in _PAINT}


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]
