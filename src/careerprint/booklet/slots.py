"""The blocks of a part in their places, and where its reader's name is in them.

A part is rendered a second time for a reader whom nobody is, with a name of as many lines and the
same size. Where the two differ in the name alone, it is known which block has a blank for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from careerprint.render.blocks import Block, split
from careerprint.render.html import PartHtml, escaped, render_part
from careerprint.render.parts_file import Surroundings
from careerprint.view.reader_name import ReaderName

FOOT: Final = "<!--foot-->"
"""Where the text on a cover's label ends; without it, the label goes down to the last block."""
_SHORT: Final = ("Avy Tofi", "Vaka Pfy")
_LONG: Final = ("Avy Tofi-Vakowetz y Maximilian Pfalt 174", "Vaka Pfyffer-Tovaly To y Avelina 174")
"""Names that nobody has, with pairs of letters that are set closer, and figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankName:
    """A block with names that nobody has in place of the reader's: short ones and long ones."""

    html: str
    short: tuple[str, ...]
    long: tuple[str, ...]

    @property
    def both(self) -> tuple[str, str]:
        """The block with the short name, and with the long one."""
        return self.html, _renamed(self.html, zip(self.short, self.long, strict=True))


@dataclass(frozen=True, slots=True)
class Slot:
    """A block's place in a part.

    ``html`` is what stands there. ``is_own`` says that it may hold the reader's name; ``blank``
    is then the same with a stand-in, if it is known where the name is.
    """

    html: str
    joined: int
    is_own: bool = False
    blank: BlankName | None = None


def slots_of(part: PartHtml, around: Surroundings) -> tuple[Slot, ...]:
    """Give the blocks of a part; none if it is set as a whole."""
    blocks = split(part.content)
    if not part.is_personal:
        return tuple(Slot(b.html, b.joined) for b in blocks) if len(blocks) > 1 else ()
    short, long = part.page.name.stand_ins(_SHORT, _LONG)
    page = replace(part.page, recipient=" ".join(short.lines), name=short)
    alike = render_part(page, part.name, around)
    if _renamed(alike.content, _pairs(page.recipient, short, part)) != part.content:
        return tuple(Slot(b.html, b.joined, is_own=True) for b in blocks)
    blanks = split(alike.content)
    if [b.joined for b in blanks] != [b.joined for b in blocks]:
        return ()
    return tuple(
        _slot(block, blank, short, long) for block, blank in zip(blocks, blanks, strict=True)
    )


def foot_block(part: PartHtml) -> int:
    """Give how many of its blocks stand on a part's label."""
    before = part.content.split(FOOT)[0]
    return len(split(before))


def _slot(block: Block, blank: Block, short: ReaderName, long: ReaderName) -> Slot:
    if block == blank:
        return Slot(block.html, block.joined)
    name = BlankName(html=blank.html, short=short.lines, long=long.lines)
    return Slot(block.html, block.joined, is_own=True, blank=name)


def _pairs(recipient: str, short: ReaderName, part: PartHtml) -> list[tuple[str, str]]:
    """Give what stands for what: the whole name, or each line of it."""
    name = part.page.name
    pairs = [(recipient, part.page.recipient), *zip(short.lines, name.lines, strict=True)]
    return list(dict.fromkeys(pairs))


def _renamed(html: str, pairs: Iterable[tuple[str, str]]) -> str:
    for stand_in, name in pairs:
        html = html.replace(stand_in, escaped(name))
    return html
