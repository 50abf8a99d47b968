"""The report of a batch: its order, its sums, its page, and how much memory it takes."""

import csv
import io
import json
import tracemalloc
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from careerprint.batch.report import (
    CSV_NAME,
    JSON_NAME,
    PAGE_NAME,
    Line,
    Report,
    Status,
    column_name,
    failures,
    with_findings,
)
from careerprint.batch.report_page import ReportPage
from careerprint.errors import Diagnostic, Location, Severity
from careerprint.publish.run_page import Masthead
from careerprint.roster.unknown_words import UnknownWord

VOID = {"meta", "input", "br", "link", "img", "hr"}
ARGUMENTS = ("batch", "fall roster.csv", "-o", "out")


def report_in(folder: Path, *arguments: str) -> Report:
    """Give a report with its page."""
    masthead = Masthead(of="fall roster.csv", at=datetime(2026, 11, 27, 9, 5, tzinfo=UTC))
    page = ReportPage(masthead=masthead, folder="out", arguments=(*ARGUMENTS, *arguments))
    return Report(folder, page.write)


class Strict(HTMLParser):
    """Every element is ended where it has to be, headings of tables have a scope, ids are one."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(page)
        self.close()
        assert self.open == []
        assert len(set(self.ids)) == len(self.ids)
        assert {link[1:] for link in self.links if link.startswith("#")} <= set(self.ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins."""
        said = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "th":
            assert said["scope"] in {"col", "row"}
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        self.ids += [str(said["id"])] if "id" in said else []
        self.links += [str(said["href"])] if "href" in said else []

    def handle_endtag(self, tag: str) -> None:
        """End what was begun last, and nothing else."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text of cells."""
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data


def test_what_failed_comes_first_then_what_was_made_each_by_row(tmp_path: Path) -> None:
    with report_in(tmp_path) as report:
        for row, status in (
            (12, Status.UNCHANGED),
            (3, Status.MADE),
            (100, Status.FAILED),
            (2, Status.MADE),
            (7, Status.FAILED),
        ):
            report.add(Line(row=row, status=status, path=f"{row}.pdf", pages=3, group="9A"))
        report.add(Line(row=0, status=Status.LEFT_OVER, path="old.pdf", reason="old"))
    page = Strict((tmp_path / PAGE_NAME).read_text(encoding="utf-8"))
    firsts = [row[0] for row in page.rows if row[0] not in {"Row", "File"}]
    assert firsts == ["7", "100", "2", "3", "12", "old.pdf"]
    records = json.loads((tmp_path / JSON_NAME).read_bytes())
    assert [record["row"] for record in records["rows"]] == [12, 3, 100, 2, 7, None]


def test_sums_are_by_class_in_the_order_people_count(tmp_path: Path) -> None:
    with report_in(tmp_path) as report:
        for row, (group, pages) in enumerate((("10A", 3), ("9A", 4), ("9A", 5), ("", 1)), 2):
            report.add(Line(row=row, status=Status.MADE, path="a.pdf", pages=pages, group=group))
        report.add(Line(row=9, status=Status.FAILED, path="b.pdf", pages=0, group="9A"))
    page = Strict((tmp_path / PAGE_NAME).read_text(encoding="utf-8"))
    assert page.rows[1:5] == [
        ["9A", "2", "9", "5"],
        ["10A", "1", "3", "2"],
        ["no class", "1", "1", "1"],
        ["All", "4", "13", "8"],
    ]
    classes = json.loads((tmp_path / JSON_NAME).read_bytes())["summary"]["classes"]
    assert classes["9A"] == {"booklets": 2, "pages": 9, "sheets": 5}


def test_a_bad_row_says_column_reason_and_hint(tmp_path: Path) -> None:
    found = [
        Diagnostic(
            location=Location(Path("roster.csv"), 7, column),
            severity=Severity.ERROR,
            message=f"fault {column}",
            hint=hint,
        )
        for column, hint in ((2, "mend it"), (28, "mend it"), (0, ""))
    ]
    (line,) = failures({7: found})
    assert (line.column, line.reason, line.hint) == (
        "B, AB",
        "fault 2; fault 28; fault 0",
        "mend it",
    )
    with report_in(tmp_path) as report:
        report.add(line)
    page = Strict((tmp_path / PAGE_NAME).read_text(encoding="utf-8"))
    assert page.rows[1] == ["7", "B, AB", "fault 2; fault 28; fault 0", "mend it"]


