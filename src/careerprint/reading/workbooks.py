"""XLSX and XLSM → sheets: one pass over each, whatever its styles are, without its looks.

Of openpyxl only dates, number formats and references are used (see ``cell_values``). It reads a
sheet either with its formulas or with their values and, row by row, neither merged nor hidden
cells; and a style that it cannot take keeps it from the whole workbook.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from careerprint.errors import ExitCode
from careerprint.reading.cell_values import CellReader, read_formats, rich_text
from careerprint.reading.package import Package, attribute
from careerprint.reading.sheets import Merged, Oddity, Row, Sheet, refused

_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
"""What an old XLS file and a workbook with a password begin with."""
_TRUE: Final = {"1", "true", "on"}


def workbook_sheets(path: Path) -> Iterator[Sheet]:
    """Give the sheets of a workbook, hidden ones last; rows as they are asked for.

    Raises ``InputError`` if the file is an old or protected workbook, and whatever a damaged
    one makes of it.
    """
    with path.open("rb") as file:
        if file.read(len(_COMPOUND)) == _COMPOUND:
            message = "this is a workbook with a password, or one of the old kind (.xls)"
            hint = "save it as XLSX without a password"
            raise refused(path, message, hint, exit_code=ExitCode.USAGE)
        with ZipFile(file) as archive:
            yield from _sheets(Package(archive))


def _sheets(package: Package) -> Iterator[Sheet]:
    root = next(one.part for one in package.relations().values() if one.kind == "officeDocument")
    relations = package.relations(root)
    parts = {one.kind: one.part for one in relations.values()}
    entries: list[Element] = []
    epoch, is_left_to_excel = WINDOWS_EPOCH, False
    for one in package.elements(root, "workbookPr", "sheet", "calcPr"):
        if one.tag == "sheet":
            entries.append(one)
        elif one.get("date1904") in _TRUE:
            epoch = MAC_EPOCH
        elif one.get("fullCalcOnLoad") in _TRUE:
            is_left_to_excel = True
    styles = package.elements(parts["styles"], "numFmts", "cellXfs") if "styles" in parts else ()
    strings = package.elements(parts["sharedStrings"], "si") if "sharedStrings" in parts else ()
    reader = CellReader(
        shared=[rich_text(one) for one in strings],
        formats=read_formats(styles),
        epoch=epoch,
        is_left_to_excel=is_left_to_excel,
    )
    for entry in sorted(entries, key=_is_hidden):
        relation = relations[attribute(entry, "id")]
        if relation.kind == "worksheet":  # others are charts and dialogs
            merged = _merged(package, relation.part)
            yield Sheet(
                name=entry.get("name", ""),
                rows=_spread(_rows(package, relation.part, reader), merged),
                is_hidden=_is_hidden(entry),
                merged=merged,
            )


def _is_hidden(entry: Element) -> bool:
    return entry.get("state", "visible") != "visible"


def _rows(package: Package, part: str, reader: CellReader) -> Iterator[Row]:
    number = 0
    for row in package.elements(part, "row"):
        number = int(row.get("r", number + 1))
        cells: list[str] = []
        oddities: dict[int, Oddity] = {}
        for cell in row:
            if cell.tag != "c":
                continue
            place = _place(cell.get("r"), len(cells))
            text, oddity = reader.read(cell)
            cells += [""] * (place + 1 - len(cells))
            cells[place] = text
            if oddity is not None:
                oddities[place] = oddity
        yield Row(
            number=number,
            cells=tuple(cells),
            oddities=oddities,
            is_hidden=row.get("hidden") in _TRUE,
        )


def _place(reference: str | None, following: int) -> int:
    """Give the column of a cell, from 0; one without a reference follows the one before."""
    if reference is None:
        return following
    return column_index_from_string(reference.rstrip("0123456789")) - 1


def _merged(package: Package, part: str) -> tuple[Merged, ...]:
    """Give the merged ranges in the order of their rows: they stand below the rows in the file."""
    found = []
    for one in package.elements(part, "mergeCell"):
        left, top, right, bottom = range_boundaries(one.get("ref", ""))
        if None in {left, top, right, bottom}:
            raise ValueError(one.get("ref"))
        name, columns = one.get("ref", ""), (int(left or 0) - 1, int(right or 0) - 1)
        found.append(Merged(name=name, rows=(int(top or 0), int(bottom or 0)), columns=columns))
    return tuple(sorted(found, key=lambda one: one.rows))


def _spread(rows: Iterator[Row], merged: tuple[Merged, ...]) -> Iterator[Row]:
    """Give rows with each merged cell in all its rows, and how many columns it spans.

    A row that has nothing of its own stays empty: a range may reach below the table.
    """
    if not merged:
        yield from rows
        return
    following = iter(merged)
    upcoming = next(following, None)
    under_way: list[tuple[Merged, str, Oddity | None]] = []
    for row in rows:
        under_way = [one for one in under_way if one[0].rows[1] >= row.number]
        while upcoming is not None and upcoming.rows[0] <= row.number:
            place = upcoming.columns[0]
            is_first = upcoming.rows[0] == row.number and place < len(row.cells)
            text = row.cells[place] if is_first else ""
            oddity = row.oddities.get(place) if is_first else None
            under_way.append((upcoming, text, oddity))
            upcoming = next(following, None)
        yield _with_merged(row, under_way) if under_way and not row.is_empty else row


def _with_merged(row: Row, under_way: list[tuple[Merged, str, Oddity | None]]) -> Row:
    cells = list(row.cells)
    oddities, spans = dict(row.oddities), {}
    for one, text, oddity in under_way:
        first, last = one.columns
        cells += [""] * (first + 1 - len(cells))
        if one.rows[0] < row.number and not cells[first]:
            cells[first] = text
            if oddity is not None:
                oddities[first] = oddity
        if last > first:
            spans[first] = last - first + 1
    return Row(
        number=row.number,
        cells=tuple(cells),
        oddities=oddities,
        spans=spans,
        is_hidden=row.is_hidden,
    )
