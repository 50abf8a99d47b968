"""Sheets: the order of their pages, where each stands, and what is refused."""

import io
import subprocess
import time
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from tests.sheets import HALF_LETTER, add_page, numbered, sizes, texts, words, write

from careerprint.errors import UsageError
from careerprint.impose.imposition import impose
from careerprint.impose.sheet_plan import Scheme
from careerprint.impose.source_pages import FinishedPdfError
from careerprint.settings import SIZE_MM, Paper

MM = 72 / 25.4
LETTER, A5, A4 = (612.0, 792.0), (148 * MM, 210 * MM), (210 * MM, 297 * MM)
LETTER_MM = SIZE_MM[Paper.LETTER]


def test_a_booklet_of_eight_pages_is_in_printers_order() -> None:
    made = impose(numbered(8), scheme=Scheme.SADDLE)
    assert texts(made.pdf) == [["p8", "p1"], ["p2", "p7"], ["p6", "p3"], ["p4", "p5"]]
    assert (made.sheets, made.blanks, made.scale) == (2, 0, 1.0)


def test_blank_pages_come_at_the_end() -> None:
    made = impose(numbered(5), scheme=Scheme.SADDLE)
    assert texts(made.pdf) == [["p1"], ["p2"], ["p3"], ["p4", "p5"]]
    first, second, third, _ = words(made.pdf)
    assert first[0].x > HALF_LETTER[0] > second[0].x
    assert third[0].x > HALF_LETTER[0]
    assert (made.sheets, made.blanks) == (2, 3)


def _leafed_through(sheets: bytes) -> list[str]:
    """Nest and fold the sheets, and read the booklet page by page; a blank is an empty text.

    Folded, a sheet is two leaves: the front's right half with the back's left half behind it,
    and, at the other end of the booklet, the back's right half with the front's left behind.
    """
    with pymupdf.open(stream=sheets) as document:
        middle = document[0].rect.width / 2
    halves = [
        tuple(
            "".join(word.text for word in side if (word.x < middle) is is_left)
            for is_left in (True, False)
        )
        for side in words(sheets)
    ]
    booklet: list[str] = []
    for front, back in reversed(list(zip(halves[::2], halves[1::2], strict=True))):
        booklet = [front[1], back[0], *booklet, back[1], front[0]]
    return booklet


@given(pages=st.integers(1, 60), creep=st.floats(0, 20))
@settings(max_examples=60)
def test_a_folded_booklet_has_every_page_once_in_order(pages: int, creep: float) -> None:
    made = impose(numbered(pages), scheme=Scheme.SADDLE, creep_mm=creep)
    booklet = _leafed_through(made.pdf)
    assert booklet == [f"p{number}" for number in range(1, pages + 1)] + [""] * made.blanks
    assert len(booklet) == 4 * made.sheets
    assert 0 <= made.blanks < 4


def test_the_inner_sheets_move_towards_the_spine() -> None:
    """Twelve pages are three sheets: the middle one moves by half of the creep."""
    still = words(impose(numbered(12), scheme=Scheme.SADDLE).pdf)
    moved = words(impose(numbered(12), scheme=Scheme.SADDLE, creep_mm=6).pdf)
    shifts = [
        tuple(round(b.x - a.x, 2) for a, b in zip(before, after, strict=True))
        for before, after in zip(still, moved, strict=True)
    ]
    half, whole = round(3 * MM, 2), round(6 * MM, 2)
    assert shifts == [(0, 0)] * 2 + [(half, -half)] * 2 + [(whole, -whole)] * 2


def test_a_single_sheet_has_no_creep() -> None:
    plain = impose(numbered(4), scheme=Scheme.SADDLE)
    assert impose(numbered(4), scheme=Scheme.SADDLE, creep_mm=20).pdf == plain.pdf


