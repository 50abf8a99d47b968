"""A web address → a QR code (ISO/IEC 18004) as one SVG path."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

SYMBOL_MM: Final = 25.0
"""Least printed width of the symbol itself, so that a phone reads it from a table."""
QUIET_ZONE_MODULES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A QR code to draw: ``path`` in modules, the quiet zone included; ``size_mm`` printed."""

    url: str
    address: str
    modules: int
    path: str
    size_mm: float
    caption: str
    alt: str


def qr_code(url: str, *, caption: str, alt: str) -> QrCode:
    """Give the QR code of an address, at error correction level Q."""
    import segno

    matrix = segno.make(url, error="q", micro=False, boost_error=False).matrix
    modules = len(matrix) + 2 * QUIET_ZONE_MODULES
    return QrCode(
        url=url,
        address=url.split("://", 1)[1].rstrip("/"),
        modules=modules,
        path="".join(_row(y + QUIET_ZONE_MODULES, row) for y, row in enumerate(matrix)),
        size_mm=round(SYMBOL_MM * modules / len(matrix), 2),
        caption=caption,
        alt=alt,
    )


def _row(y: int, row: bytes) -> str:
    """Give a row's dark runs as closed boxes, one module high."""
    parts, x = [], QUIET_ZONE_MODULES
    for is_dark, run in groupby(row):
        length = len(tuple(run))
        if is_dark:
            parts.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(parts)
