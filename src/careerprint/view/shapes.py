"""Plain shapes: filled boxes and ruled lines, as what is painted below a page is made of.

Lengths are in points, x to the right and y downwards from the upper left corner.
"""

from dataclasses import dataclass, replace
from urllib.parse import quote

from careerprint.view.charts.geometry import Box, box_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """Boxes of one ``#rrggbb`` colour."""

    colour: str
    boxes: tuple[Box, ...]

    @property
    def path(self) -> str:
        """The boxes as one SVG path."""
        return "".join(
            f"M{b.x:g} {b.y:g}h{b.width:g}v{b.height:g}h-{b.width:g}z" for b in self.boxes
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Lines of one colour, width and dash (on, off; empty if they are unbroken).

    A line is given by both of its ends.
    """

    colour: str
    width: float
    dash: tuple[float, ...]
    lines: tuple[tuple[float, float, float, float], ...]

    @property
    def path(self) -> str:
        """The lines as one SVG path."""
        return "".join(f"M{x:g} {y:g}L{x_end:g} {y_end:g}" for x, y, x_end, y_end in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Shapes in a frame, painted in their order."""

    width: float
    height: float
    painted: tuple[Fill | Ruling, ...]

    @property
    def svg(self) -> str:
        """The drawing as an SVG document."""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg"'
            f' viewBox="0 0 {self.width:g} {self.height:g}" preserveAspectRatio="none">'
            f"{''.join(map(_element, self.painted))}</svg>"
        )

    @property
    def address(self) -> str:
        """The drawing as a ``data:`` address, for a background in a stylesheet."""
        return f"data:image/svg+xml,{quote(self.svg)}"


def _element(one: Fill | Ruling) -> str:
    if isinstance(one, Fill):
        return f'<path fill="{one.colour}" d="{one.path}"/>'
    dash = f' stroke-dasharray="{" ".join(f"{n:g}" for n in one.dash)}"' if one.dash else ""
    style = f'stroke="{one.colour}" stroke-width="{one.width:g}"{dash}'
    return f'<path fill="none" {style} d="{one.path}"/>'


def moved(shapes: Shapes, right: float, down: float) -> Shapes:
    """Give shapes so far to the right and down, in a frame that holds them."""
    return Shapes(
        width=shapes.width + right,
        height=shapes.height + down,
        painted=tuple(_moved(one, right, down) for one in shapes.painted),
    )


def _moved(one: Fill | Ruling, right: float, down: float) -> Fill | Ruling:
    if isinstance(one, Fill):
        boxes = (box_at(b.x + right, b.y + down, b.width, b.height) for b in one.boxes)
        return replace(one, boxes=tuple(boxes))
    lines = (
        (round(x + right, 2), round(y + down, 2), round(x_end + right, 2), round(y_end + down, 2))
        for x, y, x_end, y_end in one.lines
    )
    return replace(one, lines=tuple(lines))


def mirrored(shapes: Shapes) -> Shapes:
    """Give shapes as they are seen from behind: left and right exchanged."""
    return replace(shapes, painted=tuple(_mirrored(one, shapes.width) for one in shapes.painted))


def _mirrored(one: Fill | Ruling, width: float) -> Fill | Ruling:
    if isinstance(one, Fill):
        boxes = (box_at(width - b.x - b.width, b.y, b.width, b.height) for b in one.boxes)
        return replace(one, boxes=tuple(boxes))
    lines = (
        (round(width - x, 2), y, round(width - x_end, 2), y_end) for x, y, x_end, y_end in one.lines
    )
    return replace(one, lines=tuple(lines))