def test_what_creeps_over_the_spine_does_not_cover_the_other_page() -> None:
    """The tint in the lower left corner of the right page would stand on the left one."""
    made = impose(numbered(8), scheme=Scheme.SADDLE, creep_mm=20, has_marks=False)
    left = _picture(made.pdf, 2, clip=(300, 570, 395.5, 612))
    assert _extremes(left) == (255, 255)


@pytest.mark.parametrize(
    ("page", "sheet"),
    [
        (HALF_LETTER, (792, 612)),
        (A5, (841.89, 595.28)),
        (LETTER, (1224, 792)),
        (A4, (1190.55, 841.89)),
        ((300, 500), (600, 500)),
        ((792, 612), (1584, 612)),
    ],
    ids=["half-letter", "a5", "letter", "a4", "no paper of ours", "lying"],
)
def test_the_sheet_is_two_pages_wide(page: tuple[float, float], sheet: tuple[float, float]) -> None:
    made = impose(numbered(4, page), scheme=Scheme.SADDLE)
    assert sizes(made.pdf) == [sheet] * 2
    assert made.scale == 1.0


def test_a_page_rounded_to_whole_points_has_its_paper() -> None:
    made = impose(numbered(1, (595, 842)), scheme=Scheme.TWO_UP)
    assert sizes(made.pdf) == [(1190.55, 841.89)]
    assert 0.999 < made.scale < 1


def test_pages_are_scaled_to_a_given_paper_and_stand_at_the_spine() -> None:
    made = impose(numbered(2, A4), scheme=Scheme.SADDLE, sheet_mm=LETTER_MM)
    scale = 396 / A4[0]
    assert made.scale == pytest.approx(scale)
    assert sizes(made.pdf) == [(792, 612)] * 2
    front, back = words(made.pdf)
    foot = (612 - A4[1] * scale) / 2
    assert (front[0].x, front[0].y) == pytest.approx((396 + 72 * scale, foot + 72 * scale), abs=0.1)
    assert back[0].x == pytest.approx(72 * scale, abs=0.1)


def test_a_narrow_page_leaves_the_outer_edges_blank() -> None:
    made = impose(numbered(2, (300, 792)), scheme=Scheme.SADDLE, sheet_mm=LETTER_MM)
    scale = 612 / 792
    front, back = words(made.pdf)
    assert front[0].x == pytest.approx(396 + 72 * scale, abs=0.1)
    assert back[0].x == pytest.approx(396 - (300 - 72) * scale, abs=0.1)


def test_small_pages_grow_to_a_large_paper() -> None:
    made = impose(numbered(2), scheme=Scheme.TWO_UP, sheet_mm=SIZE_MM[Paper.TABLOID])
    assert made.scale == pytest.approx(792 / 612)
    left, right = words(made.pdf)[0]
    assert right.x - left.x == pytest.approx(612, abs=0.1)


def test_two_up_is_in_reading_order() -> None:
    made = impose(numbered(3, LETTER), scheme=Scheme.TWO_UP, sheet_mm=LETTER_MM)
    assert texts(made.pdf) == [["p1", "p2"], ["p3"]]
    assert sizes(made.pdf) == [(792, 612)] * 2
    assert (made.sheets, made.blanks) == (2, 1)


@pytest.mark.parametrize(
    ("page", "paper", "sheet"),
    [
        ((297.64, 419.53), None, (595.28, 841.89)),
        (LETTER, LETTER_MM, LETTER),
        ((792.0, 612.0), LETTER_MM, (792, 612)),
    ],
    ids=["a6", "upright", "lying"],
)
def test_four_up_is_two_by_two_from_the_top(
    page: tuple[float, float], paper: tuple[float, float] | None, sheet: tuple[float, float]
) -> None:
    made = impose(numbered(5, page), scheme=Scheme.FOUR_UP, sheet_mm=paper)
    first, second = words(made.pdf)
    middle_x, middle_y = sheet[0] / 2, sheet[1] / 2
    assert {w.text: (w.x < middle_x, w.y > middle_y) for w in first} == {
        "p1": (True, True),
        "p2": (False, True),
        "p3": (True, False),
        "p4": (False, False),
    }
    assert [(w.text, w.x < middle_x, w.y > middle_y) for w in second] == [("p5", True, True)]
    assert sizes(made.pdf) == [sheet] * 2
    assert (made.sheets, made.blanks) == (2, 3)


