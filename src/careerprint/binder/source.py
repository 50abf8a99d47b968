"""An opened tagged PDF, read once and bound from as often as needed.

Everything that can be known of it before it is bound is found here: its structure elements by
page, its parent tree, destinations, bookmarks, identifiers. Clauses are of ISO 32000-1:2008.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from careerprint.errors import CareerprintError

Key = tuple[int, int]
"""Object and generation number: what tells indirect objects apart."""


class BindError(CareerprintError):
    """A PDF cannot be bound; the message names it and says why."""


@contextmanager
def damage_said(fault: CareerprintError) -> Iterator[None]:
    """Raise a fault of ours if a PDF that is read or taken apart here proves damaged.

    Whatever else is raised counts as damage: a file of others may hold any object in the place
    of any other, and there is no end to what a reader then stumbles over. Faults of ours that
    say more pass as they are.
    """
    try:
        yield
    except CareerprintError:
        raise
    except Exception as error:
        raise fault from error


def not_whole(name: str) -> BindError:
    """Give the fault of a PDF that proves damaged."""
    return BindError(f"{name} is not a whole PDF", hint="make it anew")


class Source:
    """A PDF to bind pages from.

    ``alt`` makes an untagged PDF acceptable: each of its pages becomes a figure with that
    alternative text (14.9.3). Raises ``BindError`` if the PDF is damaged, encrypted, without
    pages, or untagged and no ``alt`` is given.
    """

    def __init__(self, pdf: bytes, *, name: str, alt: str = "") -> None:
        self.name, self.alt = name, alt
        with damage_said(not_whole(name)):
            self.pdf = self._opened(pdf)
            self.pages = tuple(self.pdf.pages)
            if not self.pages:
                raise BindError(f"{name} has no pages")
            if ends_ambiguously(pdf):
                end_streams_clearly(self.pdf)
            self.is_tagged = "/StructTreeRoot" in self.pdf.Root
        if not self.is_tagged and not alt:
            raise BindError(f"{name} has no tags", hint="export it as a tagged PDF")

    def _opened(self, pdf: bytes) -> Pdf:
        encrypted = BindError(f"{self.name} is encrypted", hint="save it without a password")
        try:
            opened = Pdf.open(BytesIO(pdf))
        except pikepdf.PasswordError as error:
            raise encrypted from error
        if opened.is_encrypted:
            raise encrypted
        return opened

    @cached_property
    def page_numbers(self) -> dict[Key, int]:
        """The index of each page by its object."""
        return {page.obj.objgen: index for index, page in enumerate(self.pages)}

    @property
    def tree(self) -> Any:
        """The structure tree root (14.7.2)."""
        return self.pdf.Root.StructTreeRoot

    @cached_property
    def top(self) -> Any:
        """The one Document element that holds elements and no content of its own, if any."""
        kids = kids_of(self.tree)
        if len(kids) != 1 or not is_element(kids[0]):
            return None
        is_one = kids[0].get("/S") in {Name.Document, Name.Part}
        return kids[0] if is_one and all(is_element(kid) for kid in kids_of(kids[0])) else None

    @cached_property
    def elements(self) -> tuple[Object, ...]:
        """The structure elements of the first level, below the Document element."""
        top = self.tree if self.top is None else self.top
        return tuple(kid for kid in kids_of(top) if is_element(kid))

    @cached_property
    def survey(self) -> "Survey":
        """What one walk over the whole structure tree finds."""
        survey = Survey(self)
        survey.read_names(self.top)
        survey.visit_all(self.elements)
        return survey

    @cached_property
    def parents(self) -> dict[int, Object]:
        """The parent tree (14.7.4.4): key → array of elements, or the one element.

        Each value is an indirect object, so that it can be copied.
        """
        tree = self.tree.get("/ParentTree")
        pairs = _pairs(tree, "/Nums") if tree is not None else ()
        values = {int(key): value for key, value in pairs}
        return {
            key: value if value.is_indirect else self.pdf.make_indirect(value)
            for key, value in values.items()
        }

    @cached_property
    def whole_parents(self) -> frozenset[int]:
        """The keys of the parent tree that lead to nothing but elements of the structure tree."""
        return frozenset(
            key
            for key, value in self.parents.items()
            if all(
                isinstance(one, Dictionary) and one.objgen in self.survey.pages
                for one in (value if isinstance(value, Array) else (value,))
            )
        )

    @cached_property
    def destinations(self) -> dict[str, Object]:
        """Named destinations (12.3.2.3), of the name tree and of the older dictionary."""
        found: dict[str, Object] = {}
        if "/Dests" in self.pdf.Root:
            found |= {str(name)[1:]: value for name, value in self.pdf.Root.Dests.items()}
        names = self.pdf.Root.get("/Names", Dictionary())
        if "/Dests" in names:
            found |= {str(name): value for name, value in _pairs(names.Dests, "/Names")}
        return found

    @cached_property
    def bookmarks(self) -> tuple[tuple[Object, int, tuple[Any, ...]], ...]:
        """The bookmarks of the first level, those below it if it is just one (12.3.3).

        Each is its title, the index of its page, and how the page is shown.
        """
        items = list(_outline(self.pdf.Root.get("/Outlines")))
        if len(items) == 1:
            items = list(_outline(items[0]))
        found = []
        for item in items:
            action = item.get("/A", Dictionary())
            target = item.get("/Dest", action.get("/D"))
            if isinstance(target, (String, Name)):
                target = self.destinations.get(str(target).removeprefix("/"))
            place = explicit(target) if target is not None else None
            index = self.page_numbers.get(place[0].objgen) if place is not None else None
            if place is not None and index is not None:
                title = String(str(item.get("/Title", "")))
                found.append((title, index, tuple(place)[1:]))
        return tuple(found)

    @cached_property
    def roles(self) -> tuple[tuple[str, str], ...]:
        """Each role that is used and mapped (14.7.3), with what it comes to in the end."""
        return tuple(_meanings(self.tree.get("/RoleMap", Dictionary()), self.survey.roles))

    @cached_property
    def classes(self) -> tuple[tuple[str, bytes], ...]:
        """Each attribute class that is used (14.7.5.2), with its attributes as written.

        Objects that they name are written out in their place.
        """
        own = self.tree.get("/ClassMap", Dictionary())
        used = sorted(self.survey.classes)
        return tuple((name, _in_place(own[name])) for name in used if name in own)

    @cached_property
    def language(self) -> str:
        """The natural language of its text (14.9.2), or nothing."""
        return str(self.pdf.Root.get("/Lang", ""))


_AMBIGUOUS_END: Final = re.compile(rb"\r\n?endstream")
"""The end of a stream that may or may not end with a carriage return."""


def padded(content: bytes) -> bytes:
    """Give content that does not end with a carriage return when compressed (RFC 1950).

    What is compressed ends with the checksum of the content, whatever the level.
    """
    while zlib.adler32(content) & 0xFF == 0x0D:
        content += b" "
    return content


def ends_ambiguously(pdf: bytes) -> bool:
    """Whether a stream in a written PDF may or may not end with a carriage return."""
    return _AMBIGUOUS_END.search(pdf) is not None


def end_streams_clearly(pdf: Pdf) -> None:
    """Add a blank to the streams that end with a carriage return when compressed."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.read_raw_bytes().endswith(b"\r"):
            try:
                content = padded(item.read_bytes())
            except pikepdf.PdfError:
                continue  # a picture in an encoding of its own: it stays as it is
            if "/Length1" in item:
                item.Length1 = len(content)
            item.write(content)


