"""Colours of a screen → the four inks of a printing condition, by littleCMS.

Greys are printed in black ink alone: in four inks each slip of the paper would show in them as a
tint, and black text as a fringe. All else is matched relative to the paper (ICC.1:2010, 6.3.2.2)
with black point compensation. Colours have parts from 0 to 1.
"""

import warnings
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageCms, ImageMath

from careerprint.press.press_error import PressError, ProfileError
from careerprint.press.printer_profile import PrinterProfile

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black: how much of the paper each covers."""

BLACK: Final[Inks] = (0.0, 0.0, 0.0, 1.0)
NO_INK: Final[Inks] = (0.0, 0.0, 0.0, 0.0)
LAB: Final = b"Lab"
"""Stands for CIE Lab where a profile says what colours mean; parts are those of Pillow."""
_NEUTRAL: Final = 0.021
"""Channels that are no further apart make a grey; our palest tints are at 0.035."""
_DARKEST: Final = 0.20
"""Greys up to this are black: body text is #1d1d1f."""
_FAINTEST: Final = 0.02
"""Less ink is no dot that a press holds."""
_RELATIVE: Final = ImageCms.Intent.RELATIVE_COLORIMETRIC


class Separation:
    """Colours → inks, for one printing condition and one limit of ink.

    ``ink_limit_percent`` is the most that all four may cover together. Raises ``ProfileError`` if
    the profile is damaged.
    """

    def __init__(self, profile: PrinterProfile, *, ink_limit_percent: float) -> None:
        self._limit = ink_limit_percent / 100
        self._known: dict[tuple[bytes, tuple[float, ...]], Inks] = {}
        self._transforms: dict[bytes, Any] = {}
        try:
            self._printer = ImageCms.ImageCmsProfile(BytesIO(profile.content))
            self._to_inks(b"")
            self._black_lightness  # noqa: B018 - a profile may lack the way back
        except (ImageCms.PyCMSError, OSError, ValueError) as error:
            raise ProfileError("is damaged: it says nothing of its inks") from error

    def of_colour(self, parts: Sequence[float], profile: bytes = b"") -> Inks:
        """Give the inks of a colour with one part (grey), three (sRGB) or four (inks).

        ``profile`` says what three parts mean, if they are not of sRGB.
        """
        colour = tuple(min(1.0, max(0.0, float(part))) for part in parts)
        key = (profile, colour)
        if key not in self._known:
            self._known[key] = self._limited(self._separated(colour, profile))
        return self._known[key]

    def _separated(self, colour: tuple[float, ...], profile: bytes) -> Inks:
        if len(colour) == 4:
            cyan, magenta, yellow, black = colour
            return cyan, magenta, yellow, black
        red, green, blue = colour * 3 if len(colour) == 1 else colour
        if profile != LAB and max(red, green, blue) - min(red, green, blue) <= _NEUTRAL:
            return self._grey(red, green, blue)
        pixel = _one_pixel("LAB" if profile == LAB else "RGB", (red, green, blue))
        return _held(_matched(pixel, self._to_inks(profile)).tobytes())

    def _grey(self, red: float, green: float, blue: float) -> Inks:
        if max(red, green, blue) <= _DARKEST:
            return BLACK
        if min(red, green, blue) >= 1:
            return NO_INK
        pixel = _one_pixel("RGB", (red, green, blue))
        lightness = _matched(pixel, self._to_lab).tobytes()[0]
        # black ink darkens the paper without a turn: the first that is as dark as asked for
        level = bisect_left([-one for one in self._black_lightness], -lightness)
        return 0.0, 0.0, 0.0, round(min(level, 255) / 255, 3)

    def _limited(self, inks: Inks) -> Inks:
        """Take from the coloured inks in proportion what is too much."""
        *coloured, black = inks
        if sum(inks) <= self._limit + 1e-6:
            return inks
        share = max(0.0, self._limit - black) / sum(coloured)
        cyan, magenta, yellow = (int(part * share * 1000) / 1000 for part in coloured)
        return cyan, magenta, yellow, black

    def lightness(self, inks: Inks) -> float:
        """Give the lightness of inks on paper, 0 to 100 (CIE 1976)."""
        pixel = _one_pixel("CMYK", inks)
        return _matched(pixel, self._inks_to_lab).tobytes()[0] / 2.55

    def picture(self, image: Image.Image, profile: bytes = b"") -> bytes:
        """Give the inks of a picture's pixels, four bytes each, row by row."""
        mode = "LAB" if profile == LAB else "RGB"
        made = _matched(image.convert(mode), self._to_inks(profile))
        return self._limited_picture(made).tobytes()

    def _limited_picture(self, image: Image.Image) -> Image.Image:
        *coloured, black = image.split()
        limit = int(self._limit * 255)
        whole = [ImageMath.lambda_eval(lambda a: a["float"](a["one"]), one=one) for one in coloured]
        named = {"c": whole[0], "m": whole[1], "y": whole[2], "k": black}
        share = ImageMath.lambda_eval(
            lambda a: (limit - a["k"]) / a["max"](a["c"] + a["m"] + a["y"], 1.0), **named
        )
        if share.getextrema()[0] >= 1:
            return image
        parts = [
            ImageMath.lambda_eval(
                lambda a: a["convert"](a["one"] * a["min"](a["share"], 1.0), "L"),
                one=one,
                share=share,
            )
            for one in whole
        ]
        return Image.merge("CMYK", (*parts, black))

    def _to_inks(self, profile: bytes) -> Any:
        if profile not in self._transforms:
            self._transforms[profile] = ImageCms.buildTransform(
                _source(profile),
                self._printer,
                "LAB" if profile == LAB else "RGB",
                "CMYK",
                renderingIntent=_RELATIVE,
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        return self._transforms[profile]

    @cached_property
    def _to_lab(self) -> Any:
        return ImageCms.buildTransform(_source(b""), _lab(), "RGB", "LAB", _RELATIVE)

    @cached_property
    def _inks_to_lab(self) -> Any:
        return ImageCms.buildTransform(self._printer, _lab(), "CMYK", "LAB", _RELATIVE)

    @cached_property
    def _black_lightness(self) -> tuple[int, ...]:
        """The lightness of each amount of black ink from 0 to 255."""
        ramp = Image.frombytes("CMYK", (256, 1), b"".join(bytes((0, 0, 0, n)) for n in range(256)))
        return tuple(_matched(ramp, self._inks_to_lab).tobytes()[::3])


def read_picture(image: Any) -> Image.Image:
    """Give the pixels of a picture of a PDF (pikepdf's ``PdfImage``), in full.

    Raises ``PressError`` if they cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            read: Image.Image = image.as_pil_image()
            read.load()
    except Exception as error:  # a reader of others, on bytes of others: it raises of every kind
        raise PressError(
            "a picture in it cannot be separated into inks", hint="save it as PNG or JPEG in RGB"
        ) from error
    return read


def _matched(image: Image.Image, transform: Any) -> Image.Image:
    made = ImageCms.applyTransform(image, transform)
    if made is None:  # it would be if the picture were changed in its place
        raise PressError("a picture in it cannot be separated into inks")
    return made


def _source(profile: bytes) -> Any:
    """Give what says what colours mean; a profile that is damaged counts as sRGB."""
    if profile == LAB:
        return _lab()
    if profile:
        try:
            read = ImageCms.ImageCmsProfile(BytesIO(profile))
            if read.profile.xcolor_space.strip() == "RGB":
                return read
        except (ImageCms.PyCMSError, OSError):
            pass
    return ImageCms.createProfile("sRGB")


def _lab() -> Any:
    return ImageCms.createProfile("LAB")


def _one_pixel(mode: str, parts: Sequence[float]) -> Image.Image:
    return Image.frombytes(mode, (1, 1), bytes(round(255 * part) for part in parts))


def _held(pixel: bytes) -> Inks:
    """Give the inks of a pixel to the hundredth, without what no press holds."""
    cyan, magenta, yellow, black = (
        part if part > _FAINTEST else 0.0 for part in (round(one / 255, 2) for one in pixel)
    )
    return cyan, magenta, yellow, black
