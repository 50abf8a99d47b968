"""Which booklets of a batch are looked at, so that as many careers as possible are among them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

MOST: Final = 2
"""Looking at a booklet takes ten times as long as binding it."""


@dataclass(slots=True, kw_only=True)
class Sample:
    """Booklets of a batch that stand for the others: below the output folder, by their row.

    One is taken if at least half of its careers are in none that was taken before. ``careers``
    are those in the sample, with their language, ``asked`` those in any booklet.
    """

    rows: dict[int, str] = field(default_factory=dict, repr=False)
    careers: set[tuple[str, str]] = field(default_factory=set)
    asked: set[tuple[str, str]] = field(default_factory=set)

    def offer(self, row: int, path: str, careers: Sequence[str], language: str) -> None:
        """Take a booklet, or leave it."""
        self.asked.update((career, language) for career in careers)
        new = {(career, language) for career in careers} - self.careers
        if len(self.rows) < MOST and 2 * len(new) >= len(careers):
            self.rows[row] = path
            self.careers |= new
