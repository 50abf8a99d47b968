"""Width: a long run breaks in its column, and what leaves it all the same is refused."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.conftest import SAMPLES, small_profile
from tests.pdf_text import missing_in_order, painted, squeeze

from careerprint.cli.command_line import run
from careerprint.errors import FitError
from careerprint.profile.library import Library
from careerprint.render.layouts import all_layouts, find_layout
from careerprint.render.pdf import Setting, Typeset, Typesetter
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Ink, Language, Paper, Variant
from careerprint.view.rich import is_line_of, rich

LAYOUTS = shipped("layouts")
RUN = "Supercalifragilistic" * 8
FORMS = [(one.name, paper) for one in all_layouts((LAYOUTS,)) for paper in one.file.papers]


def _column(typesetter: Typesetter, content: str, css: str = "") -> Typeset:
    """Set HTML in a column of 200 pt."""
    page = "@page{size:400pt 400pt;margin:20pt} .column{width:200pt}"
    return typesetter.typeset(
        f'<html lang="en"><title>A column</title><style>{page}{css}</style>'
        f'<div class="column">{content}</div>',
        base=LAYOUTS,
        sheets=(LAYOUTS / "_shared" / "style.css",),
        setting=Setting(body_pt=10, leading=1.3),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"a **kitchen**{RUN}, which means",
        f"they see [a link](https://example.org){RUN}",
        f"they see *{RUN}***{RUN}**{RUN} and go on",
        f"**[{RUN}](https://example.org)**{RUN}",
        f"**Yes:** {RUN}",
        f"*a*{RUN}*a*{RUN}*a* b",
    ],
)
def test_a_run_behind_emphasis_or_a_link_is_broken(typesetter: Typesetter, text: str) -> None:
    typeset = _column(typesetter, f"<p>{rich(text)}</p>")
    assert typeset.overruns == ()
    assert painted(typeset.write()) == squeeze(rich(text).plain)


def test_a_line_that_can_be_broken_elsewhere_keeps_its_words_whole(typesetter: Typesetter) -> None:
    """The word behind the emphasis goes to the next line as it did."""
    typeset = _column(
        typesetter,
        "<p>a line that is nearly full of all these words <em>so</em>mething(<b>x</b>)</p>",
    )
    assert "something" in squeeze(painted(typeset.write()))
    assert _lines(typeset) == ["a line that is nearly full of all these words", "something(x)"]


def _lines(typeset: Typeset) -> list[str]:
    found: list[str] = []

    def walk(box: Any) -> None:
        if type(box).__name__ == "LineBox":
            found.append(_text(box))
        for child in getattr(box, "children", ()):
            walk(child)

    def _text(box: Any) -> str:
        return getattr(box, "text", "") + "".join(map(_text, getattr(box, "children", ())))

    walk(typeset.boxes[0])
    return found


@pytest.mark.parametrize(
    ("content", "css", "over_pt"),
    [
        ('<p class="wide">x</p>', ".wide::before{content:'';display:inline-block;width:230pt}", 30),
        (f"<p>{'x' * 90}</p>", "p{white-space:nowrap}", None),
        (f'<p dir="rtl">{"x" * 90}</p>', "p{white-space:nowrap}", None),
        ('<p><svg width="215pt" height="9pt"></svg></p>', "", 15),
        (
            '<div class="row"><div><p>a text in a cell</p></div><div>b</div></div>',
            ".row{display:table;table-layout:fixed;width:100%}"
            ".row>*{display:table-cell} p{width:240pt;text-align:right}",
            140,
        ),
        ("<p>over the edge</p>", "p{margin-left:-80pt}", 60),
    ],
)
def test_a_line_that_leaves_its_column_or_page_is_measured(
    typesetter: Typesetter, content: str, css: str, over_pt: float | None
) -> None:
    overruns = _column(typesetter, content, css).overruns
    assert len(overruns) == 1
    assert over_pt is None or overruns[0].over_pt == pytest.approx(over_pt, abs=8)


def test_text_in_its_column_is_none(typesetter: Typesetter) -> None:
    """Hanging numbers, right-set and centred lines and spaces at their ends pass no edge."""
    content = (
        '<p style="padding-left:30pt;text-indent:-30pt">1. hangs out into its own padding, goes on'
        ' and on</p><p style="text-align:right">right <b>so</b> </p>'
        '<p style="text-align:center">centred</p>'
    )
    assert _column(typesetter, content).overruns == ()


def _long_values(run: str) -> dict[str, Any]:
    """Give a profile with long runs wherever it has words."""
    values = small_profile()
    values["title"] = run[:80]
    values["summary"] = f"A **job**{run} to do [here](https://example.org){run}"
    values["verdict"]["worth_a_look_if"] = f"*you*{run}"
    values["work"]["time_split"][0]["activity"] = run[:60]
    values["day"]["entries"][0] |= {
        "title": f"*a*{run}"[:60],
        "text": f"**b**{run} [c](https://e.org)",
    }
    values["fit"]["your_thing_when"] = [f"they see [a link](https://example.org){run}"]
    values["try_it"] |= {"title": f"*t*{run}"[:60], "url": f"https://example.org/{run}"}
    values["money"]["paths"][0]["label"] = run[:60]
    values["sources"][0] |= {"name": f"*s*{run}"[:80], "url": f"https://example.org/{run}"}
    values["closing"] = f"*c*{run}"
    return values


def _assert_within(career: Any, name: str, paper: Any, typesetter: Typesetter, **of: Any) -> bool:
    """Print a career, and see that all its text is on the page; gives False if it is refused."""
    languages = 2 if name == "two-languages" else 1
    layout = find_layout(name, (LAYOUTS,), paper, languages=languages)
    variant = Variant(paper=paper, **of)
    try:
        section = typeset_section(
            career,
            layout=layout,
            variant=variant,
            typesetter=typesetter,
            others=(career,) * (layout.file.languages - 1),
        )
    except FitError as error:
        assert "cut about" in error.message or "leaves its column by" in error.message  # noqa: PT017
        return False
    width_pt = layout.file.size_mm(paper)[0] / 25.4 * 72
    for left, right, text in words_of(section.pdf):
        assert left >= 0, text
        assert right <= width_pt, text
    assert missing_in_order(section.pdf, [career.profile.title]) == []
    return True


def words_of(pdf: bytes) -> list[tuple[float, float, str]]:
    """Give each word of a PDF with where it begins and ends."""
    import pymupdf

    with pymupdf.open(stream=pdf) as document:
        return [(w[0], w[2], w[4]) for page in document for w in page.get_text("words")]


@pytest.mark.parametrize(("name", "paper"), FORMS)
def test_long_runs_stay_in_their_columns_in_every_form(
    name: str, paper: Any, write_profile: Callable[..., Path], typesetter: Typesetter
) -> None:
    path = write_profile(_long_values("Donaudampfschifffahrt" * 4))
    career = Library(()).career(path)
    is_printed = _assert_within(career, name, paper, typesetter, ink=Ink.COPIER)
    large = {"poster", "table-sign"}  # of which the smallest type is too large for such a word
    assert is_printed or name in {"one-pager", "card", "leaflet", "worksheet", *large}


runs = st.text(alphabet="abcdefghijklmnopqrstuvwxyzWM0123456789.-_/", min_size=25, max_size=80)
marked = st.tuples(
    st.sampled_from(["**{}**", "*{}*", "[{}](https://example.org)", "{}"]), runs, runs
).map(lambda parts: parts[0].format(parts[1]) + parts[2])


ZEROS = "0" * 25
"""Narrow enough for a sheet that lies on its long side."""


def _random(run: str, texts: list[str], form: Any, folder: Path, typesetter: Typesetter) -> None:
    import yaml

    values = _long_values(run)
    values["summary"], values["closing"] = texts[0], texts[1]
    values["fit"]["not_your_thing_when"] = [texts[2]]
    path = folder / "any.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True, width=9999), encoding="utf-8")
    library = Library(())
    if library.load(path).value is not None:
        _assert_within(
            library.career(path), form[0], form[1], typesetter, languages=(Language.SPANISH,)
        )


@given(run=runs, texts=st.lists(marked, min_size=3, max_size=3), form=st.sampled_from(FORMS))
@example(run=ZEROS, texts=[f"**{ZEROS}**{ZEROS}"] * 3, form=("table-sign", Paper.LETTER))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_runs_stay_on_the_page(
    run: str, texts: list[str], form: Any, tmp_path: Path, typesetter: Typesetter
) -> None:
    _random(run, texts, form, tmp_path, typesetter)


@pytest.mark.prove
@given(run=runs, texts=st.lists(marked, min_size=3, max_size=3), form=st.sampled_from(FORMS))
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_four_hundred_random_runs_stay_on_the_page(
    run: str, texts: list[str], form: Any, tmp_path: Path, typesetter: Typesetter
) -> None:
    _random(run, texts, form, tmp_path, typesetter)


@pytest.fixture
def own_layout(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give a function that adds to the stylesheet of a project's own layout 'mine'."""
    run(["init", "."])
    run(["layout", "new", "mine"])
    # the project's careers alone, and it has none but a test's
    monkeypatch.setattr(
        "careerprint.settings.Settings.career_folders", (empty_folder / "data" / "careers",)
    )

    def add(css: str) -> None:
        with Path("layouts/mine/style.css").open("a", encoding="utf-8") as file:
            file.write(css)

    return add


