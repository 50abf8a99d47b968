"""A roster becomes booklets: what is made, what is left alone, what is said and what is not."""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from tests.conftest import CAREERS
from tests.greys import colours_in
from tests.in_process import SerialExecutor
from tests.sheets import texts

from careerprint.batch.ledger import FOLDER, Ledger, LedgerError
from careerprint.cli.command_line import run
from careerprint.errors import ExitCode

Capture = pytest.CaptureFixture[str]
SPEC = "title: Two careers\nparts: [cover, careers]\n"
HEADER = ("name", "email", "class", "careers", "interests")
STUDENTS = (
    ("Muster, Mia", "mia@example.org", "9A", "welder", ""),
    ("Ejemplo, Ana", "ana@example.org", "9A", "chef; welder", ""),
    ("Doe, Jo", "jo@example.org", "9B", "chef", ""),
)
FILES = ("9A/Ejemplo-Ana.pdf", "9A/Muster-Mia.pdf", "9B/Doe-Jo.pdf")
Row = tuple[str, ...]


def _write(rows: tuple[Row, ...]) -> None:
    with Path("roster.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADER, *rows))


@pytest.fixture
def roster(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a small roster and a booklet file; booklets are made in this process."""
    _write(STUDENTS)
    Path("spec.yaml").write_text(SPEC, encoding="utf-8")
    monkeypatch.setattr("careerprint.workers.executors.open_pool", lambda _: SerialExecutor())
    return empty_folder


def _batch(*options: str, spec: tuple[str, ...] = ("--booklet", "spec.yaml")) -> int:
    return run(["batch", "roster.csv", "--no-evidence", *spec, "-o", "out", *options])


def _pdfs() -> tuple[str, ...]:
    return tuple(sorted(p.relative_to("out").as_posix() for p in Path("out").rglob("*.pdf")))


def _report() -> dict[str, list[str]]:
    """Give the files of each status, rows without one by their number."""
    rows = json.loads(Path("out/report.json").read_text(encoding="utf-8"))["rows"]
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["status"], []).append(row["file"] or str(row["row"]))
    return found


def _reasons() -> dict[int, str]:
    rows = json.loads(Path("out/report.json").read_text(encoding="utf-8"))["rows"]
    return {row["row"]: row["reason"] for row in rows if row["reason"]}


def test_each_student_gets_a_file_and_then_all_is_unchanged(roster: Path, capsys: Capture) -> None:
    assert _batch() == ExitCode.OK
    assert _pdfs() == FILES
    said = capsys.readouterr()
    assert said.out == "out/report.html\n"
    assert "3 made" in said.err
    before = {name: Path("out", name).stat().st_mtime_ns for name in FILES}
    assert _batch() == ExitCode.OK
    assert sorted(_report()["unchanged"]) == list(FILES)
    assert {name: Path("out", name).stat().st_mtime_ns for name in FILES} == before


def test_nothing_is_loaded_if_nothing_is_to_make(roster: Path) -> None:
    _batch("--evidence")
    code = (
        "import sys; from careerprint.cli.command_line import run\n"
        "code = run(['batch', 'roster.csv', '--booklet', 'spec.yaml', '-o', 'out'])\n"
        "sys.exit(code or int('weasyprint' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, "3 unchanged" in done.stderr) == (0, True)


def test_only_what_changed_is_made_anew(roster: Path) -> None:
    _batch()
    first, second, third = (Path("out", name) for name in FILES)
    whole = {path: path.read_bytes() for path in (first, second, third)}
    first.unlink()
    assert _batch() == ExitCode.OK
    assert _report()["made"] == [FILES[0]]
    content = bytearray(whole[second])
    content[len(content) // 2] ^= 1
    second.write_bytes(content)
    assert _batch() == ExitCode.OK
    assert _report()["made"] == [FILES[1]]
    assert {path: path.read_bytes() for path in whole} == whole
    _write((*STUDENTS[:2], (*STUDENTS[2][:3], "electrician", "")))
    assert _batch() == ExitCode.OK
    assert _report()["made"] == [FILES[2]]
    third.touch()  # another time of change alone is no damage
    assert _batch() == ExitCode.OK
    assert "made" not in _report()


def test_a_booklet_does_not_hang_on_who_is_made_along_with_it(roster: Path) -> None:
    """Neither its bytes nor its colours: parts for several readers are set in one document."""
    _write((*STUDENTS, ("Đặng, Thị", "", "9B", "filmmaker", "")))
    assert _batch(spec=()) == ExitCode.OK
    together = {name: Path("out", name).read_bytes() for name in _pdfs()}
    for name in together:
        Path("out", name).unlink()
        assert _batch(spec=()) == ExitCode.OK
        assert _report()["made"] == [name]
    assert {name: Path("out", name).read_bytes() for name in _pdfs()} == together


def test_a_changed_profile_is_made_anew(roster: Path) -> None:
    run(["init", "."])
    shutil.copy(CAREERS / "chef.yaml", "data/careers/chef.yaml")
    _batch()
    profile = Path("data/careers/chef.yaml")
    profile.write_text(profile.read_text(encoding="utf-8") + "\n# seen\n", encoding="utf-8")
    assert _batch() == ExitCode.OK
    assert sorted(_report()["made"]) == [FILES[0], FILES[2]]
    assert _report()["unchanged"] == [FILES[1]]


def test_a_changed_shipped_layout_is_made_anew(
    roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _batch()
    shutil.copytree(CAREERS.parents[1] / "layouts", "layouts-of-a-release")
    style = Path("layouts-of-a-release/chapter/style.css")
    style.write_text(style.read_text(encoding="utf-8") + "/* */\n", encoding="utf-8")
    monkeypatch.setattr(
        "careerprint.batch.batch.shipped",
        lambda name: Path("layouts-of-a-release") if name == "layouts" else CAREERS.parent,
    )
    assert _batch() == ExitCode.OK
    assert sorted(_report()["made"]) == list(FILES)


def test_who_left_is_left_over_until_pruned(roster: Path) -> None:
    _batch("--names", "{class}/{last}")
    _write(STUDENTS[:2])
    Path("out/own.pdf").write_bytes(b"a file of somebody else's")
    assert _batch("--names", "{class}/{last}") == ExitCode.OK
    assert _report()["left over"] == ["9B/Doe.pdf"]
    assert "9B/Doe.pdf" in _pdfs()
    assert _batch("--names", "{class}/{last}", "--prune") == ExitCode.OK
    assert _pdfs() == ("9A/Ejemplo.pdf", "9A/Muster.pdf", "own.pdf")
    assert _batch("--names", "{class}/{last}") == ExitCode.OK
    assert "left over" not in _report()


def test_a_number_that_went_to_another_is_not_pruned(roster: Path) -> None:
    """Whoever leaves moves the others up: 1.pdf is another's now, and 3.pdf nobody's."""
    _batch("--numbered")
    _write(STUDENTS[1:])
    assert _batch("--numbered", "--prune") == ExitCode.OK
    assert sorted(_report()["made"]) == ["1.pdf", "2.pdf"]
    assert _report()["deleted"] == ["3.pdf"]
    assert _pdfs() == ("1.pdf", "2.pdf")
    assert _batch("--numbered", "--prune") == ExitCode.OK
    assert _pdfs() == ("1.pdf", "2.pdf")


def test_files_of_another_pattern_are_left_over(roster: Path) -> None:
    _batch()
    assert _batch("--names", "{last}") == ExitCode.OK
    assert sorted(_report()["left over"]) == list(FILES)


def test_nothing_is_pruned_while_a_row_fails(roster: Path, capsys: Capture) -> None:
    _batch("--names", "{last}")
    _write((*STUDENTS[:2], ("Doe, Jo", "jo@example.org", "9B", "cheff", "")))
    assert _batch("--names", "{last}", "--prune") == ExitCode.SOME_FAILED
    assert "Doe.pdf" in _pdfs()
    assert _report()["left over"] == ["Doe.pdf"]
    assert (
        "1 file is left over from earlier runs; not deleted, because row 4 failed: "
        "mend it, then --prune deletes it\n"
    ) in capsys.readouterr().err


def test_two_students_of_one_name_and_class_stay_apart(roster: Path, capsys: Capture) -> None:
    Path("roster.csv").write_text(
        "id,name,class,careers\n1,Jo Doe,9A,chef\n2,Jo Doe,9A,welder\n", encoding="utf-8"
    )
    assert _batch("--names", "{last}") == ExitCode.OK
    assert _batch("--names", "{last}") == ExitCode.OK
    first, second = _report()["unchanged"]
    assert (first, bool(re.fullmatch(r"Doe-[a-z2-7]{4}\.pdf", second))) == ("Doe.pdf", True)
    told = f"rows 2 and 3 have one file name: row 2 is Doe.pdf, row 3 is {second}"
    assert capsys.readouterr().err.count(f"{told}\n") == 2  # once a run
    assert told in Path("out/report.html").read_text(encoding="utf-8")


def test_two_runs_in_one_folder(roster: Path, capsys: Capture) -> None:
    with Ledger(Path("out"), run="other"):
        assert _batch() == ExitCode.USAGE
    assert f"process {os.getpid()}" in capsys.readouterr().err
    assert _batch() == ExitCode.OK


def test_a_dry_run_makes_nothing(roster: Path) -> None:
    assert _batch("--dry-run") == ExitCode.OK
    assert (_pdfs(), sorted(_report()["planned"])) == ((), list(FILES))
    assert not Path("out", FOLDER, "batch.json").exists()
    _batch("--names", "{last}")
    _write(STUDENTS[:2])
    assert _batch("--names", "{last}", "--dry-run", "--prune") == ExitCode.OK
    assert _report() == {"unchanged": ["Muster.pdf", "Ejemplo.pdf"], "left over": ["Doe.pdf"]}
    assert "Doe.pdf" in _pdfs()


def test_a_guess_is_said_on_the_screen_and_kept_nowhere(roster: Path, capsys: Capture) -> None:
    lines = '"Your full name","Which careers interest you?"\nJosé Ejemplo,chef\n'
    Path("roster.csv").write_bytes(lines.encode("mac_roman"))
    assert run(["batch", "roster.csv", "--no-evidence", "-o", "out", "--dry-run"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert "Mac Roman, as in 'José'" in said
    assert '\n    columns:\n      name: "Your full name"\n      careers: "Which careers' in said
    kept = [file.read_bytes() for file in Path("out").rglob("*") if file.is_file()]
    assert not any(b"Mac Roman" in one for one in kept)


def test_a_damaged_workbook_is_wrong_usage(roster: Path, capsys: Capture) -> None:
    Path("roster.xlsx").write_bytes(b"PK\3\4 and no more")
    assert run(["batch", "roster.xlsx", "-o", "out"]) == ExitCode.USAGE
    assert "not a whole XLSX workbook" in capsys.readouterr().err


def test_a_sample_is_the_first_students(roster: Path) -> None:
    assert _batch("--sample", "2") == ExitCode.OK
    assert _pdfs() == FILES[:2]
    assert _batch("--sample", "1") == ExitCode.OK
    assert "left over" not in _report()


def test_numbers_for_names(roster: Path) -> None:
    assert _batch("--numbered") == ExitCode.OK
    assert _pdfs() == ("1.pdf", "2.pdf", "3.pdf")
    with Path("out/names.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["file"], row["name"]) for row in rows] == [
        ("1.pdf", "Mia Muster"),
        ("2.pdf", "Ana Ejemplo"),
        ("3.pdf", "Jo Doe"),
    ]


def test_combined_begins_each_booklet_on_a_new_sheet(roster: Path, capsys: Capture) -> None:
    assert _batch("--combined", "--numbered", spec=("--layout", "one-pager")) == ExitCode.OK
    assert "out/combined-9A.pdf" in capsys.readouterr().out
    with pikepdf.open("out/combined-9A.pdf") as pdf, pdf.open_outline() as outline:
        assert [str(item.title) for item in outline.root] == ["1", "2"]
        numbers = [page.obj.objgen for page in pdf.pages]
        starts = [numbers.index(_target(item).objgen) for item in outline.root]
        assert starts == [0, 2]  # a page, its empty back, and Ana's two
        assert len(pdf.pages) == 4
    with pikepdf.open("out/combined-9B.pdf") as pdf:
        assert len(pdf.pages) == 1
    _write(STUDENTS[1:])
    _batch("--combined", "--numbered", spec=("--layout", "one-pager"))
    with pikepdf.open("out/combined-9A.pdf") as pdf:
        assert len(pdf.pages) == 2  # who left is not in it


def test_the_report_says_what_was_done_and_what_to_do_next(roster: Path) -> None:
    Path("careerprint.yaml").write_text(
        'brand:\n  organisation: Muster & Ejemplo School\n  accent: "#7a1f3d"\n', "utf-8"
    )
    _write((*STUDENTS, ("Muster, Ben", "", "9B", "astronaut", "")))
    assert _batch() == ExitCode.SOME_FAILED
    page = Path("out/report.html").read_text(encoding="utf-8")
    assert '<p class="kicker">Muster &amp; Ejemplo School</p>' in page
    assert "--accent: #7a1f3d" in page
    assert "roster.csv" in page
    assert "<td>D</td><td>&#x27;astronaut&#x27; is no career" in page
    assert '<th scope="row">9A</th><td class="n">2</td>' in page
    again = "<pre>careerprint batch roster.csv --no-evidence --booklet spec.yaml -o out</pre>"
    assert again in page
    assert "<pre>careerprint impose out --scheme saddle -o out/imposed</pre>" in page
    assert "<pre>careerprint mail out</pre>" in page
    assert "Ben" not in page
    assert "example.org" not in page
    _write(STUDENTS[1:])
    _batch("--imposed")
    page = Path("out/report.html").read_text(encoding="utf-8")
    assert page.count("--imposed --prune</pre>") == 1
    assert "Left over: 1 file" in page
    assert "They stand in imposed/: 2 booklets, each by itself, on 3 sheets of tabloid" in page
    _batch("--dry-run")
    page = Path("out/report.html").read_text(encoding="utf-8")
    assert "What to do next" in page


def test_an_interrupted_run_leaves_a_report_of_what_was_done(
    roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("careerprint.batch.batch.Batch.left_over", interrupted)
    assert _batch() == ExitCode.INTERRUPTED
    page = Path("out/report.html").read_text(encoding="utf-8")
    assert "The run was interrupted" in page
    assert all(name in page for name in FILES)
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert report["summary"]["complete"] is False
    assert not list(Path("out").glob(".report*"))


def _sheets() -> list[str]:
    folder = Path("out/imposed")
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf"))


def test_sheets_stand_beside_the_booklets(roster: Path, capsys: Capture) -> None:
    assert _batch("--combined", "--imposed") == ExitCode.OK
    said = capsys.readouterr()
    assert "out/imposed\n" in said.out
    assert "3 booklets, each by itself, on 4 sheets of tabloid, landscape" in said.err
    assert _sheets() == [*FILES, "combined-9A.pdf", "combined-9B.pdf"]
    both, *each = (
        texts(Path("out/imposed", name).read_bytes())
        for name in ("combined-9A.pdf", FILES[1], FILES[0])  # in the roster's order
    )
    assert both == [side for sheets in each for side in sheets]  # and not one book of both
    assert _batch("--imposed", "4up") == ExitCode.OK  # of booklets that are unchanged too
    assert "print on one side" in capsys.readouterr().err
    assert (
        run(["batch", "roster.csv", "--no-evidence", "-o", "out", "--imposed", "3up"])
        == ExitCode.USAGE
    )


def test_only_booklets_of_this_run_are_laid_out(roster: Path, capsys: Capture) -> None:
    assert _batch("--imposed", "--sample", "2") == ExitCode.OK
    assert len(_sheets()) == 2
    _batch("--imposed")
    _write((*STUDENTS[1:], ("Muster, Ben", "", "9B", "", "ZZZ")))  # Mia left, and Ben's row is bad
    capsys.readouterr()
    assert _batch("--imposed", "--names", "{last}") == ExitCode.SOME_FAILED
    said = capsys.readouterr().err
    assert (
        "6 files are left over from earlier runs; kept, because row 4 failed: mend it, then" in said
    )
    assert {"Doe.pdf", "Ejemplo.pdf"} < set(_sheets())
    assert len(_sheets()) == 5
    _write(STUDENTS[1:])
    assert _batch("--imposed", "--prune", "--names", "{last}") == ExitCode.OK
    assert _sheets() == ["Doe.pdf", "Ejemplo.pdf"]


def test_a_batch_is_laid_out_later_without_what_is_left_over(roster: Path, capsys: Capture) -> None:
    _batch("--combined")
    _write(STUDENTS[1:])
    _batch("--names", "{last}")
    _batch("--names", "{last}", "--sample", "1")  # which says nothing of the others
    capsys.readouterr()
    assert run(["impose", "out", "--scheme", "saddle", "-o", "out/imposed"]) == ExitCode.OK
    assert _sheets() == ["Doe.pdf", "Ejemplo.pdf"]
    said = capsys.readouterr().err
    assert "left aside: 2 of many booklets in one, 3 left over from earlier runs" in said


PRINTS = ("combined-9A.pdf", "imposed/9A/Ejemplo-Ana.pdf", "imposed/combined-9A.pdf")


def test_print_files_of_earlier_booklets_are_told(roster: Path, capsys: Capture) -> None:
    _batch("--combined", "--imposed")
    assert not {"out of date", "left over"} & set(_report())
    changed = ("Ejemplo, Ana", "ana@example.org", "9A", "welder", "")
    _write((STUDENTS[0], changed, STUDENTS[2]))
    capsys.readouterr()
    assert _batch() == ExitCode.OK
    assert _report()["out of date"] == list(PRINTS)
    said = capsys.readouterr().err
    assert (
        "3 sheets and class files are of earlier booklets (--combined --imposed make them anew); "
        "--prune deletes them\n"
    ) in said
    page = Path("out/report.html").read_text(encoding="utf-8")
    assert "Out of date: 3 files" in page
    assert "-o out --combined --imposed</pre>" in page
    _batch("--combined")
    assert _report()["out of date"] == list(PRINTS[1:])  # sheets of the class, though it is new
    _batch("--combined", "--imposed")
    assert "out of date" not in _report()


def test_print_files_of_who_is_gone_are_pruned(roster: Path) -> None:
    _batch("--combined", "--imposed")
    _write(STUDENTS[1:2])
    _batch()
    gone = ["9A/Muster-Mia.pdf", "9B/Doe-Jo.pdf", "combined-9B.pdf"]
    gone += ["imposed/9A/Muster-Mia.pdf", "imposed/9B/Doe-Jo.pdf", "imposed/combined-9B.pdf"]
    assert sorted(_report()["left over"]) == gone
    assert _report()["out of date"] == ["combined-9A.pdf", "imposed/combined-9A.pdf"]
    _batch("--prune")
    assert _pdfs() == ("9A/Ejemplo-Ana.pdf", "imposed/9A/Ejemplo-Ana.pdf")


def test_print_files_that_are_not_noted_are_told_by_their_time(roster: Path) -> None:
    _batch("--combined", "--imposed")
    with sqlite3.connect(Path("out", FOLDER, "ledger.sqlite")) as ledger:
        ledger.execute("DELETE FROM prints")
    _batch()
    assert "out of date" not in _report()
    for name in PRINTS[:2]:
        os.utime(Path("out", name), ns=(0, 0))
    _batch()
    assert _report()["out of date"] == list(PRINTS[:2])


def test_sheets_of_class_files_are_no_earlier_ones(roster: Path) -> None:
    _batch("--combined", "--imposed")
    before = _sheets()
    arguments = ("--scheme", "saddle", "-o", "out/imposed", "--prune")
    assert run(["impose", "out", *arguments]) == ExitCode.OK
    assert _sheets() == before
    Path("out/combined-9B.pdf").unlink()
    assert run(["impose", "out", *arguments]) == ExitCode.OK
    assert _sheets() == before[:-1]
    changed = ("Ejemplo, Ana", "ana@example.org", "9A", "welder", "")
    _write((STUDENTS[0], changed, STUDENTS[2]))
    _batch("--combined")
    assert run(["impose", "out", *arguments]) == ExitCode.OK
    _batch()
    assert _report()["out of date"] == ["imposed/combined-9A.pdf"]


def test_json_is_nothing_but_json(roster: Path, capsys: Capture) -> None:
    assert _batch("--combined", "--imposed", "--json") == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["made"] == 3


@pytest.mark.parametrize("spec", [("--layout", "one-pager"), ("--booklet", "booklet.yaml")])
def test_a_logo_that_cannot_be_seen_is_said_once(
    spec: tuple[str, str], roster: Path, capsys: Capture
) -> None:
    shape = '<path fill="#fff" d="M0 0h9v9z"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{shape}</svg>'
    Path("white.svg").write_text(drawing, encoding="utf-8")
    Path("booklet.yaml").write_text("title: T\nparts: [careers]\nlayout: one-pager\n", "utf-8")
    Path("careerprint.yaml").write_text("brand:\n  logo: white.svg\n", encoding="utf-8")
    _batch("--dry-run", spec=spec)
    assert capsys.readouterr().err.count("white.svg can hardly be seen") == 1


def test_what_is_combined_for_the_copier_is_grey_as_a_whole(roster: Path) -> None:
    options = ("--combined", "--numbered", "--ink", "copier")
    assert _batch(*options, spec=("--layout", "one-pager")) == ExitCode.OK
    assert colours_in(Path("out/combined-9A.pdf").read_bytes()) == ()


def _target(item: pikepdf.OutlineItem) -> pikepdf.Object:
    assert isinstance(item.destination, pikepdf.Array)
    return item.destination[0]


def test_handouts_in_place_of_a_booklet(roster: Path) -> None:
    assert _batch(spec=("--layout", "one-pager")) == ExitCode.OK
    with pikepdf.open(Path("out", FILES[0])) as pdf:
        assert len(pdf.pages) == 2


def test_interests_choose_careers(roster: Path) -> None:
    _write((("Doe, Jo", "", "9B", "", "ASE"),))
    assert _batch("--matches", "2", spec=("--layout", "one-pager")) == ExitCode.OK
    with pikepdf.open("out/9B/Doe-Jo.pdf") as pdf:
        assert len(pdf.pages) == 2


GOOD = ("Good, G", "g@example.org", "9A", "welder", "")
BAD: tuple[tuple[str, Row], ...] = (
    ("no name", ("", "a@example.org", "9A", "chef", "")),
    ("fault of the spreadsheet", ("#REF!", "", "9A", "chef", "")),
    ("has 201 characters", ("x" * 201, "", "9A", "chef", "")),
    ("the e-mail address has no @", ("Bad, B", "nobody", "9A", "chef", "")),
    ("no possible domain", ("Bad, B", "a@b", "9A", "chef", "")),
    ("more than one address", ("Bad, B", "a@example.org, b@example.org", "9A", "chef", "")),
    ("line break", ("Bad, B", "a@example.org\nBcc: b@example.org", "9A", "chef", "")),
    ("no career of the library", ("Bad, B", "", "9A", "cheff", "")),
    ("('nobody') is no career of the library", ("Bad, B", "", "9A", "cheff; nobody", "")),
    ("no career of the library", ("Bad, B", "", "9A", "../../etc/passwd", "")),
    ("no career of the library", ("Bad, B", "", "9A", "{{ 7 * 7 }}", "")),
    ("no career and no interests", ("Bad, B", "", "9A", "", "")),
    ("no career and no interests", ("Bad, C", "", "9A", "  ", "")),
    ("no interest code", ("Bad, D", "", "9A", "", "XYZ")),
    ("no interest code", ("Bad, E", "", "9A", "", "123")),
    ("no interest code", ("Bad, F", "", "9A", "", "AAAA")),
    ("stands in row 2 already", GOOD),
    ("6 cells", ("Bad, G", "", "9A", "chef", "", "x")),
    ("10,001 characters", ("Bad, H", "", "x" * 10_001, "chef", "")),
    ("no name", ("\u200b\u202e", "", "9A", "chef", "")),
)


def test_bad_rows_among_good_ones(roster: Path) -> None:
    rows: list[Row] = [GOOD]
    expected: dict[int, str] = {}
    for number in range(30):
        rows.append((f"Good, G{number}", "", "9A", "welder", ""))
        if number < len(BAD):
            words, row = BAD[number]
            rows.append(row)
            expected[_line_of(rows)] = words
    _write(tuple(rows))
    assert len(rows) == 51
    assert _batch("--names", "{row}", spec=("--layout", "one-pager")) == ExitCode.SOME_FAILED
    assert len(_pdfs()) == 31
    reasons = _reasons()
    assert set(reasons) == set(expected)
    wrong = {row: reasons[row] for row, words in expected.items() if words not in reasons[row]}
    assert not wrong
    page = Path("out/report.html").read_text(encoding="utf-8")
    with Path("out/report.csv").open(encoding="utf-8", newline="") as file:
        table = {int(row["row"]): row for row in csv.DictReader(file)}
    assert len(table) == 51
    for number in expected:
        assert f'<tr class="amiss"><th scope="row">{number}</th>' in page
        assert table[number]["status"] == "failed"


def test_a_thousand_rows_of_which_fifty_are_broken(empty_folder: Path) -> None:
    """In twenty ways, spread over the roster; worker processes make the others."""
    rows: list[Row] = [GOOD]
    expected: dict[int, str] = {}
    for number in range(949):
        rows.append((f"Good, G{number}", f"g{number}@example.org", "9A", "welder", ""))
        if number % 19 == 0:
            words, row = BAD[number // 19 % len(BAD)]
            rows.append(row)
            expected[_line_of(rows)] = words
    _write(tuple(rows))
    assert (len(rows), len(expected), len(BAD)) == (1000, 50, 20)
    spec = ("--layout", "one-pager", "--workers", "2")
    assert _batch("--names", "{row}", spec=spec) == ExitCode.SOME_FAILED
    assert len(_pdfs()) == 950
    reasons = _reasons()
    assert set(reasons) == set(expected)
    assert not {row: reasons[row] for row, words in expected.items() if words not in reasons[row]}


def _line_of(rows: list[Row]) -> int:
    """Give the spreadsheet's row of the last one: a cell with a line break is still one row."""
    return len(rows) + 1


def test_the_totals_are_those_of_the_files(roster: Path, capsys: Capture) -> None:
    _batch("--json")
    said = json.loads(capsys.readouterr().out)
    pages = []
    for name in FILES:
        with pikepdf.open(Path("out", name)) as pdf:
            pages.append(len(pdf.pages))
    size = sum(Path("out", name).stat().st_size for name in FILES)
    sheets = sum((one + 1) // 2 for one in pages)
    totals = {"made": 3, "pages": sum(pages), "sheets": sheets, "bytes": size}
    assert totals.items() <= said.items()
    summary = json.loads(Path("out/report.json").read_text(encoding="utf-8"))["summary"]
    assert {"pages": sum(pages), "sheets": sheets, "bytes": size}.items() <= summary.items()
    assert summary["complete"] is True


def test_names_stay_where_they_belong(roster: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cache = Path("cache").absolute()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAREERPRINT_CACHE", str(cache))
        assert _batch("--numbered") == ExitCode.OK
    kept = [path for path in (*cache.rglob("*"), *Path("out", FOLDER).rglob("*")) if path.is_file()]
    assert any(path.suffix == ".section" for path in kept)
    for path in kept:
        _holds_nobody(path.read_bytes().decode("latin-1"))
        _holds_nobody(path.name)
    for name in ("report.csv", "report.json", "report.html"):
        _holds_nobody(Path("out", name).read_text(encoding="utf-8"))
    _holds_nobody("".join(capfd.readouterr()))


def _holds_nobody(text: str) -> None:
    for row in STUDENTS:
        words = (*re.findall(r"\w{3,}", row[0]), row[1])
        assert not [word for word in words if word in text]


def test_a_fault_of_ours_names_nobody(
    roster: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object, copies: object) -> None:
        raise ValueError(f"made to fail: {copies} {STUDENTS}")

    monkeypatch.setattr("careerprint.booklet.maker.BookletMaker.make", broken)
    assert _batch("--numbered") == ExitCode.SOME_FAILED
    assert set(_reasons().values()) == {"this booklet could not be made (ValueError)"}
    _holds_nobody("".join(capfd.readouterr()))
    _holds_nobody(Path("out/report.json").read_text(encoding="utf-8"))


def test_the_file_says_whose_it_is_by_the_key_alone(roster: Path) -> None:
    assert _batch("--key", "own.key") == ExitCode.OK
    assert Path("own.key").stat().st_mode & 0o777 == 0o600
    with Ledger(Path("out"), run="reader", key_file=Path("own.key")) as ledger:
        owner = ledger.hashed("Jo Doe", "jo@example.org", "9B")
    with pikepdf.open(Path("out", FILES[2])) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
    assert f"<xmp:Label>{owner}</xmp:Label>" in metadata
    assert len(owner) == 32


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("roster.csv", "--booklet", "no.yaml", "-o", "out"), 2, "no.yaml"),
        (("roster.csv", "--layout", "no", "-o", "out"), 2, "there is no layout 'no'"),
        (("roster.csv", "--layout", "card", "--booklet", "spec.yaml", "-o", "out"), 2, "exclude"),
        (("no.csv", "--booklet", "spec.yaml", "-o", "out"), 1, "no.csv"),
        (("spec.yaml", "--booklet", "spec.yaml", "-o", "out"), 2, "spec.yaml"),
        (("roster.csv", "-o", "roster.csv/out"), 1, "the ledger in roster.csv/out cannot be used"),
        (("roster.csv", "-o", "out", "--names", "{lst}"), 2, "{lst}"),
        (("roster.csv", "-o", "out", "--key", "spec.yaml"), 2, "spec.yaml is no key"),
        (("roster.csv",), 2, "--output"),
    ],
)
def test_wrong_usage_makes_nothing(
    arguments: tuple[str, ...], code: int, words: str, roster: Path, capsys: Capture
) -> None:
    assert run(["batch", *arguments]) == code
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert not list(Path().rglob("*.pdf"))


def test_a_booklet_that_cannot_be_written_is_said(roster: Path, capsys: Capture) -> None:
    Path("out", FILES[1]).mkdir(parents=True)
    assert _batch() == ExitCode.SOME_FAILED
    assert "cannot be written" in capsys.readouterr().err
    assert "Traceback" not in capsys.readouterr().err
    Path("out", FILES[1]).rmdir()
    assert _batch() == ExitCode.OK
    assert _pdfs() == FILES


def test_a_broken_profile_fails_its_rows_alone(roster: Path) -> None:
    run(["init", "."])
    Path("data/careers/chef.yaml").write_text("title: Chef\n", encoding="utf-8")
    assert _batch() == ExitCode.SOME_FAILED
    assert _report()["made"] == [FILES[1]]
    assert all("the career 'chef' has errors" in reason for reason in _reasons().values())


def test_a_part_of_a_run_that_was_killed_is_cleared(roster: Path) -> None:
    _batch()
    part = Path("out/9A/.careerprint-x1y2z3")
    part.write_bytes(b"half a booklet")
    _batch()
    assert not part.exists()


def test_a_file_that_a_worker_wrote_elsewhere_is_said(empty_folder: Path) -> None:
    with Ledger(Path("out"), run="1") as ledger, pytest.raises(LedgerError) as caught:
        ledger.keep("owner", "9A/Muster-Mia.pdf", "asked", digest="", pages=2, at="")
    assert "--direct" in caught.value.hint
    assert caught.value.__suppress_context__  # it would say the file's name
    _holds_nobody(caught.value.message)
