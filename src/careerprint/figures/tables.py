"""Official figures by SOC code, read lazily from the tables in ``data/figures``.

Releases of the US Bureau of Labor Statistics, Occupational Employment and Wage Statistics
(OEWS), which counts employees, and Employment Projections (EP), which count the self-employed
too; and of O*NET, interests and job zones. ``PROVENANCE.md`` beside them says where they come
from. A file's name says which release it is; the newest of each kind is used.
"""

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from careerprint.resources import shipped

BOUND_A_YEAR: Final = Decimal(239_200)
BOUND_AN_HOUR: Final = Decimal(115)
"""From these on the OEWS tables do not say how much: what is top-coded is a lower bound."""
RELEASES: Final = "releases.csv"


class Kind(StrEnum):
    """What a table is about."""

    PAY = "pay"
    STATES = "states"
    PROJECTIONS = "projections"
    INTERESTS = "interests"


_FILES: Final = {
    Kind.PAY: re.compile(r"oews-(\d{4}-\d{2})-national\.csv"),
    Kind.STATES: re.compile(r"oews-(\d{4}-\d{2})-states\.csv"),
    Kind.PROJECTIONS: re.compile(r"ep-(\d{4}-\d{2})\.csv"),
    Kind.INTERESTS: re.compile(r"onet-(\d+\.\d+)-interests\.csv"),
}


def file_name(kind: Kind, release: str) -> str:
    """Give the name of a release's file: ``oews-2025-05-national.csv``."""
    return re.sub(r"\(.*\)", release, _FILES[kind].pattern).replace("\\", "")


