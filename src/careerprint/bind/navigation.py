"""Ways through a document: named destinations, links, bookmarks, page labels.

Clauses are of ISO 32000-1:2008.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from careerprint.bind.pagination import Numbering, Placement
from careerprint.bind.part import Part
from careerprint.bind.source import BindError, Source

LINK_SCHEME: Final = "part:"
"""A link to ``part:NAME`` leads to the first page of the part of that name."""


class Navigation:
    """The destinations, links and bookmarks of a document as it grows."""

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self._bookmarks: list[Any] = []
        self._destinations: dict[str, Object] = {}
        self._pages: dict[tuple[int, int], Any] = {}
        self._to_parts: list[tuple[Object, str, str]] = []
        self._to_pages: list[tuple[Object, Source, Array | None]] = []

    def add(self, part: Part, pages: list[Any]) -> None:
        """Take over what leads to a part's pages and from them, which are in the document."""
        for index, page in zip(part.range, pages, strict=True):
            self._pages[id(part.source), index] = page
        own = self._add_destinations(part, pages)
        for index, page in zip(part.range, pages, strict=True):
            before = part.source.pages[index].obj.get("/Annots", ())
            for annotation, original in zip(page.get("/Annots", ()), before, strict=True):
                if annotation.get("/Subtype") == Name.Link:
                    annotation.F = int(annotation.get("/F", 0)) | 4  # printed as seen (12.5.3)
                    self._note_link(annotation, original, own, part.source)
        self._add_bookmarks(part, pages)

    def _add_destinations(self, part: Part, pages: list[Any]) -> dict[str, str]:
        """Take over named destinations (12.3.2.3); gives what each is called from now on."""
        source = part.source
        own = {}
        for name, value in source.destinations.items():
            index, rest = _place(value, source)
            if index is None or index not in part.range:
                continue
            number, new = 0, name
            while new in self._destinations:
                number += 1
                new = f"{name}.{number}"
            own[name] = new
            self._destinations[new] = Array([pages[part.range.index(index)], *rest])
        return own

    def _note_link(self, link: Object, before: Object, own: dict[str, str], source: Source) -> None:
        action = before.get("/A", Dictionary())
        address = str(action.get("/URI", ""))
        target = _target(before)
        if address.startswith(LINK_SCHEME):
            self._to_parts.append((link, address.removeprefix(LINK_SCHEME), source.name))
        elif isinstance(target, (String, Name)):
            name = _plain(target)
            if name in own:
                _lead(link, String(own[name]))
            else:
                self._to_pages.append((link, source, _explicit(source.destinations.get(name))))
        elif target is not None:
            self._to_pages.append((link, source, _explicit(target)))

    def _resolve(self, firsts: dict[str, int]) -> None:
        """Lead links to where their pages have come to lie; nowhere if they are not bound."""
        for link, name, source in self._to_parts:
            if name not in firsts:
                raise BindError(f"{source} links to a part '{name}' that is not bound")
            page = self._out.pages[firsts[name]].obj
            _lead(link, Array([page, Name.XYZ, None, None, None]))
        for link, origin, target in self._to_pages:
            index, rest = _place(target, origin)
            bound = self._pages.get((id(origin), index)) if index is not None else None
            _lead(link, None if bound is None else Array([bound, *rest]))

    def _add_bookmarks(self, part: Part, pages: list[Any]) -> None:
        """Add a part's bookmark, and below it those of its source that lie one level deep."""
        if not part.title:
            return
        top = self._out.make_indirect(
            Dictionary(Title=String(part.title), Dest=Array([pages[0], Name.Fit]))
        )
        kids = [self._out.make_indirect(item) for item in _inner_bookmarks(part, pages)]
        _chain(top, kids)
        if kids:
            top.Count = -len(kids)  # closed
        self._bookmarks.append(top)

    def close(self, parts: Sequence[Part], placements: Sequence[Placement]) -> None:
        """Write it all into the document's catalog (7.7.2).

        Raises ``BindError`` if a link leads to a part that is not there.
        """
        root = self._out.Root
        self._resolve({p.name: at.first for p, at in zip(parts, placements, strict=True)})
        if self._destinations:
            named = {bytes(String(n)): d for n, d in self._destinations.items()}
            pairs = [x for n, d in sorted(named.items()) for x in (String(n), d)]
            root.Names = Dictionary(Dests=Dictionary(Names=Array(pairs)))
        if self._bookmarks:
            outlines = self._out.make_indirect(Dictionary(Type=Name.Outlines))
            _chain(outlines, self._bookmarks)
            outlines.Count = len(self._bookmarks)
            root.Outlines = outlines
        root.PageLabels = Dictionary(Nums=Array(list(_labels(parts, placements))))


def _labels(parts: Sequence[Part], placements: Sequence[Placement]) -> Iterator[Any]:
    """Give the page labels (12.4.2): a range for each part, and one for a blank first page."""
    if placements[0].first:
        yield from (0, Dictionary())
    for part, placement in zip(parts, placements, strict=True):
        entry = Dictionary()
        if part.numbering is not Numbering.NONE:
            entry.S = Name(f"/{part.numbering.value}")
            entry.St = placement.number
        if part.prefix:
            entry.P = String(part.prefix)
        yield from (placement.first, entry)


def _target(item: Any) -> Any:
    """Give the destination of a link or an outline item, itself or of its go-to action."""
    action = item.get("/A", Dictionary())
    return item.get("/Dest", action.get("/D") if action.get("/S") == Name.GoTo else None)


def _plain(name: Any) -> str:
    return str(name).removeprefix("/") if isinstance(name, Name) else str(name)


def _explicit(value: Any) -> Array | None:
    """Give the array of a destination (12.3.2.2)."""
    target = value.get("/D") if isinstance(value, Dictionary) else value
    return target if isinstance(target, Array) and len(target) else None


def _place(value: Any, source: Source) -> tuple[int | None, list[Any]]:
    """Give the page that a destination leads to, None if there is none, and where on it."""
    target = _explicit(value)
    if target is None or not isinstance(target[0], Dictionary):
        return None, []
    return source.page_numbers.get(target[0].objgen), list(target)[1:]


def _lead(link: Object, target: Object | None) -> None:
    """Have a link lead to a destination in the document, or nowhere."""
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
