"""Makeready: all that is done before binding and once, however often a part is bound.

Printers call so what is done before the first good impression.

Everything that hangs on one part alone happens here: its share of the structure tree, keys of
the parent tree, identifiers, links inside it, and what its pages need. What hangs on the other
parts is left open and named: links to them, fonts and images that a document stores once, page
numbers. Clauses are of ISO 32000-1:2008.
"""

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final
from weakref import WeakKeyDictionary

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from careerprint.binder.agreement import Renaming
from careerprint.binder.fonts import Resource, resource_of, shared_objects
from careerprint.binder.plate import Engraver, Plate, Text, entries
from careerprint.binder.source import Source, explicit, written
from careerprint.binder.structure import Structure

LINK_SCHEME: Final = "part:"
"""A link to ``part:NAME`` leads to the first page of the part of that name."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """How large a page is (7.7.3.3), and what is seen of it.

    ``empty`` is the media box of an empty page like it, ``seen`` left, foot, right and top of
    the crop box, ``angle`` how it is turned.
    """

    empty: bytes
    seen: tuple[float, float, float, float]
    angle: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPage:
    """A page but for its parent and what is printed at its foot.

    ``own`` are the entries of its dictionary, ``resources`` and ``fonts`` those of its resources
    (7.8.3), ``font_names`` the names of these.
    """

    own: Text
    contents: Text
    resources: Text
    fonts: Text
    font_names: frozenset[str]
    boxes: Boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a link leads: to a part by its name, to a page of its source, or nowhere.

    ``shown`` is how the page is shown (12.3.2.2), as it is written.
    """

    part: str = ""
    page: int | None = None
    shown: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    """A link that leads out of its part; ``own`` is its annotation (12.5.6.5) but for that."""

    own: Text
    target: Target


