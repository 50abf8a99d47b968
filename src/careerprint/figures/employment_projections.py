"""The Employment Projections, Table 1.2 of their workbook → rows of ours; headers say the years."""

from collections.abc import Iterator
from decimal import InvalidOperation
from pathlib import Path
from typing import Final

from careerprint.figures.published import Columns, PublishedTable, Record, finite
from careerprint.figures.tables import Kind
from careerprint.reading.sheets import Row, refused

_WANTED: Final = {
    "National Employment Matrix title": r"(?:\d{4} )?national employment matrix title",
    "National Employment Matrix code": r"(?:\d{4} )?national employment matrix code",
    "Occupation type": r"occupation type",
    "Employment, YEAR": r"employment, (\d{4})",
    "Employment change, percent": r"employment change, percent, .*",
    "Occupational openings": r"occupational openings, .*",
    "Percent self-employed": r"percent self[ -]employed, .*",
    "Median annual wage": r"median annual wage, .*",
    "Typical education": r"typical education needed for entry",
    "Work experience": r"work experience in a related occupation",
    "On-the-job training": r"typical on-the-job training .*",
}


def _read(path: Path, columns: Columns, rows: Iterator[Row]) -> tuple[Kind, tuple[Record, ...]]:
    found = tuple(_line_items(columns, rows))
    if not found:
        raise refused(path, "no occupation is in it", "expected 'Line item' in Occupation type")
    return Kind.PROJECTIONS, found


def _line_items(columns: Columns, rows: Iterator[Row]) -> Iterator[Record]:
    place = {name: columns.find(pattern)[0][0] for name, pattern in _WANTED.items()}
    (first, start), (second, end) = _years(columns)
    for row in rows:
        if len(row.cells) <= max(place.values()):
            continue  # notes below the table
        cells = {name: row.cells[n] for name, n in place.items()}
        code = cells["National Employment Matrix code"]
        if cells["Occupation type"].casefold() != "line item" or not code:
            continue
        yield {
            "soc": code,
            "title": cells["National Employment Matrix title"],
            f"employment_{start}_k": _plain_number(row.cells[first]),
            f"employment_{end}_k": _plain_number(row.cells[second]),
            "change_pct": _plain_number(cells["Employment change, percent"]),
            "openings_annual_avg_k": _plain_number(cells["Occupational openings"]),
            f"self_employed_pct_{start}": _plain_number(cells["Percent self-employed"]),
            f"median_wage_{start}": _plain_number(cells["Median annual wage"]),
            "typical_entry_education": cells["Typical education"],
            "work_experience": cells["Work experience"],
            "on_the_job_training": cells["On-the-job training"],
        }


def _years(columns: Columns) -> list[tuple[int, str]]:
    return [(place, match[1]) for place, match in columns.find(_WANTED["Employment, YEAR"])][:2]


def _plain_number(text: str) -> str:
    """Give a number without separators and needless zeros; any other sign as it stands."""
    try:
        number = finite(text)
    except InvalidOperation:
        return text
    return f"{number.normalize() if number % 1 else number.to_integral_value():f}"


def _name(_path: Path, _sheet: str, columns: Columns) -> str | None:
    years = [year for _, year in _years(columns)]
    return f"{years[0]}-{years[1][2:]}" if len(years) == 2 else None


EMPLOYMENT_PROJECTIONS: Final = PublishedTable(
    wanted=_WANTED,
    read=_read,
    name_of=_name,
    name_hint="name the years, such as --release 2025-35",
)
