"""Pictures of whole pages against goldens; a canary proves that a changed page is noticed.

Look at the new pictures before you keep them: ``CAREERPRINT_GOLDENS=write make test``
writes them anew.
"""

import os
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageChops
from tests.conftest import CAREERS, FOUR_IDS, SAMPLES

from careerprint.profile.library import Library
from careerprint.render.layouts import find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Paper, Variant

GOLDENS = Path(__file__).parent / "goldens"
DPI = 72
FAINT = 48
"""A difference in a grey value that no eye sees at this size."""
MOST_CHANGED = 0.002
"""The share of pixels that may differ: a hairline's antialiasing, not a letter's place."""
CASES = [
    (career, paper)
    for career in (*FOUR_IDS, "rich", "sparse")
    for paper in (Paper.LETTER, Paper.A4)
]


def picture(pdf: bytes) -> Image.Image:
    """Give the only page of a PDF as a grey picture."""
    with pymupdf.open(stream=pdf) as document:
        (page,) = document
        pixels = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
        return Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)


def changed(one: Image.Image, other: Image.Image) -> float:
    """Give the share of pixels that differ, 1 for pictures of different sizes."""
    if one.size != other.size:
        return 1.0
    visible = ImageChops.difference(one, other).point(lambda value: 255 * (value > FAINT))
    return sum(visible.histogram()[1:]) / (one.width * one.height)


def _print(career: str, paper: Paper, typesetter: Typesetter) -> bytes:
    library = Library((SAMPLES, CAREERS))
    return typeset_section(
        library.career(library.find(career, Path())),
        layout=find_layout("one-pager", (shipped("layouts"),), paper),
        variant=Variant(paper=paper),
        typesetter=typesetter,
    ).pdf


@pytest.mark.parametrize(("career", "paper"), CASES, ids=[f"{c}-{p}" for c, p in CASES])
def test_the_page_looks_as_it_did(career: str, paper: Paper, typesetter: Typesetter) -> None:
    golden = GOLDENS / f"{career}-one-pager-{paper.value}.png"
    now = picture(_print(career, paper, typesetter))
    if os.environ.get("CAREERPRINT_GOLDENS") == "write":
        now.save(golden, optimize=True)
    assert changed(now, Image.open(golden)) <= MOST_CHANGED


def test_there_is_no_golden_without_a_page() -> None:
    expected = {f"{career}-one-pager-{paper.value}.png" for career, paper in CASES}
    assert {path.name for path in GOLDENS.glob("*.png")} == expected


def test_the_canary_sings(typesetter: Typesetter, tmp_path: Path) -> None:
    """A few words more in one paragraph are more than may change."""
    text = (CAREERS / "filmmaker.yaml").read_text(encoding="utf-8")
    assert "A nervous person" in text
    (tmp_path / "filmmaker.yaml").write_text(
        text.replace("A nervous person", "A shy, careful and most nervous person"), encoding="utf-8"
    )
    library = Library((tmp_path, CAREERS))
    altered = typeset_section(
        library.career(library.find("filmmaker", Path())),
        layout=find_layout("one-pager", (shipped("layouts"),), Paper.LETTER),
        variant=Variant(),
        typesetter=typesetter,
    )
    golden = Image.open(GOLDENS / "filmmaker-one-pager-letter.png")
    assert changed(picture(altered.pdf), golden) > MOST_CHANGED
