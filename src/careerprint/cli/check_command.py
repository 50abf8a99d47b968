"""``careerprint check``: validate profiles, all findings in one pass."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.errors import ExitCode

if TYPE_CHECKING:
    from careerprint.profile.library import Library


@click.command("check")
@click.argument("profiles", nargs=-1, metavar="[PROFILE…]")
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def command(ctx: click.Context, profiles: tuple[str, ...], *, strict: bool, as_json: bool) -> int:
    """Validate profiles: what is wrong, in which line, and how to mend it.

    PROFILE is an id, a title, a file or a folder of files; all careers if none is named.
    """
    from careerprint.cli.project import library_of, settings_of
    from careerprint.cli.report import as_record, counted, note, print_json, report_diagnostics
    from careerprint.profile.library import all_findings

    library = library_of(settings_of(ctx))
    named = [path for name in profiles for path in _paths(name, library)]
    every = (*library.paths, *library.translations)
    loaded = tuple(library.load(path) for path in named or every)
    findings = all_findings(loaded)
    if as_json:
        print_json([as_record(finding) for finding in findings])
    else:
        report_diagnostics(findings, is_error_stream=False)
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    if not ctx.obj["quiet"]:
        note(
            f"{counted(len(loaded), 'profile')} checked:"
            f" {counted(errors, 'error')}, {counted(warnings, 'warning')}"
        )
    return ExitCode.SOME_FAILED if errors or (strict and warnings) else ExitCode.OK


def _paths(name: str, library: "Library") -> list[Path]:
    path = Path(name)
    if path.is_dir():
        return sorted(path.glob("*.yaml")) or [path]
    return [library.find(name, Path.cwd())]
