"""How wide a line of text is, and the glyphs that it is set in."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from careerprint.typefaces.faces import FALLBACKS, SANS, WEIGHTS, face_file
from careerprint.typefaces.letters import UNSEEN, Run, runs

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
def _shaper(file: Path, weight: int = 0) -> tuple["uharfbuzz.Font", dict[int, int]]:
    """Give a font opened for shaping, and a place for the advance of each of its glyphs.

    ``weight`` is what a variable font is set at.
    """
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))
    if weight:
        font.set_variations({"wght": weight})
    return font, {}


def shaped(text: str, face: str) -> tuple[tuple[int, int, int], ...]:
    """Give a line of text as glyphs: number, natural advance, and advance as it is set here.

    Advances are in thousandths of an em. HarfBuzz shapes it, as it does for the typesetter:
    with kerning and ligatures.
    """
    return _shaped(text, *_shaper(face_file(face)))


def _shaped(
    text: str, font: "uharfbuzz.Font", natural: dict[int, int]
) -> tuple[tuple[int, int, int], ...]:
    import uharfbuzz

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

    Kerning is left out; in these faces it narrows a line more often than it widens it. What the
    face lacks is measured in the one that stands in for it; what none has counts as one em.
    """
    widths = _advances(face)
    if all(ord(c) in widths or c in UNSEEN for c in text):
        return size * _own_width(text, face)
    return size * sum(_run_width(run, face) for run in runs(text))


def _run_width(run: Run, face: str) -> float:
    """Give the width of a run in em, in the first face that stands in for it."""
    weight = WEIGHTS[1] if "bold" in face else WEIGHTS[0]
    file = next(filter(None, (_stand_in(family, weight) for family in run.families)), None)
    if file is None:
        return _own_width(run.text, face)
    return sum(own for *_, own in _shaped(run.text, *_shaper(file, weight))) / 1000


@cache
def _stand_in(family: str, weight: int) -> Path | None:
    if family == SANS:
        return face_file("sans" if weight == WEIGHTS[0] else "sans-semibold")
    return next((one.path_at(weight) for one in FALLBACKS if one.family == family), None)


def _own_width(text: str, face: str) -> float:
    widths = _advances(face)
    return sum(widths.get(ord(c), 0.0 if c in UNSEEN else 1.0) for c in text)
