"""A section with fewer objects: the same reading order, a parent tree that names the holders."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.conformance import assert_conforms

from careerprint.profile.library import Library
from careerprint.render import finishing
from careerprint.render.layouts import find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Paper, Variant

LAYOUTS = (shipped("layouts"),)


@pytest.fixture(scope="module", params=["chapter", "large-print"])
def written(request: pytest.FixtureRequest) -> Iterator[tuple[bytes, bytes]]:
    """Give a career's PDF, and the same as the engine writes it by itself."""
    library = Library((shipped("data") / "careers",))
    career = library.career(library.find("chef", Path()))
    layout = find_layout(request.param, LAYOUTS, Paper.LETTER)
    typesetter = Typesetter(roots=LAYOUTS)

    def typeset() -> bytes:
        return typeset_section(career, layout=layout, variant=Variant(), typesetter=typesetter).pdf

    lean = typeset()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("merge_texts", "dissolve_groups", "share_resources"):
            patch.setattr(finishing, name, lambda _: None)
        yield lean, typeset()


def content(element: Any, page: Any = None) -> Iterator[tuple[int, int, Any]]:
    """Give page, marked content and holder of each piece of content, in reading order."""
    page = element.get("/Pg", page)
    for kid in element.get("/K", pikepdf.Array()):
        if isinstance(kid, int):
            yield page.objgen[0], kid, element
        elif kid.get("/Type") == pikepdf.Name.StructElem:
            assert kid.P.objgen == element.objgen
            yield from content(kid, page)


def pieces(pdf: pikepdf.Pdf) -> list[tuple[int, int, Any]]:
    """Give the pieces of content of a document, each page by its index."""
    numbers = {page.obj.objgen[0]: index for index, page in enumerate(pdf.pages)}
    (top,) = pdf.Root.StructTreeRoot.K
    return [(numbers[page], mcid, holder) for page, mcid, holder in content(top)]


def opened(content: bytes) -> pikepdf.Pdf:
    """Open a PDF in which the checker finds nothing to mend."""
    pdf = pikepdf.open(BytesIO(content))
    assert pdf.check_pdf_syntax() == []
    return pdf


def test_what_is_read_and_its_order_stay(written: tuple[bytes, bytes]) -> None:
    """Every piece of content is held once, in the order of before."""
    lean, full = (opened(one) for one in written)
    before = [piece[:2] for piece in pieces(full)]
    assert len(before) > 100
    assert [piece[:2] for piece in pieces(lean)] == before
    assert len(set(before)) == len(before)


def test_the_parent_tree_names_the_holders(written: tuple[bytes, bytes]) -> None:
    """From a page's content a reader finds the element that holds it (14.7.4.4)."""
    pdf = opened(written[0])
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for index, mcid, holder in pieces(pdf):
        key = int(pdf.pages[index].obj.StructParents)
        assert parents[key][mcid].objgen == holder.objgen


def test_paragraphs_hold_their_text(written: tuple[bytes, bytes]) -> None:
    """Paragraphs and headings hold text themselves, groups none; nothing holds both kinds."""
    lean, full = (opened(one) for one in written)
    holders = {str(holder.S) for _, _, holder in pieces(lean)}
    assert "/P" in holders
    assert "/H2" in holders
    assert not holders & {"/Div", "/Document", "/L", "/LI", "/TR", "/Table"}
    mixed = [one for one in elements(lean) if len({type(kid) for kid in one.get("/K", ())}) > 1]
    assert {str(one.S) for one in mixed} <= {"/Link"}
    assert len(lean.objects) < 0.7 * len(full.objects)


def test_a_group_is_left_only_where_it_says_something(written: tuple[bytes, bytes]) -> None:
    """Most Divs are gone, and no heading, list, picture or link with it."""
    lean, full = (opened(one) for one in written)
    kinds = [[str(one.S) for one in elements(pdf)] for pdf in (lean, full)]
    for kind in ("/H1", "/H2", "/P", "/L", "/LI", "/LBody", "/Figure", "/Link"):
        assert kinds[0].count(kind) == kinds[1].count(kind)
    assert kinds[0].count("/Div") < 0.6 * kinds[1].count("/Div")


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """Give the structure elements of a document."""
    return [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == pikepdf.Name.StructElem
    ]


def test_it_conforms(written: tuple[bytes, bytes], tmp_path: Path) -> None:
    """Both validators accept it."""
    assert_conforms(written[0], tmp_path)
