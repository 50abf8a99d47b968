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
    """Shapes in a frame, painted in their order.

    ``ground`` is where the ground of a page ends: a press lets it run on beyond the page.
    """

    width: float
    height: float
    painted: tuple[Fill | Ruling, ...]
    ground: Box | None = None

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


def moved(shapes: Shapes, right: float, down: float, *, is_mirrored: bool = False) -> Shapes:
    """Give shapes so far to the right and down, in a frame that holds them.

    With ``is_mirrored`` they are seen from behind: left and right exchanged.
    """
    width = shapes.width if is_mirrored else None
    return Shapes(
        width=shapes.width + right,
        height=shapes.height + down,
        painted=tuple(_moved(one, right, down, width) for one in shapes.painted),
    )


def _moved(one: Fill | Ruling, right: float, down: float, width: float | None) -> Fill | Ruling:
    """Give a shape moved, and mirrored in a frame if that has a width."""
    if isinstance(one, Fill):
        boxes = (
            box_at(
                (b.x if width is None else width - b.x - b.width) + right,
                b.y + down,
                b.width,
                b.height,
            )
            for b in one.boxes
        )
        return replace(one, boxes=tuple(boxes))
    sign, start = (1, right) if width is None else (-1, width + right)
    lines = (
        (
            round(start + sign * x, 2),
            round(y + down, 2),
            round(start + sign * x_end, 2),
            round(y_end + down, 2),
        )
        for x, y, x_end, y_end in one.lines
    )
    return replace(one, lines=tuple(lines))
