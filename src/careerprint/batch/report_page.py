"""The page of a batch's report: what failed first, then what was made, and what to do next."""

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO, Final

from careerprint.batch.paper_use import PaperUse
from careerprint.batch.pressing import FOLDER
from careerprint.batch.report import Line, Report, Status, Summary
from careerprint.publish.run_page import (
    NONE,
    Column,
    Figure,
    Masthead,
    cell,
    closing,
    command,
    named,
    number,
    opening,
    row,
    section,
    steps,
    table,
    told,
    ways,
)
from careerprint.roster.unknown_words import alias_lines
from careerprint.settings import FILE_NAME

_MOST_FOLDED: Final = 2
"""Pages of a handout that is printed as it is: there is nothing to fold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """What the page says of a run beside its lines.

    ``folder`` is the output folder as it was typed, ``arguments`` those of the whole command.
    """

    masthead: Masthead
    folder: str
    arguments: tuple[str, ...]

    def write(self, page: IO[str], report: Report, is_complete: bool) -> None:  # noqa: FBT001, RUF100
        """Write the page of a report, line by line."""
        for piece in self._pieces(report, is_complete=is_complete):
            page.write(piece)

    def _pieces(self, report: Report, *, is_complete: bool) -> Iterator[str]:
        summary = report.summary
        done = sum(summary.counts[one] for one in _DONE)
        parts: list[tuple[str, str, Iterable[str]]] = []
        if len(summary.classes) > 1:
            parts.append(("classes", "By class", _classes(summary)))
        if count := summary.counts[Status.FAILED]:
            lines = report.lines(Status.FAILED)
            parts.append(("failed", f"To mend: {_counted(count, 'row')}", _failed(lines)))
        if summary.remarks:
            parts.append(("remarks", "To know", map(told, summary.remarks)))
        if summary.unknown_words:
            parts.append(("words", "Words that are no career", _words(summary)))
        if done:
            is_plan = bool(summary.counts[Status.PLANNED])
            heading = "What would be made" if is_plan else "The booklets"
            parts.append(("booklets", heading, _booklets(report.lines(*_DONE))))
        if count := summary.counts[Status.LEFT_OVER]:
            lines = report.lines(Status.LEFT_OVER)
            heading = f"Left over: {_counted(count, 'file')}"
            has_failed = bool(summary.counts[Status.FAILED])
            parts.append(("left-over", heading, self._left_over(lines, has_failed=has_failed)))
        if count := summary.counts[Status.OUTDATED]:
            lines = report.lines(Status.OUTDATED)
            heading = f"Out of date: {_counted(count, 'file')}"
            parts.append(("outdated", heading, self._outdated(lines, summary)))
        if count := summary.counts[Status.DELETED]:
            rows = (row(line.path) for line in report.lines(Status.DELETED))
            deleted = table("By name", (Column(title="File"),), rows)
            parts.append(("deleted", f"Deleted: {_counted(count, 'file')}", deleted))
        next_steps = steps(self._next(summary, is_complete=is_complete))
        parts.append(("next", "What to do next", (next_steps,)))
        yield opening(
            "Report of the batch",
            self.masthead,
            _figures(summary),
            facts=tuple(_facts(summary)),
            notice="" if is_complete else "The run was interrupted. What stands here is done.",
        )
        yield ways((name, heading) for name, heading, _ in parts)
        yield from chain.from_iterable(section(*part) for part in parts)
        yield closing()

    def _left_over(self, lines: Iterable[Line], *, has_failed: bool) -> Iterator[str]:
        if "--prune" not in self.arguments or has_failed:
            when = "When no row fails any more, delete" if has_failed else "Delete"
            yield told(
                f"No good row of the roster asks for these files any more. {when} them with:"
            )
            yield command(self._command("--prune"))
        rows = (row(line.path, cell(line.reason, mark="mend")) for line in lines)
        columns = (Column(title="File"), Column(title="Why"))
        yield from table("By name", columns, rows, tools="Find among the files left over")

    def _outdated(self, lines: Iterable[Line], summary: Summary) -> Iterator[str]:
        yield told("These sheets and class files are of earlier booklets: do not print them.")
        options = [one for one in summary.ways_anew if one.startswith("--")]
        if options:
            yield told("This makes them anew:")
            yield command(self._command(*options))
        rows = (row(line.path, cell(line.hint, mark="mend")) for line in lines)
        columns = (Column(title="File"), Column(title="What to do"))
        yield from table("By name", columns, rows, tools="Find among the files out of date")

    def _next(self, summary: Summary, *, is_complete: bool) -> Iterator[tuple[str, str]]:
        if summary.counts[Status.PLANNED]:
            yield (
                "Make the booklets: the same command without --dry-run",
                self._command(without="--dry-run"),
            )
            return
        if not is_complete:
            yield "Go on: what is finished is not made again", self._command()
        elif summary.counts[Status.FAILED]:
            yield (
                "Mend the rows above in the roster, then give the same command again: it makes "
                "only what is missing or changed",
                self._command(),
            )
        if not summary.total.booklets:
            return
        yield "Look: open some of the booklets above, one of the longest too", ""
        if summary.laid_out:
            yield f"Print the sheets at actual size. They stand in {summary.laid_out}", ""
        elif summary.pages > _MOST_FOLDED * summary.total.booklets:
            sheets = shlex.join(("-o", f"{self.folder}/imposed"))
            yield (
                "Print them as they are, or lay them out on sheets to fold and staple",
                f"careerprint impose {shlex.quote(self.folder)} --scheme saddle {sheets}",
            )
        else:
            yield "Print them as they are, on both sides of the paper", ""
        if summary.pressed.files:
            count = _counted(summary.pressed.files, "file")
            yield (
                f"Or have a shop print them: hand over {FOLDER}/, {count}, looked at one by one",
                "",
            )
        if summary.has_addresses:
            yield (
                "Mail them: this writes drafts to look at, and sends nothing",
                f"careerprint mail {shlex.quote(self.folder)}",
            )

    def _command(self, *more: str, without: str = "") -> str:
        """Give the command of this run again."""
        kept = [one for one in self.arguments if one != without]
        return shlex.join(("careerprint", *kept, *(one for one in more if one not in kept)))


_DONE: Final = (Status.MADE, Status.PLANNED, Status.UNCHANGED)
_MARKS: Final = {Status.UNCHANGED: "rest"}


def _figures(summary: Summary) -> Iterator[Figure]:
    """Give the numbers of the head; what there is none of is left out, but for the failed."""
    counts = summary.counts
    labels = {
        Status.PLANNED: "would be made",
        Status.MADE: "made",
        Status.UNCHANGED: "unchanged",
        Status.FAILED: "failed",
        Status.LEFT_OVER: "left over",
        Status.OUTDATED: "out of date",
        Status.DELETED: "deleted",
    }
    for status, label in labels.items():
        if counts[status] or status is Status.FAILED:
            is_amiss = status is Status.FAILED and bool(counts[status])
            yield Figure(number=f"{counts[status]:,}", label=label, is_amiss=is_amiss)
    if summary.pages:
        yield Figure(number=f"{summary.pages:,}", label="pages")
        yield Figure(number=f"{summary.sheets:,}", label=f"sheets, {summary.printing.said}")


def _facts(summary: Summary) -> Iterator[str]:
    """Give what stands below the numbers: what it takes of paper, how large the files are."""
    if summary.pages:
        yield summary.total.words(summary.printing)
    pressed = summary.pressed
    if pressed.files or pressed.failed:
        yield f"{pressed.files:,} for a print shop" + (
            f", {pressed.failed:,} could not be made" if pressed.failed else ""
        )
    if summary.size:
        yield f"{summary.size / 2**20:,.1f} MB"


def _classes(summary: Summary) -> Iterator[str]:
    columns = (
        Column(title="Class"),
        *(Column(title=one, is_number=True) for one in ("Booklets", "Pages", "Sheets")),
    )
    named = sorted(summary.classes.items(), key=lambda one: (not one[0], _natural(one[0])))
    rows = (row(name or "no class", *_sum(found)) for name, found in named)
    foot = row("All", *_sum(summary.total))
    yield from table(_EACH_ON_ITS_OWN, columns, rows, foot=foot)


_EACH_ON_ITS_OWN: Final = "Each booklet on sheets of its own"


def _sum(found: PaperUse) -> tuple[str, ...]:
    return number(found.booklets), number(found.pages), number(found.sheets)


def _failed(lines: Iterable[Line]) -> Iterator[str]:
    columns = (
        Column(title="Row", is_number=True),
        Column(title="Column"),
        Column(title="What is wrong"),
        Column(title="What to do"),
    )
    rows = (
        row(
            str(line.row or NONE),
            cell(line.column or NONE),
            cell(line.reason),
            cell(line.hint, mark="mend"),
            mark="amiss",
        )
        for line in lines
    )
    caption = "By row, as the spreadsheet counts; these students have no new booklet"
    yield from table(caption, columns, rows, tools="Find among the failed rows")


def _words(summary: Summary) -> Iterator[str]:
    columns = (
        Column(title="In the roster"),
        Column(title="Times", is_number=True),
        Column(title="Nearest careers"),
    )
    found = sorted(summary.unknown_words, key=lambda one: (-one.count, one.word))
    rows = (row(one.word, number(one.count), cell(", ".join(one.nearest) or NONE)) for one in found)
    yield from table("The most frequent first", columns, rows, tools="Find among these words")
    if lines := list(alias_lines(tuple(found))):
        yield told(f"To have them understood, complete these lines, and put them into {FILE_NAME}:")
        yield command("\n".join(lines))


def _booklets(lines: Iterable[Line]) -> Iterator[str]:
    columns = (
        Column(title="Row", is_number=True),
        Column(title="State", is_picked=True),
        Column(title="Class", is_picked=True),
        Column(title="File"),
        Column(title="Pages", is_number=True),
    )
    rows = (
        row(
            str(line.row),
            cell(line.status, mark="s"),
            cell(line.group or NONE, mark="s"),
            named(
                line.path,
                "; ".join(filter(None, (line.reason, line.matches))),
                is_linked=line.status is not Status.PLANNED,
            ),
            number(line.pages),
            mark=_MARKS.get(line.status, ""),
        )
        for line in lines
    )
    caption = "What was made first, then what is unchanged, each by row"
    yield from table(caption, columns, rows, tools="Find among the booklets")


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """Give what puts class 9A before class 10A."""
    return tuple(
        (int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", text) if part
    )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
