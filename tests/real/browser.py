"""Pages as a headless Chromium shows them: a picture, and the text that can be copied out."""

import re
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


def program() -> str:
    """Give the browser of this machine."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    assert found, "make setup brings Chromium"
    return found


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
    with pymupdf.open(printed(html, folder)) as document:
        return " ".join("".join(one.get_text() for one in document).split())


def printed(html: str, folder: Path) -> Path:
    """Give the PDF that an HTML document is printed to."""
    (folder / "message.html").write_text(html, encoding="utf-8")
    target = folder / "print.pdf"
    page = (folder / "message.html").as_uri()
    _run(folder, f"--print-to-pdf={target}", "--no-pdf-header-footer", page)
    return target


def answered(html: str, script: str, folder: Path) -> str:
    """Give what a script in an HTML document answers, by calling ``answer`` with a text."""
    asking = (
        "<script>const answer = (text) => "
        "{ document.documentElement.dataset.answer = `(${text})`; };\n"
        f"window.addEventListener('load', () => {{ {script} }});</script></body>"
    )
    path = folder / "asked.html"
    path.write_text(asking.join(html.rsplit("</body>", 1)), encoding="utf-8")
    done = _run(folder, "--dump-dom", "--virtual-time-budget=20000", path.as_uri())
    found = re.search(r'data-answer="\((.*?)\)"', done)
    assert found, "the script gave no answer"
    return found[1]


def _run(folder: Path, *arguments: str) -> str:
    command = (program(), *_FLAGS, f"--user-data-dir={folder / 'profile'}", *arguments)
    done = subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_S)
    return done.stdout.decode("utf-8")
