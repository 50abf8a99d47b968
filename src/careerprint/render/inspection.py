"""What is wrong with a page that is laid out, and where on it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from careerprint.colour import contrast
from careerprint.pictures.picture import LEAST_CONTRAST as LEAST_CONTRAST_OF_PICTURES
from careerprint.pictures.picture import LEAST_DPI, contrast_on, lost_on, pixels_for
from careerprint.reading.plain_words import shortened, suggest
from careerprint.render.boxes import (
    NOWHERE,
    Stand,
    is_flexible,
    laid_over,
    leaves,
    leaves_in,
    place_of,
    text_of,
    within,
)
from careerprint.render.columns import chart_at, chart_titles
from careerprint.render.drawn_text import drawn_texts
from careerprint.render.measure import PX_PER_PT, has_class
from careerprint.render.paint_order import painted_out_of_order
from careerprint.typefaces.faces import FALLBACKS, SANS, SERIF
from careerprint.view.page import Page

LEAST_CONTRAST: Final = 4.5
"""Of text with what it stands on (WCAG 2.1, 1.4.3)."""
_HAIR_PT: Final = 0.05
_MOST_LOST: Final = 0.04
"""Of a logo: a hairline may vanish on its ground, a name may not."""
_LEAST_SHARE: Final = 0.8
"""Of the room around a chart of a width of its own: less was meant for another place."""
_OFF_COLUMN_MM: Final = 0.5
"""How far a chart in a column may be narrower than it."""
_OVER_EDGE_PT: Final = 0.5
"""How far a label may pass the edge of its drawing: rounding."""
GENERIC: Final = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji"}
)
FAMILIES: Final = (SANS, SERIF, *(one.family for one in FALLBACKS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong at a place of a page.

    ``kind`` is the same wherever the same is wrong, ``properties`` are those of CSS that may be
    why, ``amount`` tells which of several is the worst: the one that is largest. ``selector``
    names the place where no element is known.
    """

    kind: str
    message: str
    hint: str = ""
    text: str = ""
    stand: Stand = NOWHERE
    selector: str = ""
    properties: tuple[str, ...] = ()
    amount: float = 0.0
    is_warning: bool = False

    @property
    def place(self) -> str:
        """Its place on the page, as a stylesheet names it; empty if it is about the whole."""
        return self.selector or (self.stand.selector if self.stand.elements else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a layout's pages are held to: the smallest type in points, families by name.

    ``own_widths`` are the charts that do not take the width of a column, ``paper`` is what the
    others are drawn for. ``times_em`` is the room that it gives to times, in em of Source Sans.
    """

    floor_pt: float
    families: tuple[str, ...] = ()
    own_widths: frozenset[str] = frozenset()
    paper: str = ""
    times_em: float = 1.0


def faults_on(page: Page, page_boxes: Sequence[Any], limits: Limits) -> Iterator[Fault]:
    """Give what is wrong with the pages that a page was laid out on."""
    known = tuple(dict.fromkeys((*limits.families, *FAMILIES)))
    names = {name.casefold() for name in known}
    for box, stand in leaves(page_boxes):
        if getattr(box, "text", ""):
            yield from _of_text(box, stand, limits.floor_pt)
            yield from _of_families(box, stand, known, names)
        else:
            yield from _of_picture(box, stand, page)
            yield from _of_chart(box, stand, page, limits)
            yield from _of_labels(box, stand, limits.floor_pt)
    yield from _of_times(page_boxes, limits.times_em)
    yield from _of_flexible(page_boxes)
    for one in page_boxes:
        for box, why in painted_out_of_order(one.children[0]):
            yield _out_of_order(box, why, place_of(page_boxes, box))


def _of_text(box: Any, stand: Stand, floor_pt: float) -> Iterator[Fault]:
    text, size_pt = shortened(text_of(box).strip()), box.style["font_size"] / PX_PER_PT
    if size_pt < floor_pt - _HAIR_PT:
        yield Fault(
            kind="small",
            message=f"text of {size_pt:.1f} pt is under the floor of {floor_pt:g} pt",
            hint="set it larger, or body_pt or floor_pt in layout.yaml",
            text=text,
            stand=stand,
            properties=("font-size", "font"),
            amount=floor_pt - size_pt,
        )
    ratio = contrast(laid_over(box.style["color"], stand.ground), stand.ground)
    if ratio < LEAST_CONTRAST:
        yield Fault(
            kind="pale",
            message=f"a text has a contrast of {ratio:.1f}:1 with what it stands on"
            f" and needs {LEAST_CONTRAST}:1",
            hint="set a darker color, or a lighter one on a dark ground",
            text=text,
            stand=stand,
            properties=("color",),
            amount=-ratio,
        )


def _of_families(
    box: Any, stand: Stand, known: tuple[str, ...], names: set[str]
) -> Iterator[Fault]:
    for family in box.style["font_family"]:
        if family.casefold() in names or family.startswith("own "):
            return  # the first that is there sets the text
        if family.casefold() not in GENERIC:
            yield Fault(
                kind=f"family {family.casefold()}",
                message=f"there is no typeface '{family}'",
                hint=suggest(family, known)
                or "put its files into the project's fonts/, or declare it with @font-face;"
                f" there are: {', '.join(known[:6])}",
                text=shortened(text_of(box).strip()),
                stand=stand,
                properties=("font-family", "font"),
            )


def _of_picture(box: Any, stand: Stand, page: Page) -> Iterator[Fault]:
    logo = page.brand.logo
    element, width_px = stand.elements[0], box.width
    is_logo = logo is not None and element.get("src") == logo.address
    name = "the logo" if is_logo else f"the picture {shortened(element.get('src', ''))}"
    pixels = getattr(box.replacement, "width", None)
    is_raster = type(box.replacement).__name__ == "RasterImage"
    if is_raster and width_px > 0 and (dpi := pixels / width_px * 96) < LEAST_DPI:
        width_mm = width_px / 96 * 25.4
        needed = pixels_for(width_mm)
        yield Fault(
            kind="coarse",
            message=f"{name} prints at {dpi:.0f} dots an inch, {width_mm:.0f} mm wide: it will"
            f" look soft ({LEAST_DPI} are needed)",
            hint=f"set brand.logo_mm: {width_mm:.0f} in careerprint.yaml, and have a file that is"
            f" {needed} pixels wide, or an SVG"
            if is_logo
            else f"use an SVG, or a picture that is {needed} pixels wide",
            stand=stand,
            amount=LEAST_DPI - dpi,
            is_warning=True,
        )
    if is_logo and logo is not None:
        ratio = contrast_on(logo.address, stand.ground)
        if ratio is not None and ratio < LEAST_CONTRAST_OF_PICTURES:
            yield Fault(
                kind="pale logo",
                message=f"the logo can hardly be seen: its strongest colour has a contrast of"
                f" {ratio:.1f}:1 with what it stands on",
                hint="put it on a lighter or a darker ground, such as white",
                stand=stand,
                properties=("background-color", "background"),
                amount=-ratio,
            )
        elif (lost := lost_on(logo.address, stand.ground)) > _MOST_LOST:
            yield Fault(
                kind="logo in part",
                message=f"about {100 * lost:.0f}% of the logo cannot be told from its ground",
                hint="put it on another ground, or use the form of it that is made for this one",
                stand=stand,
                properties=("background-color", "background"),
                amount=lost,
                is_warning=True,
            )


def _every_box(page_boxes: Sequence[Any]) -> Iterator[tuple[Any, Stand]]:
    for number, page in enumerate(page_boxes):
        for child in page.children:
            yield from within(child, Stand(page=number))


def _of_flexible(page_boxes: Sequence[Any]) -> Iterator[Fault]:
    """Give the flex boxes and grids that hold much: the engine measures them over and over."""
    for box, stand in _every_box(page_boxes):
        if is_flexible(box) and sum(1 for _ in leaves_in(box, stand)) > _MUCH:
            yield Fault(
                kind="flexible",
                message="a flex box or a grid holds much of a page: it is measured many times over,"
                " and a page may take a minute",
                hint="put side by side with the class pair, which costs nothing",
                stand=stand,
                properties=("display",),
                is_warning=True,
            )


_MUCH: Final = 40
"""Lines and pictures in a flex box: with more it costs seconds."""


def _of_times(page_boxes: Sequence[Any], times_em: float) -> Iterator[Fault]:
    """Give the times of a day that are wider than the room that was measured for them."""
    times = (
        (box, stand)
        for box, stand in _every_box(page_boxes)
        if type(box).__name__ == "InlineBlockBox" and has_class(box.element, "time")
    )
    for box, stand in times:
        width_pt = box.width / PX_PER_PT
        room_pt = getattr(box.style["min_width"], "value", 0) / PX_PER_PT
        if not room_pt or width_pt <= room_pt + 0.3:
            continue
        wanted_em = math.ceil(20 * times_em * width_pt / room_pt) / 20
        yield Fault(
            kind="times",
            message=f"the times of the day need {width_pt:.1f} pt and have {room_pt:.1f} pt, which"
            " were measured in Source Sans",
            hint=f"in layout.yaml: times_em: {wanted_em:g}",
            text=shortened(text_of(box).strip()),
            stand=stand,
            properties=("font-family", "font", "font-size"),
            amount=width_pt - room_pt,
            is_warning=True,
        )


def _of_labels(box: Any, stand: Stand, floor_pt: float) -> Iterator[Fault]:
    """Give what is wrong with the labels of a drawing: size, edge, contrast."""
    for one in drawn_texts(box, stand):
        text = shortened(one.text)
        if one.size_pt < floor_pt - _HAIR_PT:
            yield Fault(
                kind="small label",
                message=f"a label of {one.size_pt:.1f} pt is under the floor of {floor_pt:g} pt",
                hint="set label_em in layout.yaml larger, or give the drawing more width",
                text=text,
                stand=stand,
                amount=floor_pt - one.size_pt,
            )
        if one.over_pt > _OVER_EDGE_PT:
            over_mm = one.over_pt / 72 * 25.4
            yield Fault(
                kind="label over edge",
                message=f"a label passes the edge of its drawing by {over_mm:.1f} mm",
                hint="draw it wider: see column_mm and charts in layout.yaml",
                text=text,
                stand=stand,
                amount=one.over_pt,
            )
        if one.colour is None or one.ground is None:
            continue
        if (ratio := contrast(one.colour, one.ground)) < LEAST_CONTRAST:
            yield Fault(
                kind="pale label",
                message=f"a label has a contrast of {ratio:.1f}:1 with what it stands on"
                f" and needs {LEAST_CONTRAST}:1",
                hint="fill it with a darker color, or with a lighter one on a dark ground",
                text=text,
                stand=stand,
                amount=-ratio,
            )


def _of_chart(box: Any, stand: Stand, page: Page, limits: Limits) -> Iterator[Fault]:
    name, width_mm = chart_at(stand, chart_titles(page)), box.width / 96 * 25.4
    if name is None or not stand.room_mm:
        return
    is_own = name in limits.own_widths
    least_mm = stand.room_mm * _LEAST_SHARE if is_own else stand.room_mm - _OFF_COLUMN_MM
    if width_mm >= least_mm:
        return
    yield Fault(
        kind=f"chart {name}",
        message=f"the chart '{name}' is {width_mm:.1f} mm wide where there are"
        f" {stand.room_mm:.1f} mm",
        hint=f"in layout.yaml: charts: {{{name}: {{width_mm: {stand.room_mm:.1f}}}}}"
        + ("" if is_own else f"; or no column_mm in papers: {limits.paper}: it is learned then"),
        stand=stand,
        amount=stand.room_mm - width_mm,
        is_warning=True,
    )


def _out_of_order(box: Any, why: str, stand: Stand) -> Fault:
    what = {"float": "floats", "position": "is positioned"}.get(why, f"has {why}")
    return Fault(
        kind=f"order {why}",
        message=f"what {what} is painted out of the order in which it is read",
        hint="put side by side with display: table and table-layout: fixed, in the order of"
        " reading, or small things with inline-block",
        text=shortened(" ".join(text_of(box).split())),
        stand=stand,
        properties=(why,),
    )
