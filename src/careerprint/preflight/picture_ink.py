"""The most ink that a pixel of a picture takes."""

from typing import Any, Final

import pikepdf

_MOST_PIXELS: Final = 40_000_000
"""A larger picture is not measured: it would take seconds."""


def most_ink(image: Any, space: str) -> float | None:
    """Give the most ink of a picture, from 0 to 4; None if it cannot be measured."""
    if space == "DeviceGray":
        return 1.0
    if space != "DeviceCMYK" or int(image.Width) * int(image.Height) > _MOST_PIXELS:
        return None
    try:
        samples = _samples(image)
    except Exception:  # noqa: BLE001, RUF100 - a reader of others, on bytes of others
        return None
    pixels = set(memoryview(samples[: len(samples) // 4 * 4]).cast("I"))
    return max((sum(one.to_bytes(4, "little")) for one in pixels), default=0) / 255


def _samples(image: Any) -> bytes:
    if (
        image.get("/Filter") in {None, pikepdf.Name.FlateDecode}
        and int(image.BitsPerComponent) == 8
    ):
        return bytes(image.read_bytes())
    return bytes(pikepdf.PdfImage(image).as_pil_image().tobytes())
