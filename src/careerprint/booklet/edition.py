"""Editions: forms of a booklet by the paper that they take, one word in a booklet file."""

from enum import StrEnum
from typing import Final

from careerprint.errors import UsageError

MOST_CAREERS: Final = 12
"""More make a book that nobody reads, and a cover that nobody can tell apart."""


class Edition(StrEnum):
    """The editions; what each is made of stands in the folder of its parts."""

    POCKET = "pocket"
    SHORT = "short"
    FULL = "full"

    @property
    def folder(self) -> str:
        """The name of the folder of its parts, in a folder of layouts."""
        return f"_{self.value}"


def refuse_too_many(careers: int) -> None:
    """Raise ``UsageError`` if there are more careers than an edition holds."""
    if careers > MOST_CAREERS:
        raise UsageError(
            f"an edition holds at most {MOST_CAREERS} careers, and these are {careers}",
            hint="leave some out, or name 'parts' in the booklet file in place of an edition",
        )


def notes_pages(pages: int, *, is_folded: bool) -> int:
    """Give how many pages of notes fill an edition up: its pages come in fours, or in twos."""
    return -pages % (4 if is_folded else 2)
