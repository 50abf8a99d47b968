"""Finished, tagged PDFs → one PDF with one structure tree.

Clauses are of ISO 32000-1:2008. What is merged: the page tree (7.7.3), the structure tree under
one Document element and its parent tree (14.7), identifiers and role maps, named destinations
(12.3.2.3), links inside and across the parts, bookmarks (12.3.3), page labels (12.4.2), metadata
(14.3.2), and fonts and images of equal content. Page numbers and running heads are stamped as
pagination artifacts (14.8.2.2). The same parts give the same bytes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO

from pikepdf import ObjectStreamMode, Pdf, PdfError

from careerprint.bind.archive import Description, declare
from careerprint.bind.fonts import Shared
from careerprint.bind.navigation import LINK_SCHEME, Navigation
from careerprint.bind.pagination import Placement, paginate
from careerprint.bind.part import Part
from careerprint.bind.source import AMBIGUOUS, BindError, Source
from careerprint.bind.stamping import Stamp, stamp_pages
from careerprint.bind.structure import Structure

__all__ = ["LINK_SCHEME", "Bound", "Part", "Stamp", "bind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A bound PDF: its bytes, its number of pages, and where each part begins, from page 0."""

    pdf: bytes
    pages: int
    placements: tuple[Placement, ...]


def bind(
    parts: Sequence[Part],
    description: Description,
    *,
    donor: Source | None = None,
    stamp: Stamp | None = None,
) -> Bound:
    """Bind parts into one PDF.

    ``donor`` is a PDF whose fonts replace all subsets of them in the parts; ``stamp`` says how
    page numbers and running heads are set, in one of its faces. Raises ``BindError`` if there
    is nothing to bind, a part has no such pages, a link leads to a part that is not there, two
    parts share a name, a source proves damaged, or the donor cannot set a running head.
    """
    _check(parts)
    parts = tuple(_each_page_once(parts))
    placements = paginate([part.extent for part in parts])
    out = Pdf.new()
    shared, structure, navigation = Shared(out, donor), Structure(out), Navigation(out)
    for part, placement in zip(parts, placements, strict=True):
        with _damage_said(part.source):
            _add(out, part, placement, shared, structure, navigation)
    navigation.close(parts, placements)
    structure.close(description.language)
    if stamp is not None:
        stamp_pages(out, parts, placements, stamp, shared.face(stamp.font))
    declare(out, description)
    return Bound(pdf=_saved(out), pages=len(out.pages), placements=placements)


def _check(parts: Sequence[Part]) -> None:
    if not parts:
        raise BindError("there is nothing to bind")
    names = [part.name for part in parts if part.name]
    if len(set(names)) != len(names):
        raise BindError("two parts have the same name: links could not tell them apart")
    for part in parts:
        pages = part.range
        if not pages or min(pages) < 0 or max(pages) >= len(part.source.pages):
            raise BindError(
                f"{part.source.name} has {len(part.source.pages)} pages, and not the ones asked for"
            )


def _each_page_once(parts: Sequence[Part]) -> Iterator[Part]:
    """Give parts of which no two hold a page of the same open source.

    A page that is bound a second time brings structure elements of its own.
    """
    taken: dict[Source, set[int]] = {}
    for part in parts:
        source = part.source
        if taken.get(source, set()) & set(part.range):
            source = source.again()
        taken.setdefault(source, set()).update(part.range)
        yield part if source is part.source else replace(part, source=source)


def _add(
    out: Pdf,
    part: Part,
    placement: Placement,
    shared: Shared,
    structure: Structure,
    navigation: Navigation,
) -> None:
    """Put a part's pages at the end of a document, with all that belongs to them."""
    source = part.source
    left, foot, right, top = (float(n) for n in source.pages[part.range[0]].mediabox.as_list())
    for _ in range(placement.blanks):
        blank = out.add_blank_page(page_size=(abs(right - left), abs(top - foot)))
        del blank.obj["/Contents"]  # a page without contents is empty (7.7.3.3)
    pages = []
    for index in part.range:
        out.pages.append(source.pages[index])
        page = out.pages[-1].obj
        shared.share(page, source, index)
        pages.append(page)
    structure.add(part, pages)
    navigation.add(part, pages)


@contextmanager
def _damage_said(source: Source) -> Iterator[None]:
    """Say it of a source if an object of it is of another type than the standard says."""
    try:
        yield
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BindError(f"{source.name} is not a whole PDF", hint="make it anew") from error


def _saved(out: Pdf) -> bytes:
    """Write a document; the same document gives the same bytes.

    A stream that ends with a carriage return cannot be told from one whose end-of-line marker
    that is (ISO 19005-2, 6.1.7.1). It happens by chance to the streams of objects that the
    writer makes; an indirect object more gives it other ones.
    """
    pdf = b""
    for entry in (None, "/ViewerPreferences", "/MarkInfo", "/PageLabels", "/OutputIntents"):
        if entry is not None:
            out.Root[entry] = out.make_indirect(out.Root[entry])
        content = BytesIO()
        out.save(
            content,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
            min_version="1.7",
        )
        pdf = content.getvalue()
        if AMBIGUOUS not in pdf:
            break
    return pdf
