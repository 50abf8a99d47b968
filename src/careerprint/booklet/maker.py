"""Careers and a booklet's parts → bound booklets, for one reader or for many."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from careerprint.binder.archive import Description
from careerprint.binder.binder import Bound, bind
from careerprint.binder.pagination import Extent, Numbering, Side, label, paginate
from careerprint.binder.part import Part
from careerprint.binder.source import Source
from careerprint.binder.stamping import Stamp
from careerprint.booklet.booklet_file import CAREERS, WORKSHEETS, BookletFile
from careerprint.booklet.edition import notes_pages, refuse_too_many
from careerprint.booklet.forms import Forms
from careerprint.booklet.front_matter import FrontMatter, Pages
from careerprint.booklet.running_heads import SPECIMEN, RunningHeads
from careerprint.errors import CareerprintError, FitError
from careerprint.profile.library import Career
from careerprint.render.html import PartHtml, render_part
from careerprint.render.layouts import Layout
from careerprint.render.receipt import Section
from careerprint.sections.sections import Sections, Wanted
from careerprint.settings import SIZE_MM, Ink, Variant
from careerprint.view.booklet_page import BookletPage, Cover, compose_booklet
from careerprint.view.catalogue import FURNITURE
from careerprint.view.page import MM

MOST_OPEN: Final = 128
"""Sections kept open in a process, and choices of careers."""
_BODY: Final = frozenset({CAREERS, WORKSHEETS})
_UNNUMBERED: Final = frozenset({"cover", "back-cover"})
_TITLES: Final = {
    "how-to-read": "how_heading",
    "contents": "contents",
    "comparison": "comparison",
    "short-list": "short_list",
    "sources": "sources_heading",
    "take-away": "find_out",
    "notes-1": "notes_1",
    "notes-2": "notes_2",
    "notes-3": "notes_3",
}
"""Parts by the words that are their bookmarks; others are called as they are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One reader's booklet: the careers, the name on the cover if any, an opaque owner."""

    careers: tuple[Career, ...]
    recipient: str = ""
    owner: str = ""


