"""Finished, tagged PDFs → one PDF with one structure tree.

Clauses are of ISO 32000-1:2008. What is merged: the page tree (7.7.3), the structure tree under
one Document element and its parent tree (14.7), identifiers and role maps, named destinations
(12.3.2.3), links inside and across the parts, bookmarks (12.3.3), page labels (12.4.2), metadata
(14.3.2), and fonts and images of equal content. Page numbers and running heads are stamped as
pagination artifacts (14.8.2.2). The same parts give the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from careerprint.bind.archive import Description, declare
from careerprint.bind.fonts import Face, Shared
from careerprint.bind.pagination import Extent, Numbering, Placement, Side, label, paginate
from careerprint.bind.share import Share
from careerprint.bind.source import AMBIGUOUS, BindError, Key, Source, explicit, kids_of, padded

LINK_SCHEME: Final = "part:"
"""A link to ``part:NAME`` leads to the first page of the part of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Pages to bind: all of a source, or a range of it with its share of the structure tree.

    ``name`` is what links lead to, ``title`` its bookmark (none if empty), ``running`` the
    running head of its pages. For its ``side`` a blank page is put before it if need be.
    """

    source: Source
    name: str = ""
    title: str = ""
    pages: range | None = None
    numbering: Numbering = Numbering.ARABIC
    prefix: str = ""
    running: str = ""
    side: Side = Side.ANY

    @property
    def range(self) -> range:
        """The pages of the source that it is."""
        return range(len(self.source.pages)) if self.pages is None else self.pages

    @property
    def extent(self) -> Extent:
        """What pagination needs to know of it."""
        return Extent(
            pages=len(self.range),
            numbering=self.numbering,
            prefix=self.prefix,
            side=self.side,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """How page numbers and running heads are set: a donor's face, sizes in points.

    ``baseline_pt`` is measured from the foot of the page, ``margin_pt`` from its outer edges.
    """

    font: str
    size_pt: float = 8
    baseline_pt: float = 20
    margin_pt: float = 30


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
) -> Bound:
    """Bind parts into one PDF.

    ``donor`` is a PDF whose fonts replace all subsets of them in the parts; ``stamp`` says how
    page numbers and running heads are set, in one of its faces. Raises ``BindError`` if there
    is nothing to bind, a link leads to a part that is not there, two parts share a name, or
    the donor cannot set a running head.
    """
    if not parts:
        raise BindError("there is nothing to bind")
    names = [part.name for part in parts if part.name]
    if len(set(names)) != len(names):
        raise BindError("two parts have the same name: links could not tell them apart")
    placements = paginate([part.extent for part in parts])
    volume = _Volume(Shared(out := Pdf.new(), donor), out)
    for part, placement in zip(parts, placements, strict=True):
        volume.add(part, placement)
    volume.resolve_links({p.name: at.first for p, at in zip(parts, placements, strict=True)})
    volume.close(description)
    _label_pages(out, parts, placements)
    if stamp is not None:
        _stamp_pages(out, parts, placements, stamp, volume.shared.face(stamp.font))
    declare(out, description)
    return Bound(pdf=_saved(out), pages=len(out.pages), placements=placements)


def _saved(out: Pdf) -> bytes:
    """Write a document; the same document gives the same bytes.

    A stream that ends with a carriage return cannot be told from one whose end-of-line marker
    that is (ISO 19005-2, 6.1.7.1). It happens by chance to the streams of objects that the
    writer makes; an indirect object more gives it other ones.
    """
    pdf = b""
    for entry in (None, "/ViewerPreferences", "/MarkInfo", "/PageLabels", "/OutputIntents"):
        if entry is not None:
            out.Root[entry] = out.make_indirect(out.Root[entry])
        content = BytesIO()
        out.save(
            content,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
            min_version="1.7",
        )
        pdf = content.getvalue()
        if AMBIGUOUS not in pdf:
            break
    return pdf


class _Volume:
    """The document as it grows: its structure elements, parent tree, bookmarks, destinations."""

    def __init__(self, shared: Shared, out: Pdf) -> None:
        self.shared, self.out = shared, out
        self._root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root)
        )
        self._kids: list[Any] = []
        self._parents: list[Any] = []
        self._identifiers: dict[bytes, Object] = {}
        self._maps: dict[str, dict[str, Object]] = {"/RoleMap": {}, "/ClassMap": {}}
        self._bookmarks: list[Any] = []
        self._destinations: dict[str, Object] = {}
        self._links: list[tuple[Object, str, str]] = []

    def add(self, part: Part, placement: Placement) -> None:
        """Put a part's pages at the end, with all that belongs to them."""
        source = part.source
        size = source.pages[part.range[0]].mediabox
        for _ in range(placement.blanks):
            self.out.add_blank_page(page_size=(float(size[2] - size[0]), float(size[3] - size[1])))
        pages = []
        for index in part.range:
            self.out.pages.append(source.pages[index])
            page = self.out.pages[-1].obj
            self.shared.share(page, source, index)
            pages.append(page)
        if source.is_tagged:
            self._add_structure(part, pages)
        else:
            self._add_figures(part, pages)
        self._add_destinations(part, pages)
        self._add_bookmarks(part, pages)

    # --- structure ---------------------------------------------------------------------

    def _add_structure(self, part: Part, pages: list[Any]) -> None:
        source = part.source
        self._agree_on_maps(source)
        with Share(source, part.pages) as share:
            copy = self.out.copy_foreign(share.holder)
            self._adopt(copy, part)
            for page in pages:
                self._renumber(page, source, share.replaced)
            prefix = self._clashing_identifiers(source)
            for name, element in source.survey.identifiers.items():
                if source.survey.pages[element.objgen] & frozenset(part.range):
                    self._identify(self.out.copy_foreign(element), prefix + name)
            if prefix:
                _prefix_headers(copy, prefix)

    def _adopt(self, element: Any, part: Part) -> None:
        element.P = self._document
        if part.source.language:
            element.Lang = String(part.source.language)
        if part.title:
            element.T = String(part.title)
        self._kids.append(element)

    def _renumber(self, page: Any, source: Source, replaced: dict[Key, Object]) -> None:
        """Give a page, its annotations and its forms new keys of the parent tree (14.7.4.4)."""
        for item, key in _keyed(page):
            value = source.parents.get(int(item[key]))
            if value is None:
                del item[key]
                continue
            if replaced and isinstance(value, Array):
                kids = [replaced.get(one.objgen, one) if one is not None else one for one in value]
                value = source.pdf.make_indirect(Array(kids))
            item[key] = len(self._parents) // 2
            self._parents += [len(self._parents) // 2, self.out.copy_foreign(value)]
        page.Tabs = Name.S

    def _add_figures(self, part: Part, pages: list[Any]) -> None:
        """Make each untagged page a figure with the alternative text that was given (14.9.3)."""
        kids = []
        holder = self.out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part))
        for page in pages:
            figure = self.out.make_indirect(
                Dictionary(
                    Type=Name.StructElem,
                    S=Name.Figure,
                    P=holder,
                    Pg=page,
                    K=0,
                    Alt=String(part.source.alt),
                    A=Dictionary(O=Name.Layout, BBox=Array(page.MediaBox)),
                )
            )
            kids.append(figure)
            page.Contents = _wrapped(self.out, page, b"/Figure <</MCID 0>> BDC\n", b"\nEMC")
            page.StructParents = len(self._parents) // 2
            page.Tabs = Name.S
            self._parents += [int(page.StructParents), self.out.make_indirect(Array([figure]))]
        holder.K = Array(kids)
        self._adopt(holder, part)

    def _agree_on_maps(self, source: Source) -> None:
        """Take over role and class maps (14.7.3, 14.7.5); one name may not mean two things."""
        for kind, known in self._maps.items():
            for name, value in source.tree.get(kind, Dictionary()).items():
                before = known.get(name)
                if before is None:
                    known[name] = self.out.copy_foreign(value) if value.is_indirect else value
                elif repr(before) != repr(value):
                    raise BindError(
                        f"{source.name} gives {name} another meaning than a part before it",
                        hint=f"make its {kind[1:]} agree",
                    )

    def _clashing_identifiers(self, source: Source) -> str:
        """Give what must stand before a part's identifiers for them to stay unique."""
        names = source.survey.identifiers
        number = 0
        prefix = ""
        while any((prefix + name).encode("latin-1") in self._identifiers for name in names):
            number += 1
            prefix = f"{number}."
        return prefix

    def _identify(self, element: Any, name: str) -> None:
        element.ID = String(name)
        self._identifiers[name.encode("latin-1")] = element

    # --- destinations, links, bookmarks --------------------------------------------------

    def _add_destinations(self, part: Part, pages: list[Any]) -> None:
        """Take over named destinations, renamed where the name is taken, and note the links."""
        source = part.source
        own = {}
        for name, value in source.destinations.items():
            target = explicit(value)
            index = source.page_numbers.get(target[0].objgen) if target else None
            if target is None or index is None or index not in part.range:
                continue
            number, new = 0, name
            while new in self._destinations:
                number += 1
                new = f"{name}.{number}"
            own[name] = new
            self._destinations[new] = Array([pages[part.range.index(index)], *list(target)[1:]])
        for page in pages:
            for annotation in page.get("/Annots", ()):
                if annotation.get("/Subtype") == Name.Link:
                    annotation.F = int(annotation.get("/F", 0)) | 4  # printed as seen (12.5.3)
                    self._note_link(annotation, own, part)

    def _note_link(self, link: Object, own: dict[str, str], part: Part) -> None:
        action = link.get("/A", Dictionary())
        target = link.get("/Dest", action.get("/D") if action.get("/S") == Name.GoTo else None)
        address = str(action.get("/URI", ""))
        if address.startswith(LINK_SCHEME):
            self._links.append((link, address.removeprefix(LINK_SCHEME), part.source.name))
        elif isinstance(target, (String, Name)):
            name = str(target).removeprefix("/") if isinstance(target, Name) else str(target)
            _lead(link, String(own[name]) if name in own else None)
        elif isinstance(target, Array) and (not target or not isinstance(target[0], Dictionary)):
            _lead(link, None)

    def resolve_links(self, firsts: dict[str, int]) -> None:
        """Lead every link to another part to the first page of it."""
        for link, name, source in self._links:
            if name not in firsts:
                raise BindError(f"{source} links to a part '{name}' that is not bound")
            page = self.out.pages[firsts[name]].obj
            _lead(link, Array([page, Name.XYZ, None, None, None]))

    def _add_bookmarks(self, part: Part, pages: list[Any]) -> None:
        """Add a part's bookmark, and below it those of its source that lie one level deep."""
        if not part.title:
            return
        top = self.out.make_indirect(
            Dictionary(Title=String(part.title), Dest=Array([pages[0], Name.Fit]))
        )
        kids = [self.out.make_indirect(item) for item in _inner_bookmarks(part, pages)]
        _chain(top, kids)
        if kids:
            top.Count = -len(kids)  # closed
        self._bookmarks.append(top)

    # --- the end -------------------------------------------------------------------------

    def close(self, description: Description) -> None:
        """Write what belongs to the whole document into its catalog (7.7.2)."""
        root, out = self._root, self.out
        self._document.K = Array(self._kids)
        self._document.Lang = String(description.language)
        root.K = Array([self._document])
        root.ParentTree = out.make_indirect(Dictionary(Nums=Array(self._parents)))
        root.ParentTreeNextKey = len(self._parents) // 2
        for kind, known in self._maps.items():
            if known:
                root[kind] = Dictionary(known)
        if self._identifiers:
            pairs = [x for n, e in sorted(self._identifiers.items()) for x in (String(n), e)]
            root.IDTree = out.make_indirect(
                Dictionary(
                    Kids=Array(
                        [
                            out.make_indirect(
                                Dictionary(Names=Array(pairs), Limits=Array([pairs[0], pairs[-2]]))
                            )
                        ]
                    )
                )
            )
        out.Root.StructTreeRoot = root
        if self._destinations:
            pairs = [x for n, d in sorted(self._destinations.items()) for x in (String(n), d)]
            out.Root.Names = Dictionary(Dests=Dictionary(Names=Array(pairs)))
        if self._bookmarks:
            outlines = out.make_indirect(Dictionary(Type=Name.Outlines))
            _chain(outlines, self._bookmarks)
            outlines.Count = len(self._bookmarks)
            out.Root.Outlines = outlines


