"""Documents within a document: what a file of many booklets says of where each begins."""

import io

import pikepdf
import pytest
from tests.sheets import numbered, write

from careerprint.binder.archive import Description
from careerprint.binder.binder import bind
from careerprint.binder.document_parts import read_document_parts
from careerprint.binder.pagination import Numbering, Side
from careerprint.binder.part import Part
from careerprint.binder.source import BindError, Source


def combined(*counts: int) -> bytes:
    """Give booklets of so many pages in one file, as a class's file has them."""
    parts = [
        Part(
            source=Source(numbered(count), name=f"{place}.pdf", alt="A page"),
            title=str(place),
            numbering=Numbering.NONE,
            side=Side.RIGHT,
            begins_document=True,
        )
        for place, count in enumerate(counts)
    ]
    return bind(parts, Description(title="Class", language="en")).pdf


def _read(pdf: bytes) -> tuple[range, ...]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return read_document_parts(opened)


def test_a_blank_page_belongs_to_the_booklet_before_it() -> None:
    assert _read(combined(3, 2, 1)) == (range(4), range(4, 6), range(6, 7))


def test_every_page_names_its_document_and_that_its_ends() -> None:
    with pikepdf.open(io.BytesIO(combined(3, 2))) as pdf:
        leaves = [pdf.pages[number].obj.DPart for number in (0, 3, 4, 5)]
        assert [leaf.objgen for leaf in leaves[:2]] == [leaves[0].objgen] * 2
        assert leaves[2].Start == pdf.pages[4].obj
        assert leaves[2].End == pdf.pages[5].obj
        assert leaves[2].Parent.Parent == pdf.Root.DPartRoot
        assert pdf.Root.DPartRoot.DPartRootNode == leaves[0].Parent


def test_other_files_say_nothing() -> None:
    assert _read(numbered(3)) == ()
    part = Part(source=Source(numbered(3), name="a", alt="A page"))
    pdf = bind([part], Description(title="One", language="en")).pdf
    assert _read(pdf) == ()
    assert b"DPart" not in pdf


@pytest.mark.parametrize("fault", ["gap", "loop", "text", "lost page"])
def test_what_cannot_be_is_refused_and_not_guessed(fault: str) -> None:
    with pikepdf.open(io.BytesIO(combined(2, 2))) as pdf:
        node = pdf.Root.DPartRoot.DPartRootNode
        if fault == "gap":
            node.DParts[0][1].Start = pdf.pages[3].obj
        elif fault == "loop":
            node.DParts[0][1] = node
        elif fault == "text":
            node.DParts = pikepdf.String("none")
        else:
            del pdf.pages[1]
        content = write(pdf)
    with pytest.raises(BindError, match="where its booklets begin"):
        _read(content)
