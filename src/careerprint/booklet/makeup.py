"""Make-up: standing blocks put together to a page, one below the other, in one structure.

Such a page hangs on many things, as which careers a reader chose, although each block of it hangs
on few. Clauses are of ISO 32000-1:2008.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from careerprint.binder.makeready import MadeUp, OpenLink, Ready, ReadyPage, Target
from careerprint.binder.plate import Plate, Text, text_string
from careerprint.binder.source import padded
from careerprint.booklet.standing import Element, Link, NotStandingError, Standing


@dataclass(slots=True, eq=False)
class _Node:
    """An element on its way into a page: how far down its block is, and its first mark there."""

    element: Element
    parent: "_Node | None"
    down_pt: float
    first_mark: int
    number: int = 0
    kids: "list[_Node | int | Link]" = field(default_factory=list)

    def all(self) -> "Iterator[_Node]":
        """Give it and all below it, in their order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, _Node):
                yield from kid.all()


def make_up(
    blocks: Sequence[tuple[Standing, int]], *, name: str, language: str, below: bytes = b""
) -> MadeUp:
    """Put blocks one below the other on a page.

    With each comes how many elements at its top it shares with the one before it. ``below`` is
    a content that is painted first, deflated. Raises ``NotStandingError`` if they do not fit,
    or do not go together.
    """
    page = _Page(below)
    for standing, joined in blocks:
        page.add(standing, joined)
    return MadeUp(name=name, ready=page.ready(language))


class _Page:
    """A page in the making."""

    def __init__(self, below: bytes) -> None:
        self._below = below
        self._tops: list[_Node] = []
        self._blocks: list[tuple[Standing, float, int]] = []
        self._down_pt, self._marks = 0.0, 0

    def add(self, standing: Standing, joined: int) -> None:
        """Put a block below those that are there."""
        if self._blocks and standing.page != self._blocks[0][0].page:
            raise NotStandingError("blocks of one page are set on different ones")
        if self._down_pt + standing.height_pt > standing.room_pt + _TOLERANCE_PT:
            raise NotStandingError("the blocks do not fit a page")
        parent, new = self._joined(standing.elements, joined)
        for element in new:
            node = self._node(element, parent)
            (parent.kids if parent else self._tops).append(node)
        self._blocks.append((standing, self._down_pt, self._marks))
        self._down_pt += standing.height_pt
        self._marks += standing.marks

    def _joined(
        self, elements: Sequence[Element], joined: int
    ) -> tuple[_Node | None, Sequence[Element]]:
        """Give the element that a block goes on with, and what of the block comes into it."""
        parent: _Node | None = None
        for _ in range(joined):
            above = parent.kids if parent else self._tops
            last = above[-1] if above else None
            is_same = isinstance(last, _Node) and [e.role for e in elements] == [last.element.role]
            inner = [kid for kid in elements[0].kids if isinstance(kid, Element)] if is_same else []
            if not is_same or len(inner) != len(elements[0].kids):
                raise NotStandingError("a block does not go on where the one before it ends")
            parent, elements = last, inner  # type: ignore[assignment]
        return parent, elements

    def _node(self, element: Element, parent: _Node | None) -> _Node:
        node = _Node(element, parent, self._down_pt, self._marks)
        for kid in element.kids:
            node.kids.append(self._node(kid, node) if isinstance(kid, Element) else kid)
        return node

    def ready(self, language: str) -> Ready:
        """Give it ready to be bound."""
        nodes = [node for top in self._tops for node in top.all()]
        return _Writing(self._blocks, self._tops, nodes, self._marks, self._below).ready(language)


_TOLERANCE_PT: Final = 0.01


class _Draft:
    """A piece of PDF in the making, with places for numbers of its plate."""

    def __init__(self, raw: bytes = b"") -> None:
        self.pieces, self.places = [raw.replace(b"%", b"%%")], list[int]()

    def put(self, raw: bytes) -> "_Draft":
        """Add bytes."""
        self.pieces.append(raw.replace(b"%", b"%%"))
        return self

    def number(self, place: int) -> "_Draft":
        """Add a number of the plate."""
        self.pieces.append(b"%d")
        self.places.append(place)
        return self

    def references(self, places: Iterable[int | None]) -> "_Draft":
        """Add references to objects of the plate; None is null."""
        for place in places:
            self.pieces.append(b"null " if place is None else b"%d 0 R ")
            if place is not None:
                self.places.append(place)
        return self

    def add(self, other: "_Draft") -> "_Draft":
        """Add another piece."""
        self.pieces += other.pieces
        self.places += other.places
        return self

    def text(self) -> Text:
        """Give it whole."""
        return Text(b"".join(self.pieces), tuple(self.places))


