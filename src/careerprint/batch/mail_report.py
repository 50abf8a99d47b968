"""What became of a mailing, row by row, with masked addresses: CSV and a page to look at."""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from html import escape
from pathlib import Path
from typing import Final

from careerprint.publish.files import write_whole

CSV_NAME: Final = "mail-report.csv"
PAGE_NAME: Final = "mail-report.html"


class MailState(StrEnum):
    """What became of a row's message."""

    SENT = "sent"
    ALREADY_SENT = "already sent"
    DRAFT = "draft"
    TAKEN = "would be taken"
    WAITING = "waiting"
    CHANGED = "changed since it was sent"
    UNKNOWN = "unknown"
    POSTPONED = "postponed"
    REFUSED = "would be refused"
    FAILED = "failed"
    NOT_SENT = "not sent"


_AMISS: Final = frozenset(
    {
        MailState.UNKNOWN,
        MailState.POSTPONED,
        MailState.REFUSED,
        MailState.FAILED,
        MailState.NOT_SENT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLine:
    """One row of the report; ``address`` is masked, ``reason`` has neither address nor name."""

    row: int
    address: str
    state: MailState
    at: datetime | None = None
    reason: str = ""

    @property
    def is_amiss(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state in _AMISS

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as text, its time as ISO 8601 in this machine's zone."""
        at = self.at.astimezone().isoformat(sep=" ", timespec="seconds") if self.at else ""
        return (str(self.row or ""), self.address, self.state.value, at, self.reason)


@dataclass(slots=True, kw_only=True)
class MailReport:
    """The lines of a run; small enough to be kept until its end."""

    lines: dict[int, MailLine] = field(default_factory=dict)

    def add(self, line: MailLine) -> None:
        """Note what became of a row; a later word replaces an earlier one."""
        self.lines[line.row] = line

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each state that occurs."""
        found = Counter(line.state for line in self.lines.values())
        return {state.value: found[state] for state in MailState if found[state]}

    @property
    def is_amiss(self) -> bool:
        """Whether any row has to be looked at."""
        return any(line.is_amiss for line in self.lines.values())

    def words(self) -> str:
        """Say it in one line."""
        return ", ".join(f"{count:,} {state}" for state, count in self.counts.items())

    def write(self, folder: Path) -> None:
        """Write both files; raises ``WriteError`` if they cannot be."""
        lines = [self.lines[row] for row in sorted(self.lines)]
        table = io.StringIO(newline="")
        writer = csv.writer(table)
        writer.writerow(("row", "address", "state", "time", "reason"))
        writer.writerows([_harmless(cell) for cell in line.cells] for line in lines)
        write_whole(folder / CSV_NAME, table.getvalue().encode())
        rows = "\n".join(map(_table_row, lines))
        page = _PAGE.format(rows=rows, words=escape(self.words() or "no rows"))
        write_whole(folder / PAGE_NAME, page.encode())


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _table_row(line: MailLine) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in line.cells)
    mark = ' class="amiss"' if line.is_amiss else ""
    return f"<tr{mark}>{cells}</tr>"


_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Report of the mailing</title>
<meta name="viewport" content="width=device-width">
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; color: #1d1d1f; background: #fff; \
margin: 2rem auto; max-width: 64rem; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #d5d5da }}
.amiss td:nth-child(3) {{ color: #9f1239; font-weight: 600 }}
</style>
<main><h1>Report of the mailing</h1>
<p>{words}</p>
<table><thead><tr><th scope="col">Row</th><th scope="col">Address</th><th scope="col">State</th>\
<th scope="col">Time</th><th scope="col">Reason</th></tr></thead>
<tbody>
{rows}
</tbody></table></main></html>
"""
