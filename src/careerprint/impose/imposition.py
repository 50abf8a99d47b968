"""The pages of a finished PDF laid out on sheets: to fold and staple, to read, to cut.

A printed sheet is not a document to be read on a screen. Links, form fields and notes
(annotations) are left out, and so is the structure that screen readers follow: in the order of
the sheets it would be wrong, so none is claimed. The title stays, with “ (sheets)” behind it.

A file of many booklets that says where each begins is laid out booklet by booklet.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pikepdf

from careerprint.binder.document_parts import read_document_parts
from careerprint.errors import UsageError
from careerprint.impose.marks import MM, cut_marks, fold_marks, staple_marks
from careerprint.impose.sheet_plan import Scheme, SheetPlan, plan_sheets, sides
from careerprint.impose.source_pages import (
    FinishedPdfError,
    SourcePage,
    open_finished,
    source_pages,
)
from careerprint.impose.type_size import small_type_pt

MOST_CREEP_MM: Final = 20.0
_CREATOR: Final = "careerprint impose"
"""What sheets say made them (ISO 32000-1, 14.3.3): so they are told from what they are made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposed:
    """The sheets as a PDF, and what to know of them before they are printed.

    ``sheets`` counts pieces of paper: a saddle-stitched one is printed on both sides and takes
    two pages of the PDF, the others are printed on one. ``booklets`` is how many there are in
    the file, and ``thickest`` the sheets of the thickest. ``blanks`` is the number of places at
    their ends without a page, ``scale`` what the lengths of the pages were multiplied by, and
    ``sheet_mm`` width and height of the sheet as it is printed. ``type_pt`` is the size that the
    small type of the pages has on the sheet (``type_size``), 0 where the pages are not made
    smaller. ``is_repaired`` says that the source is damaged, so that something may be missing.
    """

    pdf: bytes
    sheets: int
    booklets: int
    thickest: int
    blanks: int
    scale: float
    sheet_mm: tuple[float, float]
    type_pt: float = 0.0
    is_repaired: bool = False


def impose(
    pdf: bytes,
    *,
    scheme: Scheme,
    creep_mm: float = 0.0,
    sheet_mm: tuple[float, float] | None = None,
    has_marks: bool = True,
) -> Imposed:
    """Lay the pages of a finished PDF out on sheets; the same input gives the same bytes.

    The sheet is two pages wide (and for ``FOUR_UP`` two high), and the pages keep their size.
    With ``sheet_mm``, the sides of a paper in either order, all pages are scaled alike so that
    the largest just fits its place, and nothing is cut off. The paper then lies landscape; for
    ``FOUR_UP`` it is turned as the pages are. Saddle-stitched pages stand against the spine,
    others in the middle of their place.

    ``creep_mm`` makes up for the push-out of folded sheets and is never negative: the pages of
    the innermost sheet move by it *towards the spine*, those of the outermost stay, those
    between move in proportion. It is measured on the printed sheet. What would cross the spine
    is cut off there.

    ``has_marks`` draws marks to fold and staple by, or to cut by; ``TWO_UP`` has none.

    A PDF of several documents (ISO 32000-2, 14.12), as a class's file is, is laid out one by
    one, all at the same scale; each begins a sheet.

    Raises ``UsageError`` if the creep is not within 0 to 20 mm or there is no spine, and
    ``FinishedPdfError`` if the PDF is damaged or protected, has no pages, or is sheets already.
    """
    check_creep(creep_mm, scheme)
    with open_finished(pdf) as source, pikepdf.new() as sheets:
        if is_sheets(source):
            raise FinishedPdfError(
                "this PDF is sheets already", hint="give the one that they were made from"
            )
        pages = tuple(source_pages(source))
        plan = plan_sheets(pages, scheme, sheet_mm)
        booklets = [pages[span.start : span.stop] for span in read_document_parts(source)]
        booklets = booklets or [pages]
        for booklet in booklets:
            for placed, marks in _sides(booklet, plan, creep_mm):
                _add_side(sheets, plan, placed, marks if has_marks else "")
        _blend_alike(sheets, pages)
        _describe(sheets, source, plan)
        content = _written(sheets)
        is_repaired = bool(source.get_warnings())
        type_pt = plan.scale * small_type_pt(pages) if plan.scale < 1 else 0.0
    counts = [-(-len(booklet) // scheme.multiple) for booklet in booklets]
    return Imposed(
        pdf=content,
        sheets=sum(counts),
        booklets=len(booklets),
        thickest=max(counts),
        blanks=sum(-len(booklet) % scheme.multiple for booklet in booklets),
        scale=plan.scale,
        sheet_mm=(plan.width / MM, plan.height / MM),
        type_pt=type_pt,
        is_repaired=is_repaired,
    )


def is_sheets(pdf: pikepdf.Pdf) -> bool:
    """Whether a PDF is sheets that were laid out here."""
    information = pdf.trailer.get("/Info")
    return isinstance(information, pikepdf.Dictionary) and information.get("/Creator") == _CREATOR


def check_creep(creep_mm: float, scheme: Scheme) -> None:
    """Raise ``UsageError`` if sheets of a scheme cannot creep so far."""
    if not 0 <= creep_mm <= MOST_CREEP_MM:
        raise UsageError(
            f"a creep of {creep_mm:g} mm cannot be",
            hint=f"it is how far the innermost sheet stands out, 0 to {MOST_CREEP_MM:g} mm",
        )
    if creep_mm and scheme is not Scheme.SADDLE:
        raise UsageError(
            f"sheets of {scheme} are not folded into each other and have no creep",
            hint="leave it out, or choose saddle",
        )


def _depth(side: int, all_sides: int) -> float:
    """Give how deep a sheet lies in the fold: 0 the outermost, 1 the innermost of several."""
    innermost = all_sides // 2 - 1
    return side // 2 / innermost if innermost else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A page's form, what takes it to its place, and the place: left, bottom, width, height."""

    form: pikepdf.Object
    matrix: pikepdf.Matrix
    place: tuple[float, float, float, float]


def _sides(
    pages: tuple[SourcePage, ...], plan: SheetPlan, creep_mm: float
) -> Iterator[tuple[tuple[_Placed, ...], str]]:
    """Give what stands on each side of a booklet's sheets, and its marks."""
    every = tuple(sides(len(pages), plan.scheme))
    for index, numbers in enumerate(every):
        shift = creep_mm * MM * _depth(index, len(every)) if creep_mm else 0.0
        yield _placed(pages, numbers, plan, shift), _marks(plan, index, len(every))


def _placed(
    pages: tuple[SourcePage, ...], numbers: tuple[int, ...], plan: SheetPlan, shift: float
) -> tuple[_Placed, ...]:
    """Place the pages of one side; blanks take no ink and are left out."""
    return tuple(
        _Placed(
            form=pages[number - 1].form,
            matrix=plan.matrix(pages[number - 1], index, shift),
            place=plan.place(index),
        )
        for index, number in enumerate(numbers)
        if number <= len(pages)
    )


def _marks(plan: SheetPlan, side: int, all_sides: int) -> str:
    """Give the marks of a side: to cut by on every one, to fold by on the outsides only.

    The outermost is where the staples go in; a single folded sheet holds without any.
    """
    if plan.scheme is Scheme.FOUR_UP:
        return cut_marks(plan.ground)
    if plan.scheme is Scheme.TWO_UP or side % 2:
        return ""
    is_stapled = side == 0 and all_sides > 2
    staples = staple_marks(plan.ground, plan.page_height) if is_stapled else ""
    return fold_marks(plan.ground) + staples


def _add_side(sheets: pikepdf.Pdf, plan: SheetPlan, placed: Iterable[_Placed], marks: str) -> None:
    forms, parts = pikepdf.Dictionary(), list[bytes]()
    for number, page in enumerate(placed, 1):
        forms[f"/Page{number}"] = sheets.copy_foreign(page.form)
        clip = " ".join(f"{length:.3f}" for length in page.place)
        parts.append(f"q {clip} re W n\n".encode())  # a neighbour's ground must not cover it
        parts.append(page.matrix.encode() + f" cm /Page{number} Do Q\n".encode())
    sheet = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(plan.width, 3), round(plan.height, 3)],
        Resources=pikepdf.Dictionary(XObject=forms),
    )
    if parts or marks:  # Ghostscript takes a compressed stream of nothing for a damaged one
        sheet["/Contents"] = sheets.make_stream(b"".join(parts) + marks.encode())
    sheets.pages.append(pikepdf.Page(sheets.make_indirect(sheet)))


