"""The rules on the way in: spans that run up, and costs in the currency of the profile."""

import re
from collections.abc import Iterator
from typing import Any, Final

from careerprint.profile.model import WAY_IN
from careerprint.profile.values import parse_number
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Draft, Finding

SPANS: Final = ("time", "cost")


def spans_of(draft: Draft) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Give the spans of time and cost of all steps, each with its key path."""
    for path, step in draft.rows(WAY_IN, "steps"):
        for name in SPANS:
            if isinstance(span := step.get(name), dict):
                yield (*path, name), span


def spans_run_up(draft: Draft) -> Iterator[Finding]:
    """A span of time or cost has a figure, and its low is not above its high."""
    for path, span in spans_of(draft):
        if all(span.get(end) is None for end in ("low", "high")):
            yield Finding(
                at=path,
                message=f"the {path[-1]} of this step has no figure",
                hint=f"give low and high, or leave '{path[-1]}' out where no source says it",
                is_about_key=True,
            )
            continue
        low, high = (parse_number(span.get(end)) for end in ("low", "high"))
        if low is not None and high is not None and low > high:
            yield Finding(
                at=(*path, "low"),
                message=f"the {path[-1]} of this step runs down, from {low:,} to {high:,}",
                hint="exchange them, or look for a digit too many",
            )


def costs_are_in_the_currency(draft: Draft) -> Iterator[Finding]:
    """What a step costs is said in the currency of the profile, in figures and in words."""
    currency = draft.text("currency") or "USD"
    for path, text in Draft(draft.get(WAY_IN)).texts():
        if "sources" in path:
            continue  # a paragraph of a law is no sum: 49 CFR 383.25
        for sign, code in _signs(text):
            if code != currency and not (sign == "$" and currency.endswith("D")):
                yield Finding(
                    at=(WAY_IN, *path),
                    message=f"this is in {sign}, and the profile counts in {currency}",
                    hint=f"write what it is in {currency}, or leave it out",
                )
                break


_CODES: Final = {"€": "EUR", "£": "GBP", "¥": "JPY", "$": "USD"}
_SIGN: Final = re.compile(r"(?P<before>[€£¥$]|\b[A-Z]{3}\b)\s?\d|\d\s?(?P<after>[€£¥$]|[A-Z]{3}\b)")


def _signs(text: str) -> Iterator[tuple[str, str]]:
    """Give the signs and codes of currencies that stand at figures, each with its code."""
    for found in _SIGN.finditer(text):
        sign = found["before"] or found["after"]
        if code := _CODES.get(sign) or _code(sign):
            yield sign, code


def _code(letters: str) -> str | None:
    from babel.numbers import is_currency

    return letters if is_currency(letters) else None
