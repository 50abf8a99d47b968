"""A running head that is set by the engine: one with letters that the donor's face lacks.

The line is taken out of the page that it was set on, to be printed at the foot of others.
Clauses are of ISO 32000-1:2008.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Operator,
    parse_content_stream,
    unparse_content_stream,
)

from careerprint.binder.fonts import Face, Resource, resource_of
from careerprint.binder.source import BindError, Source

_PT_PER_PX: Final = 0.75
_OF_TEXT: Final = frozenset({"Tf", "Tm", "Td", "Ts", "Tj", "TJ"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Head:
    """A line that is set: its content with a place for the name of each of its ``fonts``.

    It begins at the origin, its baseline is the axis.
    """

    content: bytes
    fonts: tuple[Resource, ...] = field(repr=False)
    width_pt: float

    def shown(self, names: Sequence[str]) -> bytes:
        """Give its content with its fonts' names in a page (7.8.3)."""
        content = self.content
        for number, name in enumerate(names):
            content = content.replace(_place(number).encode(), name.encode())
        return content


def take_head(source: Source) -> Head:
    """Take the line out of a page of the engine's; raises ``BindError`` if there is none."""
    page = source.pages[0].obj
    named = page.get("/Resources", Dictionary()).get("/Font", Dictionary())
    names = sorted(named.keys())
    kept = list(_line(parse_content_stream(page)))
    starts = [one.operands for one in kept if str(one.operator) == "Tm"]
    if not starts:
        raise BindError(f"{source.name} sets no line")
    fonts = tuple(resource_of(source.pdf, named[name]) for name in names)
    left, baseline = (float(n) for n in starts[0][4:])
    faces = {name: one.face for name, one in zip(names, fonts, strict=True)}
    end = _end(kept, faces)
    placed = [_with_place(one, names) for one in kept]
    moved = (-left * _PT_PER_PX, baseline * _PT_PER_PX)
    matrix = b"%.4f 0 0 %.4f %.4f %.4f cm" % (_PT_PER_PX, -_PT_PER_PX, *moved)
    content = b"q %b\n%b\nQ" % (matrix, unparse_content_stream(placed))
    return Head(content=content, fonts=fonts, width_pt=(end - left) * _PT_PER_PX)


def _with_place(one: ContentStreamInstruction, names: list[str]) -> ContentStreamInstruction:
    if str(one.operator) != "Tf":
        return one
    name, size = one.operands
    place = Name(_place(names.index(str(name))))
    return ContentStreamInstruction([place, size], one.operator)


def _place(number: int) -> str:
    return f"/HeadFont{number}."


def _line(content: Sequence[Any]) -> Iterator[ContentStreamInstruction]:
    """Give what sets and says the text; tags of a page it no longer stands on go (14.6)."""
    open_tags: list[bool] = []
    for one in content:
        name = str(one.operator)
        if name in {"BDC", "BMC"}:
            open_tags.append(name == "BMC" or "/MCID" not in one.operands[1])
        is_kept = open_tags[-1] if name in {"BDC", "BMC"} else name in {"BT", "ET"} | _OF_TEXT
        if name == "EMC":
            is_kept = open_tags.pop()
        if is_kept:
            yield ContentStreamInstruction(list(one.operands), Operator(name))


def _end(content: Sequence[ContentStreamInstruction], faces: dict[str, Face | None]) -> float:
    """Give where the last glyph ends, in the engine's pixels (9.4.4)."""
    at = size = 0.0
    face: Face | None = None
    for one in content:
        name, operands = str(one.operator), one.operands
        if name == "Tm":
            at = float(operands[4])
        elif name == "Tf":
            face, size = faces[str(operands[0])], float(operands[1])
        elif name in {"Tj", "TJ"}:
            pieces = operands[0] if isinstance(operands[0], Array) else [operands[0]]
            at += size * sum(_width(piece, face) for piece in pieces) / 1000
    return at


def _width(piece: Any, face: Face | None) -> float:
    """Give how far a string or a number of ``TJ`` leads on, in 1/1000 em."""
    if isinstance(piece, (int, Decimal)):
        return -float(piece)
    codes, widths = bytes(piece), face.widths if face else {}
    return sum(
        widths.get(int.from_bytes(codes[at : at + 2], "big"), 0) for at in range(0, len(codes), 2)
    )
