"""What cannot be bound is said in plain words; no damage ends in anything else."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name
from tests.bound import bound, changed, content, opened, part, untagged
from tests.conformance import assert_conforms
from tests.damage import DAMAGE, damaged
from tests.structure import Tree, stray

from careerprint.binder.part import Part
from careerprint.binder.source import BindError, Source, damage_said, not_whole
from careerprint.errors import UsageError
from careerprint.impose.imposition import impose
from careerprint.impose.sheet_plan import Scheme
from careerprint.impose.source_pages import FinishedPdfError


def _encrypted(user: str) -> bytes:
    from io import BytesIO

    into = BytesIO()
    with opened(content("typst-lists")) as pdf:
        pdf.save(into, encryption=pikepdf.Encryption(owner="o", user=user))
    return into.getvalue()


def _emptied() -> bytes:
    def empty(pdf: pikepdf.Pdf) -> None:
        while len(pdf.pages):
            del pdf.pages[0]

    return changed(content("typst-lists"), empty)


@pytest.mark.parametrize(
    ("pdf", "message"),
    [
        (lambda: _encrypted("u"), "it is encrypted"),
        (lambda: _encrypted(""), "it is encrypted"),
        (lambda: b"", "it is not a whole PDF"),
        (lambda: b"<!doctype html>", "it is not a whole PDF"),
        (lambda: content("typst-lists")[:3000], "it is not a whole PDF"),
        (_emptied, "it has no pages"),
        (untagged, "it has no tags"),
    ],
    ids=["password", "owner", "nothing", "html", "truncated", "no pages", "untagged"],
)
def test_a_source_that_cannot_be_bound_is_named(pdf: object, message: str) -> None:
    assert callable(pdf)
    with pytest.raises(BindError, match=message) as caught:
        Source(pdf(), name="it")
    assert caught.value.hint or message == "it has no pages"


def test_nothing_to_bind_and_pages_that_are_not_there_are_said() -> None:
    with pytest.raises(BindError, match="nothing to bind"):
        bound()
    for pages in (range(0), range(2, 4), range(-1, 1)):
        with pytest.raises(BindError, match="typst-links has 3 pages"):
            bound(part("typst-links", pages=pages))


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(BindError, match="same name"):
        bound(part("typst-lists"), part("typst-lists"))


def test_untagged_pages_become_figures(tmp_path: Path) -> None:
    one = Source(untagged(pages=3), name="scan", alt="A drawing of the bench")
    made = bound(Part(source=one, title="Scan"), part("typst-lists"), Part(source=one))
    with opened(made) as pdf:
        tree = Tree(pdf)
        assert (tree.faults, stray(pdf, tree)) == ([], [])
        first, _, third = tree.tops[0].kids
        figures = [kid for kid in first.kids if kid.role == "/Figure"]
        assert [kid.said["/Alt"] for kid in figures] == ["A drawing of the bench"] * 3
        assert [kid.role for kid in first.kids] == ["/Figure", "/Link"] * 3
        assert len(third.kids) == 6
    with pymupdf.open(stream=made.pdf) as document:
        assert [link["page"] for page in document for link in page.get_links()] == [2] * 3 + [6] * 3


def test_an_untagged_page_without_links_conforms(tmp_path: Path) -> None:
    def plain(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(b"0 0 50 50 re f")
        page.Resources = Dictionary()
        del page["/Annots"]
        page.StructParents = 7  # of a tree that is gone

    one = Source(changed(untagged(), plain), name="scan", alt="A black square")
    assert_conforms(bound(Part(source=one, title="Scan")).pdf, tmp_path)


def test_a_structure_that_is_no_tree_is_refused() -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        top = pdf.Root.StructTreeRoot.K[0]
        top.K[0].K = Array([top.K[1], top.K[0]])

    with pytest.raises(BindError, match="x is not a whole PDF"):
        bound(Part(source=Source(changed(content("typst-lists"), circle), name="x")))


def test_a_structure_of_endless_depth_is_refused_or_bound() -> None:
    def deepen(pdf: pikepdf.Pdf) -> None:
        inner = pdf.Root.StructTreeRoot.K[0].K[0]
        for _ in range(2000):
            outer = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, K=inner))
            inner.P = outer
            inner = outer
        inner.P = pdf.Root.StructTreeRoot.K[0]
        pdf.Root.StructTreeRoot.K[0].K[0] = inner

    with pytest.raises(BindError, match="x is not a whole PDF"):
        bound(Part(source=Source(changed(content("typst-lists"), deepen), name="x")))


def test_null_kids_and_entries_are_passed_over() -> None:
    def nulls(pdf: pikepdf.Pdf) -> None:
        top = pdf.Root.StructTreeRoot.K[0]
        gone = pdf.make_indirect(Dictionary())
        top.K.append(gone)
        pdf.objects  # noqa: B018

    pdf = changed(content("typst-lists"), nulls)
    assert bound(Part(source=Source(pdf, name="x"))).pages == 1


# --- damage of every kind ----------------------------------------------------------------------


def _bound_or_refused(pdf: bytes, name: str) -> bool:
    """Tell whether a PDF is bound, with all of its pages; fails unless it is or is refused."""
    said, pages = name, 0
    try:
        made = bound(Part(source=Source(pdf, name=name), title="x"), part("typst-table"))
        with opened(made) as document:
            pages = len(document.pages)
        assert pages == made.pages
    except BindError as error:
        said = error.message
    assert name in said
    return pages > 0


def _laid_out_or_refused(pdf: bytes) -> None:
    with suppress(FinishedPdfError), opened(impose(pdf, scheme=Scheme.TWO_UP).pdf) as document:
        assert len(document.pages)


def _try_all(kind: str, numbers: range) -> int:
    """Bind files with damage of a kind and lay them out; gives how many could be bound."""
    whole = 0
    for number in numbers:
        name, pdf = damaged(kind, number)
        whole += _bound_or_refused(pdf, name)
        _laid_out_or_refused(pdf)
    assert whole
    return whole


@pytest.mark.parametrize("kind", DAMAGE)
def test_three_hundred_damaged_files_are_bound_or_refused(kind: str) -> None:
    _try_all(kind, range(-(-300 // len(DAMAGE))))


@pytest.mark.prove
@pytest.mark.parametrize("kind", DAMAGE)
def test_twenty_thousand_damaged_files_are_bound_or_refused(
    kind: str, record_property: Callable[[str, object], None]
) -> None:
    numbers = range(-(-20_000 // len(DAMAGE)))
    whole = _try_all(kind, numbers)
    assert whole < len(numbers)
    record_property("damaged files bound", whole)
    record_property("refused", len(numbers) - whole)


def _first_font(pdf: pikepdf.Pdf) -> Any:
    return next(o for o in pdf.objects if isinstance(o, Dictionary) and "/W" in o)


@pytest.mark.parametrize(
    "widths",
    [
        "[1]",
        "[1 2]",
        "[0 [500] 7 9]",
        "[[500]]",
        "[(a) [500]]",
        "[1 [/N]]",
        "[1 [[5]]]",
        "[1 2 /N]",
        "[-1 4000000000000 500]",
        "[4000000000000 [500]]",
        "7",
    ],
)
def test_a_font_with_odd_widths_stays_as_it_is(widths: str) -> None:
    """What cannot be understood cannot be shared, and harms nothing."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        _first_font(pdf).W = pikepdf.Object.parse(widths.encode())

    made = bound(Part(source=Source(changed(content("typst-table"), spoil), name="x")))
    with opened(made) as document:
        assert pikepdf.Object.parse(widths.encode()) == _first_font(document).W


