"""Standing blocks: what a page of the engine's shows, taken apart.

Printers keep type standing that is to be printed again, and do not set it anew.

That is its content, its structure and its links, each so that it can be put elsewhere on another
page. Clauses are of ISO 32000-1:2008.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pikepdf import Dictionary, Name

from careerprint.binder.fonts import Face, Resource, resource_of
from careerprint.binder.makeready import LINK_SCHEME, Boxes, boxes_of
from careerprint.binder.plate import entries
from careerprint.binder.source import Source, is_element, is_reference, kids_of, written


class NotStandingError(Exception):
    """A page cannot be taken apart into blocks, or blocks not be made up into one page."""


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element (14.7.2) of a block: its type, what it says of itself, its kids.

    ``own`` are its entries but for its type, place and kids; ``box`` is its bounding box
    (14.8.5.4.3), which moves with the block, with the other ``attributes`` beside it. A kid is
    an element, the number of a marked content or a link, counted in the block.
    """

    role: bytes
    own: bytes
    attributes: bytes
    box: tuple[float, ...]
    is_identified: bool
    kids: tuple["Element | int | Link", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation (12.5.6.5): its entries but for its place, and the part it leads to."""

    own: bytes
    box: tuple[float, ...]
    part: str


@dataclass(frozen=True, slots=True)
class Used:
    """A resource (7.8.3) that a content names: by what is written, or an object of its own."""

    category: str
    digest: str
    written: bytes
    resource: Resource | None = field(compare=False, repr=False)

    @property
    def key(self) -> str:
        """What tells it apart from others on a page."""
        return self.category + self.digest


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """A block that is set.

    ``content`` has places for the names of its ``resources``, the numbers of its marked
    contents, of which it has ``marks``, and what is filled in, of which it has ``filled``:
    ``places`` are the resources' indices; -1 down to :data:`LAST_FILL` for that, below it marks.
    ``height_pt`` is the room that it takes of the ``room_pt`` of a page.
    """

    content: bytes
    places: tuple[int, ...]
    resources: tuple[Used, ...]
    marks: int
    elements: tuple[Element, ...]
    page: bytes
    boxes: Boxes
    height_pt: float
    room_pt: float
    filled: tuple[bytes, ...] = ()

    def shown(self, names: Mapping[str, bytes], first_mark: int) -> bytes:
        """Give its content with its resources' names in a page, and its marks' numbers there."""
        used = [names[one.key] for one in self.resources]
        return self.content % tuple(
            [
                used[place]
                if place >= 0
                else self.filled[-1 - place]
                if place >= LAST_FILL
                else b"%d" % (first_mark + FIRST_MARK - place)
                for place in self.places
            ]
        )


LAST_FILL: Final = -8
"""The last place of what is filled in: of each line where it begins, then its glyphs."""
FIRST_MARK: Final = LAST_FILL - 1


def take_apart(
    source: Source,
    index: int,
    *,
    height_pt: float,
    room_pt: float,
    stands_in: Callable[[Face], bool],
) -> Standing:
    """Give a page of the engine's as a block.

    The source must be fresh from our engine, its pages detached from each other. ``stands_in``
    tells of which fonts the donor has all: they are known by their names, whatever else was in
    the document. Raises ``NotStandingError`` if the page holds what cannot be moved.
    """
    page = source.pages[index].obj
    links = [_link(one) for one in page.get("/Annots", ())]
    elements = tuple(
        _element(one, page, links)
        for one in source.elements
        if source.survey.pages[one.objgen] == {index}
    )
    if any(index in source.survey.pages[one.objgen] for one in source.elements) != bool(elements):
        raise NotStandingError("an element stands on several pages")
    content, places, resources = _content(source, page, stands_in)
    return Standing(
        content=content,
        places=places,
        resources=resources,
        marks=max((1 + FIRST_MARK - place for place in places), default=0),
        elements=elements,
        page=entries(page, _OF_ONE_PAGE),
        boxes=boxes_of(page),
        height_pt=height_pt,
        room_pt=room_pt,
    )


_OF_ONE_PAGE: Final = frozenset(
    {"/Parent", "/Contents", "/Resources", "/Annots", "/StructParents", "/Type"}
)
_TOKEN: Final = re.compile(rb"/MCID (\d+)|/[^\s/<>\[\](){}%]+")
"""The number of a marked content (14.6), or a name; our engine writes text in hexadecimal."""


def _content(
    source: Source, page: Any, stands_in: Callable[[Face], bool]
) -> tuple[bytes, tuple[int, ...], tuple[Used, ...]]:
    content = page.Contents.read_bytes()
    words = content.split()
    if words.count(b"q") != words.count(b"Q"):
        raise NotStandingError("a page leaves its graphics state open")
    named = {
        name.encode(): _used(source, category, item, stands_in)
        for category, group in page.get("/Resources", Dictionary()).items()
        for name, item in group.items()
    }
    resources = tuple(dict.fromkeys(named.values()))
    pieces, places, end = [], [], 0
    for found in _TOKEN.finditer(content):
        if found[1]:
            shown, place = b"/MCID %b", FIRST_MARK - int(found[1])
        elif found[0] in named:
            shown, place = b"%b", resources.index(named[found[0]])
        else:
            continue
        pieces += [content[end : found.start()].replace(b"%", b"%%"), shown]
        places.append(place)
        end = found.end()
    pieces.append(content[end:].replace(b"%", b"%%"))
    return b"".join(pieces), tuple(places), resources


def _used(source: Source, category: str, item: Any, stands_in: Callable[[Face], bool]) -> Used:
    if not item.is_indirect:
        said = written(item)
        if _REFERS.search(said):
            raise NotStandingError("a resource of a page names other objects")
        return Used(category, said.hex(), said, None)
    resource = resource_of(source.pdf, item)
    face = resource.face
    known = face.name if face and stands_in(face) else resource.digest
    return Used(category, known, b"", resource)


_REFERS: Final = re.compile(rb"\d+ \d+ R\b")


def _link(annotation: Any) -> Link:
    if annotation.get("/Subtype") != Name.Link:
        raise NotStandingError("a page holds another annotation than a link")
    address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
    part = address.removeprefix(LINK_SCHEME) if address.startswith(LINK_SCHEME) else ""
    left_out = {"/Rect", "/StructParent", "/P"} | ({"/A", "/Contents"} if part else set())
    own = entries(annotation, frozenset(left_out))
    if not address or _REFERS.search(own):
        raise NotStandingError("a link leads to a place in its own document")
    return Link(own, tuple(float(n) for n in annotation.Rect), part)


def _element(element: Any, page: Any, links: Sequence[Link]) -> Element:
    attributes = element.get("/A")
    left_out = {"/Type", "/S", "/P", "/Pg", "/K", "/ID"}
    own, said, box = b"", b"", tuple[float, ...]()
    if isinstance(attributes, Dictionary) and "/BBox" in attributes:
        left_out.add("/A")
        box = tuple(float(n) for n in attributes.BBox)
        said = entries(attributes, frozenset({"/BBox"}))
    elif isinstance(attributes, Dictionary) and not len(attributes.get("/Headers", (0,))):
        left_out.add("/A")  # a cell of no heads
        kept = entries(attributes, frozenset({"/Headers"}))
        own = b"/A<<%b>>" % kept
    own += entries(element, frozenset(left_out))
    if _REFERS.search(own + said) or b"/Headers" in own:
        raise NotStandingError("an element names another")
    kids: list[Element | int | Link] = []
    for kid in kids_of(element):
        if isinstance(kid, int):
            kids.append(kid)
        elif is_reference(kid):
            number = [one.objgen for one in page.get("/Annots", ())].index(kid.Obj.objgen)
            kids.append(links[number])
        elif is_element(kid):
            kids.append(_element(kid, page, links))
    role = bytes(element.S.unparse())
    return Element(role, own, said, box, "/ID" in element, tuple(kids))
