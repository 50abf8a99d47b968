"""The options that every command has; they may stand before its name or behind it."""

from pathlib import Path
from typing import Any, Final

import click


def _keep(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    """Keep what is said in the run's object; what is said in either place counts."""
    said: dict[str, Any] = ctx.ensure_object(dict)
    if value or option.name not in said:
        said[str(option.name)] = value


_OPTIONS: Final = (
    click.Option(
        ["--project"],
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="The project folder; found upwards from here if not given.",
        expose_value=False,
        callback=_keep,
    ),
    click.Option(
        ["-v", "--verbose"],
        is_flag=True,
        help="Say more about what is done.",
        expose_value=False,
        callback=_keep,
    ),
    click.Option(
        ["-q", "--quiet"],
        is_flag=True,
        help="Print results and problems only.",
        expose_value=False,
        callback=_keep,
    ),
)


def with_common_options(command: click.Command) -> click.Command:
    """Give a command with these options behind its own, and so each command below it."""
    command.params += [option for option in _OPTIONS if option not in command.params]
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        with_common_options(below)
    return command
