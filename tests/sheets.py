"""Small PDFs of numbered pages, as any program may make them, and what stands on sheets."""

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
import pymupdf

HALF_LETTER = (396.0, 612.0)
_FONT = pikepdf.Dictionary(
    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word on a sheet: its left edge, and its baseline counted from the foot, in points."""

    text: str
    x: float
    y: float


def write(pdf: pikepdf.Pdf) -> bytes:
    """Give the bytes of a PDF."""
    target = io.BytesIO()
    pdf.save(target, static_id=True)
    return target.getvalue()


def add_page(
    pdf: pikepdf.Pdf, text: str, box: tuple[float, ...] = (0, 0, *HALF_LETTER), **entries: Any
) -> pikepdf.Dictionary:
    """Add a page with a text 72 points right of and above its box's corner, and a tint."""
    x, y = box[0] + 72, box[1] + 72
    content = (
        f"0.9 g {box[0]} {box[1]} 50 30 re f 0.6 g {box[2] - 20} {box[3] - 60} 20 60 re f "
        f"0 g BT /F 12 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET"
    )
    values = {
        "Type": pikepdf.Name.Page,
        "MediaBox": list(box),
        "Resources": pikepdf.Dictionary(Font=pikepdf.Dictionary(F=_FONT)),
        "Contents": pdf.make_stream(content.encode()),
    }
    page = pikepdf.Dictionary({f"/{key}": value for key, value in (values | entries).items()})
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1].obj


def numbered(count: int, size: tuple[float, float] = HALF_LETTER) -> bytes:
    """Give a PDF whose pages say p1, p2, … at 72 points from the left and from the foot."""
    with pikepdf.new() as pdf:
        for number in range(1, count + 1):
            add_page(pdf, f"p{number}", (0, 0, *size))
        return write(pdf)


def words(pdf: bytes) -> list[list[Word]]:
    """Give the words of each page, from the left."""
    with pymupdf.open(stream=pdf) as document:
        return [sorted(_words(page), key=lambda word: word.x) for page in document]


def _words(page: Any) -> list[Word]:
    spans = [
        span
        for block in page.get_text("dict", clip=pymupdf.INFINITE_RECT())["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    ]
    return [
        Word(text=span["text"], x=span["origin"][0], y=page.rect.height - span["origin"][1])
        for span in spans
    ]


def texts(pdf: bytes) -> list[list[str]]:
    """Give the texts of each page, from the left."""
    return [[word.text for word in page] for page in words(pdf)]


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Give width and height of each page in points, to a hundredth."""
    with pymupdf.open(stream=pdf) as document:
        return [(round(page.rect.width, 2), round(page.rect.height, 2)) for page in document]
