"""An opened tagged PDF, read once and bound from as often as needed.

Everything that can be known of it before it is bound is found here: its structure elements by
page, its parent tree, destinations, bookmarks, identifiers. Clauses are of ISO 32000-1:2008.
"""

import zlib
from collections.abc import Iterator
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


class Source:
    """A PDF to bind pages from.

    ``alt`` makes an untagged PDF acceptable: each of its pages becomes a figure with that
    alternative text (14.9.3). Raises ``BindError`` if the PDF is damaged, encrypted, without
    pages, or untagged and no ``alt`` is given.
    """

    def __init__(self, pdf: bytes, *, name: str, alt: str = "") -> None:
        self.name, self.alt = name, alt
        try:
            self.pdf = Pdf.open(BytesIO(pdf))
            self.pages = tuple(self.pdf.pages)
        except pikepdf.PasswordError as error:
            raise BindError(f"{name} is encrypted", hint="save it without a password") from error
        except (pikepdf.PdfError, ValueError) as error:
            raise BindError(f"{name} is not a whole PDF", hint="make it anew") from error
        if self.pdf.is_encrypted:
            raise BindError(f"{name} is encrypted", hint="save it without a password")
        if not self.pages:
            raise BindError(f"{name} has no pages")
        if AMBIGUOUS in pdf:
            _end_streams_clearly(self.pdf)
        self.is_tagged = "/StructTreeRoot" in self.pdf.Root
        if not self.is_tagged and not alt:
            raise BindError(f"{name} has no tags", hint="export it as a tagged PDF")

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
        """The one Document element that holds all others, if there is just one."""
        kids = kids_of(self.tree)
        is_one = len(kids) == 1 and kids[0].get("/S") in {Name.Document, Name.Part}
        return kids[0] if is_one else None

    @cached_property
    def elements(self) -> tuple[Object, ...]:
        """The structure elements of the first level, below the Document element."""
        return tuple(kid for kid in kids_of(self.top or self.tree) if isinstance(kid, Dictionary))

    @cached_property
    def survey(self) -> "Survey":
        """What one walk over the whole structure tree finds."""
        survey = Survey()
        for element in self.elements:
            survey.visit(element, self)
        return survey

    @cached_property
    def parents(self) -> dict[int, Object]:
        """The parent tree (14.7.4.4): key → array of elements, or the one element.

        Each value is an indirect object, so that it can be copied.
        """
        tree = self.tree.get("/ParentTree")
        values = dict(_number_tree(tree)) if tree is not None else {}
        return {
            key: value if value.is_indirect else self.pdf.make_indirect(value)
            for key, value in values.items()
        }

    @cached_property
    def destinations(self) -> dict[str, Object]:
        """Named destinations (12.3.2.3), of the name tree and of the older dictionary."""
        found: dict[str, Object] = {}
        if "/Dests" in self.pdf.Root:
            found |= {str(name)[1:]: value for name, value in self.pdf.Root.Dests.items()}
        names = self.pdf.Root.get("/Names", Dictionary())
        if "/Dests" in names:
            found |= {str(name): value for name, value in _name_tree(names.Dests)}
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
                found.append((item.Title, index, tuple(place)[1:]))
        return tuple(found)

    @cached_property
    def language(self) -> str:
        """The natural language of its text (14.9.2), or nothing."""
        return str(self.pdf.Root.get("/Lang", ""))


AMBIGUOUS: Final = b"\r\nendstream"
"""The end of a stream that may or may not end with a carriage return."""


def padded(content: bytes) -> bytes:
    """Give content that does not end with a carriage return when compressed (RFC 1950).

    What is compressed ends with the checksum of the content, whatever the level.
    """
    while zlib.adler32(content) & 0xFF == 0x0D:
        content += b" "
    return content


def _end_streams_clearly(pdf: Pdf) -> None:
    """Add a blank to the streams that end with a carriage return when compressed."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.read_raw_bytes().endswith(b"\r"):
            content = padded(item.read_bytes())
            if "/Length1" in item:
                item.Length1 = len(content)
            item.write(content)


class Survey:
    """The pages that each structure element touches, and what must be unique or agree."""

    def __init__(self) -> None:
        self.pages: dict[Key, frozenset[int]] = {}
        self.identifiers: dict[str, Object] = {}
        self.has_headers = False

    def visit(self, element: Object, source: Source) -> frozenset[int]:
        """Walk over an element and all below it; gives the pages that it touches."""
        own = self._page(element.get("/Pg"), source)
        if "/ID" in element:
            self.identifiers[bytes(element.ID).decode("latin-1")] = element
        self.has_headers = self.has_headers or "/A" in element
        touched: set[int] = set()
        for kid in kids_of(element):
            if isinstance(kid, int):
                touched |= own
            elif kid.get("/Type") in {Name.MCR, Name.OBJR}:
                touched |= self._page(kid.get("/Pg"), source) or own
            else:
                touched |= self.visit(kid, source)
        pages = frozenset(touched or own)
        self.pages[element.objgen] = pages
        return pages

    @staticmethod
    def _page(page: Object | None, source: Source) -> frozenset[int]:
        index = source.page_numbers.get(page.objgen) if page is not None else None
        return frozenset() if index is None else frozenset({index})


def kids_of(element: Object) -> tuple[Any, ...]:
    """Give the kids of a structure element or of the root: elements, references, integers."""
    kids = element.get("/K")
    if kids is None:
        return ()
    return tuple(kids) if isinstance(kids, Array) else (kids,)


def _number_tree(node: Object) -> Iterator[tuple[int, Object]]:
    """Give the pairs of a number tree (7.9.7) in their order."""
    numbers = node.get("/Nums", ())
    for index in range(0, len(numbers) - 1, 2):
        yield int(numbers[index]), numbers[index + 1]
    for kid in node.get("/Kids", ()):
        yield from _number_tree(kid)


def _name_tree(node: Object) -> Iterator[tuple[Object, Object]]:
    """Give the pairs of a name tree (7.9.6) in their order."""
    names = node.get("/Names", ())
    for index in range(0, len(names) - 1, 2):
        yield names[index], names[index + 1]
    for kid in node.get("/Kids", ()):
        yield from _name_tree(kid)


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
