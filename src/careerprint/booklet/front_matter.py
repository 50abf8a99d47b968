"""Front and back matter, what stands around the careers: set once, made up for each reader.

A part that fits a page is made up of blocks that stand, each kept by its HTML; a line with the
reader's name is filled in. What does not fit, or cannot be taken apart, is set as a whole, and
kept if it is not personal.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeVar

from careerprint.binder.fonts import faces_of, resources_of, stand_in
from careerprint.binder.makeready import MadeUp
from careerprint.binder.source import Source
from careerprint.booklet.booklet_file import TEMPLATES
from careerprint.booklet.makeup import make_up
from careerprint.booklet.name_line import Blank, open_blank
from careerprint.booklet.single_pages import detach
from careerprint.booklet.standing import NotStandingError, Standing, take_apart
from careerprint.booklet.standing_text import from_text, to_text
from careerprint.errors import LayoutError
from careerprint.render.blocks import Block, split
from careerprint.render.fit import refuse_overrun
from careerprint.render.html import PartHtml, booklet_document, escaped, render_part
from careerprint.render.pdf import Setting, Typeset
from careerprint.resources import shipped
from careerprint.sections.keys import block_key, blocks_key
from careerprint.sections.sections import Sections
from careerprint.settings import Ink, Variant
from careerprint.typefaces.letters import COMMON

FRONT: Final = Setting(body_pt=10.5, leading=1.45)
MOST_PARTS: Final = 128
MOST_BLOCKS: Final = 4096
"""Parts and blocks that are kept in a process; the oldest go first."""
_SHORT: Final = "Avy Tofi"
_LONG: Final = "Avy Tofi-Vakowetz y Maximilian Pfalt 174"
"""Names that nobody has, with pairs of letters that are set closer, and figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A part's pages: all of a made-up page, or a range of a document with those of several."""

    source: Source | MadeUp
    pages: range


@dataclass(frozen=True, slots=True)
class _Slot:
    """A block's place in a part.

    ``html`` is what stands there. ``is_own`` says that it may hold the reader's name; ``blank``
    is then the same with the short name in its place, if it is known where that is.
    """

    html: str
    joined: int
    is_own: bool = False
    blank: str = ""


@dataclass(frozen=True, slots=True)
class _Set:
    """What the engine set: a document, and the pages of it that are meant."""

    typeset: Typeset
    source: Source
    pages: range


