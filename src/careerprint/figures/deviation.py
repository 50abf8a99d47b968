"""A profile's figures against the official tables: plain rules from a draft to findings.

Tolerances: pay may be off by :data:`PAY_TOLERANCE_PERCENT` (what rounding to thousands does),
a growth claim by :data:`GROWTH_TOLERANCE_POINTS`. A difference that the profile gives a reason
for (``differs_because``) is a note; it stays in the report and fails nothing.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import partial
from typing import Any, Final

from careerprint.errors import Severity
from careerprint.figures.tables import Kind, Pay, Tables
from careerprint.profile import style
from careerprint.profile.values import latest_month, parse_number
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Draft, Finding, Rule
from careerprint.settings import Language, Settings

PAY_TOLERANCE_PERCENT: Final = Decimal(2)
GROWTH_TOLERANCE_POINTS: Final = Decimal("0.5")
_OEWS: Final = re.compile(r"\bOEWS\b|occupational employment and wage|bls\.gov/oes", re.IGNORECASE)
_EP: Final = re.compile(r"employment projections|bls\.gov/emp", re.IGNORECASE)
_BLS: Final = re.compile(r"\bBLS\b|bureau of labor statistics|bls\.gov", re.IGNORECASE)
_SPAN: Final = re.compile(r"(20\d\d)\s?[–-]\s?(?:20)?(\d\d)\b")
_NAMES: Final = {"low": "10th percentile", "typical": "median", "high": "90th percentile"}


def rules(figures: Tables) -> tuple[Rule, ...]:
    """Give the rules that compare a profile with these tables."""
    every: tuple[Callable[[Tables, Draft], Iterator[Finding]], ...] = (
        codes_are_alive,
        pay_is_official,
        growth_is_official,
        releases_exist,
    )
    return tuple(partial(rule, figures) for rule in every)


def rules_of_check(
    settings: Settings, max_age: int | None = None
) -> dict[Language, tuple[Rule, ...]]:
    """Give what ``check`` looks for in the texts of each language beside the rules of reading.

    ``max_age`` is how many months old a text may be at the most.
    """
    own = style.rules(settings.reading_grade)
    english = (*rules(Tables(settings.variant.figure_folders)), *own[Language.ENGLISH])
    if max_age is not None:
        english = (*english, is_older_than(max_age, day_of_run()[:7]))
    return own | {Language.ENGLISH: english}


def codes_are_alive(figures: Tables, draft: Draft) -> Iterator[Finding]:
    """A SOC code is in the official tables."""
    places: list[KeyPath] = [("official", "soc")]
    places += [(*path, "soc") for path, row in draft.rows("money", "paths") if row.get("soc")]
    known = figures.titles()
    for path in places:
        soc = draft.text(*path)
        if soc and re.fullmatch(r"\d\d-\d{4}", soc) and soc not in known:
            yield Finding(
                at=path,
                message=f"the official tables have no SOC code {soc}",
                hint=_nearest_code(soc, known),
                severity=Severity.WARNING,
            )


def _nearest_code(soc: str, known: dict[str, str]) -> str:
    near = get_close_matches(soc, known, n=1, cutoff=0.6)
    if not near:
        return "look it up on www.bls.gov/soc: codes change from one classification to the next"
    return f"did you mean {near[0]}, {known[near[0]]}?"


def pay_is_official(figures: Tables, draft: Draft) -> Iterator[Finding]:
    """A pay path that names the official wages as its source says what they say."""
    for path, row in draft.rows("money", "paths"):
        source = _source(draft, row.get("source"))
        soc = row.get("soc") or _code(draft)
        if not soc or source is None or _is_of(source, _EP) or not _is_of(source, _BLS):
            continue
        found = list(_pay_findings(figures, soc, path, row, str(source.get("date", ""))))
        yield from _acknowledged(found, draft, path)


def _pay_findings(
    figures: Tables, soc: str, path: KeyPath, row: dict[str, Any], date: str
) -> Iterator[Finding]:
    official = figures.pay(soc, date[:7]) or figures.pay(soc)
    if official is None or row.get("per", "year") not in {official.per, "year", "hour"}:
        return
    per = str(row.get("per", "year"))
    given = {n: number for n in _NAMES if (number := parse_number(row.get(n))) is not None}
    told = _amounts(official, per)
    both = [name for name in given if told.get(name) is not None]
    off = [name for name in both if _is_off(given[name], told[name])]
    whose = _whose(figures, given, official.date, per) if len(off) > 1 else ""
    if whose or len(off) == len(both) > 1:
        yield _of_another_code(soc, official, (*path, off[0]), told, whose)
        return
    for name in off:
        amount = told[name] or Decimal()
        yield Finding(
            at=(*path, name),
            message=f"'{name}' is {given[name]:,f}, and the official {_NAMES[name]} of {soc} is"
            f" {amount:,f} (OEWS {official.date})",
            hint=f"write {amount.normalize():f}, or add below 'source': differs_because: …",
            severity=Severity.WARNING,
        )


def _is_off(given: Decimal, amount: Decimal | None) -> bool:
    return amount is not None and abs(given - amount) > amount * PAY_TOLERANCE_PERCENT / 100


def _of_another_code(
    soc: str, official: Pay, at: KeyPath, told: dict[str, Decimal | None], whose: str
) -> Finding:
    """Give the finding that a row's figures are not the code's; whose they are, if it is told.

    To write the code's own in their place would print another occupation's pay.
    """
    right = ", ".join(f"{name} {amount:f}" for name, amount in told.items() if amount is not None)
    return Finding(
        at=at,
        message=f"these figures are not of {soc} {official.title} (OEWS {official.date})"
        + (f", but of {whose}" if whose else ""),
        hint=f"is the code right? if so: {right}; or add below 'source': differs_because: …",
        severity=Severity.WARNING,
    )


def _whose(figures: Tables, given: dict[str, Decimal], date: str, per: str) -> str:
    for soc, title in figures.titles().items():
        pay = figures.pay(soc, date)
        if pay and all(_amounts(pay, per).get(name) == number for name, number in given.items()):
            return f"{soc} {title}"
    return ""


def _amounts(official: Pay, per: str) -> dict[str, Decimal | None]:
    percentiles = official.yearly if per == "year" else official.hourly
    found = {one.name: one.amount for one in percentiles}
    return {name: found.get(key) for name, key in _PERCENTILES.items()}


_PERCENTILES: Final = {"low": "p10", "typical": "median", "high": "p90"}


def growth_is_official(figures: Tables, draft: Draft) -> Iterator[Finding]:
    """A growth claim agrees with the official projection of the profile's SOC code.

    A range may hold it, but not where the source is the official one: that gives one figure.
    """
    path: KeyPath = ("outlook", "growth")
    soc = _code(draft)
    official = figures.projection(soc) if soc else None
    bounds = [parse_number(draft.get(*path, name)) for name in ("low", "high")]
    low, high = bounds
    if official is None or low is None or high is None:
        return
    found = []
    spare = GROWTH_TOLERANCE_POINTS
    source = _source(draft, draft.get(*path, "source"))
    is_quoted = source is not None and _is_of(source, _BLS)
    is_near = low - spare <= official.percent <= high + spare
    if not is_near or (is_quoted and high - low > 2 * spare):
        claim = f"{low:+f}%" if low == high else f"{low:+f} to {high:+f}%"
        other_way = low > 0 > official.percent or high < 0 < official.percent
        why = "goes the other way from" if other_way else "differs from"
        found.append(
            Finding(
                at=(*path, "low"),
                message=f"growth of {claim} {why} the official projection for {soc}:"
                f" {official.percent:+f}% ({official.years[0]}–{official.years[1] % 100:02d})",
                hint=f"write {official.percent.normalize():f}, or say why with differs_because: …",
                severity=Severity.WARNING,
            )
        )
    yield from _acknowledged(found, draft, path)


def releases_exist(figures: Tables, draft: Draft) -> Iterator[Finding]:
    """A source that is an official table names a release that is out, and the newest one."""
    for path, row in draft.rows("sources"):
        date = latest_month(str(row.get("date", "")))
        if _is_of(row, _EP):
            yield from _projection_release(figures, path, row)
        elif date and _is_of(row, _OEWS):
            newest = figures.newest(Kind.PAY)
            if newest is None or str(row["date"]) in {newest.name, newest.name[:4]}:
                continue
            if date in {one.name for one in figures.releases(Kind.PAY)} or date < newest.name:
                words = f"is of {date}, and the release of {newest.name} is out"
            else:
                words = f"is dated {date}, and the newest release at hand is of {newest.name}"
            acknowledged = any(
                one.get("source") == row.get("id") and one.get("differs_because")
                for _, one in draft.rows("money", "paths")
            )
            yield Finding(
                at=(*path, "date"),
                message=f"the source '{row.get('id')}' {words}",
                hint=f"take the figures of {newest.name}: careerprint figures show {_code(draft)}",
                severity=Severity.NOTE if acknowledged else Severity.WARNING,
            )


def _projection_release(figures: Tables, path: KeyPath, row: dict[str, Any]) -> Iterator[Finding]:
    newest = figures.newest(Kind.PROJECTIONS)
    if newest is None:
        return
    named = _SPAN.search(f"{row.get('name', '')} {row.get('detail', '')}")
    if named and f"{named[1]}-{named[2]}" != newest.name:
        yield Finding(
            at=(*path, "name"),
            message=f"the source '{row.get('id')}' names the projections {named[0]}, and those at"
            f" hand are {newest.name}",
            hint="take the figure of the newest release, and its name",
            severity=Severity.WARNING,
        )
    date = str(row.get("date", ""))
    if date and newest.published and date[:4] != newest.published[:4]:
        yield Finding(
            at=(*path, "date"),
            message=f"the source '{row.get('id')}' is dated {date}, and the projections"
            f" {newest.name} came out on {newest.published}",
            hint=f"write {newest.published[:7]}",
            severity=Severity.WARNING,
        )


def is_older_than(months: int, today: str) -> Rule:
    """Give the rule that a profile was checked within so many months of ``today`` (YYYY-MM)."""

    def is_fresh(draft: Draft) -> Iterator[Finding]:
        dated = latest_month(draft.text("dated") or "")
        age = age_months(dated, today) if dated else 0
        if age > months:
            yield Finding(
                at=("dated",),
                message=f"last checked {age} months ago; {months} are allowed",
                hint="check its facts and figures anew, then set the date",
                severity=Severity.WARNING,
            )

    return is_fresh


def day_of_run() -> str:
    """Give the day that ages are counted from, as ISO 8601: SOURCE_DATE_EPOCH's, or this one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return f"{now:%Y-%m-%d}"


