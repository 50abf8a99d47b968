"""Colours as red, green and blue from 0 to 1: their contrast (WCAG 2.1), and neighbours."""

import math
from colorsys import hls_to_rgb, rgb_to_hls

Rgb = tuple[float, float, float]
WHITE: Rgb = (1.0, 1.0, 1.0)


def read_hex(colour: str) -> Rgb:
    """Give the parts of a ``#rrggbb`` colour."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


def write_hex(colour: Rgb) -> str:
    """Give a colour as ``#rrggbb``."""
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)


def turned(colour: Rgb, degrees: float, *, lightness: float, least_contrast: float) -> Rgb:
    """Give a colour so far on around the circle of hues.

    It is as light as is wanted, from 0 to 1, or as dark as it must be to stand on white.
    """
    hue, _, saturation = rgb_to_hls(*colour)
    while True:
        found = hls_to_rgb((hue + degrees / 360) % 1, lightness, max(saturation, 0.45))
        if lightness <= 0 or contrast(found, WHITE) >= least_contrast:
            return found
        lightness -= 0.02


def distance(one: Rgb, other: Rgb) -> float:
    """Give how far two colours are apart, from 0 to 1."""
    return math.dist(one, other) / math.sqrt(3)


def contrast(one: Rgb, other: Rgb) -> float:
    """Give the contrast ratio of two colours, from 1 to 21 (WCAG 2.1, “contrast ratio”)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