class FrontMatter:
    """Sets parts around the careers, from the templates in a folder of layouts.

    ``donor`` gives the PDF whose fonts names are filled in with.
    """

    def __init__(
        self,
        sections: Sections,
        folder: Path,
        variant: Variant,
        donor: Callable[[], Source],
    ) -> None:
        self._sections, self._folder, self._donor = sections, folder, donor
        self._variant = variant
        self._is_grey = variant.ink is Ink.COPIER
        self._language = variant.languages[0].value
        self._kept: OrderedDict[tuple[str, str], Pages] = OrderedDict()
        self._standing: OrderedDict[tuple[str, str], Standing | None] = OrderedDict()
        self._blanks: OrderedDict[tuple[str, str], Blank | None] = OrderedDict()

    def set(self, wanted: Sequence[PartHtml]) -> list[Pages]:
        """Give the pages of each part.

        Raises ``LayoutError`` if a template or stylesheet is at fault, and ``FitError`` if a
        line leaves its column.
        """
        slots = {part: self._slots(part) for part in wanted if _key(part) not in self._kept}
        self._stand(
            replace(part, content=html)
            for part, places in slots.items()
            for slot in places
            for html in (_both(slot.blank) if slot.blank else () if slot.is_own else (slot.html,))
        )
        own = [
            replace(part, content=slot.html)
            for part, places in slots.items()
            for slot in places
            if slot.is_own and self._filled(part, slot) is None
        ]
        self._stand(own, is_kept=False)  # a name is not kept
        made = {part: self._made_up(part, places) for part, places in slots.items()}
        for part, there in self._set([part for part, pages in made.items() if pages is None]):
            made[part] = Pages(source=there.source, pages=there.pages)
        for part in own:
            self._standing.pop(_key(part), None)
        found = [made.get(part) or self._kept[_key(part)] for part in wanted]
        for part, pages in zip(wanted, found, strict=True):
            if not part.is_personal:
                _keep(self._kept, _key(part), pages, MOST_PARTS)
        _shrink(self._standing, MOST_BLOCKS)
        return found

    # --- blocks ----------------------------------------------------------------------------

    def _slots(self, part: PartHtml) -> tuple[_Slot, ...]:
        """Give the blocks of a part; none if it is set as a whole."""
        blocks = split(part.content)
        if not part.is_personal:
            return tuple(_Slot(b.html, b.joined) for b in blocks) if len(blocks) > 1 else ()
        name = part.page.recipient
        alike = render_part(replace(part.page, recipient=_SHORT), part.name, self._folder)
        if alike.content.replace(_SHORT, escaped(name)) != part.content:
            return tuple(_Slot(b.html, b.joined, is_own=True) for b in blocks)
        blanks = split(alike.content)
        if [b.joined for b in blanks] != [b.joined for b in blocks]:
            return ()
        return tuple(map(_slot, blocks, blanks))

    def _stand(self, pieces: Iterable[PartHtml], *, is_kept: bool = True) -> None:
        """Have the engine set the blocks that do not stand yet; those that are kept are read."""
        missing: dict[tuple[str, str], PartHtml] = {}
        for one in pieces:
            if _key(one) not in self._standing and not (is_kept and self._read(one)):
                missing[_key(one)] = one
        for piece, there in self._set(list(missing.values())):
            standing = self._standing_of(there)
            self._standing[_key(piece)] = standing
            if standing is not None and is_kept:
                self._sections.keep(self._cache_key(piece), to_text(standing))

    def _read(self, piece: PartHtml) -> bool:
        """Read a block from the cache, if it is there."""
        text = self._sections.kept(self._cache_key(piece))
        standing = from_text(text, faces_of(self._donor()).get) if text is not None else None
        if standing is not None:
            self._standing[_key(piece)] = standing
        return standing is not None

    def _cache_key(self, piece: PartHtml) -> str:
        return block_key(self._blocks_key, piece.name, piece.content)

    @cached_property
    def _blocks_key(self) -> str:
        return blocks_key(self._folder, self._variant, self._sections.fonts)

    def _standing_of(self, there: "_Set") -> Standing | None:
        """Give a block from what was set; None if it takes several pages, or cannot stand."""
        if len(there.pages) != 1:
            return None
        index = there.pages[0]
        try:
            return take_apart(
                there.source,
                index,
                height_pt=there.typeset.used_pt[index],
                room_pt=there.typeset.rooms_pt[index],
                stands_in=lambda face: stand_in(self._donor(), face) is not None,
            )
        except NotStandingError:
            return None

    def _filled(self, part: PartHtml, slot: _Slot) -> Standing | None:
        """Give a block with the reader's name filled in; None if the engine must set it."""
        if not slot.blank:
            return None
        key = (part.name, slot.blank)
        if key not in self._blanks:
            short, long = (self._standing.get((part.name, h)) for h in _both(slot.blank))
            stands = short is not None and long is not None
            blank = open_blank(short, long, (_SHORT, _LONG)) if stands else None  # type: ignore[arg-type]
            _keep(self._blanks, key, blank, MOST_PARTS)
        blank = self._blanks[key]
        donor = faces_of(self._donor()).get(blank.face.name) if blank else None
        return blank.filled(part.page.recipient, donor) if blank and donor else None

    def _made_up(self, part: PartHtml, slots: Sequence[_Slot]) -> Pages | None:
        """Give a part's page made up of its blocks; None if it has to be set as a whole."""
        blocks: list[tuple[Standing, int]] = []
        for slot in slots:
            standing = self._filled(part, slot) or self._standing.get((part.name, slot.html))
            if standing is None:
                return None
            blocks.append((standing, slot.joined))
        if not blocks:
            return None
        try:
            page = make_up(blocks, name=f"the part '{part.name}'", language=self._language)
        except NotStandingError:
            return None
        return Pages(source=page, pages=range(1))

    # --- the engine ------------------------------------------------------------------------

    def _set(self, parts: Sequence[PartHtml]) -> Iterator[tuple[PartHtml, "_Set"]]:
        """Have the engine set parts, or pieces of them; gives each with where it is.

        They are set in one document, but for those with fonts that the donor does not stand in
        for: the others' fonts must not show their letters, nor their bytes hang on the others.
        """
        together = [part for part in parts if set(part.content) <= COMMON]
        apart = [part for part in parts if not set(part.content) <= COMMON]
        for part, there in self._set_together(together) if together else ():
            if len(together) == 1 or self._has_common_fonts(there):
                yield part, there
            else:
                apart.append(part)
        for part in apart:
            yield from self._set_together([part])

    def _has_common_fonts(self, there: "_Set") -> bool:
        pages = [there.source.pages[index].obj for index in there.pages]
        faces = (one.face for one in resources_of(there.source.pdf, pages))
        return all(face is None or stand_in(self._donor(), face) for face in faces)

    def _set_together(self, parts: Sequence[PartHtml]) -> Iterator[tuple[PartHtml, "_Set"]]:
        typeset, source, ranges = self._typeset(parts)
        for part, pages in zip(parts, ranges, strict=True):
            yield part, _Set(typeset, source, pages)

    def _typeset(self, parts: Sequence[PartHtml]) -> tuple[Typeset, Source, list[range]]:
        """Set parts, or pieces of them, in one document; gives each one's pages of it."""
        typeset = self._sections.typesetter.typeset(
            booklet_document(parts, self._folder),
            base=self._folder / TEMPLATES,
            sheets=self._sheets(),
            setting=FRONT,
        )
        if typeset.warnings:
            raise LayoutError("; ".join(typeset.warnings))
        source = Source(typeset.write(is_grey=self._is_grey), name="the booklet's own pages")
        starts = [typeset.anchors[f"part-{n}"] for n in range(len(parts))]
        detach(source, starts)
        for number in range(len(parts)):
            # a booklet's bytes do not hang on which others were set along with it
            source.destinations.pop(f"part-{number}", None)
        ranges = [range(start, end) for start, end in pairwise([*starts, typeset.pages])]
        for overrun in typeset.overruns:
            part = next(part for part, at in zip(parts, ranges, strict=True) if overrun.page in at)
            refuse_overrun(overrun, f" in the booklet's part '{part.name}'")
        return typeset, source, ranges

    def _sheets(self) -> tuple[Path, ...]:
        """Give the stylesheets; those of a project's own folder come before the shipped ones."""
        style = self._folder / TEMPLATES / "style.css"
        if not style.is_file():
            style = shipped("layouts") / TEMPLATES / "style.css"
        return shipped("layouts") / "_shared" / "style.css", style


def _key(part: PartHtml) -> tuple[str, str]:
    return part.name, part.content


def _slot(block: Block, blank: Block) -> _Slot:
    if block == blank:
        return _Slot(block.html, block.joined)
    return _Slot(block.html, block.joined, is_own=True, blank=blank.html)


def _both(blank: str) -> tuple[str, str]:
    """Give a block with the short name and with the long one."""
    return blank, blank.replace(_SHORT, _LONG)


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def _keep(kept: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    _shrink(kept, most)


def _shrink(kept: OrderedDict[_Key, _Value], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