class Survey:
    """What one walk over a structure tree finds.

    ``pages`` are those on which an element has content, ``named`` those and the ones that are
    only named (/Pg) at it or below it; both by its object. An element without any content goes
    with the one before it. ``roles`` and ``classes`` are the names that are used, each with its
    solidus.
    """

    def __init__(self, source: Source) -> None:
        self._numbers = source.page_numbers
        self.pages: dict[Key, frozenset[int]] = {}
        self.named: dict[Key, frozenset[int]] = {}
        self.identifiers: list[tuple[bytes, Object]] = []
        self.roles: set[str] = set()
        self.classes: set[str] = set()

    def visit_all(self, elements: Sequence[Object]) -> None:
        """Walk over sibling elements and all below them.

        Raises ``ValueError`` if one is met twice: then it is no tree.
        """
        for element in elements:
            if element.objgen in self.pages:
                raise ValueError("an element stands in two places of the structure tree")
            self.pages[element.objgen] = frozenset()
            self._visit(element)
        known = [self.pages[element.objgen] for element in elements]
        near: frozenset[int] = next((pages for pages in known if pages), frozenset())
        for element, pages in zip(elements, known, strict=True):
            self.pages[element.objgen] = pages or near
            near = frozenset({max(pages)}) if pages else near

    def _visit(self, element: Object) -> None:
        own = self._page(element.get("/Pg"))
        if "/ID" in element:
            self.identifiers.append((bytes(element.ID), element))
        self.read_names(element)
        touched: set[int] = set()
        named = set(own)
        kids = [kid for kid in kids_of(element) if is_element(kid)]
        self.visit_all(kids)
        for kid in kids:
            touched |= self.pages[kid.objgen]
            named |= self.named[kid.objgen]
        for kid in kids_of(element):
            if isinstance(kid, int):
                touched |= own
            elif is_reference(kid):
                touched |= self._page(kid.get("/Pg")) or own
        self.pages[element.objgen] = frozenset(touched or own)
        self.named[element.objgen] = frozenset(named | touched)

    def read_names(self, element: Any) -> None:
        """Note the role and the attribute classes of an element."""
        if element is None:
            return
        self.roles |= {str(one) for one in (element.get("/S"),) if isinstance(one, Name)}
        classes = element.get("/C", ())
        several = classes if isinstance(classes, Array) else (classes,)
        self.classes |= {str(one) for one in several if isinstance(one, Name)}

    def _page(self, page: Object | None) -> frozenset[int]:
        index = self._numbers.get(page.objgen) if page is not None else None
        return frozenset() if index is None else frozenset({index})


