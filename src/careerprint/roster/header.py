"""Finding a roster's header among its first rows, and what there is to say about it."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final

from careerprint.errors import Diagnostic, Location, Severity, on_file
from careerprint.reading.plain_words import shortened
from careerprint.reading.sheets import Merged, Row
from careerprint.roster.columns import EXPECTED, Columns, Known, plain, read_header
from careerprint.roster.questions import columns_lines, guessed

HEADER_ROWS: Final = 20
"""How far down the header may stand, below a title and notes."""
_SHOWN: Final = 5
"""Merged ranges that are named."""
_IN_FILE: Final = "careerprint.yaml or the booklet's file says which header is which"


def find_header(
    rows: Iterator[Row], known: Known, seen: list[Columns]
) -> tuple[Columns, Iterator[Row]] | None:
    """Give the header among the first rows, and the rows below it.

    Where none has headers that we know, the questions of a form may speak for columns. The rows
    that are no header are noted in ``seen``.
    """
    first: list[Row] = []
    for row in islice(rows, HEADER_ROWS):
        columns = read_header(row, known)
        if columns.is_complete:
            return _lowest(columns, rows, known)
        first.append(row)
    for number, row in enumerate(first, 1):
        columns = guessed(read_header(row, known))
        if columns.is_complete:
            return columns, chain(first[number:], rows)
        if columns.headers:
            seen.append(columns)
    return None


def _lowest(columns: Columns, rows: Iterator[Row], known: Known) -> tuple[Columns, Iterator[Row]]:
    """Give the lower row of a header of two, as merged cells make it: it says more."""
    following = next(rows, None)
    if following is None:
        return columns, rows
    lower = read_header(following, known)
    return (lower, rows) if lower.is_complete else (columns, chain((following,), rows))


def likeliest(seen: list[Columns]) -> Columns | None:
    """Give the row that is the header most likely, if one is that may be shown.

    A row of which no cell is a header that we know may be a student: it is not shown.
    """
    best = max(seen, key=lambda columns: len(columns.places), default=None)
    if best is None or not best.places or any("@" in header for header in best.headers):
        return None
    return best


def no_header(path: Path, seen: list[Columns]) -> Diagnostic:
    """Say which columns were seen and which were expected."""
    if not seen:
        return on_file(path, "the roster is empty", f"expected {EXPECTED}")
    if (best := likeliest(seen)) is None:
        message = f"none of the first {HEADER_ROWS} rows is a header that we know"
        lines = "columns:\n  name: YOUR HEADER OF THE NAMES\n  careers: YOUR HEADER OF THE CAREERS"
        return on_file(path, message, f"expected {EXPECTED}; {_IN_FILE}:\n{lines}")
    missing = "a column for names" if not best.has_names else "a column for careers"
    headers = ", ".join(shortened(header) for header in best.headers)
    message = f"the roster has no {missing[2:]}; its columns are: {headers}"
    return on_file(path, message, f"expected {EXPECTED}; {_IN_FILE}:\n{columns_lines(best)}")


def header_findings(
    path: Path, columns: Columns, own_headers: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Say what of a header counts twice, was guessed, or was asked for and is not there."""
    for place in columns.repeated:
        message = "this column's header stands a second time; the first column is used"
        yield _on_column(path, columns, place, message, "remove the column that does not count")
    if columns.guessed:
        first = columns.places[columns.guessed[0]][0]
        taken = ", ".join(
            f"{one.value} (column {' and '.join(str(place + 1) for place in columns.places[one])})"
            for one in columns.guessed
        )
        message = f"no header says so, but these columns were taken for what they ask: {taken}"
        hint = f"if that is wrong, change it in these lines; {_IN_FILE}:"
        yield _on_column(path, columns, first, message, f"{hint}\n{columns_lines(columns)}")
    for header in own_headers:
        if not is_there(header, columns):
            headers = ", ".join(shortened(one) for one in columns.headers)
            yield on_file(path, f"the roster has no column '{header}'", f"there are: {headers}")


def is_there(header: str, columns: Columns) -> bool:
    """Whether a header that somebody named stands in a roster, with or without a number."""
    present = {form(one) for one in columns.headers for form in (plain, _unnumbered)}
    return bool({plain(header), _unnumbered(header)} & present)


def _unnumbered(header: str) -> str:
    """Give a header without its number or letter: one name stands for “Choice 1” and “Choice A”."""
    return plain(re.sub(r"(?:\s*\d{1,2}|\s[A-Ja-j])\s*$", "", header))


def merged_findings(
    path: Path, columns: Columns, merged: tuple[Merged, ...]
) -> Iterator[Diagnostic]:
    """Say which cells were read for several columns or rows."""
    for place, span in columns.spans.items():
        if place in columns.read:
            message = f"this header is merged over {span} columns; they are read as one, in order"
            hint = "give each column a header of its own, such as First name and Last name"
            yield _on_column(path, columns, place, message, hint)
    below = [one.name for one in merged if one.rows[1] > max(columns.row, one.rows[0])]
    if below:
        names = ", ".join(below[:_SHOWN]) + (" …" if len(below) > _SHOWN else "")
        message = f"cells are merged over several rows and count for each of them: {names}"
        hint = "unmerge them and fill them in where that is not meant"
        yield on_file(path, message, hint, Severity.WARNING)


def _on_column(path: Path, columns: Columns, place: int, message: str, hint: str) -> Diagnostic:
    """Warn of a column of the header, counted from 0."""
    location = Location(path, columns.row, place + 1)
    return Diagnostic(location=location, severity=Severity.WARNING, message=message, hint=hint)
