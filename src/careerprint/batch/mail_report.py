"""What became of a mailing, row by row, with masked addresses: CSV and a page to look at."""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from careerprint.publish.files import write_whole

CSV_NAME: Final = "mail-report.csv"
MAIL_PAGE_NAME: Final = "mail-report.html"


class MailState(StrEnum):
    """What became of a row's message."""

    SENT = "sent"
    ALREADY_SENT = "already sent"
    DRAFT = "draft"
    KEPT = "draft kept"
    OUTDATED = "draft outdated"
    TAKEN = "would be taken"
    WAITING = "waiting"
    CHANGED = "changed since it was sent"
    UNKNOWN = "unknown"
    POSTPONED = "postponed"
    REFUSED = "would be refused"
    FAILED = "failed"
    NOT_SENT = "not sent"

    @property
    def is_amiss(self) -> bool:
        """Whether somebody has to look at it."""
        return self in _AMISS


_AMISS: Final = frozenset(
    {
        MailState.UNKNOWN,
        MailState.POSTPONED,
        MailState.REFUSED,
        MailState.FAILED,
        MailState.NOT_SENT,
        MailState.OUTDATED,
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
    file: str = field(default="", repr=False)
    """The booklet, below the batch's folder."""

    @property
    def is_amiss(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state.is_amiss

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as text, its time as ISO 8601 in this machine's zone."""
        at = self.at.astimezone().isoformat(sep=" ", timespec="seconds") if self.at else ""
        return (str(self.row or ""), self.address, self.state.value, at, self.reason, self.file)


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

    def write(self, folder: Path, page: str, *, of: str = "") -> None:
        """Write the table and the given page; raises ``WriteError`` if they cannot be.

        ``of`` names a mailing that has a report of its own.
        """
        table = io.StringIO(newline="")
        writer = csv.writer(table)
        writer.writerow(("row", "address", "state", "time", "reason", "file"))
        writer.writerows([_harmless(cell) for cell in line.cells] for line in self.sorted_lines)
        write_whole(folder / report_name(CSV_NAME, of), table.getvalue().encode())
        write_whole(folder / report_name(MAIL_PAGE_NAME, of), page.encode())

    @property
    def sorted_lines(self) -> list[MailLine]:
        """The lines, by row."""
        return [self.lines[row] for row in sorted(self.lines)]


def report_name(name: str, of: str) -> str:
    """Give the name of a report's file; that of a mailing with a name of its own has it in it."""
    path = Path(name)
    return f"{path.stem}-{of}{path.suffix}" if of else name


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
