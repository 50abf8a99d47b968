"""Layouts as a designer meets them: seen, started, proved."""

import json
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
from careerprint.render.look import Notes
from careerprint.render.specimens import PageSet
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


def edit(name: str, old: str, new: str) -> int:
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
        "full",
        "large-print",
        "leaflet",
        "one-pager",
        "pocket",
        "pocket-long",
        "poster",
        "short",
        "speaker",
        "table-sign",
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


DRAWING = (
    '<div class="whole"><p><svg xmlns="http://www.w3.org/2000/svg" width="90pt" height="40pt"'
    ' viewBox="0 0 90 40" font-family="Source Sans" font-size="9"><title>A drawing.</title>'
    '<path fill="#003366" d="M0 20h90v18h-90z"/><text {} y="12" fill="{}">a long label</text>'
    "</svg></p></div>"
)
"""A drawing as a designer writes it: a label above a dark bar."""


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
            "letter: {}",
            "letter: {column_mm: 60}",
            [
                "warning: the chart 'split' is 60.0 mm wide where there are 96.7 mm",
                "charts: {{split: {{width_mm: 96.7}}}}; or no column_mm in papers: letter:",
            ],
        ),
        (
            "layout.yaml",
            "floor_pt",
            "label_em: 0.5\nfloor_pt",
            ["error: a label of 5.1 pt is under the floor of 7.2 pt", "at: ", "svg, page 1: “"],
        ),
        (
            "page.html.j2",
            "{{ self.band() }}",
            "{{ self.band() }}" + DRAWING.format('x="80"', "#1d1d1f"),
            ["error: a label passes the edge of its drawing by", "svg, page 1: “a long label”"],
        ),
        (
            "page.html.j2",
            "{{ self.band() }}",
            "{{ self.band() }}" + DRAWING.format('x="4"', "#ffffff"),
            ["error: a label has a contrast of 1.0:1 with what it stands on", "“a long label”"],
        ),
        (
            "page.html.j2",
            "{{ self.band() }}",
            "{{ self.band() }}" + DRAWING.format('x="4" y="30"', "#1d1d1f").replace(' y="12"', ""),
            ["error: a label has a contrast of 1.3:1 with what it stands on", "“a long label”"],
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
        "small label",
        "label over the edge",
        "pale label",
        "label on a dark bar",
    ],
)
def test_what_is_wrong_with_a_layout_is_found_with_its_place(
    file: str, old: str, new: str, words: list[str], project: Path, capsys: Capture
) -> None:
    line = edit(file, old, new)
    capsys.readouterr()
    result = run(["layout", "check", "mine", *QUICK])
    said = capsys.readouterr().out
    for word in words:
        assert word.format(line=line) in said
    assert "in: all 1 page set" in said
    assert (result == ExitCode.SOME_FAILED) is ("error:" in said)


def test_one_fault_in_many_page_sets_is_told_once(project: Path, capsys: Capture) -> None:
    edit("style.css", "@page", "p.summary { font-size: 5pt }\n@page")
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
    edit("page.html.j2", "{{ self.verdict() }}", "")
    edit("layout.yaml", "floor_pt", "omits: [worth_a_look_if, maybe_not_if]\nfloor_pt")
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.OK
    edit("layout.yaml", "maybe_not_if", "maybe_not")
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.USAGE
    assert "did you mean 'maybe_not_if'?" in capsys.readouterr().err


def test_a_logo_without_contrast_on_its_ground_is_found(project: Path, capsys: Capture) -> None:
    edit("style.css", "@page", ".logo { background: #1d1d1f }\n@page")
    shutil.copy(shipped("data") / "samples" / "logo.svg", "logo.svg")
    Path("careerprint.yaml").write_text("brand: {logo: logo.svg}\n", encoding="utf-8")
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.SOME_FAILED
    said = capsys.readouterr().out
    assert "the logo can hardly be seen: its strongest colour has a contrast of 1.0:1" in said
    assert "div.logo > p > img" in said


