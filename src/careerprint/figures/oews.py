"""The wages of the OEWS, national and by state: their workbooks → rows of ours.

``*`` stands for a wage that is not released, ``**`` for a number of jobs that is not, ``#`` for
pay that is top-coded.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import InvalidOperation
from pathlib import Path
from typing import Final

from careerprint.figures.published import Columns, PublishedTable, Record, finite
from careerprint.figures.tables import Kind, Status
from careerprint.reading.sheets import Row, refused

_WANTED: Final = {
    name: name.casefold()
    for name in (
        *("OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "A_MEAN"),
        *("H_PCT10", "H_MEDIAN", "H_PCT90"),
        *("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY"),
    )
}
_PERCENTILES: Final = ("p10", "p25", "median", "p75", "p90")


def _read(path: Path, columns: Columns, rows: Iterator[Row]) -> tuple[Kind, tuple[Record, ...]]:
    """Read the nation or the states: which, the rows say."""
    values = list(_detailed(path, columns, rows))
    if not values:
        raise refused(path, "no detailed occupation is in it", "expected 'detailed' in O_GROUP")
    if {one.get("prim_state", "US") for one in values} == {"US"}:
        return Kind.PAY, tuple(_national(path, one) for one in values)
    states = [_state(path, one) for one in values]
    return Kind.STATES, tuple(sorted(states, key=lambda row: (row["soc"], row["state"])))


def _detailed(path: Path, columns: Columns, rows: Iterator[Row]) -> Iterator[Mapping[str, str]]:
    """Give the detailed occupations, each as header → cell."""
    places = {name: columns.find(name)[0][0] for name in _WANTED.values()}
    places |= {name: found[0][0] for name in ("prim_state",) if (found := columns.find(name))}
    for row in rows:
        if not any(row.cells):
            continue
        if len(row.cells) <= max(places.values()):
            raise refused(path, "a row ends early: was the file cut short?", line=row.number)
        values = {name: row.cells[place] for name, place in places.items()}
        if values["o_group"].casefold() == "detailed":
            if not re.fullmatch(r"\d\d-\d{4}", values["occ_code"]):
                message = f"'{values['occ_code']}' is no SOC code"
                raise refused(path, message, "expected NN-NNNN in OCC_CODE", line=row.number)
            yield values


def _national(path: Path, values: Mapping[str, str]) -> Record:
    amounts = {f"annual_{n}": values[_column("a", n)] for n in _PERCENTILES}
    hourly = {f"hourly_{n}": values[_column("h", n)] for n in ("p10", "median", "p90")}
    return {
        "soc": values["occ_code"],
        "title": values["occ_title"],
        "employment": _amount(path, values["tot_emp"]),
        "annual_mean": _amount(path, values["a_mean"]),
        **{name: _amount(path, text) for name, text in amounts.items()},
        **{name: _amount(path, text, places=2) for name, text in hourly.items()},
        "employment_status": _status(values["tot_emp"]),
        "annual_median_status": _status(values["a_median"], is_other=_is(values, "hourly")),
        "hourly_median_status": _status(values["h_median"], is_other=_is(values, "annual")),
    }


def _state(path: Path, values: Mapping[str, str]) -> Record:
    amounts = {n: values[_column("a", n)] for n in _PERCENTILES}
    is_hourly = _is(values, "hourly")
    return {
        "soc": values["occ_code"],
        "state": values["prim_state"],
        "employment": _amount(path, values["tot_emp"]),
        **{f"annual_{n}": _amount(path, text) for n, text in amounts.items()},
        "hourly_median": _amount(path, values["h_median"], places=2),
        "employment_status": _status(values["tot_emp"]),
        **{f"annual_{n}_status": _status(text, is_other=is_hourly) for n, text in amounts.items()},
    }


def _column(unit: str, name: str) -> str:
    return f"{unit}_{name.replace('p', 'pct') if name != 'median' else name}"


def _is(values: Mapping[str, str], column: str) -> bool:
    return values[column].casefold() == "true"


def _status(text: str, *, is_other: bool = False) -> str:
    """Give why a cell has no figure; ``is_other`` if pay is published in the other unit only."""
    if text == "#":
        return Status.TOP_CODED
    if text in {"*", "**", ""}:
        return Status.NOT_APPLICABLE if is_other else Status.NOT_RELEASED
    return Status.PUBLISHED


def _amount(path: Path, text: str, places: int = 0) -> str:
    """Give a figure as our tables write it; empty where a sign stands for it.

    A spreadsheet may have written it with separators of thousands.
    """
    if text in {"*", "**", "#", ""}:
        return ""
    try:
        number = finite(text.replace("$", "").replace("\xa0", ""))
    except InvalidOperation:
        raise refused(path, f"'{text}' is no figure", "expected a number, *, ** or #") from None
    return f"{number:.{places}f}"


def _name(path: Path, sheet: str, _columns: Columns) -> str | None:
    match = re.search(r"M(20\d\d)", f"{path.stem} {sheet}", re.IGNORECASE)
    return f"{match[1]}-05" if match else None


OEWS: Final = PublishedTable(
    wanted=_WANTED,
    read=_read,
    name_of=_name,
    name_hint="name the month of the wages, such as --release 2026-05",
)
