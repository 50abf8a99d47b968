"""Editions as a counselor asks for them: one word, in the booklet file or at the command."""

from pathlib import Path

import pymupdf
import pytest
from tests.conftest import CAREER_IDS

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode

Capture = pytest.CaptureFixture[str]
A5 = (420, 595)


def _booklet(*arguments: str) -> int:
    return run(["booklet", *arguments, "-o", "booklet.pdf"])


def _spec(text: str) -> str:
    Path("booklet.yaml").write_text(f"title: T\ncareers: [welder, chef]\n{text}", encoding="utf-8")
    return "booklet.yaml"


def _pages() -> list[tuple[int, int]]:
    """Give the sizes of the pages in points."""
    with pymupdf.open("booklet.pdf") as document:
        return [(round(page.rect.width), round(page.rect.height)) for page in document]


@pytest.mark.parametrize(
    ("paper", "size"),
    [((), (396, 612)), (("--paper", "a4"), A5), (("--paper", "a5"), A5)],
)
def test_the_paper_is_the_editions_own_of_the_family_that_is_asked_for(
    paper: tuple[str, ...], size: tuple[int, int], empty_folder: Path
) -> None:
    assert _booklet("welder", "chef", "--edition", "pocket", *paper) == ExitCode.OK
    assert _pages() == [size] * 12


def test_a_booklet_file_names_its_edition(empty_folder: Path) -> None:
    assert _booklet(_spec("edition: pocket\n")) == ExitCode.OK
    assert _pages() == [(396, 612)] * 12


def test_the_commands_edition_comes_before_the_files_form_which_is_said(
    empty_folder: Path, capsys: Capture
) -> None:
    spec = _spec("parts: [cover, careers]\nlayout: chapter\n")
    assert _booklet(spec, "--edition", "pocket") == ExitCode.OK
    said = capsys.readouterr().err
    assert "booklet.yaml:3:8: warning: 'parts' gives way to --edition pocket" in said
    assert "booklet.yaml:4:9: warning: 'layout' gives way to --edition pocket" in said
    assert len(_pages()) == 12


def test_parts_of_ones_own_are_what_they_were(empty_folder: Path) -> None:
    assert _booklet(_spec("parts: [cover, careers]\nlayout: one-pager\n")) == ExitCode.OK
    assert _pages() == [(612, 792)] * 5  # with a blank before each


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("edition: poket\n", [":3:10: error", "cannot be 'poket'", "pocket, short, full"]),
        (
            "edition: pocket\nparts: [cover, careers]\n",
            [":4:8: error", "'parts' and 'edition' contradict", "take away 'parts'"],
        ),
        ("edition: short\nlayout: chapter\n", [":4:9: error", "'layout' and 'edition'"]),
        ("edition: full\nstarts_right: true\n", [":4:15: error", "'starts_right' and 'edition'"]),
    ],
)
def test_a_form_that_contradicts_itself_is_a_finding_with_its_line(
    text: str, said: list[str], empty_folder: Path, capsys: Capture
) -> None:
    assert _booklet(_spec(text)) == ExitCode.USAGE
    error = capsys.readouterr().err
    assert all(one in error for one in said)
    assert not Path("booklet.pdf").exists()


def test_a_pattern_that_an_edition_does_not_print_is_said(
    empty_folder: Path, capsys: Capture
) -> None:
    assert _booklet(_spec("edition: pocket\npattern: diagonal\n")) == ExitCode.OK
    assert "booklet.yaml:4:10: warning: the cover of an edition is woven" in capsys.readouterr().err


def test_thirteen_careers_say_how_many_an_edition_holds(
    empty_folder: Path, capsys: Capture
) -> None:
    assert _booklet("--all", "--edition", "pocket") == ExitCode.USAGE
    said = capsys.readouterr().err
    assert f"an edition holds at most 12 careers, and these are {len(CAREER_IDS)}" in said
    assert not Path("booklet.pdf").exists()


def test_a_cover_picture_and_a_logo_stand_on_the_labels(empty_folder: Path) -> None:
    Path("fair.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="300" height="100">'
        '<path fill="#00c000" d="M0 0h60v20h-60z"/></svg>',
        encoding="utf-8",
    )
    Path("careerprint.yaml").write_text("brand: {logo: fair.svg}\n", encoding="utf-8")
    assert (
        _booklet(_spec("edition: pocket\ncover: fair.svg\n"), "--for", "Ana Ejemplo") == ExitCode.OK
    )
    with pymupdf.open("booklet.pdf") as document:
        for page in (document[0], document[-1]):
            pixels = page.get_pixmap(dpi=36)
            colours = zip(*[iter(pixels.samples)] * 3, strict=True)
            greens = [n for n, (r, g, b) in enumerate(colours) if g > 150 and max(r, b) < 60]
            xs = [n % pixels.width for n in greens]
            assert min(xs) >= 25  # half a point a pixel: inside of the label
            assert max(xs) <= pixels.width - 25
