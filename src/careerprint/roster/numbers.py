"""Row numbers that are told together, as ranges."""

from typing import Final

_MOST: Final = 8
"""Ranges that are named; of more, the number of rows is told."""


class Numbers:
    """Numbers of rows, in their order; ranges take no more room the longer they are."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []
        self._count = 0

    def __bool__(self) -> bool:
        return self._count > 0

    def add(self, number: int) -> None:
        """Take in a number that is greater than those before."""
        self._count += 1
        if self._ranges and self._ranges[-1][1] == number - 1:
            self._ranges[-1] = (self._ranges[-1][0], number)
        else:
            self._ranges.append((number, number))

    def in_words(self) -> str:
        """Give for example ``rows 3, 7–9``."""
        named = [f"{one}" if one == last else f"{one}–{last}" for one, last in self._ranges[:_MOST]]
        if len(self._ranges) > _MOST:
            return f"rows {', '.join(named)} and others, {self._count} in all"
        return f"row{'s' * (self._count > 1)} {', '.join(named)}"
