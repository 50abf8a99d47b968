"""Layouts as a designer meets them: seen, started, proved."""

import shutil
from pathlib import Path

import pytest
from tests.conftest import SAMPLES

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode

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


def _edit(name: str, old: str, new: str) -> None:
    file = Path("layouts/mine") / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_list_shows_pages_and_papers(empty_folder: Path, capsys: Capture) -> None:
    assert run(["layout", "list"]) == ExitCode.OK
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert set(lines) == {
        "card",
        "chapter",
        "large-print",
        "leaflet",
        "one-pager",
        "poster",
        "two-sider",
        "worksheet",
    }
    assert "tabloid, a3" in lines["poster"]
    assert lines["large-print"].split()[1] == "any"


def test_a_new_layout_is_good_as_it_stands(project: Path, capsys: Capture) -> None:
    assert run(["layout", "check", "mine"]) == ExitCode.OK
    assert "6 page sets proved: all good" in capsys.readouterr().err
    assert run(["render", "sparse", "--layout", "mine"]) == ExitCode.OK


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("style.css", "@page", "p { font-size: 5pt }\n@page", "text of 5.0 pt is under the floor"),
        ("style.css", "@page", "p { color: #bbb }\n@page", "a text has a contrast of"),
        ("style.css", "@page", "@page { size: a3 !important }\n@page", "which is not letter"),
        ("style.css", "@page", "@page { size: a5 !important }\n@page", "which is not letter"),
        ("style.css", "@page", "p { colour: red }\n@page", "colour"),
        (
            "page.html.j2",
            "{{ part.one_side(page) }}",
            "{{ page.fitt }}",
            "there is no field 'fitt'",
        ),
        ("page.html.j2", "{{ part.one_side(page) }}", '<img src="no.png" alt="x">', "no.png"),
    ],
    ids=[
        "small text",
        "pale text",
        "page size",
        "page too small",
        "unknown property",
        "field",
        "picture",
    ],
)
def test_what_is_wrong_with_a_layout_is_found(
    file: str, old: str, new: str, words: str, project: Path, capsys: Capture
) -> None:
    _edit(file, old, new)
    assert run(["layout", "check", "mine"]) == ExitCode.SOME_FAILED
    assert words in capsys.readouterr().out


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
