"""What a batch takes of paper, before it runs and after, and that it makes pocket booklets."""

import json
from pathlib import Path

import pikepdf
import pytest
from tests.in_process import SerialExecutor

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode

Capture = pytest.CaptureFixture[str]
LINE = "2 pocket booklets · 20 pages · 5 sheets, two-sided, folded"


@pytest.fixture
def roster(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a roster of two; booklets are made in this process."""
    Path("roster.csv").write_text(
        "name,class,careers\nAna Ejemplo,9A,chef; welder\nBen Muster,9A,chef\n", encoding="utf-8"
    )
    monkeypatch.setattr("careerprint.workers.executors.open_pool", lambda _: SerialExecutor())
    return empty_folder


def _batch(*options: str) -> int:
    return run(["batch", "roster.csv", "--no-evidence", "-o", "out", *options])


def _made() -> dict[str, tuple[int, tuple[int, int]]]:
    """Give pages and their size in points, by file."""
    found = {}
    for path in sorted(Path("out").rglob("*.pdf")):
        with pikepdf.open(path) as pdf:
            width, height = (round(float(one)) for one in pdf.pages[0].mediabox[2:])
            found[path.relative_to("out").as_posix()] = len(pdf.pages), (width, height)
    return found


def test_a_dry_run_says_what_it_would_take_and_prints_nothing(
    roster: Path, capsys: Capture
) -> None:
    assert _batch("--dry-run") == ExitCode.OK
    assert f"2 planned, {LINE}" in capsys.readouterr().err
    assert _made() == {}
    summary = json.loads(Path("out/report.json").read_text(encoding="utf-8"))["summary"]
    printing = {
        "pages_a_sheet": 4,
        "two_sided": True,
        "folded": True,
        "edition": "pocket",
        "ink": "color",
    }
    wanted = {"pages": 20, "sheets": 5, "about": False, "printing": printing}
    assert wanted.items() <= summary.items()
    assert LINE in Path("out/report.html").read_text(encoding="utf-8")


def test_booklets_are_pocket_ones_unless_told_otherwise_and_their_paper_is_said_first(
    roster: Path, capsys: Capture
) -> None:
    assert _batch("--imposed") == ExitCode.OK
    said = capsys.readouterr().err
    assert said.index(LINE) < said.index("2 made, ")
    half, sheet = (396, 612), (792, 612)
    assert _made() == {
        "9A/Ejemplo-Ana.pdf": (12, half),
        "9A/Muster-Ben.pdf": (8, half),
        "imposed/9A/Ejemplo-Ana.pdf": (6, sheet),
        "imposed/9A/Muster-Ben.pdf": (4, sheet),
    }


def test_a_booklet_file_that_says_nothing_of_its_form_makes_pocket_booklets_too(
    roster: Path,
) -> None:
    Path("spec.yaml").write_text("title: T\n", encoding="utf-8")
    Path("careerprint.yaml").write_text("paper: a4\n", encoding="utf-8")
    assert _batch("--booklet", "spec.yaml", "--sample", "1") == ExitCode.OK
    assert _made() == {"9A/Ejemplo-Ana.pdf": (12, (420, 595))}


@pytest.mark.parametrize(
    ("options", "text", "said"),
    [
        (("--edition", "short"), "title: T\n", "2 short booklets · 12 pages · 6 sheets, two-sided"),
        ((), "title: T\nedition: full\n", "2 full booklets · 14 pages · 7 sheets, two-sided"),
        ((), "title: T\nparts: [careers]\n", "2 handouts · 6 pages · 3 sheets, two-sided"),
        (
            ("--imposed", "--ink", "copier"),
            "title: T\nedition: full\n",
            "2 full booklets · 14 pages · 4 sheets, two-sided, folded, for the copier",
        ),
    ],
)
def test_what_is_told_otherwise_is_counted_by_its_own_rule(
    options: tuple[str, ...], text: str, said: str, roster: Path, capsys: Capture
) -> None:
    Path("spec.yaml").write_text(text, encoding="utf-8")
    assert _batch("--dry-run", "--booklet", "spec.yaml", *options) == ExitCode.OK
    assert said in capsys.readouterr().err


def test_handouts_are_counted(roster: Path, capsys: Capture) -> None:
    assert _batch("--dry-run", "--layout", "one-pager") == ExitCode.OK
    assert "2 handouts · 3 pages · 2 sheets, two-sided" in capsys.readouterr().err


def test_more_matches_than_an_edition_holds_are_refused(roster: Path, capsys: Capture) -> None:
    assert _batch("--matches", "13") == ExitCode.USAGE
    assert "an edition holds at most 12 careers" in capsys.readouterr().err
