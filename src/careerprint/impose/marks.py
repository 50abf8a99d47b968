"""Where to fold, cut and staple: fine grey lines, in content-stream operators.

They are drawn in DeviceGray, so that a copier counts no colour page for them. A line that
stands on blank paper is half a point wide; one that must stand in a page's margin is a hairline.
"""

from dataclasses import dataclass
from typing import Final

MM: Final = 72 / 25.4
"""Points in a millimetre."""
_CLEAR: Final = 5 * MM
"""What most office printers cannot print along the edges of a sheet, and a little more."""
_LONG: Final = 5 * MM
_SHORTEST: Final = 2 * MM
_STAPLE: Final = 12 * MM
"""The crown of a common staple."""
_LINE_PT: Final = 0.5
_HAIRLINE_PT: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A sheet that marks stand on, in points.

    ``beside`` and ``above`` are the widths of the blank strips between its edges and the pages.
    """

    width: float
    height: float
    beside: float
    above: float


def fold_marks(ground: Ground) -> str:
    """Give one mark at the head and one at the foot of the line where the sheet is folded."""
    start, end, width = _reach(ground.above)
    x, height = ground.width / 2, ground.height
    return _drawn(width, ((x, start, x, end), (x, height - start, x, height - end)))


def cut_marks(ground: Ground) -> str:
    """Give a mark at each end of the two lines that cut the sheet into four."""
    start, end, width = _reach(ground.beside)
    y, right = ground.height / 2, ground.width
    across = _drawn(width, ((start, y, end, y), (right - start, y, right - end, y)))
    return fold_marks(ground) + across


def staple_marks(ground: Ground, spine: float) -> str:
    """Give a mark, as long as a staple, at either quarter height of the spine (its length)."""
    x, middle = ground.width / 2, ground.height / 2
    heights = (middle - spine / 4, middle + spine / 4)
    return _drawn(_HAIRLINE_PT, tuple((x, y - _STAPLE / 2, x, y + _STAPLE / 2) for y in heights))


def _reach(room: float) -> tuple[float, float, float]:
    """Give how far from the sheet's edge a mark starts and ends, and how wide it is."""
    if room >= _CLEAR + _SHORTEST:
        return _CLEAR, min(_CLEAR + _LONG, room), _LINE_PT
    return _CLEAR, _CLEAR + _LONG, _HAIRLINE_PT


def _drawn(width: float, lines: tuple[tuple[float, float, float, float], ...]) -> str:
    strokes = "\n".join(f"{x:.3f} {y:.3f} m {u:.3f} {v:.3f} l S" for x, y, u, v in lines)
    return f"q 0 G {width} w\n{strokes}\nQ\n"
