"""A school's list of students, CSV or XLSX → students and findings, row by row.

Nothing that tells who a student is stands in a finding or in a student's ``repr``: findings
name rows and columns as the spreadsheet shows them.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from careerprint.batch.choices import Choices
from careerprint.batch.columns import EXPECTED, Columns, Ranks, plain, read_header, with_mapping
from careerprint.batch.persons import Persons
from careerprint.batch.rows import Letters, RowReader, Student
from careerprint.errors import Diagnostic, Location, Severity
from careerprint.reading.sheets import Row, Sheet, open_sheets
from careerprint.reading.wording import shortened

__all__ = ["HEADER_ROWS", "Letters", "Roster", "Student", "read_roster", "whole_roster"]

HEADER_ROWS: Final = 20
"""How far down the header may stand, below a title and notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A roster as a whole: the students of its good rows, and all findings."""

    students: tuple[Student, ...]
    diagnostics: tuple[Diagnostic, ...]


def whole_roster(entries: Iterable[Student | Diagnostic]) -> Roster:
    """Gather what :func:`read_roster` gives."""
    students, diagnostics = [], []
    for entry in entries:
        if isinstance(entry, Student):
            students.append(entry)
        else:
            diagnostics.append(entry)
    return Roster(students=tuple(students), diagnostics=tuple(diagnostics))


def read_roster(
    path: Path,
    *,
    titles: Mapping[str, Iterable[str]],
    mapping: Mapping[str, str] | None = None,
    letters: Letters | None = None,
) -> Iterator[Student | Diagnostic]:
    """Give the students of a roster and its findings, in the order of its rows.

    ``titles`` has the titles of every career by its id; ``mapping`` gives the headers that only
    this school uses, our field → their header; ``letters`` is given where names are printed. A
    row with an error gives no student and does not stop the next; one with warnings gives both.
    Rows are read as they are asked for, and memory does not grow with a CSV. Raises
    ``UsageError`` at once if ``mapping`` names no field of ours, and ``InputError`` while reading
    if the file is missing, of another kind or damaged.
    """
    return _read(
        path, Choices(titles), with_mapping(mapping or {}), tuple((mapping or {}).values()), letters
    )


def _read(
    path: Path,
    choices: Choices,
    known: Ranks,
    own_headers: tuple[str, ...],
    letters: Letters | None,
) -> Iterator[Student | Diagnostic]:
    with open_sheets(path) as sheets, closing(Persons()) as persons:
        seen: list[Columns] = []
        for sheet in sheets:
            columns = _find_header(sheet, known, seen)
            if columns is not None:
                yield from _header_findings(path, columns, own_headers)
                reader = RowReader(
                    path=path, columns=columns, choices=choices, persons=persons, letters=letters
                )
                yield from _read_rows(reader, sheet.rows)
                yield from _unread_sheets(path, sheets, known)
                return
        yield _no_header(path, seen)


def _find_header(sheet: Sheet, known: Ranks, seen: list[Columns]) -> Columns | None:
    """Give the header among the first rows; the rows that are none are noted in ``seen``."""
    for row in islice(sheet.rows, HEADER_ROWS):
        columns = read_header(row.number, row.cells, known)
        if columns.has_names and columns.has_choices:
            return columns
        if columns.headers:
            seen.append(columns)
    return None


def _no_header(path: Path, seen: list[Columns]) -> Diagnostic:
    """Say which columns were seen and which were expected.

    A row of which no cell is a header that we know may be a student: it is not shown.
    """
    if not seen:
        return _on_file(path, "the roster is empty", f"expected {EXPECTED}")
    best = max(seen, key=lambda columns: len(columns.places))
    if not best.places or any("@" in header for header in best.headers):
        message = f"none of the first {HEADER_ROWS} rows is a header that we know"
        hint = f"expected {EXPECTED}; say which of your headers is which with a mapping"
        return _on_file(path, message, hint)
    missing = "a column for names" if not best.has_names else "a column for careers"
    headers = ", ".join(shortened(header) for header in best.headers)
    return _on_file(
        path, f"the roster has no {missing[2:]}; its columns are: {headers}", f"expected {EXPECTED}"
    )


def _on_file(
    path: Path, message: str, hint: str = "", severity: Severity = Severity.ERROR
) -> Diagnostic:
    return Diagnostic(location=Location(path), severity=severity, message=message, hint=hint)


def _header_findings(
    path: Path, columns: Columns, own_headers: tuple[str, ...]
) -> Iterator[Diagnostic]:
    for place in columns.repeated:
        yield Diagnostic(
            location=Location(path, columns.row, place + 1),
            severity=Severity.WARNING,
            message="this column's header stands a second time; the first column is used",
            hint="remove the column that does not count",
        )
    present = {plain(header).rstrip("0123456789") for header in columns.headers}
    for header in own_headers:
        if plain(header).rstrip("0123456789") not in present:
            headers = ", ".join(shortened(one) for one in columns.headers)
            yield _on_file(path, f"the roster has no column '{header}'", f"there are: {headers}")


def _read_rows(reader: RowReader, rows: Iterable[Row]) -> Iterator[Student | Diagnostic]:
    is_empty = True
    for row in rows:
        if any(row.cells):
            is_empty = False
            yield from reader.read(row)
    if is_empty:
        yield _on_file(reader.path, "no student is in the roster", "write them below its header")


def _unread_sheets(path: Path, sheets: Iterator[Sheet], known: Ranks) -> Iterator[Diagnostic]:
    further = sum(_find_header(sheet, known, []) is not None for sheet in sheets)
    if further:
        yield _on_file(
            path,
            f"only the first of {further + 1} sheets with students was read",
            "save each sheet as a file of its own, or put all students on one",
            Severity.WARNING,
        )