def _picture(pdf: bytes, index: int, clip: tuple[float, ...] | None = None) -> Image.Image:
    """Give a page as a viewer shows it, or a part of it (left, top, right, bottom), in grey."""
    with pymupdf.open(stream=pdf) as document:
        page = document[index]
        drawn = page.get_pixmap(
            dpi=72, colorspace=pymupdf.csGRAY, clip=clip and pymupdf.Rect(*clip), annots=False
        )
        return Image.frombytes("L", (drawn.width, drawn.height), drawn.samples)


def _extremes(image: Image.Image) -> tuple[int, int]:
    """Give the darkest and the lightest grey of a picture."""
    levels = [level for level, pixels in enumerate(image.histogram()) if pixels]
    return levels[0], levels[-1]


OWN = (0, 0, 300, 400)
ODD_PAGES: dict[str, tuple[tuple[float, ...], dict[str, Any]]] = {
    "plain": (OWN, {}),
    "quarter turn": (OWN, {"Rotate": 90}),
    "half turn": (OWN, {"Rotate": 180}),
    "three quarters": (OWN, {"Rotate": 270}),
    "backwards": (OWN, {"Rotate": -90}),
    "more than once": (OWN, {"Rotate": 450}),
    "origin elsewhere": ((100, 50, 400, 450), {}),
    "negative origin": ((-150, -200, 150, 200), {}),
    "negative origin, turned": ((-150, -200, 150, 200), {"Rotate": 90}),
    "corners swapped": (OWN, {"MediaBox": [300, 400, 0, 0]}),
    "crop": (OWN, {"CropBox": [30, 40, 290, 390]}),
    "crop, turned": (OWN, {"CropBox": [30, 40, 290, 390], "Rotate": 270}),
    "crop larger than the page": (OWN, {"CropBox": [-50, -50, 900, 900]}),
    "trim off the page": (OWN, {"CropBox": [30, 40, 290, 390], "TrimBox": [900, 900, 950, 950]}),
    "unit": (OWN, {"UserUnit": 1.5}),
    "unit, turned": (OWN, {"UserUnit": 1.5, "Rotate": 90}),
}


@pytest.mark.parametrize("name", ODD_PAGES)
def test_a_page_stands_on_the_sheet_as_a_viewer_shows_it(name: str) -> None:
    box, entries = ODD_PAGES[name]
    with pikepdf.new() as pdf:
        add_page(pdf, "seen", box, **entries)
        source = write(pdf)
    made = impose(source, scheme=Scheme.TWO_UP)
    expected = _picture(source, 0)
    sheet = _picture(made.pdf, 0)
    assert sheet.size == (2 * expected.width, expected.height)
    seen = sheet.crop((0, 0, expected.width, expected.height))
    assert _extremes(expected)[0] < 80, "the page of the test is blank"
    assert _extremes(ImageChops.difference(seen, expected))[1] < 20


def test_the_trim_box_comes_first_then_the_crop_box() -> None:
    with pikepdf.new() as pdf:
        add_page(
            pdf,
            "p1",
            (0, 0, 500, 700),
            CropBox=[20, 20, 480, 680],
            TrimBox=[50, 44, 50 + 396, 44 + 612],
        )
        made = impose(write(pdf), scheme=Scheme.SADDLE)
    assert sizes(made.pdf) == [(792, 612)] * 2
    word = words(made.pdf)[0][0]
    assert (word.x, word.y) == pytest.approx((396 + 22, 28), abs=0.01)


