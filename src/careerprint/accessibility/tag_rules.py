"""Rules about tags: whether they are there, what they are, and in which order."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from careerprint.accessibility.document import Document
from careerprint.accessibility.tag_tree import Element, TagTree
from careerprint.preflight.flaw import Flaw

_EXPORT: Final = "export it again as a tagged PDF (PDF/UA-1)"
_HEADINGS: Final = ("H1", "H2", "H3", "H4", "H5", "H6")
_WITHIN: Final = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TOCI": {"TOC"},
}
"""What a part of a list, of a table or of contents stands in (ISO 32000-1, 14.8.4.3)."""


def judge_tagged(document: Document) -> Iterator[Flaw]:
    """Judge whether the document is tagged, and says so."""
    document.look("tagged")
    said = document.pdf.Root.get("/MarkInfo")
    if document.tree is None or said is None or not bool(said.get("/Marked", False)):
        yield Flaw(rule="tagged", message="it is not tagged", hint=_EXPORT)
    elif bool(said.get("/Suspects", False)):
        yield Flaw(rule="tagged", message="it says itself that its tags are guessed", hint=_EXPORT)


def judge_content(document: Document) -> Iterator[Flaw]:
    """Judge whether all that is painted is tagged or an artifact."""
    for number, marks in enumerate(document.marks, 1):
        document.look("content", marks.painted)
        if marks.unmarked:
            yield Flaw(
                rule="content",
                message="something is painted that is neither tagged nor an artifact",
                hint=_EXPORT,
                page=number,
                count=marks.unmarked,
            )
        if marks.misnested:
            yield Flaw(
                rule="content",
                message="tagged content and artifacts stand within each other",
                hint=_EXPORT,
                page=number,
                count=marks.misnested,
            )


def judge_order(document: Document) -> Iterator[Flaw]:
    """Judge whether each page is painted in the order in which it is read, nothing left out."""
    read: dict[int, list[int]] = {}
    for element in document.tree.elements if document.tree else ():
        for key, mcid in element.mcids:
            read.setdefault(document.pages.get(key, 0), []).append(mcid)
    for number, marks in enumerate(document.marks, 1):
        document.look("order", len(marks.mcids))
        tagged = read.get(number, [])
        if tagged == marks.mcids:
            continue
        if Counter(tagged) != Counter(marks.mcids):
            message = "tagged content is missing from the order of reading, or in it twice"
        else:
            message = "it is read in another order than it is painted"
        yield Flaw(rule="order", message=message, hint=_EXPORT, page=number)


def judge_roles(document: Document) -> Iterator[Flaw]:
    """Judge whether every type of tag is a standard one, or stands for one."""
    tree = document.tree
    if tree is None:
        return
    document.look("roles", len(tree.elements))
    for name in tree.unmapped:
        yield Flaw(rule="roles", message=f"the tag {name} stands for no known one", hint=_EXPORT)
    for name in tree.remapped:
        message = f"the known tag {name} was made to stand for another"
        yield Flaw(rule="roles", message=message, hint=_EXPORT)


def judge_alternatives(document: Document) -> Iterator[Flaw]:
    """Judge whether each picture, drawing and formula says in words what it shows."""
    for element in document.tree.of_role("Figure", "Formula") if document.tree else ():
        document.look("alternatives")
        if not element.text("/Alt", "/ActualText"):
            yield Flaw(
                rule="alternatives",
                message="a picture has no text in its place",
                hint="write an alternative text for it",
                page=_page(document, element),
            )


def judge_headings(document: Document) -> Iterator[Flaw]:
    """Judge whether headings begin with the first level and leave none out."""
    tree = document.tree
    levels = (
        [(_HEADINGS.index(one.role) + 1, one) for one in tree.of_role(*_HEADINGS)] if tree else []
    )
    document.look("headings", len(levels))
    if levels and levels[0][0] != 1:
        message = f"its first heading is of level {levels[0][0]}"
        yield Flaw(rule="headings", message=message, hint="begin with level 1", page=1)
    for (before, _), (level, element) in pairwise(levels):
        if level > before + 1:
            yield Flaw(
                rule="headings",
                message=f"a heading of level {level} follows one of level {before}",
                hint="leave no level out",
                page=_page(document, element),
            )
    if levels and tree and any(tree.of_role("H")):
        message = "it has headings with a level and such without"
        yield Flaw(rule="headings", message=message, hint="give all of them a level")


def judge_tables(document: Document) -> Iterator[Flaw]:
    """Judge whether heads of tables say what they head, and rows are equally long."""
    tree = document.tree
    for table in tree.of_role("Table") if tree else ():
        document.look("tables")
        rows = [one for one in _below(tree, table) if one.role == "TR"] if tree else []
        cells = [
            [one for one in tree.kids_of(row) if one.role in {"TH", "TD"}] for row in rows if tree
        ]
        has_headers = any(one.attribute("/Headers") is not None for row in cells for one in row)
        for head in (one for row in cells for one in row if one.role == "TH"):
            if head.attribute("/Scope") is None and not has_headers:
                yield Flaw(
                    rule="tables",
                    message="the head of a table does not say what it heads",
                    hint="give it a scope: row or column",
                    page=_page(document, head),
                )
        if len({sum(_span(one) for one in row) for row in cells}) > 1 and not _has_row_spans(cells):
            yield Flaw(
                rule="tables",
                message="the rows of a table have different numbers of cells",
                hint="give all rows the same number of columns",
                page=_page(document, table),
            )


def judge_lists(document: Document) -> Iterator[Flaw]:
    """Judge whether parts of lists and of tables stand in lists and in tables."""
    tree = document.tree
    for element in tree.elements if tree else ():
        document.look("lists", element.role == "L")
        wanted = _WITHIN.get(element.role)
        if tree and wanted and _holder(tree, element) not in wanted:
            yield Flaw(
                rule="lists",
                message=f"a part of a list or a table ({element.role}) stands outside of one",
                hint=_EXPORT,
                page=_page(document, element),
            )


def judge_notes(document: Document) -> Iterator[Flaw]:
    """Judge whether each note has an identifier of its own."""
    found = [one.text("/ID") for one in document.tree.of_role("Note")] if document.tree else []
    document.look("notes", len(found))
    if "" in found or len(set(found)) < len(found):
        yield Flaw(rule="notes", message="a note has no identifier of its own", hint=_EXPORT)


def _page(document: Document, element: Element) -> int:
    return document.pages.get(element.page, 0) if element.page else 0


def _below(tree: TagTree, element: Element) -> Iterator[Element]:
    """Give the elements below one, down to tables of their own."""
    for kid in tree.kids_of(element):
        yield kid
        if kid.role in {"THead", "TBody", "TFoot"}:
            yield from _below(tree, kid)


def _holder(tree: TagTree, element: Element) -> str:
    """Give the role of what an element stands in; what only groups is looked through."""
    at = element.parent
    while at >= 0 and tree.elements[at].role == "NonStruct":
        at = tree.elements[at].parent
    return tree.elements[at].role if at >= 0 else ""


def _span(cell: Element) -> int:
    return int(cell.attribute("/ColSpan") or 1)


def _has_row_spans(cells: list[list[Element]]) -> bool:
    return any(int(one.attribute("/RowSpan") or 1) > 1 for row in cells for one in row)
