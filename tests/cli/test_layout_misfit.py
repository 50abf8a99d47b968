"""A layout that does not hold a career: what is told is why, and then that it does not."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast
from xml.etree import ElementTree

import pytest
from tests.cli.test_layout_command import QUICK, Capture, edit, project

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.render.unclosed import unclosed
from careerprint.render.unprinted import unprinted
from careerprint.view.page import Page

__all__ = ["project"]

TALL = ".story { margin-bottom: 500pt }\n"
"""What makes the short career too long for its page."""


@pytest.mark.parametrize(
    ("file", "old", "new", "first"),
    [
        (
            "style.css",
            "h1 { font-size: 26pt; line-height: 1.08 }",
            "h1 { font-size: 26pt; line-height: 1.08",
            "style.css:{line}: error: 'h1 {{' is not closed: what follows is read as a part of it",
        ),
        (
            "style.css",
            "@page",
            ".verdict { float: left }\n@page",
            "style.css:{line}: error: what floats is painted out of the order",
        ),
        (
            "style.css",
            "@page",
            ".verdict { position: relative }\n@page",
            "style.css:{line}: error: what is positioned is painted out of the order",
        ),
        (
            "page.html.j2",
            '<div class="air"><div class="pair">',
            '<div class="air"><div class="pairs">',
            "page.html.j2:{line}: warning: no stylesheet says anything of the class 'pairs'\n"
            "    hint: did you mean 'pair'?",
        ),
        (
            "style.css",
            "@page",
            ".fit { break-inside: avoid; padding-bottom: 500pt }\n@page",
            "mm of a page stay empty: what comes next is not divided between pages\n"
            "    hint: it says break-inside: avoid",
        ),
        (
            "style.css",
            "@page",
            ".air > .pair { padding: 0 140pt }\n@page",
            "style.css:{line}: warning: the columns take ",
        ),
        (
            "style.css",
            "@page",
            ".chart { width: 30mm }\n@page",
            "style.css:{line}: error: a drawing leaves its column by ",
        ),
    ],
    ids=["brace", "float", "positioned", "class", "whole", "narrow", "wide"],
)
def test_why_it_does_not_fit_is_told_before_that_it_does_not(
    file: str, old: str, new: str, first: str, project: Path, capsys: Capture
) -> None:
    line = edit(file, old, new)
    if ".chart" in new:  # which would be drawn for that width
        edit("layout.yaml", "letter: {}", "letter: {column_mm: 96.6}")
    style = Path("layouts/mine/style.css")
    if "break-inside" not in new:
        style.write_text(TALL + style.read_text(encoding="utf-8"), encoding="utf-8")
        line += file == "style.css"
    capsys.readouterr()
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.SOME_FAILED
    said = capsys.readouterr().out
    last = said[said.index("does not fit: ") :]
    assert first.format(line=line) in said[: -len(last)]
    assert "layout.yaml:7: error: does not fit: " in said
    assert "% full at the smallest size (8.5 pt)" in last
    assert "pages: any" in last
    assert "cut about" not in said


def test_uneven_columns_are_told_with_their_lengths(project: Path, capsys: Capture) -> None:
    edit("page.html.j2", "{{ self.work() }}", "")
    edit("page.html.j2", "{{ self.money() }}", "{{ self.money() }}{{ self.work() }}")
    edit("style.css", "@page", f"{TALL}@page")
    capsys.readouterr()
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.SOME_FAILED
    assert "warning: the columns are of uneven length: " in capsys.readouterr().out


def test_a_layout_that_fits_is_not_asked_why(project: Path, capsys: Capture) -> None:
    edit("style.css", "@page", ".try { break-inside: avoid }\n@page")
    capsys.readouterr()
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.OK
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a { b: c }\n/* { */ d { e: '}' }", []),
        ("a { b: c }\n.d > e {\n f: g\nh { i: j }", [(2, "}", ".d > e {")]),
        ("@media print {\n a { b: c\n}", [(1, "}", "@media print {")]),
        ("a { b: c }\n/* lost\nd { e: f }", [(2, "*/", "/* lost")]),
        ("a::before { content: '\\'{' }", []),
    ],
)
def test_what_a_stylesheet_leaves_open_is_found(
    css: str, found: list[tuple[int, str, str]]
) -> None:
    assert [(one.line, one.lacks, one.begins) for one in unclosed(css)] == found


def test_parts_that_careers_must_do_without_are_told(project: Path, capsys: Capture) -> None:
    edit("style.css", "@page", ".chart + .day { padding-top: 500pt }\n@page")
    capsys.readouterr()
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.OK
    said = capsys.readouterr()
    said_in = "layouts/mine/layout.yaml"
    lines = Path(said_in).read_text(encoding="utf-8").splitlines()
    line = 1 + next(n for n, text in enumerate(lines) if text.startswith("may_leave_out"))
    assert f"{said_in}:{line}: warning: left out to make the rest fit: day_chart" in said.out
    assert "in: all 1 page set" in said.out
    assert "1 page set proved: 1 warning" in said.err


def test_a_text_in_a_column_that_goes_on_over_the_page_is_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left, right = ElementTree.Element("p"), ElementTree.Element("p")

    def page(*texts: tuple[ElementTree.Element, str]) -> SimpleNamespace:
        boxes = [SimpleNamespace(element=of, text=text, width=9) for of, text in texts]
        return SimpleNamespace(children=boxes)

    pages = [page((left, "A long "), (right, "Beside")), page((left, "stage."), (right, "it"))]
    wanted = {"day": SimpleNamespace(texts=["A long stage."], drawing="")}
    monkeypatch.setattr("careerprint.render.unprinted.parts_of", lambda _: wanted)
    of_page = SimpleNamespace(brand=SimpleNamespace(logo=None))
    assert [*unprinted(cast("Page", of_page), pages)] == []
    pages.pop()
    assert [*unprinted(cast("Page", of_page), pages)] == [("day", "A long stage.")]


def test_times_in_a_wider_face_take_their_room_and_are_told_how_much(
    project: Path, capsys: Capture
) -> None:
    edit("style.css", "@page", ".time { font-size: 1.3em }\n@page")
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.OK
    capsys.readouterr()
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "warning: the times of the day need " in said
    line = said.partition("in layout.yaml: ")[2].partition("\n")[0]
    assert line.startswith("times_em: 1.")
    edit("layout.yaml", "floor_pt", f"{line}\nfloor_pt")
    assert run(["layout", "check", "mine", *QUICK]) == ExitCode.OK
    assert capsys.readouterr().out == ""


def test_a_flex_box_that_holds_much_is_a_warning(project: Path, capsys: Capture) -> None:
    line = edit("style.css", "@page", ".band { display: flex }\n@page")
    capsys.readouterr()
    run(["layout", "check", "mine", *QUICK])
    assert "a flex box or a grid" not in capsys.readouterr().out
    edit("style.css", ".band { display: flex }", ".pair { display: flex }")
    shown = " ".join(f"<li>{n}</li>" for n in range(50))
    edit("page.html.j2", "{{ self.day() }}", f"{{{{ self.day() }}}}<ul>{shown}</ul>")
    run(["layout", "check", "mine", *QUICK])
    said = capsys.readouterr().out
    assert f"layouts/mine/style.css:{line}: warning: a flex box or a grid holds much" in said