@pytest.mark.parametrize("role", ["(a)", "5", "[/P]", "<<>>"])
def test_a_role_that_is_no_name_has_no_meaning(role: str) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        odd = pikepdf.Object.parse(role.encode())
        tree = pdf.Root.StructTreeRoot
        tree.RoleMap = Dictionary(Title=Name.H1, Remark=odd)
        for element, name in zip(tree.K[0].K[1].K, (Name.Title, Name.Remark, odd), strict=False):
            element.S = name

    made = bound(Part(source=Source(changed(content("typst-lists"), spoil), name="x")))
    with opened(made) as document:
        assert dict(document.Root.StructTreeRoot.RoleMap.items()) == {"/Title": Name.H1}


def test_a_tree_of_keys_that_holds_itself_is_refused() -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        node = pdf.make_indirect(Dictionary(Nums=Array([])))
        node.Kids = Array([node, node])
        pdf.Root.StructTreeRoot.ParentTree.Kids = Array([node])

    with pytest.raises(BindError, match="x is not a whole PDF"):
        bound(Part(source=Source(changed(content("typst-lists"), circle), name="x")))


def test_faults_of_ours_pass_and_whatever_else_is_raised_is_damage() -> None:
    with pytest.raises(UsageError), damage_said(not_whole("x")):
        raise UsageError("said already")
    for kind in (IndexError, RecursionError, OverflowError, MemoryError, RuntimeError):
        with pytest.raises(BindError, match="x is not a whole PDF"), damage_said(not_whole("x")):
            raise kind
    with pytest.raises(KeyboardInterrupt), damage_said(not_whole("x")):
        raise KeyboardInterrupt
