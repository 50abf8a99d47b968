"""A roster and a kit → booklets in a folder: what is missing, changed or damaged is made."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from careerprint.batch.jobs import Built, Failed, Job, Kit, Outcome, Packed
from careerprint.batch.ledger import Ledger
from careerprint.batch.names import NOBODY, NamedFile, Pattern, name_files, safe_name
from careerprint.batch.namesakes import Holders, student_hash
from careerprint.batch.paper_use import Forecast
from careerprint.batch.print_files import PrintFiles
from careerprint.batch.report import Line, Report, Status, with_findings
from careerprint.batch.sampling import Sample
from careerprint.batch.worker import make
from careerprint.errors import Diagnostic, WriteError
from careerprint.figures.matching import Matcher
from careerprint.figures.tables import Tables
from careerprint.publish.files import delete, write_whole
from careerprint.resources import shipped
from careerprint.roster.student import Student
from careerprint.sections.keys import folder_digest, program
from careerprint.typefaces.letters import without_missing
from careerprint.workers.run import MOST_KILLS, run
from careerprint.workers.scratch import scratch_folder

AT_ONCE: Final = 8
"""Booklets that a worker makes in one go: what stands around their careers is set together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made of a roster: where, under which names, how many careers for interests.

    ``is_direct`` has the workers write to the output folder themselves; ``is_local`` says that
    they are this machine's, and read the kit from a file. ``is_gathered`` has the batch say which
    booklets there are of each class. ``fonts`` are the project's own: a name
    is printed without the characters that no face has. ``language`` and ``state`` stand where
    the roster says nothing.
    """

    output: Path
    pattern: Pattern
    language: str
    state: str | None
    matches: int = 6
    is_direct: bool = False
    is_local: bool = False
    is_gathered: bool = False
    fonts: tuple[Path, ...] = ()


@dataclass(slots=True, kw_only=True)
class Batch:
    """One run over a roster.

    ``classes`` has the booklets of each class, in the roster's order, if the order gathers them;
    a class is named as a file may be. ``tick`` counts what was made or failed, ``skip`` what needs
    not be made; ``findings`` are the warnings of the roster, by row; ``holders`` says whose file
    each name has been; ``forecast`` counts pages of what is only planned; ``sharing`` are the rows
    with a name that is another's too, of which ``files`` has the paths; ``sample`` are the booklets
    that are looked at when all is made.
    """

    kit: Kit
    order: Order
    ledger: Ledger
    report: Report
    tick: Callable[[int], None] = field(default=lambda _: None)
    skip: Callable[[int], None] = field(default=lambda _: None)
    findings: Mapping[int, Sequence[Diagnostic]] = field(default_factory=dict)
    holders: Holders = NOBODY
    forecast: Forecast | None = None
    sharing: frozenset[int] = frozenset()
    files: dict[int, str] = field(default_factory=dict, repr=False)
    classes: dict[str, dict[str, Path]] = field(default_factory=dict, repr=False)
    sample: Sample = field(default_factory=Sample)
    _matcher: Matcher | None = field(default=None, repr=False)
    _under_way: dict[int, tuple[Job, str]] = field(default_factory=dict, repr=False)

    def make(
        self,
        students: Iterable[Student],
        size: int,
        open_executor: Callable[[], Executor],
        *,
        in_flight: int,
    ) -> None:
        """Make what is not there yet; every student gets a line of the report.

        Raises what the ledger, the disk or the executor raises; what was finished is kept.
        """
        with scratch_folder() as folder:
            packed = self.kit.packed()
            if self.order.is_local:
                packed = packed.laid_down(folder)
            self._run(packed, self._missing(self.jobs(students, size)), open_executor, in_flight)

    def _run(
        self,
        packed: Packed,
        jobs: Iterator[Job],
        open_executor: Callable[[], Executor],
        in_flight: int,
    ) -> None:
        work = partial(make, packed)
        for outcome in run(
            jobs, work, _set_aside, open_executor, in_flight=in_flight, at_once=AT_ONCE
        ):
            self._done(outcome)
            self.tick(1)

    def plan(self, students: Iterable[Student], size: int) -> None:
        """Say what would be made, without making it."""
        for job in self._missing(self.jobs(students, size)):
            del self._under_way[job.number]
            found = self.forecast.pages(job.careers, job.language) if self.forecast else None
            self._report(job, Status.PLANNED, pages=found.pages if found else 0)
            self.report.summary.total.is_about |= bool(found and found.is_about)

    def jobs(self, students: Iterable[Student], size: int) -> Iterator[Job]:
        """Give a job for each student, in the roster's order."""
        profiles = {key[0]: career.profile for key, career in self.kit.careers.items()}
        tables = Tables(self.kit.variant.figure_folders)
        self._matcher = matcher = Matcher(profiles, tables, self.order.matches)
        named: Iterator[NamedFile] = name_files(
            students,
            self.order.pattern,
            size=size,
            key=self.ledger.key,
            holders=self.holders,
        )
        for file in named:
            student = file.student
            path = str(file.path)
            if student.email:
                self.report.summary.has_addresses = True
            if student.row in self.sharing:
                self.files[student.row] = path
            if self.order.is_gathered:
                group = safe_name(student.group) if student.group else ""
                self.classes.setdefault(group, {})[path] = self.order.output / path
            target = str((self.order.output / path).absolute()) if self.order.is_direct else ""
            careers = student.careers or matcher.careers(student.interests)
            language = student.language or self.order.language
            self.sample.offer(student.row, path, careers, language)
            yield Job(
                number=file.number,
                row=student.row,
                group=student.group,
                path=path,
                owner=student_hash(student, self.ledger),
                recipient=without_missing(student.name, self.order.fonts),
                careers=careers,
                language=language,
                state=student.state or self.order.state,
                target=target,
                interests="" if student.careers else student.interests,
            )

    def _missing(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """Give the jobs whose booklet is not there as it should be; the others are reported."""
        asker = _Asker(self.kit)
        for job in jobs:
            asked = asker.asked(job)
            record = self.ledger.find(job.path)
            if record:
                self.ledger.touch(job.path)  # whatever becomes of it now, it is not left over
            if record and record.asked == asked and self.ledger.is_whole(job.path, record):
                self._report(job, Status.UNCHANGED, pages=record.pages, size=record.size)
                self.skip(1)
                continue
            self._under_way[job.number] = (job, asked)
            yield job

    def _done(self, outcome: Outcome) -> None:
        """Write a booklet and note it; or note why there is none."""
        job, asked = self._under_way.pop(outcome.number)
        if isinstance(outcome, Failed) and outcome.is_unwritten:
            raise WriteError(outcome.reason, hint=outcome.hint)
        if not isinstance(outcome, Built):
            for booklets in self.classes.values():
                booklets.pop(job.path, None)
            self._report(job, Status.FAILED, reason=outcome.reason, hint=outcome.hint)
            return
        if not job.target:
            write_whole(self.order.output / job.path, outcome.pdf)
        self.ledger.keep(
            job.owner,
            job.path,
            asked,
            digest=outcome.digest,
            pages=outcome.pages,
            at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        )
        self._report(job, Status.MADE, pages=outcome.pages, size=outcome.size)

    def _report(self, job: Job, status: Status, **told: Any) -> None:
        """Report what became of a row, with what was found about it in the roster.

        ``told`` are further fields of the line. Of careers that were chosen for interests it is
        said why.
        """
        line = Line(row=job.row, status=status, path=job.path, group=job.group, **told)
        if job.interests and self._matcher:
            line = replace(line, matches=self._matcher.reasons(job.interests))
        self.report.add(with_findings(line, self.findings.get(line.row, ())))

    def left_over(self, *, is_pruned: bool) -> tuple[str, ...]:
        """Report the files that no row asks for any more; delete them only if ``is_pruned``.

        As long as a row of the roster is bad none is deleted: it may be that student's booklet.
        """
        found = tuple(self.ledger.left_over())
        for path in found:
            self._old(path, Status.LEFT_OVER, "no row asks for it any more", is_pruned=is_pruned)
        return found

    def old_print_files(self, *, is_pruned: bool) -> None:
        """Report sheets and class files of earlier booklets, as :meth:`left_over` does."""
        for one in self.print_files().old():
            if one.is_gone:
                status, reason = Status.LEFT_OVER, "it is of no booklet that a row asks for"
            else:
                status, reason = Status.OUTDATED, "it is of earlier booklets"
            self._old(one.path, status, reason, is_pruned=is_pruned, ways=one.ways)

    def print_files(self) -> PrintFiles:
        """Give the print files of the output folder, held against the booklets of the classes."""
        return PrintFiles(self.order.output, self.ledger, self.classes)

    def _old(
        self, path: str, status: Status, reason: str, *, is_pruned: bool, ways: tuple[str, ...] = ()
    ) -> None:
        """Report a file that is not wanted any more, and delete it if that may be."""
        hint = "--prune deletes it"
        if self.report.summary.counts[Status.FAILED]:
            reason = f"{reason}: kept until no row fails"
            hint = "mend the rows that fail; then --prune deletes it"
        elif is_pruned:
            delete(self.order.output / path, below=self.order.output)
            self.ledger.forget(path)
            status, hint, ways = Status.DELETED, "", ()
        if status is Status.OUTDATED:
            hint = f"{' '.join(ways)} makes it anew; {hint}"
            self.report.summary.ways_anew |= dict.fromkeys(ways)
        self.report.add(Line(row=0, status=status, path=path, reason=reason, hint=hint))


def _set_aside(job: Job) -> Failed:
    reason = f"set aside: it took a worker down {MOST_KILLS} times"
    return Failed(number=job.number, reason=reason, hint="look at its careers and pictures")


class _Asker:
    """What each job asks for, as a hash: the same again needs not be made again."""

    def __init__(self, kit: Kit) -> None:
        self._digests: Mapping[tuple[str, str], str] = {
            key: hashlib.sha256(repr(career).encode()).hexdigest()
            for key, career in kit.careers.items()
        }
        file = kit.file.model_copy(update={"columns": {}})  # says how a roster is read
        shared = replace(kit, file=file, careers={}, cache=None)
        self._shared = hashlib.sha256(repr(shared).encode()).hexdigest() + "".join(
            (
                program(),
                folder_digest(shipped("layouts")),
                folder_digest(shipped("data") / "figures"),
            )
        )

    def asked(self, job: Job) -> str:
        """Give the hash of everything that goes into a job's booklet."""
        careers = [self._digests.get((one, job.language), "") for one in job.careers]
        content = (self._shared, job.recipient, job.owner, job.language, job.state, *careers)
        return hashlib.sha256(repr(content).encode()).hexdigest()
