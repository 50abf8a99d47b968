"""Which letters can be set, and in which face: the one place that knows.

All that is printed asks here: profiles, a project's lines, the names of a roster, a booklet's
title. A text is taken apart into *runs*, each of one face. Scripts are told apart by what the
faces have, directions by the Unicode Bidirectional Algorithm's classes (UAX #9), letters with
their marks by the rules for grapheme clusters (UAX #29, as far as names need them).
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from careerprint.errors import UsageError
from careerprint.typefaces.faces import FALLBACKS, SANS, Fallback, face_file, own_family

ALWAYS_COVERED: Final = frozenset(
    [*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x17F)), *"–—‘’‚“”„†•…‹›€™\t\n\r"]
) - frozenset("\xadĿŀŉ")
"""Characters that every face has, known without opening a file."""

LATIN: Final = "".join(map(chr, (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180))))
MARKS: Final = "–—‘’“”„…·•−€™×÷½¼¾′″←→"
"""What booklets commonly have; a soft hyphen is left out."""
COMMON: Final = frozenset(f" \n\xa0{LATIN}{MARKS}")

UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f")
"""Characters that print nothing themselves: typesetting needs no glyph for them."""

SPACES: Final = {
    **dict.fromkeys(map(ord, "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008"), " "),
    **dict.fromkeys(map(ord, "\u2007\u2009\u200a\u202f"), "\u00a0"),
}
"""Typographic spaces that the faces lack → the space that is set for them."""

_MARK: Final = frozenset({"Mn", "Mc", "Me"})
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_LEFT_TO_RIGHT: Final = frozenset({"L", "EN", "AN"})
_JOINERS: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a text that is set in the same faces.

    ``families`` are tried in this order; none means those of the text around it. ``language``
    is that of its script, where it tells one.
    """

    text: str
    families: tuple[str, ...] = ()
    language: str = ""
    is_rtl: bool = False


def is_plain(text: str) -> bool:
    """Tell at once whether a text has nothing but letters that every face has."""
    return ALWAYS_COVERED.issuperset(text)


class Spoken(Enum):
    """How a line's letters are said by its glyphs, drawn from left to right."""

    BY_GLYPHS = "one by one"
    REVERSED = "one by one, from the right"
    BESIDE = "not by them alone"


def spoken(text: str) -> Spoken:
    """Tell how a text's letters are said by its glyphs.

    One by one they are in the Latin, Greek, Cyrillic and East Asian scripts, without marks.
    """
    if is_plain(text):
        return Spoken.BY_GLYPHS
    directions = {unicodedata.bidirectional(c) for c in text}
    if any(unicodedata.category(c) in _MARK or c in _JOINERS or _is_stacked(c) for c in text):
        return Spoken.BESIDE
    if not directions & _RIGHT_TO_LEFT:
        return Spoken.BY_GLYPHS
    return Spoken.BESIDE if directions & _LEFT_TO_RIGHT else Spoken.REVERSED


def _is_stacked(character: str) -> bool:
    """Tell whether a character is of a script of South or Southeast Asia."""
    return 0x0900 <= ord(character) <= 0x109F or 0x1780 <= ord(character) <= 0x17FF


def runs(text: str, fonts: tuple[Path, ...] = ()) -> tuple[Run, ...]:
    """Give a text as runs, in its order.

    ``fonts`` are a project's own font files. What no face has is in the run around it. A text
    from right to left is one run from its first to its last letter of that direction, so that
    the typesetter orders it as a whole.
    """
    if is_plain(text):
        return (Run(text=text),)
    places = _faces_of(tuple(_clusters(text)), fonts)
    return tuple(_joined(places))


def missing_characters(text: str, fonts: tuple[Path, ...] = ()) -> str:
    """Give the characters of a text that no face has, each once, in order of appearance.

    ``fonts`` are further font files that may be used.
    """
    if is_plain(text):
        return ""
    return "".join(c for c in dict.fromkeys(text) if not _is_covered(c, fonts))


