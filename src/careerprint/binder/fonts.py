"""Fonts shared over a booklet, and text set in one of them. Clauses are of ISO 32000-1:2008."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final
from weakref import WeakKeyDictionary

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from careerprint.binder.plate import Engraver, Plate
from careerprint.binder.source import BindError, Source

_PAIR: Final = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>")
_TAG: Final = re.compile(r"^/(?:[A-Z]{6}\+)?")


def plain_name(name: str) -> str:
    """Give the name of a font without the tag that a subset has (9.6.4)."""
    return _TAG.sub("", name)


class ReadyObject:
    """An object of a source, and all that it names, made ready for other documents."""

    def __init__(self, pdf: Pdf, item: Object) -> None:
        self._pdf, self.item = pdf, item

    @cached_property
    def plate(self) -> tuple[Plate, int]:
        """The plate that it is on, and its number there."""
        item = self.item if self.item.is_indirect else self._pdf.make_indirect(self.item)
        engraver = Engraver(self._pdf)
        engraver.take(item.unparse())
        return engraver.plate(), engraver.number(item)


class MadeReady:
    """An object that was made ready before."""

    def __init__(self, plate: Plate, number: int) -> None:
        self.plate = plate, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A Type 0 font with Identity-H encoding: its name, code → text, code → width in 1/1000 em.

    Its CMap says the text of each code in a line of its own (bfchar). ``codes`` gives the lowest
    code of a text, ``ready`` is the font dictionary (9.7.6.1).
    """

    name: str
    texts: Mapping[int, str]
    widths: Mapping[int, float]
    codes: Mapping[str, int] = field(repr=False)
    ready: ReadyObject | MadeReady = field(repr=False)

    @staticmethod
    def of(font: Object, ready: "ReadyObject | MadeReady") -> "Face | None":
        """Read a font dictionary.

        None if it is of another kind, or does not say its text and its widths as it should.
        """
        if font.get("/Subtype") != Name.Type0 or font.get("/Encoding") != Name("/Identity-H"):
            return None
        if "/ToUnicode" not in font or not isinstance(font.ToUnicode, Stream):
            return None
        cmap = font.ToUnicode.read_bytes()
        descendants: Any = font.get("/DescendantFonts")
        if b"beginbfrange" in cmap or not _is_list_of_fonts(descendants):
            return None
        widths = _widths(descendants[0].get("/W", Array()))
        if widths is None:
            return None
        texts = dict(_texts(cmap))
        return Face(
            name=str(font.get("/BaseFont", "")),
            texts=texts,
            widths=widths,
            codes={text: code for code, text in sorted(texts.items(), reverse=True)},
            ready=ready,
        )

    def covers(self, other: "Face") -> bool:
        """Tell whether another subset of this very font can be set in this one.

        It can if it has the same name, tag included, and every code of it stands here for the
        same text at the same width: then its glyphs are the same too.
        """
        return (
            self.name == other.name
            and other.texts.items() <= self.texts.items()
            and other.widths.items() <= self.widths.items()
        )

    def show(self, text: str) -> tuple[bytes, float]:
        """Give text as a hexadecimal string for ``Tj`` (9.4.3) and its width in em.

        Raises ``BindError`` if the font lacks a character.
        """
        missing = sorted({character for character in text if character not in self.codes})
        if missing:
            raise BindError(f"the running head's font has no {', '.join(map(repr, missing))}")
        codes = [self.codes[character] for character in text]
        width = sum(self.widths.get(code, 0) for code in codes) / 1000
        return b"<" + b"".join(b"%04x" % code for code in codes) + b">", width


def _is_list_of_fonts(found: Any) -> bool:
    return isinstance(found, Array) and len(found) > 0 and isinstance(found[0], Dictionary)


def _texts(cmap: bytes) -> Iterator[tuple[int, str]]:
    """Give code and text of each bfchar line of a ToUnicode CMap (9.10.3)."""
    for code, text in _PAIR.findall(cmap[cmap.find(b"endcodespacerange") :]):
        whole = text.decode() + "0" * (len(text) % 2)
        yield int(code, 16), bytes.fromhex(whole).decode("utf-16-be", "replace")


def _widths(array: Any) -> dict[int, float] | None:
    """Give code → width of a W array (9.7.4.3); None if it is not as the standard says."""
    widths: dict[int, Any] = {}
    items: list[Any] = list(array) if isinstance(array, Array) else [None]
    place = 0
    while place < len(items):
        match items[place : place + 3]:
            case [int() as first, Array() as several, *_]:
                widths |= enumerate(several, first)
                place += 2
            case [int() as first, int() as last, width] if first in _CODES and last in _CODES:
                widths |= dict.fromkeys(range(first, last + 1), width)
                place += 3
            case _:
                return None
    if not all(code in _CODES and isinstance(one, (int, Decimal)) for code, one in widths.items()):
        return None
    return {code: float(width) for code, width in widths.items()}


_CODES: Final = range(0x10000)
"""Codes of two bytes, as Identity-H has them (9.7.5.2)."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A font or image that a document stores once, with a digest of all that it is."""

    digest: str
    face: Face | None
    ready: ReadyObject | MadeReady = field(repr=False)


def resources_of(pdf: Pdf, pages: Iterable[Object]) -> tuple[Resource, ...]:
    """Give the fonts and images of pages, each once, as a document stores them."""
    return tuple(resource_of(pdf, item) for item in shared_objects(pages))