class BookletMaker:
    """Makes the booklets of one booklet file in one form.

    Sections stay open between booklets, so that a further one costs little more than binding.
    """

    def __init__(
        self,
        file: BookletFile,
        variant: Variant,
        sections: Sections,
        forms: Forms,
        cover: Cover,
    ) -> None:
        self._file, self._sections = file, sections
        self._variant = replace(variant, is_bound=True)
        self._forms, self._around = forms, forms.around
        self._edition = forms.around.file.edition if file.edition else None
        self._stamp = Stamp(font="Source-Sans", **forms.around.file.stamp.model_dump())
        self._cover = cover
        self._lengths: dict[str, int] = {}
        self._heads = RunningHeads(sections, self._stamp, SIZE_MM[variant.paper][0] * MM)
        self._open: OrderedDict[tuple[str, str], Source] = OrderedDict()
        self._told: OrderedDict[tuple[object, ...], _Told] = OrderedDict()
        self._fronts = FrontMatter(sections, forms.around, self._variant, lambda: self._donor)
        self.receipts: dict[str, tuple[str, ...]] = {}
        self.roomier: dict[str, str] = {}
        """Careers that were too long for the edition's own form → the layout they are set in."""

    def make(self, copies: Sequence[Copy]) -> Iterator[Bound]:
        """Give a booklet for each reader, what stands around the careers set in one pass.

        Raises ``FitError``, ``LayoutError`` or ``BindError`` if one cannot be made, and
        ``UsageError`` if it has more careers than an edition holds.
        """
        for copy in copies if self._edition else ():
            refuse_too_many(len(copy.careers))
        self._sections.ahead(self._wanted(copies), meanwhile=lambda: self._set_early(copies))
        bodies = [self._body(copy) for copy in copies]
        extents = [self._extents(c, b) for c, b in zip(copies, bodies, strict=True)]
        plans, fronts = self._around_them(copies, extents)
        for copy, plan, body, front in zip(copies, plans, bodies, fronts, strict=True):
            yield self._bound(copy, plan, body, front)

    def _set_early(self, copies: Sequence[Copy]) -> None:
        """Set what stands around the careers while workers are at these, each as long as expected.

        It is kept, so that only what came out otherwise is set again. What is amiss is said then.
        """
        with suppress(CareerprintError):
            self._around_them(copies, [self._expected(copy) for copy in copies])

    def _around_them(
        self, copies: Sequence[Copy], extents: Sequence["_Extents"]
    ) -> tuple[list["_Plan"], list[dict[str, Pages]]]:
        """Give the order of each reader's book, and what stands around its careers."""
        pairs = list(zip(copies, extents, strict=True))
        guessed = [self._plan(copy, body, self._lengths) for copy, body in pairs]
        fronts = self._set_fronts(copies, guessed)
        for front in fronts:
            self._lengths |= {name: len(at.pages) for name, at in front.items()}
        plans = [
            self._plan(copy, body, {name: len(at.pages) for name, at in front.items()})
            for (copy, body), front in zip(pairs, fronts, strict=True)
        ]
        if plans != guessed:  # a part stands among the numbered pages, as long as now known
            fronts = self._set_fronts(copies, plans)
        return plans, fronts

    # --- the order of the book -----------------------------------------------------------

    def _extents(self, copy: Copy, body: Sequence[Part]) -> "_Extents":
        """Give how long the careers of a reader are, and the worksheets behind them."""
        sheets = self._sheets(copy) if self._has_sheets_behind else ()
        return _Extents(
            careers=tuple((part.name, part.extent) for part in body),
            sheets=tuple((part.name, part.extent) for part in sheets),
        )

    def _expected(self, copy: Copy) -> "_Extents":
        """Give the same as far as it can be told by the forms alone."""
        side = self._side
        page = Extent(pages=self._forms.chapter.file.pages or 1, side=side)
        sheet = Extent(pages=self._forms.worksheet.file.pages or 1)
        careers: list[tuple[str, Extent]] = []
        for career in copy.careers:
            careers.append((career.id, page))
            careers += [("", sheet)] if self._has_sheet_each else []
        sheets = [(WORKSHEETS, replace(sheet, side=side)), *[("", sheet)] * (len(copy.careers) - 1)]
        return _Extents(
            careers=tuple(careers), sheets=tuple(sheets) if self._has_sheets_behind else ()
        )

    @property
    def _side(self) -> Side:
        """On which side a career begins, and the worksheets behind them all."""
        return Side.RIGHT if self._edition is None and self._file.starts_right else Side.ANY

    @property
    def _has_sheet_each(self) -> bool:
        return self._edition is None and self._file.worksheet_after_each

    @property
    def _has_sheets_behind(self) -> bool:
        return self._edition is None and WORKSHEETS in self._file.parts

    def _plan(self, copy: Copy, body: "_Extents", lengths: Mapping[str, int]) -> "_Plan":
        """Give the order of a reader's book.

        ``lengths`` are the pages of the parts around the careers as far as they are known.
        """
        names = self._names(copy, body, lengths)
        return _Plan(names=names, numbers=self._numbers(names, copy, body, lengths))

    def _names(self, copy: Copy, body: "_Extents", lengths: Mapping[str, int]) -> tuple[str, ...]:
        """Give the names of the parts in their order.

        An edition is filled up with pages of notes before what closes it; a part whose length
        is not known yet has one page there.
        """
        edition = self._edition
        if edition is None:
            return self._file.parts
        names = edition.parts if len(copy.careers) > 1 else edition.alone
        after = names.index(CAREERS) + 1
        around = sum(lengths.get(name, 1) for name in names if name != CAREERS)
        pages = around + sum(extent.pages for _, extent in body.careers)
        notes = [f"notes-{n + 1}" for n in range(notes_pages(pages, is_folded=edition.fold))]
        return (*names[:after], *notes, *names[after:])

    # --- the careers -------------------------------------------------------------------

    def _body(self, copy: Copy) -> list[Part]:
        """Give the parts of the careers, and of the worksheets, in the order of the book."""
        parts = []
        for career in copy.careers:
            title = career.profile.title
            source = self._source(career, self._forms.chapter)
            running = self._heads.of(_head(career), career.profile.title)
            parts.append(
                Part(source=source, name=career.id, title=title, running=running, side=self._side)
            )
            if self._has_sheet_each:
                sheet = self._source(career, self._forms.worksheet)
                parts.append(Part(source=sheet, running=running))
        return parts

    def _wanted(self, copies: Sequence[Copy]) -> Iterator[Wanted]:
        """Give the sections to come that are not open, in the order in which they are opened."""
        has_sheets = self._has_sheet_each or self._has_sheets_behind
        layouts = (self._forms.chapter, *([self._forms.worksheet] if has_sheets else []))
        for career in (career for copy in copies for career in copy.careers):
            for layout in layouts:
                if _open_key(career, layout) not in self._open:
                    yield Wanted(careers=(career,), layout=layout, variant=self._variant)

    def _sheets(self, copy: Copy) -> list[Part]:
        words = FURNITURE[self._variant.languages[0].value]
        sheets = []
        for number, career in enumerate(copy.careers):
            is_first = number == 0
            sheets.append(
                Part(
                    source=self._source(career, self._forms.worksheet),
                    name=WORKSHEETS if is_first else "",
                    title=words["worksheets"] if is_first else "",
                    running=self._heads.of(_head(career), career.profile.title),
                    side=self._side if is_first else Side.ANY,
                )
            )
        return sheets

    def _source(self, career: Career, layout: Layout) -> Source:
        """Give a career's section, opened; the most recently used stay open."""
        key = _open_key(career, layout)
        if key not in self._open:
            section = self._section(career, layout)
            self.receipts[career.id] = section.receipt.left_out
            self._open[key] = Source(section.pdf, name=career.id)
            if len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
        self._open.move_to_end(key)
        return self._open[key]

    def _section(self, career: Career, layout: Layout) -> Section:
        """Give a career's section in a layout, or in the next roomier one of its edition."""
        *tried, last = (layout, *self._forms.roomier)
        for one in tried:
            with suppress(FitError):
                return self._sections.section(career, layout=one, variant=self._variant)
            self.roomier[career.id] = one.file.roomier or ""
        return self._sections.section(career, layout=last, variant=self._variant)

    # --- what stands around them ---------------------------------------------------------

    def _set_fronts(
        self,
        copies: Sequence[Copy],
        plans: Sequence["_Plan"],
    ) -> list[dict[str, Pages]]:
        """Give each reader's parts around the careers."""
        wanted = [
            self._part_html(name, copy, plan.numbers)
            for copy, plan in zip(copies, plans, strict=True)
            for name in plan.around
        ]
        pages = iter(self._fronts.set(wanted))
        return [{name: next(pages) for name in plan.around} for plan in plans]

    def _part_html(self, name: str, copy: Copy, numbers: "_Numbers") -> PartHtml:
        """Give a part's HTML: unless it asks for the name, it hangs on the careers' choice."""
        told, key = self._tell(copy, numbers), (name, bool(copy.recipient))
        if key not in told.parts:
            part = render_part(told.page.made_for(copy.recipient), name, self._around)
            if part.is_personal:
                return part
            told.parts[key] = part
        return told.parts[key]

    def _tell(self, copy: Copy, numbers: "_Numbers") -> "_Told":
        """Give what is told around the careers: but for the name, it hangs on their choice."""
        key = (_choice(copy), numbers)
        if key not in self._told:
            page = compose_booklet(
                copy.careers,
                self._cover,
                self._variant,
                self._around.file,
                numbers=numbers.careers,
                worksheets=numbers.worksheets,
            )
            self._told[key] = _Told(page, {})
            if len(self._told) > MOST_OPEN:
                self._told.popitem(last=False)
        return self._told[key]

    def _numbers(
        self, names: Sequence[str], copy: Copy, body: "_Extents", lengths: Mapping[str, int]
    ) -> "_Numbers":
        """Give the printed numbers of the careers' first pages, and of the worksheets'.

        In a free booklet the parts before the careers do not matter: numbers count from the
        first career.
        """
        named: list[tuple[str, Extent]] = []
        for name, numbering in self._numbered(names):
            if name in _BODY:
                named += body.careers if name == CAREERS else body.sheets
            else:
                pages = lengths.get(name, 1 if self._edition else 0)
                named.append(("", self._extent(name, pages, numbering)))
        places = paginate([extent for _, extent in named], counts_all=self._edition is not None)
        numbers = {
            name: label(at.number, extent.numbering)
            for (name, extent), at in zip(named, places, strict=True)
        }
        return _Numbers(
            careers=tuple(numbers.get(career.id, "") for career in copy.careers),
            worksheets=numbers.get(WORKSHEETS, ""),
        )

    def _numbered(self, names: Sequence[str]) -> Iterator[tuple[str, Numbering]]:
        """Give parts with their numbering: of a free booklet in Roman figures up to the careers."""
        numbering = Numbering.ARABIC if self._edition else Numbering.ROMAN
        for name in names:
            numbering = Numbering.ARABIC if name == CAREERS else numbering
            yield name, Numbering.NONE if name in _UNNUMBERED else numbering

    @staticmethod
    def _extent(name: str, pages: int, numbering: Numbering) -> Extent:
        side = Side.LEFT if name == "back-cover" and pages else Side.ANY
        return Extent(pages=pages, numbering=numbering, side=side)

    # --- binding -------------------------------------------------------------------------

    def _bound(self, copy: Copy, plan: "_Plan", body: list[Part], front: dict[str, Pages]) -> Bound:
        parts: list[Part] = []
        for name, numbering in self._numbered(plan.names):
            if name == CAREERS:
                parts += body
            elif name == WORKSHEETS:
                parts += self._sheets(copy)
            else:
                parts.append(self._template_part(name, front[name], numbering))
        title = self._cover.title
        description = Description(
            title=f"{title} – {copy.recipient}" if copy.recipient else title,
            language=self._variant.languages[0].value,
            author=self._variant.brand.organisation or "careerprint",
            subject=self._cover.subtitle,
            keywords=tuple(career.profile.title for career in copy.careers),
            created=max(c.profile.dated.split("/")[-1] for c in copy.careers),
            owner=copy.owner,
            is_grey=self._variant.ink is Ink.COPIER,
        )
        return bind(
            parts,
            description,
            donor=self._donor,
            stamp=self._stamp,
            counts_all=self._edition is not None,
        )

    def _template_part(self, name: str, at: Pages, numbering: Numbering) -> Part:
        words = FURNITURE[self._variant.languages[0].value]
        if name in _UNNUMBERED:
            return Part(
                source=at.source,
                pages=at.pages,
                numbering=numbering,
                prefix=words["cover_page" if name == "cover" else "back_cover"],
                side=Side.LEFT if name == "back-cover" else Side.ANY,
            )
        title = words[_TITLES[name]] if name in _TITLES else name.replace("-", " ").capitalize()
        return Part(
            source=at.source,
            pages=at.pages,
            title=title,
            numbering=numbering,
            running=self._heads.of(self._cover.title),
        )

    @cached_property
    def _donor(self) -> Source:
        return Source(self._sections.specimen(SPECIMEN), name="the typefaces")