def _meanings(roles: Object, used: set[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(used):
        meaning, seen = name, {name}
        while isinstance(found := roles.get(meaning), Name) and str(found) not in seen:
            meaning = str(found)
            seen.add(meaning)
        if meaning != name:
            yield name, meaning


def _in_place(value: Any, depth: int = 0) -> bytes:
    """Give a value as it is written, with what it names in the place of the references."""
    if depth > _DEEPEST:
        raise ValueError("attributes hold themselves")
    if isinstance(value, Stream):
        return b"null"
    if isinstance(value, Dictionary):
        pairs = (
            bytes(Name(key).unparse()) + b" " + _in_place(one, depth + 1)
            for key, one in value.items()
        )
        return b"<<" + b" ".join(pairs) + b">>"
    if isinstance(value, Array):
        return b"[" + b" ".join(_in_place(one, depth + 1) for one in value) + b"]"
    return written(value)


_DEEPEST: Final = 20


def written(value: Any) -> bytes:
    """Give a value as it is written in a dictionary or array: an indirect one as a reference."""
    if isinstance(value, Object):
        return bytes(value.unparse())
    if value is None:
        return b"null"
    return str(value).lower().encode() if isinstance(value, bool) else str(value).encode()


def is_element(kid: Any) -> bool:
    """Tell whether a kid in the structure tree is an element (14.7.2)."""
    return isinstance(kid, Dictionary) and not is_reference(kid)


def is_reference(kid: Any) -> bool:
    """Tell whether a kid is a reference to marked content or an object (14.7.4)."""
    return isinstance(kid, Dictionary) and kid.get("/Type") in {Name.MCR, Name.OBJR}


def kids_of(element: Object) -> tuple[Any, ...]:
    """Give the kids of a structure element or of the root: elements, references, integers."""
    kids = element.get("/K")
    if kids is None:
        return ()
    return tuple(kids) if isinstance(kids, Array) else (kids,)


def _pairs(tree: Object, leaf: str) -> Iterator[tuple[Any, Object]]:
    """Give the pairs of a name tree (7.9.6) or number tree (7.9.7) in their order.

    ``leaf`` is the key of the pairs, /Names or /Nums. Raises ``ValueError`` if a node stands in
    two places: then it is no tree.
    """
    pending, seen = [tree], set[Key]()
    while pending:
        node = pending.pop()
        if node.is_indirect:
            if node.objgen in seen:
                raise ValueError("a node stands in two places of a tree")
            seen.add(node.objgen)
        pairs = node.get(leaf, ())
        for index in range(0, len(pairs) - 1, 2):
            yield pairs[index], pairs[index + 1]
        pending += reversed(list(node.get("/Kids", ())))


def explicit(value: Any) -> Array | None:
    """Give the array of a destination (12.3.2.2), if its page is in the document."""
    target = value.get("/D") if isinstance(value, Dictionary) else value
    if isinstance(target, Array) and len(target) and isinstance(target[0], Dictionary):
        return target
    return None


def _outline(node: Any) -> Iterator[Object]:
    """Give the items right below an item of the outline (12.3.3)."""
    item = node.get("/First") if node is not None else None
    seen: set[Key] = set()
    while item is not None and item.objgen not in seen:
        seen.add(item.objgen)
        yield item
        item = item.get("/Next")


def wrapped(out: Pdf, page: Any, before: bytes, after: bytes) -> Array:
    """Give a page's content streams (7.8.2) with one before and one after them."""
    contents = page.get("/Contents", Array())
    own = list(contents) if isinstance(contents, Array) else [contents]
    return Array([out.make_stream(padded(before)), *own, out.make_stream(padded(after))])
