"""What is odd about a cell of a roster before it is read: formulas, dates, lost letters.

A spreadsheet makes the class “10-9” a date and a number of a student's id; here it is said.
"""

import re
from collections.abc import Iterator
from typing import Final

from careerprint.errors import Severity
from careerprint.reading.sheets import Oddity, Row
from careerprint.roster.cells import Fault
from careerprint.roster.columns import Columns, Field

_ISO: Final = re.compile(r"\d{4}-(\d\d)-(\d\d)(?:[ T][\d:.]+)?")
_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    *("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
)
"""As spreadsheets shorten them, in English and in Spanish."""
_WORDED: Final = re.compile(
    r"(?:(?P<day>\d{1,2})[-. /])?(?P<month>[a-z]{3})\.?(?:[-. /](?P<other>\d{1,2}))?"
)
_AS_TEXT: Final = "format the column as text, then type it anew"
_QUOTE: Final = Fault(
    message="a quotation mark begins here and none ends it; the row was read up to its line's end",
    hint="remove it, end the text with another, or double one that belongs to the text",
)
_UNCALCULATED: Final = Fault(
    message="this cell is a formula, and its value is not in the file",
    hint="open the file in Excel or LibreOffice and save it, or type the value in",
)
_LOST: Final = Fault(
    message="a letter of this cell was lost when the file was saved",
    hint="type it anew, and save the file as CSV UTF-8 or as XLSX",
)


def cell_faults(row: Row, columns: Columns) -> Iterator[tuple[int, Fault]]:
    """Give the columns, from 0, of a row whose cells are odd, with what is odd about them.

    Of a row whose quotation marks do not add up only that is told: its cells are none.
    """
    at = next((place for place, one in row.oddities.items() if one is Oddity.QUOTE), None)
    if at is not None:
        yield at, _QUOTE
        return
    for place, one in sorted(columns.read.items()):
        text = row.cells[place] if place < len(row.cells) else ""
        oddity = row.oddities.get(place)
        if oddity is Oddity.UNCALCULATED:
            yield place, _UNCALCULATED
        elif oddity is Oddity.DATE:
            yield place, _date(text, one)
        elif "\ufffd" in text:
            yield place, _LOST
        elif one in {Field.GROUP, Field.STUDENT} and (likely := _meant(text)):
            message = f"this looks like a date that a spreadsheet made of {likely}"
            yield place, Fault(message=message, hint=_AS_TEXT, severity=Severity.WARNING)


def _date(text: str, one: Field) -> Fault:
    """Say that a cell is a date; what was meant only where it is no name or address."""
    likely = _meant(text) if one in {Field.GROUP, Field.STUDENT} else ""
    message = "this cell is a date or a time"
    return Fault(
        message=message + (f"; {likely} was likely meant" if likely else ""), hint=_AS_TEXT
    )


def _meant(text: str) -> str:
    """Give what a date was likely typed as, such as ``10-9``; empty if the text is none."""
    if match := _ISO.fullmatch(text):
        return f"{int(match[1])}-{int(match[2])}"
    match = _WORDED.fullmatch(text.casefold())
    if match is None or match["month"] not in _MONTHS or not (match["day"] or match["other"]):
        return ""
    return f"{_MONTHS.index(match['month']) % 12 + 1}-{int(match['day'] or match['other'])}"
