"""The evidence of a run as somebody asks for it: where it stands, what is in it, whom it names."""

import hashlib
import json
from pathlib import Path

import pytest
from tests.conformance import assert_conforms
from tests.pdf_text import painted

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.impose.sheet_files import Kind, kind_of

Capture = pytest.CaptureFixture[str]


def test_a_run_has_one_page_and_its_record(
    empty_folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795737600")
    arguments = ["render", "chef", "welder", "--evidence", "-o", "out"]
    assert run(arguments) == ExitCode.OK
    said = capsys.readouterr()
    assert "evidence: out/evidence.pdf: no check failed" in said.err
    assert "evidence" not in said.out, "it is no handout"
    page = Path("out/evidence.pdf").read_bytes()
    assert_conforms(page, tmp_path)
    record = json.loads(Path("out/evidence.json").read_text(encoding="utf-8"))
    names = ["chef-one-pager-letter.pdf", "welder-one-pager-letter.pdf"]
    assert [one["file"] for one in record["files"]] == names
    assert record["day"] == "2026-11-27"
    (figures,) = (one for one in record["checks"] if one["rule"] == "figures")
    assert (figures["looked_at"], figures["outcome"]) == (2, "held")
    assert [one["title"] for one in record["careers"]] == ["Chef", "Welder"]
    assert run(arguments) == ExitCode.OK
    assert Path("out/evidence.pdf").read_bytes() == page


def test_a_press_run_has_it_unless_it_is_not_wanted(empty_folder: Path) -> None:
    assert run(["render", "chef", "--press", "-o", "out"]) == ExitCode.OK
    record = json.loads(Path("out/evidence.json").read_text(encoding="utf-8"))
    assert {"handout", "press"} == {one["kind"] for one in record["files"]}
    assert {"PDF/UA-1", "PDF/A-2a", "PDF/X-4"} <= {one["standard"] for one in record["checks"]}
    assert run(["render", "chef", "--press", "--no-evidence", "-o", "other"]) == ExitCode.OK
    assert run(["render", "chef", "-o", "other"]) == ExitCode.OK
    assert not list(Path("other").glob("evidence*"))


def test_one_file_has_it_beside_it_without_its_readers_name(
    empty_folder: Path, capsys: Capture
) -> None:
    options = ["--edition", "pocket", "--for", "Ana Ejemplo", "--evidence"]
    assert run(["booklet", "chef", "welder", *options, "-o", "ana-ejemplo.pdf"]) == ExitCode.OK
    record = Path("ana-ejemplo-evidence.json").read_text(encoding="utf-8")
    page = painted(Path("ana-ejemplo-evidence.pdf").read_bytes())
    for text in (record, page):
        assert "ejemplo" not in text.casefold()
    assert run(["render", "chef", "--combined", "all.pdf", "--evidence"]) == ExitCode.OK
    assert Path("all-evidence.pdf").is_file()


def test_sheets_have_it_and_it_is_not_laid_out(empty_folder: Path, capsys: Capture) -> None:
    options = ["--edition", "pocket", "--evidence", "-o", "in/booklet.pdf"]
    assert run(["booklet", "chef", "welder", *options]) == ExitCode.OK
    assert kind_of(Path("in/booklet-evidence.pdf")) is Kind.EVIDENCE
    options = ["--scheme", "saddle", "--evidence", "-o", "sheets"]
    assert run(["impose", "in", *options]) == ExitCode.OK
    assert "evidence: sheets/evidence.pdf: no check failed" in capsys.readouterr().err
    assert {one.name for one in Path("sheets").iterdir()} == {
        "booklet.pdf",
        "evidence.pdf",
        "evidence.json",
    }


def test_a_check_that_fails_is_said(
    empty_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from careerprint.accessibility import contrast_rules

    monkeypatch.setattr(contrast_rules, "LEAST", 22.0)
    assert run(["render", "chef", "--evidence", "-o", "out"]) == ExitCode.OK
    assert "1 of 21 checks failed" in capsys.readouterr().err
    said = painted(Path("out/evidence.pdf").read_bytes())
    assert "atexthasacontrastof" in said


ROWS = ("First,Last,Careers", "Ana,Ejemplo,chef; welder", "Ben,Muster,chef; music-producer")


def test_a_batch_has_it_by_rows_and_without_names(empty_folder: Path, capsys: Capture) -> None:
    rows = [*ROWS, "Ana,Muster,welder; chef", "Ben,Ejemplo,chef"]
    Path("roster.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    arguments = ["batch", "roster.csv", "-o", "out", "--workers", "1"]
    assert run(arguments) == ExitCode.OK
    assert "evidence: out/evidence.pdf: no check failed" in capsys.readouterr().err
    record = Path("out/evidence.json").read_text(encoding="utf-8")
    page = painted(Path("out/evidence.pdf").read_bytes())
    for text in (record, page):
        assert "Ejemplo" not in text
        assert "Muster" not in text
    said = json.loads(record)
    assert [one["file"] for one in said["files"]] == [f"row {number}" for number in range(2, 6)]
    assert [one["looked_at"] for one in said["files"]] == [True, True, False, False]
    assert len({one["sha256"] for one in said["files"]}) == 4
    assert "sample" in said["not_run"]
    assert "2of4bookletswereopened" in page
    assert {one["title"] for one in said["careers"]} == {"Chef", "Welder", "Music Producer"}
    before = Path("out/evidence.pdf").stat().st_mtime_ns
    assert run(arguments) == ExitCode.OK
    assert Path("out/evidence.pdf").stat().st_mtime_ns == before, "nothing is made again"
    Path("roster.csv").write_text("\n".join(rows[:3]) + "\n", encoding="utf-8")
    assert run(arguments) == ExitCode.OK
    assert len(json.loads(Path("out/evidence.json").read_text())["files"]) == 2


def test_a_batch_for_the_press_says_so_in_its_reports(empty_folder: Path, capsys: Capture) -> None:
    Path("roster.csv").write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    arguments = ["batch", "roster.csv", "-o", "out", "--workers", "1", "--press", "--json"]
    assert run(arguments) == ExitCode.OK
    wanted = {"folder": "press", "files": 2, "failed": 0}
    assert json.loads(capsys.readouterr().out)["press"] == wanted
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert report["summary"]["press"] == wanted
    page = Path("out/report.html").read_text(encoding="utf-8")
    assert "2 for a print shop" in page
    assert "hand over press/, 2 files" in page
    said = json.loads(Path("out/evidence.json").read_text(encoding="utf-8"))
    assert [one["kind"] for one in said["files"]] == ["booklet"] * 2 + ["press"] * 2
    (check,) = (one for one in said["checks"] if one["standard"] == "PDF/X-4")
    assert (check["looked_at"], check["outcome"]) == (2, "held")


def test_sheets_and_class_files_of_a_batch_are_listed_and_none_that_is_old(
    empty_folder: Path,
) -> None:
    rows = ["first_name,last_name,class,careers", "Ana,Ejemplo,7 Muster,chef; welder"]
    rows += ["Ben,Muster,7 Muster,chef; music-producer", "Ana,Muster,8,welder; chef"]
    Path("roster.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    arguments = ["batch", "roster.csv", "-o", "out", "--workers", "1"]
    assert run([*arguments, "--combined", "--imposed", "saddle", "--press"]) == ExitCode.OK
    files = json.loads(Path("out/evidence.json").read_text(encoding="utf-8"))["files"]
    told = [(one["file"], one["kind"], one["looked_at"]) for one in files]
    seen = [True, True, False]
    rows_seen = list(zip(("row 2", "row 3", "row 4"), seen, strict=True))
    by_row = [(row, kind, one) for kind in ("booklet", "press") for row, one in rows_seen]
    assert told[:6] == by_row
    assert sorted(one for one in told[6:] if one[1] == "class file") == [
        ("class file 1", "class file", False),
        ("class file 2", "class file", False),
    ]
    sheets = [one for one in told if one[1] == "sheets"]
    assert sorted(sheets) == [
        *((row, "sheets", one) for row, one in rows_seen),
        ("sheets 1", "sheets", False),
        ("sheets 2", "sheets", False),
    ]
    assert all(one["pages"] > 0 for one in files)
    made = {hashlib.sha256(file.read_bytes()).hexdigest() for file in Path("out").rglob("*.pdf")}
    made.remove(hashlib.sha256(Path("out/evidence.pdf").read_bytes()).hexdigest())
    assert {one["sha256"] for one in files} == made
    assert "Muster" not in Path("out/evidence.json").read_text(encoding="utf-8")

    Path("roster.csv").write_text("\n".join(rows[:3]) + "\n", encoding="utf-8")
    assert run(arguments) == ExitCode.OK
    files = json.loads(Path("out/evidence.json").read_text(encoding="utf-8"))["files"]
    assert sorted((one["kind"], one["file"]) for one in files) == [
        ("booklet", "row 2"),
        ("booklet", "row 3"),
        ("class file", "class file 1"),
        ("press", "sheets, row 2"),
        ("press", "sheets, row 3"),
        ("press", "sheets, sheets 1"),
        ("sheets", "row 2"),
        ("sheets", "row 3"),
        ("sheets", "sheets 1"),
    ]


def test_a_trial_of_a_batch_has_none(empty_folder: Path) -> None:
    Path("roster.csv").write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    arguments = ["batch", "roster.csv", "-o", "out", "--workers", "1", "--sample", "1"]
    assert run(arguments) == ExitCode.OK
    assert not Path("out/evidence.pdf").exists()
