"""Paths of steps are drawn as the engine itself would draw them."""

from pathlib import Path

import pytest
from tests.conftest import CAREERS

from careerprint.profile.library import Library
from careerprint.render.engine import load_engine
from careerprint.render.layouts import find_layout
from careerprint.render.pdf import Setting, Typesetter
from careerprint.render.section import lay_out
from careerprint.resources import shipped
from careerprint.settings import Ink, Paper, Variant

FOLDERS = (shipped("layouts"),)
SETTING = Setting(body_pt=10, leading=1.3)
MARKER = (
    '<defs><marker id="m" markerWidth="4" markerHeight="4"><rect width="2" height="2"/></marker>'
    '</defs><path marker-start="url(#m)" d="{}"/>'
)
PATHS = {
    "a bar": "M0.0 0h34.83v6.12h-34.83z",
    "several": "M1 2h3v4h-3zM5 6h1v1h-1z",
    "upright first": "M1 2v3h4v-3z",
    "no step": "M1 2z",
    "below nothing": "M-1.5 -2h3v-4z",
    "a curve": "M0 0h3c1 1 2 2 3 3z",
    "commas": "M0,0h3v3z",
    "left open": "M0 0h3v3",
    "absolute": "M0 0H3V3z",
    "a number behind another": "M0 0h3 4v3z",
    "decimals that run together": "M0 0h.5.5v3z",
    "a decimal alone": "M.5 -.5h.5v3.z",
    "an exponent": "M0 0h3e1v3z",
}


def _by_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load_engine()
    monkeypatch.setitem(engine.svg.TAGS, "path", engine.svg.path)


@pytest.mark.parametrize("drawn", ['<path d="{}"/>', MARKER])
@pytest.mark.parametrize("kind", PATHS)
def test_a_path_is_the_same(
    kind: str, drawn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    svg = f'<svg width="50" height="50"><title>t</title>{drawn.format(PATHS[kind])}</svg>'
    html = f"<html lang=en><title>t</title><body>{svg}</body></html>"

    def written() -> bytes:
        typesetter = Typesetter(roots=(tmp_path,))
        return typesetter.typeset(html, base=tmp_path, sheets=(), setting=SETTING).write()

    ours = written()
    _by_the_engine(monkeypatch)
    assert written() == ours


def test_a_page_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    library, variant = Library((CAREERS,)), Variant(ink=Ink.COPIER)
    career = library.career(library.find("welder", Path()))
    layout = find_layout("one-pager", FOLDERS, Paper.LETTER)
    typesetter = Typesetter(roots=FOLDERS)
    typeset = lay_out(career, layout=layout, variant=variant, typesetter=typesetter).typeset
    ours = typeset.write()
    _by_the_engine(monkeypatch)
    assert typeset.write() == ours
