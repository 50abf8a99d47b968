"""What every command starts from: the settings of the run and the library at hand."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.errors import UsageError
from careerprint.profile.library import Library
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
    return read_settings(ctx.obj["project"], start=start, options=options)


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