def _keyed(page: Any) -> Iterator[tuple[Object, str]]:
    """Give what carries a key of the parent tree on a page: itself, annotations, XObjects."""
    if "/StructParents" in page:
        yield page, "/StructParents"
    for annotation in page.get("/Annots", ()):
        if "/StructParent" in annotation:
            yield annotation, "/StructParent"
    for item in page.get("/Resources", Dictionary()).get("/XObject", Dictionary()).values():
        for key in ("/StructParents", "/StructParent"):
            if key in item:
                yield item, key


def _prefix_headers(element: Any, prefix: str) -> None:
    """Rename the header cells that table cells name (14.8.5.7), below an element."""
    for attributes in _attributes(element):
        if "/Headers" in attributes:
            names = [bytes(name).decode("latin-1") for name in attributes.Headers]
            attributes.Headers = Array([String(prefix + name) for name in names])
    for kid in kids_of(element):
        if isinstance(kid, Dictionary) and kid.get("/Type") not in {Name.MCR, Name.OBJR}:
            _prefix_headers(kid, prefix)


def _attributes(element: Any) -> tuple[Any, ...]:
    found = element.get("/A")
    if found is None:
        return ()
    return (
        tuple(n for n in found if isinstance(n, Dictionary))
        if isinstance(found, Array)
        else (found,)
    )


