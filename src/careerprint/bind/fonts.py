"""Fonts shared over a booklet, and text set in one of them. Clauses are of ISO 32000-1:2008."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from weakref import WeakKeyDictionary

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from careerprint.bind.source import BindError, Source

_PAIR: Final = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>")
_TAG: Final = re.compile(r"^/[A-Z]{6}\+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A Type 0 font with Identity-H encoding: its name, code → text, code → width in 1/1000 em.

    Its CMap says the text of each code in a line of its own (bfchar). ``codes`` gives the lowest
    code of a text, ``font`` is the font dictionary (9.7.6.1) in the document that it stands in.
    """

    name: str
    texts: Mapping[int, str]
    widths: Mapping[int, float]
    codes: Mapping[str, int] = field(repr=False)
    font: Object = field(repr=False)

    @staticmethod
    def of(font: Object) -> "Face | None":
        """Read a font dictionary; None if it is of another kind or does not say its text."""
        if font.get("/Subtype") != Name.Type0 or font.get("/Encoding") != Name("/Identity-H"):
            return None
        if "/ToUnicode" not in font or not isinstance(font.ToUnicode, Stream):
            return None
        cmap = font.ToUnicode.read_bytes()
        descendants: Any = font.get("/DescendantFonts")
        if b"beginbfrange" in cmap or not _is_list_of_fonts(descendants):
            return None
        texts = dict(_texts(cmap))
        return Face(
            name=str(font.get("/BaseFont", "")),
            texts=texts,
            widths=dict(_widths(descendants[0].get("/W", Array()))),
            codes={text: code for code, text in sorted(texts.items(), reverse=True)},
            font=font,
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


def _widths(array: Object) -> Iterator[tuple[int, float]]:
    """Give code and width of a W array (9.7.4.3)."""
    items = list(array)
    index = 0
    while index + 1 < len(items):
        start = int(items[index])
        if isinstance(items[index + 1], Array):
            for offset, width in enumerate(items[index + 1]):
                yield start + offset, float(width)
            index += 2
        else:
            for code in range(start, int(items[index + 1]) + 1):
                yield code, float(items[index + 2])
            index += 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A font or image of a page: where it stands, and a digest of all that it is."""

    category: str
    name: str
    digest: str
    face: Face | None


def resources_of(page: Object) -> Iterator[Resource]:
    """Give the fonts and images of a page's resources (7.8.3), each with its digest."""
    resources = page.get("/Resources", Dictionary())
    for name, font in resources.get("/Font", Dictionary()).items():
        yield Resource(category="/Font", name=name, digest=_digest(font), face=Face.of(font))
    for name, image in resources.get("/XObject", Dictionary()).items():
        # an image that is content by itself stands in the structure tree, on its own page
        if image.get("/Subtype") == Name.Image and "/StructParent" not in image:
            yield Resource(category="/XObject", name=name, digest=_digest(image), face=None)


def _digest(item: Object) -> str:
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
        faces = (one.face for page in source.pages for one in resources_of(page.obj))
        _FACES[source] = {face.name: face for face in faces if face is not None}
    return _FACES[source]


_FACES: Final[WeakKeyDictionary[Source, dict[str, Face]]] = WeakKeyDictionary()
_RESOURCES: Final[WeakKeyDictionary[Source, tuple[tuple[Resource, ...], ...]]] = WeakKeyDictionary()
"""What each source's pages use: found once, however often it is bound from."""


class Shared:
    """What is stored once in a bound document: fonts and images of equal content.

    ``donor`` is a PDF whose fonts stand in for every subset of them that comes along.
    """

    def __init__(self, out: Pdf, donor: Source | None) -> None:
        self._out = out
        self._donor = donor
        self._faces = faces_of(donor) if donor else {}
        self._placed: dict[str, Object] = {}

    def share(self, page: Object, source: Source, index: int) -> None:
        """Have a page that was copied from a source use what the document has already."""
        if source not in _RESOURCES:
            _RESOURCES[source] = tuple(tuple(resources_of(one.obj)) for one in source.pages)
        for resource in _RESOURCES[source][index]:
            group = page.Resources[resource.category]
            donor = self._faces.get(resource.face.name) if resource.face else None
            if donor is not None and resource.face is not None and donor.covers(resource.face):
                group[resource.name] = self._donated(donor)
                continue
            known = self._placed.setdefault(resource.digest, group[resource.name])
            if known.objgen != group[resource.name].objgen:
                group[resource.name] = known

    def _donated(self, face: Face) -> Object:
        key = f"donor {face.name}"
        if key not in self._placed:
            self._placed[key] = self._out.copy_foreign(face.font)
        return self._placed[key]

    def face(self, name: str) -> Face:
        """Give the donor's face of a name (without its tag), placed in the document.

        Raises ``BindError`` if the donor has none of that name.
        """
        for face in self._faces.values():
            if _TAG.sub("", face.name) == name:
                return replace(face, font=self._donated(face))
        raise BindError(f"no font '{name}' to print page numbers in")
