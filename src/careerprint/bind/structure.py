"""One structure tree of many: elements under one Document, and their parent tree.

Clauses are of ISO 32000-1:2008.
"""

from collections.abc import Iterator
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from careerprint.bind.agreement import Agreement
from careerprint.bind.part import Part
from careerprint.bind.share import Share
from careerprint.bind.source import Key, Source, wrapped


class Structure:
    """The structure tree (14.7.2) and parent tree (14.7.4.4) of a document as it grows."""

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self._root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root)
        )
        self._kids: list[Any] = []
        self._parents: list[Any] = []
        self._names = Agreement(out)
        self._keys: dict[Key, tuple[str, int]] = {}
        self._done: set[Key] = set()

    def add(self, part: Part, pages: list[Any]) -> None:
        """Take over what belongs to a part's pages, which are in the document already."""
        if part.source.is_tagged:
            self._add_elements(part, pages)
        else:
            self._add_figures(part, pages)

    def _add_elements(self, part: Part, pages: list[Any]) -> None:
        source = part.source
        with Share(source, part.pages) as share:
            copy = self._out.copy_foreign(share.holder)
            self._adopt(copy, part)
            for page in pages:
                self._renumber(page, source, share)
            identified = {
                name: self._out.copy_foreign(share.replaced.get(element.objgen, element))
                for name, element in source.survey.identifiers
                if share.is_inside(element)
            }
        renaming = self._names.agree(source, frozenset(identified))
        renaming.apply(copy)
        for name, element in identified.items():
            self._names.identify(element, renaming.prefix + name)

    def _adopt(self, element: Any, part: Part) -> None:
        element.P = self._document
        if part.source.language and "/Lang" not in element:
            element.Lang = String(part.source.language)
        if part.title:
            element.T = String(part.title)
        self._kids.append(element)

    def _renumber(self, page: Any, source: Source, share: Share) -> None:
        """Give a page, its annotations and its forms new keys of the parent tree.

        A form may stand on pages of several ranges. What its key was in the source is
        remembered, and it gets its new one with the range that its elements are in.
        """
        for item in _bearers(page):
            if item.objgen in self._done:
                continue
            if item.objgen not in self._keys:
                key = next((key for key in _KEYS if key in item), None)
                if key is None:
                    continue
                self._keys[item.objgen] = (key, int(item[key]))
                del item[key]
            key, number = self._keys[item.objgen]
            if share.is_whole and number in source.whole_parents:
                value = self._out.copy_foreign(source.parents[number])
            else:
                value = self._copied(source.parents.get(number), share)
            if value is not None:
                self._register(item, key, value)
        page.Tabs = Name.S

    def _register(self, item: Any, key: str, value: Any) -> None:
        """Give something its key of the parent tree, and the tree what it belongs to."""
        number = len(self._parents) // 2
        item[key] = number
        self._parents += [number, value]
        self._done.add(item.objgen)

    def _copied(self, value: Any, share: Share) -> Any:
        """Give an entry of the parent tree for the document: elements that are in the share."""
        if isinstance(value, Array):
            elements = [self._copied(one, share) for one in value]
            found = any(one is not None for one in elements)
            return self._out.make_indirect(Array(elements)) if found or not elements else None
        if not isinstance(value, Dictionary) or not share.is_inside(value):
            return None
        return self._out.copy_foreign(share.replaced.get(value.objgen, value))

    def _add_figures(self, part: Part, pages: list[Any]) -> None:
        """Make each untagged page a figure with the alternative text that was given (14.9.3)."""
        kids: list[Any] = []
        holder = self._out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part))
        for page in pages:
            for item in _bearers(page):
                for key in _KEYS:
                    if key in item:
                        del item[key]
            figure = self._out.make_indirect(
                Dictionary(
                    Type=Name.StructElem,
                    S=Name.Figure,
                    P=holder,
                    Pg=page,
                    K=0,
                    Alt=String(part.source.alt),
                    A=Dictionary(O=Name.Layout, BBox=Array(page.MediaBox)),
                )
            )
            kids.append(figure)
            page.Contents = wrapped(self._out, page, b"/Figure <</MCID 0>> BDC\n", b"\nEMC")
            page.Tabs = Name.S
            self._register(page, _KEYS[0], self._out.make_indirect(Array([figure])))
            kids += self._linked(page, holder)
        holder.K = Array(kids)
        self._adopt(holder, part)

    def _linked(self, page: Any, holder: Any) -> Iterator[Object]:
        """Give a Link element (14.8.4.4.2) for each link of an untagged page."""
        for annotation in page.get("/Annots", ()):
            if annotation.get("/Subtype") != Name.Link or not annotation.is_indirect:
                continue
            reference = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
            link = self._out.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Link, P=holder, Pg=page, K=reference)
            )
            self._register(annotation, _KEYS[1], link)
            yield link

    def close(self, language: str) -> None:
        """Write the tree into the document's catalog (7.7.2)."""
        root = self._root
        self._document.K = Array(self._kids)
        self._document.Lang = String(language)
        root.K = Array([self._document])
        root.ParentTree = self._out.make_indirect(Dictionary(Nums=Array(self._parents)))
        root.ParentTreeNextKey = len(self._parents) // 2
        self._names.close(root)
        self._out.Root.StructTreeRoot = root


_KEYS: Final = ("/StructParents", "/StructParent")
"""Keys of the parent tree: of what has marked content in it, of what is content as a whole."""


def _bearers(page: Any) -> Iterator[Any]:
    """Give what may bear a key of the parent tree on a page.

    That is the page itself, its annotations, and the XObjects of all of them at any depth.
    """
    yield page
    pending = [page]
    for annotation in page.get("/Annots", ()):
        if annotation.is_indirect:
            yield annotation
        pending += _appearances(annotation.get("/AP"))
    seen: set[Key] = set()
    while pending:
        group = pending.pop().get("/Resources", Dictionary()).get("/XObject", Dictionary())
        for item in group.values():
            if item.objgen not in seen:
                seen.add(item.objgen)
                pending.append(item)
                yield item


def _appearances(node: Any) -> list[Any]:
    """Give the appearance streams of an annotation (12.5.5)."""
    if isinstance(node, Stream):
        return [node]
    if isinstance(node, Dictionary):
        return [stream for value in node.values() for stream in _appearances(value)]
    return []