def is_release_name(kind: Kind, release: str) -> bool:
    """Tell whether a release of this kind can have this name."""
    return bool(_FILES[kind].fullmatch(file_name(kind, release)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One table: its file, the release as its publisher names it, the day it came out.

    ``name`` is ``2025-05`` (the wages' month), ``2024-34`` (the years projected) or ``30.1``.
    ``published`` is a date as written, or empty where nobody noted it.
    """

    kind: Kind
    file: Path
    name: str
    published: str = ""


class Status(StrEnum):
    """Why a figure is absent or only a bound."""

    PUBLISHED = ""
    TOP_CODED = "topcoded"
    NOT_RELEASED = "not_released"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentile:
    """One percentile of pay in US dollars: ``p10``, ``p25``, ``median``, ``p75`` or ``p90``.

    ``amount`` is None where none is published; ``status`` says why.
    """

    name: str
    amount: Decimal | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """National wages of an occupation's employees, in US dollars.

    ``per`` is ``year``, or ``hour`` where only hourly pay is published. A figure that is
    not published is None; ``is_top_coded`` says that high is a lower bound.
    """

    title: str
    low: Decimal | None
    median: Decimal | None
    high: Decimal | None
    per: str
    is_top_coded: bool
    date: str
    jobs: int | None = None
    jobs_status: Status = Status.PUBLISHED
    yearly: tuple[Percentile, ...] = ()
    hourly: tuple[Percentile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The projected change of employment between two years; counts in thousands.

    ``percent`` is the change. A text that is ``None`` in the table stays ``None`` in words.
    """

    title: str
    percent: Decimal
    years: tuple[int, int]
    published: str = ""
    jobs_k: tuple[Decimal | None, Decimal | None] = (None, None)
    openings_k: Decimal | None = None
    self_employed_percent: Decimal | None = None
    education: str = ""
    experience: str = ""
    training: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePay:
    """Wages and jobs of an occupation's employees in a state; None where not published."""

    title: str
    jobs: int | None
    low: Decimal | None
    median: Decimal | None
    high: Decimal | None
    is_top_coded: bool
    date: str
    jobs_status: Status = Status.PUBLISHED
    yearly: tuple[Percentile, ...] = ()
    hourly_median: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interests:
    """O*NET's interest code (of the letters RIASEC, the strongest first) and job zone, 1–5."""

    onet_soc: str
    title: str
    code: str
    job_zone: int | None


@dataclass(frozen=True, slots=True)
class Tables:
    """The official tables of some folders: a project's own first, the shipped ones last."""

    own_folders: tuple[Path, ...] = ()

    def releases(self, kind: Kind) -> tuple[Release, ...]:
        """Give every release of a kind at hand, the newest first."""
        folders = (*self.own_folders, shipped("data") / "figures")
        stamps = tuple(one.stat().st_mtime_ns if one.is_dir() else 0 for one in folders)
        return _releases(folders, kind, stamps)

    def newest(self, kind: Kind) -> Release | None:
        """Give the newest release of a kind; None if there is no table of it."""
        return next(iter(self.releases(kind)), None)

    def pay(self, soc: str, date: str | None = None) -> Pay | None:
        """Give the national pay of a SOC code; None if absent.

        ``date`` is the release, such as ``2025-05``; the newest if not given.
        """
        release = self._release(Kind.PAY, date)
        row = _rows(release.file).get(soc) if release else None
        if row is None or release is None:
            return None
        yearly, hourly = _percentiles(row, "annual"), _percentiles(row, "hourly")
        per = "hour" if row["annual_median_status"] == Status.NOT_APPLICABLE else "year"
        found = {one.name: one for one in (hourly if per == "hour" else yearly)}
        low, median, high = (found[name] for name in ("p10", "median", "p90"))
        if not any(one.amount for one in (low, median, high)):
            return None
        return Pay(
            title=row["title"],
            low=low.amount,
            median=median.amount,
            high=high.amount,
            per=per,
            is_top_coded=high.status is Status.TOP_CODED,
            date=release.name,
            jobs=_count(row),
            jobs_status=Status(row["employment_status"]),
            yearly=yearly,
            hourly=hourly,
        )

    def state_pay(self, soc: str, state: str) -> StatePay | None:
        """Give the pay of a SOC code in a state (postal code); None if there is no such row.

        The table has 36,000 rows, so its one line is searched for and the rest is not parsed.
        """
        release = self.newest(Kind.STATES)
        row = _line(release.file, f"{soc},{state},") if release else None
        if row is None or release is None:
            return None
        yearly = _percentiles(row, "annual")
        found = {one.name: one for one in yearly}
        national = self._release(Kind.PAY, None)
        return StatePay(
            title=_rows(national.file).get(soc, {}).get("title", "") if national else "",
            jobs=_count(row),
            low=found["p10"].amount,
            median=found["median"].amount,
            high=found["p90"].amount,
            is_top_coded=Status.TOP_CODED in {one.status for one in yearly},
            date=release.name,
            jobs_status=Status(row["employment_status"]),
            yearly=yearly,
            hourly_median=_figure(row, "hourly_median"),
        )

    def projection(self, soc: str) -> Projection | None:
        """Give the projected change of employment for a SOC code, or None if absent."""
        release = self.newest(Kind.PROJECTIONS)
        row = _rows(release.file).get(soc) if release else None
        if row is None or release is None or (percent := _number(row["change_pct"])) is None:
            return None
        start, end = projection_years(release.name)
        return Projection(
            title=row["title"],
            percent=percent,
            years=(start, end),
            published=release.published,
            jobs_k=(_number(row[f"employment_{start}_k"]), _number(row[f"employment_{end}_k"])),
            openings_k=_number(row["openings_annual_avg_k"]),
            self_employed_percent=_number(row[f"self_employed_pct_{start}"]),
            education=row["typical_entry_education"],
            experience=row["work_experience"],
            training=row["on_the_job_training"],
        )

    def interests(self, soc: str) -> tuple[Interests, ...]:
        """Give O*NET's interests of a SOC code: one for each occupation it has under the code."""
        release = self.newest(Kind.INTERESTS)
        return tuple(
            Interests(
                onet_soc=row["onet_soc"],
                title=row["title"],
                code=row["interest_code"],
                job_zone=int(row["job_zone"]) if row["job_zone"].isdigit() else None,
            )
            for row in (_groups(release.file).get(soc, ()) if release else ())
        )

    def interests_of_all(self, soc: str) -> Interests | None:
        """Give the interests of a SOC code: those of its .00, or of its only occupation.

        The parts of a residual code (“all other”) differ too much for one to speak for all.
        """
        found = self.interests(soc)
        own = [one for one in found if one.onet_soc.endswith(".00")] or found
        return own[0] if len(own) == 1 and own[0].code else None

    def onet_titles(self) -> tuple[tuple[str, str], ...]:
        """Give SOC code and title of each of O*NET's occupations, of which a code has several."""
        release = self.newest(Kind.INTERESTS)
        groups = _groups(release.file) if release else {}
        return tuple((soc, row["title"]) for soc, rows in groups.items() for row in rows)

    def titles(self) -> dict[str, str]:
        """Give the title of every SOC code that the pay or the projections table has."""
        found: dict[str, str] = {}
        for kind in (Kind.PROJECTIONS, Kind.PAY):
            if release := self.newest(kind):
                found |= {soc: row["title"] for soc, row in _rows(release.file).items()}
        return found

    def _release(self, kind: Kind, name: str | None) -> Release | None:
        found = self.releases(kind)
        return next((one for one in found if name in {None, one.name}), None)


def projection_years(name: str) -> tuple[int, int]:
    """Give the two years of a release of projections: ``2024-34`` → 2024, 2034."""
    start, end = name.split("-")
    return int(start), int(start[:2] + end)


def read_rows(file: Path) -> list[dict[str, str]]:
    """Give the rows of a table of ours."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def _releases(
    folders: tuple[Path, ...],
    kind: Kind,
    stamps: tuple[int, ...],  # noqa: ARG001 - a folder that changed is looked through anew
) -> tuple[Release, ...]:
    found: dict[str, Release] = {}
    for folder in folders:
        noted = folder / RELEASES
        dates = (
            {row["file"]: row["published"] for row in read_rows(noted)} if noted.is_file() else {}
        )
        for file in sorted(folder.glob("*.csv")):
            if match := _FILES[kind].fullmatch(file.name):
                release = Release(
                    kind=kind, file=file, name=match[1], published=dates.get(file.name, "")
                )
                found.setdefault(match[1], release)
    return tuple(sorted(found.values(), key=lambda one: _order(one.name), reverse=True))


def _order(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


@cache
def _rows(file: Path) -> dict[str, dict[str, str]]:
    return {row["soc"]: row for row in read_rows(file)}


@cache
def _groups(file: Path) -> dict[str, list[dict[str, str]]]:
    groups: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(file):
        groups.setdefault(row["soc"], []).append(row)
    return groups


@cache
def _content(file: Path) -> bytes:
    return file.read_bytes()


def _line(file: Path, start: str) -> dict[str, str] | None:
    """Give the one row of a table that starts with a text."""
    content = _content(file)
    found = content.find(f"\n{start}".encode())
    if found < 0:
        return None
    header = content[: content.index(b"\n")].decode("utf-8-sig")
    end = content.find(b"\n", found + 1)
    line = content[found + 1 : None if end < 0 else end].decode()
    (row,) = csv.DictReader([header, line])
    return row


def _percentiles(row: dict[str, str], prefix: str) -> tuple[Percentile, ...]:
    """Give the percentiles that a row has columns for.

    A table has a status for each, or for the median alone: then the others share it, and one
    that is missing above a median that is published lies at or over the bound.
    """
    given = []
    for name in ("p10", "p25", "median", "p75", "p90"):
        column = f"{prefix}_{name}"
        if column not in row:
            continue
        amount = _figure(row, column)
        status = Status(row.get(f"{column}_status") or row[f"{prefix}_median_status"])
        if amount is not None:
            status = Status.PUBLISHED
        elif status is Status.PUBLISHED:
            status = Status.TOP_CODED
        given.append(Percentile(name=name, amount=amount, status=status))
    return tuple(given)


def _figure(row: dict[str, str], column: str) -> Decimal | None:
    return Decimal(row[column]) if row[column] else None


def _count(row: dict[str, str]) -> int | None:
    return int(row["employment"]) if row["employment"] else None


def _number(text: str) -> Decimal | None:
    """Give a number of the projections table; None for a dash or another sign of none."""
    try:
        return Decimal(text.replace(",", ""))
    except ArithmeticError:
        return None
