"""Careers and a booklet's parts → bound booklets, for one reader or for many."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Final

from careerprint.binder.archive import Description
from careerprint.binder.binder import Bound, bind
from careerprint.binder.pagination import Extent, Numbering, Side, label, paginate
from careerprint.binder.part import Part
from careerprint.binder.running_head import Head, take_head
from careerprint.binder.source import Source
from careerprint.binder.stamping import Stamp
from careerprint.booklet.booklet_file import CAREERS, TEMPLATES, WORKSHEETS, BookletFile
from careerprint.booklet.front_matter import FrontMatter, Pages
from careerprint.profile.library import Career
from careerprint.render.html import PartHtml, render_part
from careerprint.render.layouts import Layout, find_layout
from careerprint.sections.sections import Sections
from careerprint.settings import Ink, Paper, Variant
from careerprint.typefaces.letters import COMMON, LATIN, MARKS
from careerprint.view.booklet_page import BookletPage, Cover, compose_booklet
from careerprint.view.catalogue import FURNITURE

STAMP: Final = Stamp(font="Source-Sans", size_pt=8, baseline_pt=16, margin_pt=30)
MOST_OPEN: Final = 128
"""Sections kept open in a process, and choices of careers."""
_BODY: Final = frozenset({CAREERS, WORKSHEETS})
_UNNUMBERED: Final = frozenset({"cover", "back-cover"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One reader's booklet: the careers, the name on the cover if any, an opaque owner."""

    careers: tuple[Career, ...]
    recipient: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """What pages are set in: layouts of careers and worksheets, and the folder of booklet parts.

    ``parts`` is a folder of layouts: a part is ``_booklet/NAME.html.j2`` in it, or the shipped
    one.
    """

    chapter: Layout
    worksheet: Layout
    parts: Path


def layout_names(file: BookletFile) -> tuple[str, ...]:
    """Give the names of the layouts that a booklet file needs: of careers, then of worksheets."""
    has_worksheets = WORKSHEETS in file.parts
    return (file.layout, file.worksheet_layout) if has_worksheets else (file.layout,)