def test_a_logo_whose_name_vanishes_on_its_ground_is_a_warning(
    project: Path, capsys: Capture
) -> None:
    edit("style.css", "@page", ".logo { background: #0b2f5e }\n@page")
    Path("logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 20"><circle cx="10" cy="10" r="9"'
        ' fill="#fc0"/><text x="26" y="15" font-size="14" fill="#0b2f5e">Our School</text></svg>',
        encoding="utf-8",
    )
    Path("careerprint.yaml").write_text("brand: {logo: logo.svg}\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "warning: about " in said
    assert "% of the logo cannot be told from its ground" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{{ self.band() }}", "{{ part.mony(page) }}", ["no macro 'mony'", "'money'?"]),
        ("{{ self.band() }}", "{{ part.money() }}", ["'money' of", "lacks the argument 'page'"]),
        (
            "{{ self.band() }}",
            "{{ part.money(page, led='x') }}",
            [
                "the macro 'money' has no argument 'led'",
                'call it as money(page, lead="", is_dated=',
            ],
        ),
        (
            "{{ self.band() }}",
            "{{ part.money(page, 'a', 'b', 'c') }}",
            ["the macro 'money' takes 3 arguments at most"],
        ),
        ("{{ self.band() }}", "{{ part.money }}", ["'money' is named and not called"]),
        ("{{ self.band() }}", "{{ self.band }}", ["the block 'band' is named and not called"]),
        ("{{ self.band() }}", "{{ self.bnad() }}", ["there is no block 'bnad'", "'band'?"]),
        ("{{ self.band() }}", "{{ pge.title }}", ["there is no 'pge' here", "'page'?"]),
        (
            "{% block content %}",
            "{% block fits %}x{% endblock %}{% block content %}",
            ["no block 'fits' in the layout that it extends", "did you mean 'fit'?"],
        ),
        (
            "{% block content %}",
            "{% block content %}{% if page.qr %}",
            ["'if page.qr' is not closed: {% endif %} is missing"],
        ),
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
    line = edit("page.html.j2", old, new)
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert f"layouts/mine/page.html.j2:{line}" in said
    for word in words:
        assert word in said


def test_a_block_without_its_end_is_named_at_its_line(project: Path, capsys: Capture) -> None:
    page = Path("layouts/mine/page.html.j2")
    text = page.read_text(encoding="utf-8").replace("{% endblock %}", "")
    page.write_text(f"{text}{{% block fit %}}x{{% endblock %}}\n", encoding="utf-8")
    line = text[: text.index("{% block content %}")].count("\n") + 1
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert (
        f"page.html.j2:{line}: 'block content' is not closed: {{% endblock %}} is missing" in said
    )


def test_a_block_of_ones_own_may_be_called(project: Path, capsys: Capture) -> None:
    edit("page.html.j2", "{{ self.band() }}", "{{ self.band() }}{{ self.ours() }}")
    page = Path("layouts/mine/page.html.j2")
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}{{% block ours %}}<p>Ours</p>{{% endblock %}}\n", encoding="utf-8")
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.OK


