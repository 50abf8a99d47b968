"""The small type of pages is measured as it is drawn, and warned of on sheets."""

import pikepdf
import pytest
from tests.sheets import HALF_LETTER, add_page, write

from careerprint.impose.imposition import impose
from careerprint.impose.sheet_plan import Scheme
from careerprint.impose.source_pages import open_finished, source_pages
from careerprint.impose.type_size import small_type_pt

LETTER = (612.0, 792.0)


def _page(content: str, *, box: tuple[float, float] = HALF_LETTER, **entries: object) -> bytes:
    with pikepdf.new() as pdf:
        page = add_page(pdf, "x", (0, 0, *box), **entries)
        page.Contents = pdf.make_stream(content.encode())
        return write(pdf)


def _measured(pdf: bytes) -> float:
    with open_finished(pdf) as opened:
        return small_type_pt(tuple(source_pages(opened)))


@pytest.mark.parametrize(
    ("content", "size"),
    [
        ("BT /F 10 Tf (body text of a page) Tj ET", 10),
        ("BT /F 1 Tf 0 9 -9 0 50 50 Tm (turned text) Tj ET", 9),
        ("q 0.5 0 0 0.5 0 0 cm BT /F 12 Tf (scaled) Tj ET Q", 6),
        ("q 3 0 0 3 0 0 cm Q BT /F 11 Tf [(kerned) -20 (text)] TJ ET", 11),
        ("BT /F 10 Tf (a text of many letters, and a note) Tj /F 5 Tf (1) Tj ET", 10),
        ("BT /F 10 Tf (half of it is large) Tj /F 7 Tf (half of it small) Tj ET", 7),
        ("0 0 50 50 re f", 0),
        ("BT /F 10 Tf (text) Tj /F (damaged) Tf ET", 10),
    ],
)
def test_the_size_is_the_one_that_is_drawn(content: str, size: float) -> None:
    assert _measured(_page(content)) == size


def test_the_unit_of_a_page_counts() -> None:
    assert _measured(_page("BT /F 5 Tf (text) Tj ET", UserUnit=2)) == 10


def test_text_in_forms_counts() -> None:
    with pikepdf.new() as pdf:
        page = add_page(pdf, "x")
        inner = pdf.make_stream(b"BT /F 12 Tf (inside) Tj ET")
        inner.stream_dict.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=[0, 0, 99, 99],
                Matrix=[0.5, 0, 0, 0.5, 0, 0],
                Resources=page.Resources,
            )
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(In=inner))
        page.Contents = pdf.make_stream(b"/In Do")
        content = write(pdf)
    assert _measured(content) == 6


def test_pages_at_their_size_are_not_measured_and_smaller_ones_are() -> None:
    pdf = _page("BT /F 10 Tf (body text) Tj ET", box=LETTER)
    assert impose(pdf, scheme=Scheme.SADDLE).type_pt == 0
    made = impose(pdf, scheme=Scheme.SADDLE, sheet_mm=(215.9, 279.4))
    assert made.type_pt == pytest.approx(10 * made.scale)
    assert made.type_pt == pytest.approx(6.47, abs=0.01)
