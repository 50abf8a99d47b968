"""Finished, tagged PDFs → one PDF with one structure tree.

Clauses are of ISO 32000-1:2008. What is merged: the page tree (7.7.3), the structure tree under
one Document element and its parent tree (14.7), identifiers and role maps, named destinations
(12.3.2.3), links inside and across the parts, bookmarks (12.3.3), page labels (12.4.2), metadata
(14.3.2), and fonts and images of equal content. Page numbers and running heads are stamped as
pagination artifacts (14.8.2.2). The same parts give the same bytes.

Each part is made ready once, a plate of bytes with places for numbers, and set at a number that
hangs on how many come before it. To bind is then to copy: a part that was bound before in the
same place costs what its bytes cost, and a few objects for what hangs on the whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from careerprint.binder.agreement import Agreement
from careerprint.binder.archive import (
    Description,
    catalog_entries,
    information,
    metadata,
    profile_stream,
)
from careerprint.binder.document_parts import document_parts
from careerprint.binder.fonts import Face, Shared
from careerprint.binder.makeready import MadeUp, Ready, ReadyPage, make_ready
from careerprint.binder.navigation import Bookmark, destinations, labels, outline
from careerprint.binder.pagination import Numbering, Placement, label, paginate
from careerprint.binder.part import Part
from careerprint.binder.plate import Setting, text_string
from careerprint.binder.running_head import Head
from careerprint.binder.source import BindError, Source, damage_said, not_whole
from careerprint.binder.stamping import BEFORE, Stamp, font_name, footer, head_names
from careerprint.binder.writer import Writer

_CATALOG, _PAGES, _TREE, _DOCUMENT, _PARENTS, _METADATA, _PROFILE, _INFO, _BEFORE = range(1, 10)
"""Numbers of the objects that every document has once."""
_APART: Final = 1024
"""Parts are set at multiples of it: so the same part is often set at the same number."""
_BYTES_A_NUMBER: Final = 8
"""Fewer bytes of a file for each object number up to its highest look like damage to readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A bound PDF: its bytes, its number of pages, and where each part begins, from page 0."""

    pdf: bytes
    pages: int
    placements: tuple[Placement, ...]


def bind(
    parts: Sequence[Part],
    description: Description,
    *,
    donor: Source | None = None,
    stamp: Stamp | None = None,
    counts_all: bool = False,
) -> Bound:
    """Bind parts into one PDF.

    ``donor`` is a PDF whose fonts replace all subsets of them in the parts; ``stamp`` says how
    page numbers and running heads are set, in one of its faces. With ``counts_all`` every page
    counts, also those without a number. Raises ``BindError`` if there is nothing to bind, a part
    has no such pages, a link leads to a part that is not there, two parts share a name, a source
    proves damaged, or the donor cannot set a running head.
    """
    _check(parts)
    placements = paginate([part.extent for part in parts], counts_all=counts_all)
    for apart in (_APART, 1):
        binding = _Binding(parts, placements, donor, stamp, apart)
        pdf = binding.written(description)
        if binding.highest * _BYTES_A_NUMBER <= len(pdf):
            break
    return Bound(pdf=pdf, pages=binding.page_count, placements=placements)


def _check(parts: Sequence[Part]) -> None:
    if not parts:
        raise BindError("there is nothing to bind")
    names = [part.name for part in parts if part.name]
    if len(set(names)) != len(names):
        raise BindError("two parts have the same name: links could not tell them apart")
    for part in parts:
        pages = part.range
        if not pages or min(pages) < 0 or max(pages) >= len(part.source.pages):
            raise BindError(
                f"{part.source.name} has {len(part.source.pages)} pages, and not the ones asked for"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A part that is ready, where its pages fall, and the numbers that it is set at."""

    part: Part
    ready: Ready
    at: Placement
    setting: Setting

    @property
    def first_page(self) -> int:
        """The number of its first page; the others follow."""
        return self.setting[0] + self.ready.plate.first_loose

    @property
    def holder(self) -> int:
        """The number of the element that its structure stands below."""
        return self.first_page + len(self.ready.pages)


