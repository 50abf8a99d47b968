"""Colours as red, green and blue from 0 to 1: their contrast (WCAG 2.1)."""

Rgb = tuple[float, float, float]
WHITE: Rgb = (1.0, 1.0, 1.0)


def read_hex(colour: str) -> Rgb:
    """Give the parts of a ``#rrggbb`` colour."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Give the contrast ratio of two colours, from 1 to 21 (WCAG 2.1, “contrast ratio”)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
