"""The parts of an Open XML package (ECMA-376, parts 1 and 2), as a stream of elements.

Transitional and Strict packages differ in their namespaces: elements are known by their local
names, and relations by the last word of their type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, cast
from xml.etree.ElementTree import Element, XMLPullParser
from zipfile import ZipFile

_PORTION: Final = 16_384
"""Bytes that are parsed in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a part refers to: the kind of it, such as ``worksheet``, and the name of the part."""

    kind: str
    part: str


class Package:
    """An open archive of parts. Reading raises whatever a damaged archive makes of it."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._members = {_plain(name): name for name in archive.namelist()}

    def relations(self, part: str = "") -> dict[str, Relation]:
        """Give what a part, or the package itself, refers to, by identifier (part 2, 6.5)."""
        place = PurePosixPath(part)
        found = {}
        for one in self.elements(
            str(place.parent / "_rels" / f"{place.name}.rels"), "Relationship"
        ):
            if one.get("TargetMode") != "External":
                target = PurePosixPath("/", place.parent, one.get("Target", "").replace("\\", "/"))
                kind = one.get("Type", "").rpartition("/")[2]
                found[one.get("Id", "")] = Relation(kind=kind, part=_without_dots(target))
        return found

    def elements(self, part: str, *names: str) -> Iterator[Element]:
        """Give the elements of some names in a part, whole, each before the next is read.

        Names are local, those within an element too. What was given, and what stands between,
        is forgotten: memory does not grow with the part. Elements within one that was asked for
        are not given by themselves. Raises ``KeyError`` if there is no such part.
        """
        parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
        above: list[Element] = []
        inside = 0
        with self._archive.open(self._members[_plain(part)]) as file:
            while portion := file.read(_PORTION):
                parser.feed(portion)
                for event, element in _events(parser):
                    if event == "start":
                        element.tag = element.tag.rpartition("}")[2]
                        inside += element.tag in names
                        above.append(element)
                        continue
                    above.pop()
                    if element.tag in names:
                        inside -= 1
                        if not inside:
                            yield element
                    if above and not inside:
                        above[-1].clear()
        parser.close()


def _events(parser: "XMLPullParser[Element]") -> Iterator[tuple[str, Element]]:
    return cast("Iterator[tuple[str, Element]]", parser.read_events())


def attribute(element: Element, name: str) -> str:
    """Give an attribute by its local name, whatever its namespace; empty if it is absent."""
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), "")


def _plain(name: str) -> str:
    """Give the name of a part as it is compared (part 2, 6.2.2.3), from the package's root."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _without_dots(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts[1:]:
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return "/".join(parts)