def age_months(dated: str, today: str) -> int:
    """Give how many months lie between two months (YYYY-MM)."""
    (y1, m1), (y2, m2) = ((int(n) for n in text.split("-")) for text in (dated, today))
    return (y2 - y1) * 12 + m2 - m1


def _acknowledged(found: list[Finding], draft: Draft, path: KeyPath) -> Iterator[Finding]:
    """Turn differences that have a reason into notes; a reason for nothing is a warning."""
    reason = draft.text(*path, "differs_because")
    if reason and not found:
        yield Finding(
            at=(*path, "differs_because"),
            message="nothing differs from the official figures here",
            hint="take the reason out",
            severity=Severity.WARNING,
        )
    for one in found:
        note = replace(one, severity=Severity.NOTE, hint=f"acknowledged: {reason}")
        yield note if reason else one


def _code(draft: Draft) -> str | None:
    """Give the SOC code that the profile is matched with, if any."""
    return None if draft.text("official", "match") == "none" else draft.text("official", "soc")


def _source(draft: Draft, source_id: object) -> dict[str, Any] | None:
    return next((row for _, row in draft.rows("sources") if row.get("id") == source_id), None)


def _is_of(source: dict[str, Any], publisher: re.Pattern[str]) -> bool:
    if str(source.get("estimate", "")).lower() == "true":
        return False
    return bool(publisher.search(" ".join(str(source.get(n, "")) for n in ("name", "url"))))
