"""What became of a batch, row by row: CSV, JSON and a page to look at, written as it goes."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import escape
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self
from urllib.parse import quote

from careerprint.errors import Diagnostic
from careerprint.roster.unknown_words import UnknownWord, alias_lines

NAMES: Final = ("report.csv", "report.json", "report.html")
COLUMNS: Final = ("row", "status", "file", "pages", "bytes", "reason", "column", "hint")


class Status(StrEnum):
    """What became of a row."""

    MADE = "made"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    LEFT_OVER = "left over"
    DELETED = "deleted"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the report; ``path`` is below the output folder.

    ``reason`` is all that there is to say about it, of the ``column`` (or columns) of the roster,
    and ``hint`` what to do about it.
    """

    row: int
    status: Status
    path: str = field(default="", repr=False)
    pages: int = 0
    size: int = 0
    reason: str = ""
    column: str = ""
    hint: str = ""


@dataclass(slots=True, kw_only=True)
class Summary:
    """How many of what; ``sheets`` are printed on both sides, each booklet on sheets of its own.

    ``unknown_words`` are those of the roster's career cells that are no careers; ``sample`` says
    of how many ``students`` only the first were to be made, or is 0.
    """

    counts: Counter[Status] = field(default_factory=Counter)
    pages: int = 0
    sheets: int = 0
    size: int = 0
    seconds: float = 0.0
    sample: int = 0
    students: int = 0
    unknown_words: tuple[UnknownWord, ...] = ()

    def add(self, line: Line) -> None:
        """Count a line."""
        self.counts[line.status] += 1
        if line.status not in {Status.LEFT_OVER, Status.DELETED}:
            self.pages += line.pages
            self.sheets += (line.pages + 1) // 2
            self.size += line.size

    def as_record(self) -> dict[str, Any]:
        """Give it as a JSON record."""
        return {
            **{str(status): count for status, count in self.counts.items()},
            "pages": self.pages,
            "sheets": self.sheets,
            "bytes": self.size,
            "sample": self.sample or None,
            "students": self.students,
            "unknown_words": [one.as_record() for one in self.unknown_words],
            "aliases": list(alias_lines(self.unknown_words)),
        }

    def words(self) -> str:
        """Say it in one line."""
        said = [
            f"{self.counts[one]:,} {one}"
            for one in Status
            if self.counts[one] and one is not Status.LEFT_OVER
        ]
        if self.sample:
            said.insert(0, f"a sample of {self.sample:,} of {self.students:,} students")
        if self.pages:
            said.append(f"{self.pages:,} pages on {self.sheets:,} sheets of paper")
            said.append(f"{self.size / 2**20:,.1f} MB")
        said.append(f"{self.seconds:,.1f} s")
        if left := self.counts[Status.LEFT_OVER]:
            files = "1 file is" if left == 1 else f"{left:,} files are"
            why = " once no row fails" if self.counts[Status.FAILED] else ""
            said.append(f"{files} left over from earlier runs (--prune deletes what is{why})")
        return ", ".join(said)


class Report:
    """The three files of a report, under their names only when the run is over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.summary = Summary()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._stack = ExitStack()
        self._files = [self._opened(name) for name in NAMES]
        table, records, page = self._files
        self._table = csv.writer(table)
        self._table.writerow(COLUMNS)
        records.write('{"rows": [')
        page.write(_HEAD)
        self._is_first = True
        return self

    def _opened(self, name: str) -> IO[str]:
        path = self._folder / f".{name}.part"
        return self._stack.enter_context(path.open("w", encoding="utf-8", newline=""))

    def add(self, line: Line) -> None:
        """Write a line."""
        self.summary.add(line)
        _, records, page = self._files
        said = (line.reason, line.column, line.hint)
        cells = (line.row or "", line.status, line.path, line.pages, line.size, *said)
        self._table.writerow(_harmless(cell) for cell in cells)
        record = {
            "row": line.row or None,
            "status": line.status,
            "file": line.path,
            "pages": line.pages,
            "bytes": line.size,
            "reason": line.reason,
            "column": line.column,
            "hint": line.hint,
        }
        comma = "" if self._is_first else ","
        records.write(f"{comma}\n{json.dumps(record, ensure_ascii=False)}")
        self._is_first = False
        page.write(_table_row(line))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _, records, page = self._files
        summary = {
            "counts": {str(status): count for status, count in self.summary.counts.items()},
            "pages": self.summary.pages,
            "sheets": self.summary.sheets,
            "bytes": self.summary.size,
            "seconds": round(self.summary.seconds, 1),
            "sample": self.summary.sample or None,
            "unknown_words": [one.as_record() for one in self.summary.unknown_words],
            "complete": kind is None,
        }
        records.write('\n], "summary": ' + json.dumps(summary) + "}\n")
        state = "" if kind is None else "The run was interrupted: start it again to go on. "
        page.write(f"</tbody></table><p>{state}{escape(self.summary.words())}</p></main></html>\n")
        self._stack.close()
        for name in NAMES:
            (self._folder / f".{name}.part").replace(self._folder / name)


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    is_formula = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@"))
    return f"'{cell}" if is_formula else cell


def _table_row(line: Line) -> str:
    file = escape(line.path)
    link = (
        f'<a href="{quote(line.path)}">{file}</a>'
        if line.path and line.status != Status.FAILED
        else file
    )
    return (
        f'<tr class="{line.status.replace(" ", "-")}"><td>{line.row or ""}</td>'
        f"<td>{line.status}</td><td>{link}</td><td>{line.pages or ''}</td>"
        f"<td>{escape(f'{line.reason} ({line.hint})' if line.hint else line.reason)}</td></tr>\n"
    )


_HEAD: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Report of the batch</title>
<meta name="viewport" content="width=device-width">
<style>
body { font: 16px/1.5 system-ui, sans-serif; color: #1d1d1f; margin: 2rem auto; max-width: 64rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid #d5d5da }
.failed td:nth-child(2) { color: #9f1239; font-weight: 600 }
.left-over td:nth-child(2) { color: #92400e }
</style>
<main><h1>Report of the batch</h1>
<table><thead><tr><th scope="col">Row</th><th scope="col">Status</th><th scope="col">File</th>
<th scope="col">Pages</th><th scope="col">Reason</th></tr></thead><tbody>
"""


def failures(rows: Mapping[int, Sequence[Diagnostic]]) -> Iterator[Line]:
    """Give a line for each row of a roster that could not be used, with all its reasons."""
    for row, findings in sorted(rows.items()):
        yield with_findings(Line(row=row, status=Status.FAILED), findings)


def with_findings(line: Line, findings: Sequence[Diagnostic]) -> Line:
    """Give a line with what was found about its row: messages, columns and hints, each once."""
    if not findings:
        return line
    columns = (str(one.location.column) for one in findings if one.location.column)
    return replace(
        line,
        reason="; ".join(filter(None, (line.reason, *(one.message for one in findings)))),
        column=", ".join(dict.fromkeys(columns)),
        hint="; ".join(dict.fromkeys(filter(None, (line.hint, *(one.hint for one in findings))))),
    )
