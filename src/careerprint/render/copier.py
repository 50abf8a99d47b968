"""A page for the black-and-white copier: every colour of a PDF becomes a grey before it is written.

A copier counts a page as one in colour if its file names a colour space, whatever is printed. So
none but DeviceGray is left: in what is drawn, in pictures, gradients, groups, forms, and in the
lists of spaces. Clauses are of ISO 32000-1:2008; that a file is grey is told by ``bind/greys``.
"""

import struct
import zlib
from collections.abc import Sequence
from typing import Any, Final

from careerprint.errors import LayoutError
from careerprint.pictures.picture_error import PictureError
from careerprint.pictures.raster import grey_samples, plain

GREY: Final = "/DeviceGray"
_LUMA: Final = (0.299, 0.587, 0.114)
"""What red, green and blue give to a grey (10.3.2), as Pillow has it for pixels."""
_DEVICE: Final = {b"g": 1, b"G": 1, b"rg": 3, b"RG": 3, b"k": 4, b"K": 4}
"""Operators that set a space and a colour (8.6.8), with their numbers of components."""
_STROKES: Final = frozenset({b"G", b"RG", b"K", b"CS", b"SC", b"SCN"})
_SPACE: Final = frozenset({b"cs", b"CS"})
_COLOUR: Final = frozenset({b"sc", b"scn", b"SC", b"SCN"})
_PAINTED: Final = frozenset({b"DeviceGray", b"Pattern"})
"""Spaces that stay: grey itself, and patterns, which are made grey where they are drawn."""
_COLOUR_TYPES: Final = {1: 0, 3: 2}
"""Samples a pixel → the colour type of a PNG (ISO/IEC 15948, 11.2.2)."""


def make_grey(pdf: Any) -> None:
    """Make a finished document of the engine grey, in place.

    Raises ``LayoutError`` if a picture in it cannot be made so.
    """
    _drop_profiles(pdf)
    for item in pdf.objects:
        extra = getattr(item, "extra", None)
        if extra is not None:
            _make_stream_grey(item, extra)
        elif isinstance(item, dict):
            _make_record_grey(item)


def _drop_profiles(pdf: Any) -> None:
    """Drop the lists of spaces (8.6.3), their profiles, and what the colours were meant for."""
    pdf.catalog.pop("OutputIntents", None)
    lists = {item["ColorSpace"] for item in pdf.objects if _is_list_of_resources(item)}
    for item in pdf.objects:
        if _is_list_of_resources(item):
            del item["ColorSpace"]
    for item in list(pdf.objects):
        is_profile = isinstance(getattr(item, "extra", {}).get("N"), int)
        if item.number and (is_profile or item.reference in lists):
            pdf.objects[item.number] = pdf.objects[0]  # its number is free (7.5.4)


def _is_list_of_resources(item: Any) -> bool:
    return isinstance(item, dict) and "ColorSpace" in item and "ExtGState" in item


def _make_record_grey(record: Any) -> None:
    if record.get("Type") == "/Page":
        # patterns are blended in the page's own colour space
        record["Group"] = type(record)({"S": "/Transparency", "CS": GREY})
    if "ShadingType" in record:
        record["ColorSpace"] = GREY
        _make_function_grey(record["Function"])
    if record.get("Type") == "/Annot":
        _make_field_grey(record)


def _make_field_grey(field: Any) -> None:
    """Have a form field write and frame in grey (12.7.3.3 and table 189)."""
    if "DA" in field:
        field["DA"].string = _words_in_grey(field["DA"].string)
    for holder, name in ((field, "C"), (field.get("MK", {}), "BC"), (field.get("MK", {}), "BG")):
        if holder.get(name):
            holder[name][:] = [grey_of(holder[name])]


def _words_in_grey(appearance: bytes) -> bytes:
    """Give the default appearance of a field, several operators in one text, in grey."""
    made: list[bytes] = []
    for word in appearance.split():
        count = _DEVICE.get(word)
        if count:
            made[-count:] = [_operator(made[-count:], is_stroke=word in _STROKES)]
        else:
            made.append(word)
    return b" ".join(made)


