"""Options that commands share: of every command, and of those that set pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


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


def choice(*names: str) -> click.Choice[str]:
    """Give the choice of one of some names, in any case."""
    return click.Choice(names, case_sensitive=False)


def form_options(*papers: str, of: str = "") -> Callable[[Command], Command]:
    """Give a command the options of the form that pages are set in: paper, ink, language, state.

    ``of`` says what they hold for, if not for all that is made.
    """

    def with_options(command: Command) -> Command:
        for option in reversed(
            (
                click.option(
                    "--paper",
                    type=choice(*papers),
                    help="The paper to print on.",
                ),
                click.option(
                    "--ink",
                    type=choice("color", "copier"),
                    help="In colour, or for a copier.",
                ),
                click.option("--lang", metavar="en|es", help=of or "The language to print in."),
                click.option(
                    "--state",
                    metavar="XX",
                    help=of or "The state whose official pay stands beside.",
                ),
            )
        ):
            command = option(command)
        return command

    return with_options


def edition_option(command: Command) -> Command:
    """Give a command the option of the edition that a booklet is made in."""
    return click.option(
        "--edition",
        type=click.Choice(["pocket", "short", "full"]),
        help="pocket: half pages to fold; short: a page a career; full: two facing pages each.",
    )(command)


def workers_option(command: Command) -> Command:
    """Give a command the option of how many processes set pages at a time."""
    return click.option(
        "--workers",
        type=click.IntRange(1, 256),
        metavar="N",
        help="Processes that set pages; one a core if not given.",
    )(command)


def dask_option(command: Command) -> Command:
    """Give a command the option of a cluster that does its work."""
    return click.option(
        "--dask", metavar="ADDRESS", help="A Dask scheduler, such as tcp://host:8786."
    )(command)


def press_option(command: Command) -> Command:
    """Give a command the option of a second file for a print shop."""
    return click.option(
        "--press",
        "is_for_press",
        is_flag=True,
        help="A second file beside it for a print shop: …-press.pdf.",
    )(command)


def evidence_option(command: Command) -> Command:
    """Give a command the option of a page that says what was checked on its files."""
    return click.option(
        "--evidence/--no-evidence",
        "has_evidence",
        default=None,
        help="A page that says what was checked: evidence.pdf. With --press it is always made.",
    )(command)


def with_common_options(command: click.Command) -> click.Command:
    """Give a command with these options behind its own, and so each command below it."""
    command.params += [option for option in _OPTIONS if option not in command.params]
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        with_common_options(below)
    return command
