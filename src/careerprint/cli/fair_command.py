"""``careerprint fair``: all that lies on the tables of a career fair, and the order for it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli.common_options import (
    evidence_option,
    form_options,
    press_option,
    workers_option,
)
from careerprint.errors import ExitCode

if TYPE_CHECKING:
    from careerprint.evidence.looking import Kind
    from careerprint.fair.fair_file import FairFile
    from careerprint.fair.fair_plan import FairPlan
    from careerprint.fair.order import Order
    from careerprint.fair.pack import Outcome
    from careerprint.profile.library import Library
    from careerprint.render.pdf import Typesetter
    from careerprint.settings import Settings


@click.command("fair")
@click.argument("names", nargs=-1, metavar="[FAIR.yaml | CAREER…]")
@click.option("--all", "is_all", is_flag=True, help="Every career in the library.")
@click.option("--cluster", metavar="ID", help="Every career of this cluster.")
@click.option("--visitors", metavar="N", help="How many visitors are expected.")
@form_options("letter", "a4")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder of the pack.",
)
@press_option
@evidence_option
@workers_option
@click.option("--zip", "is_zipped", is_flag=True, help="One ZIP of all beside the folder: DIR.zip.")
@click.option("--dry-run", is_flag=True, help="Say what would be made and what paper it takes.")
@click.option("--no-cache", "is_uncached", is_flag=True, help="Typeset anew, keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the order as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    cluster: str | None,
    visitors: str | None,
    paper: str | None,
    ink: str | None,
    lang: str | None,
    state: str | None,
    output: Path | None,
    workers: int | None,
    *,
    is_all: bool,
    is_for_press: bool,
    has_evidence: bool | None,
    is_zipped: bool,
    dry_run: bool,
    is_uncached: bool,
    as_json: bool,
) -> int:
    """Make the pack of a career fair: guide, stacks, cards, signs, posters, and the order.

    FAIR.yaml says what is known of the fair; a sample is made by careerprint init. Without it, name
    careers.
    """
    from careerprint.cli.project import open_press, settings_of
    from careerprint.cli.terminal import note, report_diagnostics
    from careerprint.fair.opening import Asked, open_fair
    from careerprint.fair.pack_items import PackItems
    from careerprint.figures.tables import Tables
    from careerprint.profile.library import open_library
    from careerprint.settings import Options

    if output is None and not dry_run:
        raise click.UsageError("name the folder of the pack: -o DIR")
    settings = settings_of(ctx, Options(paper=paper, ink=ink, language=lang, state=state))
    library = open_library(settings)
    asked = Asked(
        names=names,
        cluster=cluster,
        is_all=is_all,
        visitors=visitors,
        languages=settings.variant.languages if lang else (),
    )
    opened = open_fair(asked, library, Tables(settings.variant.figure_folders))
    plan, file = opened.plan, opened.plan.file
    report_diagnostics((*settings.warnings, *opened.findings), is_error_stream=True)
    for path in opened.bad:
        report_diagnostics(library.findings(path, file.languages), is_error_stream=True)
        note(f"{path.stem}: left out of the fair")
    found = PackItems(plan, library, settings)
    if found.untranslated and not ctx.obj["quiet"]:
        _tell_untranslated(found.untranslated, file)
    items = found.items()
    if dry_run or output is None:
        order = _order([item.line for item in items], file)
        _say_order(order, as_json=as_json)
        return ExitCode.SOME_FAILED if opened.bad else ExitCode.OK
    press = open_press(settings, is_cached=not is_uncached) if is_for_press else None
    from careerprint.fair.pack import Pack
    from careerprint.handouts.interruption import Stop
    from careerprint.sections.ahead import open_sections_ahead

    with (
        Stop() as stop,
        open_sections_ahead(
            settings, is_cached=not is_uncached, workers=workers, check=stop.check
        ) as sections,
    ):
        pack = Pack(
            plan=plan,
            library=library,
            settings=settings,
            sections=sections,
            folder=output,
            variant=found.variant,
            press=press,
            check=stop.check,
        )
        outcomes = _made(pack.make(items), len(items), is_quiet=ctx.obj["quiet"] or as_json)
        order = _order([one.line for one in outcomes if one.line], file)
        names_made = _written(order, plan, library, pack, found, output, outcomes)
        if is_for_press if has_evidence is None else has_evidence:
            names_made += _evidence(
                settings,
                output,
                outcomes,
                (library, plan.careers),
                lambda: sections.typesetter,
                is_quiet=ctx.obj["quiet"] or as_json,
            )
    left = pack.left_over()
    if is_zipped:
        from careerprint.fair.pack_zip import write_zip

        files = [*names_made, *(name for one in outcomes for name in one.files)]
        write_zip(_zip_of(output), output, files)
    _say_order(order, as_json=as_json)
    _tell(ctx, outcomes, output, left, is_zipped=is_zipped, is_json=as_json)
    if any(one.fault for one in outcomes):
        return ExitCode.INTERNAL
    is_done = not opened.bad and all(one.is_done for one in outcomes)
    if not is_done:
        note("the pack is not whole: what is named above is missing")
    return ExitCode.OK if is_done else ExitCode.SOME_FAILED


def _evidence(
    settings: "Settings",
    folder: Path,
    outcomes: "list[Outcome]",
    careers: "tuple[Library, Sequence[Path]]",
    open_typesetter: "Callable[[], Typesetter]",
    *,
    is_quiet: bool,
) -> list[str]:
    """Leave the evidence of a pack; gives the names of its files."""
    from careerprint.cli.evidence_told import leave_evidence
    from careerprint.evidence.looking import Kind, MadeFile
    from careerprint.evidence.written import NAME

    made = [
        MadeFile(
            path=folder / name,
            kind=kind,
            label=name,
            is_read=kind is not Kind.SHEETS,
        )
        for one in outcomes
        for name in one.files
        for kind in [_kind_of(name)]
    ]
    leave_evidence(
        settings,
        made,
        folder / NAME,
        run="fair",
        careers=careers,
        open_typesetter=open_typesetter,
        is_quiet=is_quiet,
    )
    return [f"{NAME}.{suffix}" for suffix in ("pdf", "json")]


def _kind_of(name: str) -> "Kind":
    from careerprint.evidence.looking import Kind
    from careerprint.fair.pack import SHEETS_MARK
    from careerprint.preflight.press_file import is_press_path

    if is_press_path(Path(name)):
        return Kind.PRESS
    return Kind.SHEETS if Path(name).stem.endswith(SHEETS_MARK) else Kind.HANDOUT


def _tell_untranslated(paths: tuple[Path, ...], file: "FairFile") -> None:
    from careerprint.cli.terminal import counted, note

    language = file.languages[1]
    note(
        f"{counted(len(paths), 'career')} without a text in '{language}': in"
        f" '{file.languages[0]}' alone; begin one with: careerprint translate {paths[0].stem}"
        f" {language}"
    )


def _order(lines: list[Any], file: "FairFile") -> "Order":
    from careerprint.fair.order import Order

    return Order(lines=tuple(lines), prices=file.prices, currency=file.currency)


def _made(outcomes: Any, count: int, *, is_quiet: bool) -> "list[Outcome]":
    """Make everything with a bar, and tell what is found as it comes."""
    from careerprint.cli.progress import Progress
    from careerprint.cli.terminal import report_diagnostics, report_own_fault

    done = []
    told = set()
    progress = Progress(count, "files", is_shown=not is_quiet)
    try:
        for one in outcomes:
            done.append(one)
            fresh = [finding for finding in one.findings if finding not in told]
            told.update(fresh)
            report_diagnostics(fresh, is_error_stream=True)
            if one.fault:
                report_own_fault(one.fault)
            progress.step(1)
    finally:
        progress.close()
    return done


def _written(
    order: "Order",
    plan: "FairPlan",
    library: "Library",
    pack: Any,
    found: Any,
    folder: Path,
    outcomes: "list[Outcome]",
) -> list[str]:
    """Write the order; gives the names of its files."""
    from careerprint.fair.order_words import order_files, order_page
    from careerprint.publish.files import write_whole

    pdf = pack.pages.order(order_page(order, plan, library, found.variant), found.variant)
    missing = [one.item.name for one in outcomes if one.line is None]
    files = order_files(order, plan, pdf, missing)
    for name, content in files.items():
        write_whole(folder / name, content)
    return list(files)


def _zip_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.resolve().name}.zip")


def _say_order(order: "Order", *, as_json: bool) -> None:
    """Print the order: a line a kind, and what it comes to."""
    from careerprint.cli.terminal import print_json, say
    from careerprint.fair.copies import Kind

    if as_json:
        print_json(order.record())
        return
    for kind in Kind:
        lines = [line for line in order.lines if line.kind is kind]
        if not lines:
            continue
        copies = sorted({line.copies for line in lines})
        span = f"{copies[0]:,}" if len(copies) == 1 else f"{copies[0]:,} to {copies[-1]:,}"
        sheets = sum(line.sheets for line in lines)
        about = "about " if any(line.is_about for line in lines) else ""
        files = f"{len(lines):,} file{'' if len(lines) == 1 else 's'}"
        say(f"{kind.value:12} {files:>9} × {span:12} {about}{sheets:,} sheets")
    for total in order.totals:
        price = f", {total.price:,.2f} {order.currency}" if total.price is not None else ""
        stock = " card" if total.stock == "card" else ""
        say(f"{total.paper.value}{stock}, {total.ink.value}: {total.sheets:,} sheets{price}")


def _tell(
    ctx: click.Context,
    outcomes: "list[Outcome]",
    folder: Path,
    left: tuple[str, ...],
    *,
    is_zipped: bool,
    is_json: bool,
) -> None:
    """Say what was made, what was left as it is, and what lies there from earlier."""
    from careerprint.cli.terminal import counted, next_step, note, say
    from careerprint.errors import shown

    if not is_json:
        say(shown(folder / "order.pdf"))
        if is_zipped:
            say(shown(_zip_of(folder)))
    if not ctx.obj["quiet"]:
        kept = sum(one.is_unchanged for one in outcomes)
        made = sum(one.line is not None for one in outcomes) - kept
        note(f"{counted(made, 'file')} made, {kept:,} unchanged")
    for name in left:
        note(f"{shown(folder / name)} is of an earlier run, and no part of this pack")
    next_step(ctx, f"look at {shown(folder / 'order.pdf')}: it says how each file is printed")