def test_what_a_page_inherits_goes_with_it() -> None:
    with pikepdf.new() as pdf:
        page = add_page(pdf, "p1", (0, 0, 300, 400))
        parent = pdf.Root.Pages
        for key in ("/Resources", "/MediaBox"):
            parent[key] = page[key]
            del page[key]
        parent["/CropBox"], parent["/Rotate"] = [0, 0, 300, 350], 90
        source = write(pdf)
    made = impose(source, scheme=Scheme.TWO_UP)
    assert sizes(made.pdf) == [(700, 300)]
    expected = _picture(source, 0)
    seen = _picture(made.pdf, 0).crop((0, 0, 350, 300))
    assert _extremes(ImageChops.difference(seen, expected))[1] < 20


def test_pages_of_different_sizes_share_one_scale() -> None:
    with pikepdf.new() as pdf:
        add_page(pdf, "p1", (0, 0, 300, 400))
        add_page(pdf, "p2", (0, 0, 600, 300))
        made = impose(write(pdf), scheme=Scheme.TWO_UP)
    assert sizes(made.pdf) == [(1200, 400)]
    first, second = words(made.pdf)[0]
    assert (first.x, first.y) == pytest.approx((150 + 72, 72), abs=0.01)
    assert (second.x, second.y) == pytest.approx((600 + 72, 50 + 72), abs=0.01)


@given(
    boxes=st.lists(
        st.tuples(
            st.integers(-500, 500),
            st.integers(-500, 500),
            st.integers(150, 1500),
            st.integers(150, 1500),
            st.sampled_from([0, 90, 180, 270]),
        ),
        min_size=1,
        max_size=9,
    ),
    scheme=st.sampled_from(Scheme),
    paper=st.sampled_from([None, *Paper]),
)
@settings(max_examples=50)
def test_no_text_lies_outside_the_sheet(
    boxes: list[tuple[int, int, int, int, int]], scheme: Scheme, paper: Paper | None
) -> None:
    with pikepdf.new() as pdf:
        for number, (left, bottom, width, height, turn) in enumerate(boxes):
            box = (left, bottom, left + width, bottom + height)
            add_page(pdf, f"p{number}", box, Rotate=turn)
        made = impose(write(pdf), scheme=scheme, sheet_mm=SIZE_MM[paper] if paper else None)
    found = words(made.pdf)
    assert sorted(word.text for side in found for word in side) == [
        f"p{number}" for number in range(len(boxes))
    ]
    for side, (right, top) in zip(found, sizes(made.pdf), strict=True):
        assert all(0 < word.x < right and 0 < word.y < top for word in side)


def _lines(pdf: bytes) -> list[list[tuple[float, ...]]]:
    """Give the strokes of each page: x, y from the foot, x, y, width."""
    with pymupdf.open(stream=pdf) as document:
        return [
            [
                (
                    *(round(n, 1) for p in item[1:] for n in (p.x, page.rect.height - p.y)),
                    drawing["width"],
                )
                for drawing in page.get_drawings()
                for item in drawing["items"]
                if item[0] == "l"
            ]
            for page in document
        ]


def test_fold_marks_are_on_the_outsides_and_staples_on_the_outermost() -> None:
    first, inside, second, innermost = _lines(impose(numbered(8), scheme=Scheme.SADDLE).pdf)
    folds = [(396, 14.2, 396, 28.3, 0.25), (396, 597.8, 396, 583.7, 0.25)]
    assert first[:2] == second == folds
    assert inside == innermost == []
    assert [(y + v) / 2 for _, y, _, v, _ in first[2:]] == pytest.approx([153, 459])
    assert {x for x, *_ in first} == {396}


def test_a_single_sheet_is_folded_and_not_stapled() -> None:
    outside, inside = _lines(impose(numbered(4), scheme=Scheme.SADDLE).pdf)
    assert (len(outside), inside) == (2, [])


def test_staple_marks_stand_at_the_quarters_of_the_printed_spine() -> None:
    made = impose(numbered(5, (400, 400)), scheme=Scheme.SADDLE, sheet_mm=LETTER_MM)
    staples = _lines(made.pdf)[0][2:]
    assert [(y + v) / 2 for _, y, _, v, _ in staples] == pytest.approx([306 - 99, 306 + 99], abs=1)


