"""What every command starts from: the settings of the run and the library at hand."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.errors import UsageError
from careerprint.settings import Options, Settings, read_settings
from careerprint.workers.scratch import clear_left_over

if TYPE_CHECKING:
    from careerprint.press.press import Press
    from careerprint.press.press_order import PressOrder


def settings_of(ctx: click.Context, options: Options | None = None) -> Settings:
    """Give the settings of a run; a broken ``careerprint.yaml`` ends it (exit code 2)."""
    try:
        start = Path.cwd()
    except FileNotFoundError:
        raise UsageError("the folder that you are in is gone", hint="change to another") from None
    clear_left_over()
    return read_settings(ctx.obj["project"], start=start, options=options)


def open_press(settings: Settings, *, is_cached: bool = False) -> "Press":
    """Give the press that makes files as the project's shop wants them.

    If it ``is_cached``, what it separates is kept in the user's cache: no reader's name.
    Raises ``UsageError`` if its colour profile cannot be used.
    """
    from careerprint.press.press_error import ProfileError
    from careerprint.sections.press_forms import kept_press
    from careerprint.sections.store import default_folder

    try:
        cache = default_folder() if is_cached else None
        return kept_press(settings.press.order(settings.project), cache)
    except ProfileError as error:
        raise UsageError(f"press.profile: {settings.press.profile} {error}") from error


def press_order(settings: Settings) -> "PressOrder":
    """Give the order of the project's shop, for workers to make files by; raises the same."""
    return open_press(settings).order


def on_own_paper(
    ctx: click.Context, settings: Settings, layouts: tuple[str, ...], *, is_asked: bool
) -> Settings:
    """Give settings with a paper that layouts are made for.

    A paper that an option asked for stays: it is refused where the layouts are found. That the
    project's gives way to one of its family is said with ``--verbose``, to another always.
    """
    from careerprint.cli.terminal import note
    from careerprint.render import layouts as known

    if is_asked:
        return settings
    own = known.on_own_paper(settings, layouts)
    paper, wanted = own.variant.paper, settings.variant.paper
    if paper is not wanted and (ctx.obj["verbose"] or not known.are_of_one_family(paper, wanted)):
        note(f"{' and '.join(layouts)}: not made for {wanted.value}, printed on {paper.value}")
    return own
