"""Careers that suit an interest code, by a published index of congruence.

A Holland code has one to three of the letters R, I, A, S, E and C, the strongest interest first.
The index is C of Brown and Gore (1994), "An Evaluation of Interest Congruence Indices", Journal
of Vocational Behavior 45, 310–327: ``C = 3·x1 + 2·x2 + x3``, where x compares the letters of one
rank and is 3 for the same letter, 2 for neighbours on Holland's hexagon, 1 for the letters after
those, and 0 for opposites. ``docs/rosters.md`` says how it is adapted to shorter codes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from careerprint.figures.tables import Interests, Tables
from careerprint.profile.model import Profile

HEXAGON: Final = "RIASEC"
"""The letters in their order around the hexagon."""
LONGEST: Final = 3
_WEIGHTS: Final = (3, 2, 1)
_SAME: Final = 3
_BY_CHANCE: Final = 1.5
"""The mean of x over the six letters: what a letter counts that the career does not have."""
_ORDINALS: Final = ("first", "second", "third")
_SIGNS: Final = re.compile(r"[\s,;/.|>–-]+")
_WORDS: Final = re.compile(r"(?:realis|investiga|artis|social|enterpris|emprend|conven)[a-z]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A career that was compared: its id, its score, and why in plain words.

    ``score`` lies between 0 (opposite interests) and 1 (the same); chance gives 0.5.
    """

    id: str
    score: float
    reason: str


def parse_code(text: str) -> str | None:
    """Read ``ASE``, ``a-s-e`` or the interests' names in English or Spanish; None if it is none.

    The letters are at most three and differ.
    """
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    ).casefold()
    words = [word for word in _SIGNS.split(plain) if word]
    if words and all(_WORDS.fullmatch(word) for word in words):
        words = [word[0] for word in words]
    code = "".join(words).upper()
    is_code = 1 <= len(code) <= LONGEST and set(code) <= set(HEXAGON)
    return code if is_code and len(set(code)) == len(code) else None


def congruence(code: str, career_code: str) -> float:
    """Give how alike two codes are, from 0 to 1: C over the ranks of ``code``, by its maximum.

    A rank that ``career_code`` does not have counts as chance would.
    """
    weights = _WEIGHTS[: len(code)]
    total = sum(
        weight * (_likeness(code[rank], career_code[rank]) if career_code[rank:] else _BY_CHANCE)
        for rank, weight in enumerate(weights)
    )
    return total / (_SAME * sum(weights))


def _likeness(one: str, other: str) -> int:
    """Give x: 3 less the steps between two letters around the hexagon."""
    steps = abs(HEXAGON.index(one) - HEXAGON.index(other))
    return _SAME - min(steps, len(HEXAGON) - steps)


def best(
    code: str, profiles: Mapping[str, Profile], count: int, tables: Tables | None = None
) -> tuple[Match, ...]:
    """Give the ``count`` careers that suit a code best, of profiles by id.

    Equals are in the order of their titles: neither pay nor outlook sways the choice. Careers
    without a code are left out. Raises ``ValueError`` if the code is none.
    """
    wanted = parse_code(code)
    if wanted is None:
        raise ValueError("an interest code has one to three different letters of RIASEC")
    found = [
        (-congruence(wanted, interests.code), profile.title.casefold(), name, interests.code)
        for name, profile, interests in _coded(profiles, tables or Tables())
        if interests is not None
    ]
    return tuple(
        Match(id=name, score=-score, reason=_reason(wanted, career_code))
        for score, _, name, career_code in sorted(found)[:count]
    )


def _coded(
    profiles: Mapping[str, Profile], tables: Tables
) -> Iterator[tuple[str, Profile, Interests | None]]:
    for name, profile in profiles.items():
        soc = profile.official.soc if profile.official else None
        yield name, profile, tables.interests_of_all(soc) if soc else None


def _reason(code: str, career_code: str) -> str:
    """Say which letters the two have in common, or how near the first ones are."""
    shared = [letter for letter in code if letter in career_code]
    if not shared:
        return _nearness(code[0], career_code[0])
    ranks = [_ORDINALS[career_code.index(letter)] for letter in shared]
    if len(shared) == 1:
        return f"your {shared[0]} is its {ranks[0]} letter"
    return f"your {_listed(shared)} are its {_listed(ranks)} letters"


def _nearness(own: str, other: str) -> str:
    words = ("opposite", "two steps from", "next to")[_likeness(own, other)]
    return f"your {own} is {words} its {other}, and it has none of your letters"


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


class Matcher:
    """The careers that fit an interest code, worked out once for each code."""

    def __init__(self, profiles: Mapping[str, Profile], tables: Tables, count: int) -> None:
        self._profiles, self._tables, self._count = profiles, tables, count
        self._found: dict[str, tuple[Match, ...]] = {}

    def matches(self, code: str) -> tuple[Match, ...]:
        """Give the best matches."""
        if code not in self._found:
            self._found[code] = best(code, self._profiles, self._count, self._tables)
        return self._found[code]

    def careers(self, code: str) -> tuple[str, ...]:
        """Give the ids of the best matches."""
        return tuple(match.id for match in self.matches(code))

    def reasons(self, code: str) -> str:
        """Say of each match why: its title, its score, and what the letters have in common."""
        said = (
            f"{self._profiles[one.id].title} ({one.score:.2f}): {one.reason}"
            for one in self.matches(code)
        )
        return f"{code} → {'; '.join(said)}"
