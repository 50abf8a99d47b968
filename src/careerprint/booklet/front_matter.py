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
from typing import Final, TypeVar

from careerprint.binder.fonts import faces_of, resources_of, stand_in
from careerprint.binder.makeready import MadeUp
from careerprint.binder.source import Source
from careerprint.booklet.makeup import make_up
from careerprint.booklet.name_line import Blank, open_blank
from careerprint.booklet.painting import painted
from careerprint.booklet.single_pages import detach
from careerprint.booklet.slots import Slot, foot_block, slots_of
from careerprint.booklet.standing import NotStandingError, Standing, take_apart
from careerprint.booklet.standing_text import from_text, to_text
from careerprint.errors import LayoutError
from careerprint.render.blocks import split
from careerprint.render.fit import refuse_overrun
from careerprint.render.html import PartHtml, booklet_document
from careerprint.render.parts_file import Surroundings
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A part's pages: all of a made-up page, or a range of a document with those of several."""

    source: Source | MadeUp
    pages: range


@dataclass(frozen=True, slots=True)
class _Set:
    """What the engine set: a document, and the pages of it that are meant."""

    typeset: Typeset
    source: Source
    pages: range


class FrontMatter:
    """Sets parts around the careers, from the templates in their folder.

    ``donor`` gives the PDF whose fonts names are filled in with.
    """

    def __init__(
        self,
        sections: Sections,
        around: Surroundings,
        variant: Variant,
        donor: Callable[[], Source],
    ) -> None:
        self._sections, self._around, self._donor = sections, around, donor
        self._variant = variant
        self._is_grey = variant.ink is Ink.COPIER
        self._language = variant.languages[0].value
        self._kept: OrderedDict[tuple[object, ...], Pages] = OrderedDict()
        self._standing: OrderedDict[tuple[str, str], Standing | None] = OrderedDict()
        self._blanks: OrderedDict[tuple[str, str], Blank | None] = OrderedDict()

    def set(self, wanted: Sequence[PartHtml]) -> list[Pages]:
        """Give the pages of each part.

        Raises ``LayoutError`` if a template or stylesheet is at fault, and ``FitError`` if a
        line leaves its column.
        """
        new = [part for part in wanted if _page_key(part) not in self._kept]
        slots = {part: slots_of(part, self._around) for part in new}
        self._stand(
            replace(part, content=html)
            for part, places in slots.items()
            for slot in places
            for html in (slot.blank.both if slot.blank else () if slot.is_own else (slot.html,))
        )
        own = [
            replace(part, content=slot.html)
            for part, places in slots.items()
            for slot in places
            if slot.is_own and self._filled(part, slot) is None
        ]
        self._stand(own, is_kept=False)  # a name is not kept
        made = {part: self._made_up(part, places) for part, places in slots.items()}
        whole = [part for part, pages in made.items() if pages is None]
        shown = {self._on_backdrop(part): part for part in whole}
        for part, there in self._set(list(shown)):
            made[shown[part]] = Pages(source=there.source, pages=there.pages)
        for part in own:
            self._standing.pop(_key(part), None)
        found = [made.get(part) or self._kept[_page_key(part)] for part in wanted]
        for part, pages in zip(wanted, found, strict=True):
            if not part.is_personal:
                _keep(self._kept, _page_key(part), pages, MOST_PARTS)
        _shrink(self._standing, MOST_BLOCKS)
        return found

    # --- blocks ----------------------------------------------------------------------------

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
        return blocks_key(self._around.layouts, self._variant, self._sections.fonts)

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

    def _filled(self, part: PartHtml, slot: Slot) -> Standing | None:
        """Give a block with the reader's name filled in; None if the engine must set it."""
        if not slot.blank:
            return None
        key = (part.name, slot.blank.html)
        if key not in self._blanks:
            short, long = (self._standing.get((part.name, html)) for html in slot.blank.both)
            texts = (slot.blank.short, slot.blank.long)
            blank = open_blank(short, long, texts) if short and long else None
            _keep(self._blanks, key, blank, MOST_PARTS)
        blank = self._blanks[key]
        name = part.page.name
        faces = faces_of(self._donor())
        return blank.filled(name.lines, faces, name.room_em) if blank else None

    def _made_up(self, part: PartHtml, slots: Sequence[Slot]) -> Pages | None:
        """Give a part's page made up of its blocks; None if it has to be set as a whole."""
        blocks: list[tuple[Standing, int]] = []
        for slot in slots:
            standing = self._filled(part, slot) or self._standing.get((part.name, slot.html))
            if standing is None:
                return None
            blocks.append((standing, slot.joined))
        if not blocks:
            return None
        backdrop, below = part.page.backdrops.get(part.name), b""
        if backdrop:
            heights = [block.height_pt for block, _ in blocks]
            foot_pt = round(sum(heights[: foot_block(part)]), 2)
            below = painted(backdrop, foot_pt, is_grey=self._is_grey)
        try:
            page = make_up(
                blocks, name=f"the part '{part.name}'", language=self._language, below=below
            )
        except NotStandingError:
            return None
        return Pages(source=page, pages=range(1))

    # --- the engine ------------------------------------------------------------------------

    def _on_backdrop(self, part: PartHtml) -> PartHtml:
        """Give a part that is set as a whole with what is painted below it.

        How far down its label goes is known when the label's blocks are set.
        """
        backdrop = part.page.backdrops.get(part.name)
        if backdrop is None:
            return part
        blocks = split(part.content)[: foot_block(part)]
        pieces = [replace(part, content=block.html) for block in blocks]
        typeset, _, ranges = self._typeset(pieces)
        foot_pt = sum(typeset.used_pt[pages[0]] for pages in ranges)
        shapes = backdrop.shapes(round(foot_pt, 2))
        style = f"height:{shapes.height}pt;margin-bottom:-{shapes.height}pt"
        place = f"background:url({shapes.address}) no-repeat 0 0/{shapes.width}pt {shapes.height}pt"
        return replace(part, content=f'<div style="{style};{place}"></div>{part.content}')

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
            booklet_document(parts, self._around),
            base=self._around.folder,
            sheets=(shipped("layouts") / "_shared" / "style.css", self._around.style),
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


def _key(part: PartHtml) -> tuple[str, str]:
    return part.name, part.content


def _page_key(part: PartHtml) -> tuple[object, ...]:
    return part.name, part.content, part.page.backdrops.get(part.name)


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def _keep(kept: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    _shrink(kept, most)


def _shrink(kept: OrderedDict[_Key, _Value], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
