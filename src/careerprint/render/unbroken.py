"""What no line may break within: short compounds, figures, and a dash that is close to a word.

X-ray, flat-top, 2024–34; and —as pairs of dashes stand in Spanish— like this. A word joiner
(U+2060) at the hyphen or dash forbids the break. It prints nothing, and it is not in the text of
the PDF.
"""

import re
from typing import Final

from careerprint.render.scripts import PIECES

JOINER: Final = "\u2060"
_COMPOUND: Final = re.compile(r"(?<![\w./@-])\w+(?:[-–]\w+)+(?![\w/@-]|\.\w)")
_LONGEST: Final = 12
"""Letters of a compound: a longer one may be broken, or narrow columns would get ragged."""
_SHORT_PART: Final = 4
_HYPHEN: Final = re.compile(r"(?<=[-–])")
_CLOSE_DASH: Final = re.compile(r"(?<=\S)(?=—)|(?<=\s—)(?=\S)|(?<=^—)(?=\S)")
"""Before a dash behind a word, and behind one that opens."""


def unbroken(html: str) -> str:
    """Give HTML with these joined; tags, drawings and styles stay as they are."""
    pieces: list[str] = []
    is_drawing = False
    for found in PIECES.finditer(html):
        piece = found[0]
        if piece.startswith("<"):
            is_drawing = is_drawing or piece[:4].lower() == "<svg"
            is_drawing = is_drawing and piece[:6].lower() != "</svg>"
        elif not is_drawing:
            piece = _CLOSE_DASH.sub(JOINER, _COMPOUND.sub(_joined, piece))
        pieces.append(piece)
    return "".join(pieces)


def _joined(found: re.Match[str]) -> str:
    word = found[0]
    parts = re.split("[-–]", word)
    is_short = len(word) <= _LONGEST and min(map(len, parts)) <= _SHORT_PART
    return _HYPHEN.sub(JOINER, word) if is_short else word