def without_missing(text: str, fonts: tuple[Path, ...] = ()) -> str:
    """Give a text without the characters that no face has, and the spaces around them."""
    missing = set(missing_characters(text, fonts))
    return " ".join("".join(c for c in text if c not in missing).split()) if missing else text


def mend(missing: str) -> str:
    """Give what to do about characters that no face has."""
    extras = {one.extra for one in FALLBACKS if one.extra and one.path is None}
    if "cjk" in extras and any(_is_east_asian(c) for c in missing):
        return "Chinese, Japanese and Korean need: pip install 'careerprint[cjk]'"
    return "replace them, or put a font that has them into the project's fonts/"


def named(missing: str, most: int = 8) -> str:
    """Give characters as a message lists them."""
    names = ", ".join(map(character_name, missing[:most]))
    return f"{names} and {len(missing) - most} more" if len(missing) > most else names


def character_name(character: str) -> str:
    """Give a character as a message shows it: itself if it can be seen, else its name."""
    shown = character
    if not character.isprintable() or character.isspace():
        shown = unicodedata.name(character, "invisible character").lower()
    return f"{shown} (U+{ord(character):04X})"


# --- faces -------------------------------------------------------------------------------


@cache
def characters(file: Path) -> frozenset[int]:
    """Give the characters that a font file has; raises ``UsageError`` if it is none."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with file.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or {})
    except (TTLibError, OSError, AssertionError) as error:
        raise UsageError(
            f"{file} cannot be read as a font", hint="replace it, or take it out of fonts/"
        ) from error


@lru_cache(maxsize=4096)
def _is_covered(character: str, fonts: tuple[Path, ...]) -> bool:
    if character in ALWAYS_COVERED or character in UNSEEN or ord(character) in SPACES:
        return True
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return False  # a sign that turns or hides what follows is none of a text's letters
    files = (face_file("sans"), *fonts, *(one.path for one in FALLBACKS))
    return any(ord(character) in characters(file) for file in files if file is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Face:
    """A face that a cluster can be set in, beside those of the text around it."""

    family: str
    file: Path
    language: str = ""


def _own_and_fallbacks(text: str, fonts: tuple[Path, ...]) -> Iterator[_Face]:
    """Give the faces to ask, in order: the project's own, then the fallbacks."""
    for number, file in enumerate(fonts):
        yield _Face(family=own_family(number), file=file)
    yield _Face(family=SANS, file=face_file("sans"))
    for one in _in_order(text):
        if one.path is not None:
            yield _Face(family=one.family, file=one.path, language=one.language)


def _in_order(text: str) -> Iterable[Fallback]:
    """Give the fallbacks, with the one whose country writes these Han characters first.

    Kana is Japanese and Hangul Korean. Otherwise the characters decide: those of the simplified
    set (GB 2312), the traditional (Big5), the Japanese (JIS X 0208); with none, simplified.
    """
    if not any(_is_east_asian(c) for c in text):
        return FALLBACKS
    first = next((key for key, is_so in _EAST_ASIAN if is_so(text)), "zh-Hans")
    return sorted(FALLBACKS, key=lambda one: one.language != first)


def _is_east_asian(character: str) -> bool:
    return (unicodedata.east_asian_width(character) in "WF" and ord(character) < 0x1F000) or (
        0x20000 <= ord(character) < 0x40000
    )


def _has(low: int, high: int, text: str) -> bool:
    return any(low <= ord(c) <= high for c in text)


def _is_encoded(text: str, encoding: str) -> bool:
    han = "".join(c for c in text if _has(0x3400, 0x9FFF, c))
    try:
        han.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


_EAST_ASIAN: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("ja", lambda text: _has(0x3040, 0x30FF, text)),
    ("ko", lambda text: _has(0xAC00, 0xD7A3, text) or _has(0x1100, 0x11FF, text)),
    ("zh-Hans", lambda text: _is_encoded(text, "gb2312")),
    ("zh-Hant", lambda text: _is_encoded(text, "big5")),
    ("ja", lambda text: _is_encoded(text, "shift_jis")),
)
"""The language of a fallback that Han characters are set in → whether a text is in it."""


