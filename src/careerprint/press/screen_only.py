"""What only a screen can do is taken out: links, form fields, notes, actions.

None may lie where a shop prints (ISO 32000-1, 12.5 and 12.6). The words of a link stay, as a span.
"""

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from careerprint.binder.source import explicit

_OF_DOCUMENT = ("/OpenAction", "/AA", "/AcroForm", "/URI", "/Collection", "/Perms")
_NAMED = ("/JavaScript", "/EmbeddedFiles", "/AP", "/URLS", "/Renditions", "/AlternatePresentations")


def take_out_screen_only(pdf: Pdf) -> None:
    """Take annotations and actions out of a document, in place."""
    gone = set(_without_annotations(pdf))
    tree = pdf.Root.get("/StructTreeRoot")
    if gone and tree is not None and "/ParentTree" in tree:
        _forget(tree.ParentTree, gone)
    for name in _OF_DOCUMENT:
        if name in pdf.Root:
            del pdf.Root[name]
    names = pdf.Root.get("/Names", Dictionary())
    for name in _NAMED:
        if name in names:
            del names[name]
    for item in _bookmarks(pdf.Root.get("/Outlines")):
        _lead_directly(item)


def _without_annotations(pdf: Pdf) -> Iterator[int]:
    """Take the annotations off the pages; gives their keys in the parent tree (14.7.4.4)."""
    parents = _parents(pdf)
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            key = annotation.get("/StructParent")
            if key is not None:
                _become_text(parents.get(int(key)))
                yield int(key)
        for name in ("/Annots", "/AA", "/Tabs"):
            if name in page.obj:
                del page.obj[name]


def _parents(pdf: Pdf) -> dict[int, Any]:
    tree = pdf.Root.get("/StructTreeRoot", Dictionary()).get("/ParentTree")
    return dict(_pairs(tree)) if tree is not None else {}


def _pairs(node: Any) -> Iterator[tuple[int, Any]]:
    """Give the pairs of a number tree (7.9.7)."""
    numbers = list(node.get("/Nums", ()))
    yield from ((int(numbers[at]), numbers[at + 1]) for at in range(0, len(numbers) - 1, 2))
    for kid in node.get("/Kids", ()):
        yield from _pairs(kid)


def _forget(node: Any, gone: set[int]) -> None:
    """Take pairs out of a number tree; the limits of its nodes may stay wider than they need."""
    if "/Nums" in node:
        kept = [(key, value) for key, value in _pairs(node) if key not in gone]
        node.Nums = Array([part for pair in kept for part in pair])
    for kid in node.get("/Kids", ()):
        _forget(kid, gone)


def _become_text(element: Any) -> None:
    """Have an element hold its words alone: a link is a span then, a field nothing."""
    if not isinstance(element, Dictionary):
        return
    kids = element.get("/K")
    several = list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]
    element.K = Array([kid for kid in several if not _is_of_annotation(kid)])
    if element.get("/S") in {Name.Link, Name.Annot, Name.Form}:
        element.S = Name.Span


def _is_of_annotation(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _bookmarks(node: Any) -> Iterator[Any]:
    """Give all items of an outline (12.3.3)."""
    waiting, seen = [node], set[tuple[int, int]]()
    while waiting:
        item = waiting.pop()
        if item is None or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        waiting += [item.get("/Next"), item.get("/First")]


def _lead_directly(item: Any) -> None:
    """Have a bookmark lead to its page without an action."""
    action = item.get("/A")
    if action is None:
        return
    if "/Dest" not in item and explicit(action) is not None:
        item.Dest = action.D
    del item["/A"]
