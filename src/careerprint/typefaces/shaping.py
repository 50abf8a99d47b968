"""How wide a line of text is, and the glyphs that it is set in."""

from functools import cache
from typing import TYPE_CHECKING

from careerprint.typefaces.faces import face_file
from careerprint.typefaces.letters import UNSEEN

if TYPE_CHECKING:
    import uharfbuzz


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


def text_width(text: str, size: float, face: str = "sans") -> float:
    """Give the width of a line of text, in the unit of ``size``, from advance widths.

    Kerning is left out; in these faces it narrows a line more often than it widens it. A
    character that the face lacks counts as one em.
    """
    widths = _advances(face)
    return size * sum(widths.get(ord(c), 0.0 if c in UNSEEN else 1.0) for c in text)
