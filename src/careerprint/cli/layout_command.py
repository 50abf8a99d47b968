"""``careerprint layout``: see layouts, start one, prove one."""

import click

from careerprint.errors import ExitCode, UsageError


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
    from careerprint.cli.terminal import say
    from careerprint.errors import shown
    from careerprint.profile.values import is_id
    from careerprint.publish.files import write_whole
    from careerprint.render.layouts import all_layouts
    from careerprint.settings import STYLE_OF_NAMES

    settings = settings_of(ctx)
    if settings.project is None:
        raise UsageError("this is not a project", hint="start one with: careerprint init DIR")
    if not is_id(name):
        raise UsageError(f"'{name}' cannot be a layout's name", hint=STYLE_OF_NAMES)
    known = {layout.name: layout for layout in all_layouts(settings.layout_folders)}
    if like not in known:
        raise UsageError(f"there is no layout '{like}'", hint=f"there are: {', '.join(known)}")
    folder = settings.project / "layouts" / name
    if folder.exists():
        raise UsageError(f"{shown(folder)} is there already", hint="choose another name")
    for file in sorted(known[like].folder.iterdir()):
        if file.is_file():
            write_whole(folder / file.name, file.read_bytes())
            say(shown(folder / file.name))
    return ExitCode.OK


@command.command("check")
@click.argument("name")
@click.pass_context
def check(ctx: click.Context, name: str) -> int:
    """Print the library in a layout, on every paper and in both inks, and say what is wrong."""
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import counted, note, say
    from careerprint.profile.library import open_library
    from careerprint.reading.plain_words import suggest
    from careerprint.render.layouts import all_layouts
    from careerprint.render.pdf import Typesetter
    from careerprint.render.proof import prove

    settings = settings_of(ctx)
    known = {layout.name: layout for layout in all_layouts(settings.layout_folders)}
    if name not in known:
        hint = suggest(name, tuple(known)) or f"there are: {', '.join(known)}"
        raise UsageError(f"there is no layout '{name}'", hint=hint)
    library = open_library(settings)
    careers = [library.career(path) for path in library.paths if library.load(path).value]
    typesetter = Typesetter(roots=settings.layout_folders, font_folder=settings.font_folder)
    total = failed = 0
    for proof in prove(known[name], careers, typesetter):
        total += 1
        failed += bool(proof.faults)
        form = f"{proof.variant.paper.value}, {proof.variant.ink.value}"
        form += ", fillable" if proof.variant.is_fillable else ""
        for fault in proof.faults:
            say(f"{name}: {proof.career} ({form}): {fault}")
    result = counted(failed, "fault") if failed else "all good"
    note(f"{counted(total, 'page set')} proved: {result}")
    return ExitCode.SOME_FAILED if failed else ExitCode.OK
