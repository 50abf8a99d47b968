"""``careerprint render``: print handouts."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli.common_options import (
    dask_option,
    evidence_option,
    form_options,
    press_option,
    workers_option,
)
from careerprint.errors import ExitCode

if TYPE_CHECKING:
    from careerprint.handouts.printing import Printed


@click.command("render")
@click.argument("careers", nargs=-1, metavar="[CAREER…]")
@click.option("--all", "is_all", is_flag=True, help="Every career in the library.")
@click.option("--cluster", metavar="ID", help="Every career of this cluster.")
@click.option("--layout", metavar="NAME", help="The layout to print in.")
@form_options("letter", "a4", "legal", "tabloid", "a3", "a5", "half-letter")
@click.option("--fillable", "is_fillable", is_flag=True, help="A form to fill in on a screen.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder for the PDFs; output/ if not given.",
)
@click.option(
    "--combined",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="One PDF of all; cards come four different ones to a sheet.",
)
@press_option
@workers_option
@dask_option
@evidence_option
@click.option("--no-cache", "is_uncached", is_flag=True, help="Typeset anew, keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    careers: tuple[str, ...],
    cluster: str | None,
    layout: str | None,
    paper: str | None,
    ink: str | None,
    lang: str | None,
    state: str | None,
    output: Path | None,
    combined: Path | None,
    workers: int | None,
    dask: str | None,
    *,
    is_all: bool,
    is_fillable: bool,
    is_for_press: bool,
    has_evidence: bool | None,
    is_uncached: bool,
    as_json: bool,
) -> int:
    """Print handouts, one PDF a career; CAREER is an id, a title or the path of a profile."""
    from careerprint.cli.press_words import told_of_press
    from careerprint.cli.progress import Progress
    from careerprint.cli.project import on_own_paper, open_press, settings_of
    from careerprint.cli.terminal import print_json, report_diagnostics
    from careerprint.handouts.choosing import chosen_paths
    from careerprint.handouts.interruption import Stop
    from careerprint.handouts.printing import Printing
    from careerprint.profile.library import open_library
    from careerprint.sections.ahead import open_sections_ahead
    from careerprint.settings import Options

    if not (careers or cluster or is_all):
        raise click.UsageError("name a career, or use --all or --cluster ID")
    options = Options(
        paper=paper,
        ink=ink,
        language=lang,
        state=state,
        layout=layout,
        output=output,
        is_fillable=is_fillable,
    )
    if is_for_press and is_fillable:
        raise click.UsageError("--fillable is for a screen, --press for a shop: use one of them")
    settings = settings_of(ctx, options)
    settings = on_own_paper(ctx, settings, (settings.layout,), is_asked=paper is not None)
    library = open_library(settings)
    paths = chosen_paths(library, careers, cluster=cluster, is_all=is_all)
    report_diagnostics(settings.warnings, is_error_stream=True)
    results = []
    press = open_press(settings, is_cached=not is_uncached) if is_for_press else None
    with (
        Stop() as stop,
        open_sections_ahead(
            settings, is_cached=not is_uncached, workers=workers, check=stop.check, dask=dask
        ) as sections,
    ):
        printing = Printing(settings, sections, combined=combined, press=press, check=stop.check)
        report_diagnostics(printing.warnings, is_error_stream=True)
        is_shown = sys.stderr.isatty() and len(paths) > 1 and not ctx.obj["quiet"]
        with Progress(len(paths), "careers", is_shown=is_shown) as progress:
            for result in printing.print(library, paths):
                results.append(result)
                _report(result, is_verbose=ctx.obj["verbose"])
                if not (as_json or combined):
                    _say_files(result.path, result.press)
                progress.step(result.count)
        file, for_press = printing.bind()
        if file and not as_json:
            _say_files(file)
    _report_left_out(results, file)
    if is_for_press if has_evidence is None else has_evidence:
        from careerprint.cli.evidence_told import leave_evidence  # what is left costs a start
        from careerprint.evidence.looking import Kind, made_files
        from careerprint.evidence.written import NAME, evidence_of_file

        made = [file] if file else [one.path for one in results if one.path and not combined]
        pressed = [for_press.path, *(one.press for one in results)]
        leave_evidence(
            settings,
            made_files(Kind.HANDOUT, made, [one for one in pressed if one], are_named=True),
            evidence_of_file(file) if file else settings.output / NAME,
            run="render",
            is_quiet=ctx.obj["quiet"],
            careers=(library, paths),
            open_typesetter=lambda: sections.typesetter,
        )
    is_done = told_of_press(for_press, is_said=not as_json)
    _tell_next(ctx, results, file)
    if as_json:
        print_json([_record(result) for result in results])
    if any(result.fault for result in results):
        return ExitCode.INTERNAL
    is_done = is_done and all(result.is_done for result in results)
    return ExitCode.OK if is_done else ExitCode.SOME_FAILED


def _say_files(*paths: Path | None) -> None:
    from careerprint.cli.terminal import say
    from careerprint.errors import shown

    for path in filter(None, paths):
        say(shown(path))


def _report(result: "Printed", *, is_verbose: bool) -> None:
    from careerprint.cli.terminal import note, report_diagnostics, report_own_fault

    if result.fault:
        report_own_fault(result.fault)
    report_diagnostics(result.diagnostics, is_error_stream=True)
    if result.receipt and is_verbose:
        passes = "1 pass" if result.receipt["passes"] == 1 else "{passes} passes"
        told = "    {body_pt:g} pt on {leading:g}, {percent_full:g}% full, " + passes
        note(told.format(**result.receipt))


def _report_left_out(results: "list[Printed]", combined: Path | None) -> None:
    """Say which careers were not printed, and which files of an earlier run are out of date."""
    from careerprint.cli.terminal import note
    from careerprint.errors import shown

    for result in results:
        if result.path is None:
            note(f"{result.career}: not printed")
    told = {result.outdated for result in results if result.outdated} - {combined}
    for path in sorted(told):
        note(f"{shown(path)} is of an earlier run, and out of date")


def _tell_next(ctx: click.Context, results: "list[Printed]", combined: Path | None) -> None:
    """Say what to do with what was printed, or about what was not."""
    from careerprint.cli.terminal import next_step
    from careerprint.errors import shown

    made = [result.path for result in results if result.path]
    bad = [result.career for result in results if not result.path]
    if bad:
        names = " ".join(bad[:4]).replace(",", "")
        next_step(ctx, f"mend what is named above, then: careerprint check {names}")
    elif made and (combined or len(made) == 1):
        next_step(ctx, f"look at {shown(combined or made[0])}, and print it at 100 %")
    elif made:
        next_step(ctx, f"look at the PDFs in {shown(made[0].parent)}, and print them at 100 %")


def _record(result: "Printed") -> dict[str, Any]:
    return {
        "career": result.career,
        "path": str(result.path) if result.path else None,
        "press": str(result.press) if result.press else None,
        "outdated": str(result.outdated) if result.outdated else None,
        "receipt": result.receipt or None,
        "diagnostics": [finding.as_record() for finding in result.diagnostics],
    }
