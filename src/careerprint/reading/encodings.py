"""How the letters of a text are encoded: UTF-8, UTF-16, or a guess that is said.

A byte that is no UTF-8 is kept as a lone surrogate (PEP 383) and stands for a letter of the
encoding that the words around such bytes look like: so a file is read right if only some of its
lines are UTF-8.
"""

import codecs
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from careerprint.errors import ExitCode
from careerprint.reading.sheets import Guess, refused

_PORTION: Final = 65_536
"""Bytes, or characters, that are looked at in one go."""
_STRAY: Final = re.compile("[\udc80-\udcff]")
_WORD: Final = re.compile("[A-Za-z'’\udc80-\udcff-]*[\udc80-\udcff][A-Za-z'’\udc80-\udcff-]*")
_MOST_WORDS: Final = 500
"""Words that a guess is made from."""
_OLD: Final = {"Windows-1252": "cp1252", "Mac Roman": "mac_roman"}
"""What programs write that do not write UTF-8, the likelier first."""
_COMMON: Final = frozenset("áéíóúñüöäçèêëàâîïôõãåøæßÁÉÍÓÚÑÜÖÄÇÅØ'’")
_UNLIKELY, _ODD, _RARE = 1.0, 0.2, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How the bytes of a text become letters; ``guess`` is set if some of it is a guess.

    ``letters`` has the letter of each byte that is no UTF-8, by its surrogate.
    """

    name: str
    guess: Guess | None = None
    letters: Mapping[int, str] = field(default_factory=dict, repr=False)

    def opened(self, source: BinaryIO) -> io.TextIOWrapper:
        """Give a text as it stands, from its start; :meth:`read` gives it its letters."""
        source.seek(0)
        errors = "surrogateescape" if self.name == "utf-8-sig" else "replace"
        return io.TextIOWrapper(source, self.name, errors=errors, newline="")

    def is_guessed(self, text: str) -> bool:
        """Whether a text as it stands has letters that are a guess."""
        return self.guess is not None and _STRAY.search(text) is not None

    def read(self, text: str) -> str:
        """Give a text its letters; one that cannot be told becomes U+FFFD."""
        return text.translate(self.letters) if self.is_guessed(text) else text


def find_encoding(path: Path, source: BinaryIO) -> Encoding:
    """Tell how a text is encoded. All of it is looked through: one accent may stand at its end.

    Raises ``InputError`` if it is no text.
    """
    start = source.read(_PORTION)
    wide = _wide(start)
    source.seek(0)
    decoder = codecs.getincrementaldecoder(wide or "utf-8-sig")(
        "replace" if wide else "surrogateescape"
    )
    words: dict[str, None] = {}
    portion = start
    while portion:
        portion = source.read(_PORTION)
        text = decoder.decode(portion, final=not portion)
        if "\0" in text:
            message = "this is not a table of text"
            raise refused(path, message, "save it as XLSX or CSV", exit_code=ExitCode.USAGE)
        if not text.isascii() and len(words) < _MOST_WORDS:
            words |= dict.fromkeys(_WORD.findall(text))
    return Encoding(name=wide) if wide else _guessed(tuple(words))


def decoded(source: bytes) -> str:
    """Give the text of a small file: UTF-8, with or without its mark, or what it looks like."""
    text = source.decode("utf-8-sig", "surrogateescape")
    return _guessed(tuple(_WORD.findall(text))).read(text)


def _wide(start: bytes) -> str:
    """Give the name of UTF-16 by its mark, or by the zeros beside ASCII; empty if it is none."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in start:
        for name in ("utf-16-le", "utf-16-be"):
            text = start.decode(name, "replace")
            if "\0" not in text and re.search("[\r\n,;\t]", text):
                return name
    return ""


def _guessed(words: tuple[str, ...]) -> Encoding:
    """Give UTF-8, with what the words look like that are none."""
    if not words:
        return Encoding(name="utf-8-sig")
    readings = {name: _letters(codec) for name, codec in _OLD.items()}
    likeliest = min(
        readings, key=lambda name: sum(_oddness(word.translate(readings[name])) for word in words)
    )
    letters = readings[likeliest]
    read = dict.fromkeys(word.translate(letters) for word in words)
    shown = sorted(read, key=lambda word: not (len(word) > 1 and word.isalpha()))[:2]
    return Encoding(
        name="utf-8-sig", guess=Guess(encoding=likeliest, words=tuple(shown)), letters=letters
    )


def _letters(codec: str) -> dict[int, str]:
    return {0xDC00 + byte: bytes((byte,)).decode(codec, "replace") for byte in range(0x80, 0x100)}


def _oddness(word: str) -> float:
    """Say how unlike a word of a European language a text is: 0 if it may well be one."""
    if not re.search("[A-Za-z]", word):
        return 0.0  # a dash, or a letter by itself, may be anything
    return sum(
        _out_of_place(sign, before, after)
        for before, sign, after in zip(f" {word}", word, f"{word[1:]} ", strict=False)
        if not sign.isascii()
    )


def _out_of_place(sign: str, before: str, after: str) -> float:
    """Say how odd a sign is between its neighbours: capitals stand first, or among capitals."""
    rarity = 0.0 if sign in _COMMON else _RARE
    if sign == "’":
        return rarity if before.isalpha() else _UNLIKELY
    if not sign.isalpha():
        return _UNLIKELY
    if sign.isupper():
        return _UNLIKELY if before.islower() else rarity
    if after.isupper() or (before.isupper() and (after.isupper() or not after.isalpha())):
        return _UNLIKELY
    return rarity + (0.0 if before.isalpha() else _ODD)
