"""All commands, and how each way of ending becomes an exit code.

A command's module is imported when it is called, and
imports what it needs then, so that help and checks never wait for the typesetting engine.
"""

import io
import os
import signal
import sys
import traceback
from importlib import import_module
from typing import Any, Final

import click

from careerprint import __version__
from careerprint.cli.common_options import with_common_options
from careerprint.cli.terminal import note, report_fault, report_own_fault
from careerprint.errors import CareerprintError, ExitCode
from careerprint.workers.collecting import collect_seldom

# what other packages would add to pydantic is looked for in every one that is installed
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

COMMANDS: Final = {
    "batch": "Make a booklet for each row of a roster.",
    "booklet": "Bind one booklet.",
    "cache": "The cache of typeset sections: see it, empty it.",
    "check": "Validate profiles: what is wrong, where, and how to mend it.",
    "doctor": "Say what this machine has and lacks.",
    "fair": "Make the pack of a career fair, and its order.",
    "figures": "Look official figures up, take in a new release.",
    "impose": "Lay the pages of a PDF out on sheets, to fold and staple or to cut.",
    "init": "Start a project folder.",
    "layout": "See, start and prove layouts.",
    "list": "Show the careers available.",
    "mail": "Mail the booklets of a batch: drafts, or over SMTP.",
    "new": "Start a new profile.",
    "open": "Another name of preview.",
    "preflight": "Say whether PDFs are ready for a print shop.",
    "preview": "See, edit, bind and print in the browser.",
    "render": "Print handouts to PDF.",
    "schema": "Print the JSON Schema of a profile.",
    "translate": "Begin a translation of a career.",
}
"""Each command and its line in the help; kept here so that help imports none of them."""

OTHER_NAMES: Final = {"open": "preview"}
"""Names that a command has besides its own."""


class Commands(click.Group):
    """The commands by name, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; None if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        name = OTHER_NAMES.get(cmd_name, cmd_name)
        command: click.Command = import_module(f"careerprint.cli.{name}_command").command
        return with_common_options(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; an unknown one is answered with the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from careerprint.reading.plain_words import suggest

            hint = suggest(args[0], tuple(COMMANDS)) if args else ""
            raise click.UsageError(f"{error.message} {hint}".strip(), ctx) from error


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="careerprint")
def cli() -> None:
    """Career profiles become print-ready, accessible handouts."""


with_common_options(cli)


def main() -> None:
    """Run the command line and leave with its exit code."""
    # looking for plugins of pydantic costs every start a tenth of its time; we have none
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    collect_seldom()
    _hear_interruptions()
    sys.exit(run(sys.argv[1:]))


def _hear_interruptions() -> None:
    """Have SIGINT interrupt, where whoever started us had it ignored.

    A shell without job control has its background jobs ignore it (POSIX.1-2024, XCU 2.12), and
    some runners of tests do: that is no wish of the user's, who sends it to stop a long run and
    keep what is done. ``nohup`` is about SIGHUP, which is left alone.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def run(arguments: list[str]) -> int:
    """Run one command; every way of ending has its exit code (:class:`ExitCode`)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a character that a terminal cannot show is written as its code
            stream.reconfigure(errors="backslashreplace")
    try:
        given = {"arguments": tuple(arguments)}  # for reports, which say how to go on
        code: Any = cli.main(
            args=list(arguments), prog_name="careerprint", standalone_mode=False, obj=given
        )
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except CareerprintError as error:
        report_fault(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        note("interrupted: what is finished is kept")
        return ExitCode.INTERRUPTED
    except Exception:  # noqa: BLE001, RUF100 - the last line of defence
        report_own_fault(traceback.format_exc())
        return ExitCode.INTERNAL
    return int(code or ExitCode.OK)
