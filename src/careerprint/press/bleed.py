"""What ends on the trim goes on into the bleed: no white hair at the edge of a trimmed page.

A layout need not know: it lets a band end where the page ends.
"""

from typing import Final

from careerprint.press.page_boxes import Box, PageBoxes

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
ON_TRIM_PT: Final = 0.3
"""An edge that lies no further from the trim is meant to lie on it."""
NEAR_TRIM_PT: Final = 24.0
"""A ground that ends no further from the trim does so for printers that cannot print to it."""
_GAP_PT: Final = 1.5
_STRAIGHT: Final = 1e-6
_LEAST_PT: Final = 0.1
"""A thinner rectangle is a line: it stands on the trim, and does not end there."""


def times(first: Matrix, then: Matrix) -> Matrix:
    """Give the matrix of a change of space, then of another (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    k, m, n, p, q, r = then
    return (
        a * k + b * n,
        a * m + b * p,
        c * k + d * n,
        c * m + d * p,
        e * k + f * n + q,
        e * m + f * p + r,
    )


def ground_edges(said: Box, matrix: Matrix, boxes: PageBoxes) -> Box:
    """Give where the ground of a page ends, so that it runs on from there into the bleed.

    ``said`` is the box that a background says of itself (ISO 32000-1, 14.8.2.2), in the space that
    ``matrix`` takes to the page's: a side that is far from the trim ends on the page, and is given
    as the trim's.
    """
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in said[::2] for y in said[1::2]]
    xs, ys = zip(*corners, strict=True)
    left, bottom, right, top = (
        edge if abs(edge - trim) <= NEAR_TRIM_PT else trim
        for edge, trim in zip((min(xs), min(ys), max(xs), max(ys)), boxes.trim, strict=True)
    )
    return left, bottom, right, top


def in_bleed(
    rectangle: Box, matrix: Matrix, boxes: PageBoxes, ground: Box | None = None
) -> Box | None:
    """Give a rectangle with its edges on the trim moved out to the bleed's.

    Its corners, in either order, are in the space that ``matrix`` takes to the page's. None if it
    stays as it is, or is turned by less or more than a quarter. Of a page's ``ground`` those move
    that lie on its edges, or a gap between ribbons from there.
    """
    ends, near_pt = (boxes.trim, ON_TRIM_PT) if ground is None else (ground, _GAP_PT)
    a, b, c, d, e, f = matrix
    is_upright, is_quarter = max(abs(b), abs(c)) < _STRAIGHT, max(abs(a), abs(d)) < _STRAIGHT
    area = a * d - b * c
    if not (is_upright or is_quarter) or not area:
        return None
    x, y, other_x, other_y = rectangle
    xs = a * x + c * y + e, a * other_x + c * other_y + e
    ys = b * x + d * y + f, b * other_x + d * other_y + f
    if abs(xs[1] - xs[0]) < _LEAST_PT or abs(ys[1] - ys[0]) < _LEAST_PT:
        return None
    placed = (min(xs), min(ys), max(xs), max(ys))
    moved = tuple(
        out if abs(edge - end) < near_pt else edge
        for edge, end, out in zip(placed, ends, boxes.bleed, strict=True)
    )
    if moved == placed:
        return None
    back = [
        ((d * (u - e) - c * (v - f)) / area, (a * (v - f) - b * (u - e)) / area)
        for u, v in (moved[:2], moved[2:])
    ]
    left, right = sorted(one[0] for one in back)
    bottom, top = sorted(one[1] for one in back)
    return round(left, 4), round(bottom, 4), round(right, 4), round(top, 4)
