"""Pages as a headless Chromium shows them: a picture, and the text that can be copied out."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pymupdf
from PIL import Image

_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "Chromium")
_FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LONGEST_S: Final = 120


def picture(html: str, folder: Path, *, width: int, height: int = 1400) -> Image.Image:
    """Give a picture of an HTML document in a window of so many CSS pixels.

    The document is put into a frame: a window has a least width that telephones are below.
    """
    (folder / "message.html").write_text(html, encoding="utf-8")
    frame = f'<iframe src="message.html" width="{width}" height="{height}" frameborder="0">'
    page = folder / "frame.html"
    page.write_text(f"<!DOCTYPE html><body style='margin:0'>{frame}</iframe>", encoding="utf-8")
    shot = folder / "shot.png"
    _run(folder, f"--screenshot={shot}", f"--window-size={max(width, 800)},{height}", page.as_uri())
    with Image.open(shot) as found:
        return found.convert("RGB").crop((0, 0, width, height))


def printed_text(html: str, folder: Path) -> str:
    """Give the text of an HTML document as it is shown, by way of a print."""
    (folder / "message.html").write_text(html, encoding="utf-8")
    target = folder / "print.pdf"
    page = (folder / "message.html").as_uri()
    _run(folder, f"--print-to-pdf={target}", "--no-pdf-header-footer", page)
    with pymupdf.open(target) as document:
        return " ".join("".join(one.get_text() for one in document).split())


def _run(folder: Path, *arguments: str) -> None:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    assert program, "make setup brings Chromium"
    command = (program, *_FLAGS, f"--user-data-dir={folder / 'profile'}", *arguments)
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_S)