def _head(career: Career) -> str:
    """Give the running head of a career's pages: its cluster and title."""
    return f"{career.cluster.name_in(career.language)} · {career.profile.title}"


def _open_key(career: Career, layout: Layout) -> tuple[str, str]:
    """Give what stands for a career's open section."""
    return layout.name, f"{career.language} {career.digest}"


@dataclass(frozen=True, slots=True)
class _Told:
    """The page of a choice of careers, and the parts that are nobody's own.

    Those are told by their name, and whether there is a reader.
    """

    page: BookletPage
    parts: dict[tuple[str, bool], PartHtml]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extents:
    """How long the sections of a reader's careers are, and the worksheets behind them all."""

    careers: tuple[tuple[str, Extent], ...]
    sheets: tuple[tuple[str, Extent], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The order of a reader's book: the names of its parts, and the page numbers told in them."""

    names: tuple[str, ...]
    numbers: "_Numbers"

    @property
    def around(self) -> tuple[str, ...]:
        """The parts that stand around the careers."""
        return tuple(name for name in self.names if name not in _BODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """Page numbers as printed: of each career, in order, and of the worksheets."""

    careers: tuple[str, ...]
    worksheets: str


def _choice(copy: Copy) -> tuple[str, ...]:
    """Give what stands for the careers that a reader chose, in their order."""
    return tuple(f"{career.language} {career.digest}" for career in copy.careers)
