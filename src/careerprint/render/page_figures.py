"""The figures of a layout: how large its type is, how full its pages are, where there are holes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from careerprint.render.boxes import is_leaf, leaves
from careerprint.render.drawn_text import drawn_texts
from careerprint.render.measure import COLUMN_MARK, PX_PER_PT
from careerprint.render.section import LaidOut

_PX_PER_MM: Final = 96 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFigures:
    """What the pages of a career measure.

    Fullness is in per cent of a page, before air was added. ``smallest_pt`` is the smallest type,
    labels of drawings too; ``largest_hole_mm`` the greatest height in a column, or across a page,
    on which nothing is printed, down to the end of the page's text.
    """

    body_pt: float
    fullest_percent: float
    emptiest_percent: float
    smallest_pt: float
    largest_hole_mm: float
    pages: int
    passes: int
    left_out: tuple[str, ...]


def page_figures(laid: LaidOut) -> PageFigures:
    """Measure a career that is laid out."""
    receipt, boxes = laid.receipt, laid.typeset.boxes
    return PageFigures(
        body_pt=receipt.body_pt,
        fullest_percent=max(receipt.percent_before_air),
        emptiest_percent=min(receipt.percent_before_air),
        smallest_pt=round(min(_sizes_pt(boxes), default=0.0), 2),
        largest_hole_mm=round(max(_holes_px(boxes), default=0.0) / _PX_PER_MM, 1),
        pages=receipt.pages,
        passes=receipt.passes,
        left_out=receipt.left_out,
    )


def _sizes_pt(page_boxes: Iterable[Any]) -> Iterator[float]:
    for box, stand in leaves(page_boxes):
        if getattr(box, "text", ""):
            yield box.style["font_size"] / PX_PER_PT
        else:
            yield from (one.size_pt for one in drawn_texts(box, stand))


def _holes_px(page_boxes: Iterable[Any]) -> Iterator[float]:
    """Give the holes of each page and of each column on it; a page's foot is where it ends."""
    for page in page_boxes:
        end_px = page.content_box_y() + page.height
        yield from _gaps_px(_inked(page.children[0]), end_px)
        yield from _column_holes_px(page.children[0])


def _column_holes_px(box: Any) -> Iterator[float]:
    children = getattr(box, "children", ())
    own = getattr(box, "element", None)
    columns = [[*_inked(one)] for one in children if _is_column(one) and one.element is not own]
    end_px = max((foot for inked in columns for _, foot in inked), default=0.0)
    for inked in columns:
        yield from _gaps_px(inked, end_px)
    for child in children:
        yield from _column_holes_px(child)


def _is_column(box: Any) -> bool:
    element = getattr(box, "element", None)
    return element is not None and element.get(COLUMN_MARK) is not None


def _gaps_px(inked: Iterable[tuple[float, float]], end_px: float) -> Iterator[float]:
    """Give the heights between what is printed, and from the last of it to the end."""
    foot_px = None
    for top, bottom in sorted(inked):
        if foot_px is not None and top > foot_px:
            yield top - foot_px
        foot_px = bottom if foot_px is None else max(foot_px, bottom)
    if foot_px is not None:
        yield end_px - foot_px


def _inked(box: Any) -> Iterator[tuple[float, float]]:
    """Give top and foot of each line, drawing and ground in a box tree; a page's own is none."""
    if is_leaf(box):
        yield box.position_y, box.position_y + box.margin_height()
    elif _has_ground(box):
        top = box.position_y + box.margin_top
        yield top, top + box.border_height()
    for child in getattr(box, "children", ()):
        yield from _inked(child)


def _has_ground(box: Any) -> bool:
    """Whether a box is painted behind its text; ruled lines to write on are pictures behind it."""
    style = getattr(box, "style", None)
    if style is None or box.element_tag in {"html", "body"} or not hasattr(box, "border_height"):
        return False
    colour = style["background_color"]
    is_tinted = colour != "currentcolor" and colour.alpha > 0
    return is_tinted or any(kind != "none" for kind, _ in style["background_image"])
