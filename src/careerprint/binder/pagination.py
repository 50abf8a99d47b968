"""Where the parts of a booklet fall: leaves, blanks, and the numbers printed on the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Numbering(StrEnum):
    """How a part's pages are numbered; the values are page label styles (ISO 32000-1, 12.4.2)."""

    ARABIC = "D"
    ROMAN = "r"
    NONE = ""


class Side(StrEnum):
    """On which side of an open booklet a part begins."""

    ANY = "any"
    RIGHT = "right"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What pagination needs to know of a part: how many pages, how numbered, where begun.

    ``prefix`` is the label of pages without a number, such as ``Cover``.
    """

    pages: int
    numbering: Numbering = Numbering.ARABIC
    prefix: str = ""
    side: Side = Side.ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a part falls: blank pages before it, its first page from 0, its first number from 1."""

    blanks: int
    first: int
    number: int


def paginate(extents: Sequence[Extent], *, counts_all: bool = False) -> tuple[Placement, ...]:
    """Place parts one after the other; each numbering counts on over all parts that share it.

    The first page lies on the right, so right-hand pages have even indices from 0. A blank
    page before a part counts with the part before it. With ``counts_all`` a page's number is
    its place in the document, whatever stands before it.
    """
    placements = []
    page = 0
    counts = dict.fromkeys(Numbering, 0)
    before = Numbering.NONE
    for extent in extents:
        is_off = page % 2 == (0 if extent.side is Side.LEFT else 1)
        blanks = int(is_off and extent.side is not Side.ANY)
        counts[before] += blanks
        before = extent.numbering
        first = page + blanks
        number = (first if counts_all else counts[extent.numbering]) + 1
        placements.append(Placement(blanks=blanks, first=first, number=number))
        counts[extent.numbering] += extent.pages
        page += blanks + extent.pages
    return tuple(placements)


_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def label(number: int, numbering: Numbering) -> str:
    """Give a page's number as it is printed: 4 or iv; empty where pages have none."""
    if numbering is Numbering.NONE:
        return ""
    if numbering is Numbering.ARABIC:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text