@dataclass(frozen=True, kw_only=True, eq=False)
class Ready:
    """Pages of a source, ready to be bound.

    The loose objects of its ``plate`` are its pages, its holder and its open links, in this
    order, ``shared`` the fonts and images that other parts may have too. ``holder`` are the
    entries of the element that its structure stands below, ``parents`` its share of the parent
    tree (14.7.4.4), ``identified`` the numbers of elements with an identifier, which is that
    number. ``destinations`` (12.3.2.3) and ``bookmarks`` (12.3.3) are name or title, page of
    the part from 0, and how it is shown.
    """

    plate: Plate
    shared: tuple[Resource, ...]
    pages: tuple[ReadyPage, ...]
    holder: Text
    links: tuple[OpenLink, ...]
    parents: Text
    identified: tuple[int, ...]
    destinations: tuple[tuple[str, int, bytes], ...]
    bookmarks: tuple[tuple[bytes, int, bytes], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class MadeUp:
    """Pages that are ready without a source to make them ready from, bound like those of one."""

    name: str
    ready: Ready
    pages: tuple[None, ...] = field(default=(None,), repr=False)


_READY: Final[WeakKeyDictionary[Source, dict[object, Ready]]] = WeakKeyDictionary()


def make_ready(source: Source, pages: range, names: Renaming) -> Ready:
    """Make pages of a source ready, or give them as they were made ready before."""
    known = _READY.setdefault(source, {})
    key = (pages.start, pages.stop, pages.step, names)
    if key not in known:
        known[key] = _Making(source, pages, names).ready()
    return known[key]


class _Making:
    """Pages on their way to be ready: in a document of their own."""

    def __init__(self, source: Source, pages: range, names: Renaming) -> None:
        self._source, self._range = source, pages
        self._out = Pdf.new()
        self._pages: list[Any] = []
        for index in pages:
            self._out.pages.append(source.pages[index])
            self._pages.append(self._out.pages[-1].obj)
        whole = None if pages == range(len(source.pages)) else pages
        self._structure = Structure(self._out)
        self._structure.add(source, whole, self._pages, names)
        self._open: list[tuple[Object, Target]] = []
        self._destinations: list[tuple[str, int, bytes]] = []
        self._find_destinations()
        for page, index in zip(self._pages, pages, strict=True):
            self._close_links(page, source.pages[index].obj)

    def ready(self) -> Ready:
        """Give them ready."""
        holder = self._structure.holder
        links = [link for link, _ in self._open]
        items = shared_objects(self._pages)
        engraver = Engraver(self._out, (*self._pages, holder, *links), items)
        drafts = [_PageDraft(page) for page in self._pages]
        held = entries(holder)
        parents = [
            (item, value if value.is_indirect else self._out.make_indirect(value))
            for item, value in self._structure.parents
        ]
        for draft in drafts:
            engraver.take(draft.own, draft.contents, draft.resources, draft.fonts)
        engraver.take(held)
        engraver.take(*(entries(link) for link in links))
        engraver.take(*(value.unparse() for _, value in parents))
        for element in self._structure.identified:
            engraver.take(element.unparse())
        keys = sorted(
            ((engraver.number(item), value) for item, value in parents if engraver.has(item)),
            key=itemgetter(0),
        )
        return Ready(
            plate=engraver.plate(),
            shared=tuple(resource_of(self._out, item) for item in items),
            pages=tuple(draft.ready(engraver) for draft in drafts),
            holder=engraver.text(held),
            links=tuple(
                OpenLink(own=engraver.text(entries(link)), target=target)
                for link, target in self._open
            ),
            parents=Text(
                b" ".join(b"%d %d 0 R" for _ in keys),
                tuple(n for key, value in keys for n in (key, engraver.number(value))),
            ),
            identified=tuple(engraver.number(one) for one in self._structure.identified),
            destinations=tuple(self._destinations),
            bookmarks=tuple(
                (bytes(title.unparse()), self._range.index(index), _shown(shown))
                for title, index, shown in self._source.bookmarks
                if index in self._range
            ),
        )

    # --- ways (12.3) ---------------------------------------------------------------------

    def _find_destinations(self) -> None:
        for name, value in self._source.destinations.items():
            index, rest = _place(value, self._source)
            if index is not None and index in self._range:
                self._destinations.append((name, self._range.index(index), _shown(rest)))

    def _close_links(self, page: Any, original: Any) -> None:
        """Lead links to pages of this part; those that lead elsewhere stay open."""
        annotations = page.get("/Annots", ())
        before = original.get("/Annots", ())
        for place, (link, old) in enumerate(zip(annotations, before, strict=True)):
            if link.get("/Subtype") != Name.Link:
                continue
            link.F = int(link.get("/F", 0)) | 4  # printed as seen (12.5.3)
            target = self._target(old)
            if target is None:
                continue
            for key in ("/A", "/Dest", "/PA", *(("/Contents",) if target.part else ())):
                if key in link:
                    del link[key]
            if target.page is not None and target.page in self._range:
                bound = self._pages[self._range.index(target.page)]
                rest = _rest(old, self._source)
                link.A = Dictionary(Type=Name.Action, S=Name.GoTo, D=Array([bound, *rest]))
            elif target.page is not None or target.part:
                whole = link if link.is_indirect else self._out.make_indirect(link)
                annotations[place] = whole
                self._open.append((whole, target))

    def _target(self, link: Any) -> Target | None:
        """Give where a link leads; None if that is out of the document or not to be changed."""
        address = str(link.get("/A", Dictionary()).get("/URI", ""))
        if address.startswith(LINK_SCHEME):
            return Target(part=address.removeprefix(LINK_SCHEME))
        target = _target(link)
        if target is None:
            return None
        index, rest = _place(_behind(target, self._source), self._source)
        return Target(page=index, shown=_shown(rest))


class _PageDraft:
    """A page, taken apart."""

    def __init__(self, page: Any) -> None:
        self._page = page
        resources = page.get("/Resources", Dictionary())
        self.own = entries(page, frozenset({"/Parent", "/Contents", "/Resources"}))
        contents = page.get("/Contents", Array())
        streams = list(contents) if isinstance(contents, Array) else [contents]
        self.contents = b" ".join(written(stream) for stream in streams)
        self.resources = entries(resources, frozenset({"/Font"}))
        self.fonts = entries(resources.get("/Font", Dictionary()))

    def ready(self, engraver: Engraver) -> ReadyPage:
        """Give it as it is put into a document."""
        page = self._page
        return ReadyPage(
            own=engraver.text(self.own),
            contents=engraver.text(self.contents),
            resources=engraver.text(self.resources),
            fonts=engraver.text(self.fonts),
            font_names=frozenset(page.get("/Resources", Dictionary()).get("/Font", {}).keys()),
            boxes=boxes_of(page),
        )


def boxes_of(page: Any) -> Boxes:
    """Give the boxes of a page that has all of its attributes itself."""
    left, foot, right, top = (float(n) for n in page.MediaBox.as_list())
    empty = b"[0 0 %g %g]" % (abs(right - left), abs(top - foot))
    left, foot, right, top = (float(n) for n in page.get("/CropBox", page.MediaBox).as_list())
    seen = (min(left, right), min(foot, top), max(left, right), max(foot, top))
    return Boxes(empty, seen, int(page.get("/Rotate", 0)) % 360)


def _shown(rest: Any) -> bytes:
    """Give how a destination shows its page (12.3.2.2), as it is written."""
    return b" ".join(written(one) for one in rest)


def _target(item: Any) -> Any:
    """Give the destination of a link, its own or that of its go-to action (12.6.4.2)."""
    action = item.get("/A", Dictionary())
    return item.get("/Dest", action.get("/D") if action.get("/S") == Name.GoTo else None)


def _behind(target: Any, source: Source) -> Any:
    """Give the destination behind a name (12.3.2.3)."""
    if isinstance(target, (String, Name)):
        return source.destinations.get(str(target).removeprefix("/"))
    return target


def _rest(link: Any, source: Source) -> list[Any]:
    return _place(_behind(_target(link), source), source)[1]


def _place(value: Any, source: Source) -> tuple[int | None, list[Any]]:
    """Give the page that a destination leads to, None if there is none, and where on it."""
    target = explicit(value) if value is not None else None
    if target is None:
        return None, []
    return source.page_numbers.get(target[0].objgen), list(target)[1:]
