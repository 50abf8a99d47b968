"""What is bound: pages of a source, and how they stand in the whole."""

from dataclasses import dataclass

from careerprint.binder.makeready import MadeUp
from careerprint.binder.pagination import Extent, Numbering, Side
from careerprint.binder.running_head import Head
from careerprint.binder.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Pages to bind: all of a source, or a range of it with its share of the structure tree.

    ``name`` is what links lead to, ``title`` its bookmark (none if empty), ``running`` the
    running head of its pages. For its ``side`` a blank page is put before it if need be.
    ``begins_document`` says that a document of its own begins with it, such as a booklet of a
    file of many.
    """

    source: Source | MadeUp
    name: str = ""
    title: str = ""
    pages: range | None = None
    numbering: Numbering = Numbering.ARABIC
    prefix: str = ""
    running: str | Head = ""
    side: Side = Side.ANY
    begins_document: bool = False

    @property
    def range(self) -> range:
        """The pages of the source that it is."""
        return range(len(self.source.pages)) if self.pages is None else self.pages

    @property
    def extent(self) -> Extent:
        """What pagination needs to know of it."""
        return Extent(
            pages=len(self.range),
            numbering=self.numbering,
            prefix=self.prefix,
            side=self.side,
        )
