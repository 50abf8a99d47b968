"""A new release in the form that its publisher ships → tables of ours.

Recognised by the names of the columns, wherever they stand and whatever stands above them:

- OEWS national and state workbooks (``national_M2025_dl.xlsx``): ``OCC_CODE`` … ``A_PCT90``,
  with ``*`` (wage not released), ``**`` (number of jobs not released) and ``#`` (top-coded);
- the Employment Projections workbook (``occupation.xlsx``, Table 1.2), years in its headers;
- the O*NET text release: ``Interests.txt``, ``Job Zones.txt`` and ``Occupation Data.txt``, in
  a folder or a zip archive.
"""

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from careerprint.errors import UsageError
from careerprint.figures.tables import (
    RELEASES,
    Kind,
    Status,
    Tables,
    file_name,
    is_release_name,
    projection_years,
    read_rows,
)
from careerprint.reading.open_table import open_sheets
from careerprint.reading.sheets import Oddity, Row, Sheet, refused, said_in_words

Record = dict[str, str]
HEADER_ROWS: Final = 12
"""How far down a header may stand, below titles and notes."""
_MOST_DIGITS: Final = 15
LEAST_SHARE: Final = 0.8
"""The share of the table at hand that a new one should have at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A release that was read: its kind, its name, and its rows in our columns."""

    kind: Kind
    name: str
    rows: tuple[Record, ...]

    @property
    def file(self) -> str:
        """The name of its file."""
        return file_name(self.kind, self.name)

    def content(self) -> bytes:
        """Give the table as CSV (RFC 4180)."""
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, list(self.rows[0]))
        writer.writeheader()
        writer.writerows(self.rows)
        return text.getvalue().encode()


def read_release(path: Path, name: str | None = None) -> Intake:
    """Read a release; ``name`` says which it is where neither file nor headers do.

    Raises ``InputError`` that says what was expected if it is none that we know or is cut
    short, and ``UsageError`` if its name cannot be told.
    """
    if path.is_dir() or path.suffix.lower() == ".zip" or path.suffix.lower() == ".txt":
        return _read_onet(path, name)
    with open_sheets(path) as sheets:
        seen = []
        for sheet in sheets:
            seen.append(sheet.name)
            found = _header(path, sheet)
            if found is not None:
                table, header = found
                kind, rows = table.read(path, header, _sound(path, sheet))
                released = name or table.name_of(path, sheet.name, header)
                return Intake(kind=kind, name=_valid(released, kind, table.name_hint), rows=rows)
    raise refused(
        path,
        f"no sheet has the columns of a release that we know (sheets: {', '.join(seen)})",
        "expected OCC_CODE, O_GROUP, TOT_EMP, A_MEDIAN … of the OEWS, or Table 1.2 of the"
        " Employment Projections",
    )


def _sound(path: Path, sheet: Sheet) -> Iterator[Row]:
    """Give the rows of a sheet; figures are never guessed. Raises ``InputError``."""
    hint = "import the file as its publisher ships it"
    if sheet.guess is not None:
        raise refused(path, "its letters are not in UTF-8", hint)
    for row in sheet.rows:
        if not {Oddity.UNCALCULATED, Oddity.QUOTE}.isdisjoint(row.oddities.values()):
            message = "the row has a formula without its value, or a stray quotation mark"
            raise refused(path, message, hint, line=row.number)
        yield row


class _Columns:
    """Where each column of ours stands, by the header of the publisher."""

    def __init__(self, cells: tuple[str, ...]) -> None:
        self._places = {_plain(cell): n for n, cell in reversed(list(enumerate(cells))) if cell}

    def find(self, pattern: str) -> list[tuple[int, re.Match[str]]]:
        """Give every column whose header is matched from its start to the end."""
        found = [
            (place, match)
            for header, place in self._places.items()
            if (match := re.fullmatch(pattern, header))
        ]
        return sorted(found, key=lambda item: item[0])


