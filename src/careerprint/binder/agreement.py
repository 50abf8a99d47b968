"""Names that must mean one thing in a whole document: roles, attribute classes, identifiers.

Where two parts mean different things by a name, the later part's is renamed in its elements.
Clauses are of ISO 32000-1:2008.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, String

from careerprint.binder.source import Source, is_element, kids_of

STANDARD: Final = frozenset(
    f"/{name}"
    for name in [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
    ]
)
"""The standard structure types (14.8.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """What roles and attribute classes of a part are called from now on, by their names."""

    roles: tuple[tuple[str, str], ...] = ()
    classes: tuple[tuple[str, str], ...] = ()

    def apply(self, top: Any, identifiers: Mapping[bytes, String]) -> None:
        """Rename in an element that was copied into a document, and in all below it.

        ``identifiers`` are the new names of header cells (14.8.5.7) by the old ones.
        """
        roles, classes = dict(self.roles), dict(self.classes)
        if not (roles or classes or identifiers):
            return
        pending = [top]
        while pending:
            element = pending.pop()
            pending += [kid for kid in kids_of(element) if is_element(kid)]
            if new := roles.get(str(element.get("/S"))):
                element.S = Name(new)
            if "/C" in element and classes:
                element.C = _renamed(element.C, classes)
            if "/A" in element and identifiers:
                element.A = _led(element.A, identifiers)


def _renamed(classes: Any, names: Mapping[str, str]) -> Any:
    """Give the classes of an element (14.7.5.2): a name, or an array with revisions."""
    if isinstance(classes, Array):
        return Array([_renamed(one, names) for one in classes])
    new = names.get(str(classes)) if isinstance(classes, Name) else None
    return Name(new) if new else classes


def _led(attributes: Any, identifiers: Mapping[bytes, String]) -> Any:
    """Give attributes whose header cells (14.8.5.7) have their new identifiers.

    They are changed in a copy: elements may share the object.
    """
    if isinstance(attributes, Array):
        return Array([_led(one, identifiers) for one in attributes])
    if not isinstance(attributes, Dictionary) or "/Headers" not in attributes:
        return attributes
    copy = Dictionary(dict(attributes.items()))
    copy.Headers = Array([identifiers.get(bytes(name), name) for name in attributes.Headers])
    return copy


class Agreement:
    """The names that are taken in a document, and what they mean.

    ``roles`` and ``classes`` say what each name means: a standard type, and a source's own
    class, by its name there, as it is written.
    """

    def __init__(self) -> None:
        self.roles: dict[str, str] = {}
        self.classes: dict[str, bytes] = {}

    def agree(self, source: Source) -> Renaming:
        """Take over what a source calls its roles and classes; gives what must be renamed."""
        if not source.is_tagged:
            return Renaming()
        roles, classes = {}, {}
        for name, meaning in source.roles:
            new = next(n for n in _variants(name) if self._is_role(n, meaning))
            self.roles[new] = meaning
            if new != name:
                roles[name] = new
        for name, said in source.classes:
            new = next(n for n in _variants(name) if self.classes.get(n, said) == said)
            self.classes[new] = said
            if new != name:
                classes[name] = new
        return Renaming(roles=tuple(roles.items()), classes=tuple(classes.items()))

    def entries(self) -> bytes:
        """Give role map and class map as entries of the structure tree root (14.7.2)."""
        roles = (b"%b %b" % (_name(n), _name(m)) for n, m in sorted(self.roles.items()))
        classes = (b"%b %b" % (_name(n), said) for n, said in sorted(self.classes.items()))
        written = b"/RoleMap<<%b>>" % b" ".join(roles) if self.roles else b""
        return written + (b"/ClassMap<<%b>>" % b" ".join(classes) if self.classes else b"")

    def _is_role(self, name: str, meaning: str) -> bool:
        """Tell whether a name is free for a meaning; a standard type means itself alone."""
        return name not in STANDARD and self.roles.get(name, meaning) == meaning


def _name(name: str) -> bytes:
    return bytes(Name(name).unparse())


def _variants(name: str) -> Iterator[str]:
    """Give a name, then ones like it."""
    yield name
    number = 1
    while True:
        yield f"{name}.{number}"
        number += 1
