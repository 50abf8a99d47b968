"""Occupation codes by word: official titles, O*NET's, and those of the library's careers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

from careerprint.figures.tables import Tables
from careerprint.profile.library import Library
from careerprint.profile.values import parse_soc

NEAREST: Final = 5
_LEAST: Final = 0.4
"""What a title must have in common with the words to be worth showing."""
_ALIKE: Final = 0.8
_STEM: Final = 5
"""Letters that two words of one root share at least."""
_SMALL: Final = frozenset({"and", "or", "of", "the", "a", "in", "for", "all", "other", "except"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A SOC code that may be meant.

    ``known_as`` is the title under which it was found, where that is not the official one.
    """

    soc: str
    title: str
    known_as: str = ""


def read_code(text: str, figures: Tables) -> str | None:
    """Give the SOC code that a code or an official title means; None if the tables have none."""
    titles = figures.titles()
    code = parse_soc(text)
    if code is not None:
        return code if code in titles else None
    by_title = {title.casefold(): soc for soc, title in titles.items()}
    return by_title.get(text.strip().casefold())


def find_codes(words: str, figures: Tables, library: Library) -> tuple[Code, ...]:
    """Give the codes whose titles are nearest to some words, the nearest first, five at most."""
    wanted = _stems(words)
    titles = figures.titles()
    if not wanted:
        return ()
    best: dict[str, tuple[float, str]] = {}
    for soc, title in _titles(figures, library):
        score = _likeness(wanted, _stems(title))
        if soc in titles and score > best.get(soc, (_LEAST, ""))[0]:
            best[soc] = (score, title)

    def rank(soc: str) -> tuple[float, int, str]:
        pay = figures.pay(soc)
        return -best[soc][0], -((pay.jobs if pay else None) or 0), soc

    nearest = sorted(best, key=rank)[:NEAREST]
    return tuple(
        Code(
            soc=soc,
            title=titles[soc],
            known_as=best[soc][1] if _stems(best[soc][1]) != _stems(titles[soc]) else "",
        )
        for soc in nearest
    )


def is_official_title(title: str, official: str) -> bool:
    """Whether a career's title is its code's: the same words, or a part of a list of them."""
    parts = [official, *re.split(r",? and |, | or ", official)]
    return any(_stems(title) == _stems(part) for part in parts)


def _titles(figures: Tables, library: Library) -> Iterator[tuple[str, str]]:
    """Give every title by which a code is known, the official one first."""
    yield from figures.titles().items()
    yield from figures.onet_titles()
    for path in library.paths:
        profile = library.load(path).value
        if profile and profile.official and profile.official.soc:
            for name in library.names.titles(path.stem):
                yield profile.official.soc, name


def _stems(text: str) -> tuple[str, ...]:
    """Give the words of a title without their plural, those that say nothing left out."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return tuple(_stem(word) for word in words if word not in _SMALL)


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _likeness(wanted: tuple[str, ...], title: tuple[str, ...]) -> float:
    """Give how near a title is: the share of the words it has, less where it has many more."""
    if not title:
        return 0.0
    found = sum(max(_alike(word, other) for other in title) for word in wanted) / len(wanted)
    return found * (0.85 + 0.15 * min(1.0, len(wanted) / len(title)))


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if len(word) >= 4 and other.startswith(word):
        return 0.9
    shared = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(word, other, strict=False)))
    if shared >= _STEM:  # science, scientist
        return 0.8 * shared / min(len(word), len(other))
    matcher = SequenceMatcher(None, word, other)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return 0.8 * ratio if ratio >= _ALIKE else 0.0
