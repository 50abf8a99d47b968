"""Names that must mean one thing in a whole document: roles, attribute classes, identifiers.

Where two parts mean different things by a name, the later part's is renamed in its elements.
Clauses are of ISO 32000-1:2008.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from careerprint.bind.source import Source, is_element, kids_of

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
    """What changes its name in a part: roles and classes by name, identifiers by a prefix."""

    roles: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    prefix: bytes = b""

    def apply(self, top: Any) -> None:
        """Rename in an element that was copied into the document, and in all below it."""
        if not (self.roles or self.classes or self.prefix):
            return
        pending = [top]
        while pending:
            element = pending.pop()
            pending += [kid for kid in kids_of(element) if is_element(kid)]
            if new := self.roles.get(str(element.get("/S"))):
                element.S = Name(new)
            if "/C" in element and self.classes:
                element.C = self._renamed(element.C)
            if "/A" in element and self.prefix:
                element.A = self._led(element.A)

    def _renamed(self, classes: Any) -> Any:
        """Give the classes of an element (14.7.5.2): a name, or an array with revisions."""
        if isinstance(classes, Array):
            return Array([self._renamed(one) for one in classes])
        new = self.classes.get(str(classes)) if isinstance(classes, Name) else None
        return Name(new) if new else classes

    def _led(self, attributes: Any) -> Any:
        """Give attributes whose header cells (14.8.5.7) have their new identifiers.

        They are changed in a copy: elements may share the object.
        """
        if isinstance(attributes, Array):
            return Array([self._led(one) for one in attributes])
        if not isinstance(attributes, Dictionary) or "/Headers" not in attributes:
            return attributes
        copy = Dictionary(dict(attributes.items()))
        copy.Headers = Array([String(self.prefix + bytes(name)) for name in attributes.Headers])
        return copy


class Agreement:
    """The names that are taken in a document, and what they mean."""

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self._roles: dict[str, str] = {}
        self._classes: dict[str, tuple[str, Object]] = {}
        self._identified: dict[bytes, Object] = {}

    def agree(self, source: Source, identifiers: frozenset[bytes]) -> Renaming:
        """Take over what a source calls its roles and classes; gives what must be renamed."""
        survey = source.survey
        roles, classes = {}, {}
        for name, meaning in _meanings(source.tree.get("/RoleMap", Dictionary()), survey.roles):
            new = next(n for n in _variants(name) if self._is_role(n, meaning))
            self._roles[new] = meaning
            if new != name:
                roles[name] = new
        own = source.tree.get("/ClassMap", Dictionary())
        for name in sorted(survey.classes):
            if name not in own:
                continue
            said = repr(own[name])
            new = next(n for n in _variants(name) if self._classes.get(n, (said,))[0] == said)
            if new not in self._classes:
                value = source.pdf.make_indirect(own[name])
                self._classes[new] = (said, self._out.copy_foreign(value))
            if new != name:
                classes[name] = new
        return Renaming(roles=roles, classes=classes, prefix=self._prefix(identifiers))

    def _is_role(self, name: str, meaning: str) -> bool:
        """Tell whether a name is free for a meaning; a standard type means itself alone."""
        return name not in STANDARD and self._roles.get(name, meaning) == meaning

    def _prefix(self, identifiers: frozenset[bytes]) -> bytes:
        """Give what must stand before a part's identifiers (14.7.2) for them to stay unique."""
        number = 0
        prefix = b""
        while any(prefix + name in self._identified for name in identifiers):
            number += 1
            prefix = b"%d." % number
        return prefix

    def identify(self, element: Any, name: bytes) -> None:
        """Give an element of the document an identifier, which must be free."""
        element.ID = String(name)
        self._identified[name] = element

    def close(self, root: Any) -> None:
        """Write role map, class map and identifiers into the structure tree root (14.7.2)."""
        if self._roles:
            root.RoleMap = Dictionary({n: Name(m) for n, m in sorted(self._roles.items())})
        if self._classes:
            root.ClassMap = Dictionary({n: v for n, (_, v) in sorted(self._classes.items())})
        if self._identified:
            pairs = [x for n, e in sorted(self._identified.items()) for x in (String(n), e)]
            leaf = Dictionary(Names=Array(pairs), Limits=Array([pairs[0], pairs[-2]]))
            root.IDTree = self._out.make_indirect(
                Dictionary(Kids=Array([self._out.make_indirect(leaf)]))
            )


def _meanings(roles: Object, used: set[str]) -> Iterator[tuple[str, str]]:
    """Give each role that is used and mapped (14.7.3), with what it comes to in the end."""
    for name in sorted(used):
        meaning, seen = name, {name}
        while meaning in roles and str(roles[meaning]) not in seen:
            meaning = str(roles[meaning])
            seen.add(meaning)
        if meaning != name:
            yield name, meaning


def _variants(name: str) -> Iterator[str]:
    """Give a name, then ones like it."""
    yield name
    number = 1
    while True:
        yield f"{name}.{number}"
        number += 1
