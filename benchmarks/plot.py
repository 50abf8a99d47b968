"""Lines in a plane as an SVG drawing with a title that says what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 56, 104, 64, 48
COLOURS = ("#7a4a00", "#00568a", "#5b2a86")
DASHES = ("", "7 4", "2 4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through points, and its name, which stands at its end."""

    name: str
    points: tuple[tuple[float, float], ...]


def plot(lines: Sequence[Line], *, title: str, x: str, y: str) -> str:
    """Give the drawing; axes begin at nothing, ``x`` and ``y`` are what they count."""
    most_x, most_y = (
        _ceiling(max(point[axis] for line in lines for point in line.points)) for axis in (0, 1)
    )
    across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return LEFT + across * point[0] / most_x, HEIGHT - BOTTOM - up * point[1] / most_y

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' font-family="sans-serif" font-size="13" fill="#222">',
        f"<title>{escape(_said(lines, title, x, y))}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22">{escape(title)}</text>',
    ]
    for n in range(5):
        share = n / 4
        _, line_y = at((0, most_y * share))
        line_x, _ = at((most_x * share, 0))
        out += [
            f'<path d="M{LEFT} {line_y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>',
            f'<text x="{LEFT - 8}" y="{line_y + 4:.1f}" text-anchor="end">'
            f"{most_y * share:g}</text>",
            f'<text x="{line_x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">'
            f"{most_x * share:g}</text>",
        ]
    out.append(f'<text x="{LEFT + across / 2}" y="{HEIGHT - 10}" text-anchor="middle">{x}</text>')
    out.append(f'<text x="8" y="{TOP - 18}">{y}</text>')
    for line, colour, dash in zip(lines, COLOURS, DASHES, strict=False):
        places = [at(point) for point in line.points]
        way = "L".join(f"{px:.1f} {py:.1f}" for px, py in places)
        out.append(
            f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="2"'
            f' stroke-dasharray="{dash}"/>'
        )
        out += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>' for px, py in places]
        end_x, end_y = places[-1]
        out.append(
            f'<text x="{end_x + 8:.1f}" y="{end_y + 4:.1f}" fill="{colour}">'
            f"{escape(line.name)}</text>"
        )
    return "\n".join((*out, "</svg>\n"))


def _ceiling(value: float) -> float:
    """Give a round number that is not below a value, and whose quarters are round."""
    step = 10 ** floor(log10(value)) * 0.4
    return float(f"{ceil(value / step) * step:g}")


def _said(lines: Sequence[Line], title: str, x: str, y: str) -> str:
    ends = (f"{line.name}: {line.points[-1][1]:.1f} {y}" for line in lines)
    return f"{title}. For {lines[0].points[-1][0]:g} {x}: {', '.join(ends)}."
