"""``careerprint impose``: the pages of a finished PDF, or of a folder of them, on sheets."""

import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.cli.common_options import choice, evidence_option, press_option
from careerprint.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from careerprint.batch.imposing import Booklets, SheetTotals
    from careerprint.batch.ledger import Ledger
    from careerprint.impose.sheet_files import SheetOrder
    from careerprint.settings import Settings


@click.command("impose")
@click.argument("source", metavar="FILE|DIR", type=click.Path(path_type=Path))
@click.option(
    "--scheme",
    type=choice("saddle", "2up", "4up"),
    required=True,
    help="saddle: a booklet to fold and staple; 2up: two pages side by side; 4up: four, to cut.",
)
@click.option(
    "--creep",
    type=float,
    default=0.0,
    metavar="MM",
    help="How far the innermost sheet of the folded booklet stands out, 0 to 20 mm.",
)
@click.option(
    "--paper",
    type=choice("letter", "a4", "legal", "tabloid", "a3"),
    help="The paper of the sheets, the pages scaled to fit; twice a page's width if not given.",
)
@click.option(
    "--marks/--no-marks", "has_marks", default=True, help="Marks to fold, staple or cut by."
)
@press_option
@evidence_option
@click.option("--prune", is_flag=True, help="Delete sheets in DIR's output that are of no booklet.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE|DIR",
    help="The PDF of the sheets; of a folder, the folder for them.",
)
@click.pass_context
def command(
    ctx: click.Context,
    source: Path,
    scheme: str,
    creep: float,
    paper: str | None,
    output: Path,
    *,
    has_marks: bool,
    is_for_press: bool,
    has_evidence: bool | None,
    prune: bool,
) -> int:
    """Lay the pages of FILE, a PDF of ours or another's, out on sheets of paper.

    Of a DIR every booklet in it is laid out by itself, and its sheets have the same name below
    the output folder. Of a batch's folder these are the booklets that its roster asks for.

    Links and form fields are left out: sheets are for the printer, not for a screen.
    """
    from careerprint.cli.project import press_order, settings_of
    from careerprint.impose.imposition import check_creep
    from careerprint.impose.sheet_files import SheetOrder
    from careerprint.impose.sheet_plan import Scheme
    from careerprint.settings import SIZE_MM, Paper

    settings = settings_of(ctx)
    press = press_order(settings) if is_for_press else None
    order = SheetOrder(
        scheme=Scheme(scheme),
        creep_mm=creep,
        sheet_mm=SIZE_MM[Paper(paper)] if paper else None,
        has_marks=has_marks,
        press=press,
    )
    check_creep(creep, order.scheme)
    run = _Run(
        source=source,
        output=output,
        order=order,
        is_quiet=ctx.obj["quiet"],
        settings=settings,
        has_evidence=is_for_press if has_evidence is None else has_evidence,
    )
    if source.is_dir():
        return run.folder(is_pruned=prune)
    if prune:
        raise UsageError("--prune goes with a folder", hint="leave it out")
    return run.file()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run of the command."""

    source: Path
    output: Path
    order: "SheetOrder"
    is_quiet: bool
    settings: "Settings"
    has_evidence: bool

    def file(self) -> int:
        """Lay out one file."""
        from careerprint.batch.imposing import SheetTotals
        from careerprint.cli.sheet_words import sheets_said
        from careerprint.cli.terminal import note, report_diagnostics, say
        from careerprint.errors import shown
        from careerprint.evidence.written import evidence_of_file
        from careerprint.impose.sheet_files import lay_out

        if self.output.exists() and self.source.exists() and self.output.samefile(self.source):
            raise UsageError(
                f"{shown(self.output)} is the PDF to be laid out",
                hint="give the sheets another name",
            )
        laid, totals = lay_out(self.source, self.output, self.order), SheetTotals()
        totals.add(laid)
        if laid.imposed is not None:
            say(shown(self.output))
        if laid.for_press is not None:
            say(shown(laid.for_press))
        report_diagnostics(laid.findings, is_error_stream=True)
        if laid.imposed is not None and not self.is_quiet:
            note(sheets_said(totals, self.order.scheme))
        if self.has_evidence:
            self._leave_evidence(totals, evidence_of_file(self.output))
        return ExitCode.OK if laid.is_done else ExitCode.SOME_FAILED

    def folder(self, *, is_pruned: bool) -> int:
        """Lay out every booklet of a folder."""
        from careerprint.batch.imposing import folder_order
        from careerprint.batch.print_files import PrintFiles
        from careerprint.cli.sheet_words import lay_out_told, prune_told, sheets_said
        from careerprint.cli.terminal import note, say
        from careerprint.errors import shown
        from careerprint.evidence.written import NAME

        order = folder_order(self.source, self.output, self.order)
        with ExitStack() as stack:
            ledger = self._ledger(stack)
            booklets = self._booklets(ledger)
            if not booklets.files:
                hint = booklets.left_aside or "name a folder with PDFs, such as a batch's"
                raise UsageError(f"{shown(self.source)} has no booklets to lay out", hint=hint)
            files = [(file, self.output / file.relative_to(self.source)) for file in booklets.files]
            totals = lay_out_told(files, order, is_quiet=self.is_quiet)
            if ledger is not None:
                asked = {file.relative_to(self.source).as_posix(): file for file in booklets.files}
                PrintFiles(self.source, ledger, {"": asked}).note(totals.made)
        if not self.is_quiet and booklets.left_aside:
            note(booklets.left_aside)
        kept = (self.output / one.relative_to(self.source) for one in booklets.combined)
        made = (path for _, target in files for path in order.targets(target))
        prune_told(self.output, (*made, *kept), is_pruned=is_pruned)
        if totals.files:
            say(shown(self.output))
        if totals.files and not self.is_quiet:
            note(sheets_said(totals, order.scheme))
        if self.has_evidence:
            self._leave_evidence(totals, self.output / NAME)
        return ExitCode.SOME_FAILED if totals.failed else ExitCode.OK

    def _leave_evidence(self, totals: "SheetTotals", place: Path) -> None:
        """Leave what was checked on all sheets that were made."""
        from careerprint.cli.evidence_told import leave_evidence
        from careerprint.evidence.looking import Kind, made_files

        sheets = [target for _, target in totals.made]
        made = made_files(Kind.SHEETS, sheets, totals.for_press, are_named=False)
        leave_evidence(self.settings, made, place, run="impose", is_quiet=self.is_quiet)

    def _ledger(self, stack: ExitStack) -> "Ledger | None":
        """Give the ledger of a batch's folder, which is held; None if it is another's."""
        from careerprint.batch.batch_folder import is_batch, read_batch_folder
        from careerprint.batch.ledger import Ledger

        if not is_batch(self.source):
            return None
        key = read_batch_folder(self.source).key
        return stack.enter_context(Ledger(self.source, run=f"{time.time_ns():x}", key_file=key))

    def _booklets(self, ledger: "Ledger | None") -> "Booklets":
        """Give the booklets of a batch by its ledger; else those that are there."""
        from careerprint.batch.imposing import booklets_below, booklets_of_batch

        if ledger is None:
            return booklets_below(self.source, self.output)
        return booklets_of_batch(self.source, ledger)
