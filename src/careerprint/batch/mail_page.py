"""The page of a mailing's report: what somebody has to look at first, then all the others."""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from careerprint.batch.mail_report import MailLine, MailReport, MailState
from careerprint.publish.run_page import (
    NONE,
    Column,
    Figure,
    Masthead,
    cell,
    closing,
    opening,
    row,
    section,
    steps,
    table,
    ways,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPage:
    """What the page says of a run beside its lines.

    ``arguments`` are those of the whole command; ``drafts`` is where the drafts' overview stands,
    as it is typed, if there are any.
    """

    masthead: Masthead
    arguments: tuple[str, ...]
    drafts: str = ""

    def html(self, report: MailReport, *, is_complete: bool) -> str:
        """Give the page of a report."""
        amiss = [line for line in report.sorted_lines if line.is_amiss]
        others = [line for line in report.sorted_lines if not line.is_amiss]
        parts: list[tuple[str, str, Iterable[str]]] = []
        if amiss:
            rows = f"{len(amiss):,} row{'' if len(amiss) == 1 else 's'}"
            parts.append(("amiss", f"To look at: {rows}", _amiss(amiss)))
        if others:
            parts.append(("messages", "The messages", _messages(others)))
        if found := list(self._next(report)):
            parts.append(("next", "What to do next", (steps(found),)))
        notice = "" if is_complete else "The run stopped before its end. What stands here is done."
        return "".join(
            (
                opening("Report of the mailing", self.masthead, _figures(report), notice=notice),
                ways((name, heading) for name, heading, _ in parts),
                *chain.from_iterable(section(*part) for part in parts),
                closing(),
            )
        )

    def _next(self, report: MailReport) -> Iterator[tuple[str, str]]:
        states = {line.state for line in report.lines.values()}
        again = self._again("--drafts", "keep") if self.drafts else self._again()
        if MailState.NOT_SENT in states:
            yield (
                "Mend in the roster what was not sent, run the batch again, then this again",
                again,
            )
        if self.drafts and states & {MailState.DRAFT, MailState.KEPT, MailState.OUTDATED}:
            yield f"Look at some of the drafts: open {self.drafts}", ""
        if MailState.OUTDATED in states:
            yield (
                "Write all drafts anew",
                shlex.join(
                    ("careerprint", *_without(self.arguments, "--drafts"), "--drafts", "replace")
                ),
            )
        if MailState.TAKEN in states:
            yield "Send: above 20 messages their number has to be typed", f"{again} --send"
        if states & {MailState.WAITING, MailState.POSTPONED}:
            yield "Go on with those that wait: what was sent is not sent twice", again
        if MailState.UNKNOWN in states:
            yield (
                "Ask those whose message is unknown whether it came; if not",
                self._again("--retry-unknown"),
            )
        if MailState.CHANGED in states:
            yield (
                "Send again to those whose booklet has changed since, if they should have it",
                self._again("--resend-changed"),
            )

    def _again(self, *options: str) -> str:
        """Give the command of this run again, with other options."""
        return shlex.join(("careerprint", *_without(self.arguments, "--drafts"), *options))


def _without(arguments: tuple[str, ...], option: str) -> Iterator[str]:
    """Leave an option and its value out."""
    is_value = False
    for one in arguments:
        if not is_value and one != option and not one.startswith(f"{option}="):
            yield one
        is_value = one == option


_AMISS_STATES: Final = frozenset(state.value for state in MailState if state.is_amiss)


def _figures(report: MailReport) -> Iterator[Figure]:
    for state, count in report.counts.items() or (("rows", 0),):
        yield Figure(number=f"{count:,}", label=state, is_amiss=state in _AMISS_STATES)


def _amiss(lines: Iterable[MailLine]) -> Iterator[str]:
    columns = (
        Column(title="Row", is_number=True),
        Column(title="State", is_picked=True),
        Column(title="Address"),
        Column(title="Reason"),
        Column(title="Booklet"),
    )
    rows = (
        row(
            *(str(line.row or NONE), cell(line.state, mark="s")),
            *(cell(line.address or NONE), cell(line.reason), cell(line.file or NONE)),
            mark="amiss",
        )
        for line in lines
    )
    caption = "By row of the roster; addresses are masked"
    yield from table(caption, columns, rows, tools="Find among the rows to look at")


def _messages(lines: Iterable[MailLine]) -> Iterator[str]:
    columns = (
        Column(title="Row", is_number=True),
        Column(title="State", is_picked=True),
        Column(title="Address"),
        Column(title="Time"),
        Column(title="Remark"),
        Column(title="Booklet"),
    )
    rows = (
        row(
            line.cells[0] or NONE,
            cell(line.state, mark="s"),
            *(cell(text or NONE) for text in (line.address, line.cells[3], line.reason, line.file)),
        )
        for line in lines
    )
    yield from table("By row of the roster", columns, rows, tools="Find among the messages")