def _make_stream_grey(item: Any, extra: Any) -> None:
    if extra.get("Subtype") == "/Image":
        if extra.get("ColorSpace", GREY) != GREY:
            _make_image_grey(item, extra)
        return
    if "Group" in extra:
        extra["Group"]["CS"] = GREY
    if isinstance(item.stream, list):
        _make_content_grey(item.stream)


def _make_content_grey(content: list[Any]) -> None:
    """Have what is drawn set DeviceGray alone; the engine writes one operator a piece.

    It sets the space right before the colour in it, so that the last one named is the one.
    """
    spaces = {False: b"DeviceGray", True: b"DeviceGray"}
    for index, piece in enumerate(content):
        if not isinstance(piece, bytes):
            continue
        operator = piece.rpartition(b" ")[2]
        is_stroke = operator in _STROKES
        if operator in _DEVICE:
            content[index] = _operator(piece.split()[:-1], is_stroke=is_stroke)
        elif operator in _SPACE:
            spaces[is_stroke] = piece.split()[0].lstrip(b"/")
            content[index] = piece if spaces[is_stroke] in _PAINTED else b""
        elif operator in _COLOUR and spaces[is_stroke] not in _PAINTED:
            is_lab = spaces[is_stroke].startswith(b"lab")
            content[index] = _operator(piece.split()[:-1], is_stroke=is_stroke, is_lab=is_lab)


def _operator(operands: Sequence[bytes], *, is_stroke: bool, is_lab: bool = False) -> bytes:
    """Give the operator that sets the grey of a colour (8.6.8)."""
    parts = [float(one) for one in operands]
    level = _lightness(parts[0]) if is_lab else grey_of(parts)
    return f"{level:g} {'G' if is_stroke else 'g'}".encode()


def grey_of(parts: Sequence[float]) -> float:
    """Give the grey of a colour of one, three or four parts: grey, RGB or CMYK (10.3)."""
    if len(parts) == 4:
        ink = sum(share * part for share, part in zip(_LUMA, parts, strict=False)) + parts[3]
        return round(1 - min(1.0, ink), 4)
    if len(parts) == 3:
        level = sum(share * part for share, part in zip(_LUMA, parts, strict=True))
        return round(min(1.0, max(0.0, level)), 4)
    return parts[0]


def _lightness(lightness: float) -> float:
    """Give the grey of a CIE lightness from 0 to 100, on the curve of sRGB (IEC 61966-2-1)."""
    luminance = ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3
    is_dark = luminance <= 0.0031308
    level = 12.92 * luminance if is_dark else 1.055 * luminance ** (1 / 2.4) - 0.055
    return round(min(1.0, max(0.0, level)), 4)


def _make_function_grey(function: Any) -> None:
    """Have a gradient's function give greys (7.10.3, 7.10.4).

    It interpolates in a straight line, and so does the grey of what it gives.
    """
    for one in function.get("Functions", ()):
        _make_function_grey(one)
    for end in ("C0", "C1"):
        if end in function:
            function[end][:] = [grey_of(function[end])]


def _make_image_grey(item: Any, extra: Any) -> None:
    """Have a picture hold grey samples (8.9.5); its soft mask is grey already."""
    data = b"\n".join(getattr(part, "data", part) for part in item.stream)
    try:
        if extra["Filter"] == "/DCTDecode":
            data = plain(data, is_grey=True)
        else:
            data = zlib.compress(grey_samples(_png(data, extra)), 9)
            extra.pop("DecodeParms", None)
    except (PictureError, KeyError) as error:
        raise LayoutError("a picture on the page cannot be made grey for the copier") from error
    extra.pop("Decode", None)
    extra["ColorSpace"] = GREY
    item.stream = [data]


def _png(data: bytes, extra: Any) -> bytes:
    """Give the PNG whose rows a picture of the engine is made of (7.4.4.4)."""
    kind = _COLOUR_TYPES[extra["DecodeParms"].get("Colors", 1)]
    head = struct.pack(">IIBBBBB", extra["Width"], extra["Height"], 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
