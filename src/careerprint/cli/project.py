"""What every command starts from: the settings of the run and the library at hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.errors import UsageError
from careerprint.profile.library import Library
from careerprint.publish.scratch import clear_left_over
from careerprint.reading import Rule
from careerprint.settings import Options, Settings, read_settings
from careerprint.typefaces.faces import own_fonts

if TYPE_CHECKING:
    from careerprint.bind.sections import Sections
    from careerprint.render.pdf import Typesetter


def settings_of(ctx: click.Context, options: Options | None = None) -> Settings:
    """Give the settings of a run; a broken ``careerprint.yaml`` ends it (exit code 2)."""
    try:
        start = Path.cwd()
    except FileNotFoundError:
        raise UsageError("the folder that you are in is gone", hint="change to another") from None
    clear_left_over()
    return read_settings(ctx.obj["project"], start=start, options=options)


def on_own_paper(
    ctx: click.Context, settings: Settings, layouts: tuple[str, ...], *, is_asked: bool
) -> Settings:
    """Give settings with a paper that layouts are made for.

    A paper that an option asked for stays: it is refused where the layouts are found. The
    project's gives way to one of its family, which ``--verbose`` says, or else to another,
    which is always said.
    """
    from careerprint.cli.report import note
    from careerprint.render.layouts import are_of_one_family, named_layout, own_paper

    if is_asked:
        return settings
    count = len(settings.variant.languages) if len(layouts) == 1 else 1
    found = [named_layout(one, settings.layout_folders, languages=count) for one in layouts]
    wanted = settings.variant.paper
    paper = own_paper(found, wanted)
    if paper is not wanted and (ctx.obj["verbose"] or not are_of_one_family(paper, wanted)):
        note(f"{' and '.join(layouts)}: not made for {wanted.value}, printed on {paper.value}")
    return replace(settings, variant=replace(settings.variant, paper=paper))


def sections_of(
    settings: Settings, *, is_cached: bool = True, check: Callable[[], None] = lambda: None
) -> "Sections":
    """Give the sections at hand: kept in the user's cache, or typeset anew each time."""
    from careerprint.bind.sections import Sections, default_folder

    def open_typesetter() -> "Typesetter":
        from careerprint.render.pdf import Typesetter

        roots = [*settings.layout_folders]
        roots += [settings.font_folder] if settings.font_folder else []
        return Typesetter(roots=tuple(roots), font_folder=settings.font_folder)

    folder = default_folder() if is_cached else None
    return Sections(open_typesetter, folder, fonts=settings.font_folder, check=check)


def library_of(
    settings: Settings, further_rules: tuple[Rule, ...] = (), *, first: tuple[Path, ...] = ()
) -> Library:
    """Give the careers of some folders to look in first, of the project, and the shipped ones."""
    folders = (*first, *settings.career_folders)
    return Library(folders, own_fonts(settings.font_folder), further_rules)
