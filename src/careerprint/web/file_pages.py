"""PDFs that were made for a screen, as pictures of their pages."""

import asyncio
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from careerprint.web.page_pictures import WIDTHS_PX, PagePictures


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePages:
    """A PDF with the key of its bytes, and the width and height of each page in points."""

    key: str
    pdf: bytes = field(repr=False)
    sizes_pt: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Two pages that lie side by side, by their numbers from 1; 0 is none."""

    left: int
    right: int


def spreads(pages: int) -> tuple[Spread, ...]:
    """Give how the pages of a booklet lie open: the first alone, on the right."""
    return tuple(
        Spread(left=left, right=left + 1 if left < pages else 0) for left in range(0, pages + 1, 2)
    )


class FileShelf:
    """The files that are shown, each read once as long as it does not change."""

    def __init__(self, pictures: PagePictures) -> None:
        self._pictures = pictures
        self._kept: dict[Path, tuple[int, FilePages]] = {}

    async def pages(self, path: Path) -> FilePages | None:
        """Give a file's pages; None if there is no such file."""
        try:
            changed_ns = path.stat().st_mtime_ns
        except OSError:
            return None
        kept = self._kept.get(path)
        if kept is None or kept[0] != changed_ns:
            pdf = await run_in_threadpool(path.read_bytes)
            sizes = await asyncio.wrap_future(self._pictures.sizes(pdf))
            key = hashlib.sha256(pdf).hexdigest()[:16]
            kept = changed_ns, FilePages(key=key, pdf=pdf, sizes_pt=sizes)
            self._kept = {old: one for old, one in self._kept.items() if old.exists()}
            self._kept[path] = kept
        return kept[1]

    async def draw(self, pages: FilePages, *, page: int, width_px: int) -> bytes:
        """Give a page, from 0, as a PNG of a width; raises ``IndexError`` if there is none."""
        return await asyncio.wrap_future(
            self._pictures.draw_file(pages.pdf, pages.key, page=page, width_px=width_px)
        )


async def picture_answer(request: Request, shelf: FileShelf, pages: FilePages | None) -> Response:
    """Answer with the page that an address names; it changes with what is on it."""
    width = request.query_params.get("width", "")
    if pages is None or width not in map(str, WIDTHS_PX):
        return PlainTextResponse("There is no such picture.", 404)
    try:
        page = request.path_params["page"] - 1
        png = await shelf.draw(pages, page=page, width_px=int(width))
    except IndexError:
        return PlainTextResponse("There is no such page.", 404)
    return Response(png, media_type="image/png")
