"""Layouts as a designer meets them: seen, started, proved."""

import re
import shutil
from pathlib import Path

import pymupdf
import pytest
from PIL import Image
from tests.conftest import SAMPLES
from tests.unit.typefaces.test_own_faces import make_font

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.resources import shipped

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project with a layout of its own and one short career."""
    run(["init", "."])
    assert run(["layout", "new", "mine"]) == ExitCode.OK
    shutil.copy(SAMPLES / "sparse.yaml", "data/careers/sparse.yaml")
    # the short career alone: what is proved is the layout
    monkeypatch.setattr(
        "careerprint.settings.Settings.career_folders", (empty_folder / "data" / "careers",)
    )
    return empty_folder


def _edit(name: str, old: str, new: str) -> int:
    """Change a file of the layout; gives the line that was changed."""
    file = Path("layouts/mine") / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_list_shows_pages_and_papers(empty_folder: Path, capsys: Capture) -> None:
    assert run(["layout", "list"]) == ExitCode.OK
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert set(lines) == {
        "card",
        "chapter",
        "large-print",
        "leaflet",
        "one-pager",
        "pocket",
        "pocket-long",
        "poster",
        "two-sider",
        "worksheet",
    }
    assert "tabloid, a3" in lines["poster"]
    assert lines["large-print"].split()[1] == "any"


QUICK = ("--career", "sparse", "--paper", "letter", "--ink", "color")


def test_a_new_layout_is_good_as_it_stands(project: Path, capsys: Capture) -> None:
    assert run(["layout", "check", "mine"]) == ExitCode.OK
    said = capsys.readouterr()
    # three papers in two inks: the longest career and the extreme sample, and once the bare one
    assert "mine: proving 13 page sets; --all proves it on every career" in said.err
    assert "13 page sets proved: all good" in said.err
    assert said.out == ""
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.OK


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (
            "style.css",
            "@page",
            "p.cluster { font-size: 5pt }\n@page",
            [
                "layouts/mine/style.css:{line}: error: text of 5.0 pt is under the floor of",
                "at: div.band > div.name > p.cluster, page 1: “ARTS",
            ],
        ),
        (
            "style.css",
            "@page",
            ".pair p { color: #bbb }\n@page",
            ["style.css:{line}: error: a text has a contrast of 1.6:1", "at: div.verdict"],
        ),
        ("style.css", "@page", "@page { size: a3 !important }\n@page", ["which is not letter"]),
        ("style.css", "@page", "@page { size: a5 !important }\n@page", ["which is not letter"]),
        (
            "style.css",
            "@page",
            "p { colour: red }\n@page",
            ["style.css:{line}:5: error: the engine ignores 'colour: red': unknown property"],
        ),
        (
            "style.css",
            "@page",
            "h1 { font-family: Sorce Serif }\n@page",
            ["style.css:{line}: error: there is no typeface 'Sorce Serif'", "'Source Serif'?"],
        ),
        (
            "style.css",
            "@page",
            ".verdict { float: right }\n@page",
            ["style.css:{line}: error: what floats is painted out of the order", "div.verdict"],
        ),
        (
            "style.css",
            "@page",
            ".verdict { position: relative }\n@page",
            ["style.css:{line}: error: what is positioned is painted out of the order"],
        ),
        (
            "style.css",
            "@page",
            ".verdict { display: none }\n@page",
            [
                "error: printed nowhere: maybe_not_if, worth_a_look_if\n",
                "“you like to hold your breath",
                "    omits: [maybe_not_if, worth_a_look_if]\n",
            ],
        ),
        (
            "page.html.j2",
            "{{ self.money() }}",
            "",
            ["error: printed nowhere: money_basis, money_story, pay\n"],
        ),
        (
            "page.html.j2",
            "{{ self.band() }}",
            "{{ page.fitt }}",
            ["layouts/mine/page.html.j2:{line}: error: there is no field 'fitt'"],
        ),
        (
            "page.html.j2",
            "{{ self.band() }}",
            '{{ self.band() }}<img src="no.png" alt="x">',
            ["layouts/mine/page.html.j2:{line}: error: the picture no.png is not there"],
        ),
        (
            "style.css",
            "@page",
            ".fit { background-image: url(no.png) }\n@page",
            ["layouts/mine/style.css:{line}: error: the picture no.png is not there"],
        ),
        (
            "layout.yaml",
            "letter: {column_mm: 96.6}",
            "letter: {column_mm: 60}",
            ["warning: the chart 'split' is 60 mm wide where", "charts: {{split: {{width_mm: 96."],
        ),
    ],
    ids=[
        "small text",
        "pale text",
        "page size",
        "page too small",
        "unknown property",
        "family",
        "float",
        "positioned",
        "hidden part",
        "part left out",
        "field",
        "picture",
        "background",
        "chart width",
    ],
)
def test_what_is_wrong_with_a_layout_is_found_with_its_place(
    file: str, old: str, new: str, words: list[str], project: Path, capsys: Capture
) -> None:
    line = _edit(file, old, new)
    capsys.readouterr()
    result = run(["layout", "check", "mine", *QUICK])
    said = capsys.readouterr().out
    for word in words:
        assert word.format(line=line) in said
    assert "in: all 1 page set" in said
    assert (result == ExitCode.SOME_FAILED) is ("error:" in said)


def test_one_fault_in_many_page_sets_is_told_once(project: Path, capsys: Capture) -> None:
    _edit("style.css", "@page", "p.summary { font-size: 5pt }\n@page")
    for name in ("one", "two"):
        shutil.copy(SAMPLES / "sparse.yaml", f"data/careers/{name}.yaml")
    capsys.readouterr()
    names = [part for name in ("one", "two") for part in ("--career", name)]
    assert run(["layout", "check", "mine", *names, "--paper", "a4"]) == ExitCode.SOME_FAILED
    said = capsys.readouterr()
    assert said.out.count("under the floor") == 1
    assert "in: all 4 page sets" in said.out
    assert "4 page sets proved: 1 fault" in said.err


def test_a_part_that_is_meant_to_be_omitted_is_no_fault(project: Path, capsys: Capture) -> None:
    _edit("page.html.j2", "{{ self.verdict() }}", "")
    _edit("layout.yaml", "floor_pt", "omits: [worth_a_look_if, maybe_not_if]\nfloor_pt")
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.OK
    _edit("layout.yaml", "maybe_not_if", "maybe_not")
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.USAGE
    assert "did you mean 'maybe_not_if'?" in capsys.readouterr().err


def test_a_logo_without_contrast_on_its_ground_is_found(project: Path, capsys: Capture) -> None:
    _edit("style.css", "@page", ".logo { background: #1d1d1f }\n@page")
    shutil.copy(shipped("data") / "samples" / "logo.svg", "logo.svg")
    Path("careerprint.yaml").write_text("brand: {logo: logo.svg}\n", encoding="utf-8")
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.SOME_FAILED
    said = capsys.readouterr().out
    assert "the logo can hardly be seen: its strongest colour has a contrast of 1.0:1" in said
    assert "div.logo > p > img" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{{ self.band() }}", "{{ part.mony(page) }}", ["no macro 'mony'", "'money'?"]),
        ("{{ self.band() }}", "{{ part.money() }}", ["'money' of", "lacks the argument 'page'"]),
        (
            "{{ self.band() }}",
            "{{ part.money(page, led='x') }}",
            ["the macro 'money' has no argument 'led'", 'call it as money(page, lead="")'],
        ),
        (
            "{{ self.band() }}",
            "{{ part.money(page, 'a', 'b') }}",
            ["the macro 'money' takes 2 arguments at most"],
        ),
        ("{{ self.band() }}", "{{ part.money }}", ["'money' is named and not called"]),
        ("{{ self.band() }}", "{{ self.band }}", ["the block 'band' is named and not called"]),
        ("{{ self.band() }}", "{{ self.bnad() }}", ["there is no block 'bnad'", "'band'?"]),
        ("{{ self.band() }}", "{{ pge.title }}", ["there is no 'pge' here", "'page'?"]),
        (
            "{{ self.band() }}",
            "{{ part.band(page.brand) }}",
            ["there is no field 'is_bound'", "in the macro 'band' of _shared/parts.html.j2"],
        ),
    ],
)
def test_what_is_wrong_with_a_template_is_named_with_its_line(
    old: str, new: str, words: list[str], project: Path, capsys: Capture
) -> None:
    line = _edit("page.html.j2", old, new)
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert f"layouts/mine/page.html.j2:{line}" in said
    for word in words:
        assert word in said


def test_a_layout_is_never_overwritten(project: Path, capsys: Capture) -> None:
    assert run(["layout", "new", "mine"]) == ExitCode.USAGE
    assert run(["layout", "new", "../out"]) == ExitCode.USAGE
    assert run(["layout", "check", "min"]) == ExitCode.USAGE
    assert "did you mean 'mine'?" in capsys.readouterr().err


def test_a_layout_needs_a_project(empty_folder: Path, capsys: Capture) -> None:
    assert run(["layout", "new", "mine"]) == ExitCode.USAGE
    assert "careerprint init" in capsys.readouterr().err


def test_a_part_that_may_not_go_is_said(project: Path, capsys: Capture) -> None:
    _edit("layout.yaml", "day_note", "day_notes")
    assert run(["layout", "check", "mine"]) == ExitCode.USAGE
    assert "did you mean 'day_note'?" in capsys.readouterr().err


def test_a_new_layout_shows_what_is_changed_first(project: Path, capsys: Capture) -> None:
    assert run(["layout", "new", "other", "--like", "two-sider"]) == ExitCode.OK
    said = capsys.readouterr()
    assert "layouts/other/page.html.j2" in said.out
    assert "parts.html.j2 has each part's markup" in said.err
    style = Path("layouts/other/style.css").read_text(encoding="utf-8")
    # every line that is offered holds when its marks are taken away
    Path("layouts/other/style.css").write_text(
        re.sub(r"(?m)^/\* ([.h].*) \*/$", r"\1", style), encoding="utf-8"
    )
    assert run(["layout", "check", "other", *QUICK]) == ExitCode.OK


def test_progress_is_said_before_anything_is_printed(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("careerprint.render.proof.Proof.print", stop)
    assert run(["layout", "check", "mine", *QUICK]) == 130
    assert "mine: proving 1 page set\n" in capsys.readouterr().err


def test_all_is_every_career_in_every_form(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "careerprint.render.proof.Proof.print",
        lambda _, one: printed.append((one.specimen.name, one.form)),
    )
    for name in ("one", "two", "three"):
        shutil.copy(SAMPLES / "sparse.yaml", f"data/careers/{name}.yaml")
    assert run(["layout", "check", "mine"]) == ExitCode.OK
    quick, printed[:] = list(printed), []
    assert run(["layout", "check", "mine", "--all"]) == ExitCode.OK
    assert len(printed) == len(set(printed)) == 6 * (4 + 2)
    assert set(quick) < set(printed)
    assert len(quick) == 5 + 5 * 2


@pytest.mark.parametrize(
    ("name", "paper"),
    [("card", "a4"), ("chapter", "a4"), ("poster", "a3"), ("worksheet", "a4")],
)
def test_what_our_layouts_omit_is_said(
    name: str, paper: str, project: Path, capsys: Capture
) -> None:
    assert run(["layout", "check", name, "--paper", paper, "--ink", "color"]) == ExitCode.OK
    assert "printed nowhere" not in capsys.readouterr().out


def test_a_font_of_the_project_is_used_by_its_own_name(project: Path, capsys: Capture) -> None:
    make_font(Path("fonts/slab.ttf"), "School Slab")
    _edit("style.css", "@page", 'h1 { font-family: "School Slab" }\n@page')
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.OK
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.OK
    with pymupdf.open("output/sparse-mine-letter.pdf") as document:
        spans = [
            (span["text"], span["font"])
            for block in document[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]
    assert [font for text, font in spans if text == "Bench Jeweler"] == ["own-0-Bold"]


def test_a_large_logo_is_printed_in_its_room_and_not_in_the_foot(
    project: Path, capsys: Capture
) -> None:
    Image.new("RGB", (2400, 300), "#003366").save("logo.jpg", quality=90)
    _edit("layout.yaml", "floor_pt", "logo: {width_mm: 190, height_mm: 30}\nfloor_pt")
    _edit("page.html.j2", "{{ self.band() }}", "{{ part.large_logo(page) }}{{ self.band() }}")
    Path("careerprint.yaml").write_text("brand: {logo: logo.jpg}\n", encoding="utf-8")
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.OK
    assert "set brand.logo_mm: 190" in capsys.readouterr().err
    settings = "brand: {logo: logo.jpg, logo_mm: 190}\n"
    Path("careerprint.yaml").write_text(settings, encoding="utf-8")
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.OK
    assert "logo" not in capsys.readouterr().err
    with pymupdf.open("output/sparse-mine-letter.pdf") as document:
        (image,) = document[0].get_image_info()
    left, _, right, _ = image["bbox"]
    assert right - left == pytest.approx(190 / 25.4 * 72, abs=1)
    assert image["width"] == pytest.approx(190 / 25.4 * 300, abs=2)
    small = "brand: {logo: logo.jpg, logo_mm: 400}\n"
    Path("careerprint.yaml").write_text(small, encoding="utf-8")
    run(["render", "sparse", "--layout", "mine"])
    assert "logo.jpg prints at 152 dots an inch" in capsys.readouterr().err


def test_a_chart_takes_the_width_that_the_layout_says(project: Path, capsys: Capture) -> None:
    _edit("layout.yaml", "floor_pt", "charts: {pay: {width_mm: 60}}\nfloor_pt")
    _edit("layout.yaml", "96.6}", "96.6, charts: {pay: {width_mm: 70}}}")
    for paper, width_mm in (("letter", 70), ("a4", 60)):
        assert run(["layout", "check", "mine", *QUICK[:2], "--paper", paper]) == ExitCode.OK
        assert f"the chart 'pay' is {width_mm} mm wide" in capsys.readouterr().out
