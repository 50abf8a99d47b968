"""Whether a finished PDF is grey: walked from its catalog to the last object.

A copier counts a page as one in colour by the colour spaces that its file names, whether or not
they are printed in. Clauses are of ISO 32000-1:2008.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from careerprint.binder.source import BindError

_NAMED: Final = frozenset({"/DeviceGray", "/G", "/Pattern"})
_HOLDS_SPACE: Final = frozenset({"/Indexed", "/I", "/Pattern"})
"""Spaces over another one, which tells whether they are grey (8.6.6)."""
_IN_COLOUR: Final = {"rg": "DeviceRGB", "RG": "DeviceRGB", "k": "DeviceCMYK", "K": "DeviceCMYK"}
_DEVICES: Final = frozenset({"/DeviceRGB", "/DeviceCMYK"})
_NAMES_SPACE: Final = frozenset({"cs", "CS"})
_COLOURS: Final = frozenset({"/C", "/IC", "/BC", "/BG"})
"""Of annotations, their fields and of bookmarks: one number is a grey (12.5.2, table 189)."""
_NO_SPACE: Final = frozenset({"/ImageMask", "/IM"})


def colours_in(pdf: bytes) -> tuple[str, ...]:
    """Give every colour space of a PDF that is not grey, with where it stands; none if it is grey.

    DeviceGray is grey, and patterns and indexed colours over it; a calibrated or ICC-based grey
    is not, for copiers ask no further. What the document is meant for may have a profile of
    one component (14.11.5). Raises ``BindError`` if the PDF is damaged or protected.
    """
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            return tuple(dict.fromkeys(_Walk(opened).found()))
    except (pikepdf.PikepdfError, ValueError, TypeError, KeyError) as error:
        raise BindError("this is not a whole PDF", hint="make it anew") from error


class _Walk:
    """One walk: each object is looked at once, however many lead to it."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._seen: set[tuple[int, int]] = set()

    def found(self) -> Iterator[str]:
        """Give what is found from the catalog on, page by page first."""
        for number, page in enumerate(self._pdf.pages, 1):
            where = f"page {number}"
            yield from _in_content(page, where)
            yield from self._below(page.obj, where)
        yield from self._below(self._pdf.Root, "document")
        yield from self._below(self._pdf.trailer, "document")

    def _below(self, start: Any, where: str) -> Iterator[str]:
        """Give what is found in an object and in all that hangs on it."""
        waiting = [(start, where)]
        while waiting:
            item, at = waiting.pop()
            if item.is_indirect:
                if item.objgen in self._seen:
                    continue
                self._seen.add(item.objgen)
            if isinstance(item, (Dictionary, Stream)):
                yield from _said(item, at)
                for content in self._drawn(item):
                    yield from _in_content(content, at)
                kids = [(kid, _deeper(at, key)) for key, kid in item.items() if key != "/Parent"]
            elif isinstance(item, Array):
                kids = [(kid, at) for kid in item]
            else:
                kids = []
            waiting += [(kid, at) for kid, at in kids if isinstance(kid, pikepdf.Object)]

    def _drawn(self, item: Any) -> Iterator[Stream]:
        """Give what is drawn by a form (8.10), tiles (8.7.3), glyphs (9.6.5), a field (12.7)."""
        is_form = item.get("/Subtype") == Name.Form or "/PatternType" in item
        if isinstance(item, Stream) and is_form:
            yield item
        yield from item.get("/CharProcs", Dictionary()).values()
        if "/DA" in item:
            yield self._pdf.make_stream(bytes(item["/DA"]))


def _deeper(where: str, key: str) -> str:
    return f"{where} {key}" if len(where) < 120 else where


def _said(item: Any, where: str) -> Iterator[str]:
    """Give the colours that a record or a stream names itself."""
    if "/ColorSpace" in item:
        space = item["/ColorSpace"]
        is_list = isinstance(space, Dictionary)
        for one in space.values() if is_list else (space,):
            yield from _judged(one, where)
    if "/CS" in item and not isinstance(item, Array):
        yield from _judged(item["/CS"], where)
    if "/DestOutputProfile" in item and int(item["/DestOutputProfile"].get("/N", 0)) != 1:
        yield f"{where}: a profile of colours"
    if item.get("/Filter") == Name("/JPXDecode") and "/ColorSpace" not in item:
        yield f"{where}: a picture that keeps its colour space to itself"
    for key in _COLOURS & set(item.keys()):
        if isinstance(item[key], Array) and len(item[key]) in {3, 4} and _are_numbers(item[key]):
            yield f"{where} {key}: a colour of {len(item[key])} parts"


def _are_numbers(array: Any) -> bool:
    return all(not isinstance(one, pikepdf.Object) for one in array)


def _in_content(content: Any, where: str) -> Iterator[str]:
    """Give the colours that operators set (8.6.8), and those of pictures among them (8.9.7)."""
    for one in pikepdf.parse_content_stream(content):
        operands, name = one.operands, str(one.operator)
        if name in _IN_COLOUR:
            yield f"{where}: {_IN_COLOUR[name]}"
        elif name in _NAMES_SPACE and str(operands[0]) in _DEVICES:
            yield from _judged(operands[0], where)  # others are looked at in the list of spaces
        elif name == "INLINE IMAGE":
            image = operands[0].obj
            if not any(key in image for key in _NO_SPACE):
                yield from _judged(image.get("/CS", image.get("/ColorSpace")), where)


def _judged(space: Any, where: str) -> Iterator[str]:
    """Tell of a colour space (8.6) that is not grey."""
    if not _is_grey(space):
        kind = space[0] if isinstance(space, Array) and len(space) else space
        yield f"{where}: {str(kind).lstrip('/')}"


def _is_grey(space: Any) -> bool:
    if isinstance(space, Array) and len(space):
        has_base = str(space[0]) in _HOLDS_SPACE and len(space) > 1
        return _is_grey(space[1]) if has_base else str(space[0]) in _NAMED
    return str(space) in _NAMED