def test_a_line_of_an_own_layout_that_cannot_break_is_refused_with_place_and_measure(
    write_profile: Callable[..., Path],
    own_layout: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    own_layout(".summary { white-space: nowrap }")
    values = small_profile()
    values["summary"] = "Some words that go on and on. " * 12
    path = write_profile(values)
    assert run(["render", str(path), "--layout", "mine"]) == 1
    said = capsys.readouterr().err
    line = next(
        n for n, text in enumerate(path.read_text().splitlines(), 1) if text.startswith("summary")
    )
    assert f"sample.yaml:{line}:" in said
    assert "text leaves its column by" in said
    assert "mm at the smallest size (8.5 pt)" in said
    assert f"summary (line {line}): put a space or a hyphen" in said


def test_a_proof_of_a_layout_measures_width(
    own_layout: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    own_layout(".closing { margin-left: -400pt }")
    shutil.copy(SAMPLES / "sparse.yaml", "data/careers/sparse.yaml")
    assert run(["layout", "check", "mine"]) == 1
    said = capsys.readouterr()
    assert "text leaves its column by" in said.out + said.err


def test_the_size_is_made_smaller_before_width_is_refused(
    write_profile: Callable[..., Path],
    own_layout: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    own_layout(".summary { white-space: nowrap }")
    values = small_profile()
    values["summary"] = (
        "A line of words that is as wide as its whole page where the type is set at about nine"
        " points, from one margin to the other, and not at any more"
    )
    write_profile(values)
    assert run(["render", "../sample.yaml", "--layout", "mine", "--json"]) == 0
    assert 8.5 < json.loads(capsys.readouterr().out)[0]["receipt"]["body_pt"] < 11


def test_a_line_is_found_in_its_text_by_its_letters() -> None:
    assert is_line_of("kitchen Super", "A **kitchen**\n  Super run")
    assert not is_line_of("kitchen", "A cook")
    assert not is_line_of("", "A cook")
