"""Names that stay: a file's name hangs on its student, in a sample as in the whole."""

import csv
import json
import re
from pathlib import Path

import pytest
from tests.in_process import SerialExecutor

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode

Capture = pytest.CaptureFixture[str]
HEADER = ("name", "email", "class", "careers")
ANA = ("Ejemplo, Ana", "ana@example.org", "9A", "chef")
OTHER_ANA = ("Ejemplo, Ana", "other@example.org", "9A", "welder")
STUDENTS = tuple((f"Muster, M{n}", f"m{n}@example.org", "9B", "chef") for n in range(9))
Row = tuple[str, ...]


@pytest.fixture(autouse=True)
def _folder(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careerprint.workers.executors.open_pool", lambda _: SerialExecutor())


def _batch(rows: tuple[Row, ...], *options: str) -> int:
    with Path("roster.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADER, *rows))
    return run(["batch", "roster.csv", "--no-evidence", "--layout", "card", "-o", "out", *options])


def _files() -> dict[str, int]:
    """Give each file with the time at which it was last written."""
    found = Path("out").rglob("*.pdf")
    return {path.relative_to("out").as_posix(): path.stat().st_mtime_ns for path in found}


def _counts() -> dict[str, int]:
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    counts: dict[str, int] = report["summary"]["counts"]
    return counts


def test_a_sample_has_the_names_of_the_whole(capsys: Capture) -> None:
    rows = (ANA, OTHER_ANA, *STUDENTS)
    assert _batch(rows, "--sample", "2") == ExitCode.OK
    told = capsys.readouterr().err
    assert "\na sample of 2 of 11 students, 2 made, " in told  # a slow run says how far it is
    sample = _files()
    assert _batch(rows) == ExitCode.OK
    assert (_counts(), sample.items() <= _files().items()) == ({"made": 9, "unchanged": 2}, True)
    assert "9B/Muster-M4.pdf" in _files()


def test_numbers_have_one_width_in_a_sample_and_count_rows_held_back() -> None:
    bad = ("", "x@example.org", "9A", "chef")
    assert _batch((ANA, bad, *STUDENTS), "--names", "{n}", "--sample", "2") == 1
    assert set(_files()) == {"01.pdf", "03.pdf"}
    assert _batch((ANA, OTHER_ANA, *STUDENTS), "--names", "{n}") == ExitCode.OK
    assert _counts() == {"made": 9, "unchanged": 2}


def test_who_leaves_or_is_held_back_changes_no_other(capsys: Capture) -> None:
    rows = (ANA, OTHER_ANA, *STUDENTS)
    _batch(rows)
    before = _files()
    (other,) = (name for name in before if re.fullmatch(r"9A/Ejemplo-Ana-[a-z2-7]{4}\.pdf", name))
    capsys.readouterr()
    assert _batch((OTHER_ANA, *reversed(STUDENTS))) == ExitCode.OK
    assert (_counts(), _files()) == ({"left over": 1, "unchanged": 10}, before)
    said = capsys.readouterr().err
    assert "1 file is left over from earlier runs; --prune deletes it" in said
    held = (*ANA[:3], "nobody")
    assert _batch((held, OTHER_ANA, *STUDENTS)) == ExitCode.SOME_FAILED
    assert _files() == before
    assert _batch((OTHER_ANA, *STUDENTS), "--prune") == ExitCode.OK
    assert _counts() == {"unchanged": 10, "deleted": 1}
    del before["9A/Ejemplo-Ana.pdf"]
    assert _batch((OTHER_ANA, *STUDENTS)) == ExitCode.OK
    assert (_counts(), _files(), other in before) == ({"unchanged": 10}, before, True)


def test_pruning_takes_empty_folders_and_leaves_nothing_over(capsys: Capture) -> None:
    _batch((ANA, *STUDENTS))
    Path("out/9A/own.txt").write_text("a file of somebody else's", encoding="utf-8")
    moved = tuple((*row[:2], "9C", row[3]) for row in (ANA, *STUDENTS))
    capsys.readouterr()
    assert _batch(moved) == ExitCode.OK
    assert "10 files are left over from earlier runs; --prune deletes them" in (
        capsys.readouterr().err
    )
    assert _batch(moved, "--prune") == ExitCode.OK
    said = capsys.readouterr().err
    assert ("10 deleted" in said, "left over" in said) == (True, False)
    assert sorted(path.name for path in Path("out").iterdir() if path.is_dir()) == [
        ".careerprint",
        "9A",
        "9C",
    ]
    assert _batch(moved, "--prune") == ExitCode.OK
    assert _counts() == {"unchanged": 10}


def test_what_changes_nothing_on_the_pages_makes_nothing_anew() -> None:
    run(["init", "."])
    spec = "title: T\nlayout: card\nparts: [careers]\n"
    Path("spec.yaml").write_text(spec, encoding="utf-8")
    for row, columns in ((ANA, ""), ((*ANA[:3], "cooks"), "columns: {name: Name}\n")):
        _batch((row,), "--dry-run")
        assert (
            run(["batch", "roster.csv", "--no-evidence", "--booklet", "spec.yaml", "-o", "own"])
            == ExitCode.OK
        )
        Path("careerprint.yaml").write_text(f"aliases: {{cooks: chef}}\n{columns}", "utf-8")
        Path("spec.yaml").write_text(spec + "columns: {name: Name}\n", encoding="utf-8")
    report = json.loads(Path("own/report.json").read_text(encoding="utf-8"))
    assert report["summary"]["counts"] == {"unchanged": 1}


def test_an_address_that_few_servers_take_does_not_keep_from_printing(capsys: Capture) -> None:
    row = (ANA[0], "añá@example.org", *ANA[2:])
    assert _batch((row,)) == ExitCode.OK
    assert set(_files()) == {"9A/Ejemplo-Ana.pdf"}
    said = capsys.readouterr().err
    assert "roster.csv:2:2: warning: the e-mail address has letters before the @" in said
    assert "the booklet is made, but cannot be mailed" in said
    assert run(["mail", "out", "--from", "School <school@example.org>"]) == ExitCode.SOME_FAILED
    assert "many mail servers" in capsys.readouterr().err
