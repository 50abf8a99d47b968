"""What careers are called: one lookup of ids, titles and the other names that people use.

Case, accents, hyphens, spaces, plurals and articles do not count: “The Nurses” is a nurse.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType
from typing import Final

_NONE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
_NO_ALIASES: Final[Mapping[str, str]] = MappingProxyType({})
_BEFORE: Final = frozenset(
    {
        *("a", "an", "the", "el", "la", "los", "las", "un", "una", "unos", "unas"),
        *("i", "want", "would", "like", "to", "be", "become", "being", "becoming"),
        *("quiero", "ser"),
    }
)
"""Words that go before a career and say nothing about it: “I want to be a nurse”."""
_BETWEEN: Final = frozenset({"and", "y"})
_EITHER_ENDING: Final = re.compile(r"(?<=\w)(?:/|\()(?:as?|os?|es?)\b\)?")
"""The other ending of “enfermero/a” and “enfermera(o)”."""
_LONGEST: Final = 60
"""Characters of a word that the nearest careers are sought for."""
_NEAR: Final = 0.75
"""How alike two texts are that may be one misspelled: twice what they share, by their length."""
_MISSPELLED: Final = 0.8
_SLIP: Final = 2
"""Letters more or less that a slip of the pen leaves: “engineer” is no “AI engineer”."""
_OF_TITLE: Final = 0.1
"""How much nearer a career is of which the title is like a text, and not another name."""
_LEAST_SHARED: Final = 4
"""Letters of a word that says something if two names share it."""


class CareerNames:
    """The careers at hand, found by whatever they are called.

    An id as it is written comes first, then titles and ids, a project's aliases, other names.
    """

    def __init__(
        self,
        titles: Mapping[str, Iterable[str]],
        others: Mapping[str, Iterable[str]] = _NONE,
        aliases: Mapping[str, str] = _NO_ALIASES,
        *,
        related: Callable[[str], tuple[str, ...]] = lambda _: (),
    ) -> None:
        """Take titles in every language and other names by id, and aliases: word → id.

        ``related`` gives the ids of careers that are near a word which is no name of any.
        """
        self._related = related
        self._titles = {name: tuple(own) for name, own in titles.items()}
        self._words = {name: tuple(own) for name, own in others.items()}
        self._own = _by_key({name: (name, *own) for name, own in self._titles.items()})
        self._settled = {name_key(word): (name,) for word, name in aliases.items()}
        self._others = _by_key(self._words)
        self._ids = {**self._others, **self._settled, **self._own}
        self._written = dict(aliases) | {
            word: name
            for name in self._titles
            for word in (*self._words.get(name, ()), *self._titles[name], name)
        }

    def with_aliases(self, aliases: Mapping[str, str]) -> "CareerNames":
        """Give the same with words that stand for careers in one project: word → id."""
        return CareerNames(self._titles, self._words, aliases, related=self._related)

    def find(self, text: str) -> tuple[str, ...]:
        """Give the id of the career that a text names, or several if it is a name of each."""
        if text in self._titles:
            return (text,)
        return self._ids.get(name_key(text), ())

    def named(self, text: str) -> tuple[str, ...]:
        """Give the ids of the careers that have a text for their id or title."""
        return self._own.get(name_key(text), ())

    def all_called(self, text: str) -> tuple[str, ...]:
        """Give the ids of all careers that a text is some name of, unless an alias settles it."""
        key = name_key(text)
        if key in self._settled:
            return ()
        return tuple(dict.fromkeys((*self._own.get(key, ()), *self._others.get(key, ()))))

    def titles(self, name: str) -> tuple[str, ...]:
        """Give the titles of a career in every language, by its id; other names are looser."""
        return self._titles.get(name, ())

    def title(self, name: str) -> str:
        """Give the first title of a career."""
        return next(iter(self._titles.get(name, ())), name)

    @property
    def words(self) -> tuple[str, ...]:
        """Every name as it is written."""
        return tuple(self._written)

    def nearest(self, text: str, most: int = 3) -> tuple[str, ...]:
        """Give the ids of the careers that a text may mean, the nearest first.

        A word that is known to stand for something else has those that are related. Others have
        a name that is alike in spelling, or shares a word that says something; a title that does
        comes before other names. A text of great length has none.
        """
        if len(text) > _LONGEST:
            return ()
        if known := self.related(text):
            return known[:most]
        likeness: dict[str, float] = {}
        for word, name in self._written.items():
            found = _likeness(text, word)
            if found and word in (name, *self._titles[name]):
                found += _OF_TITLE
            if found > likeness.get(name, 0.0):
                likeness[name] = found
        ordered = sorted(likeness, key=lambda name: (-likeness[name], name))
        by_part = (one for part in text.split() for one in self.related(part))
        return tuple(dict.fromkeys((*ordered, *by_part)))[:most]

    def related(self, text: str) -> tuple[str, ...]:
        """Give the ids of careers near a word that is known to be no name of any, best first."""
        return tuple(name for name in self._related(text) if name in self._titles)

    def misspelled(self, text: str) -> str:
        """Give the id of the one career that a text is a name of but for a letter or two, or ''.

        A word that is known to stand for something else is no slip: doctor is no director.
        """
        if not _LEAST_SHARED < len(text) <= _LONGEST or self.related(text):
            return ""
        found = {name for word, name in self._written.items() if _is_slip(text, word)}
        return found.pop() if len(found) == 1 else ""

    def hint(self, text: str, *, is_by_id: bool = False) -> str:
        """Give a hint with the nearest careers, by title or by id, or the empty string."""
        near = self.nearest(text)
        if not near:
            return ""
        names = [f"'{name if is_by_id else self.title(name)}'" for name in near]
        if self.related(text):
            return f"in the library there is of this field: {', '.join(names)}"
        *first, last = names
        return f"did you mean {', '.join(first)}{' or ' if first else ''}{last}?"


def _by_key(words: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Give the ids of each name, as it is compared."""
    found: dict[str, dict[str, None]] = {}
    for name, own in words.items():
        for word in own:
            found.setdefault(name_key(word), {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


@lru_cache(maxsize=4_096)
def name_key(text: str) -> str:
    """Give a name as it is compared; empty if it has no letter and no digit."""
    words = _words(text)
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    kept = [word for word in words if word not in _BETWEEN]
    return "".join(_stem(word) for word in kept or words)


def _words(text: str) -> list[str]:
    """Give the words of a text, small and without accents."""
    text = _EITHER_ENDING.sub("", text.replace("'", "").replace("’", ""))
    signs = unicodedata.normalize("NFKD", text).casefold()
    return "".join(_sign(sign) for sign in signs if not unicodedata.combining(sign)).split()


def _sign(sign: str) -> str:
    return sign if unicodedata.category(sign)[0] in "LNM" else " "


def _stem(word: str) -> str:
    """Give a word without the ending that a plural changes, in English and in Spanish."""
    if len(word) > 2 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 4 and word.endswith("e"):  # nurse, but profesor-es too
        word = word[:-1]
    return f"{word[:-1]}i" if len(word) > 3 and word.endswith("y") else word


def _likeness(text: str, name: str) -> float:
    """Give from 0 to 1 how alike two names are; 0 if they are not."""
    shared = set(telling_words(text)) & set(telling_words(name))
    if shared:
        every = {_stem(word) for word in (*_words(text), *_words(name))}
        return max(0.7 + 0.3 * len(shared) / len(every), _ratio(text, name))
    ratio = _ratio(text, name)
    return ratio if ratio >= _NEAR else 0.0


def _is_slip(text: str, name: str) -> bool:
    """Tell whether a text is a name but for a letter or two."""
    return abs(len(text) - len(name)) <= _SLIP and _ratio(text, name) >= _MISSPELLED


def _ratio(text: str, name: str) -> float:
    """Give how alike two texts are in spelling; 0 if they are not near."""
    compared = SequenceMatcher(None, text.lower(), name.lower())
    if compared.real_quick_ratio() < _NEAR or compared.quick_ratio() < _NEAR:
        return 0.0
    return compared.ratio()


def telling_words(text: str) -> tuple[str, ...]:
    """Give the words of a text that say something, as they are compared."""
    return tuple(_stem(word) for word in _words(text) if len(word) >= _LEAST_SHARED)
