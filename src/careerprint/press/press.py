"""A finished PDF → the same one for a press: the one way in.

PDF/X-4 in form: bleed, four inks, black text that overprints, no links. What is claimed is proved
by the room ``preflight``, not here. Clauses are of ISO 32000-1:2008.
"""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from careerprint.binder.source import (
    damage_said,
    end_streams_clearly,
    ends_ambiguously,
    padded,
)
from careerprint.press.content import ContentSeparator
from careerprint.press.crop_marks import ALL_PLATES, crop_marks, every_plate
from careerprint.press.page_boxes import PageBoxes, page_boxes, write_boxes
from careerprint.press.painted import Painter
from careerprint.press.press_error import PressError
from careerprint.press.press_order import PressOrder
from careerprint.press.screen_only import take_out_screen_only
from careerprint.press.separation import Separation
from careerprint.press.shelf import Shelf, StreamShelf
from careerprint.press.statement import is_press_file, state

_VERSION: Final = "1.6"
"""Of the PDF: what PDF/X-4 is made of."""


class Press:
    """Makes press files to one order.

    What it separated it keeps: a stream of a page that comes again, as in booklets bound from the
    same sections, is copied. Raises ``ProfileError`` if the order's profile is damaged.
    """

    def __init__(self, order: PressOrder) -> None:
        self.order = order
        separation = Separation(order.profile, ink_limit_percent=order.ink_limit_percent)
        self._by = ContentSeparator(separation, small_text_in_black=order.small_text_in_black)

    def keep_on(self, shelf: Shelf, program: str) -> None:
        """Keep streams beyond this process; ``program`` tells versions of the program apart."""
        self._by.shelf = StreamShelf(shelf, self.order, program)

    def made(self, pdf: bytes) -> bytes:
        """Give the press file of a PDF of ours; the same input gives the same bytes.

        Raises ``PressError`` if it is damaged or protected, is a press file already, or has
        colours that cannot be separated.
        """
        damaged = PressError("this is not a whole PDF", hint="make it anew")
        with damage_said(damaged), Pdf.open(BytesIO(pdf), inherit_page_attributes=True) as opened:
            if opened.is_encrypted:
                raise PressError("this PDF is protected", hint="save it without protection")
            if is_press_file(opened):
                raise PressError("this PDF is made for a press already", hint="use it as it is")
            take_out_screen_only(opened)
            painter = Painter(self._by)
            boxes = [self._boxes(page) for page in opened.pages]
            for page, around in zip(opened.pages, boxes, strict=True):
                painter.page(opened, page, around)
                write_boxes(page, around)
            painter.finish()
            if self.order.has_marks:
                _add_marks(opened, boxes)
            state(opened, pdf, self.order.profile)
            return _written(opened)

    def _boxes(self, page: pikepdf.Page) -> PageBoxes:
        return page_boxes(page, self.order.bleed_mm, has_marks=self.order.has_marks)


@lru_cache(maxsize=1)
def press_for(order: PressOrder) -> Press:
    """Give the press of an order, opened once a process; raises as :class:`Press`."""
    return Press(order)


def _add_marks(pdf: Pdf, boxes: Sequence[PageBoxes]) -> None:
    plates = every_plate(pdf)
    for page, around in zip(pdf.pages, boxes, strict=True):
        page.obj.Resources[Name.ColorSpace] = Dictionary({ALL_PLATES: plates})
        page.obj.Contents = Array([page.obj.Contents, pdf.make_stream(padded(crop_marks(around)))])


def _written(pdf: Pdf) -> bytes:
    """Write a document so that it is plain where each of its streams ends.

    None may end with a carriage return (ISO 19005-2, 6.1.7.1), also not those that the objects
    are packed into: packed in another order, or not at all, they end otherwise.
    """
    packed, plain = pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable
    content = _saved(pdf, packed)
    if ends_ambiguously(content):
        end_streams_clearly(pdf)
        for mode, linearize in ((packed, False), (packed, True), (plain, False)):
            content = _saved(pdf, mode, linearize=linearize)
            if not ends_ambiguously(content):
                break
    return content


def _saved(pdf: Pdf, mode: pikepdf.ObjectStreamMode, *, linearize: bool = False) -> bytes:
    target = BytesIO()
    pdf.save(
        target,
        force_version=_VERSION,
        deterministic_id=True,
        object_stream_mode=mode,
        linearize=linearize,
    )
    return target.getvalue()
