"""Documents within a document: where each of many booklets in one PDF begins and ends.

They are the document parts of ISO 32000-2:2020, 14.12, which presses for personal prints read
(PDF/VT, ISO 16612-2): one level of them, and each page names the part that it belongs to.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf

from careerprint.binder.source import BindError


def document_parts(
    pages: Sequence[int], firsts: Sequence[int], own: int
) -> Iterator[tuple[int, bytes]]:
    """Give the objects of documents, numbered from ``own``; the last one is for the catalog.

    ``pages`` has the object number of every page, ``firsts`` which of them, from 0, begin a
    document. Each document's object is ``own`` plus its place in the row, for its pages to name.
    """
    node, root = own + len(firsts), own + len(firsts) + 1
    ends = (*firsts[1:], len(pages))
    for number, (start, end) in enumerate(zip(firsts, ends, strict=True), own):
        said = (node, pages[start], pages[end - 1])
        yield number, b"<</Type/DPart/Parent %d 0 R/Start %d 0 R/End %d 0 R>>" % said
    kids = b" ".join(b"%d 0 R" % number for number in range(own, node))
    yield node, b"<</Type/DPart/Parent %d 0 R/DParts[[%b]]>>" % (root, kids)
    yield root, b"<</Type/DPartRoot/DPartRootNode %d 0 R>>" % node


def read_document_parts(pdf: Pdf) -> tuple[range, ...]:
    """Give the pages of each document of a PDF, from page 0; nothing if it does not say.

    Raises ``BindError`` if what it says cannot be: a page in none of them, or in two.
    """
    root = pdf.Root.get("/DPartRoot")
    top = root.get("/DPartRootNode") if isinstance(root, Dictionary) else None
    if not isinstance(top, Dictionary):
        return ()
    numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
    found = []
    for leaf in _leaves(top, depth=0):
        start, end = leaf.get("/Start"), leaf.get("/End", leaf.get("/Start"))
        found.append(range(_number(numbers, start), _number(numbers, end) + 1))
    if [number for pages in found for number in pages] != list(range(len(numbers))):
        raise _unclear()
    return tuple(found)


def _leaves(node: Object, depth: int) -> Iterator[Object]:
    if depth > 8:  # of ours there is one level, of others' a few
        raise _unclear()
    rows = node.get("/DParts")
    if rows is None:
        yield node
        return
    for row in _listed(rows):
        for kid in _listed(row):
            if not isinstance(kid, Dictionary):
                raise _unclear()
            yield from _leaves(kid, depth + 1)


def _listed(value: Any) -> Sequence[Object]:
    if not isinstance(value, Array):
        raise _unclear()
    return list(value)


def _number(numbers: dict[Any, int], page: Any) -> int:
    try:
        return numbers[page.objgen]
    except (AttributeError, KeyError):
        raise _unclear() from None


def _unclear() -> BindError:
    return BindError("it does not say clearly where its booklets begin")
