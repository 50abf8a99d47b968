"""Objects → the bytes of a PDF file. Clauses are of ISO 32000-1:2008.

Most objects come as impressions of plates and are copied. The few that hang on the whole
document are written here, in one object stream at the end.
"""

import hashlib
import zlib
from itertools import pairwise

from careerprint.binder.plate import (
    MOST_PACKED,
    Impression,
    batches,
    object_stream,
    stream_object,
)

_HEADER = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_WIDTHS = (1, 4, 2)
_ROW = sum(_WIDTHS)
_UP = b"\x02"
"""The predictor of PNG (7.4.4.4) that says how a row differs from the one above."""


_Run = tuple[int, int, int, int]
"""Objects in a row: the first one's number, how many, the stream they are in, their place in it."""


class Writer:
    """A PDF as it grows. Objects come with ascending numbers, or as loose ones with any."""

    def __init__(self) -> None:
        self._pieces = [_HEADER]
        self._length = len(_HEADER)
        self._rows: dict[int, bytes] = {0: _row(0, 0, 0xFFFF)}
        self._runs: list[_Run] = []
        self._loose: dict[int, bytes] = {}

    def place(self, impression: Impression) -> None:
        """Put the packed objects and streams of a plate into the file."""
        first, packed = impression.first, impression.packed
        for number, start in enumerate(impression.starts, start=first + packed):
            self._rows[number] = _row(1, self._length + start, 0)
        holders = first + packed + len(impression.starts) + -packed // MOST_PACKED
        for number, offset in enumerate(range(0, packed, MOST_PACKED)):
            count = min(MOST_PACKED, packed - offset)
            self._runs.append((first + offset, count, holders + number, 0))
        self._put(impression.body)

    def stream(self, number: int, entries: bytes, data: bytes) -> None:
        """Put a stream into the file; ``entries`` are those of its dictionary but its length."""
        self._rows[number] = _row(1, self._length, 0)
        self._put(stream_object(number, entries, data))

    def loose(self, number: int, body: bytes) -> None:
        """Put another object into the file."""
        self._loose[number] = body

    def _put(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def closed(self, number: int, *, root: int, info: int) -> bytes:
        """Give the whole file; ``number`` and those after it are free for its own objects.

        The same objects give the same bytes: the identifier (14.4) is a hash of them.
        """
        for batch in batches(sorted(self._loose.items())):
            for index, (own, _) in enumerate(batch):
                if index and own == batch[index - 1][0] + 1:
                    first, count, holder, start = self._runs[-1]
                    self._runs[-1] = (first, count + 1, holder, start)
                else:
                    self._runs.append((own, 1, number, index))
            self._rows[number] = _row(1, self._length, 0)
            self._put(object_stream(number, batch))
            number += 1
        self._rows[number] = _row(1, self._length, 0)
        digest = hashlib.sha256()
        for piece in self._pieces:
            digest.update(piece)
        name = digest.hexdigest()[:32].encode()
        numbers, table = self._deflated_table()
        entries = (
            b"/Type/XRef/W[%d %d %d]/Index[%b]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
            b"/Filter/FlateDecode/DecodeParms<</Columns %d/Predictor 12>>"
            % (*_WIDTHS, numbers, max(self._rows) + 1, root, info, name, name, _ROW)
        )
        start = self._length
        self._put(stream_object(number, entries, table))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._pieces)

    def _deflated_table(self) -> tuple[bytes, bytes]:
        """Give the numbers of the cross-reference stream, and its rows as it has them.

        A stream may not end with a carriage return (ISO 19005-2, 6.1.7.1): then the table has
        a free number more, and another checksum.
        """
        while True:
            numbers, table = self._table()
            data = zlib.compress(table)
            if not data.endswith(b"\r"):
                return numbers, data
            self._rows[max(self._rows) + 1] = _row(0, 0, 0xFFFF)

    def _table(self) -> tuple[bytes, bytes]:
        """Give the numbers of the cross-reference stream (7.5.8.2), and its rows as predicted."""
        runs = [(n, 1, row, row, b"") for n, row in self._rows.items()]
        for first, count, holder, start in self._runs:
            rows = _row(2, holder, start), _row(2, holder, start + count - 1)
            ends = start * (_ROW + 1), (start + count - 1) * (_ROW + 1)
            runs.append((first, count, *rows, _COUNTING[slice(*ends)]))
        runs.sort()
        sections: list[list[int]] = []
        pieces, above = [], bytes(_ROW)
        for first, count, top, bottom, inner in runs:
            if sections and sum(sections[-1]) == first:
                sections[-1][1] += count
            else:
                sections.append([first, count])
            pieces += [_UP, _difference(top, above), inner]
            above = bottom
        numbers = b" ".join(b"%d %d" % (first, count) for first, count in sections)
        return numbers, b"".join(pieces)


def _row(kind: int, place: int, index: int) -> bytes:
    return b"%c%b%b" % (kind, place.to_bytes(4, "big"), index.to_bytes(2, "big"))


def _difference(row: bytes, above: bytes) -> bytes:
    return bytes((own - other) & 0xFF for own, other in zip(row, above, strict=True))


_COUNTING = b"".join(
    _UP + _difference(_row(2, 0, after), _row(2, 0, before))
    for before, after in pairwise(range(MOST_PACKED))
)
"""Rows of objects of one stream after its first: each is one further than the one above."""
