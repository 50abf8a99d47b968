"""A part's HTML → the blocks that it says can be set by themselves and kept.

A template marks them with ``<!--block-->``. What is open there, such as a list, is closed before
it and opened again after it, so that every block is whole.
"""

import re
from dataclasses import dataclass
from typing import Final

MARK: Final = "<!--block-->"
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
_STRUCTURE: Final = frozenset(["ul", "ol", "table", "thead", "tbody", "tfoot", "tr", "li"])
_SHOWN: Final = re.compile(r"<(?:img|svg|input)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a part, whole by itself.

    ``joined`` is how many of the elements around it, from the outside, it shares with the block
    before it: lists, items, tables, their bodies and rows.
    """

    html: str
    joined: int


@dataclass(slots=True, eq=False)
class _Open:
    """An element that is open: its name and tag, where it began, and whether a block has of it."""

    name: str
    tag: str
    start: int
    is_used: bool = False


def split(html: str) -> tuple[Block, ...]:
    """Give the blocks of a part; one if it marks none."""
    blocks = []
    around: list[_Open] = []
    for piece in html.split(MARK):
        before = list(around)
        _follow(piece, around)
        if not _says_something(piece):
            continue
        new = [one for one in around if one not in before]
        late = [one for one in new if not _says_something(piece[one.start :])]
        end = late[0].start if late else len(piece)  # what is opened there is for the next block
        inside = [one for one in around if one not in late]
        opened = "".join(one.tag for one in before)
        closed = "".join(f"</{one.name}>" for one in reversed(inside))
        joined = sum(one.is_used and one.name in _STRUCTURE for one in before)
        blocks.append(Block(f"{opened}{piece[:end]}{closed}", joined))
        for one in (*before, *inside):
            one.is_used = True
    return tuple(blocks)


def _follow(piece: str, around: list[_Open]) -> None:
    """Open and close elements as a piece does."""
    for tag in _TAG.finditer(piece):
        name = tag[2].lower()
        if not tag[1] and name not in _VOID and not tag[0].endswith("/>"):
            around.append(_Open(name, tag[0], tag.start()))
        elif tag[1] and around and around[-1].name == name:
            around.pop()


def _says_something(piece: str) -> bool:
    return bool(_TAG.sub("", piece).strip() or _SHOWN.search(piece))