def find_forms(file: BookletFile, folders: tuple[Path, ...], paper: Paper) -> Forms:
    """Find what a booklet file is set in; raises ``UsageError`` if there is none for the paper.

    A booklet without worksheets needs no layout for them.
    """
    layouts = [find_layout(name, folders, paper) for name in layout_names(file)]
    return Forms(
        chapter=layouts[0],
        worksheet=layouts[-1],
        parts=next(folder for folder in folders if (folder / TEMPLATES).is_dir()),
    )


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
        self._chapter, self._worksheet = forms.chapter, forms.worksheet
        self._folder = forms.parts
        self._cover = cover
        self._lengths: dict[str, int] = {}
        self._heads: dict[str, Head] = {}
        self._open: OrderedDict[tuple[str, str], Source] = OrderedDict()
        self._told: OrderedDict[tuple[object, ...], _Told] = OrderedDict()
        self._fronts = FrontMatter(sections, forms.parts, self._variant, lambda: self._donor)
        self.receipts: dict[str, tuple[str, ...]] = {}

    def make(self, copies: Sequence[Copy]) -> Iterator[Bound]:
        """Give a booklet for each reader, what stands around the careers set in one pass.

        Raises ``FitError``, ``LayoutError`` or ``BindError`` if one cannot be made.
        """
        bodies = [self._body(copy) for copy in copies]
        guessed = [self._numbers(c, b, self._lengths) for c, b in zip(copies, bodies, strict=True)]
        fronts = self._set_fronts(copies, guessed)
        for front in fronts:
            self._lengths |= {name: len(at.pages) for name, at in front.items()}
        numbers = [
            self._numbers(copy, body, {name: len(at.pages) for name, at in front.items()})
            for copy, body, front in zip(copies, bodies, fronts, strict=True)
        ]
        if numbers != guessed:  # a part stands among the numbered pages, as long as now known
            fronts = self._set_fronts(copies, numbers)
        for copy, body, front in zip(copies, bodies, fronts, strict=True):
            yield self._bound(copy, body, front)

    # --- the careers -------------------------------------------------------------------

    def _body(self, copy: Copy) -> list[Part]:
        """Give the parts of the careers, and of the worksheets, in the order of the book."""
        side = Side.RIGHT if self._file.starts_right else Side.ANY
        after = self._file.worksheet_after_each
        parts = []
        for career in copy.careers:
            title = career.profile.title
            source = self._source(career, self._chapter)
            running = self._running(_head(career))
            parts.append(
                Part(source=source, name=career.id, title=title, running=running, side=side)
            )
            if after:
                sheet = self._source(career, self._worksheet)
                parts.append(Part(source=sheet, running=running))
        return parts

    def _sheets(self, copy: Copy) -> list[Part]:
        words = FURNITURE[self._variant.languages[0].value]
        sheets = []
        for number, career in enumerate(copy.careers):
            is_first = number == 0
            sheets.append(
                Part(
                    source=self._source(career, self._worksheet),
                    name=WORKSHEETS if is_first else "",
                    title=words["worksheets"] if is_first else "",
                    running=self._running(_head(career)),
                    side=Side.RIGHT if is_first and self._file.starts_right else Side.ANY,
                )
            )
        return sheets

    def _source(self, career: Career, layout: Layout) -> Source:
        """Give a career's section, opened; the most recently used stay open."""
        key = (layout.name, f"{career.language} {career.digest}")
        if key not in self._open:
            section = self._sections.section(career, layout=layout, variant=self._variant)
            self.receipts[career.id] = section.receipt.left_out
            self._open[key] = Source(section.pdf, name=career.id)
            if len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
        self._open.move_to_end(key)
        return self._open[key]

    # --- what stands around them ---------------------------------------------------------

    def _set_fronts(
        self, copies: Sequence[Copy], numbers: Sequence["_Numbers"]
    ) -> list[dict[str, Pages]]:
        """Give each reader's parts around the careers."""
        names = [name for name in self._file.parts if name not in _BODY]
        wanted = [
            self._part_html(name, copy, of)
            for copy, of in zip(copies, numbers, strict=True)
            for name in names
        ]
        pages = iter(self._fronts.set(wanted))
        return [{name: next(pages) for name in names} for _ in copies]

    def _part_html(self, name: str, copy: Copy, numbers: "_Numbers") -> PartHtml:
        """Give a part's HTML: unless it asks for the name, it hangs on the careers' choice."""
        told, key = self._tell(copy, numbers), (name, bool(copy.recipient))
        if key not in told.parts:
            page = replace(told.page, recipient=copy.recipient)
            part = render_part(page, name, self._folder)
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
                numbers=numbers.careers,
                worksheets=numbers.worksheets,
            )
            self._told[key] = _Told(page, {})
            if len(self._told) > MOST_OPEN:
                self._told.popitem(last=False)
        return self._told[key]

    def _numbers(self, copy: Copy, body: Sequence[Part], lengths: Mapping[str, int]) -> "_Numbers":
        """Give the printed numbers of the careers' first pages, and of the worksheets'.

        ``lengths`` are the pages of the other parts as far as they are known. Those before the
        careers do not matter: numbers count from the first career.
        """
        named: list[tuple[str, Extent]] = []
        numbering = Numbering.ROMAN
        for name in self._file.parts:
            if name in _BODY:
                parts = body if name == CAREERS else self._sheets(copy)
                named += [(part.name, part.extent) for part in parts]
                numbering = Numbering.ARABIC if name == CAREERS else numbering
            else:
                named.append(("", self._extent(name, lengths.get(name, 0), numbering)))
        places = paginate([extent for _, extent in named])
        numbers = {
            name: label(at.number, extent.numbering)
            for (name, extent), at in zip(named, places, strict=True)
        }
        return _Numbers(
            careers=tuple(numbers.get(career.id, "") for career in copy.careers),
            worksheets=numbers.get(WORKSHEETS, ""),
        )

    @staticmethod
    def _extent(name: str, pages: int, numbering: Numbering) -> Extent:
        if name not in _UNNUMBERED:
            return Extent(pages=pages, numbering=numbering)
        side = Side.LEFT if name == "back-cover" and pages else Side.ANY
        return Extent(pages=pages, numbering=Numbering.NONE, side=side)

    # --- binding -------------------------------------------------------------------------

    def _bound(self, copy: Copy, body: list[Part], front: dict[str, Pages]) -> Bound:
        parts: list[Part] = []
        numbering = Numbering.ROMAN
        for name in self._file.parts:
            if name == CAREERS:
                parts += body
                numbering = Numbering.ARABIC
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
        return bind(parts, description, donor=self._donor, stamp=STAMP)

    def _template_part(self, name: str, at: Pages, numbering: Numbering) -> Part:
        source, pages = at.source, at.pages
        words = FURNITURE[self._variant.languages[0].value]
        if name == "cover":
            return Part(
                source=source, pages=pages, numbering=Numbering.NONE, prefix=words["cover_page"]
            )
        if name == "back-cover":
            prefix = words["back_cover"]
            return Part(
                source=source, pages=pages, numbering=Numbering.NONE, prefix=prefix, side=Side.LEFT
            )
        titles = {
            "how-to-read": "how_heading",
            "contents": "contents",
            "comparison": "comparison",
            "short-list": "short_list",
            "sources": "sources_heading",
        }
        title = words[titles[name]] if name in titles else name.replace("-", " ").capitalize()
        return Part(
            source=source,
            pages=pages,
            title=title,
            numbering=numbering,
            running=self._running(self._cover.title),
        )

    @cached_property
    def _donor(self) -> Source:
        return Source(self._sections.specimen(SPECIMEN), name="the typefaces")

    def _running(self, text: str) -> str | Head:
        """Give a running head: as it is if the stamp's face has its letters, else as it is set."""
        if COMMON.issuperset(text):
            return text
        if text not in self._heads:
            pdf = self._sections.specimen(_head_document(text, STAMP.size_pt))
            self._heads[text] = take_head(Source(pdf, name="a running head"))
        return self._heads[text]


