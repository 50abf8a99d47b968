"""The careers that a cell of a roster names, in whatever words and however they are listed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from careerprint.profile.career_names import CareerNames, name_key
from careerprint.reading.plain_words import shortened
from careerprint.roster.cells import Fault

_BETWEEN: Final = re.compile(
    r"[;,|\r\n\v\u2028]"
    r"|(?:^|(?<=[\s;,|]))(?:[-•*·–](?=\s)|\#?\(?\d{1,2}\s?[.):]{1,2}(?=\s|[^\W\d]))"
    r"|(?P<weak>(?<=\s)(?:and|y|or|o)(?=\s)|[&+]|/(?!(?:as?|os?|es?)\b))",
    re.IGNORECASE,
)
"""What ends an entry: a sign, or the number or bullet of the next (“1. nurse 2. chef”); and what
is weak: it may as well stand within a name."""
_SHOWN: Final = 40
"""Characters of an unknown career that a fault shows."""
_NO_ANSWER: Final = frozenset(
    name_key(words)
    for words in (
        *("idk", "i don't know", "don't know", "not sure", "unsure", "undecided", "no idea"),
        *("none", "n/a", "nothing", "no", "tbd", "?", "no sé", "no lo sé", "ninguno", "ninguna"),
        *("nada", "todavía no sé"),
    )
)
"""Answers of those who name no career."""

_CELL: Final = "this cell"
"""What a fault says of a cell with one choice that may not be shown."""
Seek = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A choice that names no career, or several; it reads on without the cell's text.

    ``word`` is what was written, shortened, or empty if it may not be shown; ``nearest`` has the
    ids of the careers that may be meant. ``is_misspelled`` says that it is a name of the first
    but for a letter or two; ``is_answer`` that it is more than “none” or “not sure”.
    """

    word: str = ""
    fault: Fault
    nearest: tuple[str, ...] = ()
    is_misspelled: bool = False
    is_answer: bool = True

    def hidden(self) -> "Unread":
        """Give it without the word."""
        message = self.fault.message.replace(f" ('{self.word}')", "")
        message = message.replace(f"'{self.word}'", _CELL)
        return replace(self, word="", fault=replace(self.fault, message=message))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What stands between two separators: from where to where, and in which entry of the list."""

    start: int
    end: int
    entry: int


class Choices:
    """The careers that can be chosen, by any of their names."""

    def __init__(self, names: CareerNames, kin: Seek | None = None) -> None:
        """Take what every career is called, and what finds those of the field of another."""
        self._names, self._kin = names, kin
        self._most = max((len(_pieces(word)) for word in names.words), default=1)

    def read(self, text: str) -> Iterator[str | Unread]:
        """Give the id of each career in a list, or what is wrong with it, in its order.

        Entries are separated by semicolons, commas, bars, line breaks, numbers and bullets, and
        within them by strokes, ``&``, “and” and “or”. The longest name that fits is meant, so
        that none is torn; an entry of which no part is a name is unknown as a whole.
        """
        found = list(self._found(text))
        for position, (ids, written) in enumerate(found, 1):
            if len(ids) == 1:
                yield ids[0]
            else:
                yield self._unread(written, position if len(found) > 1 else 0, ids)

    def _found(self, text: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """Give the careers of each choice, and how it is written."""
        pieces = _pieces(text)
        parts: list[tuple[tuple[str, ...], list[_Piece]]] = []
        at = 0
        while at < len(pieces):
            ids, end = self._longest(text, pieces, at)
            parts.append((ids, pieces[at:end]))
            at = end
        named = {piece.entry for ids, part in parts if ids for piece in part}
        joined: list[tuple[tuple[str, ...], list[_Piece]]] = []
        for ids, part in parts:
            entry = part[0].entry
            if not ids and entry not in named and joined and joined[-1][1][0].entry == entry:
                joined[-1][1].extend(part)
            else:
                joined.append((ids, part))
        for ids, part in joined:
            yield ids, " ".join(text[part[0].start : part[-1].end].split())

    def _longest(self, text: str, pieces: list[_Piece], at: int) -> tuple[tuple[str, ...], int]:
        for end in range(min(at + self._most, len(pieces)), at, -1):
            ids = self._names.find(text[pieces[at].start : pieces[end - 1].end])
            if ids:
                return ids, end
        return (), at + 1

    def _unread(self, word: str, position: int, ids: tuple[str, ...]) -> Unread:
        """Say what is wrong with a choice; its position is 0 if it is the only one of its cell."""
        if ids:
            what = f"number {position} of this cell" if position else "this cell"
            message = f"{what} is a name of several careers"
            hint = f"write the id of one: {', '.join(ids)}"
            return Unread(word=word, fault=Fault(message=message, hint=hint), nearest=ids)
        seen = "" if "@" in word else shortened(word, _SHOWN)
        what = f"'{seen}'" if seen else _CELL
        if position:
            what = f"number {position} of this cell" + (f" ('{seen}')" if seen else "")
        if name_key(word) in _NO_ANSWER:
            message = f"{what} names no career"
            hint = "write one, or leave the cell empty"
            return Unread(word=seen, fault=Fault(message=message, hint=hint), is_answer=False)
        nearest, hint = self._names.nearest(word), self._names.hint(word)
        kin = self._kin(word) if self._kin else ()
        meant = "" if kin else self._names.misspelled(word)  # an occupation is no slip
        if meant:
            nearest = tuple(dict.fromkeys((meant, *nearest)))
        if kin and not nearest:
            nearest = kin
            titles = ", ".join(f"'{self._names.title(name)}'" for name in nearest)
            hint = f"in the library there is of this field: {titles}"
        message = f"{what} is no career of the library"
        return Unread(
            word=seen,
            fault=Fault(message=message, hint=hint or "careerprint list shows all careers"),
            nearest=nearest,
            is_misspelled=bool(meant),
        )


def _pieces(text: str) -> list[_Piece]:
    """Take a list apart at everything that may separate two choices."""
    found: list[_Piece] = []
    entry, start = 0, 0
    for match in _BETWEEN.finditer(text):
        if text[start : match.start()].strip():
            found.append(_Piece(start=start, end=match.start(), entry=entry))
        entry += match["weak"] is None
        start = match.end()
    if text[start:].strip():
        found.append(_Piece(start=start, end=len(text), entry=entry))
    return found
