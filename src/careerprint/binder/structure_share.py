"""The part of a structure tree that belongs to some pages. Clauses are of ISO 32000-1:2008."""

from types import TracebackType
from typing import Any, Self

from pikepdf import Array, Dictionary, Name

from careerprint.binder.source import Key, Source, is_element, is_reference, kids_of


class Share:
    """A context in which one element holds just the structure of a range of a source's pages.

    ``holder`` is that element. An element that lies on pages inside and outside of the range is
    stood in for by a copy that keeps what is inside; ``replaced`` says which by which. Leaving
    the context leaves the source as it was. None for ``pages`` is all of them.
    """

    def __init__(self, source: Source, pages: range | None) -> None:
        self._source = source
        self._wanted = None if pages is None else frozenset(pages)
        self._before: list[tuple[Any, Any]] = []
        self.replaced: dict[Key, Any] = {}
        self.holder = source.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part))

    def __enter__(self) -> Self:
        top = self._source.top
        for key in ("/Lang", "/A", "/C", "/Alt"):
            if top is not None and key in top:
                self.holder[key] = top[key]
        inside = [element for element in self._source.elements if self.is_inside(element)]
        self.holder.K = Array([self._taken(element, self.holder) for element in inside])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for element, parent in self._before:
            if parent is not None:
                element.P = parent

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the source."""
        return self._wanted is None

    def is_inside(self, element: Any) -> bool:
        """Tell whether an element of the source touches a page of the range."""
        touched = self._source.survey.pages.get(element.objgen)
        return touched is not None and (self._wanted is None or bool(touched & self._wanted))

    def _taken(self, element: Any, parent: Any) -> Any:
        """Give an element as it stands in the share: itself, or a copy of what is inside."""
        self._before.append((element, element.get("/P")))
        if self._wanted is None or self._source.survey.named[element.objgen] <= self._wanted:
            element.P = parent
            return element
        copy = self._source.pdf.make_indirect(Dictionary(dict(element.items())))
        self.replaced[element.objgen] = copy
        copy.P = parent
        page = element.get("/Pg")
        copy.K = Array(
            [kid for one in kids_of(element) if (kid := self._kid(one, page, copy)) is not None]
        )
        if page is not None and not self._has(page):
            del copy["/Pg"]
        return copy

    def _kid(self, kid: Any, page: Any, parent: Any) -> Any:
        """Give a kid (14.7.4) as it stands in the share, or None if it is outside."""
        if isinstance(kid, int):
            return kid if self._has(page) else None
        if is_reference(kid):
            return kid if self._has(kid.get("/Pg", page)) else None
        return self._taken(kid, parent) if is_element(kid) and self.is_inside(kid) else None

    def _has(self, page: Any) -> bool:
        wanted = self._wanted or frozenset()
        return page is not None and self._source.page_numbers.get(page.objgen) in wanted
