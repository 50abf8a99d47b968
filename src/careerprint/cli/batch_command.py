"""``careerprint batch``: a personal booklet or handout for each row of a roster."""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from careerprint.cli.common_options import edition_option, form_options
from careerprint.cli.progress import Progress
from careerprint.errors import Diagnostic, ExitCode, UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from careerprint.batch.batch import Batch
    from careerprint.booklet.booklet_file import BookletFile
    from careerprint.profile.library import Library
    from careerprint.roster.rows import Student
    from careerprint.settings import Settings

PATTERN: Final = "{class}/{last}-{first}-{n}"
NUMBERED: Final = "{n}"
KEY_FILE: Final = "names.csv"


@click.command("batch")
@click.argument("roster", type=click.Path(path_type=Path))
@click.option("--booklet", "spec", type=click.Path(path_type=Path), metavar="SPEC.yaml")
@click.option("--layout", metavar="NAME", help="Handouts in this layout, in place of a booklet.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    required=True,
    help="The folder for the PDFs.",
)
@click.option("--workers", type=click.IntRange(1, 256), help="Worker processes; one a core.")
@click.option("--dask", metavar="ADDRESS", help="A Dask scheduler, such as tcp://host:8786.")
@click.option("--direct", "is_direct", is_flag=True, help="Dask's workers write to DIR themselves.")
@click.option("--names", "pattern", metavar="PATTERN", help=f"File names; {PATTERN} if not given.")
@click.option("--numbered", is_flag=True, help=f"Numbers for names; who is who in {KEY_FILE}.")
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="The key of the hashes.")
@click.option("--matches", type=click.IntRange(1, 60), default=6, help="Careers for interests.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Only the first N students.")
@click.option("--dry-run", is_flag=True, help="Say what would be made.")
@click.option("--allow-missing", is_flag=True, help="Print names without letters no face has.")
@click.option("--prune", is_flag=True, help="Delete files that no row asks for any more.")
@click.option("--combined", "is_combined", is_flag=True, help="One file a class too.")
@edition_option
@form_options("letter", "a4", "half-letter", "a5", of="Where the roster says none.")
@click.option("--no-cache", "is_uncached", is_flag=True, help="Keep no sections.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """Make a personal booklet or handout for each row of a CSV or XLSX roster.

    A second run makes only what is missing, changed or damaged.
    """
    return _Run(options=options, is_quiet=ctx.obj["quiet"]).go(ctx)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run of the command."""

    options: dict[str, Any]
    is_quiet: bool
    bad_rows: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def go(self, ctx: click.Context) -> int:
        """Read, make, report; gives the exit code."""
        from careerprint.batch.batch import Batch, Order
        from careerprint.batch.ledger import Ledger
        from careerprint.batch.names import read_pattern
        from careerprint.batch.packing import pack
        from careerprint.batch.report import Report, Status, failures
        from careerprint.booklet.forms import layout_names
        from careerprint.cli.project import on_own_paper, settings_of
        from careerprint.cli.terminal import note, print_json, say
        from careerprint.errors import shown
        from careerprint.profile.library import open_library
        from careerprint.settings import Options

        given = self.options
        options = Options(
            paper=given["paper"], ink=given["ink"], language=given["lang"], state=given["state"]
        )
        settings = settings_of(ctx, options)
        library = open_library(settings)
        file = self._file(library, settings)
        is_asked = given["paper"] is not None and file.edition is None
        names_of_layouts = layout_names(file, settings.layout_folders)
        settings = on_own_paper(ctx, settings, names_of_layouts, is_asked=is_asked)
        size = self._count(library, file)
        pattern = NUMBERED if given["numbered"] else given["pattern"] or PATTERN
        order = Order(
            output=given["output"],
            pattern=read_pattern(pattern),
            language=settings.variant.languages[0].value,
            state=settings.variant.state,
            matches=given["matches"],
            is_direct=given["is_direct"] or not given["dask"],
            is_local=not given["dask"],
            is_combined=given["is_combined"],
            fonts=library.fonts,
        )
        kit = pack(file, given["spec"], library, settings, is_cached=not given["is_uncached"])
        run = f"{time.time_ns():x}"
        with Ledger(order.output, run=run, key_file=given["key_file"]) as ledger:
            if not given["dry_run"]:
                ledger.describe(
                    {
                        "roster": str(given["roster"].absolute()),
                        "columns": file.columns,
                        "names": pattern,
                        "students": size,
                        "title": file.title,
                        "sample": given["sample"],
                        "language": order.language,
                        "matches": order.matches,
                        "key": str(given["key_file"].absolute()) if given["key_file"] else None,
                    }
                )
            with Report(order.output) as report:
                for line in failures(self.bad_rows):
                    report.add(line)
                batch = Batch(kit=kit, order=order, ledger=ledger, report=report)
                self._make(batch, library, file, size)
            words = report.summary.words()
        if given["as_json"]:
            summary = report.summary
            totals = {"pages": summary.pages, "sheets": summary.sheets, "bytes": summary.size}
            print_json({**summary.counts, **totals})
        elif not self.is_quiet:
            note(words)
            say(shown(order.output / "report.html"))
        return ExitCode.SOME_FAILED if report.summary.counts[Status.FAILED] else ExitCode.OK

    # --- reading -----------------------------------------------------------------------------

    def _file(self, library: "Library", settings: "Settings") -> "BookletFile":
        from careerprint.booklet.booklet_file import CAREERS, BookletFile
        from careerprint.booklet.edition import Edition
        from careerprint.booklet.setup import read_spec
        from careerprint.cli.terminal import report_diagnostics

        if self.options["spec"] is None:
            report_diagnostics(settings.warnings, is_error_stream=True)
        if self.options["layout"]:
            for other in ("booklet", "edition"):
                if self.options["spec" if other == "booklet" else other]:
                    raise UsageError(f"--layout and --{other} exclude each other")
            return BookletFile(
                title="Careers",
                parts=(CAREERS,),
                layout=self.options["layout"],
                starts_right=False,
            )
        edition = Edition(self.options["edition"]) if self.options["edition"] else None
        if self.options["spec"] is None:
            return BookletFile(title="Careers to look at", edition=edition)
        file, findings = read_spec(self.options["spec"], (), library, settings, edition=edition)
        report_diagnostics(findings.diagnostics, is_error_stream=True)
        return file

    def _students(
        self,
        library: "Library",
        file: "BookletFile",
        tell: "Callable[[Diagnostic], None]" = lambda _: None,
    ) -> "Iterator[Student]":
        from careerprint.booklet.booklet_file import prints_names
        from careerprint.roster.roster import good_rows, read_roster
        from careerprint.roster.rows import Letters

        letters = Letters(fonts=library.fonts, is_missing_allowed=self.options["allow_missing"])
        entries = read_roster(
            self.options["roster"],
            titles=library.titles,
            mapping=file.columns,
            letters=letters if prints_names(file) else None,
        )
        return good_rows(entries, tell)

    def _count(self, library: "Library", file: "BookletFile") -> int:
        """Count the good rows, and tell what is found about all."""
        return sum(1 for _ in self._students(library, file, self._tell))

    def _tell(self, finding: Diagnostic) -> None:
        from careerprint.cli.terminal import report_diagnostics

        report_diagnostics((finding,), is_error_stream=True)
        if finding.is_error and finding.location.line:
            self.bad_rows[finding.location.line].append(finding.message)

    # --- making ------------------------------------------------------------------------------

    def _make(self, batch: "Batch", library: "Library", file: "BookletFile", size: int) -> None:
        from itertools import islice

        from careerprint.cli.terminal import note

        sample = self.options["sample"]
        students = self._students(library, file)
        if sample:
            students, size = islice(students, sample), min(size, sample)
        if self.options["dry_run"]:
            batch.plan(students, size)
            if not sample:
                batch.left_over(is_pruned=False)
            return
        if self.options["numbered"]:
            self._write_key(batch, library, file, size)
        progress = Progress(size, is_shown=not self.is_quiet)
        batch.tick = progress.step
        workers = self.options["workers"] or os.cpu_count() or 1
        try:
            batch.make(students, size, self._executor(workers), in_flight=2 * workers + 2)
        except KeyboardInterrupt:
            note("stopped; what is finished is kept. The same command goes on from here.")
            raise
        finally:
            progress.close()
        if not sample:
            batch.left_over(is_pruned=self.options["prune"])
        if self.options["is_combined"]:
            self._combine(batch)

    def _executor(self, workers: int) -> "Callable[[], Executor]":
        from careerprint.batch.executors import open_dask, open_pool

        address = self.options["dask"]
        return (lambda: open_dask(address)) if address else (lambda: open_pool(workers))

    def _write_key(
        self, batch: "Batch", library: "Library", file: "BookletFile", size: int
    ) -> None:
        from careerprint.batch.names import key_rows, name_files
        from careerprint.publish.files import write_whole

        students = self._students(library, file)
        files = name_files(students, batch.order.pattern, size=size, key=batch.ledger.key)
        write_whole(batch.order.output / KEY_FILE, "".join(key_rows(files)).encode("utf-8-sig"))

    def _combine(self, batch: "Batch") -> None:
        from careerprint.batch.class_files import write_class_files
        from careerprint.cli.terminal import say
        from careerprint.errors import shown
        from careerprint.settings import Ink

        is_grey = batch.kit.variant.ink is Ink.COPIER
        for target, _ in write_class_files(batch.classes, batch.order.output, is_grey=is_grey):
            say(shown(target))