def _plain(header: str) -> str:
    """Give a header in small letters, without line breaks and footnote marks."""
    return re.sub(r"\s*\[\d+\]", "", " ".join(header.split())).casefold().replace("–", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """How a publisher's table is known and read."""

    wanted: Mapping[str, str]
    read: Callable[[Path, _Columns, Iterator[Row]], tuple[Kind, tuple[Record, ...]]]
    name_of: Callable[[Path, str, _Columns], str | None]
    name_hint: str


def _header(path: Path, sheet: Sheet) -> tuple[_Table, _Columns] | None:
    """Give the table that a sheet is and its columns; the rows after its header are left.

    Raises ``InputError`` if most of a table's columns are there and some are missing.
    """
    for count, row in enumerate(sheet.rows):
        if count >= HEADER_ROWS:
            return None
        columns = _Columns(row.cells)
        for table in _TABLES:
            missing = [name for name, pattern in table.wanted.items() if not columns.find(pattern)]
            if not missing:
                return table, columns
            if len(missing) <= len(table.wanted) // 3:
                raise refused(
                    path,
                    f"the sheet '{sheet.name}' lacks the columns {', '.join(missing)}",
                    "import the file as its publisher ships it, with every column",
                    line=row.number,
                )
    return None


def _valid(name: str | None, kind: Kind, hint: str) -> str:
    if name is None:
        raise UsageError("the file does not say which release it is", hint=hint)
    if not is_release_name(kind, name):
        raise UsageError(f"'{name}' is no name of a release", hint=hint)
    return name


# --- OEWS ---------------------------------------------------------------------------------

_OEWS_WANTED: Final = {
    name: name.casefold()
    for name in (
        *("OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "A_MEAN"),
        *("H_PCT10", "H_MEDIAN", "H_PCT90"),
        *("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY"),
    )
}
_PERCENTILES: Final = ("p10", "p25", "median", "p75", "p90")


def _oews(path: Path, columns: _Columns, rows: Iterator[Row]) -> tuple[Kind, tuple[Record, ...]]:
    """Read the nation or the states: which, the rows say."""
    values = list(_oews_rows(path, columns, rows))
    if not values:
        raise refused(path, "no detailed occupation is in it", "expected 'detailed' in O_GROUP")
    if {one.get("prim_state", "US") for one in values} == {"US"}:
        return Kind.PAY, tuple(_national(path, one) for one in values)
    states = [_state(path, one) for one in values]
    return Kind.STATES, tuple(sorted(states, key=lambda row: (row["soc"], row["state"])))


def _oews_rows(path: Path, columns: _Columns, rows: Iterator[Row]) -> Iterator[Mapping[str, str]]:
    """Give the detailed occupations, each as header → cell."""
    places = {name: columns.find(name)[0][0] for name in _OEWS_WANTED.values()}
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
        number = _finite(text.replace("$", "").replace("\xa0", ""))
    except InvalidOperation:
        raise refused(path, f"'{text}' is no figure", "expected a number, *, ** or #") from None
    return f"{number:.{places}f}"


def _finite(text: str) -> Decimal:
    """Give a number of a size that can be a figure; raises ``InvalidOperation`` else."""
    number = Decimal(text.replace(",", ""))
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        raise InvalidOperation(text)
    return number


def _oews_name(path: Path, sheet: str, _columns: _Columns) -> str | None:
    match = re.search(r"M(20\d\d)", f"{path.stem} {sheet}", re.IGNORECASE)
    return f"{match[1]}-05" if match else None


# --- Employment Projections ---------------------------------------------------------------

_EP_WANTED: Final = {
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


def _projections(
    path: Path, columns: _Columns, rows: Iterator[Row]
) -> tuple[Kind, tuple[Record, ...]]:
    found = tuple(_projection_rows(columns, rows))
    if not found:
        raise refused(path, "no occupation is in it", "expected 'Line item' in Occupation type")
    return Kind.PROJECTIONS, found


def _projection_rows(columns: _Columns, rows: Iterator[Row]) -> Iterator[Record]:
    place = {name: columns.find(pattern)[0][0] for name, pattern in _EP_WANTED.items()}
    (first, start), (second, end) = _ep_years(columns)
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


def _ep_years(columns: _Columns) -> list[tuple[int, str]]:
    return [(place, match[1]) for place, match in columns.find(_EP_WANTED["Employment, YEAR"])][:2]


def _plain_number(text: str) -> str:
    """Give a number without separators and needless zeros; any other sign as it stands."""
    try:
        number = _finite(text)
    except InvalidOperation:
        return text
    return f"{number.normalize() if number % 1 else number.to_integral_value():f}"


def _ep_name(_path: Path, _sheet: str, columns: _Columns) -> str | None:
    years = [year for _, year in _ep_years(columns)]
    return f"{years[0]}-{years[1][2:]}" if len(years) == 2 else None


# --- O*NET --------------------------------------------------------------------------------

_LETTERS: Final = ("", "R", "I", "A", "S", "E", "C")
"""Interest high-points count from 1, Realistic, to 6, Conventional; 0 is none."""
_ONET_FILES: Final = {
    "Interests.txt": ("O*NET-SOC Code", "Element Name", "Scale ID", "Data Value"),
    "Job Zones.txt": ("O*NET-SOC Code", "Job Zone"),
    "Occupation Data.txt": ("O*NET-SOC Code", "Title"),
}


def _read_onet(path: Path, name: str | None) -> Intake:
    """Read a text release of O*NET: its folder, the archive of it, or one of its files."""
    if path.suffix.lower() == ".zip":
        with tempfile.TemporaryDirectory(prefix="careerprint-") as unpacked:
            return _read_onet_folder(_unpacked(path, Path(unpacked)), path, name)
    folder = path if path.is_dir() else path.parent
    return _read_onet_folder(folder, path, name)


def _unpacked(path: Path, folder: Path) -> Path:
    message, hint = "this is not a whole zip archive", "was the download cut short?"
    with said_in_words(path, message, hint), zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if Path(member).name in _ONET_FILES:
                (folder / Path(member).name).write_bytes(archive.read(member))
    return folder


def _read_onet_folder(folder: Path, path: Path, name: str | None) -> Intake:
    titles = {row[0]: row[1] for row in _onet_rows(folder, path, "Occupation Data.txt")}
    zones = {row[0]: row[1] for row in _onet_rows(folder, path, "Job Zones.txt")}
    points: dict[str, dict[str, str]] = {}
    for code, element, scale, value in _onet_rows(folder, path, "Interests.txt"):
        if scale == "IH" and value.casefold() != "n/a":
            points.setdefault(code, {})[element.partition(" ")[0]] = _letter(path, value)
    rows = tuple(
        {
            "onet_soc": code,
            "soc": code[:7],
            "title": titles.get(code, ""),
            "interest_code": "".join(found.get(n, "") for n in ("First", "Second", "Third")),
            "job_zone": zones.get(code, "").replace("n/a", ""),
        }
        for code, found in sorted(points.items())
    )
    released = name
    if released is None and (match := re.search(r"(\d+)[_.](\d+)", str(path.absolute()))):
        released = f"{match[1]}.{match[2]}"
    released = _valid(released, Kind.INTERESTS, "name it, such as --release 30.1")
    return Intake(kind=Kind.INTERESTS, name=released, rows=rows)


def _letter(path: Path, value: str) -> str:
    try:
        return _LETTERS[abs(int(_finite(value)))]
    except (InvalidOperation, IndexError):
        raise refused(path, f"'{value}' is no interest", "expected 0 to 6") from None


def _onet_rows(folder: Path, path: Path, file: str) -> Iterator[tuple[str, ...]]:
    """Give the wanted columns of one file of the release."""
    wanted = _ONET_FILES[file]
    if not (folder / file).is_file():
        files = ", ".join(_ONET_FILES)
        raise refused(path, f"there is no {file}", f"an O*NET text release has {files}")
    with open_sheets(folder / file) as sheets:
        rows = _sound(folder / file, next(sheets))
        header = next(rows, Row(number=1, cells=())).cells
        if missing := [name for name in wanted if name not in header]:
            raise refused(folder / file, f"the columns {', '.join(missing)} are missing", line=1)
        places = [header.index(name) for name in wanted]
        for row in rows:
            if not any(row.cells):
                continue
            if len(row.cells) < len(header):
                message = "a row ends early: was the file cut short?"
                raise refused(path / file if path.is_dir() else path, message, line=row.number)
            yield tuple(row.cells[place] for place in places)


# --- what is known, and what changes -------------------------------------------------------

_TABLES: Final = (
    _Table(
        wanted=_OEWS_WANTED,
        read=_oews,
        name_of=_oews_name,
        name_hint="name the month of the wages, such as --release 2026-05",
    ),
    _Table(
        wanted=_EP_WANTED,
        read=_projections,
        name_of=_ep_name,
        name_hint="name the years, such as --release 2025-35",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a release changes for one SOC code: each figure's name, before and after.

    ``before`` is empty for a code that is new, ``after`` for one that is gone.
    """

    soc: str
    title: str
    before: Record
    after: Record

    def lines(self) -> Iterator[str]:
        """Say each figure that changes."""
        if not self.after:
            yield "gone from the new release"
            return
        for name, after in self.after.items():
            before = self.before.get(name, "")
            if before != after and name not in {"soc", "title", "onet_soc"}:
                yield f"{name.replace('_', ' ')}: {before or '–'} → {after or '–'}"


def changes(intake: Intake, figures: Tables, codes: frozenset[str]) -> tuple[Change, ...]:
    """Give what a release changes for some SOC codes, against the newest at hand.

    Of the states nothing is told: 54 rows for each code are no news to read.
    """
    if intake.kind is Kind.STATES:
        return ()
    newest = figures.newest(intake.kind)
    before = _by_code(read_rows(newest.file), newest.name) if newest else {}
    after = _by_code(intake.rows, intake.name)
    found = []
    for soc in sorted(codes & (before.keys() | after.keys())):
        old, new = before.get(soc, {}), after.get(soc, {})
        if old != new:
            title = (new or old).get("title", "")
            found.append(Change(soc=soc, title=title, before=old, after=new))
    return tuple(found)


def _by_code(rows: Iterable[Record], release: str) -> dict[str, Record]:
    """Give rows by SOC code, the years of a projection out of the names of its columns."""
    years = projection_years(release) if re.fullmatch(r"\d{4}-\d\d", release) else ()
    names = {str(year): name for year, name in zip(years, ("start", "end"), strict=False)}
    return {
        row["soc"]: {
            "_".join(names.get(part, part) for part in column.split("_")): text
            for column, text in row.items()
        }
        for row in rows
    }


def refuse_if_cut_short(path: Path, intake: Intake, figures: Tables) -> None:
    """Raise ``InputError`` if a release is much smaller than the one at hand."""
    newest = figures.newest(intake.kind)
    before = len(read_rows(newest.file)) if newest else 0
    if len(intake.rows) < LEAST_SHARE * before:
        raise refused(
            path,
            f"it has {len(intake.rows):,} rows, and the table at hand has {before:,}",
            "was the download cut short?",
        )


def files(intake: Intake, folder: Path, published: str) -> dict[Path, bytes]:
    """Give the files that take a release in, beside the ones before it: path → content.

    A file of the same release with other figures is kept, as ``….before``; the day that the
    release came out is noted in ``releases.csv``.
    """
    target, noted = folder / intake.file, folder / RELEASES
    found = {target: intake.content()}
    if target.is_file():
        found[target.with_name(f"{target.name}.before")] = target.read_bytes()
    rows = [
        row for row in (read_rows(noted) if noted.is_file() else ()) if row["file"] != target.name
    ]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ["file", "published"], lineterminator="\n")
    writer.writeheader()
    writer.writerows([*rows, {"file": target.name, "published": published}])
    return {**found, noted: text.getvalue().encode()}
