"""A finished PDF, ours or another's → its pages as drawings that can be placed on a sheet.

Each page becomes a Form XObject (ISO 32000-1, 8.10) with the resources that it inherits. Its
box is its TrimBox, else its CropBox, else its MediaBox, each no larger than the MediaBox
(14.11.2). Rotation and user unit (7.7.3.3) go into the matrix that sets the page upright.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite
from typing import Final

import pikepdf

from careerprint.binder.source import damage_said
from careerprint.errors import CareerprintError

# what pikepdf mends is said once, in our words, by whoever asked for the sheets
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

_TURNED: Final = {
    0: pikepdf.Matrix(1, 0, 0, 1, 0, 0),
    90: pikepdf.Matrix(0, -1, 1, 0, 0, 0),
    180: pikepdf.Matrix(-1, 0, 0, -1, 0, 0),
    270: pikepdf.Matrix(0, 1, -1, 0, 0, 0),
}
"""Clockwise, as /Rotate counts."""


class FinishedPdfError(CareerprintError):
    """A finished PDF cannot be put on sheets; the message does not name its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """One page as a drawing: ``form`` in its own space, which ``upright`` takes to the sheet's.

    ``upright`` sets the page upright at full size, its lower left corner at the origin;
    ``width`` and ``height`` are then its size in points.
    """

    form: pikepdf.Object
    upright: pikepdf.Matrix
    width: float
    height: float


@contextmanager
def open_finished(content: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF that has at least one page and no protection.

    Raises ``FinishedPdfError``, also for damage that shows only while the pages are in use.
    """
    damaged = FinishedPdfError(
        "this is not a whole PDF" if b"%PDF-" in content[:1024] else "this is not a PDF",
        hint="open it in a viewer and save it again as PDF, or fetch it again",
    )
    with damage_said(damaged), _opened(content) as pdf:
        if not len(pdf.pages):
            raise FinishedPdfError(
                "this PDF has no pages", hint="was it saved while nothing was selected?"
            )
        yield pdf


def _opened(content: bytes) -> pikepdf.Pdf:
    protected = FinishedPdfError(
        "this PDF is protected with a password", hint="save it without protection and try again"
    )
    try:
        pdf = pikepdf.open(io.BytesIO(content), inherit_page_attributes=True)
    except pikepdf.PasswordError:
        raise protected from None
    if pdf.is_encrypted:
        raise protected
    return pdf


def source_pages(pdf: pikepdf.Pdf) -> Iterator[SourcePage]:
    """Give every page of an open PDF; the forms belong to it, and are copied by who uses them.

    Raises ``FinishedPdfError`` if a page has no area.
    """
    for number, page in enumerate(pdf.pages, 1):
        box = _box(page)
        if box is None:
            raise FinishedPdfError(f"page {number} of this PDF has no size")
        unit = page.obj.get("/UserUnit", 1)
        turned = _TURNED[_rotation(page)] @ pikepdf.Matrix().scaled(float(unit), float(unit))
        placed = turned.transform(box)
        form = page.as_form_xobject(handle_transformations=False)
        form["/BBox"] = box.as_array()
        yield SourcePage(
            form=form,
            upright=turned @ pikepdf.Matrix().translated(-placed.llx, -placed.lly),
            width=placed.width,
            height=placed.height,
        )


def _box(page: pikepdf.Page) -> pikepdf.Rectangle | None:
    """Give the innermost box that has an area within the MediaBox."""
    media = _corners(page.mediabox)
    for box in (_corners(page.trimbox), _corners(page.cropbox), media):
        if box is None or media is None:
            continue
        left, bottom = max(box[0], media[0]), max(box[1], media[1])
        right, top = min(box[2], media[2]), min(box[3], media[3])
        if left < right and bottom < top:
            return pikepdf.Rectangle(left, bottom, right, top)
    return None


def _corners(box: pikepdf.Object) -> tuple[float, float, float, float] | None:
    """Give left, bottom, right, top: a box may name any two opposite corners (7.9.5)."""
    try:
        x, y, other_x, other_y = (float(number) for number in box.as_list())
    except (TypeError, ValueError):
        return None
    corners = (min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))
    return corners if all(isfinite(number) for number in corners) else None


def _rotation(page: pikepdf.Page) -> int:
    """Give the clockwise rotation; an angle that is no quarter turn counts as none."""
    angle = float(page.obj.get("/Rotate", 0)) % 360
    return int(angle) if angle in _TURNED else 0
