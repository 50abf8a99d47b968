"""Signs that cannot be seen: what a web page or a word processor leaves in a file of text.

Three kinds do harm. Some end a line for YAML and for no editor (YAML 1.1, 4.2), some may not
stand in it at all, and some look like the space or the nothing that they are not.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

LINE_ENDS: Final = "\x85\u2028\u2029"
_UNFIT: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+"
)
_SIGNS: Final = "\xa0\xad\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff"
_ONE: Final = re.compile(f"[{_SIGNS}]")
_HEAD: Final = re.compile(rf"[\s{_SIGNS}-]*(?:[a-z_{_SIGNS}]+[ {_SIGNS}]*:[{_SIGNS}]?)?")
"""A line's indentation and dash, its key and what follows the colon."""
_LONGEST_HEAD: Final = 100
_SPACE: Final = re.compile(rf"(?:-|[a-z_]{{1,40}}:)([{_SIGNS}])")
_NAMES: Final = {"\x85": "next line"}
_ANEW: Final = "delete it, and type a space; if it belongs to the text, put the text in quotes"


def _name_of(sign: str) -> str:
    """Give a sign in words: ``an invisible sign (no-break space, U+00A0)``."""
    name = _NAMES.get(sign) or unicodedata.name(sign, "control character").lower()
    return f"an invisible sign ({name}, U+{ord(sign):04X})"


def is_sign(letter: str) -> bool:
    """Whether a letter cannot be seen, or passes for a common space."""
    return _ONE.match(letter) is not None


def without_signs(text: str) -> str:
    """Give a text without the signs in it."""
    return _ONE.sub("", text)


def sign_for_space(text: str) -> int | None:
    """Give where a plain value has a sign in place of the space after its dash or key."""
    found = _SPACE.match(text)
    return found.start(1) if found else None


def sign_in_head(line: str) -> int | None:
    """Give where a sign stands in a line's indentation, in its key or behind that."""
    head = _HEAD.match(line[:_LONGEST_HEAD])
    found = _ONE.search(head[0]) if head else None
    return found.start() if found else None


def out_of_place(sign: str) -> tuple[str, str]:
    """Give message and hint for a sign in a key, or where YAML looks for a space."""
    return f"{_name_of(sign)} stands where only a common space may", _ANEW


def unfit(text: str) -> Iterator[tuple[int, str, str]]:
    """Give index, message and hint of each sign that no file of ours may hold.

    Of several that stand together it is the first.
    """
    for found in _UNFIT.finditer(text):
        sign = found[0][0]
        if sign in LINE_ENDS:
            message = f"{_name_of(sign)} stands here, which ends a line for YAML"
            hint = "delete it, and type a space or a new line: it is left when a page is copied"
        else:
            message = f"an invisible control character (U+{ord(sign):04X}) stands here"
            hint = "delete it: it often comes along when text is pasted"
        yield found.start(), message, hint