def _lead(link: Object, target: Object | None) -> None:
    """Have a link lead to a destination in the document; to none if its page is not bound."""
    for key in ("/A", "/Dest", "/PA"):
        if key in link:
            del link[key]
    if target is not None:
        link.A = Dictionary(Type=Name.Action, S=Name.GoTo, D=target)


def _inner_bookmarks(part: Part, pages: list[Any]) -> Iterator[Dictionary]:
    """Give the bookmarks below a part's own: those of its source that lead to its pages."""
    for title, index, shown in part.source.bookmarks:
        if index in part.range:
            page = pages[part.range.index(index)]
            yield Dictionary(Title=title, Dest=Array([page, *shown]))


def _chain(parent: Object, items: list[Any]) -> None:
    """Link outline items with each other and their parent."""
    for before, after in pairwise(items):
        before.Next, after.Prev = after, before
    for item in items:
        item.Parent = parent
    if items:
        parent.First, parent.Last = items[0], items[-1]


def _label_pages(out: Pdf, parts: Sequence[Part], placements: Sequence[Placement]) -> None:
    """Write the page labels (12.4.2): a range for each part."""
    ranges: list[Any] = []
    for part, placement in zip(parts, placements, strict=True):
        entry = Dictionary()
        if part.numbering is not Numbering.NONE:
            entry.S = Name(f"/{part.numbering.value}")
            entry.St = placement.number
        if part.prefix:
            entry.P = String(part.prefix)
        ranges += [placement.first, entry]
    out.Root.PageLabels = Dictionary(Nums=Array(ranges))


