"""A picture file → a picture ready to be placed, measured as it is drawn."""

import base64
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from careerprint.colour import Rgb
from careerprint.errors import Severity
from careerprint.pictures.picture_error import PictureError
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Finding

__all__ = ["Picture", "PictureError", "findings_on", "read_picture"]

KINDS: Final = "an SVG drawing, or a PNG, JPEG, WebP, GIF or TIFF picture"
LEAST_DPI: Final = 200
LEAST_CONTRAST: Final = 1.5
"""Of what shows best in a picture with its ground: below it a page looks empty there."""
MOST_BYTES: Final = 20 * 1024 * 1024
MOST_BYTES_DRAWN: Final = 2 * 1024 * 1024
_MM_AN_INCH: Final = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture ready to be placed: its bytes as a ``data:`` address, its printed size."""

    address: str
    width_mm: float
    height_mm: float
    dpi: float | None = None
    """Pixels an inch at that size; None for a drawing."""
    contrast: float | None = None
    """Of what shows best in it with white paper; None if it cannot be told."""
    is_sized: bool = True
    """Whether it says its size; a drawing that does not is taken for 300 by 150 pixels."""


def read_picture(
    path: Path,
    room_mm: tuple[float, float],
    *,
    largest: float = 1.0,
    largest_mm: float | None = None,
    is_grey: bool = False,
) -> Picture:
    """Read a picture at the largest size that a room of so many millimetres has for it.

    ``largest`` is how many times that size it is drawn somewhere: it is kept fine enough for
    that, and for a width of ``largest_mm``. ``is_grey`` takes the colours out of pixels; a
    drawing's are taken out when its page is written. It stands on white paper. Raises
    ``PictureError`` if the file is missing, of another kind, damaged or too large; the message
    goes behind the file's name.
    """
    from careerprint.pictures import drawing, raster

    content = _content(path)
    if not raster.is_raster(content):
        if len(content) > MOST_BYTES_DRAWN:
            raise PictureError("is larger than 2 MiB and not a picture of pixels")
        drawn = drawing.read_drawing(content)
        width, height = _fitted(drawn.ratio, room_mm)
        return Picture(
            address=_address("image/svg+xml", drawn.content),
            width_mm=width,
            height_mm=height,
            contrast=drawn.contrast,
            is_sized=drawn.is_sized,
        )
    finest = raster.PRINT_DPI * largest / _MM_AN_INCH
    at_most = (max(1, round(room_mm[0] * finest)), max(1, round(room_mm[1] * finest)))
    if largest_mm is not None:
        side = round(raster.PRINT_DPI * largest_mm / _MM_AN_INCH)
        at_most = (max(at_most[0], side), max(at_most[1], side))
    made = raster.plain(content, at_most=at_most, is_grey=is_grey)
    pixels = raster.size(made)
    width, height = _fitted(pixels[0] / pixels[1], room_mm)
    return Picture(
        address=_address(raster.kind(made), made),
        width_mm=width,
        height_mm=height,
        dpi=pixels[0] / width * _MM_AN_INCH,
        contrast=raster.seen_by(made),
    )


def in_room(picture: Picture, room_mm: tuple[float, float]) -> Picture:
    """Give a picture at the largest size that a room of so many millimetres has for it."""
    width, height = _fitted(picture.width_mm / picture.height_mm, room_mm)
    dpi = picture.dpi and picture.dpi * picture.width_mm / width
    return replace(picture, width_mm=width, height_mm=height, dpi=dpi)


def pixels_for(width_mm: float) -> int:
    """Give how many pixels across a picture of a printed width needs to look sharp."""
    return math.ceil(width_mm / _MM_AN_INCH * LEAST_DPI)


def contrast_on(address: str, ground: Rgb) -> float | None:
    """Give the contrast of what shows best in a read picture, by its address, with a ground.

    None if it cannot be told.
    """
    from careerprint.pictures import drawing, raster

    content = base64.b64decode(address.partition(",")[2])
    if raster.is_raster(content):
        return raster.seen_by(content, ground)
    return drawing.read_drawing(content, ground).contrast


@lru_cache(maxsize=8)
def lost_on(address: str, ground: Rgb) -> float:
    """Give the share of a read picture, by its address, that vanishes on a ground, from 0 to 1."""
    from careerprint.pictures import drawing, raster

    content = base64.b64decode(address.partition(",")[2])
    if raster.is_raster(content):
        return raster.lost_share(content, ground, LEAST_CONTRAST)
    return drawing.lost_share(content, ground, LEAST_CONTRAST)


def findings_on(picture: Picture, name: str, at: KeyPath) -> Iterator[Finding]:
    """Tell what of a picture will not look well on paper, all of it warnings."""
    if picture.dpi is not None and picture.dpi < LEAST_DPI:
        yield Finding(
            at=at,
            message=f"{name} prints at {picture.dpi:.0f} dots an inch: it will look soft",
            hint=f"use an SVG, or a picture that is {pixels_for(picture.width_mm)} pixels wide"
            f" ({LEAST_DPI} dots an inch)",
            severity=Severity.WARNING,
        )
    if picture.contrast is not None and picture.contrast < LEAST_CONTRAST:
        yield Finding(
            at=at,
            message=f"{name} can hardly be seen: its strongest colour has a contrast of "
            f"{picture.contrast:.1f}:1 with the white paper that it stands on",
            hint="use the form of it that is made for a white ground",
            severity=Severity.WARNING,
        )
    if not picture.is_sized:
        from careerprint.pictures.drawing import UNSAID_PX

        width, height = UNSAID_PX
        yield Finding(
            at=at,
            message=f"{name} says no size: it is shown as browsers do, as {width:.0f} by "
            f"{height:.0f} pixels, and what lies outside of them is cut off",
            hint="give its <svg> a viewBox",
            severity=Severity.WARNING,
        )


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PictureError(f"cannot be read ({error.strerror})") from error
    if len(content) > MOST_BYTES:
        raise PictureError("is larger than 20 MiB")
    return content


def _fitted(ratio: float, room_mm: tuple[float, float]) -> tuple[float, float]:
    """Give the largest size of a proportion in a room, in millimetres."""
    width = min(room_mm[0], room_mm[1] * ratio)
    return max(round(width, 2), 0.01), max(round(width / ratio, 2), 0.01)


def _address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
