"""Text in drawings: what the labels of charts measure, and what they stand on.

The engine paints a drawing as one picture, so that its boxes say nothing of the text in it. What
is read here is what ``layouts/_shared/charts.svg.j2`` and drawings like it are made of: text that
says where it begins, boxes, paths of boxes, sizes and fills as attributes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from careerprint.colour import Rgb
from careerprint.pictures.raster import read_colour
from careerprint.render.boxes import Stand
from careerprint.render.measure import PX_PER_PT
from careerprint.typefaces.faces import SANS, SERIF
from careerprint.typefaces.shaping import text_width

_CAP: Final = 0.66
"""The height of capitals, in em: of the faces that labels are set in."""
_FACES: Final = {
    (SANS, False): "sans",
    (SANS, True): "sans-bold",
    (SERIF, False): "serif-semibold",
    (SERIF, True): "serif-bold",
}
_SEMIBOLD: Final = 600
_BOX: Final = re.compile(r"M(-?[\d.]+)[ ,](-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)h-?[\d.]+z")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnText:
    """A text of a drawing, in points as it is printed.

    ``over_pt`` is how far it passes the drawing's edge, 0 or less if it does not. ``colour`` and
    ``ground`` are None where they are no plain colour, such as a hatch.
    """

    text: str
    size_pt: float
    over_pt: float
    colour: Rgb | None
    ground: Rgb | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    """A filled box of a drawing, in its own units."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str

    def covers(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def drawn_texts(box: Any, stand: Stand) -> Iterator[DrawnText]:
    """Give the texts of a drawing that stands in a page; none of what is no drawing of ours."""
    svg = stand.elements[0] if stand.elements else None
    if svg is None or _tag(svg) != "svg" or box.width <= 0:
        return
    view = [
        float(number) for number in re.split(r"[ ,]+", svg.get("viewBox", "").strip()) if number
    ]
    if len(view) != 4 or not view[2]:
        return
    scale = box.width / PX_PER_PT / view[2]
    areas: list[_Area] = []
    for element, style in _painted(svg, {}):
        if _tag(element) == "text":
            yield _drawn(element, style, view, areas, stand.ground, scale)
        else:
            areas += _areas(element, style.get("fill", "black"))


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _painted(element: Any, around: Mapping[str, str]) -> Iterator[tuple[Any, Mapping[str, str]]]:
    """Give texts and shapes in the order of painting, each with what it inherits."""
    own = {name: element.get(name) for name in _INHERITED if element.get(name)}
    said = re.findall(r"([\w-]+)\s*:\s*([^;]+)", element.get("style", ""))
    style = {**around, **own, **{name: value.strip() for name, value in said}}
    if _tag(element) in {"text", "rect", "path"}:
        yield element, style
    elif _tag(element) not in {"defs", "pattern", "title"}:
        for child in element:
            yield from _painted(child, style)


_INHERITED: Final = ("fill", "font-family", "font-size", "font-weight", "text-anchor")


def _drawn(
    element: Any,
    style: Mapping[str, str],
    view: list[float],
    areas: list[_Area],
    ground: Rgb,
    scale: float,
) -> DrawnText:
    text = " ".join("".join(element.itertext()).split())
    size, x, y = (_number(style.get("font-size")), *(_number(element.get(n)) for n in "xy"))
    width = text_width(text, size, _face(style)) if size else 0.0
    x -= {"middle": width / 2, "end": width}.get(style.get("text-anchor", ""), 0.0)
    middle = x + width / 2, y - size * _CAP / 2
    beneath = next((one for one in reversed(areas) if one.covers(*middle)), None)
    over = max(view[0] - x, x + width - view[0] - view[2])
    over = max(over, view[1] - y + size * _CAP, y - view[1] - view[3])
    return DrawnText(
        text=text,
        size_pt=size * scale,
        over_pt=over * scale,
        colour=read_colour(style.get("fill", "black")),
        ground=read_colour(beneath.fill) if beneath else ground,
    )


def _face(style: Mapping[str, str]) -> str:
    family = SERIF if SERIF in style.get("font-family", "") else SANS
    weight = style.get("font-weight", "400")
    is_bold = weight == "bold" or _number(weight) > _SEMIBOLD
    return "sans-semibold" if _number(weight) == _SEMIBOLD else _FACES[family, is_bold]


def _number(text: str | None) -> float:
    """Give the number that a length begins with; 0 if there is none."""
    found = re.match(r"-?[\d.]+", text or "")
    return float(found[0]) if found else 0.0


def _areas(element: Any, fill: str) -> Iterator[_Area]:
    """Give the boxes of a shape that is filled."""
    if fill == "none":
        return
    if _tag(element) == "rect":
        left, top, width, height = (_number(element.get(n)) for n in ("x", "y", "width", "height"))
        yield _area(left, top, width, height, fill)
        return
    for left, top, width, height in _BOX.findall(element.get("d", "")):
        yield _area(float(left), float(top), float(width), float(height), fill)


def _area(left: float, top: float, width: float, height: float, fill: str) -> _Area:
    one = _Area(left=left, top=top, right=left + width, bottom=top + height, fill=fill)
    if width < 0 or height < 0:
        ends = sorted((one.left, one.right)), sorted((one.top, one.bottom))
        one = replace(one, left=ends[0][0], right=ends[0][1], top=ends[1][0], bottom=ends[1][1])
    return one
