"""What became of a batch, row by row: CSV and JSON, written as it goes, and a page to look at."""

import csv
import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from careerprint.batch.paper_use import PaperUse, Printing
from careerprint.batch.pressing import FOLDER, Pressed
from careerprint.errors import Diagnostic
from careerprint.roster.column_uses import ColumnUse
from careerprint.roster.unknown_words import UnknownWord, alias_lines

CSV_NAME: Final = "report.csv"
JSON_NAME: Final = "report.json"
PAGE_NAME: Final = "report.html"
_SOME_ROWS: Final = 3
"""Failed rows that a line names."""


class Status(StrEnum):
    """What became of a row, in the order in which rows are looked at."""

    FAILED = "failed"
    MADE = "made"
    PLANNED = "planned"
    UNCHANGED = "unchanged"
    LEFT_OVER = "left over"
    OUTDATED = "out of date"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the report; ``path`` is below the output folder, ``group`` the student's class.

    ``matches`` says why each career was chosen, where that was for an interest code.
    ``column`` is where in the roster's row the reason is, ``hint`` what to do about it.
    """

    row: int
    status: Status
    path: str = field(default="", repr=False)
    pages: int = 0
    size: int = 0
    reason: str = ""
    column: str = ""
    hint: str = ""
    group: str = ""
    matches: str = ""

    @property
    def record(self) -> dict[str, Any]:
        """The line as it stands in the tables, by the names of their columns."""
        return {
            "row": self.row or None,
            "status": self.status.value,
            "file": self.path,
            "pages": self.pages,
            "bytes": self.size,
            "reason": self.reason,
            "column": self.column,
            "hint": self.hint,
            "class": self.group,
            "matches": self.matches,
        }


@dataclass(slots=True, kw_only=True)
class Summary:
    """How many of what.

    ``columns`` says what those of the roster were taken for; ``unknown_words`` are those of its
    career cells that are no careers; ``sample`` says that of ``students`` only so many were to be
    made, or is 0.
    ``ways_anew`` are the options that make anew what is out of date; ``failed_rows`` has the first
    few, ``remarks`` what holds for many rows.
    ``has_addresses`` says that the roster has some, ``laid_out`` where sheets to fold or cut
    stand, below the output folder, and how they are printed; ``printing`` is how booklets come on
    sheets, ``pressed`` what came of making files for a print shop.
    """

    counts: Counter[Status] = field(default_factory=Counter)
    printing: Printing = field(default_factory=Printing)
    total: PaperUse = field(default_factory=PaperUse)
    classes: dict[str, PaperUse] = field(default_factory=dict)
    size: int = 0
    seconds: float = 0.0
    sample: int = 0
    students: int = 0
    columns: tuple[ColumnUse, ...] = ()
    unknown_words: tuple[UnknownWord, ...] = ()
    has_addresses: bool = False
    laid_out: str = ""
    pressed: Pressed = field(default_factory=Pressed)
    is_prune_asked: bool = False
    ways_anew: dict[str, None] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    failed_rows: list[int] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """Pages of all booklets."""
        return self.total.pages

    @property
    def sheets(self) -> int:
        """Sheets of paper for all booklets."""
        return self.total.sheets

    def add(self, line: Line) -> None:
        """Count a line."""
        self.counts[line.status] += 1
        if line.status is Status.FAILED and len(self.failed_rows) < _SOME_ROWS:
            self.failed_rows.append(line.row)
        if line.status in {Status.MADE, Status.UNCHANGED, Status.PLANNED}:
            self.size += line.size
            self.total.add(line.pages, self.printing)
            self.classes.setdefault(line.group, PaperUse()).add(line.pages, self.printing)

    def words(self) -> str:
        """Say it in one line."""
        order = (Status.MADE, Status.UNCHANGED, Status.FAILED, Status.DELETED, Status.PLANNED)
        said = [f"{self.counts[one]:,} {one}" for one in order if self.counts[one]]
        if self.sample:
            said.insert(0, f"a sample of {self.sample:,} of {self.students:,} students")
        if self.pages:
            said.append(self.total.words(self.printing))
        if self.size:
            said.append(f"{self.size / 2**20:,.1f} MB")
        said.append(f"{self.seconds:,.1f} s")
        return ", ".join(said)

    def old_words(self) -> str:
        """Say in one line which files are left over or out of date, and what becomes of them."""
        left, outdated = self.counts[Status.LEFT_OVER], self.counts[Status.OUTDATED]
        said = []
        if left:
            files = "1 file is" if left == 1 else f"{left:,} files are"
            said.append(f"{files} left over from earlier runs")
        if outdated:
            noun = "sheet or class file is" if outdated == 1 else "sheets and class files are"
            ways = list(self.ways_anew)
            make = "makes" if len(ways) == 1 else "make"
            anew = "it" if outdated == 1 else "them"
            said.append(
                f"{outdated:,} {noun} of earlier booklets ({' '.join(ways)} {make} {anew} anew)"
            )
        if said:
            them = "it" if left + outdated == 1 else "them"
            said.append(self._pruned(them))
        return "; ".join(said)

    def _pruned(self, them: str) -> str:
        if not (failed := self.counts[Status.FAILED]):
            return f"--prune deletes {them}"
        rows = ", ".join(str(row) for row in self.failed_rows if row)
        more = " and more" if failed > len(self.failed_rows) else ""
        named = f"row{'' if failed == 1 else 's'} {rows}{more}" if rows else "a row"
        mend = "it" if failed == 1 else "them"
        deleted = "not deleted" if self.is_prune_asked else "kept"
        return f"{deleted}, because {named} failed: mend {mend}, then --prune deletes {them}"

    @property
    def _paper(self) -> dict[str, Any]:
        """What it takes of paper, for a program."""
        return {
            "pages": self.pages,
            "sheets": self.sheets,
            "about": self.total.is_about,
            "printing": self.printing.record,
        }

    @property
    def _press(self) -> dict[str, Any] | None:
        """What came of files for a print shop, for a program; None if none was asked for."""
        made = self.pressed
        asked = made.files or made.failed
        return {"folder": FOLDER, "files": made.files, "failed": made.failed} if asked else None

    @property
    def totals(self) -> dict[str, Any]:
        """The summary as a program that runs a batch wants it."""
        return {
            **{str(status): count for status, count in self.counts.items()},
            **self._paper,
            "bytes": self.size,
            "sample": self.sample or None,
            "students": self.students,
            "columns": column_records(self.columns),
            "unknown_words": [one.as_record() for one in self.unknown_words],
            "remarks": self.remarks,
            "press": self._press,
            "aliases": list(alias_lines(self.unknown_words)),
        }

    @property
    def record(self) -> dict[str, Any]:
        """The summary as it stands in the JSON."""
        return {
            "counts": {str(status): count for status, count in self.counts.items()},
            **self._paper,
            "bytes": self.size,
            "seconds": round(self.seconds, 1),
            "classes": {
                name: {"booklets": one.booklets, "pages": one.pages, "sheets": one.sheets}
                for name, one in sorted(self.classes.items())
            },
            "sample": self.sample or None,
            "unknown_words": [one.as_record() for one in self.unknown_words],
            "remarks": self.remarks,
            "press": self._press,
        }


class Report:
    """The tables and the page of a report, under their names only when the run is over.

    Lines go to the disk as they come and are read again for the page, so that memory does not
    grow with a roster but for eight bytes a row. ``write_page`` is given the page's file, this
    report, and whether the run is complete.
    """

    def __init__(self, folder: Path, write_page: Callable[[IO[str], "Report", bool], None]) -> None:
        self._folder, self._write_page = folder, write_page
        self.summary = Summary()
        self._places = array("Q")

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._stack = ExitStack()
        file = self._part(CSV_NAME).open("w", encoding="utf-8", newline="")
        self._table = csv.DictWriter(self._stack.enter_context(file), _COLUMNS)
        self._table.writeheader()
        self._records = self._stack.enter_context(self._part(JSON_NAME).open("wb"))
        self._end = self._records.write(b'{"rows": [')
        return self

    def _part(self, name: str) -> Path:
        return self._folder / f".{name}.part"

    def add(self, line: Line) -> None:
        """Write a line."""
        self.summary.add(line)
        record = line.record
        self._table.writerow({key: _harmless(value) for key, value in record.items()})
        self._end += self._records.write(b",\n" if self._places else b"\n")
        self._places.append(_place(line, self._end))
        content = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace")
        self._end += self._records.write(content)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        is_complete = kind is None
        summary = {**self.summary.record, "complete": is_complete}
        self._records.write(b'\n], "summary": ' + json.dumps(summary).encode() + b"}\n")
        self._stack.close()
        with self._part(PAGE_NAME).open("w", encoding="utf-8", newline="") as page:
            self._write_page(page, self, is_complete)
        for name in (CSV_NAME, JSON_NAME, PAGE_NAME):
            self._part(name).replace(self._folder / name)

    def lines(self, *statuses: Status) -> Iterator[Line]:
        """Give the lines of some states: by state in the order of :class:`Status`, then by row.

        It is for when no line of these states comes any more.
        """
        if not self._records.closed:
            self._records.flush()
        with self._part(JSON_NAME).open("rb") as file:
            for place in sorted(self._places):
                if _STATUSES[place >> _ROW_BITS + _OFFSET_BITS] in statuses:
                    file.seek(place & (1 << _OFFSET_BITS) - 1)
                    yield _read_line(json.loads(file.readline().rstrip(b",\n")))


_COLUMNS: Final = tuple(Line(row=0, status=Status.MADE).record)
_STATUSES: Final = tuple(Status)
_OFFSET_BITS: Final = 36
_ROW_BITS: Final = 25


def _place(line: Line, offset: int) -> int:
    """Give where a line stands in the order of the page, and in the file, as one number."""
    rank = _STATUSES.index(line.status)
    return (rank << _ROW_BITS | line.row) << _OFFSET_BITS | offset


def _read_line(record: Mapping[str, Any]) -> Line:
    return Line(
        row=record["row"] or 0,
        status=Status(record["status"]),
        path=record["file"],
        pages=record["pages"],
        size=record["bytes"],
        reason=record["reason"],
        column=record["column"],
        hint=record["hint"],
        group=record["class"],
        matches=record["matches"],
    )


def _harmless(value: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    is_formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
    return f"'{value}" if is_formula else value


def failures(rows: Mapping[int, Sequence[Diagnostic]]) -> Iterator[Line]:
    """Give a line for each row of a roster that could not be used, with all its reasons."""
    for row, findings in sorted(rows.items()):
        yield with_findings(Line(row=row, status=Status.FAILED), findings)


def with_findings(line: Line, findings: Sequence[Diagnostic]) -> Line:
    """Give a line with what was found about its row: messages, columns and hints, each once."""
    if not findings:
        return line
    columns = dict.fromkeys(column_name(one.location.column) for one in findings)
    hints = dict.fromkeys((line.hint, *(one.hint for one in findings)))
    reasons = dict.fromkeys((line.reason, *(one.message for one in findings)))
    return replace(
        line,
        reason="; ".join(filter(None, reasons)),
        column=", ".join(filter(None, columns)),
        hint="; ".join(filter(None, hints)),
    )


def column_name(number: int) -> str:
    """Give a column's name as spreadsheets show it: 1 is A, 27 is AA, and 0 is none."""
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def column_records(columns: Sequence[ColumnUse]) -> list[dict[str, Any]]:
    """Give what columns were taken for, for a program; ``column`` is as spreadsheets show it."""
    return [{"column": column_name(one.number) or None, **one.record} for one in columns]
