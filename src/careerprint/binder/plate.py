"""Plates: pages written out once, to be put into any number of documents by copying bytes.

In printing, a plate carries whole pages and prints them as often as they are wanted; one print
of it is an impression.

A plate holds every object that its pages need, written out, with places where object numbers
go. Set at a first number, all of it is bytes of a file: binding then only puts such bytes one
after the other. Clauses are of ISO 32000-1:2008.
"""

import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, Final

from pikepdf import Dictionary, Name, Object, Pdf, Stream, String

from careerprint.binder.source import padded, written

MARK: Final = token_hex(8)
"""Before a number of this plate that is written as a string until it has its place."""
_REFERENCE: Final = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>|(?<![\w./#+-])(\d+) \d+ R\b", re.DOTALL
)
"""A string, which is passed over (7.3.4), or a reference (7.3.10)."""
_MARKED: Final = re.compile(rb"\(" + MARK.encode() + rb"([nik])(\d+)\)")
_OUTSIDE: Final = frozenset({b"/Page", b"/Pages", b"/Catalog", b"/StructTreeRoot"})
_TYPE: Final = re.compile(rb"/Type (/[A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class Text:
    """Bytes with places for numbers of objects.

    A number from 0 is counted from the one that its plate is set at; -1 is the first of the
    objects that its plate shares with others, -2 the second.
    """

    text: bytes
    places: tuple[int, ...] = ()

    def at(self, setting: "Setting") -> bytes:
        """Give the bytes with their numbers."""
        first, shared = setting
        return self.text % tuple(
            [first + place if place >= 0 else shared[-1 - place] for place in self.places]
        )


Setting = tuple[int, tuple[int, ...]]
"""The number that a plate is set at, and those of the objects that it shares."""


def own_reference(kind: str, number: int) -> String:
    """Give what stands for a number of this plate until it has its place.

    ``kind`` is ``n`` for the object's number as it is, ``i`` for an identifier (14.7.2).
    """
    return String(f"{MARK}{kind}{number}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Plate:
    """Objects that belong together, numbered from 0: packed ones, streams, loose ones.

    ``packed`` go into object streams (7.5.7), whose own numbers follow those of ``streams``;
    ``loose`` is how many numbers come after them, of objects that are written at binding.
    """

    packed: tuple[Text, ...]
    streams: tuple[tuple[Text, bytes], ...]
    loose: int = 0
    _set: dict[Setting, "Impression"] = field(default_factory=dict, repr=False)

    @property
    def first_loose(self) -> int:
        """The first number after the object streams."""
        return len(self.packed) + len(self.streams) - (-len(self.packed) // MOST_PACKED)

    @property
    def size(self) -> int:
        """How many numbers it takes."""
        return self.first_loose + self.loose

    def at(self, setting: Setting) -> "Impression":
        """Give it set at a number; it is kept, for it is likely to be wanted there again."""
        if setting not in self._set:
            if len(self._set) >= _MOST_SET:
                self._set.clear()
            self._set[setting] = _impression(self, setting)
        return self._set[setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impression:
    """A plate set at a number: bytes of a file, and where its objects begin in them.

    ``starts`` are the places of its streams and then of its object streams.
    """

    first: int
    packed: int
    body: bytes
    starts: tuple[int, ...]


_MOST_SET: Final = 32
MOST_PACKED: Final = 2048
"""Objects in one object stream."""


def batches(objects: Sequence[tuple[int, bytes]]) -> Iterator[Sequence[tuple[int, bytes]]]:
    """Give objects in as many batches as there must be object streams."""
    for start in range(0, len(objects), MOST_PACKED):
        yield objects[start : start + MOST_PACKED]


def _impression(plate: Plate, setting: Setting) -> Impression:
    first, _ = setting
    pieces, starts, length = [], [], 0
    number = first + len(plate.packed)
    for text, data in plate.streams:
        piece = stream_object(number, text.at(setting), data)
        starts.append(length)
        pieces.append(piece)
        length += len(piece)
        number += 1
    objects = [(first + n, text.at(setting)) for n, text in enumerate(plate.packed)]
    for packed in batches(objects):
        piece = object_stream(number, packed)
        starts.append(length)
        pieces.append(piece)
        length += len(piece)
        number += 1
    return Impression(
        first=first, packed=len(plate.packed), body=b"".join(pieces), starts=tuple(starts)
    )


def stream_object(number: int, entries: bytes, data: bytes) -> bytes:
    """Give a stream (7.3.8) as it stands in a file; ``entries`` are those of its dictionary."""
    return b"%d 0 obj\n<<%b/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        number,
        entries,
        len(data),
        data,
    )


def object_stream(number: int, objects: Iterable[tuple[int, bytes]]) -> bytes:
    """Give an object stream (7.5.7) of objects by their numbers."""
    heads, bodies, offset = [], [], 0
    for own, body in objects:
        heads.append(b"%d %d" % (own, offset))
        bodies.append(body)
        offset += len(body) + 1
    head = b" ".join(heads) + b"\n"
    data = zlib.compress(padded(head + b"\n".join(bodies)))
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(heads), len(head))
    return stream_object(number, entries, data)


class Engraver:
    """Writes objects of an open PDF down for a plate, and all that they name.

    ``apart`` are objects that get the loose numbers of the plate, in their order, ``shared``
    those that it shares with other plates; neither are written themselves. What belongs to the
    document as a whole, such as a page that is not apart, becomes null.
    """

    def __init__(
        self, pdf: Pdf, apart: Iterable[Object] = (), shared: Iterable[Object] = ()
    ) -> None:
        self._pdf = pdf
        self._shared = {item.objgen[0]: -1 - number for number, item in enumerate(shared)}
        self._apart = {item.objgen[0]: number for number, item in enumerate(apart)}
        self._raw: dict[int, bytes] = {}
        self._data: dict[int, bytes] = {}
        self._pending: deque[int] = deque()
        self._numbers: dict[int, int] = {}

    def take(self, *raws: bytes) -> None:
        """Take in whatever pieces of PDF name, directly or not."""
        for raw in raws:
            self._queue(raw)
        while self._pending:
            number = self._pending.popleft()
            item = self._pdf.get_object(number, 0)
            raw = unparsed(item)
            if isinstance(item, Stream):
                data = item.read_raw_bytes()
                if "/Filter" not in item:
                    data = zlib.compress(padded(item.read_bytes()), 9)
                    raw += b"/Filter/FlateDecode"
                self._data[number] = data
            elif isinstance(item, Dictionary) and _is_outside(raw):
                raw = b"null"
            self._raw[number] = raw
            self._queue(raw)

    def _queue(self, raw: bytes) -> None:
        for found in _REFERENCE.finditer(raw):
            number = int(found[1] or 0)
            is_known = number in self._raw or number in self._apart or number in self._shared
            if number and not is_known:
                self._raw[number] = b""
                self._pending.append(number)

    def has(self, item: Object) -> bool:
        """Tell whether an object was taken in or is apart."""
        return item.objgen[0] in self._raw or item.objgen[0] in self._apart

    def number(self, item: Object) -> int:
        """Give the number in the plate of an object that was taken in or is apart."""
        return self._number(item.objgen[0])

    def _number(self, number: int) -> int:
        if not self._numbers:
            packed = [n for n in self._raw if n not in self._data]
            order = [*packed, *self._data]
            self._numbers = {own: place for place, own in enumerate(order)}
            first_loose = len(order) - (-len(packed) // MOST_PACKED)
            self._numbers |= self._shared
            self._numbers |= {own: first_loose + n for own, n in self._apart.items()}
        return self._numbers[number]

    def text(self, raw: bytes) -> Text:
        """Give a piece of PDF, whose objects are taken in, with the places of its numbers."""
        pieces, places, end = [], [], 0
        for found in _REFERENCE.finditer(raw):
            if found[1]:
                shown, place = b"%d 0 R", self._number(int(found[1]))
            elif marked := _MARKED.fullmatch(found[0]):
                shown = b"%d" if marked[1] == b"n" else b"(%d)"
                place = self._number(int(marked[2]))
            else:
                continue
            pieces += [raw[end : found.start()].replace(b"%", b"%%"), shown]
            places.append(place)
            end = found.end()
        pieces.append(raw[end:].replace(b"%", b"%%"))
        return Text(b"".join(pieces), tuple(places))

    def plate(self) -> Plate:
        """Give the plate of all that was taken in."""
        return Plate(
            packed=tuple(self.text(r) for n, r in self._raw.items() if n not in self._data),
            streams=tuple((self.text(self._raw[n]), data) for n, data in self._data.items()),
            loose=len(self._apart),
        )


def unparsed(item: Any) -> bytes:
    """Give an object as it is written; of a stream the entries of its dictionary alone."""
    if isinstance(item, Stream):
        return entries(item, leave_out=frozenset({"/Length"}))
    return bytes(item.unparse(resolved=True)) if isinstance(item, Object) else written(item)


def entries(item: Any, leave_out: frozenset[str] = frozenset()) -> bytes:
    """Give the entries of a dictionary or stream as they are written, without the brackets."""
    return b"".join(
        bytes(Name(key).unparse()) + b" " + written(value)
        for key, value in item.items()
        if key not in leave_out
    )


def _is_outside(raw: bytes) -> bool:
    """Tell whether a dictionary belongs to a document as a whole."""
    found = _TYPE.search(raw)
    return found is not None and found[1] in _OUTSIDE


def text_string(text: str) -> bytes:
    """Give a text string (7.9.2.2) as it is written."""
    return bytes(String(text).unparse())
