"""A person's name as a school lists it → as it is printed: “Ejemplo, Ana” is Ana Ejemplo.

Only the order changes, and only where it is certain; no letter does. Rules of our own: parsers
of names know Western ones, turn 王 小明 around and take a class for a first name.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

_PART: Final = re.compile(r"(?:\([^()]*\)|[^,،，])+")
"""What stands between commas; one in brackets parts nothing."""
_NICKNAME: Final = re.compile(r"\([^()]*\)|\"[^\"]*\"|“[^“”]*”|«[^«»]*»")
_SUFFIX: Final = re.compile(r"(?i:[js]r\.?|esq\.?|ph\.?d\.?|ed\.?d\.?|m\.?d\.)|II|III|IV|VI{1,3}")
"""What follows a surname. V alone may be a middle name, and Ii is a surname of Japan."""
_NO_NAME: Final = re.compile(r"(?<!\S)\d|@")
"""What a class or an address has, and a name has not."""
_PARTICLE: Final = re.compile(
    r"de|dela?|las?|los|da|dos?|das|di|du|van|von|vander|de[rn]|te[rn]|zu|a[fv]"
    r"|bin|ibn|bint|ben|abu|al|el|ap|[yei]|De|Dela?|Las?|Los"
)
"""What stands before a surname and belongs to it."""
_ANDS: Final = frozenset("yei")
"""What joins two surnames: the word before it is a surname too."""
_FAMILY_FIRST: Final = ("CJK ", "HANGUL ", "HIRAGANA ", "IDEOGRAPHIC ")
"""Scripts in which the family name comes first; katakana is for names from elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name in reading order; ``first`` and ``last`` are for file names and order.

    ``first`` has no nickname. Where ``is_certain`` is false, ``whole`` is as it was written.
    """

    first: str = field(repr=False)
    last: str = field(repr=False)
    whole: str = field(repr=False)
    is_certain: bool = True


def read_name(text: str) -> PersonName:
    """Read a name in one line: “First Last”, “Last, First”, “Last, First, Jr.”, “Last Jr., First”.

    Without a comma the parts are a guess: “Ana Ejemplo Muestra” has two surnames.
    """
    parts = [part.strip() for part in _PART.findall(text)]
    parts = [part for part in parts if part]
    names = [part for place, part in enumerate(parts) if not place or not _SUFFIX.fullmatch(part)]
    suffixes = "".join(f", {part}" for part in parts[1:] if _SUFFIX.fullmatch(part))
    if len(names) == 2 and not _NO_NAME.search(" ".join(names)):
        return _in_order(names[0], names[1], suffixes)
    whole = text.strip(" ,،，")
    if len(names) != 1:
        return PersonName(first="", last=whole, whole=whole, is_certain=False)
    first, last = _split(names[0])
    is_certain = whole == text and bool(first or not suffixes)
    return PersonName(first=first, last=last + suffixes, whole=whole, is_certain=is_certain)


def in_reading_order(first: str, last: str) -> str:
    """Give a first and a last name in the order of their script."""
    pair = (last, first) if _is_family_first(last + first) else (first, last)
    return " ".join(pair).strip()


def _in_order(last: str, first: str, suffixes: str) -> PersonName:
    """Put “Last, First” in order; a suffix at the end of the first name goes behind the last."""
    *given, end = first.split()
    if given and _SUFFIX.fullmatch(end):
        first, suffixes = " ".join(given), f" {end}{suffixes}"
    whole = in_reading_order(first, last) + suffixes
    return PersonName(first=_called(first), last=_called(last) + suffixes, whole=whole)


def _split(name: str) -> tuple[str, str]:
    """Guess first and last name of a name without a comma."""
    words = _called(name).split()
    if words and _is_family_first("".join(words)):
        return " ".join(words[1:]), words[0]
    start = len(words) - 1
    while start > 0 and _SUFFIX.fullmatch(words[start]):
        start -= 1
    while start > 1 and (_PARTICLE.fullmatch(words[start - 1]) or words[start] in _ANDS):
        start -= 1
    if words and _PARTICLE.fullmatch(words[0]) and words[0].islower():
        start = 0  # “de la Cruz” alone is a surname
    return " ".join(words[:start]), " ".join(words[start:])


def _called(name: str) -> str:
    """Give a name without nicknames, if anything is left."""
    return " ".join(_NICKNAME.sub(" ", name).split()) or name


def _is_family_first(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and all(
        unicodedata.name(sign, "").startswith(_FAMILY_FIRST) for sign in letters
    )
