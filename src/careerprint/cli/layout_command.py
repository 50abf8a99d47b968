"""``careerprint layout``: see layouts, start one, prove one."""

from contextlib import closing
from typing import TYPE_CHECKING

import click

from careerprint.cli.common_options import choice, workers_option
from careerprint.errors import ExitCode
from careerprint.settings import Ink, Paper

if TYPE_CHECKING:
    from careerprint.profile.library import Library
    from careerprint.render.layouts import Layout
    from careerprint.settings import Settings


@click.group("layout")
def command() -> None:
    """See, start and prove layouts."""


@command.command("list")
@click.pass_context
def list_layouts(ctx: click.Context) -> int:
    """Show the layouts with their pages and papers."""
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import say
    from careerprint.render.layouts import all_layouts

    every = all_layouts(settings_of(ctx).layout_folders)
    layouts = [layout for layout in every if layout.file.languages == 1]
    width = max(len(layout.name) for layout in layouts)
    for layout in layouts:
        papers = ", ".join(paper.value for paper in layout.file.papers)
        pages = layout.file.pages or "any"
        say(f"{layout.name:<{width}}  {pages:>3}  {papers:<17}  {layout.file.description}")
    return ExitCode.OK


@command.command("new")
@click.argument("name")
@click.option("--like", default="one-pager", metavar="NAME", help="The layout to start from.")
@click.pass_context
def new(ctx: click.Context, name: str, like: str) -> int:
    """Start a layout in the project's layouts/, as a copy of another."""
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import note, say
    from careerprint.errors import shown
    from careerprint.publish.files import write_whole
    from careerprint.render.new_layout import first_changes, new_files

    settings = settings_of(ctx)
    for path, content in new_files(settings, name, like):
        write_whole(path, content)
        say(shown(path))
    if not ctx.obj["quiet"]:
        note(first_changes(settings, name))
    return ExitCode.OK


@command.command("check")
@click.argument("name")
@click.option("--career", "careers", multiple=True, metavar="CAREER", help="Prove on this career.")
@click.option(
    "--paper",
    "papers",
    type=choice(*(one.value for one in Paper)),
    multiple=True,
    help="On this paper; on all that it is made for if not given.",
)
@click.option(
    "--ink",
    "inks",
    type=choice(*(one.value for one in Ink)),
    multiple=True,
    help="In colour, or for a copier; both if not given.",
)
@click.option("--all", "is_all", is_flag=True, help="Prove on every career, in every form.")
@click.option(
    "--figures",
    "is_measuring",
    is_flag=True,
    help="Print type sizes, fullness and holes of each career instead.",
)
@workers_option
@click.option("--json", "as_json", is_flag=True, help="With --figures: print them as JSON.")
@click.pass_context
def check(
    ctx: click.Context,
    name: str,
    careers: tuple[str, ...],
    papers: tuple[str, ...],
    inks: tuple[str, ...],
    workers: int | None,
    *,
    is_all: bool,
    is_measuring: bool,
    as_json: bool,
) -> int:
    """Print careers and samples in a layout, and say what is wrong with it.

    Without options: the longest, a middling and the shortest career, and a sample with every part
    that there can be and one with none.

    --figures measures every career, or those named, on the paper and in the ink of the project,
    or those named: the size of the body, the fullest and the emptiest page before air is added,
    the smallest type, the largest hole in a column.
    """
    from careerprint.cli.layout_findings import report_finding
    from careerprint.cli.progress import Progress
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import counted, note
    from careerprint.profile.library import open_library
    from careerprint.render.layouts import any_layout, refuse_papers
    from careerprint.render.proof import Proof
    from careerprint.render.proving import looked_at
    from careerprint.render.specimens import chosen_specimens, page_sets

    settings = settings_of(ctx)
    layout = any_layout(name, settings.layout_folders)
    on_papers, in_inks = tuple(map(Paper, papers)), tuple(map(Ink, inks))
    refuse_papers(layout, on_papers)
    library = open_library(settings)
    if is_measuring:
        return _measure(
            layout,
            settings,
            library,
            names=careers,
            papers=on_papers,
            inks=in_inks,
            workers=workers,
            as_json=as_json,
            is_quiet=ctx.obj["quiet"],
        )
    if as_json:
        raise click.UsageError("--json is for --figures")
    specimens = chosen_specimens(layout, library, settings, names=careers, is_all=is_all)
    sets = page_sets(layout, specimens, settings.variant, papers=on_papers, inks=in_inks)
    is_quiet = ctx.obj["quiet"]
    if not is_quiet:
        more = "" if is_all or careers else "; --all proves it on every career"
        note(f"{name}: proving {counted(len(sets), 'page set')}{more}")
    proof = Proof(layout)
    with (
        Progress(len(sets), "page sets", is_shown=not is_quiet) as progress,
        closing(looked_at(proof, layout, settings, sets, workers=workers)) as looks,
    ):
        for _ in looks:
            progress.step(1)
    findings = proof.findings
    for finding in findings:
        report_finding(finding, len(sets))
    errors = sum(one.diagnostic.is_error for one in findings)
    warnings = len(findings) - errors
    words = [counted(n, noun) for n, noun in ((errors, "fault"), (warnings, "warning")) if n]
    note(f"{counted(len(sets), 'page set')} proved: {', '.join(words) or 'all good'}")
    return ExitCode.SOME_FAILED if errors else ExitCode.OK


def _measure(
    layout: "Layout",
    settings: "Settings",
    library: "Library",
    *,
    names: tuple[str, ...],
    papers: tuple[Paper, ...],
    inks: tuple[Ink, ...],
    workers: int | None,
    as_json: bool,
    is_quiet: bool,
) -> int:
    """Print the figures of a layout; tells whether some career did not fit."""
    from careerprint.cli.layout_figures import Measured, figures_record, report_figures
    from careerprint.cli.progress import Progress
    from careerprint.cli.terminal import print_json
    from careerprint.errors import CareerprintError
    from careerprint.render.layouts import own_paper
    from careerprint.render.proving import measured
    from careerprint.render.specimens import careers_in, page_sets

    specimens = careers_in(layout, library, settings, names=names)
    form = settings.variant
    papers = papers or (own_paper((layout,), form.paper),)
    sets = page_sets(layout, specimens, form, papers=papers, inks=inks or (form.ink,))
    found = []
    with (
        Progress(len(sets), "page sets", is_shown=not is_quiet) as progress,
        closing(measured(layout, settings, sets, workers=workers)) as coming,
    ):
        for one, figures in zip(sets, coming, strict=True):
            if isinstance(figures, CareerprintError):
                found.append(Measured(page_set=one, figures=None, refused=figures.message))
            else:
                found.append(Measured(page_set=one, figures=figures))
            progress.step(1)
    if as_json:
        print_json(figures_record(found))
    else:
        report_figures(found)
    return ExitCode.SOME_FAILED if any(one.refused for one in found) else ExitCode.OK
