"""How many copies a fair takes, by its visitors, careers and languages: numbers alone."""

from enum import StrEnum
from math import ceil
from typing import Final

LEAST_COPIES: Final = 10
"""A stack of fewer looks taken before the fair has begun."""
_STEP: Final = 10


class Kind(StrEnum):
    """What a pack is made of, in the order of its order."""

    GUIDE = "guide"
    SHEETS = "sheets"
    CARDS = "cards"
    SIGNS = "signs"
    POSTERS = "posters"
    LARGE_PRINT = "large-print"
    SPEAKERS = "speakers"

    @property
    def field(self) -> str:
        """Its name in the fair's file and among the words."""
        return self.value.replace("-", "_")


def stack(visitors: int, careers: int, taken_a_visitor: int, spare_percent: int) -> int:
    """Give the copies of each career, if every visitor takes so many of all that lie there.

    Nobody takes two of a career. On top come the spare ones, as the careers are not liked alike;
    then it is rounded up to tens.
    """
    taken = min(visitors, visitors * min(taken_a_visitor, careers) / careers)
    return max(LEAST_COPIES, _up_to_tens(taken * (100 + spare_percent) / 100))


def guides(
    visitors: int, spare_percent: int, languages: int, second_language_percent: int
) -> tuple[int, ...]:
    """Give the copies of the guide in each language: one for every visitor, and the spare ones."""
    shares = [100] if languages == 1 else [100 - second_language_percent, second_language_percent]
    return shared(ceil(visitors * (100 + spare_percent) / 100), shares)


def shared(copies: int, shares_percent: list[int]) -> tuple[int, ...]:
    """Give copies divided by shares, each rounded up to tens; of none there are none."""
    return tuple(_up_to_tens(copies * share / 100) for share in shares_percent)


def card_sheets(cards: int, careers: int, up: int) -> int:
    """Give the copies of a sheet of ``up`` cards in turn of some careers, for so many of each."""
    return ceil(cards / (up // careers))


def _up_to_tens(number: float) -> int:
    return ceil(round(number, 6) / _STEP) * _STEP
