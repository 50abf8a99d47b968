"""Words that may be spelled in two ways, and are spelled in one throughout a file."""

import re
from collections.abc import Iterator
from typing import Final

from careerprint.profile.slips import Slip

_SPELLINGS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i)\b(?:(e-mail)|(email))(?=s?\b)",
        r"(?i)\b(?:(per cent)|(percent))\b",
        r"(?i)\b(?:(health care)|(healthcare))\b",
        r"(?i)\b(?:(website)|(web site))(?=s?\b)",
        r"(?<!\w)(?:(U\.S\.)|(US))(?!\w)",
        r"\b(?:(okay)|(OK))\b",
        r"(?i)\b(?:(adviser)|(advisor))(?=s?\b)",
        r"(?i)\b(?:(toward)|(towards))\b",
        r"(?i)\b(?:(gray)|(grey))\b",
        r"(?i)\b(?:(color)|(colour))(?=s?\b)",
        r"(?i)\b(?:(full-time)|(fulltime))\b",
    )
)


def mixed_spellings(texts: list[str]) -> Iterator[tuple[int, Slip]]:
    """Give a slip for each word that a file spells in two ways, with the number of its text."""
    for pattern in _SPELLINGS:
        found = [(n, one) for n, text in enumerate(texts) for one in pattern.finditer(text)]
        ways = [next(n for n, way in enumerate(one.groups()) if way) for _, one in found]
        if len(set(ways)) < 2:
            continue
        usual = max(set(ways), key=ways.count)
        written = [one[0] for (_, one), way in zip(found, ways, strict=True) if way == usual]
        other = min(written, key=str.istitle)
        for (number, one), way in zip(found, ways, strict=True):
            if way != usual:
                yield (
                    number,
                    Slip(
                        start=one.start(),
                        end=one.end(),
                        instead=other.capitalize() if one[0][0].isupper() else other,
                        message=f"“{one[0]}” is spelled “{other}” elsewhere in the file",
                    ),
                )