def test_marks_stand_beside_the_pages_where_there_is_room() -> None:
    made = impose(numbered(4, (396, 560)), scheme=Scheme.SADDLE, sheet_mm=LETTER_MM)
    foot, head = _lines(made.pdf)[0][:2]
    assert foot == (396, 14.2, 396, 26, 0.5)
    assert head == (396, 597.8, 396, 586, 0.5)


def test_cut_marks_are_at_the_ends_of_both_cuts() -> None:
    made = impose(numbered(4), scheme=Scheme.FOUR_UP)
    assert [line[:4] for line in _lines(made.pdf)[0]] == [
        (396, 14.2, 396, 28.3),
        (396, 1209.8, 396, 1195.7),
        (14.2, 612, 28.3, 612),
        (777.8, 612, 763.7, 612),
    ]


def test_marks_are_grey_and_can_be_left_out() -> None:
    marked = impose(numbered(4), scheme=Scheme.SADDLE).pdf
    with pikepdf.open(io.BytesIO(marked)) as pdf:
        operators = {str(i.operator) for i in pikepdf.parse_content_stream(pdf.pages[0])}
    assert operators == {"q", "re", "W", "n", "cm", "Do", "Q", "G", "w", "m", "l", "S"}
    for scheme in Scheme:
        assert not any(_lines(impose(numbered(4), scheme=scheme, has_marks=False).pdf))
    assert not any(_lines(impose(numbered(4), scheme=Scheme.TWO_UP).pdf))


def _furnished() -> bytes:
    """Give a PDF with a title, links, a form, tags, a script and a layer that is hidden."""
    with pikepdf.new() as pdf:
        page = add_page(pdf, "p1")
        layer = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("answers"))
        )
        page.Resources.Properties = pikepdf.Dictionary(L=layer)
        page.Contents = pdf.make_stream(
            page.Contents.read_bytes() + b" /OC /L BDC 0 g 100 100 200 200 re f EMC"
        )
        pdf.Root.OCProperties = pikepdf.Dictionary(
            OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer])
        )
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 50, 50],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org")),
        )
        page.Annots = [pdf.make_indirect(link)]
        page.StructParents = 0
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.StructTreeRoot = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
        )
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[])
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
        )
        pdf.docinfo["/Title"] = "Año de práctica"
        pdf.docinfo["/CreationDate"] = "D:20260101"
        return write(pdf)


def test_a_sheet_is_no_document_to_be_read() -> None:
    made = impose(_furnished(), scheme=Scheme.SADDLE)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/ViewerPreferences", "/OCProperties"}
        assert pdf.Root.ViewerPreferences.PrintScaling == pikepdf.Name("/None")
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge
        assert dict(pdf.docinfo) == {
            "/Title": "Año de práctica (sheets)",
            "/Creator": "careerprint impose",
        }
        assert not any("/Annots" in page.obj for page in pdf.pages)
    assert b"example.org" not in made.pdf


def test_a_hidden_layer_stays_hidden() -> None:
    made = impose(_furnished(), scheme=Scheme.SADDLE)
    assert _extremes(_picture(made.pdf, 0, clip=(596, 412, 690, 500))) == (255, 255)


def test_the_title_may_stand_in_the_metadata_alone() -> None:
    with pikepdf.open(io.BytesIO(numbered(1))) as pdf:
        with pdf.open_metadata(update_docinfo=False) as metadata:
            metadata["dc:title"] = "From another program"
        made = impose(write(pdf), scheme=Scheme.TWO_UP)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert pdf.docinfo["/Title"] == "From another program (sheets)"


