"""A cell of a workbook → its text, as a person reads it in the spreadsheet (ECMA-376, 18.3.1.4)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from careerprint.reading.sheets import Oddity, literal

_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_FORMAT_TOKEN: Final = re.compile(r'\\.|"[^"]*"|.', re.DOTALL)
_MOST_DIGITS: Final = 308
"""Digits of the greatest number that a spreadsheet holds; it stores 64-bit floats."""
_LITERALS: Final = " -/()"
"""Signs that a number format shows as they are, of those without a mark before them."""


def unescaped(text: str) -> str:
    """Give a text without the escapes of signs that XML cannot hold: ST_Xstring (22.9.2.19)."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def rich_text(element: Element) -> str:
    """Give the text of a string item with its runs, without readings of its signs (18.4.8)."""
    runs = (run for child in element for run in ((child,) if child.tag != "r" else child))
    return unescaped("".join(run.text or "" for run in runs if run.tag == "t"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """How a number is shown; nothing else of a style matters here."""

    code: str = "General"
    is_date: bool = False
    is_duration: bool = False
    places: tuple[str, ...] = ()
    """The digits and signs of a format such as ``00000`` or ``000-00``; else empty."""


def read_formats(styles: Iterable[Element]) -> tuple[NumberFormat, ...]:
    """Give the format of each style of cells from the ``numFmts`` and ``cellXfs`` of a workbook."""
    codes = dict(BUILTIN_FORMATS)
    formats: tuple[NumberFormat, ...] = ()
    for group in styles:
        if group.tag == "numFmts":
            codes |= {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in group}
        else:
            numbers = [int(one.get("numFmtId", 0)) for one in group if one.tag == "xf"]
            formats = tuple(_number_format(codes.get(number, "General")) for number in numbers)
    return formats


def _number_format(code: str) -> NumberFormat:
    places = tuple(_FORMAT_TOKEN.findall(code.partition(";")[0]))
    is_fixed = places.count("0") > 1 and all(
        one == "0" or len(one) > 1 or one in _LITERALS for one in places
    )
    return NumberFormat(
        code=code,
        is_date=bool(is_date_format(code)),
        is_duration=bool(is_timedelta_format(code)),
        places=places if is_fixed else (),
    )


_GENERAL: Final = NumberFormat()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReader:
    """What the cells of a workbook are read with.

    ``is_left_to_excel`` says that the program that wrote the workbook calculates nothing; it
    may have stored a 0 for each formula.
    """

    shared: Sequence[str] = field(repr=False)
    formats: Sequence[NumberFormat]
    epoch: datetime = WINDOWS_EPOCH
    is_left_to_excel: bool = False

    def read(self, cell: Element) -> tuple[str, Oddity | None]:
        """Give a cell's text and what is odd about it."""
        value, formula = "", None
        for child in cell:
            if child.tag == "v":
                value = child.text or ""
            elif child.tag == "f":
                formula = child.text or ""
            elif child.tag == "is":
                return rich_text(child).strip(), None
        kind = cell.get("t", "n")
        if formula is not None and self._is_uncalculated(kind, value):
            text = literal(f"={formula}")
            return (text.strip(), None) if text is not None else ("", Oddity.UNCALCULATED)
        if not value:
            return "", None
        if kind == "n":
            return self._number(value, int(cell.get("s", 0)))
        return self._worded(kind, value), Oddity.DATE if kind == "d" else None

    def _is_uncalculated(self, kind: str, value: str) -> bool:
        """Whether a formula has no value; an empty text that was calculated is of kind ``str``."""
        return kind != "str" and (not value or (self.is_left_to_excel and value == "0"))

    def _worded(self, kind: str, value: str) -> str:
        if kind == "s":
            return self.shared[int(value)].strip()
        if kind == "b":
            return "TRUE" if int(value) else "FALSE"
        return unescaped(value).strip()

    def _number(self, value: str, style: int) -> tuple[str, Oddity | None]:
        shown = self.formats[style] if style < len(self.formats) else _GENERAL
        if shown.is_date:
            moment = from_excel(float(value), self.epoch, timedelta=shown.is_duration)
            return _moment(moment), Oddity.DATE
        number = Decimal(value)
        if number.adjusted() > _MOST_DIGITS:
            raise ValueError(value)
        if number != number.to_integral_value():
            return f"{Decimal(str(float(value))).normalize():f}", None
        whole = int(number)
        return _laid_out(whole, shown.places) if shown.places and whole >= 0 else str(whole), None


def _moment(moment: object) -> str:
    if isinstance(moment, datetime):
        midnight = moment.time() == datetime.min.time()
        return moment.date().isoformat() if midnight else moment.isoformat(sep=" ")
    return moment.isoformat() if isinstance(moment, date) else str(moment)


def _laid_out(number: int, places: tuple[str, ...]) -> str:
    """Give a number in a format of digits and signs: 123 in ``00000`` is 00123."""
    digits = list(f"{number:0{places.count('0')}d}")
    text = "".join(digits[: len(digits) - places.count("0")])
    digits = digits[len(text) :]
    return text + "".join(
        digits.pop(0) if one == "0" else one.removeprefix("\\").strip('"') for one in places
    )
