"""``careerprint figures``: look official figures up, take in a new release."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from careerprint.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from careerprint.figures.tables import Kind, Percentile, Tables
    from careerprint.profile.library import Library


@click.group("figures")
def command() -> None:
    """Official figures: look up, take in a new release."""


@command.command("show")
@click.argument("soc")
@click.option("--state", metavar="XX", help="The state whose pay is shown too.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def show(ctx: click.Context, soc: str, state: str | None, *, as_json: bool) -> int:
    """Print what the official tables say of a SOC code, such as 27-4014, or of its title."""
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import print_json, say
    from careerprint.figures.tables import Tables
    from careerprint.profile.library import open_library
    from careerprint.settings import Options

    settings = settings_of(ctx, Options(state=state))
    figures = Tables(settings.variant.figure_folders)
    code = _code(soc, figures, open_library(settings))
    place = settings.variant.state if state else None
    if as_json:
        print_json(_record(code, place, figures))
    else:
        for line in _lines(code, place, figures):
            say(line)
    return ExitCode.OK


def _code(text: str, figures: "Tables", library: "Library") -> str:
    """Give the SOC code that is meant by a code, an O*NET code or a title."""
    from careerprint.figures.code_search import find_codes, read_code

    soc = read_code(text, figures)
    if soc is None:
        near = [f"{one.soc} {one.title}" for one in find_codes(text, figures, library)]
        hint = f"there are: {'; '.join(near)}" if near else "six digits with a hyphen: 27-4014"
        raise UsageError(f"the official tables have no '{text}'", hint=hint)
    return soc


@command.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the codes as JSON.")
@click.pass_context
def find(ctx: click.Context, words: tuple[str, ...], *, as_json: bool) -> int:
    """Find occupation codes by word: the nearest five, with median pay and jobs.

    Searched are the official titles, those of O*NET and those of the careers in the library.
    """
    from careerprint.cli.found_codes import code_lines
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import print_json, say
    from careerprint.figures.code_search import find_codes, read_code
    from careerprint.figures.tables import Tables
    from careerprint.profile.library import open_library

    settings = settings_of(ctx)
    figures = Tables(settings.variant.figure_folders)
    wanted = " ".join(words)
    if (soc := read_code(wanted, figures)) is not None:
        wanted = figures.titles()[soc]
    found = find_codes(wanted, figures, open_library(settings))
    if not found:
        raise UsageError(
            f"no title has the words '{wanted}'",
            hint="try a plainer word for the work; all codes are on www.bls.gov/soc",
        )
    if as_json:
        print_json([_record(one.soc, None, figures) for one in found])
    else:
        for line in code_lines(found, figures):
            say(line)
    return ExitCode.OK


def _record(soc: str, state: str | None, figures: "Tables") -> dict[str, Any]:
    import json

    found = {
        "soc": soc,
        "title": figures.titles()[soc],
        "pay": figures.pay(soc),
        "state_pay": figures.state_pay(soc, state) if state else None,
        "projection": figures.projection(soc),
        "interests": figures.interests(soc),
    }
    record: dict[str, Any] = json.loads(json.dumps(found, default=_as_plain))
    return record


def _as_plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else asdict(value)


_NAMES: Final = {"p10": "10th", "p25": "25th", "median": "median", "p75": "75th", "p90": "90th"}
_INTERESTS: Final = {
    "R": "Realistic",
    "I": "Investigative",
    "A": "Artistic",
    "S": "Social",
    "E": "Enterprising",
    "C": "Conventional",
}


def _lines(soc: str, state: str | None, figures: "Tables") -> Iterator[str]:
    yield f"{soc}  {figures.titles()[soc]}"
    yield from _pay_lines(soc, figures)
    if state:
        yield from _state_lines(soc, state, figures)
    yield from _projection_lines(soc, figures)
    yield from _interest_lines(soc, figures)


_ABSENT: Final = "none is published for this code"


def _pay_lines(soc: str, figures: "Tables") -> Iterator[str]:
    pay = figures.pay(soc)
    if pay is None:
        yield _row("Pay", _ABSENT)
    else:
        yield _row("Pay a year", _percentiles(pay.yearly, ",.0f"))
        yield _row("Pay an hour", _percentiles(pay.hourly, ",.2f"))
        yield _row("Jobs", f"{pay.jobs:,}" if pay.jobs is not None else _WHY[pay.jobs_status])
    what = "BLS Occupational Employment and Wage Statistics; employees only"
    yield _release("pay", figures, what)


def _state_lines(soc: str, state: str, figures: "Tables") -> Iterator[str]:
    from careerprint.settings import STATES

    local = figures.state_pay(soc, state)
    if local is None:
        yield _row(STATES[state], _ABSENT)
        return
    yield _row(STATES[state], _percentiles(local.yearly, ",.0f"))
    if local.hourly_median is not None:
        yield _row("", f"median ${local.hourly_median:,.2f} an hour")
    has_count = local.jobs is not None
    yield _row("", f"{local.jobs:,} jobs" if has_count else f"jobs: {_WHY[local.jobs_status]}")


def _projection_lines(soc: str, figures: "Tables") -> Iterator[str]:
    change = figures.projection(soc)
    if change is None:
        yield _row("Outlook", _ABSENT)
    else:
        start, end = change.jobs_k
        own = change.self_employed_percent
        yield _row(
            f"Change {change.years[0]}–{change.years[1] % 100:02d}",
            f"{change.percent:+f}%, from {start} to {end} thousand jobs",
        )
        yield _row("Openings", f"{change.openings_k} thousand a year")
        yield _row("Self-employed", f"{own}%" if own is not None else _WHY["not_released"])
        yield _row("Education", change.education)
        yield _row("Experience", change.experience)
        yield _row("Training", change.training)
    yield _release("projections", figures, "BLS Employment Projections; the self-employed too")


def _interest_lines(soc: str, figures: "Tables") -> Iterator[str]:
    found = figures.interests(soc)
    for one in found:
        letters = ", ".join(_INTERESTS[letter] for letter in one.code)
        zone = f", job zone {one.job_zone} of 5" if one.job_zone else ""
        yield _row("Interests", f"{one.code} ({letters}){zone}: {one.title}")
    if not found:
        yield _row("Interests", _ABSENT)
    yield _release("interests", figures, "O*NET, US Department of Labor, CC BY 4.0, modified")


_WHY: Final = {
    "": "",
    "topcoded": "at or above the bound that is published",
    "not_released": "not released",
    "not_applicable": "not published in this unit",
}


def _percentiles(percentiles: "tuple[Percentile, ...]", style: str) -> str:
    from careerprint.figures.tables import BOUND_A_YEAR, BOUND_AN_HOUR, Status

    states = {one.status for one in percentiles}
    if len(states) == 1 and (status := states.pop()) not in {Status.PUBLISHED, Status.TOP_CODED}:
        return _WHY[status]
    bound = BOUND_AN_HOUR if style.endswith("2f") else BOUND_A_YEAR
    given = []
    for one in percentiles:
        if one.amount is not None:
            figure = f"${one.amount:{style}}"
        elif one.status is Status.TOP_CODED:
            figure = f"${bound:{style}}+"
        else:
            figure = _WHY[one.status]
        given.append(f"{_NAMES[one.name]} {figure}")
    return "  ".join(given)


def _row(name: str, text: str) -> str:
    return f"  {name:<16}{text}"


def _release(kind: str, figures: "Tables", what: str) -> str:
    from careerprint.figures.tables import Kind

    release = figures.newest(Kind(kind))
    if release is None:
        return _row("", f"[{what}: no table at hand]")
    out = f", published {release.published}" if release.published else ""
    return _row("", f"[{what}; release {release.name}{out}]")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--release", "name", metavar="NAME", help="Which it is: 2026-05, 2025-35 or 30.1.")
@click.option("--published", metavar="DATE", help="The day it came out, YYYY-MM-DD.")
@click.option("--yes", "is_agreed", is_flag=True, help="Write it without asking.")
@click.pass_context
def take_in(
    ctx: click.Context, file: Path, name: str | None, published: str | None, *, is_agreed: bool
) -> int:
    """Take in a new release, in the form that its publisher ships.

    Known are the OEWS national and state workbooks, the workbook of the Employment Projections
    and the O*NET text release. What changes for the careers in the library is shown before
    anything is written; the release before stays.
    """
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import note, say
    from careerprint.errors import shown
    from careerprint.figures import importing
    from careerprint.figures.tables import Tables
    from careerprint.profile.library import open_library
    from careerprint.profile.values import parse_date
    from careerprint.publish.files import write_whole
    from careerprint.resources import shipped

    settings = settings_of(ctx)
    figures = Tables(settings.variant.figure_folders)
    if published and not parse_date(published):
        raise UsageError(f"'{published}' is no date", hint="write it as 2026-05-15")
    intake = importing.read_release(file, name)
    importing.refuse_if_cut_short(file, intake, figures)
    folder = next(iter(settings.variant.figure_folders), shipped("data") / "figures")
    target = folder / intake.file
    if target.is_file() and target.read_bytes() == intake.content():
        note(f"{shown(target)} has the same figures already: nothing to do")
        return ExitCode.OK
    _tell(intake, figures, open_library(settings))
    if not _may_write(is_agreed=is_agreed):
        note("nothing was written")
        return ExitCode.OK
    for path, content in importing.files(intake, folder, published or "").items():
        write_whole(path, content)
        say(shown(path))
    return ExitCode.OK


def _may_write(*, is_agreed: bool) -> bool:
    if is_agreed:
        return True
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to ask", hint="add --yes to write it")
    return click.confirm("Write it?", err=True)


def _tell(intake: Any, figures: "Tables", library: "Library") -> None:
    """Show what a release changes for the careers of the library."""
    from careerprint.cli.terminal import counted, say
    from careerprint.figures import importing

    careers: dict[str, list[str]] = {}
    for path in library.paths:
        profile = library.load(path).value
        codes = [path.soc for path in profile.money.paths] if profile else []
        codes += [profile.official.soc] if profile and profile.official else []
        for code in {code for code in codes if code}:
            careers.setdefault(code, []).append(path.stem)
    newest = figures.newest(intake.kind)
    against = f" against {newest.name}" if newest else ""
    say(f"{_title(intake.kind)} {intake.name}{against}: {counted(len(intake.rows), 'row')}")
    found = importing.changes(intake, figures, frozenset(careers))
    for change in found:
        say(f"  {change.soc}  {change.title}  ({', '.join(sorted(careers[change.soc]))})")
        for line in change.lines():
            say(f"      {line}")
    if not found:
        say("  nothing changes for the careers of the library")


def _title(kind: "Kind") -> str:
    return {"pay": "OEWS national", "states": "OEWS by state", "projections": "Projections"}.get(
        kind.value, "O*NET interests"
    )
