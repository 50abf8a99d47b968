"""Careers → their pages, set and drawn for a screen, one after the other.

The engine and what draws are each for one thread at a time, so all of it happens in one. A career
that is looked at goes before the cards of a library, the last one first. What is set is kept
where the commands keep it, so that the file that is downloaded is theirs, byte for byte.
"""

import io
import tempfile
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

import pypdfium2

from careerprint.handouts.printing import Printed, Printing
from careerprint.profile.library import open_library
from careerprint.render.opening import typesetter_of
from careerprint.render.receipt import Section
from careerprint.sections.sections import Sections, Wanted
from careerprint.sections.store import default_folder
from careerprint.settings import Settings

MOST_KEPT_BYTES: Final = 96 * 1024 * 1024
"""Pictures that are kept in memory."""
WIDTHS_PX: Final = (360, 816, 1224, 1632, 2448)
"""The widths that pages are drawn at: those of a card, and of a page on screens of all kinds."""

Given = TypeVar("Given")
_Order = tuple["Future[Any]", Callable[[], Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPages:
    """The pages of a career: their PDF and receipt, the key they are kept under, their sizes.

    ``sizes_pt`` has width and height of each page, in points, ``set_s`` the seconds that it took to
    set them, or to find them kept.
    """

    key: str
    section: Section
    sizes_pt: tuple[tuple[float, float], ...]
    set_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One file of several careers, and what became of each; empty if none could be printed."""

    pdf: bytes
    printed: tuple[Printed, ...]


class PagePictures:
    """Sets pages and draws them, in a thread of its own."""

    def __init__(self) -> None:
        self._looked_at: list[_Order] = []
        self._cards = deque[_Order]()
        self._has_order = threading.Condition()
        self._is_closed = False
        self._sections: tuple[object, Sections] | None = None
        self._kept = OrderedDict[tuple[str, int, int], bytes]()
        self._kept_bytes = 0
        self._thread = threading.Thread(target=self._work, name="pages", daemon=True)
        self._thread.start()

    def set(self, wanted: Wanted, settings: Settings, edition: int) -> "Future[SetPages]":
        """Have a career's pages set; raises in the end what ``Sections.section`` raises.

        ``edition`` counts the changes of what the engine keeps: layouts and fonts.
        """
        return self._ordered(lambda: self._set(wanted, settings, edition))

    def draw(
        self, wanted: Wanted, settings: Settings, edition: int, *, page: int, width_px: int
    ) -> "Future[bytes]":
        """Have a page, from 0, drawn as a PNG of a width; ``IndexError`` if there is none."""

        def drawn() -> bytes:
            pages = self._set(wanted, settings, edition)
            return self._drawn(pages.section.pdf, pages.key, page, width_px)

        return self._ordered(drawn, is_card=width_px == WIDTHS_PX[0])

    def sizes(self, pdf: bytes) -> "Future[tuple[tuple[float, float], ...]]":
        """Have width and height of each page of a file read, in points."""
        return self._ordered(lambda: _sizes_of(pdf))

    def draw_file(self, pdf: bytes, key: str, *, page: int, width_px: int) -> "Future[bytes]":
        """Have a page of a finished file drawn; ``key`` is another for other bytes."""
        return self._ordered(lambda: self._drawn(pdf, key, page, width_px), is_card=True)

    def bind(self, paths: Sequence[Path], settings: Settings, edition: int) -> "Future[Bound]":
        """Have the handouts of careers put into one file, as ``render --combined`` does."""

        def bound() -> Bound:
            sections = self._sections_of(settings, edition)
            with tempfile.TemporaryDirectory(prefix="careerprint-") as name:
                file = Path(name) / "careers.pdf"
                printing = Printing(replace(settings, output=Path(name)), sections, combined=file)
                printed = tuple(printing.print(open_library(settings), paths))
                made, _ = printing.bind()
                return Bound(pdf=made.read_bytes() if made else b"", printed=printed)

        return self._ordered(bound)

    def close(self) -> None:
        """End the thread after what it is at; what waits is given up."""
        with self._has_order:
            self._is_closed = True
            for future, _ in (*self._looked_at, *self._cards):
                future.cancel()
            self._looked_at.clear()
            self._cards.clear()
            self._has_order.notify()

    def _ordered(self, job: Callable[[], Given], *, is_card: bool = False) -> "Future[Given]":
        future: Future[Given] = Future()
        with self._has_order:
            if self._is_closed:
                future.cancel()
            else:
                (self._cards if is_card else self._looked_at).append((future, job))
                self._has_order.notify()
        return future

    def _work(self) -> None:
        while True:
            with self._has_order:
                self._has_order.wait_for(lambda: self._looked_at or self._cards or self._is_closed)
                if self._is_closed:
                    return
                future, job = self._looked_at.pop() if self._looked_at else self._cards.popleft()
            if not future.set_running_or_notify_cancel():
                continue  # whoever asked has gone away
            try:
                future.set_result(job())
            except Exception as error:
                future.set_exception(error)

    def _set(self, wanted: Wanted, settings: Settings, edition: int) -> SetPages:
        sections = self._sections_of(settings, edition)
        career, *others = wanted.careers
        start = time.perf_counter()
        section = sections.section(
            career, others=tuple(others), layout=wanted.layout, variant=wanted.variant
        )
        set_s = time.perf_counter() - start
        sizes = _sizes_of(section.pdf)
        key = sections.key_of(wanted)[:16]
        return SetPages(key=key, section=section, sizes_pt=sizes, set_s=set_s)

    def _sections_of(self, settings: Settings, edition: int) -> Sections:
        stand = (edition, settings.layout_folders, settings.font_folder)
        if self._sections is None or self._sections[0] != stand:
            opened = typesetter_of(settings)
            sections = Sections(opened, default_folder(), fonts=settings.font_folder)
            self._sections = (stand, sections)
        return self._sections[1]

    def _drawn(self, pdf: bytes, key: str, page: int, width_px: int) -> bytes:
        kept = (key, page, width_px)
        if kept in self._kept:
            self._kept.move_to_end(kept)
            return self._kept[kept]
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            sheet = document[page]
            bitmap = sheet.render(scale=width_px / sheet.get_width(), rev_byteorder=True)
            picture = io.BytesIO()
            bitmap.to_pil().convert("RGB").save(picture, "PNG", compress_level=1)
        finally:
            document.close()
        self._keep(kept, picture.getvalue())
        return picture.getvalue()

    def _keep(self, kept: tuple[str, int, int], picture: bytes) -> None:
        self._kept[kept] = picture
        self._kept_bytes += len(picture)
        while self._kept_bytes > MOST_KEPT_BYTES:
            _, gone = self._kept.popitem(last=False)
            self._kept_bytes -= len(gone)


def _sizes_of(pdf: bytes) -> tuple[tuple[float, float], ...]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(document[n].get_size() for n in range(len(document)))
    finally:
        document.close()
