"""The structure of one part, by itself: its elements below one, and what leads back to them.

Clauses are of ISO 32000-1:2008.
"""

from collections.abc import Iterator
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from careerprint.binder.agreement import Renaming
from careerprint.binder.plate import own_reference
from careerprint.binder.source import Key, Source, wrapped
from careerprint.binder.structure_share import Share


class Structure:
    """The share of a structure tree (14.7.2) that belongs to a part's pages.

    ``holder`` is the element that all of it stands below, without a parent; ``parents`` are the
    entries of the parent tree (14.7.4.4) by what bears their key, which is its own object
    number; ``identified`` are the elements with an identifier, which is their own number too.
    """

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self.holder: Any = None
        self.parents: list[tuple[Object, Any]] = []
        self.identified: list[Object] = []

    def add(self, source: Source, pages: range | None, bound: list[Any], names: Renaming) -> None:
        """Take over what belongs to pages of a source, which are in the document already."""
        if source.is_tagged:
            self._add_elements(source, pages, bound, names)
        else:
            self._add_figures(source, bound)
        if source.language and "/Lang" not in self.holder:
            self.holder.Lang = String(source.language)

    def _add_elements(
        self, source: Source, pages: range | None, bound: list[Any], names: Renaming
    ) -> None:
        with Share(source, pages) as share:
            self.holder = self._out.copy_foreign(share.holder)
            for page in bound:
                self._renumber(page, source, share)
            identified = {
                name: self._out.copy_foreign(share.replaced.get(element.objgen, element))
                for name, element in source.survey.identifiers
                if share.is_inside(element)
            }
        new = {name: own_reference("i", one.objgen[0]) for name, one in identified.items()}
        for name, element in identified.items():
            element.ID = new[name]
        self.identified = list(identified.values())
        names.apply(self.holder, new)

    def _renumber(self, page: Any, source: Source, share: Share) -> None:
        """Give a page, its annotations and its forms new keys of the parent tree.

        A form may stand on pages of several ranges: it has a key in the one that its elements
        are in.
        """
        for item in _bearers(page):
            key = next((key for key in _KEYS if key in item), None)
            if key is None or isinstance(item[key], String):
                continue
            number = int(item[key])
            del item[key]
            if share.is_whole and number in source.whole_parents:
                value = self._out.copy_foreign(source.parents[number])
            else:
                value = self._copied(source.parents.get(number), share)
            if value is not None:
                self._register(item, key, value)
        page.Tabs = Name.S

    def _register(self, item: Any, key: str, value: Any) -> None:
        """Give something its key of the parent tree, and the tree what it belongs to."""
        item[key] = own_reference("n", item.objgen[0])
        self.parents.append((item, value))

    def _copied(self, value: Any, share: Share) -> Any:
        """Give an entry of the parent tree for the document: elements that are in the share."""
        if isinstance(value, Array):
            elements = [self._copied(one, share) for one in value]
            found = any(one is not None for one in elements)
            return self._out.make_indirect(Array(elements)) if found or not elements else None
        if not isinstance(value, Dictionary) or not share.is_inside(value):
            return None
        return self._out.copy_foreign(share.replaced.get(value.objgen, value))

    def _add_figures(self, source: Source, bound: list[Any]) -> None:
        """Make each untagged page a figure with the alternative text that was given (14.9.3)."""
        kids: list[Any] = []
        self.holder = self._out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part))
        for page in bound:
            for item in _bearers(page):
                for key in _KEYS:
                    if key in item:
                        del item[key]
            figure = self._out.make_indirect(
                Dictionary(
                    Type=Name.StructElem,
                    S=Name.Figure,
                    P=self.holder,
                    Pg=page,
                    K=0,
                    Alt=String(source.alt),
                    A=Dictionary(O=Name.Layout, BBox=Array(page.MediaBox)),
                )
            )
            kids.append(figure)
            page.Contents = wrapped(self._out, page, b"/Figure <</MCID 0>> BDC\n", b"\nEMC")
            page.Tabs = Name.S
            self._register(page, _KEYS[0], self._out.make_indirect(Array([figure])))
            kids += self._linked(page)
        self.holder.K = Array(kids)

    def _linked(self, page: Any) -> Iterator[Object]:
        """Give a Link element (14.8.4.4.2) for each link of an untagged page."""
        for annotation in page.get("/Annots", ()):
            if annotation.get("/Subtype") != Name.Link or not annotation.is_indirect:
                continue
            reference = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
            link = self._out.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Link, P=self.holder, Pg=page, K=reference)
            )
            self._register(annotation, _KEYS[1], link)
            yield link


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
