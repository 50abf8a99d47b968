"""``figures show`` and ``figures import``: what a user sees, and what is left untouched."""

import json
import shutil
from pathlib import Path

import pytest
from tests.releases import FIGURES, OEWS, oews_cells, save

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.figures.tables import read_rows

Capture = pytest.CaptureFixture[str]


def test_show_prints_pay_jobs_outlook_interests_and_releases(capsys: Capture) -> None:
    assert run(["figures", "show", "27-4014", "--state", "OH"]) == ExitCode.OK
    out = capsys.readouterr().out
    for words in (
        "10th $37,570  25th $49,910  median $73,130  75th $100,280  90th $137,370",
        "13,080",
        "release 2025-05, published 2026-05-15",
        "Ohio",
        "jobs: not released",
        "-1.7%, from 16.9 to 16.6 thousand jobs",
        "Postsecondary nondegree award",
        "RAC (Realistic, Artistic, Conventional), job zone 3 of 5",
        "release 2024-34, published 2025-08-28",
    ):
        assert words in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["27-2011"], "not published in this unit"),
        (["29-1022", "--state", "AK"], "median $239,200+"),
        (["11-1031"], "none is published for this code"),
        (["electricians"], "47-2111  Electricians"),
    ],
)
def test_show_tells_every_status(arguments: list[str], words: str, capsys: Capture) -> None:
    assert run(["figures", "show", *arguments]) == ExitCode.OK
    assert words in capsys.readouterr().out


def test_show_as_json(capsys: Capture) -> None:
    assert run(["figures", "show", "29-1141", "--json"]) == ExitCode.OK
    record = json.loads(capsys.readouterr().out)
    assert record["pay"]["median"] == 97550
    assert record["interests"][0]["job_zone"]


def test_an_unknown_code_is_wrong_usage(capsys: Capture) -> None:
    assert run(["figures", "show", "welder"]) == ExitCode.USAGE
    assert "51-4121 Welders" in capsys.readouterr().err


def _next_year(folder: Path) -> Path:
    """Write a workbook of next year's wages: registered nurses earn more, nobody else."""
    lines = []
    for row in read_rows(FIGURES / "oews-2025-05-national.csv"):
        changed = {**row, "annual_median": "99990"} if row["soc"] == "29-1141" else row
        cells = oews_cells(changed)
        lines.append([cells[name] for name in OEWS])
    return save(folder / "national_M2026_dl.xlsx", "national_M2026_dl", OEWS, lines)


def test_import_shows_what_changes_writes_and_keeps_what_was(
    empty_folder: Path, capsys: Capture
) -> None:
    run(["init", "."])
    shutil.copytree(FIGURES, "data/figures", dirs_exist_ok=True)
    file = _next_year(empty_folder)
    capsys.readouterr()
    assert run(["figures", "import", str(file)]) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert "annual median: 97550 → 99990" in captured.out
    assert "(registered-nurse)" in captured.out
    assert "--yes" in captured.err
    assert not Path("data/figures/oews-2026-05-national.csv").exists()
    arguments = ["figures", "import", str(file), "--yes", "--published", "2027-05-14"]
    assert run(arguments) == ExitCode.OK
    assert Path("data/figures/oews-2025-05-national.csv").exists()
    capsys.readouterr()
    assert run(["figures", "show", "29-1141"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert "median $99,990" in out
    assert "release 2026-05, published 2027-05-14" in out
    assert run(["figures", "import", str(file), "--yes"]) == ExitCode.OK
    assert "nothing to do" in capsys.readouterr().err


def test_a_damaged_file_leaves_the_tables_untouched(empty_folder: Path, capsys: Capture) -> None:
    run(["init", "."])
    file = _next_year(empty_folder)
    file.write_bytes(file.read_bytes()[:9_000])
    capsys.readouterr()
    assert run(["figures", "import", str(file), "--yes"]) == ExitCode.USAGE
    assert "was the download cut short" in capsys.readouterr().err
    assert list(Path("data").rglob("oews*")) == []