# --- clusters ----------------------------------------------------------------------------


def _clusters(text: str) -> Iterator[str]:
    """Give letters with the marks and joiners that belong to them."""
    start = 0
    for at in range(1, len(text) + 1):
        is_whole = at == len(text) or not (
            unicodedata.category(text[at]) in _MARK
            or text[at] in _JOINERS
            or text[at - 1] == "\u200d"
            or "\U0001f3fb" <= text[at] <= "\U0001f3ff"
        )
        if is_whole:
            yield text[start:at]
            start = at


@dataclass(slots=True)
class _Place:
    """A cluster with its face; None is that of the text around it."""

    text: str
    face: _Face | None
    is_letter: bool
    is_rtl: bool


def _faces_of(clusters: tuple[str, ...], fonts: tuple[Path, ...]) -> list[_Place]:
    faces = tuple(_own_and_fallbacks("".join(clusters), fonts))
    places = [
        _Place(
            text=cluster,
            face=_face_of(cluster, faces),
            is_letter=unicodedata.category(cluster[0])[0] == "L",
            is_rtl=unicodedata.bidirectional(cluster[0]) in _RIGHT_TO_LEFT,
        )
        for cluster in clusters
    ]
    _spread(places)
    return places


def _face_of(cluster: str, faces: tuple[_Face, ...]) -> _Face | None:
    """Give the first face that has a letter and all of its marks.

    A letter alone is left to the text's own faces if Source Sans has it: the engine takes it
    from there. With marks it has to be one face, or they would be set beside it.
    """
    seen = [c for c in cluster if c not in UNSEEN and ord(c) not in SPACES]
    if all(c in ALWAYS_COVERED for c in seen):
        return None
    found = next((f for f in faces if all(ord(c) in characters(f.file) for c in seen)), None)
    return None if found is not None and found.family == SANS and len(seen) == 1 else found


def _spread(places: list[_Place]) -> None:
    """Set a whole word in the face that one letter of it needs, and what is between two such.

    A Latin word is set in one face; spaces and signs between two letters of one face are too.
    """
    for step in (1, -1):
        before: _Place | None = None
        for place in places[::step]:
            is_word = place.is_letter and place.face is None and not place.is_rtl
            if is_word and before is not None and before.is_letter and _takes(before.face, place):
                place.face = before.face
            before = place
    last: int | None = None
    for at, place in enumerate(places):
        if place.face is None:
            continue
        is_between = last is not None and places[last].face == place.face
        between = places[last + 1 : at] if is_between and last is not None else []
        if all(not one.is_letter and _takes(place.face, one) for one in between):
            for one in between:
                one.face = place.face
        last = at


def _takes(face: _Face | None, place: _Place) -> bool:
    return face is not None and all(
        c in UNSEEN or ord(c) in characters(face.file) for c in place.text
    )


def _joined(places: list[_Place]) -> Iterator[Run]:
    """Give neighbours of one face as a run, and what is from right to left as one."""
    at = 0
    while at < len(places):
        end = _end_of_rtl(places, at) if places[at].is_rtl else _end_of_face(places, at)
        part = places[at:end]
        faces = list(dict.fromkeys(one.face for one in part if one.face is not None))
        own = any(one.face is None for one in part)
        yield Run(
            text="".join(one.text for one in part),
            families=(*(one.family for one in faces), *((SANS,) if faces and own else ())),
            language=faces[0].language if faces else "",
            is_rtl=places[at].is_rtl,
        )
        at = end


def _end_of_face(places: list[_Place], at: int) -> int:
    end = at
    while end < len(places) and places[end].face == places[at].face and not places[end].is_rtl:
        end += 1
    return end


def _end_of_rtl(places: list[_Place], at: int) -> int:
    return max(number for number, place in enumerate(places) if place.is_rtl and number >= at) + 1
