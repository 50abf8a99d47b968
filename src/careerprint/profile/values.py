"""The kinds of value that a profile's fields hold, each read from text as written.

Every kind carries its JSON Schema, so that editors complete and check while a writer types.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from careerprint.reading.plain_words import plain_error, shortened
from careerprint.reading.web_addresses import web_address

NUMBER: Final = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)
"""A number as written; one of more digits is none: sums of it would be out of bounds."""
_TIME: Final = re.compile(
    r"(?P<hour>\d{1,2})(:(?P<minute>\d{2}))?\s?(?P<half>[ap]\.?m\.?)?", re.IGNORECASE | re.ASCII
)
_DATE: Final = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day as written; ``minutes`` after midnight, or after noon or midnight alike.

    ``is_definite`` is False where ``minutes`` may mean either half of the day (3:00).
    """

    written: str
    minutes: int
    is_definite: bool


def parse_time(text: str) -> ClockTime | None:
    """Read ``11:00``, ``3:00 pm``, ``9 am`` or ``15:00``; None if it is no time."""
    match = _TIME.fullmatch(text.strip())
    if match is None or not (match["minute"] or match["half"]):
        return None
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    is_definite = bool(half) or hour > 12 or hour == 0
    return ClockTime(text.strip(), hour * 60 + minute, is_definite)


def parse_date(text: str) -> tuple[tuple[int, int, int], ...] | None:
    """Read ``2026``, ``2026-06``, ``2026-06-30`` or the span ``2025/2026``.

    Gives one or two (year, month, day), with 0 for what is not said; None if it is no date.
    """
    parts = [_one_date(part) for part in text.strip().split("/")]
    dates = tuple(part for part in parts if part is not None)
    if len(parts) > 2 or len(dates) != len(parts) or list(dates) != sorted(dates):
        return None
    return dates


def _one_date(text: str) -> tuple[int, int, int] | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    if not 1900 <= year <= 2100 or (match["month"] and not 1 <= month <= 12):
        return None
    if match["day"] and not 1 <= day <= monthrange(year, month)[1]:
        return None
    return year, month, day


def latest_month(text: str) -> str | None:
    """Give the last month of a written date as ``YYYY-MM``; None if it is none.

    A year alone stands for its December.
    """
    dates = parse_date(text)
    if dates is None:
        return None
    year, month, _ = dates[-1]
    return f"{year}-{month or 12:02d}"


def parse_number(text: Any) -> Decimal | None:
    """Read a plain number; None if it is none."""
    if not isinstance(text, str) or not NUMBER.fullmatch(text.strip()):
        return None
    try:
        return Decimal(text.strip())
    except InvalidOperation:  # pragma: no cover - the pattern admits decimals only
        return None


def _number(value: Any, *, low: str, high: str) -> Decimal:
    if value is None or isinstance(value, (list, dict)):
        raise plain_error("must be a number", "write the figure alone, such as 25")
    number = parse_number(str(value))
    if number is None:
        raise plain_error(f"must be a number, not '{shortened(value)}'", _number_hint(str(value)))
    least, most = Decimal(low), Decimal(high)
    if not least <= number <= most:
        raise plain_error(
            f"must lie between {least:,f} and {most:,f}, and {shortened(f'{number:,f}')} does not"
        )
    return number


_LONGEST_FIGURE: Final = 30
_FIGURE: Final = re.compile(
    r"[$€£~]?\s?(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d+)?\s?([kKmM%]?)", re.ASCII
)


def _number_hint(written: str) -> str:
    """Say how a figure with signs or separators is written bare."""
    match = _FIGURE.fullmatch(written.strip().rstrip("+"))
    if match is None or len(written) > _LONGEST_FIGURE:
        return "write the figure alone, such as 34000"
    factor = {"k": 1_000, "m": 1_000_000}.get(match[3].lower(), 1)
    number = Decimal(match[1].replace(",", "") + (match[2] or "")) * factor
    return f"write {number.normalize():f}, without signs or commas"


