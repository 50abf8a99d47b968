"""``careerprint batch``: a personal booklet or handout for each row of a roster."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from careerprint.cli.common_options import (
    choice,
    dask_option,
    edition_option,
    evidence_option,
    form_options,
)
from careerprint.cli.progress import Progress
from careerprint.errors import Diagnostic, ExitCode, UsageError

if TYPE_CHECKING:
    from careerprint.batch.batch import Batch, Order
    from careerprint.batch.report import Summary
    from careerprint.batch.report_page import ReportPage
    from careerprint.batch.roll_call import RollCall
    from careerprint.booklet.booklet_file import BookletFile
    from careerprint.press.press_order import PressOrder
    from careerprint.profile.library import Library
    from careerprint.roster.student import Student
    from careerprint.settings import Settings

PATTERN: Final = "{class}/{last}-{first}"
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
@dask_option
@click.option("--direct", "is_direct", is_flag=True, help="Dask's workers write to DIR themselves.")
@click.option("--names", "pattern", metavar="PATTERN", help=f"File names; {PATTERN} if not given.")
@click.option("--numbered", is_flag=True, help=f"Numbers for names; who is who in {KEY_FILE}.")
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="The key of the hashes.")
@click.option("--matches", type=click.IntRange(1, 60), default=6, help="Careers for interests.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Only the first N students.")
@click.option("--dry-run", is_flag=True, help="Say what would be made.")
@click.option("--allow-missing", is_flag=True, help="Print names without letters no face has.")
@click.option("--prune", is_flag=True, help="Delete what no row asks for, and old print files.")
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
@evidence_option
@form_options("letter", "a4", "half-letter", "a5", of="Where the roster says none.")
@click.option("--no-cache", "is_uncached", is_flag=True, help="Keep no sections.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """Make a personal booklet or handout for each row of a CSV or XLSX roster.

    Booklets are of the pocket edition, half pages to fold and staple, unless --edition, --layout
    or a booklet file says otherwise. A second run makes only what is missing, changed or damaged.
    """
    return _Run(options=options, is_quiet=ctx.obj["quiet"]).go(ctx)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run of the command."""

    options: dict[str, Any]
    is_quiet: bool
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unlaid: int = 0
    """Files whose sheets, or files for the press, could not be made."""
    press: "PressOrder | None" = None
    leave_evidence: "Callable[[Batch], None]" = field(default=lambda _: None)

    def go(self, ctx: click.Context) -> int:
        """Read, make, report; gives the exit code."""
        from careerprint.batch.batch import Batch, Order
        from careerprint.batch.ledger import Ledger
        from careerprint.batch.names import read_pattern
        from careerprint.batch.namesakes import holders_of
        from careerprint.batch.packing import pack
        from careerprint.batch.paper_use import forecast_of
        from careerprint.batch.print_files import has_print_files
        from careerprint.batch.report import Report, failures
        from careerprint.batch.roll_call import RollCall
        from careerprint.cli.project import press_order
        from careerprint.cli.roster_words import columns_told, remarks_on
        from careerprint.cli.terminal import note
        from careerprint.figures.kin import Kin
        from careerprint.figures.tables import Tables
        from careerprint.impose.sheet_plan import Scheme

        given, start = self.options, time.monotonic()
        settings, library, file = self._open(ctx)
        pattern = NUMBERED if given["numbered"] else given["pattern"] or PATTERN
        figures = Tables(settings.variant.figure_folders)
        kit = pack(file, given["spec"], library, settings, is_cached=not given["is_uncached"])
        forecast = forecast_of(
            kit,
            settings.layout_folders,
            scheme=Scheme(given["imposed"]) if given["imposed"] else None,
            matches=given["matches"],
            most=given["sample"],
        )
        called = RollCall(
            pattern=read_pattern(pattern),
            kin=Kin(library.profiles, figures).of,
            count=forecast.add,
        )
        with columns_told(called, as_json=given["as_json"]):
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
        run = f"{time.time_ns():x}"
        with Ledger(order.output, run=run, key_file=given["key_file"]) as ledger:
            is_gathered = order.is_gathered or has_print_files(order.output, ledger)
            order = replace(order, is_gathered=is_gathered)
            if not given["dry_run"]:
                ledger.describe(self._about(order, file.title, pattern, called.good))
            with Report(order.output, self._page(ctx, settings).write) as report:
                report.summary.is_prune_asked = given["prune"]
                report.summary.sample = min(given["sample"] or 0, called.good)
                report.summary.students = called.size
                report.summary.printing = forecast.printing
                report.summary.remarks = [*called.remarks(), *remarks_on(file)]
                report.summary.unknown_words = called.unknown.found()
                report.summary.columns = called.columns
                for line in failures(called.failed):
                    report.add(line)
                batch = Batch(
                    kit=kit,
                    order=order,
                    ledger=ledger,
                    report=report,
                    findings=called.findings,
                    sharing=called.shared.rows,
                    holders=holders_of(self._students(library, file), called.shared, ledger),
                    forecast=forecast,
                )
                if forecast.use.booklets and not self.is_quiet and not given["dry_run"]:
                    note(forecast.use.words(forecast.printing))
                try:
                    self._make(batch, library, file, called)
                finally:
                    report.summary.seconds = time.monotonic() - start
        return self._tell(ctx, report.summary)

    def _open(self, ctx: click.Context) -> "tuple[Settings, Library, BookletFile]":
        """Give the settings, the careers, and what is to be made of them."""
        from careerprint.booklet.edition import refuse_too_many
        from careerprint.booklet.forms import layout_names
        from careerprint.cli.evidence_told import batch_evidence
        from careerprint.cli.project import on_own_paper, settings_of
        from careerprint.profile.library import open_library
        from careerprint.settings import Options

        given = self.options
        form = {name: given[name] for name in ("paper", "ink", "state")}
        settings = settings_of(ctx, Options(**form, language=given["lang"]))
        library = open_library(settings)
        file = self._file(library, settings)
        is_asked = given["paper"] is not None and file.edition is None
        names = layout_names(file, settings.layout_folders)
        if file.edition:
            refuse_too_many(given["matches"])
        settings = on_own_paper(ctx, settings, names, is_asked=is_asked)
        self.leave_evidence = batch_evidence(library, settings, is_quiet=self.is_quiet)
        return settings, library, file

    def _tell(self, ctx: click.Context, summary: "Summary") -> int:
        """Say what became of it, and what to do next; gives the exit code."""
        from careerprint.batch.report import PAGE_NAME, Status
        from careerprint.cli.roster_words import tell_unknown
        from careerprint.cli.terminal import note, print_json, say
        from careerprint.errors import shown

        if self.options["as_json"]:
            print_json(summary.totals)
        elif not self.is_quiet:
            tell_unknown(summary.unknown_words)
            said = (summary.words(), *summary.remarks, summary.old_words())
            for words in filter(None, said):
                note(words)
            say(shown(self.options["output"] / PAGE_NAME))
        self._tell_next(ctx, failed=summary.counts[Status.FAILED])
        is_whole = not (summary.counts[Status.FAILED] or self.unlaid)
        return ExitCode.OK if is_whole else ExitCode.SOME_FAILED

    def _about(self, order: "Order", title: str, pattern: str, count: int) -> dict[str, object]:
        """Give what is noted of the batch for those who work with its files later."""
        given, key = self.options, self.options["key_file"]
        return {
            "roster": str(given["roster"].absolute()),
            "columns": self.columns,
            "names": pattern,
            "students": count,
            "title": title,
            "sample": given["sample"],
            "language": order.language,
            "matches": order.matches,
            "key": str(key.absolute()) if key else None,
        }

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

    def _file(self, library: "Library", settings: "Settings") -> "BookletFile":
        from careerprint.booklet.booklet_file import CAREERS, BookletFile
        from careerprint.booklet.edition import Edition
        from careerprint.booklet.setup import in_some_edition, read_spec
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
            return BookletFile(title="Careers to look at", edition=edition or Edition.POCKET)
        file, findings = read_spec(self.options["spec"], (), library, settings, edition=edition)
        file = in_some_edition(file, Edition.POCKET)
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

        is_gathered = not (self.is_quiet or self.options["as_json"])  # then as one, in the end

        def tell(finding: Diagnostic) -> None:
            if called is None:
                return
            called.hear(finding)
            if not (finding.topic and is_gathered) or finding.is_error:
                report_diagnostics((finding,), is_error_stream=True)

        letters = Letters(fonts=library.fonts, is_missing_allowed=self.options["allow_missing"])
        entries = read_roster(
            self.options["roster"],
            names=library.names,
            mapping=self.columns,
            letters=letters if prints_names(file) else None,
            unknown=called.unknown if called else None,
            kin=called.kin if called else None,
            see=called.see if called else lambda _: None,
        )
        return good_rows(entries, tell)

    def _make(
        self, batch: "Batch", library: "Library", file: "BookletFile", called: "RollCall"
    ) -> None:
        from itertools import islice

        from careerprint.cli.terminal import note
        from careerprint.workers.executors import cores, opener

        sample = self.options["sample"]
        students, size = islice(self._students(library, file), sample), called.size
        if self.options["dry_run"]:
            batch.plan(students, size)
            batch.report.summary.remarks += called.shared.remarks(batch.files)
            if not sample:
                batch.left_over(is_pruned=False)
            return
        if self.options["numbered"]:
            self._write_key(batch, library, file, size)
        count = min(called.good, sample or called.good)
        progress = Progress(count, "booklets", is_shown=not self.is_quiet)
        batch.tick, batch.skip = progress.step, progress.skip
        workers = self.options["workers"] or cores()
        try:
            open_executor = opener(self.options["dask"], workers)
            batch.make(students, size, open_executor, in_flight=2 * workers + 2)
        except KeyboardInterrupt:
            note("stopped; what is finished is kept. The same command goes on from here.")
            raise
        finally:
            progress.close()
        batch.report.summary.remarks += called.shared.remarks(batch.files)
        is_pruned = self.options["prune"]
        if not sample:
            batch.ledger.note_whole_run()
            batch.left_over(is_pruned=is_pruned)
        combined = list(self._combined(batch)) if self.options["is_combined"] else []
        batch.print_files().note((one, one) for one in combined)
        if self.press:
            self._for_press(batch, self.press)
        if self.options["imposed"]:
            self._impose(batch, combined)
        if not sample and batch.order.is_gathered:
            batch.old_print_files(is_pruned=is_pruned)
        if not sample if self.options["has_evidence"] is None else self.options["has_evidence"]:
            self.leave_evidence(batch)

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
        from careerprint.cli.sheet_words import lay_out_told, sheets_said
        from careerprint.cli.terminal import note
        from careerprint.impose.sheet_files import SheetOrder
        from careerprint.impose.sheet_plan import Scheme

        output = batch.order.output
        scheme = Scheme(self.options["imposed"])
        order = SheetOrder(scheme=scheme, is_careful=True, press=self.press)
        booklets = [path for group in batch.classes.values() for path in group.values()]
        files = [(one, output / FOLDER / one.relative_to(output)) for one in (*booklets, *combined)]
        totals = lay_out_told(files[: len(booklets)], order, is_quiet=self.is_quiet)
        of_classes = lay_out_told(
            files[len(booklets) :], order, is_quiet=self.is_quiet, what="class files"
        )
        self.unlaid += totals.failed + of_classes.failed
        batch.print_files().note((*totals.made, *of_classes.made))
        if totals.files:
            said = sheets_said(totals, order.scheme)
            batch.report.summary.laid_out = f"{FOLDER}/: {said}"
            self._say_path(output / FOLDER)
            if not self.is_quiet:
                note(said)

    def _for_press(self, batch: "Batch", order: "PressOrder") -> None:
        """Make the files for a print shop of all booklets of this run."""
        from careerprint.batch.press_notes import PressNotes
        from careerprint.batch.pressing import FOLDER
        from careerprint.batch.report import Status
        from careerprint.cli.press_words import press_all_told

        output = batch.order.output
        booklets = [path for group in batch.classes.values() for path in group.values()]
        files = [(one, output / FOLDER / one.relative_to(output)) for one in booklets]
        pressed = press_all_told(
            files,
            order,
            PressNotes(batch.ledger, output, order),
            folder=None if self.options["sample"] else output / FOLDER,
            is_pruned=self.options["prune"] and not batch.report.summary.counts[Status.FAILED],
            is_quiet=self.is_quiet,
        )
        self.unlaid += pressed.failed
        batch.report.summary.pressed = pressed
        if files:
            self._say_path(output / FOLDER)

    def _say_path(self, path: Path) -> None:
        """Print where something is, unless the output is JSON."""
        from careerprint.cli.terminal import say
        from careerprint.errors import shown

        if not self.options["as_json"]:
            say(shown(path))
