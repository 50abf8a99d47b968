"""The engine's sheet made lean: the same bytes, and the whole sheet where a style needs it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import FOUR_IDS

from careerprint.profile.library import Library
from careerprint.render import lean_sheet
from careerprint.render.engine import load_engine
from careerprint.render.layouts import find_layout
from careerprint.render.pdf import Setting, Typesetter
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Paper, Variant

SETTING = Setting(body_pt=10, leading=1.3)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Typesetter]:
    """Give a typesetter that works in the public way."""

    def open_whole(root: Path) -> Typesetter:
        with monkeypatch.context() as patch:
            patch.setattr("careerprint.render.pdf.lean_html", lambda _: None)
            return Typesetter(roots=(root,))

    return open_whole


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("one-pager", Paper.LETTER),
        ("two-sider", Paper.A4),
        ("card", Paper.LETTER),
        ("poster", Paper.A3),
        ("worksheet", Paper.A4),
        ("pocket", Paper.HALF_LETTER),
        ("large-print", Paper.LETTER),
    ],
)
def test_pages_are_those_of_the_public_way(
    name: str, paper: Paper, library: Library, whole: Callable[..., Typesetter]
) -> None:
    layout = find_layout(name, (shipped("layouts"),), paper)
    career = library.career(library.find(FOUR_IDS[len(name) % 4], Path()))
    lean, public = (
        typeset_section(
            career, layout=layout, variant=Variant(paper=paper), typesetter=typesetter
        ).pdf
        for typesetter in (Typesetter(roots=(shipped("layouts"),)), whole(shipped("layouts")))
    )
    assert lean == public


NOTES = {
    "footnotes": (".n { float: footnote }", "<p>A text<span class='n'>and its note</span>.</p>"),
    "markers": (
        ".m { display: list-item; list-style: lower-alpha; text-transform: uppercase }",
        "<p class='m'>x</p>",
    ),
}


@pytest.mark.parametrize("where", ["sheet", "imported", "page"])
@pytest.mark.parametrize("what", NOTES)
def test_a_style_that_needs_the_whole_sheet_has_it(
    what: str, where: str, tmp_path: Path, whole: Callable[..., Typesetter]
) -> None:
    style, body = NOTES[what]
    (tmp_path / "other.css").write_text(style, encoding="utf-8")
    sheet = tmp_path / "style.css"
    css = {"sheet": style, "imported": '@import url("other.css");', "page": ""}[where]
    sheet.write_text(f"{css}\n.m::marker {{ color: red }}", encoding="utf-8")
    own = f"<style>{style}</style>" if where == "page" else ""
    html = f"<html lang=en><title>t</title>{own}<body><h1>t</h1>{body}</body></html>"
    lean, public = (
        one.typeset(html, base=tmp_path, sheets=(sheet,), setting=SETTING).write()
        for one in (Typesetter(roots=(tmp_path,)), whole(tmp_path))
    )
    assert lean == public


def test_another_engine_has_its_own_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load_engine()
    assert lean_sheet.lean_html(engine) is not None
    with monkeypatch.context() as patch:
        patch.setattr(engine, "__version__", "70.1")
        assert lean_sheet.lean_html(engine) is None
    monkeypatch.setattr(engine.html, "UA", engine.html.UA.replace("::note-callback", "::other"))
    assert lean_sheet.lean_html(engine) is None