@pytest.mark.parametrize("scheme", Scheme)
def test_sheets_are_valid(scheme: Scheme, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(_furnished())) as pdf:
        add_page(pdf, "p2")
        pdf.add_blank_page(page_size=(200, 300))
        add_page(pdf, "p3").Contents = pdf.make_stream(b"")
        made = impose(write(pdf), scheme=scheme)
    file = tmp_path / "sheets.pdf"
    file.write_bytes(made.pdf)
    done = subprocess.run(
        ["/usr/bin/qpdf", "--check", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    drawn = subprocess.run(
        ["gs", "-q", "-dSAFER", "-sDEVICE=inkcov", "-o", "-", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert drawn.stderr == ""
    assert "rror" not in drawn.stdout


def test_the_same_pages_give_the_same_bytes_at_any_time() -> None:
    """A file's identifier would change with the clock's seconds: one of them has to pass."""
    source, start = _furnished(), time.monotonic()
    made = set()
    while time.monotonic() < start + 1.1:
        made.add(impose(source, scheme=Scheme.SADDLE).pdf)
    assert len(made) == 1


def _encrypted(user: str) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(numbered(1))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user=user))
    return target.getvalue()


def _without_pages() -> bytes:
    with pikepdf.new() as pdf:
        return write(pdf)


def _turned_by_a_word() -> bytes:
    with pikepdf.new() as pdf:
        add_page(pdf, "p1", Rotate=pikepdf.Name.Left)
        return write(pdf)


def _without_area() -> bytes:
    with pikepdf.new() as pdf:
        add_page(pdf, "p1", MediaBox=[0, 0, 0, 0])
        return write(pdf)


def _unreadable() -> bytes:
    """Give a PDF whose second page's content is no Flate stream, as it says."""
    with pikepdf.open(io.BytesIO(numbered(2))) as pdf:
        pdf.pages[1].Contents.write(b"no such thing", filter=pikepdf.Name.FlateDecode)
        return write(pdf)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (_encrypted("secret"), "protected with a password"),
        (_encrypted(""), "protected with a password"),
        (b"", "not a PDF"),
        (b"<!doctype html><title>Not found</title>", "not a PDF"),
        (b"%PDF-1.7\n%", "not a whole PDF"),
        (_unreadable(), "not a whole PDF"),
        (_turned_by_a_word(), "not a whole PDF"),
        (_without_pages(), "no pages"),
        (_without_area(), "page 1 of this PDF has no size"),
    ],
    ids=[
        "password",
        "only restricted",
        "empty",
        "a web page",
        "cut short",
        "unreadable",
        "odd turn",
        "no pages",
        "no area",
    ],
)
def test_what_cannot_be_laid_out_is_said(content: bytes, message: str) -> None:
    with pytest.raises(FinishedPdfError, match=message):
        impose(content, scheme=Scheme.SADDLE)


def test_a_repaired_source_is_said() -> None:
    whole = numbered(3)
    assert not impose(whole, scheme=Scheme.TWO_UP).is_repaired
    made = impose(whole[:-30], scheme=Scheme.TWO_UP)
    assert made.is_repaired
    assert texts(made.pdf) == [["p1", "p2"], ["p3"]]


@given(at=st.integers(0, 3000), length=st.integers(0, 30), put=st.binary(max_size=12))
def test_any_damage_is_answered_with_sheets_or_a_fault(at: int, length: int, put: bytes) -> None:
    whole = _furnished()
    at %= len(whole)
    try:
        made = impose(whole[:at] + put + whole[at + length :], scheme=Scheme.SADDLE)
    except FinishedPdfError:
        return
    assert texts(made.pdf)


@pytest.mark.parametrize("creep", [-0.1, 20.1, float("nan"), float("inf")])
def test_a_creep_that_cannot_be_is_refused(creep: float) -> None:
    with pytest.raises(UsageError, match="creep"):
        impose(numbered(8), scheme=Scheme.SADDLE, creep_mm=creep)


@pytest.mark.parametrize("scheme", [Scheme.TWO_UP, Scheme.FOUR_UP])
def test_creep_belongs_to_saddle_stitching(scheme: Scheme) -> None:
    with pytest.raises(UsageError, match="no creep"):
        impose(numbered(8), scheme=scheme, creep_mm=1)
