"""Pictures of pixels, read by Pillow: upright, in sRGB or grey, with 8 bits a colour.

The engine takes the pixels as they lie in a file: it squeezes what a camera has turned, and
prints a grey of 16 bits as black. Here they are made plain once, whoever reads them afterwards.
"""

import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops, ImageCms, ImageColor, ImageFile, ImageOps

from careerprint.colour import WHITE, Rgb, contrast
from careerprint.pictures.picture_error import PictureError

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "TIFF")
"""What is read, by Pillow's names; of several pictures in a file the first."""
MOST_A_SIDE: Final = 10_000
MOST_PIXELS: Final = 60_000_000
PRINT_DPI: Final = 300
"""Finer than this nothing is seen on paper."""
_PHOTOGRAPHS: Final = frozenset({"JPEG", "MPO"})
"""MPO is how Pillow calls the JPEG of a telephone that holds a second picture."""
_PLAIN: Final = frozenset({"L", "LA", "RGB", "RGBA"})
_ORIENTATION: Final = 274
"""The tag of EXIF 2.32, 4.6.4 that says how a camera was held; 1 is upright."""
_JPEG_QUALITY: Final = 90
_SAMPLE: Final = 128
"""Pixels a side of what is looked at to judge whether a picture can be seen."""
_ENOUGH: Final = 500
"""One in so many of a picture's pixels is enough to see it by: thin type on a plate."""


def is_raster(content: bytes) -> bool:
    """Tell whether bytes are a picture of one of :data:`FORMATS`."""
    try:
        with _opened(content):
            return True
    except PictureError:
        return True
    except Exception:  # as below
        return False


def plain(
    content: bytes, *, at_most: tuple[int, int] | None = None, is_grey: bool = False
) -> bytes:
    """Give a picture as every program reads it alike: a PNG, or a JPEG if it was one.

    It is turned upright, brought to sRGB or grey at 8 bits a colour, made no larger than
    ``at_most`` in pixels, and keeps its transparency. What is so already stays as it is, byte by
    byte. Raises ``PictureError`` if it is not whole, too large or of an unknown depth.
    """
    try:
        with _all_of_it(), _opened(content) as image:
            if _is_plain(image, at_most, is_grey=is_grey):
                image.load()
                return content
            is_photograph = image.format in _PHOTOGRAPHS
            made = _at_most(_upright(image), at_most)
            made = _in_colour(made)
    except PictureError:
        raise
    except Exception as error:  # a reader of others, on bytes of others: it raises of every kind
        raise PictureError("is not a whole picture") from error
    if is_grey:
        made = made.convert("LA" if made.mode in {"LA", "RGBA"} else "L")
    return _written(made, is_photograph=is_photograph)


def grey_samples(content: bytes) -> bytes:
    """Give the greys of a plain picture, a byte a pixel, row by row; its transparency is left out.

    Raises ``PictureError`` if it cannot be read.
    """
    try:
        with _opened(content) as image:
            return image.convert("RGB").convert("L").tobytes()
    except (OSError, SyntaxError, ValueError) as error:
        raise PictureError("is not a whole picture") from error


def size(content: bytes) -> tuple[int, int]:
    """Give the width and height of a plain picture in pixels."""
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        return image.size


def kind(content: bytes) -> str:
    """Give the media type of a plain picture."""
    return "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"


def seen_by(content: bytes, ground: Rgb = WHITE) -> float:
    """Give the contrast with its ground (WCAG 2.1) of what shows best in a plain picture."""
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        image.thumbnail((_SAMPLE, _SAMPLE), Image.Resampling.NEAREST, reducing_gap=None)
        over = image.convert("RGBA")
    pixels = over.tobytes()
    colours = Counter(pixels[n : n + 4] for n in range(0, len(pixels), 4) if pixels[n + 3])
    wanted = colours.total() / _ENOUGH
    found = sorted(((_against(one, ground), n) for one, n in colours.items()), reverse=True)
    for ratio, count in found:
        wanted -= count
        if wanted <= 0:
            return ratio
    return 1.0


def lost_share(content: bytes, ground: Rgb, least: float) -> float:
    """Give the share of a plain picture that cannot be told from its ground, from 0 to 1.

    That is what has a contrast under ``least`` with it, and nothing beside it that has more: a
    white letter on a badge is seen, one beside it on white paper is not.
    """
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        image.thumbnail((_SAMPLE, _SAMPLE), Image.Resampling.NEAREST, reducing_gap=None)
        over = image.convert("RGBA")
    width, pixels = over.width, over.tobytes()
    colours = [pixels[n : n + 4] for n in range(0, len(pixels), 4)]
    pale = {one: _against(one, ground) < least for one in set(colours)}
    drawn = {n for n, colour in enumerate(colours) if colour[3] > _HALF}
    open_pixels = {n for n in drawn if pale[colours[n]]}
    lost = 0
    while open_pixels:
        group, edge, is_seen = 0, [open_pixels.pop()], False
        while edge:
            n = edge.pop()
            group += 1
            beside = [n - width, n + width]
            beside += [n - 1] if n % width else []
            beside += [n + 1] if (n + 1) % width else []
            is_seen = is_seen or any(m in drawn and not pale[colours[m]] for m in beside)
            new = open_pixels.intersection(beside)
            open_pixels -= new
            edge += new
        lost += 0 if is_seen else group
    return lost / len(drawn) if drawn else 0.0


_HALF: Final = 127


