"""What every command starts from: the settings of the run and the library at hand."""

from pathlib import Path

import click

from careerprint.errors import UsageError
from careerprint.profile.library import Library
from careerprint.reading import Rule
from careerprint.settings import Options, Settings, read_settings
from careerprint.typefaces import own_fonts


def settings_of(ctx: click.Context, options: Options | None = None) -> Settings:
    """Give the settings of a run; a broken ``careerprint.yaml`` ends it (exit code 2)."""
    try:
        start = Path.cwd()
    except FileNotFoundError:
        raise UsageError("the folder that you are in is gone", hint="change to another") from None
    return read_settings(ctx.obj["project"], start=start, options=options)


def library_of(
    settings: Settings, further_rules: tuple[Rule, ...] = (), *, first: tuple[Path, ...] = ()
) -> Library:
    """Give the careers of some folders to look in first, of the project, and the shipped ones."""
    folders = (*first, *settings.career_folders)
    return Library(folders, own_fonts(settings.font_folder), further_rules)
