"""Ways through a document: named destinations, bookmarks, page labels, as they are written.

Clauses are of ISO 32000-1:2008.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from pikepdf import String

from careerprint.binder.pagination import Numbering, Placement
from careerprint.binder.part import Part
from careerprint.binder.plate import text_string


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An outline item (12.3.3): its title and destination as written, and those below it."""

    title: bytes
    destination: bytes
    below: tuple["Bookmark", ...] = ()


def outline(bookmarks: Sequence[Bookmark], first: int) -> Iterator[tuple[int, bytes]]:
    """Give the outline's objects, numbered from ``first``, which is the outline itself."""
    numbers = count(first + 1)
    tops = [next(numbers) for _ in bookmarks]
    ends = f"/First {tops[0]} 0 R/Last {tops[-1]} 0 R".encode()
    yield first, b"<</Type/Outlines/Count %d%b>>" % (len(tops), ends)
    for place, (number, top) in enumerate(zip(tops, bookmarks, strict=True)):
        inner = [next(numbers) for _ in top.below]
        links = _links(tops, place, first)
        if inner:  # closed: its count is negative
            links += b"/First %d 0 R/Last %d 0 R/Count -%d" % (inner[0], inner[-1], len(inner))
        yield number, _item(top, links)
        for at, (own, below) in enumerate(zip(inner, top.below, strict=True)):
            yield own, _item(below, _links(inner, at, number))


def _item(bookmark: Bookmark, links: bytes) -> bytes:
    return b"<</Title %b/Dest[%b]%b>>" % (bookmark.title, bookmark.destination, links)


def _links(numbers: Sequence[int], place: int, parent: int) -> bytes:
    """Give an item's links to its neighbours and to what it is below of."""
    links = b"/Parent %d 0 R" % parent
    if place:
        links += b"/Prev %d 0 R" % numbers[place - 1]
    if place + 1 < len(numbers):
        links += b"/Next %d 0 R" % numbers[place + 1]
    return links


def destinations(found: Iterable[tuple[str, bytes]]) -> bytes:
    """Give the name dictionary (7.7.4) of destinations: the second of a name gets another one."""
    named: dict[str, bytes] = {}
    for name, destination in found:
        number, new = 0, name
        while new in named:
            number += 1
            new = f"{name}.{number}"
        named[new] = destination
    if not named:
        return b""
    pairs = sorted((bytes(String(name)), name, place) for name, place in named.items())
    listed = b" ".join(b"%b[%b]" % (text_string(name), place) for _, name, place in pairs)
    return b"<</Dests<</Names[%b]>>>>" % listed


def labels(parts: Sequence[Part], placements: Sequence[Placement]) -> bytes:
    """Give the page labels (12.4.2): a range for each part, and one for a blank first page."""
    entries = [b"0<<>>"] if placements[0].first else []
    for part, placement in zip(parts, placements, strict=True):
        entry = b""
        if part.numbering is not Numbering.NONE:
            entry = b"/S/%b/St %d" % (part.numbering.value.encode(), placement.number)
        if part.prefix:
            entry += b"/P %b" % text_string(part.prefix)
        entries.append(b"%d<<%b>>" % (placement.first, entry))
    return b"<</Nums[%b]>>" % b" ".join(entries)
