"""A file that others made, of whatever kind → its sheets, their rows read as they are asked for."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from careerprint.errors import ExitCode
from careerprint.reading.sheets import WORKBOOKS, Sheet, refused, said_in_words
from careerprint.reading.text_tables import text_sheet
from careerprint.reading.workbooks import workbook_sheets

_OTHER_FORMATS: Final = {".xls", ".xlsb", ".ods", ".numbers"}
_T = TypeVar("_T")


@contextmanager
def open_sheets(path: Path) -> Iterator[Iterator[Sheet]]:
    """Open a table; hidden sheets come after all others.

    Cells are text: numbers without an exponent, true and false as ``TRUE`` and ``FALSE``,
    dates as ISO 8601, nothing as an empty text. Reading raises ``InputError`` if the file is
    missing, of another kind or damaged, in whatever way.
    """
    with closing(_sheets(path)) as sheets:
        yield (replace(sheet, rows=_said(path, sheet.rows)) for sheet in _said(path, sheets))


def _sheets(path: Path) -> Generator[Sheet, None, None]:
    kind = path.suffix.lower()
    if kind in WORKBOOKS:
        yield from workbook_sheets(path)
    elif kind in _OTHER_FORMATS:
        message = f"a {path.suffix} file cannot be read"
        raise refused(path, message, "save it as XLSX or CSV", exit_code=ExitCode.USAGE)
    else:
        yield from text_sheet(path)


def _said(path: Path, items: Iterator[_T]) -> Iterator[_T]:
    """Give items that are read from a file; only the step to the next one is the file's."""
    is_workbook = path.suffix.lower() in WORKBOOKS
    message = "this is not a whole XLSX workbook" if is_workbook else "the table cannot be read"
    hint = "was the download cut short, or the file saved in another format?"
    while True:
        with said_in_words(path, message, hint):
            item = next(items, None)
        if item is None:
            return
        yield item