def test_a_family_that_is_not_there_is_said_once_a_run(project: Path, capsys: Capture) -> None:
    line = edit("style.css", "@page", 'h1 { font-family: "Sorce Serif", "Source Serif" }\n@page')
    shutil.copy(SAMPLES / "sparse.yaml", "data/careers/other.yaml")
    assert run(["render", "--all", "--layout", "mine"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert said.count("there is no typeface 'Sorce Serif'") == 1
    assert f"layouts/mine/style.css:{line}: warning: " in said


def test_a_layout_is_never_overwritten(project: Path, capsys: Capture) -> None:
    assert run(["layout", "new", "mine"]) == ExitCode.USAGE
    assert run(["layout", "new", "../out"]) == ExitCode.USAGE
    assert run(["layout", "check", "min"]) == ExitCode.USAGE
    assert "did you mean 'mine'?" in capsys.readouterr().err


def test_a_layout_needs_a_project(empty_folder: Path, capsys: Capture) -> None:
    assert run(["layout", "new", "mine"]) == ExitCode.USAGE
    assert "careerprint init" in capsys.readouterr().err


def test_a_part_that_may_not_go_is_said(project: Path, capsys: Capture) -> None:
    edit("layout.yaml", "day_note", "day_notes")
    assert run(["layout", "check", "mine"]) == ExitCode.USAGE
    assert "did you mean 'day_note'?" in capsys.readouterr().err


def test_a_new_layout_shows_what_is_changed_first(project: Path, capsys: Capture) -> None:
    assert run(["layout", "new", "other", "--like", "two-sider"]) == ExitCode.OK
    said = capsys.readouterr()
    assert "layouts/other/page.html.j2" in said.out
    assert "parts.html.j2 has each part's markup" in said.err
    style = Path("layouts/other/style.css").read_text(encoding="utf-8")
    own = re.search(r"(?m)^\.pair \{ (border-spacing: [^;]+);", style)
    assert own is None or f"/* .pair {{ {own[1]}; " in style
    assert style.count("/* h1 { ") == 1
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

    monkeypatch.setattr("careerprint.render.look.Look.at", stop)
    assert run(["layout", "check", "mine", *QUICK]) == 130
    assert "mine: proving 1 page set\n" in capsys.readouterr().err


def test_all_is_every_career_in_every_form(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[str, str]] = []

    def note(_: object, one: PageSet) -> Notes:
        printed.append((one.specimen.name, one.form))
        return Notes()

    monkeypatch.setattr("careerprint.render.look.Look.at", note)
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
    [
        ("card", "a4"),
        ("chapter", "a4"),
        ("poster", "a3"),
        ("worksheet", "a4"),
        ("speaker", "a4"),
        ("table-sign", "letter"),
    ],
)
def test_what_our_layouts_omit_is_said(
    name: str, paper: str, project: Path, capsys: Capture
) -> None:
    assert run(["layout", "check", name, "--paper", paper, "--ink", "color"]) == ExitCode.OK
    assert "printed nowhere" not in capsys.readouterr().out


def test_a_font_of_the_project_is_used_by_its_own_name(project: Path, capsys: Capture) -> None:
    make_font(Path("fonts/slab.ttf"), "School Slab")
    edit("style.css", "@page", 'h1 { font-family: "School Slab" }\n@page')
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
    edit("layout.yaml", "floor_pt", "logo: {width_mm: 190, height_mm: 30}\nfloor_pt")
    edit("page.html.j2", "{{ self.band() }}", "{{ part.large_logo(page) }}{{ self.band() }}")
    Path("careerprint.yaml").write_text("brand: {logo: logo.jpg}\n", encoding="utf-8")
    shutil.copy(SAMPLES / "sparse.yaml", "data/careers/other.yaml")
    capsys.readouterr()
    assert run(["render", "--all", "--layout", "mine"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert said.count("dots an inch") == 1
    assert "set brand.logo_mm: 190, with a file that is 1497 pixels wide, or an SVG" in said
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
    said = capsys.readouterr().err
    assert said.count("dots an inch") == 2  # with the resolution that is asked for
    assert "logo.jpg prints at 152 dots an inch" in said
    assert "a picture that is 3150 pixels wide (200 dots an inch)" in said


def test_a_chart_takes_the_width_that_the_layout_says(project: Path, capsys: Capture) -> None:
    edit("layout.yaml", "floor_pt", "charts: {pay: {width_mm: 60}}\nfloor_pt")
    edit("layout.yaml", "letter: {}", "letter: {charts: {pay: {width_mm: 70}}}")
    for paper, width_mm in (("letter", 70), ("a4", 60)):
        assert run(["layout", "check", "mine", *QUICK[:2], "--paper", paper]) == ExitCode.OK
        assert f"the chart 'pay' is {width_mm}.0 mm wide" in capsys.readouterr().out


def test_the_figures_of_a_layout_are_measured(project: Path, capsys: Capture) -> None:
    shutil.copy(SAMPLES / "rich.yaml", "data/careers/rich.yaml")
    assert run(["layout", "check", "mine", "--figures", "--json"]) == ExitCode.OK
    (form,) = json.loads(capsys.readouterr().out)
    rows = {one["career"]: one for one in form["careers"]}
    assert (form["form"], set(rows)) == ("letter color", {"rich", "sparse"})
    assert rows["sparse"]["body_pt"] == form["summary"]["max"]["body_pt"] == 11
    assert rows["rich"]["smallest_pt"] == 7.6
    assert rows["sparse"]["emptiest_percent"] < rows["rich"]["emptiest_percent"] <= 100
    assert rows["sparse"]["largest_hole_mm"] > 100  # below the end of its text
    edit("style.css", "@page", "#gap, .fit { margin-top: 80mm }\n@page")
    assert run(["layout", "check", "mine", "--figures", "--json", "--career", "sparse"]) == 0
    (form,) = json.loads(capsys.readouterr().out)
    assert 80 <= form["careers"][0]["largest_hole_mm"] < 90


def test_the_figures_stand_in_a_table_for_each_form(project: Path, capsys: Capture) -> None:
    inks = ("--ink", "color", "--ink", "copier", "--paper", "a4")
    assert run(["layout", "check", "mine", "--figures", *inks]) == ExitCode.OK
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[:2] for line in lines if "body" in line] == [["a4", "color"], ["a4", "copier"]]
    assert [line[0] for line in lines if line[0] in {"sparse", "min", "mean", "max"}] == [
        "sparse",
        "min",
        "mean",
        "max",
    ] * 2
    assert run(["layout", "check", "mine", "--json"]) == ExitCode.USAGE


def test_without_the_quick_facts_the_growth_that_they_say_stands_alone(
    project: Path, capsys: Capture
) -> None:
    shutil.copy(shipped("data") / "careers" / "electrician.yaml", "data/careers/electrician.yaml")
    said = "officially projected for 2024–34 (BLS)"
    for omits, is_said in (("", False), ("omits: [quick_facts]\n", True)):
        edit("layout.yaml", "floor_pt", f"{omits}floor_pt")
        assert run(["render", "electrician", "--layout", "mine"]) == ExitCode.OK
        with pymupdf.open("output/electrician-mine-letter.pdf") as document:
            text = " ".join(document[0].get_text().split())
        assert (said in text) is is_said
        assert "+9.5%" in text


def test_a_page_may_lie_on_its_long_side(project: Path, capsys: Capture) -> None:
    edit("layout.yaml", "letter: {}", "letter: {landscape: true}")
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.OK
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.OK
    with pymupdf.open("output/sparse-mine-letter.pdf") as document:
        assert tuple(document[0].rect)[2:] == pytest.approx((792, 612), abs=1)
    Path("ours.yaml").write_text("title: Ours\ncareers: [sparse]\nlayout: mine\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["booklet", "ours.yaml", "--paper", "letter", "-o", "x.pdf"]) == ExitCode.USAGE
    assert "the layout 'mine' is landscape on letter" in capsys.readouterr().err
