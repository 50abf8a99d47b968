"""A new release in the form that its publisher ships → a table of ours, and what it changes.

Recognised by the names of the columns, wherever they stand and whatever stands above them:

- OEWS national and state workbooks (``national_M2025_dl.xlsx``): ``OCC_CODE`` … ``A_PCT90``;
- the Employment Projections workbook (``occupation.xlsx``, Table 1.2);
- the O*NET text release: ``Interests.txt``, ``Job Zones.txt`` and ``Occupation Data.txt``.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from careerprint.errors import UsageError
from careerprint.figures.employment_projections import EMPLOYMENT_PROJECTIONS
from careerprint.figures.oews import OEWS
from careerprint.figures.onet import ONET_NAME_HINT, onet_name, read_onet
from careerprint.figures.published import Columns, PublishedTable, Record, sound_rows
from careerprint.figures.tables import (
    RELEASES,
    Kind,
    Tables,
    file_name,
    is_release_name,
    projection_years,
    read_rows,
)
from careerprint.reading.open_table import open_sheets
from careerprint.reading.sheets import Sheet, refused

_HEADER_ROWS: Final = 12
"""How far down a header may stand, below titles and notes."""
_LEAST_SHARE: Final = 0.8
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
    if path.is_dir() or path.suffix.lower() in {".zip", ".txt"}:
        interests = read_onet(path)
        released = onet_name(path) if name is None else name
        released = _valid(released, Kind.INTERESTS, ONET_NAME_HINT)
        return Intake(kind=Kind.INTERESTS, name=released, rows=interests)
    with open_sheets(path) as sheets:
        seen = []
        for sheet in sheets:
            seen.append(sheet.name)
            found = _header(path, sheet)
            if found is not None:
                table, header = found
                kind, rows = table.read(path, header, sound_rows(path, sheet))
                released = name or table.name_of(path, sheet.name, header)
                return Intake(kind=kind, name=_valid(released, kind, table.name_hint), rows=rows)
    raise refused(
        path,
        f"no sheet has the columns of a release that we know (sheets: {', '.join(seen)})",
        "expected OCC_CODE, O_GROUP, TOT_EMP, A_MEDIAN … of the OEWS, or Table 1.2 of the"
        " Employment Projections",
    )


def _header(path: Path, sheet: Sheet) -> tuple[PublishedTable, Columns] | None:
    """Give the table that a sheet is and its columns; the rows after its header are left.

    Raises ``InputError`` if most of a table's columns are there and some are missing.
    """
    for count, row in enumerate(sheet.rows):
        if count >= _HEADER_ROWS:
            return None
        columns = Columns(row.cells)
        for table in (OEWS, EMPLOYMENT_PROJECTIONS):
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
    if len(intake.rows) < _LEAST_SHARE * before:
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
