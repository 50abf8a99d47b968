"""The line with the reader's name: left blank in a block, and filled in without the engine.

The block is set with two texts in place of the reader's. Where only the line differs between the
two, and both are set as our shaper sets them, any other that is not longer can be put there: it
gets the glyphs that the engine would give it, and begins where that would have it begin, at the
left, in the middle or to the right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from careerprint.binder.fonts import Face, plain_name
from careerprint.booklet.standing import FILLED, Standing
from careerprint.typefaces.faces import FONT_NAMES
from careerprint.typefaces.shaping import shaped

_LINE: Final = re.compile(
    rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm\n%b ([\d.]+) Tf\n\[([<>\da-f. -]*)\] TJ"
)
"""A line of text as our engine writes it: where it begins, its font and size, its glyphs."""
_PIECE: Final = re.compile(rb"<([\da-f]*)>|(-?[\d.]+)")
_ROUNDING: Final = 2
"""Thousandths of an em that the engine's rounding makes of its own."""

Glyph = tuple[int, float]
"""The code of a glyph, and how much closer to it the next one is set, in thousandths of an em."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a text in a block's content: where it stands there, and what is set how."""

    start: int
    end: int
    place: int
    face: Face
    size: bytes
    glyphs: tuple[Glyph, ...]
    x: float
    y: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A block with a line to be filled in, as it is with a short text and with a long one."""

    block: Standing
    face: Face
    short: tuple[float, float]
    long: tuple[float, float]

    def filled(self, text: str, donor: Face) -> Standing | None:
        """Give the block with a text in its line, set in the ``donor``'s glyphs.

        None if the donor lacks one, or the text is longer than what is known to fit.
        """
        glyphs, width = _set(text, self.face)
        said = _says(glyphs, donor)
        (short, left), (long, at) = self.short, self.long
        if said != text or width > long or not donor.covers(self.face):
            return None
        x = left + (at - left) * (width - short) / (long - short)
        begins = f"{x:.6f}".rstrip("0").rstrip(".").encode()
        written = b"".join(b"<%04x>%d" % glyph for glyph in glyphs)
        return replace(self.block, filled=(begins, written))


def open_blank(short: Standing, long: Standing, texts: tuple[str, str]) -> Blank | None:
    """Give a block's blank, from the block with one text and the block with the other.

    None if more than one line hangs on the text, or it is set in a way that ours is not.
    """
    lines = [_line(block, text) for block, text in zip((short, long), texts, strict=True)]
    ends = []
    opened = []
    for block, line, text in zip((short, long), lines, texts, strict=True):
        if line is None or not _are_alike(_set(text, line.face)[0], line.glyphs):
            return None
        ends.append((_set(text, line.face)[1], line.x))
        opened.append(_opened(block, line))
    first, other = opened
    is_same = first.content == other.content and first.places == other.places
    looks_same = [one.key for one in first.resources] == [one.key for one in other.resources]
    if not (is_same and looks_same and first.elements == other.elements):
        return None
    if first.height_pt != other.height_pt or lines[0] is None:
        return None
    return Blank(block=first, face=lines[0].face, short=ends[0], long=ends[1])


def _line(block: Standing, text: str) -> _Line | None:
    """Find the one line of a block that says a text and nothing else."""
    found = []
    for match in _LINE.finditer(block.content):
        place = block.content.count(b"%b", 0, match.start())
        resource = block.resources[block.places[place]].resource
        face = resource.face if resource else None
        glyphs = tuple(_glyphs(match[4]))
        if face is not None and _says(glyphs, face) == text:
            line = _Line(
                start=match.start(),
                end=match.end(),
                place=place,
                face=face,
                size=match[3],
                glyphs=glyphs,
                x=float(match[1]),
                y=match[2],
            )
            found.append(line)
    return found[0] if len(found) == 1 else None


def _glyphs(written: bytes) -> Iterator[Glyph]:
    """Read what is written for ``TJ`` (9.4.3)."""
    before: int | None = None
    for codes, closer in _PIECE.findall(written):
        for start in range(0, len(codes), 4):
            if before is not None:
                yield before, 0
            before = int(codes[start : start + 4], 16)
        if closer and before is not None:
            yield before, float(closer)
            before = None
    if before is not None:
        yield before, 0


def _says(glyphs: Sequence[Glyph], face: Face) -> str:
    return "".join(face.texts.get(code, "\0") for code, _ in glyphs)


def _are_alike(ours: Sequence[Glyph], theirs: Sequence[Glyph]) -> bool:
    return len(ours) == len(theirs) and all(
        own == other and abs(closer - by) <= _ROUNDING
        for (own, closer), (other, by) in zip(ours, theirs, strict=True)
    )


def _opened(block: Standing, line: _Line) -> Standing:
    """Give a block with places for what is filled in, where a line stands in it."""
    shown = b"1 0 0 -1 %%b %b Tm\n%%b %b Tf\n[%%b] TJ" % (line.y, line.size)
    content = block.content[: line.start] + shown + block.content[line.end :]
    before, after = block.places[: line.place], block.places[line.place + 1 :]
    font = block.places[line.place]
    return replace(block, content=content, places=(*before, FILLED[0], font, FILLED[1], *after))


def _set(text: str, face: Face) -> tuple[tuple[Glyph, ...], float]:
    """Give a text's glyphs as our shaper sets them, and their width in em."""
    name = FONT_NAMES.get(plain_name(face.name))
    glyphs = shaped(text, name) if name else ()
    width = sum(own for _, _, own in glyphs) / 1000
    return tuple((code, natural - own) for code, natural, own in glyphs), width
