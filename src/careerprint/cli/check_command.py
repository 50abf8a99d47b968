"""``careerprint check``: validate profiles, all findings in one pass."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.errors import ExitCode

if TYPE_CHECKING:
    from careerprint.profile.library import Library


@click.command("check")
@click.argument("profiles", nargs=-1, metavar="[PROFILE…]")
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option(
    "--max-age",
    type=click.IntRange(0),
    metavar="MONTHS",
    help="Warn of profiles that were last checked longer ago.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    profiles: tuple[str, ...],
    max_age: int | None,
    *,
    strict: bool,
    as_json: bool,
) -> int:
    """Validate profiles: what is wrong, in which line, and how to mend it.

    PROFILE is an id, a title, a file or a folder of files; all careers if none is named.
    """
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import counted, note, print_json, report_diagnostics
    from careerprint.errors import Severity
    from careerprint.figures import deviation as compare
    from careerprint.figures.tables import Tables
    from careerprint.profile import style
    from careerprint.profile.library import all_findings, open_library
    from careerprint.profile.other_names import shared_names

    settings = settings_of(ctx)
    rules = (
        *compare.rules(Tables(settings.variant.figure_folders)),
        *style.rules(settings.reading_grade),
    )
    if max_age is not None:
        rules = (*rules, compare.is_older_than(max_age, _this_month()))
    folders = tuple(path for path in map(Path, profiles) if path.is_dir())
    library = open_library(settings, rules, first=folders)
    named = [path for name in profiles for path in _paths(name, library)]
    every = (*library.paths, *library.translations)
    loaded = tuple(library.load(path) for path in named or every)
    findings = (
        *all_findings(loaded),
        *style.shared_sentences(loaded),
        *shared_names(loaded, library.names),
    )
    if as_json:
        print_json([finding.as_record() for finding in findings])
    else:
        report_diagnostics(findings, is_error_stream=False)
    errors = sum(finding.is_error for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    if not ctx.obj["quiet"]:
        note(
            f"{counted(len(loaded), 'profile')} checked:"
            f" {counted(errors, 'error')}, {counted(warnings, 'warning')}"
        )
    return ExitCode.SOME_FAILED if errors or (strict and warnings) else ExitCode.OK


def _this_month() -> str:
    """Give the month that ages are counted from: SOURCE_DATE_EPOCH's, or this one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return f"{now:%Y-%m}"


def _paths(name: str, library: "Library") -> list[Path]:
    path = Path(name)
    if path.is_dir():
        return sorted(path.glob("*.yaml")) or [path]
    return [library.find(name, Path.cwd())]
