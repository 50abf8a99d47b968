"""Where the shapes of a drawing stand, as boxes: near enough to tell what lies over what.

Shapes and paths are those of SVG 2, 9 and 10; a curve is taken for its control points, an arc for
its ends. What is turned, slanted or scaled by a view of its own has no box.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_COMMAND: Final = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_CALL: Final = re.compile(r"(\w+)\s*\(([^)]*)\)")
_TAKEN: Final = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}
_LETTER_EM: Final = 0.55
"""About how wide a letter is."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A box in the units of its drawing."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Its area; that of a line is not quite nothing."""
        return max(self.right - self.left, 0.1) * max(self.bottom - self.top, 0.1)

    def holds(self, other: "Extent") -> bool:
        """Whether the middle of another box is in it."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Frame:
    """How far the units of an element are moved and scaled."""

    dx: float = 0.0
    dy: float = 0.0
    x_scale: float = 1.0
    y_scale: float = 1.0

    def within(self, transform: str) -> "Frame | None":
        """Give the frame within an element of a ``transform``; None if that turns or slants."""
        found = self
        for name, arguments in _CALL.findall(transform):
            numbers = [float(one) for one in _NUMBER.findall(arguments)]
            if name == "matrix" and len(numbers) == 6 and not any(numbers[1:3]):
                found = found.moved(numbers[4], numbers[5], numbers[0], numbers[3])
            elif name == "translate" and numbers:
                found = found.moved(numbers[0], numbers[1] if len(numbers) > 1 else 0.0)
            elif name == "scale" and numbers:
                found = found.moved(0, 0, numbers[0], numbers[-1])
            else:
                return None
        return found

    def moved(self, dx: float, dy: float, x_scale: float = 1.0, y_scale: float = 1.0) -> "Frame":
        """Give the frame within it that is moved and then scaled."""
        return Frame(
            self.dx + dx * self.x_scale,
            self.dy + dy * self.y_scale,
            self.x_scale * x_scale,
            self.y_scale * y_scale,
        )

    def extent(self, points: list[tuple[float, float]]) -> Extent | None:
        """Give the box around some points; None if there are none."""
        if not points:
            return None
        xs = [self.dx + x * self.x_scale for x, _ in points]
        ys = [self.dy + y * self.y_scale for _, y in points]
        return Extent(min(xs), min(ys), max(xs), max(ys))


def points_of(element: ElementTree.Element, name: str) -> list[tuple[float, float]]:
    """Give points around a shape in its own units; what has no other name is a rectangle."""
    if name == "path":
        return list(_of_path(element.get("d", "")))
    if name in {"polygon", "polyline"}:
        numbers = [float(one) for one in _NUMBER.findall(element.get("points", ""))]
        return list(zip(numbers[::2], numbers[1::2], strict=False))
    if name in {"circle", "ellipse"}:
        cx, cy, r = (_first(element, key) for key in ("cx", "cy", "r"))
        rx, ry = r or _first(element, "rx"), r or _first(element, "ry")
        return [(cx - rx, cy - ry), (cx + rx, cy + ry)]
    if name == "line":
        ends = (("x1", "y1"), ("x2", "y2"))
        return [(_first(element, one), _first(element, other)) for one, other in ends]
    x, y = _first(element, "x"), _first(element, "y")
    if name == "text":
        size = _first(element, "font-size") or 16.0
        width = size * _LETTER_EM * len("".join(element.itertext()).strip())
        part = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
        return [(x - part * width, y - 0.7 * size), (x + (1 - part) * width, y)]
    return [(x, y), (x + _first(element, "width"), y + _first(element, "height"))]


def _first(element: ElementTree.Element, key: str) -> float:
    found = _NUMBER.search(element.get(key, ""))
    return float(found[0]) if found else 0.0


def _of_path(text: str) -> Iterator[tuple[float, float]]:
    """Give the ends and control points of a path's segments (SVG 2, 9.3)."""
    x = y = begin_x = begin_y = 0.0
    for command, arguments in _COMMAND.findall(text):
        kind = command.lower()
        if kind == "z":
            x, y = begin_x, begin_y
            continue
        numbers, taken = [float(one) for one in _NUMBER.findall(arguments)], _TAKEN[kind]
        for place in range(0, len(numbers) - taken + 1, taken):
            one = numbers[place : place + taken]
            from_x, from_y = (x, y) if command.islower() else (0.0, 0.0)
            if kind == "h":
                pairs = [(from_x + one[0], y)]
            elif kind == "v":
                pairs = [(x, from_y + one[0])]
            else:
                ends = one[5:] if kind == "a" else one
                pairs = [
                    (from_x + a, from_y + b) for a, b in zip(ends[::2], ends[1::2], strict=True)
                ]
            yield from pairs
            x, y = pairs[-1]
            if kind == "m" and place == 0:
                begin_x, begin_y = x, y
