"""What the tests of the binder share: others' PDFs, bound documents, damage done to a PDF."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf

from careerprint.binder.archive import Description
from careerprint.binder.binder import Bound, bind
from careerprint.binder.part import Part
from careerprint.binder.source import Source

SAMPLES: Final = Path(__file__).parent / "pdfs"
NAMES: Final = tuple(sorted(path.stem for path in SAMPLES.glob("*.pdf")))
DESCRIPTION: Final = Description(title="Bound", language="en", author="Nobody", created="2026-05")


@cache
def content(name: str) -> bytes:
    """Give the bytes of a sample."""
    return (SAMPLES / f"{name}.pdf").read_bytes()


def source(name: str) -> Source:
    """Open a sample to bind from."""
    return Source(content(name), name=name)


def part(sample: str, **values: Any) -> Part:
    """Give a part of a sample, named and titled after it."""
    return Part(source=source(sample), **{"name": sample, "title": sample, **values})


def bound(*parts: Part, **values: Any) -> Bound:
    """Bind parts with our description."""
    return bind(parts, DESCRIPTION, **values)


def opened(pdf: bytes | Bound) -> pikepdf.Pdf:
    """Open a PDF to look into it."""
    return pikepdf.open(BytesIO(pdf.pdf if isinstance(pdf, Bound) else pdf))


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Give a PDF with a change made to its objects."""
    with opened(pdf) as document:
        change(document)
        into = BytesIO()
        document.save(into)
    return into.getvalue()


def untagged(*, pages: int = 1, text: str = "plain") -> bytes:
    """Give a PDF without tags, with a link on each page to the last."""
    import pymupdf

    with pymupdf.open() as document:
        for _ in range(pages):
            document.new_page(width=300, height=200)
        for number, page in enumerate(document):
            page.insert_text((40, 60), f"{text} {number + 1}")
            box = pymupdf.Rect(30, 40, 120, 70)
            page.insert_link({"kind": pymupdf.LINK_GOTO, "from": box, "page": pages - 1})
        return bytes(document.tobytes())
