"""Official figures by SOC code, read lazily from the tables in ``data/figures``.

Two releases of the US Bureau of Labor Statistics: Occupational Employment and Wage
Statistics (OEWS), which counts employees, and Employment Projections (EP), which count the
self-employed too. ``data/figures/PROVENANCE.md`` says where they come from.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from careerprint.resources import shipped

OEWS: Final = "oews-2025-05-national.csv"
OEWS_DATE: Final = "2025-05"
STATES: Final = "oews-2025-05-states.csv"
PROJECTIONS: Final = "ep-2024-34.csv"
PROJECTION_YEARS: Final = (2024, 2034)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The projected change of employment in per cent between two years."""

    title: str
    percent: Decimal
    years: tuple[int, int]


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


@cache
def _rows(file: Path) -> dict[str, dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {row["soc"]: row for row in csv.DictReader(lines)}


def _table(name: str) -> dict[str, dict[str, str]]:
    return _rows(shipped("data") / "figures" / name)


def _figure(row: dict[str, str], column: str) -> Decimal | None:
    return Decimal(row[column]) if row[column] else None


def pay(soc: str) -> Pay | None:
    """Give the national pay of a SOC code: 10th percentile, median, 90th; None if absent."""
    row = _table(OEWS).get(soc)
    if row is None:
        return None
    per = "year" if row["annual_median_status"] in {"", "topcoded"} else "hour"
    prefix = "annual" if per == "year" else "hourly"
    low, median, high = (_figure(row, f"{prefix}_{name}") for name in ("p10", "median", "p90"))
    if low is None and median is None and high is None:
        return None
    is_top_coded = row[f"{prefix}_median_status"] == "topcoded" or high is None
    return Pay(
        title=row["title"],
        low=low,
        median=median,
        high=high,
        per=per,
        is_top_coded=is_top_coded,
        date=OEWS_DATE,
    )


def state_pay(soc: str, state: str) -> StatePay | None:
    """Give the pay of a SOC code in a state (postal code); None if there is no such row.

    Only annual figures are published by state. The table has 36,000 rows, so its one line is
    searched for and the rest is not parsed.
    """
    file = shipped("data") / "figures" / STATES
    content = _content(file)
    start = content.find(f"\n{soc},{state},".encode())
    if start < 0:
        return None
    header = content[: content.index(b"\n")].decode("utf-8-sig")
    line = content[start + 1 : content.index(b"\n", start + 1)].decode()
    (row,) = csv.DictReader([header, line])
    national = _table(OEWS).get(soc, {})
    statuses = {row[f"annual_{name}_status"] for name in ("p10", "median", "p90")}
    return StatePay(
        title=national.get("title", ""),
        jobs=int(row["employment"]) if row["employment"] else None,
        low=_figure(row, "annual_p10"),
        median=_figure(row, "annual_median"),
        high=_figure(row, "annual_p90"),
        is_top_coded="topcoded" in statuses,
        date=OEWS_DATE,
    )


@cache
def _content(file: Path) -> bytes:
    return file.read_bytes()


def projection(soc: str) -> Projection | None:
    """Give the projected change of employment for a SOC code, or None if absent."""
    row = _table(PROJECTIONS).get(soc)
    try:
        percent = Decimal(row["change_pct"]) if row else None
    except ArithmeticError:
        percent = None
    if row is None or percent is None:
        return None
    return Projection(title=row["title"], percent=percent, years=PROJECTION_YEARS)


def known_codes() -> frozenset[str]:
    """Give every SOC code that one of the tables has."""
    return frozenset(_table(OEWS)) | frozenset(_table(PROJECTIONS))