def _stamp_pages(
    out: Pdf,
    parts: Sequence[Part],
    placements: Sequence[Placement],
    stamp: Stamp,
    face: Face,
) -> None:
    """Print each numbered page's number and running head at its foot, outer edge and inner."""
    for part, placement in zip(parts, placements, strict=True):
        if part.numbering is Numbering.NONE:
            continue
        for offset in range(len(part.range)):
            index = placement.first + offset
            page = out.pages[index].obj
            number = label(placement.number + offset, part.numbering)
            content = _footer(page, stamp, face, number, part.running, is_right=index % 2 == 0)
            page.Contents = _wrapped(out, page, b"q\n", b"\nQ\n" + content)
            page.Resources.Font[STAMP_FONT] = face.font


STAMP_FONT: Final = "/PageNumber"


def _footer(
    page: Any, stamp: Stamp, face: Face, number: str, running: str, *, is_right: bool
) -> bytes:
    left, foot, right, _ = (float(n) for n in page.MediaBox)
    baseline = foot + stamp.baseline_pt
    lines = []
    for text, is_at_right in ((number, is_right), (running, not is_right)):
        if text:
            shown, width_em = face.show(text)
            x = left + stamp.margin_pt
            if is_at_right:
                x = right - stamp.margin_pt - width_em * stamp.size_pt
            lines.append(b"1 0 0 1 %.2f %.2f Tm %s Tj" % (x, baseline, shown))
    return (
        b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq BT 0 g %s %g Tf\n%s\nET Q\nEMC"
        % (STAMP_FONT.encode(), stamp.size_pt, b"\n".join(lines))
    )


def _wrapped(out: Pdf, page: Any, before: bytes, after: bytes) -> Array:
    """Give a page's content streams (7.8.2) with one before and one after them."""
    contents = page.get("/Contents", Array())
    own = list(contents) if isinstance(contents, Array) else [contents]
    return Array([out.make_stream(padded(before)), *own, out.make_stream(padded(after))])
