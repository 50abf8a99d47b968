"""``careerprint preflight``: whether PDFs, of ours or of others, are ready for a print shop."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.errors import UsageError

if TYPE_CHECKING:
    from careerprint.preflight.flaw import Flaw


@click.command("preflight")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--ink-limit",
    type=click.FloatRange(100, 400),
    metavar="PERCENT",
    help="The most ink of all four together; the project's, or 300, if not given.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail it too.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    ink_limit: float | None,
    *,
    strict: bool,
    as_json: bool,
) -> int:
    """Say whether PDFs are ready for a print shop: what is wrong, on which page, and what to do.

    FILE is any PDF. An error would be printed wrong, or sent back; a warning is worth a look.
    """
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import conclude, counted, note, print_json, report_diagnostics
    from careerprint.errors import shown
    from careerprint.preflight.demands import Demands
    from careerprint.preflight.preflight import preflight

    demands = Demands(ink_percent=ink_limit or settings_of(ctx).press.ink_limit_percent)
    found: list[tuple[Path, tuple[Flaw, ...]]] = []
    for file in files:
        flaws = preflight(_content(file), demands)
        found.append((file, flaws))
        if not as_json:
            report_diagnostics([flaw.on(file) for flaw in flaws], is_error_stream=False)
            if not flaws and not ctx.obj["quiet"]:
                note(f"{shown(file)}: ready for the press")
    if as_json:
        print_json(
            [
                {"path": str(file), "findings": [flaw.as_record() for flaw in flaws]}
                for file, flaws in found
            ]
        )
    return conclude(
        f"{counted(len(files), 'file')} looked at",
        [flaw.severity for _, flaws in found for flaw in flaws],
        is_strict=strict,
        is_quiet=ctx.obj["quiet"],
    )


def _content(file: Path) -> bytes:
    """Read a file; one that is not there is wrong usage."""
    from careerprint.errors import shown

    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{shown(file)} cannot be read ({error.strerror})",
            hint="check the spelling of its name",
        ) from error
