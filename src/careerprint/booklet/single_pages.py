"""Pages of one document made independent of each other. Clauses are of ISO 32000-1:2008.

Parts for several readers are set in one document, whose pages then share one dictionary of
resources: bound as it is, each reader's file would hold the drawings of the others, and its
bytes would hang on who they are.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Stream, String

from careerprint.binder.source import Key, Source, kids_of

_NAME: Final = re.compile(rb"/[^\s/<>\[\](){}%]+")
"""A name (7.3.5)."""
_COUNTED: Final = {"/XObject": "x", "/Pattern": "p", "/Shading": "s"}
"""Resources (7.8.3) that the engine numbers through a document, and the letter before."""


def detach(source: Source, starts: Sequence[int]) -> None:
    """Give each page, and each drawing on it, resources of its own: those that it uses.

    ``starts`` are the first pages of the parts: the identifiers of each part (14.7.2) are counted
    from its beginning, for the engine's hang on what else was in its document.

    The engine gives every one of them all fonts of the document. What it numbers through the
    document is numbered from each page's first. The source must be fresh from our engine, which
    writes text as hexadecimal strings: no name in its content is part of a text.
    """
    seen: set[Key] = set()
    for page in source.pages:
        contents = page.obj.Contents
        streams = list(contents) if isinstance(contents, Array) else [contents]
        content = b"\n".join(stream.read_bytes() for stream in streams)
        page.obj.Contents = Stream(source.pdf, _detached(page.obj, content, seen))
    _count_identifiers(source, starts)


def _count_identifiers(source: Source, starts: Sequence[int]) -> None:
    """Name header cells by their place in their part, and let cells name them so (14.8.5.7)."""
    counts: Counter[int] = Counter()
    renamed: dict[bytes, bytes] = {}
    elements = list(_elements(source.elements))
    for element in elements:
        if "/ID" in element:
            part = bisect_right(starts, source.page_numbers[element.Pg.objgen])
            counts[part] += 1
            new = b"%d" % counts[part]
            renamed[bytes(element.ID)] = new
            element.ID = String(new)
    for element in elements if renamed else ():
        attributes = element.get("/A")
        if isinstance(attributes, Dictionary) and "/Headers" in attributes:
            names = [bytes(name) for name in attributes.Headers]
            attributes.Headers = Array([String(renamed.get(name, name)) for name in names])


def _elements(kids: Iterable[Any]) -> Iterator[Any]:
    """Give structure elements and all below them, in their order."""
    for kid in kids:
        if isinstance(kid, Dictionary) and kid.get("/Type") not in {Name.MCR, Name.OBJR}:
            yield kid
            yield from _elements(kids_of(kid))


def _detached(holder: Any, content: bytes, seen: set[Key]) -> bytes:
    """Leave a holder of resources (7.8.3) those that its content uses; gives it with their names.

    Drawings (form XObjects, 8.10, and tiling patterns, 8.7.3) hold resources themselves.
    """
    used = list(dict.fromkeys(name.decode("latin-1") for name in _NAME.findall(content)))
    own, renamed = Dictionary(), dict[bytes, bytes]()
    for category, group in holder.Resources.items():
        names = [name for name in used if name in group]
        if not names:
            continue
        letter = _COUNTED.get(category, "")
        new = [f"/{letter}{number}" if letter else name for number, name in enumerate(names)]
        renamed |= {old.encode(): one.encode() for old, one in zip(names, new, strict=True)}
        own[category] = Dictionary({one: group[old] for old, one in zip(names, new, strict=True)})
        for drawing in (_drawing(group[name]) for name in names):
            is_holder = isinstance(drawing, Stream) and "/Resources" in drawing
            if is_holder and drawing.objgen not in seen:
                seen.add(drawing.objgen)
                drawing.write(_detached(drawing, drawing.read_bytes(), seen))
    holder.Resources = own
    # blanks at the end were put there for names that have gone
    return _NAME.sub(lambda found: renamed.get(found[0], found[0]), content).rstrip()


def _drawing(resource: Any) -> Any:
    """Give what a resource draws: itself, or the soft mask of a graphics state (11.6.5.2)."""
    mask = resource.get("/SMask") if isinstance(resource, Dictionary) else None
    return mask.G if isinstance(mask, Dictionary) else resource
