"""Tables that others made, CSV, tab-separated or XLSX → rows of text. Only this knows openpyxl.

A text file may have a byte-order mark, be UTF-8 or Windows-1252, and be separated by commas,
semicolons or tabs, as spreadsheets export it in one country or another.
"""

import codecs
import csv
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Final
from zipfile import BadZipFile

from careerprint.errors import Diagnostic, InputError, Location, Severity

WORKBOOKS: Final = (".xlsx", ".xlsm")
_SEPARATORS: Final = (",", ";", "\t")
_OTHER_FORMATS: Final = {".xls", ".ods", ".numbers"}
_SAMPLE: Final = 65_536
"""Bytes, or characters, that are looked at in one go."""
_LINES: Final = 50
"""Lines that the separator is told from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number as the spreadsheet shows it, from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a file; a text file is one sheet of its own name."""

    name: str
    rows: Iterator[Row]


def refused(path: Path, message: str, hint: str = "", *, line: int = 0) -> InputError:
    """Give the fault of a file that cannot be taken in."""
    location = Location(path, line, 1 if line else 0)
    return InputError(
        (Diagnostic(location=location, severity=Severity.ERROR, message=message, hint=hint),)
    )


@contextmanager
def open_sheets(path: Path) -> Iterator[Iterator[Sheet]]:
    """Open a table; its sheets, and their rows, are read as they are asked for.

    Cells are text: numbers without an exponent, true and false as ``TRUE`` and ``FALSE``,
    dates as ISO 8601, nothing as an empty text. Raises ``InputError`` if the file is missing,
    of another kind or damaged.
    """
    try:
        if path.suffix.lower() in WORKBOOKS:
            with _workbook(path) as sheets:
                yield sheets
        elif path.suffix.lower() in _OTHER_FORMATS:
            raise refused(path, f"a {path.suffix} file cannot be read", "save it as XLSX or CSV")
        else:
            yield iter((Sheet(name=path.stem, rows=_text_rows(path)),))
    except FileNotFoundError:
        raise refused(path, "there is no such file", "check the spelling of its name") from None
    except OSError as error:
        raise refused(path, f"the file cannot be read ({error.strerror or error})") from error


@contextmanager
def _workbook(path: Path) -> Iterator[Iterator[Sheet]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    with path.open("rb") as file, warnings.catch_warnings():
        # what openpyxl cannot keep, such as drop-down lists, we do not read
        warnings.filterwarnings("ignore", module="openpyxl")
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError) as error:
            raise refused(
                path,
                "this is not a whole XLSX workbook",
                "was the download cut short, or the file saved in another format?",
            ) from error
        yield (Sheet(name=sheet.title, rows=_sheet_rows(path, sheet)) for sheet in book.worksheets)
        book.close()


def _sheet_rows(path: Path, sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # some programs write wrong ones
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            yield Row(number=number, cells=tuple(_text(value) for value in values))
    except (BadZipFile, KeyError, ValueError, EOFError, SyntaxError) as error:
        raise refused(
            path, f"the sheet '{sheet.title}' is damaged", "was the download cut short?"
        ) from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        number = Decimal(str(value))
        return f"{number.normalize() if number % 1 else number.to_integral_value():f}"
    if isinstance(value, datetime):
        midnight = value.time() == datetime.min.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _text_rows(path: Path) -> Iterator[Row]:
    with _seekable(path) as source:
        encoding = _encoding(path, source)
        file = io.TextIOWrapper(source, encoding, errors="replace", newline="")
        separator = _separator(file.read(_SAMPLE))
        file.seek(0)
        number = 0
        try:
            for number, cells in enumerate(csv.reader(file, delimiter=separator), 1):
                yield Row(number=number, cells=tuple(cell.strip() for cell in cells))
        except csv.Error as error:
            message = f"the table cannot be read ({error})"
            hint = "is there a quotation mark that opens a text and none that ends it?"
            raise refused(path, message, hint, line=number + 1) from error


def _seekable(path: Path) -> BinaryIO:
    """Open a file that is gone through twice; a pipe can be read only once and is kept whole."""
    source = path.open("rb")
    if source.seekable():
        return source
    with source:
        return io.BytesIO(source.read())


def _encoding(path: Path, source: BinaryIO) -> str:
    """Give how a text is encoded: UTF-16 or UTF-8 by its mark, UTF-8, or else Windows-1252.

    The whole file is looked through, in parts: one accent may stand in its last row.
    """
    is_wide = source.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    source.seek(0)
    encoding, errors = ("utf-16", "replace") if is_wide else ("utf-8-sig", "strict")
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    part = b" "
    while part:
        part = source.read(_SAMPLE)
        try:
            text = decoder.decode(part, final=not part)
        except UnicodeDecodeError:
            encoding, decoder = "cp1252", codecs.getincrementaldecoder("cp1252")("replace")
            text = decoder.decode(part)
        if "\0" in text:
            raise refused(path, "this is not a table of text", "save it as XLSX or CSV")
    source.seek(0)
    return encoding


def _separator(text: str) -> str:
    """Give the separator that most of the first lines have, outside of quotes.

    A title above the table or a list in one of its columns may have another; between equals
    the first line that has any decides.
    """
    lines = [line for line in re.sub(r'"[^"]*"', "", text).splitlines()[:_LINES] if line.strip()]
    if lines and (named := re.match(r"sep=(.)", lines[0])):  # Excel's own way to say it
        return named[1]
    first = next((line for line in lines if any(one in line for one in _SEPARATORS)), "")
    return max(_SEPARATORS, key=lambda one: (sum(one in line for line in lines), first.count(one)))


def decoded(source: bytes) -> str:
    """Give the text of a small file: UTF-8, with or without its mark, or else Windows-1252."""
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("cp1252", "replace")
