"""Air and leading by moving what is laid out are what another pass gives."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CAREERS

from careerprint.profile.library import Library
from careerprint.render.layouts import Layout, find_layout
from careerprint.render.pdf import Setting, Typeset, Typesetter
from careerprint.render.section import LaidOut, lay_out
from careerprint.resources import shipped
from careerprint.settings import Ink, Paper, Variant

FOLDERS = (shipped("layouts"),)
LIBRARY = Library((CAREERS,))
FORMS = (
    ("one-pager", Paper.LETTER, Ink.COLOR),
    ("one-pager", Paper.A4, Ink.COPIER),
    ("two-sider", Paper.LETTER, Ink.COPIER),
    ("pocket", Paper.A5, Ink.COLOR),
    ("card", Paper.LETTER, Ink.COLOR),
    ("leaflet", Paper.HALF_LETTER, Ink.COLOR),
    ("poster", Paper.A3, Ink.COLOR),
)
SOME_PX = 0.001
AIR_PT = (12.0, 3.0, 8.0)


@cache
def _typesetter() -> Typesetter:
    return Typesetter(roots=FOLDERS)


def _laid_out(layout: Layout, variant: Variant, name: str) -> LaidOut:
    career = LIBRARY.career(LIBRARY.find(name, Path()))
    return lay_out(career, layout=layout, variant=variant, typesetter=_typesetter())


def _measures(box: Any) -> Iterator[tuple[str, list[float]]]:
    """Give the kind, place and size of a box and of all within it."""
    names = ["position_x", "position_y", "width", "height", "padding_top", "padding_bottom"]
    if type(box).__name__ in {"LineBox", "InlineBox", "TextBox"}:
        names += ["margin_top", "margin_bottom", "baseline"]
    found = (getattr(box, name, 0.0) for name in names)
    yield type(box).__name__, [n for n in found if isinstance(n, int | float)]
    for child in getattr(box, "children", ()):
        yield from _measures(child)


def _farthest_px(one: Typeset, other: Typeset) -> float:
    """Give how far what was moved is from what was set; both hold the same boxes."""
    here, there = (
        [found for box in typeset.boxes for found in _measures(box)] for typeset in (one, other)
    )
    assert [kind for kind, _ in here] == [kind for kind, _ in there]
    flat = ([n for _, numbers in found for n in numbers] for found in (here, there))
    return float(max(abs(a - b) for a, b in zip(*flat, strict=True)))


@pytest.mark.parametrize(("name", "paper", "ink"), FORMS)
def test_every_box_stands_where_a_pass_would_set_it(
    name: str, paper: Paper, ink: Ink, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout, variant = find_layout(name, FOLDERS, paper), Variant(paper=paper, ink=ink)
    moved = _laid_out(layout, variant, "welder")
    monkeypatch.setattr(Typeset, "with_air", lambda *_: None)
    set_anew = _laid_out(layout, variant, "welder")
    assert moved.receipt.air_pt > 1
    assert moved.receipt.passes == set_anew.receipt.passes - 1
    assert _farthest_px(moved.typeset, set_anew.typeset) < SOME_PX
    assert moved.receipt.percent_by_page == set_anew.receipt.percent_by_page


STYLE = "@page{size:300pt 400pt;margin:20pt}body{margin:0}p{margin:0 0 4pt}"
BLOCK = '<p class="air">one</p><p>two</p><div class="air"><p>three</p></div>'


def _set(
    html: str, style: str, folder: Path, air_pt: tuple[float, ...] = (), leading: float = 1.3
) -> Typeset:
    folder.mkdir(exist_ok=True)
    sheet = folder / f"{len(list(folder.iterdir()))}.css"
    sheet.write_text(STYLE + style, encoding="utf-8")
    setting = Setting(body_pt=10, leading=leading, air_pt=air_pt)
    typesetter = Typesetter(roots=(folder,))
    page = f"<html lang=en><title>t</title><body>{html}</body></html>"
    return typesetter.typeset(page, base=folder, sheets=(sheet,), setting=setting)


TABLE = ".t{display:table;width:100%}.c{display:table-cell;vertical-align:top}"
COLUMNS = f'<div class="t"><div class="c">{BLOCK}</div><div class="c"><p>x</p></div></div><p>y</p>'
BESIDE = COLUMNS.replace("<p>x</p>", f"<p>{'x<br>' * 9}</p>")
MOVED = {
    "blocks": (BLOCK, ""),
    "a ground": (BLOCK, "div{background:#eee;border-radius:4pt}"),
    "a margin that collapses": (BLOCK, "p,div{margin:9pt 0}"),
    "air below": (BLOCK, "p.air{padding-top:0;padding-bottom:calc(2pt + var(--air))}"),
    "cells": (COLUMNS, TABLE),
    "cells that are padded": (COLUMNS, TABLE + ".c{padding:3pt 0 7pt}"),
    "a high cell beside": (BESIDE, TABLE),
    "a cell in the middle": (BESIDE, TABLE + ".c{vertical-align:middle}"),
    "a cell in the middle beside": (BESIDE, TABLE + ".c+.c{vertical-align:middle}"),
    "a cell at the foot beside": (
        f'<div class="t"><div class="c">{BLOCK}</div><div class="c">x</div></div><p>y</p>',
        TABLE + ".c+.c{vertical-align:bottom}",
    ),
    "two pages": (f'{BLOCK}<div style="break-before:page">{BLOCK}</div>', ""),
    "a least height that is passed": (BLOCK, "div{min-height:5pt}"),
}
LEFT_TO_A_PASS = {
    "a cell on the baseline": (COLUMNS, ".t{display:table}.c{display:table-cell}"),
    "a flexible row": (f'<div class="f"><div>{BLOCK}</div></div>', ".f{display:flex}"),
    "columns": (f'<div class="f">{BLOCK}</div>', ".f{columns:2}"),
    "a float": (f'<div class="f">x</div>{BLOCK}', ".f{float:right}"),
    "a place of its own": (f'<div class="f">x</div>{BLOCK}', ".f{position:absolute;bottom:0}"),
    "a height": (f'<div class="f">{BLOCK}</div>', ".f{height:200pt}"),
    "a least height": (f'<div class="f">{BLOCK}</div>', ".f{min-height:300pt}"),
    "air that is reckoned": (BLOCK, "p.air{padding-top:calc(2*var(--air))}"),
    "air elsewhere": (BLOCK, "p{margin-top:var(--air)}"),
    "a page that would burst": (f'<div style="height:320pt">x</div>{BLOCK}', ""),
}


@pytest.mark.parametrize("kind", MOVED)
def test_what_grows_with_its_content_is_moved(kind: str, tmp_path: Path) -> None:
    html, style = MOVED[kind]
    moved = _set(html, style, tmp_path / "own").with_air(AIR_PT)
    assert moved is not None
    set_anew = _set(html, style, tmp_path / "own", AIR_PT)
    assert _farthest_px(moved, set_anew) < SOME_PX
    assert moved.write() == set_anew.write()


@pytest.mark.parametrize("kind", LEFT_TO_A_PASS)
def test_what_might_stand_elsewhere_is_left_to_a_pass(kind: str, tmp_path: Path) -> None:
    html, style = LEFT_TO_A_PASS[kind]
    bare = _set(html, style, tmp_path / "own")
    before = [found for box in bare.boxes for found in _measures(box)]
    assert bare.with_air(AIR_PT) is None
    assert [found for box in bare.boxes for found in _measures(box)] == before


def test_an_engine_that_was_not_tried_sets_the_air_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careerprint.render.pdf.PROVED", frozenset({"1.0"}))
    assert _set(BLOCK, "", tmp_path / "own").with_air(AIR_PT) is None


WORDS = "<p>one<br>two</p><p>three</p>"
ROW = f'<div class="t"><div class="c">{WORDS}</div><div class="c">x</div></div><p>y</p>'
SMALL = "<p>one <small style='{}'>two</small><br>three</p><p>four</p>"
PICTURE = "<svg width=20 height=40><title>t</title></svg>"
LED = {
    "lines": (WORDS, ""),
    "a leading of its own": (WORDS, "p+p{line-height:1.2}"),
    "small text on the line": (SMALL.format("font-size:7pt"), ""),
    "large text on the line": (SMALL.format("font-size:17pt"), ""),
    "text above the line": (SMALL.format("vertical-align:4pt"), ""),
    "text in the middle of the line": (SMALL.format("vertical-align:middle;font-size:7pt"), ""),
    "a frame on the line": (SMALL.format("border:1pt solid;padding:2pt;line-height:2"), ""),
    "another face on the line": (SMALL.format("font-family:serif"), ""),
    "text that hardly shows": (SMALL.format("font-size:0"), ""),
    "a drawing on the line": (f"<p>one {PICTURE} two</p>{WORDS}", ""),
    "a drawing that hangs": (f"<p>one {PICTURE} two</p>{WORDS}", "svg{vertical-align:top}"),
    "a block on the line": (SMALL.format("display:inline-block;width:60pt"), ""),
    "high blocks on the line": (
        "<p><b>one<br>two</b> <b>three</b></p><p>four</p>",
        "b{display:inline-block;width:60pt;vertical-align:top;padding:2pt}",
    ),
    "cells": (ROW, TABLE),
    "cells on one baseline": (ROW, ".t{display:table}.c{display:table-cell}.c+.c{font-size:20pt}"),
    "a small cell on the baseline": (ROW, ".t{display:table}.c{display:table-cell;font-size:7pt}"),
    "a cell in the middle": (ROW, TABLE + ".c{vertical-align:middle}"),
    "a cell at the foot": (ROW, TABLE + ".c{vertical-align:bottom}"),
    "a list": ("<ul><li>one<li>two</ul>", "ul{list-style:none;margin:0}"),
    "two pages": (f'{WORDS}<div style="break-before:page">{WORDS}</div>', ""),
    "from right to left": ("<p dir=rtl>one <b>two</b></p><p>three</p>", ""),
}
LED_BY_A_PASS = {
    "text at the top of the line": (SMALL.format("vertical-align:top"), ""),
    "text at the foot of the text": (SMALL.format("vertical-align:text-bottom"), ""),
    "text that is raised by a share": (SMALL.format("vertical-align:20%"), ""),
    "lines of a block on the line": (
        SMALL.replace("two", "two<br>too").format("display:inline-block"),
        "",
    ),
    "a height": (f"<div>{WORDS}</div>", "div{height:200pt}"),
    "a table in a cell on the baseline": (
        f'<div class="t"><div class="c">{ROW}</div><div class="c">x</div></div>',
        ".t{display:table}.c{display:table-cell}",
    ),
    "a flexible row": (f"<div>{WORDS}</div>", "div{display:flex}"),
    "columns": (f"<div>{WORDS}</div>", "div{columns:2}"),
    "a page that would burst": (f'<div style="height:300pt">x</div>{WORDS}', ""),
}


@pytest.mark.parametrize("kind", LED)
def test_lines_are_moved_apart(kind: str, tmp_path: Path) -> None:
    html, style = LED[kind]
    bare = _set(html, style, tmp_path / "own")
    before_pt, grown_pt = bare.used_pt, bare.grown_pt(1.5)
    moved = bare.with_leading(1.5)
    assert moved is not None
    assert grown_pt is not None
    set_anew = _set(html, style, tmp_path / "own", leading=1.5)
    assert _farthest_px(moved, set_anew) < SOME_PX
    grown = [before + by for before, by in zip(before_pt, grown_pt, strict=True)]
    assert grown == pytest.approx(set_anew.used_pt)


@pytest.mark.parametrize("kind", LED_BY_A_PASS)
def test_lines_that_might_stand_elsewhere_are_left_to_a_pass(kind: str, tmp_path: Path) -> None:
    html, style = LED_BY_A_PASS[kind]
    bare = _set(html, style, tmp_path / "own")
    before = [found for box in bare.boxes for found in _measures(box)]
    assert bare.with_leading(1.5) is None
    assert [found for box in bare.boxes for found in _measures(box)] == before


def test_air_comes_after_leading_as_in_a_pass(tmp_path: Path) -> None:
    html, style = MOVED["a high cell beside"]
    led = _set(html, style, tmp_path / "own").with_leading(1.5)
    moved = led.with_air(AIR_PT) if led else None
    assert moved is not None
    set_anew = _set(html, style, tmp_path / "own", AIR_PT, leading=1.5)
    assert _farthest_px(moved, set_anew) < SOME_PX
    assert moved.write() == set_anew.write()