def resource_of(pdf: Pdf, item: Object) -> Resource:
    """Give a font or image as a document stores it."""
    ready = ReadyObject(pdf, item)
    return Resource(digest=digest_of(item), face=Face.of(item, ready), ready=ready)


def shared_objects(pages: Iterable[Object]) -> tuple[Object, ...]:
    """Give the fonts and images of pages and of all that is drawn on them, each once.

    Those without an object of their own are left out, and images that are content by themselves:
    they stand in the structure tree, on their own page.
    """
    found: dict[tuple[int, int], Object] = {}
    seen: set[tuple[int, int]] = set()
    pending = list(pages)
    while pending:
        resources = pending.pop().get("/Resources", Dictionary())
        fonts = resources.get("/Font", Dictionary()).values()
        found |= {font.objgen: font for font in fonts if font.is_indirect}
        for drawing in _drawings(resources):
            if drawing.objgen in seen:
                continue
            seen.add(drawing.objgen)
            if drawing.get("/Subtype") != Name.Image:
                pending.append(drawing)
            elif "/StructParent" not in drawing:
                found[drawing.objgen] = drawing
    return tuple(found.values())


def _drawings(resources: Object) -> Iterator[Object]:
    """Give the streams that resources name: XObjects (8.8), tilings (8.7.3), masks (11.6.5.2)."""
    for category in ("/XObject", "/Pattern"):
        yield from (x for x in resources.get(category, Dictionary()).values() if _is_stream(x))
    for state in resources.get("/ExtGState", Dictionary()).values():
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary) and _is_stream(mask.get("/G")):
            yield mask.G


def _is_stream(item: Any) -> bool:
    return isinstance(item, Stream)


def digest_of(item: Object) -> str:
    """Give a digest of an object and everything below it, streams by their raw bytes."""
    digest = hashlib.sha256()
    pending, seen = [item], set()
    while pending:
        one = pending.pop()
        if getattr(one, "is_indirect", False):
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        if isinstance(one, Stream):
            digest.update(one.read_raw_bytes())
        if isinstance(one, (Dictionary, Stream)):
            keys = sorted(key for key in one.keys() if key != "/Length")  # noqa: SIM118
            digest.update(repr(keys).encode())
            pending += [one[key] for key in keys]
        elif isinstance(one, Array):
            digest.update(b"[%d]" % len(one))
            pending += list(one)
        else:
            digest.update(repr(one).encode())
    return digest.hexdigest()


def faces_of(source: Source) -> dict[str, Face]:
    """Give the faces of a PDF's pages by their names, read once however often it is asked."""
    if source not in _FACES:
        found = resources_of(source.pdf, [page.obj for page in source.pages])
        faces = (one.face for one in found)
        _FACES[source] = {face.name: face for face in faces if face is not None}
    return _FACES[source]


def stand_in(donor: Source, face: Face) -> Face | None:
    """Give the donor's face that stands in for a subset of it; None if it lacks something."""
    found = faces_of(donor).get(face.name)
    return found if found is not None and found.covers(face) else None


_FACES: Final[WeakKeyDictionary[Source, dict[str, Face]]] = WeakKeyDictionary()
_STAND_INS: Final[WeakKeyDictionary[Source, dict[str, Face | None]]] = WeakKeyDictionary()
"""For each donor, the face that stands in for a font, by the font's digest."""


class Shared:
    """What is stored once in a bound document: fonts and images of equal content.

    ``donor`` is a PDF whose fonts stand in for every subset of them that comes along. They are
    set from the number ``first`` on, the donor's faces at the same numbers in every document;
    ``next`` is the first that is free. ``used`` are the plates that were asked for, and where
    each is set.
    """

    def __init__(self, donor: Source | None, first: int) -> None:
        self._donor = donor
        self.next = first
        self.used: dict[Plate, int] = {}
        self._places: dict[str, tuple[Plate, int, int]] = {}
        self._faces = faces_of(donor) if donor else {}
        self._stand_ins = _STAND_INS.setdefault(donor, {}) if donor else {}
        for name, face in sorted(self._faces.items()):
            self._reserve(f"donor {name}", face.ready)

    def number(self, resource: Resource) -> int:
        """Give the object number of what stands in for a resource, or of itself."""
        if resource.digest not in self._stand_ins:
            found = stand_in(self._donor, resource.face) if self._donor and resource.face else None
            self._stand_ins[resource.digest] = found
        face = self._stand_ins[resource.digest]
        if face:
            return self.face_number(face)
        if resource.digest not in self._places:
            self._reserve(resource.digest, resource.ready)
        return self._number(resource.digest)

    def face_number(self, face: Face) -> int:
        """Give the object number of one of the donor's faces."""
        return self._number(f"donor {face.name}")

    def _reserve(self, key: str, ready: ReadyObject | MadeReady) -> None:
        plate, root = ready.plate
        self._places[key] = plate, self.next, self.next + root
        self.next += plate.size

    def _number(self, key: str) -> int:
        plate, first, number = self._places[key]
        self.used[plate] = first
        return number

    def face(self, name: str) -> Face:
        """Give the donor's face of a name (without its tag).

        Raises ``BindError`` if the donor has none of that name.
        """
        for face in self._faces.values():
            if plain_name(face.name) == name:
                return face
        raise BindError(f"no font '{name}' to print page numbers in")
