"""``careerprint batch``: a personal booklet or handout for each row of a roster."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from careerprint.cli.common_options import choice, edition_option, form_options
from careerprint.cli.progress import Progress
from careerprint.errors import Diagnostic, ExitCode, UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from careerprint.batch.batch import Batch
    from careerprint.batch.report_page import ReportPage
    from careerprint.batch.roll_call import RollCall
    from careerprint.booklet.booklet_file import BookletFile
    from careerprint.press.press_order import PressOrder
    from careerprint.profile.library import Library
    from careerprint.roster.student import Student
    from careerprint.roster.unknown_words import UnknownWord
    from careerprint.settings import Settings

PATTERN: Final = "{class}/{last}-{first}"
NUMBERED: Final = "{n}"
KEY_FILE: Final = "names.csv"
MOST_WORDS: Final = 40
"""Unknown words of a roster that are told on the terminal."""


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
@click.option(
    "--imposed",
    type=choice("saddle", "2up", "4up"),
    is_flag=False,
    flag_value="saddle",
    help="Sheets too, in DIR/imposed: saddle (if no other is named) to fold and staple.",
)
@click.option(
    "--press", "is_for_press", is_flag=True, help="Files for a print shop too, in DIR/press."
)
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
    columns: dict[str, str] = field(default_factory=dict)
    unlaid: int = 0
    """Files whose sheets, or files for the press, could not be made."""
    press: "PressOrder | None" = None

    def go(self, ctx: click.Context) -> int:
        """Read, make, report; gives the exit code."""
        from careerprint.batch.batch import Batch, Order
        from careerprint.batch.ledger import Ledger
        from careerprint.batch.names import read_pattern
        from careerprint.batch.namesakes import holders_of
        from careerprint.batch.packing import pack
        from careerprint.batch.report import PAGE_NAME, Report, Status, failures
        from careerprint.batch.roll_call import RollCall
        from careerprint.booklet.forms import layout_names
        from careerprint.cli.project import on_own_paper, press_order, settings_of
        from careerprint.cli.terminal import note, print_json, say
        from careerprint.errors import shown
        from careerprint.figures.kin import Kin
        from careerprint.figures.tables import Tables
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
        pattern = NUMBERED if given["numbered"] else given["pattern"] or PATTERN
        figures = Tables(settings.variant.figure_folders)
        called = RollCall(pattern=read_pattern(pattern), kin=Kin(library.profiles, figures).of)
        called.call(self._students(library, file, called))
        order = Order(
            output=given["output"],
            pattern=called.pattern,
            language=settings.variant.languages[0].value,
            state=settings.variant.state,
            matches=given["matches"],
            is_direct=given["is_direct"] or not given["dask"],
            is_local=not given["dask"],
            is_gathered=bool(given["is_combined"] or given["imposed"] or given["is_for_press"]),
            fonts=library.fonts,
        )
        self.press = press_order(settings) if given["is_for_press"] else None
        kit = pack(file, given["spec"], library, settings, is_cached=not given["is_uncached"])
        run = f"{time.time_ns():x}"
        with Ledger(order.output, run=run, key_file=given["key_file"]) as ledger:
            if not given["dry_run"]:
                ledger.describe(
                    {
                        "roster": str(given["roster"].absolute()),
                        "columns": self.columns,
                        "names": pattern,
                        "students": called.good,
                        "title": file.title,
                        "sample": given["sample"],
                        "language": order.language,
                        "matches": order.matches,
                        "key": str(given["key_file"].absolute()) if given["key_file"] else None,
                    }
                )
            with Report(order.output, self._page(ctx, settings).write) as report:
                report.summary.sample = min(given["sample"] or 0, called.good)
                report.summary.students = called.size
                report.summary.unknown_words = called.unknown.found()
                for line in failures(called.failed):
                    report.add(line)
                batch = Batch(
                    kit=kit,
                    order=order,
                    ledger=ledger,
                    report=report,
                    findings=called.findings,
                    holders=holders_of(self._students(library, file), called.shared, ledger),
                )
                self._make(batch, library, file, called)
        if given["as_json"]:
            print_json(report.summary.totals)
        elif not self.is_quiet:
            self._tell_words(report.summary.unknown_words)
            note(report.summary.words())
            say(shown(order.output / PAGE_NAME))
        has_failed = bool(report.summary.counts[Status.FAILED] or self.unlaid)
        self._tell_next(ctx, failed=report.summary.counts[Status.FAILED])
        return ExitCode.SOME_FAILED if has_failed else ExitCode.OK

    def _page(self, ctx: click.Context, settings: "Settings") -> "ReportPage":
        from careerprint.batch.report_page import ReportPage
        from careerprint.errors import shown
        from careerprint.publish.run_page import Masthead

        masthead = Masthead(
            brand=settings.variant.brand,
            of=self.options["roster"].name,
            at=datetime.now().astimezone(),
        )
        return ReportPage(
            masthead=masthead,
            folder=shown(self.options["output"]),
            arguments=ctx.obj.get("arguments", ()),
        )

    def _tell_next(self, ctx: click.Context, *, failed: int) -> None:
        from careerprint.cli.terminal import next_step
        from careerprint.errors import shown

        folder = shown(self.options["output"])
        if self.options["dry_run"]:
            next_step(ctx, "make them: the same command without --dry-run")
        elif failed:
            next_step(ctx, f"mend what {folder}/report.html names, then run the same command again")
        else:
            next_step(ctx, f"look at one of the PDFs, then for drafts: careerprint mail {folder}")

    # --- reading -----------------------------------------------------------------------------

    def _file(self, library: "Library", settings: "Settings") -> "BookletFile":
        from careerprint.booklet.booklet_file import CAREERS, BookletFile
        from careerprint.booklet.edition import Edition
        from careerprint.booklet.setup import read_spec
        from careerprint.cli.terminal import report_diagnostics
        from careerprint.roster.columns import own_columns

        self.columns = own_columns(settings.columns, settings.locate)
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
        self.columns |= own_columns(file.columns, findings.locate)
        return file

    def _students(
        self, library: "Library", file: "BookletFile", called: "RollCall | None" = None
    ) -> "Iterator[Student]":
        """Read the roster; its findings are told and kept if the roll is called."""
        from careerprint.booklet.booklet_file import prints_names
        from careerprint.cli.terminal import report_diagnostics
        from careerprint.roster.roster import good_rows, read_roster
        from careerprint.roster.student import Letters

        def tell(finding: Diagnostic) -> None:
            if called is not None:
                report_diagnostics((finding,), is_error_stream=True)
                called.hear(finding)

        letters = Letters(fonts=library.fonts, is_missing_allowed=self.options["allow_missing"])
        entries = read_roster(
            self.options["roster"],
            names=library.names,
            mapping=self.columns,
            letters=letters if prints_names(file) else None,
            unknown=called.unknown if called else None,
            kin=called.kin if called else None,
        )
        return good_rows(entries, tell)

    def _tell_words(self, words: "tuple[UnknownWord, ...]") -> None:
        """Say which words of the roster are no careers, and what would explain them."""
        from careerprint.cli.terminal import counted, note
        from careerprint.roster.unknown_words import alias_lines
        from careerprint.settings import FILE_NAME

        if not words:
            return
        note(f"{counted(len(words), 'word')} of the roster not known as a career:")
        width = max(len(one.word) for one in words[:MOST_WORDS])
        for one in words[:MOST_WORDS]:
            near = f"  near: {', '.join(one.nearest)}" if one.nearest else ""
            note(f"    {one.word:<{width}}  {one.count:>3}×{near}")
        if rest := words[MOST_WORDS:]:
            note(f"    and {len(rest):,} more, which report.json has")
        if lines := list(alias_lines(words[:MOST_WORDS])):
            note(f"To have them understood, complete these lines, and put them into {FILE_NAME}:")
            for line in lines:
                note(line)

    # --- making ------------------------------------------------------------------------------

    def _make(
        self, batch: "Batch", library: "Library", file: "BookletFile", called: "RollCall"
    ) -> None:
        from itertools import islice

        from careerprint.cli.terminal import note

        sample = self.options["sample"]
        students, size = islice(self._students(library, file), sample), called.size
        if self.options["dry_run"]:
            batch.plan(students, size)
            if not sample:
                batch.left_over(is_pruned=False)
            return
        if self.options["numbered"]:
            self._write_key(batch, library, file, size)
        count = min(called.good, sample or called.good)
        progress = Progress(count, is_shown=not self.is_quiet)
        batch.tick, batch.skip = progress.step, progress.skip
        workers = self.options["workers"] or os.cpu_count() or 1
        try:
            batch.make(students, size, self._executor(workers), in_flight=2 * workers + 2)
        except KeyboardInterrupt:
            note("stopped; what is finished is kept. The same command goes on from here.")
            raise
        finally:
            progress.close()
        if not sample:
            batch.ledger.note_whole_run()
            batch.left_over(is_pruned=self.options["prune"])
        combined = list(self._combined(batch)) if self.options["is_combined"] else []
        if self.press:
            self._for_press(batch, self.press)
        if self.options["imposed"]:
            self._impose(batch, combined)

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
        files = name_files(
            students,
            batch.order.pattern,
            size=size,
            key=batch.ledger.key,
            holders=batch.holders,
        )
        write_whole(batch.order.output / KEY_FILE, "".join(key_rows(files)).encode("utf-8-sig"))

    def _combined(self, batch: "Batch") -> "Iterator[Path]":
        """Write one file a class, and give each."""
        from careerprint.batch.class_files import write_class_files
        from careerprint.settings import Ink

        is_grey = batch.kit.variant.ink is Ink.COPIER
        for target, _ in write_class_files(batch.classes, batch.order.output, is_grey=is_grey):
            self._say_path(target)
            yield target

    def _impose(self, batch: "Batch", combined: "list[Path]") -> None:
        """Lay out the sheets of all booklets of this run, and of the files of classes."""
        from careerprint.batch.imposing import FOLDER
        from careerprint.batch.report import Status
        from careerprint.cli.sheet_words import lay_out_told, prune_told, sheets_said
        from careerprint.cli.terminal import note
        from careerprint.impose.sheet_files import SheetOrder
        from careerprint.impose.sheet_plan import Scheme

        output = batch.order.output
        scheme = Scheme(self.options["imposed"])
        order = SheetOrder(scheme=scheme, is_careful=True, press=self.press)
        booklets = [path for group in batch.classes.values() for path in group.values()]
        files = [(one, output / FOLDER / one.relative_to(output)) for one in (*booklets, *combined)]
        totals = lay_out_told(files[: len(booklets)], order, is_quiet=self.is_quiet)
        of_classes = lay_out_told(files[len(booklets) :], order, is_quiet=self.is_quiet)
        self.unlaid += totals.failed + of_classes.failed
        if not self.options["sample"]:
            has_failures = bool(batch.report.summary.counts[Status.FAILED])
            is_pruned = self.options["prune"] and not has_failures
            made = [path for _, target in files for path in order.targets(target)]
            prune_told(output / FOLDER, made, is_pruned=is_pruned)
        if totals.files:
            said = sheets_said(totals, order.scheme)
            batch.report.summary.laid_out = f"{FOLDER}/: {said}"
            self._say_path(output / FOLDER)
            if not self.is_quiet:
                note(said)

    def _for_press(self, batch: "Batch", order: "PressOrder") -> None:
        """Make the files for a print shop of all booklets of this run."""
        from careerprint.batch.pressing import FOLDER
        from careerprint.batch.report import Status
        from careerprint.cli.press_words import press_all_told

        output = batch.order.output
        booklets = [path for group in batch.classes.values() for path in group.values()]
        files = [(one, output / FOLDER / one.relative_to(output)) for one in booklets]
        has_failures = bool(batch.report.summary.counts[Status.FAILED])
        self.unlaid += press_all_told(
            files,
            order,
            folder=None if self.options["sample"] else output / FOLDER,
            is_pruned=self.options["prune"] and not has_failures,
            is_quiet=self.is_quiet,
        )
        if files:
            self._say_path(output / FOLDER)

    def _say_path(self, path: Path) -> None:
        """Print where something is, unless the output is JSON."""
        from careerprint.cli.terminal import say
        from careerprint.errors import shown

        if not self.options["as_json"]:
            say(shown(path))