def _head(career: Career) -> str:
    """Give the running head of a career's pages: its cluster and title."""
    return f"{career.cluster.name_in(career.language)} · {career.profile.title}"


@dataclass(frozen=True, slots=True)
class _Told:
    """The page of a choice of careers, and the parts that are nobody's own.

    Those are told by their name, and whether there is a reader.
    """

    page: BookletPage
    parts: dict[tuple[str, bool], PartHtml]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """Page numbers as printed: of each career, in order, and of the worksheets."""

    careers: tuple[str, ...]
    worksheets: str


def _head_document(text: str, size_pt: float) -> str:
    """Give the HTML of a page that is one line of text, as long as it may be."""
    return (
        '<!doctype html><html lang="en"><title>A running head</title>'
        "<style>@page{size:4000pt 60pt;margin:0}"
        f"p{{font:{size_pt}pt 'Source Sans';margin:0;white-space:nowrap}}</style>"
        f"<p>{escape(text)}</p></html>"
    )


def _choice(copy: Copy) -> tuple[str, ...]:
    """Give what stands for the careers that a reader chose, in their order."""
    return tuple(f"{career.language} {career.digest}" for career in copy.careers)


def _specimen() -> str:
    """Give HTML that sets every character a booklet commonly has, in each face.

    One glyph may stand for two characters and is said to be the first: so a soft hyphen is
    left out, and a space comes before the one that does not break.
    """
    text = f"{LATIN}{MARKS} fi fl ff ffi ffl fj ft tt\xa0."
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    faces = (
        ("Source Sans", 400, "normal"),
        ("Source Sans", 400, "italic"),
        ("Source Sans", 600, "normal"),
        ("Source Sans", 700, "normal"),
        ("Source Serif", 600, "normal"),
        ("Source Serif", 700, "normal"),
    )
    lines = "".join(
        f"<p style=\"font-family:'{family}';font-weight:{weight};font-style:{style};"
        f'font-variant-ligatures:{ligatures};overflow-wrap:anywhere">{text}</p>'
        for family, weight, style in faces
        for ligatures in ("normal", "none")
    )
    return f'<!doctype html><html lang="en"><title>Typefaces</title><body>{lines}</body></html>'


SPECIMEN: Final = _specimen()
