"""Careers of the same field as an occupation that the library does not have.

The official list names 800 occupations in groups (SOC 2018: the first two digits are the major
group). So a word such as “lawyer” leads to the paralegal, where no spelling would.
"""

from collections.abc import Mapping
from itertools import takewhile
from typing import Final

from careerprint.figures.tables import Tables
from careerprint.profile.career_names import telling_words
from careerprint.profile.model import Profile

_MAJOR: Final = len("23-")
"""Signs of a code that name its major group."""


class Kin:
    """The careers beside an occupation, by its official title; the list is read when asked."""

    def __init__(self, profiles: Mapping[str, Profile], tables: Tables) -> None:
        """Take the careers by id."""
        self._tables = tables
        self._codes = {
            name: profile.official.soc
            for name, profile in profiles.items()
            if profile.official and profile.official.soc
        }
        self._words: dict[str, frozenset[str]] = {}

    def of(self, text: str, most: int = 3) -> tuple[str, ...]:
        """Give the ids of careers in the group of the occupations that a text names."""
        wanted = frozenset(telling_words(text))
        if not wanted:
            return ()
        if not self._words:
            titles = self._tables.titles().items()
            self._words = {soc: frozenset(telling_words(title)) for soc, title in titles}
        found: dict[str, tuple[int, int]] = {}
        for soc, words in self._words.items():
            for name, own in self._codes.items() if wanted <= words else ():
                near = _shared(soc, own)
                if near >= _MAJOR:  # the shorter the title, the more the word says of it
                    found[name] = max(found.get(name, (0, 0)), (near, -len(words)))
        return tuple(sorted(found, key=lambda name: (*(-n for n in found[name]), name))[:most])


def _shared(one: str, other: str) -> int:
    """Give how many signs two codes begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