class _Binding:
    """One document in the making."""

    def __init__(
        self,
        parts: Sequence[Part],
        placements: Sequence[Placement],
        donor: Source | None,
        stamp: Stamp | None,
        apart: int,
    ) -> None:
        self._out = Writer()
        self._names = Agreement()
        self._shared = Shared(donor, _BEFORE + 1)
        self._stamp = stamp
        self._face = self._shared.face(stamp.font) if stamp else None
        ready = [self._ready(part) for part in parts]
        number = _rounded(self._shared.next, apart)
        self._placed: list[_Placed] = []
        for part, at, (one, shared) in zip(parts, placements, ready, strict=True):
            self._placed.append(_Placed(part=part, ready=one, at=at, setting=(number, shared)))
            number += _rounded(one.plate.size, apart)
        self._documents = number  # numbers of the documents that it has, and two more for all
        count = sum(part.begins_document for part in parts)
        self._next = number + (count + 2 if count else 0)
        self._pages: list[int] = []
        self._firsts: list[int] = []
        self._feet: list[tuple[int, bytes]] = []

    def _ready(self, part: Part) -> tuple[Ready, tuple[int, ...]]:
        """Give a part that is ready, and the numbers of what it shares."""
        if isinstance(part.running, Head):  # its fonts take their numbers before any page does
            for font in part.running.fonts:
                self._shared.number(font)
        if isinstance(part.source, MadeUp):
            ready = part.source.ready
            return ready, tuple(self._shared.number(one) for one in ready.shared)
        with damage_said(not_whole(part.source.name)):
            ready = make_ready(part.source, part.range, self._names.agree(part.source))
            return ready, tuple(self._shared.number(one) for one in ready.shared)

    @property
    def page_count(self) -> int:
        """The number of pages, blank ones included."""
        return len(self._pages)

    @property
    def highest(self) -> int:
        """The highest object number that is taken so far."""
        return self._next

    def written(self, description: Description) -> bytes:
        """Give the bytes of the document."""
        self._add_pages()
        self._add_links()
        self._add_structure(description.language)
        self._add_catalog(description)
        for plate, first in self._shared.used.items():
            self._out.place(plate.at((first, ())))
        for placed in self._placed:
            self._out.place(placed.ready.plate.at(placed.setting))
        return self._out.closed(self._next, root=_CATALOG, info=_INFO)

    # --- pages ---------------------------------------------------------------------------

    def _add_pages(self) -> None:
        for placed in self._placed:
            for _ in range(placed.at.blanks):
                self._add_blank(placed.ready.pages[0])
            if placed.part.begins_document:
                self._firsts.append(len(self._pages))
            for offset in range(len(placed.ready.pages)):
                self._add_page(placed, offset)
        kids = b" ".join(b"%d 0 R" % number for number in self._pages)
        body = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self._pages), kids)
        self._out.loose(_PAGES, body)

    def _new(self) -> int:
        self._next += 1
        return self._next - 1

    def _add_blank(self, like: ReadyPage) -> None:
        """Add an empty page: one without contents (7.7.3.3)."""
        said = (self._belonging(), _PAGES, like.boxes.empty)
        body = b"<</Type/Page%b/Parent %d 0 R/MediaBox%b/Resources<<>>>>" % said
        self._pages.append(self._new())
        self._out.loose(self._pages[-1], body)

    def _belonging(self) -> bytes:
        """Give the entry of a page that names its document, if there are several."""
        if not self._firsts:
            return b""
        return b"/DPart %d 0 R" % (self._documents + len(self._firsts) - 1)

    def _add_page(self, placed: _Placed, offset: int) -> None:
        page, setting = placed.ready.pages[offset], placed.setting
        contents, fonts = page.contents.at(setting), page.fonts.at(setting)
        if self._stamp and self._face and placed.part.numbering is not Numbering.NONE:
            foot = self._new()
            self._feet.append((foot, self._foot(placed, offset, self._stamp, self._face)))
            contents = b"%d 0 R %b %d 0 R" % (_BEFORE, contents, foot)
            face = self._shared.face_number(self._face)
            fonts += b"%b %d 0 R" % (font_name(page).encode(), face)
            if isinstance(head := placed.part.running, Head):
                for name, font in zip(head_names(page, head), head.fonts, strict=True):
                    fonts += b"%b %d 0 R" % (name.encode(), self._shared.number(font))
        body = b"<<%b%b/Parent %d 0 R/Resources<<%b/Font<<%b>>>>" % (
            page.own.at(setting),
            self._belonging(),
            _PAGES,
            page.resources.at(setting),
            fonts,
        )
        self._pages.append(placed.first_page + offset)
        body += b"/Contents[%b]>>" % contents if contents else b">>"
        self._out.loose(self._pages[-1], body)

    @staticmethod
    def _foot(placed: _Placed, offset: int, stamp: Stamp, face: Face) -> bytes:
        """Give what is printed at a page's foot: its number outside, the running head inside."""
        part = placed.part
        number = label(placed.at.number + offset, part.numbering)
        is_right = (placed.at.first + offset) % 2 == 0
        texts = (part.running, number) if is_right else (number, part.running)
        return footer(placed.ready.pages[offset], stamp, face, texts)

    # --- ways and structure ----------------------------------------------------------------

    def _add_links(self) -> None:
        """Lead links to where their pages have come to lie; nowhere if they are not bound."""
        named = {placed.part.name: placed for placed in self._placed if placed.part.name}
        pages: dict[tuple[int, int | None], int] = {
            (id(placed.part.source), index): placed.first_page + offset
            for placed in self._placed
            for offset, index in enumerate(placed.part.range)
        }
        for placed in self._placed:
            for number, link in enumerate(placed.ready.links, start=placed.holder + 1):
                target = link.target
                if target.part and target.part not in named:
                    name = placed.part.source.name
                    raise BindError(f"{name} links to a part '{target.part}' that is not bound")
                if target.part:
                    led = _to_part(named[target.part])
                else:
                    led = _to_page(pages.get((id(placed.part.source), target.page)), target.shown)
                self._out.loose(number, b"<<%b%b>>" % (link.own.at(placed.setting), led))

    def _add_structure(self, language: str) -> None:
        """Write the tree (14.7.2) with its parent tree (14.7.4.4) and identifiers."""
        for placed in self._placed:
            title = b"/T %b" % text_string(placed.part.title) if placed.part.title else b""
            body = b"<<%b%b/P %d 0 R>>" % (placed.ready.holder.at(placed.setting), title, _DOCUMENT)
            self._out.loose(placed.holder, body)
        kids = b" ".join(b"%d 0 R" % placed.holder for placed in self._placed)
        document = b"<</Type/StructElem/S/Document/P %d 0 R/Lang%b/K[%b]>>"
        self._out.loose(_DOCUMENT, document % (_TREE, text_string(language), kids))
        pairs = b" ".join(placed.ready.parents.at(placed.setting) for placed in self._placed)
        self._out.loose(_PARENTS, b"<</Nums[%b]>>" % pairs)
        tree = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d%b%b>>"
        named = self._names.entries()
        body = tree % (_DOCUMENT, _PARENTS, self._next, named, b"".join(self._identifiers()))
        self._out.loose(_TREE, body)

    def _identifiers(self) -> Iterator[bytes]:
        """Give the identifiers (14.7.2), each the number of its element, in the order of bytes."""
        numbers = [p.setting[0] + number for p in self._placed for number in p.ready.identified]
        if numbers:
            names = sorted(b"(%d)" % number for number in numbers)
            pairs = b" ".join(b"%b %b 0 R" % (name, name[1:-1]) for name in names)
            leaf = self._new()
            ends = (names[0], names[-1])
            self._out.loose(leaf, b"<</Names[%b]/Limits[%b %b]>>" % (pairs, *ends))
            yield b"/IDTree<</Kids[%d 0 R]>>" % leaf

    def _bookmarks(self) -> Iterator[Bookmark]:
        """Give a bookmark for each part with a title, its source's own ones below it."""
        for placed in self._placed:
            first = placed.first_page
            if placed.part.title:
                below = (
                    Bookmark(title, b"%d 0 R %b" % (first + page, shown))
                    for title, page, shown in placed.ready.bookmarks
                )
                title = text_string(placed.part.title)
                yield Bookmark(title, b"%d 0 R/Fit" % first, tuple(below))

    # --- the document as a whole -----------------------------------------------------------

    def _add_catalog(self, description: Description) -> None:
        bookmarks = tuple(self._bookmarks())
        ways = b"/PageLabels%b" % labels(
            [placed.part for placed in self._placed], [placed.at for placed in self._placed]
        )
        if bookmarks:
            first = self._next
            for number, body in outline(bookmarks, first):
                self._out.loose(number, body)
                self._next = max(self._next, number + 1)
            ways += b"/Outlines %d 0 R" % first
        named = destinations(
            (name, b"%d 0 R %b" % (placed.first_page + page, shown))
            for placed in self._placed
            for name, page, shown in placed.ready.destinations
        )
        ways += b"/Names%b" % named if named else b""
        if self._firsts:
            for number, body in document_parts(self._pages, self._firsts, self._documents):
                self._out.loose(number, body)
            ways += b"/DPartRoot %d 0 R" % (self._documents + len(self._firsts) + 1)
        mode = b"/UseOutlines" if bookmarks else b"/UseNone"
        said = catalog_entries(description, metadata=_METADATA, profile=_PROFILE)
        self._out.loose(
            _CATALOG,
            b"<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/PageMode%b%b%b>>"
            % (_PAGES, _TREE, mode, ways, said),
        )
        self._out.loose(_INFO, information(description))
        self._out.stream(_METADATA, b"/Type/Metadata/Subtype/XML", metadata(description))
        self._out.stream(_PROFILE, *profile_stream(is_grey=description.is_grey))
        if self._feet:
            self._out.stream(_BEFORE, b"", BEFORE)
        for number, foot in self._feet:
            self._out.stream(number, b"/Filter/FlateDecode", foot)


def _to_part(placed: _Placed) -> bytes:
    """Give action and description of a link to a part's first page (12.6.4.2; 14289-1, 7.18.5)."""
    said = text_string(placed.part.title or placed.part.name)
    return _to_page(placed.first_page, b"/XYZ null null null") + b"/Contents %b" % said


def _to_page(page: int | None, shown: bytes) -> bytes:
    """Give the action of a link to a page of the document (12.6.4.2); none leads nowhere."""
    return b"" if page is None else b"/A<</Type/Action/S/GoTo/D[%d 0 R %b]>>" % (page, shown)


def _rounded(size: int, apart: int) -> int:
    return -(-size // apart) * apart
