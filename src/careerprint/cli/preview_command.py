"""``careerprint preview``: the page in the browser."""

from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import click

from careerprint.errors import ExitCode, UsageError


@click.command("preview")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="N",
    help="The port to listen on, or the next that is free; 8390 if not given.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.pass_context
def command(ctx: click.Context, port: int | None, *, no_browser: bool) -> int:
    """See, edit, bind and print in the browser, on this machine alone.

    It is called with `open` as well.

    Careers, booklets, rosters, fairs and the brand, without a terminal.

    The page follows the files: save a profile in any editor, and its pages are new. Ctrl-C ends it.
    """
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import note, report_diagnostics, report_own_fault, say

    absent = [name for name in _NEEDED if find_spec(name) is None]
    if absent:
        raise UsageError(
            "the page in the browser needs parts that are not installed",
            hint="install them: pip install 'careerprint[web]'",
        )
    from careerprint.web.serving import open_browser, prepared, serve

    settings = settings_of(ctx)
    report_diagnostics(settings.warnings, is_error_stream=True)
    preview = prepared(settings.project, Path.cwd(), port=port)

    def begun() -> None:
        say(preview.address)
        note("open this address in a browser of this machine; Ctrl-C ends it")
        if not no_browser:
            open_browser(preview.address)

    with suppress(KeyboardInterrupt):
        serve(preview, when_ready=begun, tell_fault=report_own_fault)
    note("ended")
    return ExitCode.OK


_NEEDED = ("starlette", "uvicorn", "watchfiles", "pypdfium2")
