"""Numbers, money, dates and the page's standing words, as a reader of a language says them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import format_compact_currency, format_currency, format_decimal

from careerprint.profile.values import parse_date
from careerprint.view.catalogue import EDUCATION, FURNITURE
from careerprint.view.fair_words import FAIR

WORDS: Final = {language: words | FAIR[language] for language, words in FURNITURE.items()}
"""The standing words of each language, of handouts and of fairs."""
_KEPT: Final = 4096
"""Figures and dates that are kept as they are said."""


class Wording:
    """One language's way of saying things; ``words`` are the page's standing words."""

    def __init__(self, language: str = "en", territory: str = "US") -> None:
        self.language = language
        self.words = WORDS[language]
        self._locale = Locale(language, territory)
        self._month = _MONTH_OF_YEAR[language]

    def number(self, amount: int) -> str:
        """Give a count: 13,080."""
        return _figure(Decimal(amount), "#,##0", self._locale)

    def money(self, amount: Decimal, currency: str, *, is_open: bool = False) -> str:
        """Give an amount in at most three figures: $8, $17.50, $37.6K, $1.25M, $500K+."""
        rounded = _three_figures(amount)
        if rounded >= 1000:
            digits = 2 if rounded >= 1_000_000 else 1
            text = _compact_sum(rounded, currency, digits, self._locale)
        elif rounded == rounded.to_integral_value():
            text = _sum(rounded, currency, "¤#,##0", self._locale)
        else:
            text = _sum(amount, currency, "¤#,##0.00", self._locale)
        return f"{text}+" if is_open else text

    def sum(self, amount: Decimal, currency: str) -> str:
        """Give an amount in all its figures, with cents only where it has some: $1,200, $42.50."""
        is_whole = amount == amount.to_integral_value()
        pattern = "¤#,##0" if is_whole else "¤#,##0.00"
        return _sum(amount, currency, pattern, self._locale)

    def price(self, amount: Decimal, currency: str) -> str:
        """Give a price to the cent: $1,234.50."""
        return str(format_currency(amount, currency, locale=self._locale))

    def percent(self, number: Decimal) -> str:
        """Give a share or a change: 25%, 4.9%, −1.7%."""
        return f"{self.decimal(number)}%"

    def change(self, low: Decimal, high: Decimal) -> str:
        """Give a growth figure with its sign: +4.9%, −1.7%, +11% to +17%."""
        signed = [f"{'+' if n > 0 else ''}{self.percent(n)}" for n in (low, high)]
        return signed[0] if low == high else f"{signed[0]} {self.words['to']} {signed[1]}"

    def decimal(self, number: Decimal) -> str:
        """Give a number with the decimals that it has, two at the most: 4, 1.5, 8,000."""
        return _figure(number, "#,##0.##", self._locale).replace("-", "−")

    def education(self, typical: str) -> str:
        """Give the typical entry education of the projections table, in the page's language."""
        return EDUCATION[self.language].get(typical, typical)

    def years(self, both: tuple[int, int]) -> str:
        """Give two years: 2024–34."""
        return f"{both[0]}–{both[1] % 100:02d}"

    def date(self, written: str) -> str:
        """Give a profile's date as people write it: 2026, June 2026, June 30, 2026, 2025–26."""
        dates = parse_date(written)
        if dates is None:
            return written
        if len(dates) == 2:
            return self._span(*dates)
        return self._one_date(*dates[0])

    def _span(self, start: tuple[int, int, int], end: tuple[int, int, int]) -> str:
        if start[1] == 0 and end[1] == 0 and start[0] // 100 == end[0] // 100:
            return f"{start[0]}–{end[0] % 100:02d}"
        return f"{self._one_date(*start)}–{self._one_date(*end)}"

    def _one_date(self, year: int, month: int, day: int) -> str:
        if not month:
            return str(year)
        if day:
            return _day(date(year, month, day), self._locale)
        return self._month.format(month=_month(month, self._locale), year=year)


# The library looks each sign of a figure up anew; a page is composed several times.


@lru_cache(_KEPT)
def _figure(number: Decimal, pattern: str, locale: Locale) -> str:
    return str(format_decimal(number, pattern, locale))


@lru_cache(_KEPT)
def _sum(amount: Decimal, currency: str, pattern: str, locale: Locale) -> str:
    return str(format_currency(amount, currency, pattern, locale, currency_digits=False))


@lru_cache(_KEPT)
def _compact_sum(amount: Decimal, currency: str, digits: int, locale: Locale) -> str:
    return str(format_compact_currency(amount, currency, locale=locale, fraction_digits=digits))


@lru_cache(_KEPT)
def _day(day: date, locale: Locale) -> str:
    return str(format_date(day, "long", locale))


@lru_cache(_KEPT)
def _month(month: int, locale: Locale) -> str:
    return str(get_month_names("wide", "stand-alone", locale)[month])


_MONTH_OF_YEAR = {"en": "{month} {year}", "es": "{month} de {year}"}


def _three_figures(amount: Decimal) -> Decimal:
    """Round to three significant figures, the most that a chart label carries."""
    if not amount:
        return amount
    step = Decimal(1).scaleb(amount.adjusted() - 2)
    return ((amount / step).to_integral_value(ROUND_HALF_UP) * step).quantize(Decimal("0.01"))
