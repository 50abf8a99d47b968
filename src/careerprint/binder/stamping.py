"""Page numbers and running heads, printed as pagination artifacts (ISO 32000-1, 14.8.2.2)."""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from careerprint.binder.fonts import Face
from careerprint.binder.makeready import ReadyPage
from careerprint.binder.running_head import Head
from careerprint.binder.source import padded


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """How page numbers and running heads are set: a donor's face, sizes in points.

    ``baseline_pt`` is measured from the foot of the page, ``margin_pt`` from its outer edges.
    """

    font: str
    size_pt: float = 8
    baseline_pt: float = 20
    margin_pt: float = 30


def font_name(page: ReadyPage) -> str:
    """Give a name for the stamp's face that no font of a page has (7.8.3)."""
    name, number = _FONT, 0
    while name in page.font_names:
        number += 1
        name = f"{_FONT}{number}"
    return name


_FONT: Final = "/PageNumber"
BEFORE: Final = b"q\n"
"""What is drawn before a page that is stamped: its graphics state is kept (8.4.2)."""


def head_names(page: ReadyPage, head: Head) -> tuple[str, ...]:
    """Give names for the fonts of a running head that no font of a page has."""
    return tuple(f"{font_name(page)}.{number}" for number in range(len(head.fonts)))


def footer(page: ReadyPage, stamp: Stamp, face: Face, texts: tuple[str | Head, ...]) -> bytes:
    """Give the content that prints a text at the left and one at the right of the foot, deflated.

    A text is set in the face, or was set before. Raises ``BindError`` if the face lacks a
    character.
    """
    font = font_name(page)
    shown = []
    for text in texts:
        if isinstance(text, Head):
            shown.append((text.shown(head_names(page, text)), text.width_pt))
        else:
            codes, width_em = face.show(text)
            line = b"BT %s %g Tf %s Tj ET" % (font.encode(), stamp.size_pt, codes)
            shown.append((line, width_em * stamp.size_pt))
    return _footer(tuple(shown), *_upright(page.boxes.seen, page.boxes.angle), stamp)


@lru_cache(maxsize=4096)
def _footer(
    shown: tuple[tuple[bytes, float], ...], turn: bytes, width: float, stamp: Stamp
) -> bytes:
    lines = []
    for (line, width_pt), is_at_right in zip(shown, (False, True), strict=True):
        x = width - stamp.margin_pt - width_pt if is_at_right else stamp.margin_pt
        if width_pt:
            lines.append(b"q 1 0 0 1 %.2f %.2f cm %s Q" % (x, stamp.baseline_pt, line))
    content = b"\nQ\n"
    if lines:
        content += (
            b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq %s cm 0 g\n%s\nQ\nEMC"
            % (turn, b"\n".join(lines))
        )
    return zlib.compress(padded(content))


def _upright(box: tuple[float, float, float, float], angle: int) -> tuple[bytes, float]:
    """Give the matrix from a page as it is seen to its own space, and the width that is seen.

    What is seen is the crop box (14.11.2), turned as the page says (7.7.3.3).
    """
    left, foot, right, top = box
    turned = {
        90: ((0, 1, -1, 0, right, foot), top - foot),
        180: ((-1, 0, 0, -1, right, top), right - left),
        270: ((0, -1, 1, 0, left, top), top - foot),
    }
    matrix, width = turned.get(angle, ((1, 0, 0, 1, left, foot), right - left))
    return b" ".join(b"%g" % n for n in matrix), width
