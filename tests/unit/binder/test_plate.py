"""Parts as bytes: what looks like a reference in a text stays text, many objects are all found."""

import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from tests.bound import bound, changed, content, opened, part, source, untagged
from tests.structure import Tree, stray

from careerprint.binder.part import Part
from careerprint.binder.plate import Engraver, Text, unparsed
from careerprint.binder.source import Source
from careerprint.binder.writer import Writer

TRICKY = (
    "see 12 0 R and (5 0 R)",
    "100 % of %d, %b and %%",
    "back\\slash \\( and ) alone",
    "<0012 0 R>",
    "Ünïcödé 3 0 R – “%s”",
    "",
)


@pytest.mark.parametrize("text", TRICKY)
def test_a_text_that_looks_like_pdf_stays_as_it_is(text: str) -> None:
    def describe(pdf: pikepdf.Pdf) -> None:
        top = pdf.Root.StructTreeRoot.K
        top = top[0] if isinstance(top, Array) else top
        for element in list(top.K)[:2]:
            element.Alt, element.ActualText = String(text), String(text[::-1])

    pdf = changed(content("typst-lists"), describe)
    with opened(bound(Part(source=Source(pdf, name="x")), part("chromium-lists"))) as made:
        assert Tree(made).faults == []
        first = made.Root.StructTreeRoot.K[0].K[0]
        said = [(str(e.Alt), str(e.ActualText)) for e in list(first.K)[:2]]
    assert said == [(text, text[::-1])] * 2


VALUES = st.recursive(
    st.one_of(
        st.integers(-1000, 1000),
        st.booleans(),
        st.text(max_size=12).map(String),
        st.binary(max_size=12).map(String),
        st.sampled_from(("/A", "/B#20C", "/12", "/R")).map(Name),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(Array),
        st.dictionaries(st.sampled_from(("/X", "/Y", "/Z 1", "/%")), inner, max_size=3).map(
            Dictionary
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(values=st.lists(VALUES, min_size=1, max_size=6), first=st.integers(1, 5000))
def test_objects_that_name_each_other_come_out_as_they_went_in(
    values: list[Any], first: int
) -> None:
    """Each value is an object of its own, held by one that names all, and the last names that."""
    pdf = Pdf.new()
    held = [pdf.make_indirect(Array([value])) for value in values]
    root = pdf.make_indirect(Dictionary(Type=Name.Catalog, Held=Array(held)))
    held[-1].append(root)
    engraver = Engraver(pdf, [root])
    entries = b"/Held " + Array(held).unparse()
    engraver.take(entries)
    plate = engraver.plate()
    out = Writer()
    out.place(plate.at((first, ())))
    number = first + plate.first_loose
    own = engraver.text(entries).at((first, ()))
    pages = number + 1
    out.loose(number, b"<</Type/Catalog/Pages %d 0 R%b>>" % (pages, own))
    out.loose(pages, b"<</Type/Pages/Count 0/Kids[]>>")
    # fewer bytes than numbers look like damage
    out.stream(pages + 1, b"", bytes(8 * first))
    written = out.closed(pages + 2, root=number, info=pages)
    with opened(written) as made:
        again = list(made.Root.Held)
        assert [unparsed(one[0]) for one in again] == [unparsed(one[0]) for one in held]
        assert again[-1][1].objgen == made.Root.objgen


def test_a_text_has_its_numbers_counted_from_where_it_is_set() -> None:
    text = Text(b"%d 0 R (5%%) %d 0 R %d 0 R", (0, 7, -2))
    assert text.at((100, (8, 9))) == b"100 0 R (5%) 107 0 R 9 0 R"


def test_thousands_of_pages_and_objects_are_all_there(tmp_path: Path) -> None:
    """More than go into one object stream, in one part and over all."""
    many = Source(untagged(pages=2500), name="many", alt="A page")
    made = bound(Part(source=many), part("typst-math"), Part(source=many, pages=range(2400, 2500)))
    assert made.pages == 2500 + len(source("typst-math").pages) + 100
    (tmp_path / "many.pdf").write_bytes(made.pdf)
    done = subprocess.run(
        ["qpdf", "--check", str(tmp_path / "many.pdf")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    with opened(made) as pdf:
        tree = Tree(pdf)
        assert (tree.faults, stray(pdf, tree)) == ([], [])
    with pymupdf.open(stream=made.pdf) as document:
        for index in (0, 2047, 2048, 2499):
            assert document[index].get_text().split() == ["plain", str(index + 1)]
        assert document[-1].get_text().split() == ["plain", "2500"]


@pytest.mark.parametrize("count", [1, 40, 400])
def test_small_parts_are_numbered_closely(count: int) -> None:
    """A reader takes a file with far more numbers than bytes for a damaged one."""
    one = Source(untagged(text=""), name="small", alt="Nothing")
    made = bound(*[Part(source=one, pages=range(1)) for _ in range(count)])
    with opened(made) as pdf:
        assert int(pdf.trailer.Size) * 8 <= len(made.pdf)
        assert len(pdf.pages) == count
        tree = Tree(pdf)
        assert (tree.faults, stray(pdf, tree)) == ([], [])


def test_a_link_to_a_part_says_whom_it_leads_to() -> None:
    def lead(pdf: pikepdf.Pdf) -> None:
        for link in pdf.pages[0].obj.Annots:
            link.A = Dictionary(S=Name.URI, URI=String("part:there"))
            link.Contents = String("part:there")

    one = Source(changed(content("typst-links"), lead), name="x")
    parts = (Part(source=one, name="here"), part("typst-lists", name="there", title="Ähren (2 %)"))
    with opened(bound(*parts)) as made:
        found = {str(link.Contents) for link in made.pages[0].obj.Annots}
    assert found == {"Ähren (2 %)"}
