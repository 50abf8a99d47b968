"""Marks for whoever cuts and prints: where to trim, and whether the inks lie on each other.

They stand outside of the bleed, in the colour that prints on every plate (ISO 32000-1, 8.6.6.4),
as artifacts of the page (14.8.2.2.2) that no screen reader says.
"""

from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Pdf

from careerprint.press.page_boxes import MARK_GAP_MM, MARK_MM, MM, PageBoxes

_WIDTH_PT: Final = 0.25
_TINT: Final = 0.7
"""Of each ink: at 1 a plain sum of inks would find 400 per cent."""
_ROUND: Final = 0.5523
"""Where the handles of a quarter of a circle stand."""
ALL_PLATES: Final = "/PressAll"
"""The name of their colour among a page's colour spaces."""


def every_plate(pdf: Pdf) -> Any:
    """Give the colour space that prints on every plate, an object of the document."""
    mixed = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, mixed]))


def crop_marks(boxes: PageBoxes) -> bytes:
    """Give the marks around a page: eight to trim by, four to see whether plates fit."""
    drawn = [*_trim_lines(boxes), *_register_marks(boxes)]
    start = f"/Artifact<</Type/Page>>BDC q {ALL_PLATES} CS {_TINT} SCN {_WIDTH_PT} w"
    return "\n".join((start, *drawn, "Q EMC\n")).encode()


def _trim_lines(boxes: PageBoxes) -> list[str]:
    left, bottom, right, top = boxes.bleed
    gap, length = MARK_GAP_MM * MM, MARK_MM * MM
    lines = []
    for y in (boxes.trim[1], boxes.trim[3]):
        lines += [_line(left - gap, y, left - gap - length, y)]
        lines += [_line(right + gap, y, right + gap + length, y)]
    for x in (boxes.trim[0], boxes.trim[2]):
        lines += [_line(x, bottom - gap, x, bottom - gap - length)]
        lines += [_line(x, top + gap, x, top + gap + length)]
    return lines


def _register_marks(boxes: PageBoxes) -> list[str]:
    """Give a cross in a circle in the middle of each side."""
    left, bottom, right, top = boxes.bleed
    out, arm = (MARK_GAP_MM + MARK_MM / 2) * MM, MARK_MM / 2 * MM
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    places = (
        (middle_x, bottom - out),
        (middle_x, top + out),
        (left - out, middle_y),
        (right + out, middle_y),
    )
    drawn = []
    for x, y in places:
        drawn += [_line(x - arm, y, x + arm, y), _line(x, y - arm, x, y + arm)]
        drawn += [_circle(x, y, arm / 2)]
    return drawn


def _line(x: float, y: float, other_x: float, other_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {other_x:.3f} {other_y:.3f} l S"


def _circle(x: float, y: float, radius: float) -> str:
    handle = radius * _ROUND
    curves = [f"{x + radius:.3f} {y:.3f} m"]
    for cos, sin in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        points = (
            (cos * radius - sin * handle, sin * radius + cos * handle),
            (cos * handle - sin * radius, sin * handle + cos * radius),
            (-sin * radius, cos * radius),
        )
        curves.append(" ".join(f"{x + dx:.3f} {y + dy:.3f}" for dx, dy in points) + " c")
    return " ".join((*curves, "s"))
