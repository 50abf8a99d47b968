"""A web address → a QR code (ISO/IEC 18004) as one SVG path."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, product
from typing import Final

from careerprint.figures.career_link import Leads, career_link
from careerprint.profile.library import Career
from careerprint.settings import Variant
from careerprint.view.rich import address_in_words
from careerprint.view.wording import Wording

QUIET_ZONE_MODULES: Final = 4
"""What stays white around the symbol (ISO/IEC 18004, 5.3.8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A QR code to draw: ``path`` in modules, ``modules`` across with the quiet zone.

    ``caption`` says where it leads, ``address`` is its address in words. ``at`` is the place of the
    profile that the address is from, if it is from one.
    """

    url: str
    address: str
    modules: int
    path: str
    caption: str
    alt: str
    at: str = ""

    def quiet_mm(self, symbol_mm: float) -> float:
        """Give the width of the quiet zone around a symbol of a width, in millimetres."""
        return round(symbol_mm * QUIET_ZONE_MODULES / (self.modules - 2 * QUIET_ZONE_MODULES), 2)

    def width_mm(self, symbol_mm: float) -> float:
        """Give the width of the drawing, quiet zone and all, for a symbol of a width."""
        return round(symbol_mm + 2 * self.quiet_mm(symbol_mm), 2)


def career_code(career: Career, variant: Variant, wording: Wording) -> QrCode | None:
    """Give the code that leads to a career, with words for where it leads.

    In a booklet they name it: a line that is the same on every page reads as a running foot.
    """
    words = wording.words
    link = career_link(career.profile, career.id, career.language, variant)
    if link is None:
        return None
    caption = words[link.leads.value]
    if variant.is_bound and link.leads in {Leads.CAREER, Leads.NEAREST}:
        caption = words["scan_bound"].format(title=link.title)
    code = qr_code(link.url, caption=caption, alt=f"{words['qr']} {link.url}")
    return replace(code, at=".".join(map(str, link.at))) if link.at else code


@cache
def qr_code(url: str, *, caption: str, alt: str) -> QrCode:
    """Give the QR code of an address, at error correction level Q; made once for each."""
    import segno

    matrix = segno.make(url, error="q", micro=False, boost_error=False).matrix
    return QrCode(
        url=url,
        address=address_in_words(url),
        modules=len(matrix) + 2 * QUIET_ZONE_MODULES,
        path=_outline(matrix),
        caption=caption,
        alt=alt,
    )


def _outline(matrix: Sequence[Sequence[int]]) -> str:
    """Trace the dark modules: each area's border once, dark to its right hand.

    Areas drawn whole leave no hairlines between modules, and need a third of the numbers.
    """
    size = len(matrix)

    def is_dark(x: int, y: int) -> bool:
        return 0 <= x < size and 0 <= y < size and bool(matrix[y][x])

    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for y, x in product(range(size), repeat=2):
        if not is_dark(x, y):
            continue
        for dx, dy, start, end in _SIDES:
            if not is_dark(x + dx, y + dy):
                corner = (x + start[0], y + start[1])
                edges.setdefault(corner, []).append((x + end[0], y + end[1]))
    parts = []
    while edges:
        parts.append(_loop(edges, next(iter(edges))))
    return "".join(parts)


_SIDES: Final = (
    (0, -1, (0, 0), (1, 0)),
    (1, 0, (1, 0), (1, 1)),
    (0, 1, (1, 1), (0, 1)),
    (-1, 0, (0, 1), (0, 0)),
)
"""The sides of a module: the neighbour beyond it, and its ends going clockwise."""


def _loop(edges: dict[tuple[int, int], list[tuple[int, int]]], start: tuple[int, int]) -> str:
    """Take one closed border out of ``edges`` and give it as a path."""
    corners = [start]
    while True:
        ends = edges[corners[-1]]
        point = ends.pop()
        if not ends:
            del edges[corners[-1]]
        if len(corners) > 1 and _is_straight(corners[-2], corners[-1], point):
            corners[-1] = point
        else:
            corners.append(point)
        if point == start:
            break
    quiet = QUIET_ZONE_MODULES
    moves = [f"h{b[0] - a[0]}" if a[1] == b[1] else f"v{b[1] - a[1]}" for a, b in pairwise(corners)]
    return f"M{start[0] + quiet} {start[1] + quiet}{''.join(moves[:-1])}z"


def _is_straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return a[0] == b[0] == c[0] or a[1] == b[1] == c[1]