def read_colour(text: str) -> Rgb | None:
    """Give a colour as CSS writes it; None for what is not a colour."""
    try:
        red, green, blue, *_ = ImageColor.getrgb(text.strip())
    except ValueError:
        return None
    return red / 255, green / 255, blue / 255


def _against(colour: bytes, ground: Rgb) -> float:
    *channels, alpha = (part / 255 for part in colour)
    red, green, blue = (
        alpha * over + (1 - alpha) * under for over, under in zip(channels, ground, strict=True)
    )
    return contrast((red, green, blue), ground)


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """Open a picture within bounds: what decodes to gigabytes is refused before it is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(BytesIO(content), formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise PictureError(
                f"has too many pixels: {MOST_PIXELS:,} in all are the most"
            ) from error
        with image:
            width, height = image.size
            if max(width, height) > MOST_A_SIDE:
                raise PictureError(
                    f"is {width:,} by {height:,} pixels: {MOST_A_SIDE:,} a side are the most"
                )
            if width * height > MOST_PIXELS:
                raise PictureError(
                    f"is {width:,} by {height:,} pixels: {MOST_PIXELS:,} in all are the most"
                )
            yield image


@contextmanager
def _all_of_it() -> Iterator[None]:
    """Have a picture that is cut off refused: the engine asks Pillow to make do with a part."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _is_plain(image: Image.Image, at_most: tuple[int, int] | None, *, is_grey: bool) -> bool:
    """Tell whether a picture can stay as it is."""
    is_large = at_most is not None and any(a > b for a, b in zip(image.size, at_most, strict=True))
    return (
        image.format in {"PNG", *_PHOTOGRAPHS}
        and image.mode in _PLAIN
        and not (is_grey and image.mode.startswith("RGB"))
        and not is_large
        and not {"icc_profile", "transparency"} & image.info.keys()
        and image.getexif().get(_ORIENTATION, 1) == 1
    )


def _upright(image: Image.Image) -> Image.Image:
    return ImageOps.exif_transpose(image)


def _at_most(image: Image.Image, at_most: tuple[int, int] | None) -> Image.Image:
    """Make a picture smaller, in its own proportion, once its pixels are of a kind that mix."""
    image = _with_mixing_pixels(image)
    if at_most is not None:
        image.thumbnail(at_most, Image.Resampling.LANCZOS)
    return image


def _with_mixing_pixels(image: Image.Image) -> Image.Image:
    """Give 8 bits a colour and no palette; transparency becomes a channel."""
    if image.mode.startswith("I;16"):
        return _of_sixteen_bits(image)
    if image.mode in {"I", "F"}:
        raise PictureError("has more than 16 bits a colour: save it with 8")
    if image.mode in {"P", "PA"}:
        has_alpha = image.mode == "PA" or "transparency" in image.info
        return _keeping(image, "RGBA" if has_alpha else "RGB")
    if "transparency" in image.info and image.mode in {"1", "L", "RGB"}:
        return _keeping(image, "RGBA" if image.mode == "RGB" else "LA")
    premultiplied = {"La": "LA", "RGBa": "RGBA", "1": "L", "RGBX": "RGB"}
    return _keeping(image, premultiplied.get(image.mode, image.mode))


def _keeping(image: Image.Image, mode: str) -> Image.Image:
    """Give a picture in another mode with the profile that says what its colours mean."""
    made = image.copy() if mode == image.mode else image.convert(mode)
    if "icc_profile" in image.info:
        made.info["icc_profile"] = image.info["icc_profile"]
    return made


def _of_sixteen_bits(image: Image.Image) -> Image.Image:
    """Give the upper byte of each grey (ISO/IEC 15948, 13.12): Pillow cuts off at 255 instead."""
    data = image.tobytes()
    is_big = image.mode.endswith("B")
    upper, lower = (Image.frombytes("L", image.size, data[n::2]) for n in (1 - is_big, is_big))
    clear = image.info.get("transparency")
    if isinstance(clear, int):
        others = [
            half.point([255 * (value != part) for value in range(256)])
            for half, part in ((upper, clear >> 8), (lower, clear & 255))
        ]
        upper.putalpha(ImageChops.lighter(*others))
    if "icc_profile" in image.info:
        upper.info["icc_profile"] = image.info["icc_profile"]
    return upper


def _in_colour(image: Image.Image) -> Image.Image:
    """Bring a picture's colours to sRGB; those without a profile are taken for it, or for ink."""
    alpha = image.getchannel("A") if image.mode in {"LA", "RGBA"} else None
    colours = image.convert(image.mode[:-1]) if alpha else image
    is_grey = colours.mode == "L"
    profile = _profile(image, colours.mode)
    if profile is not None:
        with suppress(ImageCms.PyCMSError):  # one of another kind of colours says nothing of these
            made = ImageCms.profileToProfile(
                colours, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            colours = made or colours
    made = colours.convert("L" if is_grey else "RGB")
    if alpha:
        made.putalpha(alpha)
    made.info.clear()
    return made


def _profile(image: Image.Image, mode: str) -> ImageCms.ImageCmsProfile | None:
    """Give the profile of a picture's colours; Lab has one by itself."""
    if mode == "LAB":
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    if content := image.info.get("icc_profile"):
        try:
            return ImageCms.ImageCmsProfile(BytesIO(content))
        except (OSError, ImageCms.PyCMSError):
            return None
    return None


def _written(image: Image.Image, *, is_photograph: bool) -> bytes:
    target = BytesIO()
    if is_photograph:
        image.save(target, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    else:
        image.save(target, "PNG", optimize=True)
    return target.getvalue()
