"""The typefaces that handouts are set in: files, the characters they have, text widths.

Source Serif for titles and Source Sans for the rest, both under the SIL Open Font License,
come as packages. Machines' own fonts are never used: the same input must give the same
page everywhere. A project adds characters that these lack with files in its ``fonts/``.
"""

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from careerprint.errors import UsageError

if TYPE_CHECKING:
    import uharfbuzz

FACES: Final = {
    "sans": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "sans-italic": ("font_source_sans_pro", "SourceSansPro-It.ttf"),
    "sans-semibold": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "sans-bold": ("font_source_sans_pro", "SourceSansPro-Bold.ttf"),
    "serif-semibold": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    "serif-bold": ("font_source_serif_pro", "SourceSerifPro-Bold.ttf"),
}
"""Name of each face → the package it comes in and its file there."""

FONT_NAMES: Final = {
    "Source-Sans": "sans",
    "Source-Sans-Italic": "sans-italic",
    "Source-Sans-Semi-Bold": "sans-semibold",
    "Source-Sans-Bold": "sans-bold",
    "Source-Serif-Semi-Bold": "serif-semibold",
    "Source-Serif-Bold": "serif-bold",
}
"""What a face is called in a PDF of the typesetter's, without its tag → its name here."""

SUFFIXES: Final = frozenset({".ttf", ".otf"})

ALWAYS_COVERED: Final = frozenset(
    [*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x17F)), *"–—‘’‚“”„†•…‹›€™\t\n\r"]
) - frozenset("\xadĿŀŉ")
"""Characters that every face has, known without opening a file."""

LATIN: Final = "".join(map(chr, (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180))))
MARKS: Final = "–—‘’“”„…·•−€™×÷½¼¾′″←→"
"""What booklets commonly have; a soft hyphen is left out."""
COMMON: Final = frozenset(f" \n\xa0{LATIN}{MARKS}")

UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Characters that print nothing themselves: typesetting needs no glyph for them."""

SPACES: Final = {
    **dict.fromkeys(map(ord, "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008"), " "),
    **dict.fromkeys(map(ord, "\u2007\u2009\u200a\u202f"), "\u00a0"),
}
"""Typographic spaces that the faces lack → the space that is set for them."""


def face_file(face: str) -> Path:
    """Give the font file of a face named in :data:`FACES`."""
    package, name = FACES[face]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the font package {package} is not installed")
    return Path(spec.origin).parent / "files" / name


def own_fonts(folder: Path | None) -> tuple[Path, ...]:
    """Give the font files that a project brings along, sorted by name."""
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted(f for f in folder.iterdir() if f.suffix.lower() in SUFFIXES))


@cache
def _characters(file: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with file.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or {})
    except (TTLibError, OSError, AssertionError) as error:
        raise UsageError(
            f"{file} cannot be read as a font", hint="replace it, or take it out of fonts/"
        ) from error


@cache
def _advances(face: str) -> dict[int, float]:
    """Give each character's advance width in em."""
    from fontTools.ttLib import TTFont

    with TTFont(face_file(face), lazy=True) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}


@cache
def _shaper(face: str) -> tuple["uharfbuzz.Font", dict[int, int]]:
    """Give a face opened for shaping, and a place for the advance of each of its glyphs."""
    import uharfbuzz

    blob = uharfbuzz.Blob.from_file_path(str(face_file(face)))
    return uharfbuzz.Font(uharfbuzz.Face(blob)), {}


def shaped(text: str, face: str) -> tuple[tuple[int, int, int], ...]:
    """Give a line of text as glyphs: number, natural advance, and advance as it is set here.

    Advances are in thousandths of an em. HarfBuzz shapes it, as it does for the typesetter:
    with kerning and ligatures.
    """
    import uharfbuzz

    font, natural = _shaper(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    scale = 1000 / font.face.upem
    glyphs = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.codepoint not in natural:
            natural[info.codepoint] = round(font.get_glyph_h_advance(info.codepoint) * scale)
        advance = round(position.x_advance * scale)
        glyphs.append((info.codepoint, natural[info.codepoint], advance))
    return tuple(glyphs)


def character_name(character: str) -> str:
    """Give a character as a message shows it: itself if it can be seen, else its name."""
    shown = character
    if not character.isprintable() or character.isspace():
        shown = unicodedata.name(character, "invisible character").lower()
    return f"{shown} (U+{ord(character):04X})"


def missing_characters(text: str, fonts: tuple[Path, ...] = ()) -> str:
    """Give the characters of a text that no face has, each once, in order of appearance.

    ``fonts`` are further font files that may be used.
    """
    rare = [
        c
        for c in dict.fromkeys(text)
        if not (c in ALWAYS_COVERED or c in UNSEEN or ord(c) in SPACES)
    ]
    if not rare:
        return ""
    files = (face_file("sans"), *fonts)
    return "".join(c for c in rare if not any(ord(c) in _characters(f) for f in files))


def text_width(text: str, size: float, face: str = "sans") -> float:
    """Give the width of a line of text, in the unit of ``size``, from advance widths.

    Kerning is left out; in these faces it narrows a line more often than it widens it. A
    character that the face lacks counts as one em.
    """
    widths = _advances(face)
    return size * sum(widths.get(ord(c), 0.0 if c in UNSEEN else 1.0) for c in text)