def _time(value: Any) -> str:
    if not isinstance(value, str) or parse_time(value) is None:
        raise plain_error(
            f"must be a time of day, not '{shortened(value)}'",
            "write 11:00, 3:00, 3:00 pm or 15:00; noon is 12:00 pm",
        )
    return value.strip()


def _date(value: Any) -> str:
    if not isinstance(value, str) or parse_date(value) is None:
        raise plain_error(
            f"must be a date, not '{shortened(value)}'",
            "write 2026, 2026-06, 2026-06-30 or 2025/2026",
        )
    return value.strip()


def _currency(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if text == "USD":
        return text
    from babel.numbers import is_currency

    if text in {"XXX", "XTS"} or not is_currency(text):
        raise plain_error(
            f"must be a currency code, not '{shortened(value)}'",
            "three capital letters, such as USD or EUR",
        )
    return text


def is_id(text: str) -> bool:
    """Whether a text can be a career's id: small letters, digits and single hyphens."""
    return re.fullmatch(_SHORT_ID, text) is not None


def _pattern(value: Any, *, pattern: str, what: str, hint: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(pattern, value.strip(), re.ASCII):
        raise plain_error(f"must be {what}, not '{shortened(value)}'", hint)
    return value.strip()


_ID: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
_SHORT_ID: Final = rf"(?!.{{101}}){_ID}"
_SOC: Final = r"\d{2}-\d{4}"


def parse_soc(text: str) -> str | None:
    """Read a SOC code as people have it: ``35-3023``, ``353023`` or O*NET's ``35-3023.01``."""
    match = re.fullmatch(r"(\d{2})[-–‑ ]?(\d{4})(?:\.\d{2})?", text.strip(), re.ASCII)
    return f"{match[1]}-{match[2]}" if match else None


def _soc(value: Any) -> str:
    code = parse_soc(value) if isinstance(value, str) else None
    hint = f"write {code}" if code else "six digits with a hyphen, such as 27-4014"
    return _pattern(value, pattern=_SOC, what="a SOC code", hint=hint)


def at_most(longest: int) -> StringConstraints:
    """Give the bounds of a text of at most ``longest`` characters that is not empty."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


Identifier = Annotated[
    str,
    BeforeValidator(
        partial(
            _pattern,
            pattern=_SHORT_ID,
            what="an id in small letters",
            hint="letters, digits and single hyphens, such as sound-designer",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID}$"}),
]
SocCode = Annotated[
    str,
    BeforeValidator(_soc),
    WithJsonSchema({"type": "string", "pattern": f"^{_SOC}$"}),
]
Currency = Annotated[
    str,
    BeforeValidator(_currency),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"}),
]
Percent = Annotated[
    Decimal,
    BeforeValidator(partial(_number, low="0.1", high="100")),
    WithJsonSchema({"type": "number", "minimum": 0.1, "maximum": 100}),
]
Amount = Annotated[
    Decimal,
    BeforeValidator(partial(_number, low="0", high="100000000")),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100_000_000}),
]
Duration = Annotated[
    Decimal,
    BeforeValidator(partial(_number, low="0.1", high="20000")),
    WithJsonSchema({"type": "number", "minimum": 0.1, "maximum": 20_000}),
]
Change = Annotated[
    Decimal,
    BeforeValidator(partial(_number, low="-100", high="1000")),
    WithJsonSchema({"type": "number", "minimum": -100, "maximum": 1000}),
]
TimeOfDay = Annotated[
    str,
    BeforeValidator(_time),
    WithJsonSchema({"type": "string", "examples": ["11:00", "3:00 pm", "15:00"]}),
]
DateText = Annotated[
    str,
    BeforeValidator(_date),
    WithJsonSchema(
        {"type": ["string", "integer"], "examples": ["2026-06", "2026-06-30", "2025/2026"]}
    ),
]
WebAddress = Annotated[
    str, BeforeValidator(web_address), WithJsonSchema({"type": "string", "format": "uri"})
]
