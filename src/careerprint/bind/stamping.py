"""Page numbers and running heads, printed as pagination artifacts (ISO 32000-1, 14.8.2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Dictionary, Name, Page, Pdf

from careerprint.bind.fonts import Face
from careerprint.bind.pagination import Numbering, Placement, label
from careerprint.bind.part import Part
from careerprint.bind.source import wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """How page numbers and running heads are set: a donor's face, sizes in points.

    ``baseline_pt`` is measured from the foot of the page, ``margin_pt`` from its outer edges.
    """

    font: str
    size_pt: float = 8
    baseline_pt: float = 20
    margin_pt: float = 30


def stamp_pages(
    out: Pdf,
    parts: Sequence[Part],
    placements: Sequence[Placement],
    stamp: Stamp,
    face: Face,
) -> None:
    """Print each numbered page's number and running head at its foot, outer edge and inner."""
    for part, placement in zip(parts, placements, strict=True):
        if part.numbering is Numbering.NONE:
            continue
        for offset in range(len(part.range)):
            index = placement.first + offset
            page = out.pages[index]
            number = label(placement.number + offset, part.numbering)
            texts = (part.running, number) if index % 2 == 0 else (number, part.running)
            content = _footer(page, stamp, face, texts)
            page.obj.Contents = wrapped(out, page.obj, b"q\n", b"\nQ\n" + content)


def _footer(page: Page, stamp: Stamp, face: Face, texts: tuple[str, str]) -> bytes:
    """Give the content that prints a text at the left and one at the right of the foot."""
    turn, width = _upright(page)
    lines = []
    for text, is_at_right in zip(texts, (False, True), strict=True):
        if text:
            shown, width_em = face.show(text)
            x = width - stamp.margin_pt - width_em * stamp.size_pt if is_at_right else None
            x = stamp.margin_pt if x is None else x
            lines.append(b"1 0 0 1 %.2f %.2f Tm %s Tj" % (x, stamp.baseline_pt, shown))
    if not lines:
        return b""
    font = _font_of(page.obj, face).encode()
    return (
        b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n"
        b"q %s cm BT 0 g %s %g Tf\n%s\nET Q\nEMC" % (turn, font, stamp.size_pt, b"\n".join(lines))
    )


def _upright(page: Page) -> tuple[bytes, float]:
    """Give the matrix from the page as it is seen to its own space, and the width that is seen.

    What is seen is the crop box (14.11.2), turned as the page says (7.7.3.3).
    """
    x, y, other_x, other_y = (float(n) for n in page.cropbox.as_list())
    left, foot, right, top = min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)
    turned = {
        90: ((0, 1, -1, 0, right, foot), top - foot),
        180: ((-1, 0, 0, -1, right, top), right - left),
        270: ((0, -1, 1, 0, left, top), top - foot),
    }
    angle = int(page.obj.get("/Rotate", 0)) % 360
    matrix, width = turned.get(angle, ((1, 0, 0, 1, left, foot), right - left))
    return b" ".join(b"%g" % n for n in matrix), width


_FONT: Final = "/PageNumber"


def _font_of(page: Any, face: Face) -> str:
    """Give the name of the face in a page's resources (7.8.3), put there if need be."""
    if "/Resources" not in page:
        page.Resources = Dictionary()
    if "/Font" not in page.Resources:
        page.Resources.Font = Dictionary()
    fonts = page.Resources.Font
    name, number = _FONT, 0
    while name in fonts and fonts[Name(name)].objgen != face.font.objgen:
        number += 1
        name = f"{_FONT}{number}"
    fonts[Name(name)] = face.font
    return name
