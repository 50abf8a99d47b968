"""The lines with the reader's name: left blank in a block, and filled in without the engine.

The block is set with two names in place of the reader's. Where only their lines differ between
the two, and all are set as our shaper sets them, any others that are not longer can be put there:
they get the glyphs that the engine would give them, and begin where that would have them begin,
at the left, in the middle or to the right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from careerprint.binder.fonts import Face, plain_name
from careerprint.booklet.standing import Standing
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
class _Gap:
    """A line to be filled in: its face; width in em and left end with a short text and a long."""

    face: Face
    short: tuple[float, float]
    long: tuple[float, float]

    def filled(self, text: str, donor: Face, room_em: float) -> tuple[bytes, bytes] | None:
        """Give where a text begins, and its glyphs; None if the donor lacks one or it is long."""
        glyphs, width = _set(text, self.face)
        (short, left), (long, at) = self.short, self.long
        is_long = width > max(long, room_em)
        if is_long or _says(glyphs, donor) != text or not donor.covers(self.face):
            return None
        x = left + (at - left) * (width - short) / (long - short)
        begins = f"{x:.6f}".rstrip("0").rstrip(".").encode()
        return begins, b"".join(b"<%04x>%d" % glyph for glyph in glyphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A block with lines to be filled in."""

    block: Standing
    gaps: tuple[_Gap, ...]

    def filled(
        self, texts: Sequence[str], faces: Mapping[str, Face], room_em: float = 0
    ) -> Standing | None:
        """Give the block with a text in each line, set in the glyphs of a donor's ``faces``.

        None if the donor lacks one, or a text is longer than what is known to fit: the long
        text that the block was set with, or ``room_em``.
        """
        values: list[bytes] = []
        for gap, text in zip(self.gaps, texts, strict=True):
            donor = faces.get(gap.face.name)
            filled = gap.filled(text, donor, room_em) if donor else None
            if filled is None:
                return None
            values += filled
        return replace(self.block, filled=tuple(values))


def open_blank(
    short: Standing, long: Standing, texts: tuple[Sequence[str], Sequence[str]]
) -> Blank | None:
    """Give a block's blank, from the block with some texts and the block with others.

    None if other lines hang on the texts too, or they are set in a way that ours is not.
    """
    first, other = (_all_opened(b, t) for b, t in zip((short, long), texts, strict=True))
    if first is None or other is None:
        return None
    (block, lines), (twin, others) = first, other
    is_same = block.content == twin.content and block.places == twin.places
    looks_same = [one.key for one in block.resources] == [one.key for one in twin.resources]
    if not (is_same and looks_same and block.elements == twin.elements):
        return None
    if block.height_pt != twin.height_pt:
        return None
    gaps = (
        _Gap(face=line.face, short=_end(line), long=_end(second))
        for line, second in zip(lines, others, strict=True)
    )
    return Blank(block=block, gaps=tuple(gaps))


def _all_opened(block: Standing, texts: Sequence[str]) -> tuple[Standing, list[_Line]] | None:
    """Give a block with each text's line opened, and the lines; None if one is set otherwise."""
    lines = []
    for number, text in enumerate(texts):
        line = _line(block, text)
        if line is None or not _are_alike(_set(text, line.face)[0], line.glyphs):
            return None
        lines.append(line)
        block = _opened(block, line, number)
    return block, lines


def _end(line: _Line) -> tuple[float, float]:
    """Give how wide a line is, in em, and where it begins."""
    return _set(_says(line.glyphs, line.face), line.face)[1], line.x


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


def _opened(block: Standing, line: _Line, number: int) -> Standing:
    """Give a block with places for what is filled in, where its so manieth line stands in it."""
    begins, glyphs = -1 - 2 * number, -2 - 2 * number
    shown = b"1 0 0 -1 %%b %b Tm\n%%b %b Tf\n[%%b] TJ" % (line.y, line.size)
    content = block.content[: line.start] + shown + block.content[line.end :]
    before, after = block.places[: line.place], block.places[line.place + 1 :]
    font = block.places[line.place]
    return replace(block, content=content, places=(*before, begins, font, glyphs, *after))


def _set(text: str, face: Face) -> tuple[tuple[Glyph, ...], float]:
    """Give a text's glyphs as our shaper sets them, and their width in em."""
    name = FONT_NAMES.get(plain_name(face.name))
    glyphs = shaped(text, name) if name else ()
    width = sum(own for _, _, own in glyphs) / 1000
    return tuple((code, natural - own) for code, natural, own in glyphs), width
