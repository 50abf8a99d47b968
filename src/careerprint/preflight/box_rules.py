"""Rules about the boxes of pages (ISO 32000-1, 14.11.2), and what is laid over them."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from careerprint.errors import Severity
from careerprint.preflight.demands import Demands
from careerprint.preflight.flaw import Flaw
from careerprint.preflight.pieces import Box, overlap
from careerprint.press.page_boxes import MM

_SLACK_PT: Final = 0.02
_FOR_PRINTERS: Final = frozenset({"/PrinterMark", "/TrapNet"})


def box_of(page: Any, name: str) -> Box | None:
    """Give a box of a page, left, bottom, right, top; None if it has none or it is no box."""
    try:
        x, y, other_x, other_y = (float(edge) for edge in page.obj[f"/{name}"])
    except (KeyError, ValueError, TypeError):
        return None
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def trim_of(page: Any) -> Box:
    """Give what is left of a page when it is cut; without a trim box all of it."""
    return box_of(page, "TrimBox") or box_of(page, "MediaBox") or (0.0, 0.0, 612.0, 792.0)


def bleed_of(page: Any) -> Box:
    """Give a page with its bleed; without a bleed box that is its trim."""
    return box_of(page, "BleedBox") or trim_of(page)


def judge_boxes(page: Any, demands: Demands) -> Iterator[Flaw]:
    """Judge the boxes of one page."""
    if box_of(page, "TrimBox") is None:
        yield Flaw(
            rule="trim box",
            message="it does not say where it is to be cut (no TrimBox)",
            hint="export it again as PDF/X-4, with its trim size",
        )
        return
    yield from _nested(page)
    trim, bleed = trim_of(page), bleed_of(page)
    least = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    if least < demands.bleed_mm * MM - _SLACK_PT:
        yield Flaw(
            rule="bleed",
            message=f"its bleed is {max(least, 0) / MM:.1f} mm on the narrowest side, and "
            f"{demands.bleed_mm:g} mm are needed",
            hint="set the bleed in the program that made it, and export it again",
        )
    if "/ArtBox" in page.obj:
        yield Flaw(
            rule="art box",
            message="it has an ArtBox beside its TrimBox: a shop cannot tell which one counts",
            hint="export it as PDF/X-4",
        )


def _nested(page: Any) -> Iterator[Flaw]:
    inner, outer = trim_of(page), bleed_of(page)
    media = box_of(page, "MediaBox") or outer
    crop = box_of(page, "CropBox")
    pairs = [("TrimBox", inner, "BleedBox", outer), ("BleedBox", outer, "MediaBox", media)]
    if crop is not None:
        pairs.append(("BleedBox", outer, "CropBox", crop))
    for name, one, around, other in pairs:
        if not all(_is_inside(one, other)):
            yield Flaw(
                rule="boxes",
                message=f"its {name} reaches beyond its {around}",
                hint="export it again, with a bleed around the page",
            )


def _is_inside(one: Box, other: Box) -> Iterator[bool]:
    yield from (one[at] >= other[at] - _SLACK_PT for at in (0, 1))
    yield from (one[at] <= other[at] + _SLACK_PT for at in (2, 3))


def judge_sizes(pdf: pikepdf.Pdf) -> Iterator[Flaw]:
    """Judge whether all pages are cut to one size."""
    sizes = set[tuple[int, int]]()
    for page in pdf.pages:
        left, bottom, right, top = trim_of(page)
        sizes.add((round((right - left) / MM), round((top - bottom) / MM)))
    if len(sizes) > 1:
        said = ", ".join(f"{width} by {height} mm" for width, height in sorted(sizes))
        yield Flaw(
            rule="one size",
            message=f"its pages are cut to {len(sizes)} sizes: {said}",
            hint="make a file for each size",
            severity=Severity.WARNING,
        )


def judge_annotations(page: Any) -> Iterator[Flaw]:
    """Judge what is laid over a page for a screen: none of it may lie where ink is."""
    bleed = bleed_of(page)
    for one in page.obj.get("/Annots", ()):
        kind = str(one.get("/Subtype", "/Note"))
        x, y, other_x, other_y = (float(edge) for edge in one.get("/Rect", (0, 0, 0, 0)))
        box = (min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))
        if kind not in _FOR_PRINTERS and overlap(box, bleed) is not None:
            yield Flaw(
                rule="annotations",
                message=f"a {_WORDS.get(kind, kind.lstrip('/').lower())} lies on it, which a"
                " press cannot print",
                hint="take links, fields and notes out, or flatten them",
                place_mm=place_mm(box, page),
            )


_WORDS: Final = {"/Link": "link", "/Widget": "form field", "/Text": "note", "/Popup": "note"}


def place_mm(box: Box, page: Any) -> tuple[float, float]:
    """Give where a box begins, in millimetres from the left and the head of the trimmed page."""
    left, _, _, top = trim_of(page)
    return round((box[0] - left) / MM, 1) + 0.0, round((top - box[3]) / MM, 1) + 0.0