def _blend_alike(sheets: pikepdf.Pdf, pages: Iterable[SourcePage]) -> None:
    """Let the sheets blend in the pages' colour space, if they all say the same one (11.6.6).

    Otherwise what is grey on a copier's page would be blended in colour on its sheet.
    """
    spaces = {_blending_space(page) for page in pages}
    space = spaces.pop()
    if space and not spaces:
        for sheet in sheets.pages:
            sheet.obj["/Group"] = pikepdf.Dictionary(
                Type=pikepdf.Name.Group,
                S=pikepdf.Name.Transparency,
                CS=pikepdf.Name(space),
            )


def _blending_space(page: SourcePage) -> str:
    """Give the name of a device space, or an empty text where there is none or another kind."""
    group = page.form.get("/Group")
    space = group.get("/CS") if isinstance(group, pikepdf.Dictionary) else None
    return str(space) if isinstance(space, pikepdf.Name) else ""


def _describe(sheets: pikepdf.Pdf, source: pikepdf.Pdf, plan: SheetPlan) -> None:
    """Say how to print the sheets (ISO 32000-1, 12.2); keep the title and hidden layers."""
    wishes = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
    if plan.scheme is Scheme.SADDLE:
        edge = "Short" if plan.width >= plan.height else "Long"
        wishes["/Duplex"] = pikepdf.Name(f"/DuplexFlip{edge}Edge")
    sheets.Root["/ViewerPreferences"] = wishes
    layers = source.Root.get("/OCProperties")
    if layers is not None:
        # layers that are switched off would be printed without it
        foreign = layers if layers.is_indirect else source.make_indirect(layers)
        sheets.Root["/OCProperties"] = sheets.copy_foreign(foreign)
    sheets.docinfo["/Creator"] = _CREATOR
    title = _title(source)
    if title:
        sheets.docinfo["/Title"] = f"{title} (sheets)"


def _title(source: pikepdf.Pdf) -> str:
    """Give the title of the document information, else of the metadata, else nothing."""
    information = source.trailer.get("/Info")
    title = information.get("/Title") if isinstance(information, pikepdf.Dictionary) else None
    if isinstance(title, pikepdf.String):
        return str(title).strip()
    if isinstance(source.Root.get("/Metadata"), pikepdf.Stream):
        return str(source.open_metadata().get("dc:title", "")).strip()
    return ""


def _written(sheets: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    sheets.save(
        target,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return target.getvalue()