@pytest.mark.parametrize(
    ("number", "name"), [(0, ""), (1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")]
)
def test_columns_are_named_as_in_a_spreadsheet(number: int, name: str) -> None:
    assert column_name(number) == name


def test_what_others_wrote_stays_text(tmp_path: Path) -> None:
    nasty = '<script>"&\u202e=1+1\ud800'.replace("\ud800", "")
    with report_in(tmp_path) as report:
        report.add(Line(row=2, status=Status.MADE, path=f"{nasty}/a #1.pdf", group=nasty))
        report.add(Line(row=3, status=Status.FAILED, reason="=cmd", hint=nasty))
        report.summary.unknown_words = (UnknownWord(word=nasty, count=2, nearest=("Chef",)),)
    text = (tmp_path / PAGE_NAME).read_text(encoding="utf-8")
    page = Strict(text)
    assert text.count("<script>") == 1  # our own
    assert [nasty, "2", "Chef"] in page.rows
    assert any(link.endswith("/a%20%231.pdf") for link in page.links)
    rows = list(csv.DictReader(io.StringIO((tmp_path / CSV_NAME).read_text(encoding="utf-8"))))
    assert rows[1]["reason"] == "'=cmd"


def test_files_left_over_are_kept_while_a_row_fails(tmp_path: Path) -> None:
    for has_failed, said in (
        (False, "Delete them with"),
        (True, "When no row fails"),
    ):
        with report_in(tmp_path) as report:
            report.add(Line(row=0, status=Status.LEFT_OVER, path="old.pdf", reason="old"))
            if has_failed:
                report.add(Line(row=4, status=Status.FAILED, reason="no name"))
        text = (tmp_path / PAGE_NAME).read_text(encoding="utf-8")
        assert said in text
        assert "careerprint batch &#x27;fall roster.csv&#x27; -o out --prune</pre>" in text
    with report_in(tmp_path, "--prune") as report:
        report.add(Line(row=0, status=Status.LEFT_OVER, path="old.pdf", reason="old: deleted"))
    assert "Delete them with" not in (tmp_path / PAGE_NAME).read_text(encoding="utf-8")


def test_memory_does_not_grow_with_the_roster(tmp_path: Path) -> None:
    peaks = []
    for count in (1_000, 30_000):
        tracemalloc.start()
        with report_in(tmp_path) as report:
            for row in range(2, count + 2):
                path = f"9A/{row:06}.pdf"
                report.add(Line(row=row, status=Status.MADE, path=path, pages=26, group="9A"))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (tmp_path / PAGE_NAME).stat().st_size > 4_000_000
    assert peaks[1] - peaks[0] < 30_000 * 100  # bytes: an index of the rows, and no row


def _interrupted(folder: Path) -> None:
    with report_in(folder) as report:
        report.add(Line(row=2, status=Status.MADE, path="a.pdf", pages=2))
        raise KeyboardInterrupt


def test_a_fault_in_the_midst_leaves_what_was_done(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _interrupted(tmp_path)
    page = (tmp_path / PAGE_NAME).read_text(encoding="utf-8")
    assert "The run was interrupted" in page
    assert "Go on: what is finished is not made again" in page
    assert sorted(path.name for path in tmp_path.iterdir()) == [CSV_NAME, PAGE_NAME, JSON_NAME]


def test_a_warning_of_a_row_that_was_made_is_said_once_with_its_columns() -> None:
    found = [
        Diagnostic(
            location=Location(Path("roster.csv"), 5, column),
            severity=Severity.WARNING,
            message="no career",
            hint="write one",
        )
        for column in (5, 7)
    ]
    line = with_findings(Line(row=5, status=Status.MADE, path="a.pdf", pages=4), found)
    assert (line.status, line.path, line.pages) == (Status.MADE, "a.pdf", 4)
    assert (line.reason, line.column, line.hint) == ("no career", "E, G", "write one")
    assert with_findings(line, ()) == line


def test_what_was_deleted_is_named_and_not_offered_again(tmp_path: Path) -> None:
    with report_in(tmp_path) as report:
        report.add(Line(row=0, status=Status.DELETED, path="old.pdf"))
        report.summary.sample, report.summary.students = 2, 30
    text = (tmp_path / PAGE_NAME).read_text(encoding="utf-8")
    assert "Deleted: 1 file" in text
    assert "--prune</pre>" not in text
    assert report.summary.words().startswith("a sample of 2 of 30 students, 1 deleted, ")
