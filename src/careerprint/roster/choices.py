"""The careers that a cell of a roster names: ids or titles, in whatever way they are listed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from careerprint.reading.plain_words import shortened, suggest
from careerprint.roster.cells import Fault

_PIECE: Final = re.compile(r"[^;,|\r\n\v\u2028]+")
_BULLET: Final = re.compile(r"\s*(?:[-•*·–]|\d{1,2}[.)])\s+")
_SHOWN: Final = 40
"""Characters of an unknown career that a fault shows."""
_LONGEST: Final = 80
"""Characters of a word that a suggestion is sought for."""


class Choices:
    """The careers that can be chosen, found by id or title.

    Case, accents, hyphens and spaces do not count, nor do numbers and bullets before a name.
    """

    def __init__(self, titles: Mapping[str, Iterable[str]]) -> None:
        """Take the titles of each career's id, in every language that students may use."""
        self._ids: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, None] = {}
        for name, own in titles.items():
            for title in own:
                key = _key(title)
                self._ids[key] = tuple(dict.fromkeys((*self._ids.get(key, ()), name)))
                self._words[title] = None
        for name in titles:
            self._ids[_key(name)] = (name,)
            self._words[name] = None
        self._most = max((len(_PIECE.findall(key)) for key in self._ids), default=1)

    def read(self, text: str) -> Iterator[str | Fault]:
        """Give the id of each career in a list, or what is wrong with it, in its order.

        The list is separated by semicolons, commas, bars or line breaks; where a title has a
        comma itself, the longest title that fits is meant. A fault shows the beginning of what
        was written, unless it looks like an address that slipped into the wrong column.
        """
        spans = [match.span() for match in _PIECE.finditer(text) if match[0].strip()]
        at = position = 0
        while at < len(spans):
            position += 1
            ids, end = self._longest(text, spans, at)
            if len(ids) == 1:
                yield ids[0]
            else:
                yield self._fault(text[slice(*spans[at])], position, ids)
            at = end

    def _longest(
        self, text: str, spans: list[tuple[int, int]], at: int
    ) -> tuple[tuple[str, ...], int]:
        for end in range(min(at + self._most, len(spans)), at, -1):
            ids = self._ids.get(_key(text[spans[at][0] : spans[end - 1][1]]))
            if ids:
                return ids, end
        return (), at + 1

    def _fault(self, written: str, position: int, ids: tuple[str, ...]) -> Fault:
        if ids:
            return Fault(
                message=f"number {position} of this cell is the title of several careers",
                hint=f"write the id of one: {', '.join(ids)}",
            )
        word = " ".join(written.split())
        hint = suggest(word, tuple(self._words)) if len(word) <= _LONGEST else ""
        shown = "" if "@" in word else f" ('{shortened(word, _SHOWN)}')"
        return Fault(
            message=f"number {position} of this cell{shown} is no career of the library",
            hint=hint or "careerprint list shows all careers",
        )


def _key(text: str) -> str:
    """Give a name as it is compared."""
    text = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    if not text.isascii():
        signs = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in signs if not unicodedata.combining(sign))
    text = re.sub(r"\s*,\s*", ", ", re.sub(r"[-_‐‑–]", " ", text))
    return " ".join(text.casefold().split())
