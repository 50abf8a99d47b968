"""``careerprint check``: validate profiles, all findings in one pass."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from careerprint.profile.library import Library
    from careerprint.profile.model import Profile
    from careerprint.reading.documents import Loaded


@click.command("check")
@click.argument("profiles", nargs=-1, metavar="[PROFILE…]")
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option(
    "--max-age",
    type=click.IntRange(0),
    metavar="MONTHS",
    help="Warn of profiles that were last checked longer ago.",
)
@click.option("--fix", "is_fixing", is_flag=True, help="Mend what is safe, and show it.")
@click.option("--sameness", "is_comparing", is_flag=True, help="Count how alike the careers read.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    profiles: tuple[str, ...],
    max_age: int | None,
    *,
    strict: bool,
    is_fixing: bool,
    is_comparing: bool,
    as_json: bool,
) -> int:
    """Validate profiles and their translations: what is wrong, where, and how to mend it.

    PROFILE is an id, a title, a file or a folder of files; all careers if none is named.
    """
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import conclude, counted, print_json, report_diagnostics
    from careerprint.figures.career_link import link_findings
    from careerprint.figures.deviation import rules_of_check
    from careerprint.profile import sameness, style
    from careerprint.profile.checking import checked, checked_paths, originals
    from careerprint.profile.library import all_findings, open_library
    from careerprint.profile.other_names import shared_names

    if is_fixing and as_json:
        raise click.UsageError("--fix shows a difference, and --json findings: use one of them")
    settings = settings_of(ctx)
    rules = rules_of_check(settings, max_age)
    folders = tuple(path for path in map(Path, profiles) if path.is_dir())
    library = open_library(settings, rules, first=folders)
    paths = checked_paths(library, profiles, Path.cwd())
    if is_fixing and _fix(library, paths, profiles):
        library = open_library(settings, rules, first=folders)
    loaded = checked(library, paths)
    if is_comparing:
        return _compare(loaded, as_json=as_json)
    findings = (
        *all_findings(loaded),
        *style.shared_sentences(loaded),
        *sameness.same_splits(originals(loaded)),
        *shared_names(loaded, library.names),
        *link_findings(loaded, settings.variant),
    )
    if as_json:
        print_json([finding.as_record() for finding in findings])
    else:
        report_diagnostics(findings, is_error_stream=False)
    return conclude(
        f"{counted(len(loaded), 'profile')} checked",
        [finding.severity for finding in findings],
        is_strict=strict,
        is_quiet=ctx.obj["quiet"],
    )


def _fix(library: "Library", paths: "tuple[Path, ...]", names: tuple[str, ...]) -> bool:
    """Mend what is safe and show each difference; tells whether a file was written."""
    from careerprint.cli.terminal import counted, note, say
    from careerprint.errors import shown
    from careerprint.profile.checking import mends
    from careerprint.publish.files import write_whole

    count = files = 0
    for mend in mends(library, paths, names):
        if mend.is_shipped:
            note(f"{shown(mend.path)} comes with careerprint, and is left as it is")
            continue
        write_whole(mend.path, mend.mended.content)
        say(mend.mended.difference)
        count, files = count + mend.mended.count, files + 1
    note(f"{counted(count, 'place')} mended in {counted(files, 'file')}" if files else _NOTHING)
    return files > 0


def _compare(loaded: "tuple[Loaded[Profile], ...]", *, as_json: bool) -> int:
    """Print the measures of sameness over the originals."""
    from careerprint.cli.terminal import print_json, say
    from careerprint.errors import ExitCode
    from careerprint.profile.checking import originals
    from careerprint.profile.sameness import measured

    measures = measured(originals(loaded))
    if as_json:
        print_json([one.as_record() for one in measures])
        return ExitCode.OK
    for one in measures:
        say(f"{one.count:>5} of {one.of:<6} {one.name}")
        if one.examples:
            say(f"{'':16}{', '.join(one.examples)}")
    return ExitCode.OK


_NOTHING = "nothing to mend that is safe to mend without you"
