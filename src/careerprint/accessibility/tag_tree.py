"""The structure tree of a document, flat and in the order of reading (ISO 32000-1, 14.7.2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

Key = tuple[int, int]
"""Object and generation number: what tells indirect objects apart."""

_NAMES: Final = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private H H1 H2 H3 H4 H5 H6
P L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot
Ruby RB RT RP Warichu WT WP Figure Formula Form
"""
STANDARD: Final = frozenset(_NAMES.split())
"""The standard structure types (14.8.4)."""


@dataclass(slots=True, kw_only=True)
class Element:
    """One element: its type as written and as mapped, and what hangs directly on it.

    ``parent`` is its place in the tree's list, or -1. ``mcids`` are marked contents by page,
    ``objects`` annotations and the like; ``kids`` are the places of elements below it.
    ``page`` is where it begins, or None.
    """

    said: str
    role: str
    parent: int
    source: Any = field(repr=False)
    page: Key | None = None
    mcids: list[tuple[Key, int]] = field(default_factory=list)
    objects: list[Key] = field(default_factory=list)
    kids: list[int] = field(default_factory=list)

    def text(self, *keys: str) -> str:
        """Give the first of some of its texts that says anything."""
        return next((said for key in keys if (said := str(self.source.get(key, "")).strip())), "")

    def attribute(self, name: str) -> Any:
        """Give one of its attributes (14.7.5); None if it has none of that name."""
        said = self.source.get("/A")
        for one in list(said) if isinstance(said, Array) else [said]:
            if isinstance(one, Dictionary) and name in one:
                return one[name]
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class TagTree:
    """All elements in the order of reading, and what is wrong with how types are mapped."""

    elements: tuple[Element, ...]
    unmapped: tuple[str, ...]
    remapped: tuple[str, ...]

    def of_role(self, *roles: str) -> Iterator[Element]:
        """Give the elements of some types."""
        return (one for one in self.elements if one.role in roles)

    def kids_of(self, element: Element) -> list[Element]:
        """Give the elements directly below one."""
        return [self.elements[at] for at in element.kids]


def read_tree(pdf: pikepdf.Pdf) -> TagTree | None:
    """Read the structure tree of a document; None if it has none.

    Raises ``ValueError`` if an element stands in it twice: it may lead back into itself.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return None
    said = root.get("/RoleMap", Dictionary())
    roles = {str(key)[1:]: str(value)[1:] for key, value in said.items()}
    reader = _Reader(roles)
    reader.read(root.get("/K"))
    used = dict.fromkeys(one.said for one in reader.elements)
    return TagTree(
        elements=tuple(reader.elements),
        unmapped=tuple(one for one in used if _mapped(one, roles) not in STANDARD),
        remapped=tuple(one for one in roles if one in STANDARD and roles[one] != one),
    )


def _mapped(said: str, roles: dict[str, str]) -> str:
    """Give the standard type that a type stands for; itself if it is mapped in a circle."""
    known = set[str]()
    role = said
    while role not in STANDARD and role in roles and role not in known:
        known.add(role)
        role = roles[role]
    return role


class _Reader:
    def __init__(self, roles: dict[str, str]) -> None:
        self._roles = roles
        self._known = set[Key]()
        self.elements: list[Element] = []

    def read(self, top: Any) -> None:
        """Read what hangs on the root, from first to last."""
        waiting: list[tuple[Any, int, Key | None]] = [(top, -1, None)]
        while waiting:
            kid, parent, page = waiting.pop()
            if isinstance(kid, Array):
                waiting += [(one, parent, page) for one in reversed(list(kid))]
            elif isinstance(kid, Dictionary) and "/S" in kid:
                waiting.append(self._element(kid, parent, page))
            elif parent >= 0:
                self._content(kid, self.elements[parent], page)

    def _element(self, kid: Any, parent: int, page: Key | None) -> tuple[Any, int, Key | None]:
        at, said = len(self.elements), str(kid.S)[1:]
        if kid.is_indirect and kid.objgen in self._known:
            raise ValueError("an element stands in two places of the tree")
        self._known.add(kid.objgen)
        own = kid.get("/Pg")
        page = own.objgen if own is not None else page
        role = _mapped(said, self._roles)
        self.elements.append(Element(said=said, role=role, parent=parent, source=kid, page=page))
        if parent >= 0:
            self.elements[parent].kids.append(at)
        return kid.get("/K"), at, page

    @staticmethod
    def _content(kid: Any, element: Element, page: Key | None) -> None:
        if isinstance(kid, int) and page is not None:
            element.mcids.append((page, kid))
        elif isinstance(kid, Dictionary):
            own = kid.get("/Pg")
            page = own.objgen if own is not None else page
            if kid.get("/Type") == Name.OBJR and "/Obj" in kid:
                element.objects.append(kid.Obj.objgen)
            elif "/MCID" in kid and page is not None and "/Stm" not in kid:
                element.mcids.append((page, int(kid.MCID)))
