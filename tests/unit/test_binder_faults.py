"""What cannot be bound is said in plain words; no damage ends in anything else."""

from pathlib import Path

import pikepdf
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from tests.bound import NAMES, bound, changed, content, opened, part, untagged
from tests.conformance import assert_conforms
from tests.structure import Tree, stray

from careerprint.bind.binder import Part
from careerprint.bind.source import BindError, Source


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


SMALL = tuple(name for name in NAMES if len(content(name)) < 16_000)


@given(
    name=st.sampled_from(SMALL),
    at=st.integers(0, 16_000),
    length=st.integers(0, 40),
    put=st.binary(max_size=12),
)
@settings(deadline=None, max_examples=150)
def test_any_damage_is_bound_or_refused(name: str, at: int, length: int, put: bytes) -> None:
    whole = content(name)
    at %= len(whole)
    _bind_or_refuse(whole[:at] + put + whole[at + length :], name)


def _bind_or_refuse(pdf: bytes, name: str) -> None:
    said = name
    try:
        bound(Part(source=Source(pdf, name=name), title="x"), part("typst-table"))
    except BindError as error:
        said = error.message
    assert name in said


@given(
    name=st.sampled_from(SMALL),
    number=st.integers(0, 10_000),
    value=st.sampled_from(["null", "0", "(a)", "/N", "[]", "<<>>", "[null]", "[0 /A (b)]"]),
    pick=st.integers(0, 100),
)
@settings(deadline=None, max_examples=300)
def test_an_object_of_another_type_is_bound_or_refused(
    name: str, number: int, value: str, pick: int
) -> None:
    """What a careless program writes: a right file, a wrong value."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        dictionaries = [o for o in pdf.objects if isinstance(o, Dictionary) and len(o.keys())]
        chosen = dictionaries[number % len(dictionaries)]
        key = sorted(chosen.keys())[pick % len(chosen.keys())]
        chosen[key] = pikepdf.Object.parse(value.encode())

    try:
        spoilt = changed(content(name), spoil)
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return  # not even to be written
    _bind_or_refuse(spoilt, name)