class _Writing:
    """The objects of a made-up page.

    Elements come first among the packed objects, then links that lead out of the document, then
    the page's list of the parent tree; the page, the holder and other links are loose.
    """

    def __init__(
        self,
        blocks: Sequence[tuple[Standing, float, int]],
        tops: Sequence[_Node],
        nodes: Sequence[_Node],
        marks: int,
        below: bytes,
    ) -> None:
        self._blocks, self._tops, self._nodes, self._marks = blocks, tops, nodes, marks
        self._below = below
        for number, node in enumerate(nodes):
            node.number = number
        links = [(kid, node) for node in nodes for kid in node.kids if isinstance(kid, Link)]
        self._outer = [one for one in links if not one[0].part]
        self._inner = [one for one in links if one[0].part]
        self._list = len(nodes) + len(self._outer)
        contents = 2 if below else 1
        self._contents = range(self._list + 1, self._list + 1 + contents)
        self._page = self._contents.stop + 1  # the stream of packed objects comes between
        self._holder = self._page + 1
        self._numbers = {
            (id(link), node.number): number
            for first, group in ((len(nodes), self._outer), (self._holder + 1, self._inner))
            for number, (link, node) in enumerate(group, start=first)
        }
        used = {one.key: one for block, _, _ in blocks for one in block.resources}
        self._used = {key: (b"/r%d" % n, one) for n, (key, one) in enumerate(used.items())}
        self._shared = [one for one in used.values() if one.resource]

    def ready(self, language: str) -> Ready:
        """Give all of it."""
        packed = [self._element(node) for node in self._nodes]
        packed += [self._annotation(*link, b"<<", b">>") for link in self._outer]
        packed.append(self._parent_list())
        texts = (self._below, self._content()) if self._below else (self._content(),)
        streams = tuple((Text(b"/Filter/FlateDecode"), text) for text in texts)
        keys = sorted(
            [
                *(
                    (self._numbers[id(link), node.number], node.number)
                    for link, node in self._links
                ),
                (self._page, self._list),
            ]
        )
        parents = _Draft()
        for key, value in keys:
            parents.number(key).put(b" ").references([value])
        holder = _Draft(b"/Type/StructElem/S/Part/Lang %b/K[" % text_string(language))
        return Ready(
            plate=Plate(packed=tuple(packed), streams=streams, loose=2 + len(self._inner)),
            shared=tuple(one.resource for one in self._shared if one.resource),
            pages=(self._ready_page(),),
            holder=holder.references(top.number for top in self._tops).put(b"]").text(),
            links=tuple(
                OpenLink(own=self._annotation(link, node, b"", b""), target=Target(part=link.part))
                for link, node in self._inner
            ),
            parents=parents.text(),
            identified=tuple(n.number for n in self._nodes if n.element.is_identified),
            destinations=(),
            bookmarks=(),
        )

    @property
    def _links(self) -> "tuple[tuple[Link, _Node], ...]":
        return (*self._outer, *self._inner)

    def _element(self, node: _Node) -> Text:
        element = node.element
        draft = _Draft(b"<</Type/StructElem/S %b" % element.role)
        draft.put(element.own)
        if element.box:
            moved = _moved(element.box, node.down_pt)
            draft.put(b"/A<<%b/BBox[%b]>>" % (element.attributes, moved))
        if element.is_identified:
            draft.put(b"/ID(").number(node.number).put(b")")
        draft.put(b"/P ").references([node.parent.number if node.parent else self._holder])
        draft.put(b"/Pg ").references([self._page]).put(b"/K[")
        for kid in node.kids:
            if isinstance(kid, _Node):
                draft.references([kid.number])
            elif isinstance(kid, int):
                draft.put(b"%d " % (node.first_mark + kid))
            else:
                draft.put(b"<</Type/OBJR/Obj ")
                draft.references([self._numbers[id(kid), node.number]]).put(b"/Pg ")
                draft.references([self._page]).put(b">>")
        return draft.put(b"]>>").text()

    def _annotation(self, link: Link, node: _Node, before: bytes, after: bytes) -> Text:
        draft = _Draft(before)
        draft.put(b"%b/Rect[%b]/StructParent " % (link.own, _moved(link.box, node.down_pt)))
        return draft.number(self._numbers[id(link), node.number]).put(after).text()

    def _parent_list(self) -> Text:
        """Give the elements of the page's marked contents, in the order of these (14.7.4.4)."""
        found: list[int | None] = [None] * self._marks
        for node in self._nodes:
            for kid in node.kids:
                if isinstance(kid, int):
                    found[node.first_mark + kid] = node.number
        return _Draft(b"[").references(found).put(b"]").text()

    def _content(self) -> bytes:
        names = {key: name for key, (name, _) in self._used.items()}
        pieces = (
            b"q 1 0 0 1 0 %b cm\n%b\nQ" % (_number(-down), block.shown(names, mark))
            for block, down, mark in self._blocks
        )
        return zlib.compress(padded(b"\n".join(pieces)))

    def _ready_page(self) -> ReadyPage:
        groups: dict[str, _Draft] = {}
        for name, one in self._used.values():
            draft = groups.setdefault(one.category, _Draft()).put(name + b" ")
            if one.resource:
                draft.references([-1 - self._shared.index(one)])
            else:
                draft.put(one.written)
        fonts = groups.pop("/Font", _Draft()).text()
        resources = _Draft()
        for category, draft in groups.items():
            resources.put(b"%b<<" % category.encode()).add(draft).put(b">>")
        first = self._blocks[0][0]
        own = _Draft(b"/Type/Page%b/StructParents " % first.page).number(self._page)
        if self._links:
            own.put(b"/Annots[").references(self._numbers.values()).put(b"]")
        return ReadyPage(
            own=own.text(),
            contents=_Draft().references(self._contents).text(),
            resources=resources.text(),
            fonts=fonts,
            font_names=frozenset(),
            boxes=first.boxes,
        )


def _moved(box: Sequence[float], down_pt: float) -> bytes:
    """Give a box (7.9.5) so much further down."""
    left, foot, right, top = box
    return b" ".join(map(_number, (left, foot - down_pt, right, top - down_pt)))


def _number(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()
