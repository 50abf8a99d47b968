"""The boxes of a page for the press (ISO 32000-1, 14.11.2), in points.

The trim is the page as it was, its origin kept: so the places that structure and destinations
name stay right, and what lies around it has negative coordinates.
"""

from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Array

MM: Final = 72 / 25.4
"""Points in a millimetre."""
MARK_GAP_MM: Final = 1.0
"""Between the bleed and a mark: none may stand where ink is cut."""
MARK_MM: Final = 5.0
"""The length of a mark."""
_AROUND_MM: Final = 1.0
"""Paper beyond the marks."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBoxes:
    """A page's trim, its bleed, and the paper that it is printed on."""

    trim: Box
    bleed: Box
    media: Box


def page_boxes(page: Any, bleed_mm: float, *, has_marks: bool) -> PageBoxes:
    """Give the boxes of a page that has none for the press yet."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    trim = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    slug_mm = bleed_mm + MARK_GAP_MM + MARK_MM + _AROUND_MM if has_marks else bleed_mm
    return PageBoxes(trim=trim, bleed=grown(trim, bleed_mm * MM), media=grown(trim, slug_mm * MM))


def grown(box: Box, by: float) -> Box:
    """Give a box that is larger by so many points on every side."""
    left, bottom, right, top = box
    return left - by, bottom - by, right + by, top + by


def write_boxes(page: Any, boxes: PageBoxes) -> None:
    """Give a page its boxes, and take those away that say other things."""
    for name, box in (("Media", boxes.media), ("Bleed", boxes.bleed), ("Trim", boxes.trim)):
        page.obj[f"/{name}Box"] = Array([round(edge, 4) for edge in box])
    for name in ("/CropBox", "/ArtBox"):
        if name in page.obj:
            del page.obj[name]
