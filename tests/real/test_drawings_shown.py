"""Drawings have the proportion that a headless Chromium gives them, and are printed whole."""

import base64
from pathlib import Path

import pymupdf
import pytest
from tests.real.browser import printed_text

from careerprint.pictures.picture import read_picture
from careerprint.render.pdf import Setting, Typesetter

INNER = '<rect width="300" height="100" fill="#c00"/>'
ROOTS = (
    'viewBox="0 0 3e2 100"',
    'viewBox="0,0, 3E+2\n100"',
    'viewBox="0 0 300 150" preserveAspectRatio="xMinYMin slice" width="300" height="100"',
    'viewBox="0 0 300 100" width="3in" height="3in"',
    'viewBox="0 0 300 100" width="100%" height="100%"',
    'width="100%" height="100%"',
    'width="3e2" height="1e2px"',
    'width="225pt" height="75pt"',
    'width="20em" height="80"',
    'width="80mm" viewBox="0 0 300 100"',
    'height="2.5cm" viewBox="0 0 300 100"',
    'width="300"',
    'width="wide" height="nonsense" viewBox="0 0 300 100"',
    'viewBox="0 0 300"',
    "",
)
SCRIPT = (
    "<script>onload=()=>{document.body.textContent=[...document.images].map("
    "one=>(one.naturalWidth/one.naturalHeight).toFixed(2)).join(' ')}</script>"
)


def _drawing(root: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{INNER}</svg>'


def test_a_drawing_has_the_proportion_that_a_browser_gives_it(tmp_path: Path) -> None:
    found, images = [], ""
    for root in ROOTS:
        (tmp_path / "one.svg").write_text(_drawing(root), encoding="utf-8")
        picture = read_picture(tmp_path / "one.svg", (200.0, 100.0))
        found.append(picture.width_mm / picture.height_mm)
        content = base64.b64encode(_drawing(root).encode()).decode()
        images += f'<img src="data:image/svg+xml;base64,{content}">'
    said = printed_text(f"<!DOCTYPE html><body>{images}{SCRIPT}", tmp_path).split()
    shown = [float(one) for one in said]
    assert found == pytest.approx(shown, rel=0.02)


@pytest.mark.parametrize(
    ("root", "share"),
    [
        ('viewBox="0 0 3e2 100"', (1, 1)),
        ('viewBox="0,0, 3E+2\n100"', (1, 1)),
        ('width="3e2" height="1e2px"', (1, 1)),
        ('width="225pt" height="75pt"', (1, 1)),
        ('width="100%" height="100%"', (1, 2 / 3)),
        ('width="300" height="300" viewBox="0 0 300 100"', (1, 1 / 3)),
        ('width="300" height="300" viewBox="0 0 300 100" preserveAspectRatio="none"', (1, 1)),
        (
            'width="150" height="100" viewBox="0 0 300 100" preserveAspectRatio="xMinYMin slice"',
            (1, 1),
        ),
        ('viewBox="-300 0 600 100"', (1 / 2, 1)),
    ],
)
def test_a_drawing_is_printed_whole_in_its_box(
    root: str, share: tuple[float, float], tmp_path: Path
) -> None:
    """What is red of the box is what a browser shows red of it."""
    (tmp_path / "one.svg").write_text(_drawing(root), encoding="utf-8")
    picture = read_picture(tmp_path / "one.svg", (60.0, 60.0))
    size = f"width:{picture.width_mm}mm;height:{picture.height_mm}mm"
    html = (
        '<html lang="en"><title>x</title><style>@page{size:80mm;margin:0}body{margin:0}</style>'
        f'<p style="margin:0;line-height:0"><img alt="x" style="{size}" src="{picture.address}">'
    )
    setting = Setting(body_pt=9, leading=1.3)
    done = Typesetter(roots=()).typeset(html, base=tmp_path, sheets=(), setting=setting)
    with pymupdf.open(stream=done.write()) as document:
        pixels = document[0].get_pixmap(dpi=100)
    reds = [
        (x, y)
        for x in range(pixels.width)
        for y in range(pixels.height)
        if pixels.pixel(x, y) == (204, 0, 0)
    ]
    box = (picture.width_mm / 25.4 * 100, picture.height_mm / 25.4 * 100)
    found = tuple(
        (max(one) - min(one) + 1) / side
        for one, side in zip(zip(*reds, strict=True), box, strict=True)
    )
    assert found == pytest.approx(share, abs=0.02)
