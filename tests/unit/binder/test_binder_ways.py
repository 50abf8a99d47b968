"""Links, destinations, bookmarks, page labels, and the numbers printed on the pages."""

from functools import cache
from typing import Any

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.bound import DESCRIPTION, NAMES, bound, changed, content, opened, part, source, untagged
from tests.conftest import ROOT
from tests.structure import instructions

from careerprint.binder.binder import Bound, bind
from careerprint.binder.pagination import Numbering, Side, label
from careerprint.binder.part import Part
from careerprint.binder.source import BindError, Source
from careerprint.binder.stamping import Stamp
from careerprint.render.pdf import Typesetter
from careerprint.resources import shipped

STAMP = Stamp(font="Source-Sans")


@cache
def _donor() -> Source:
    html = (
        "<!doctype html><html lang=en><title>x</title><p style=\"font-family:'Source Sans'\">"
        "0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )
    return Source(Typesetter(roots=(shipped("layouts"),)).specimen(html), name="donor")


def _links(pdf: bytes) -> list[tuple[int, int | str | None]]:
    """Give page and target of each link: a page, an address, or None."""
    found: list[tuple[int, int | str | None]] = []
    with pymupdf.open(stream=pdf) as document:
        for number, page in enumerate(document):
            for link in page.get_links():
                at = link.get("page", -1)
                found.append((number, at if at >= 0 else link.get("uri") or None))
    return found


LINKED = [name for name in NAMES if _links(content(name))]


@pytest.mark.parametrize("name", LINKED)
def test_links_lead_where_they_led(name: str) -> None:
    before = _links(content(name))
    assert len(before) >= 2
    assert _links(bound(part(name)).pdf) == before


def test_links_of_many_lead_each_inside_its_own_part() -> None:
    """Several have anchors of the same names: top, middle, end."""
    made = bound(*(part(name) for name in LINKED))
    expected = []
    for name, at in zip(LINKED, made.placements, strict=True):
        for page, target in _links(content(name)):
            led = target + at.first if isinstance(target, int) else target
            expected.append((page + at.first, led))
    assert _links(made.pdf) == expected


@pytest.mark.parametrize("name", ["chromium-links", "libreoffice-links", "typst-links"])
def test_links_over_the_border_of_ranges_lead_on(name: str) -> None:
    one = source(name)
    parts = [Part(source=one, pages=range(n, n + 1)) for n in (2, 0, 1)]
    place = {2: 0, 0: 1, 1: 2}
    before = [
        (place[page], place[to] if isinstance(to, int) else to)
        for page, to in _links(content(name))
    ]
    assert _links(bound(*parts).pdf) == sorted(before, key=lambda link: link[0])


@pytest.mark.parametrize("name", ["chromium-links", "libreoffice-links", "typst-links"])
def test_a_link_to_a_page_that_is_not_bound_leads_nowhere(name: str) -> None:
    made = bound(Part(source=source(name), pages=range(1)))
    assert made.pages == 1
    assert {to for _, to in _links(made.pdf)} <= {None, "https://example.org/"}
    assert len(made.pdf) < len(content(name))


def _part_link(name: str, address: str) -> Source:
    def lead(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for link in page.obj.get("/Annots", ()):
                if "/URI" in link.get("/A", Dictionary()):
                    link.A.URI = String(address)

    return Source(changed(content(name), lead), name=name)


@pytest.mark.parametrize("name", ["chromium-links", "libreoffice-links", "typst-links"])
def test_a_link_to_a_part_leads_to_its_first_page(name: str) -> None:
    parts = (
        part("chromium-spanning"),
        Part(source=_part_link(name, "part:there")),
        part("typst-links", name="there", side=Side.LEFT),
    )
    made = bound(*parts)
    start, there = made.placements[1].first, made.placements[2].first
    assert [to for page, to in _links(made.pdf) if page == start].count(there) == 1
    assert "part:" not in repr(_links(made.pdf))


def test_a_link_to_an_absent_part_is_refused() -> None:
    with pytest.raises(BindError, match="chromium-links links to a part 'gone' that is not bound"):
        bound(Part(source=_part_link("chromium-links", "part:gone")))


def test_named_destinations_are_sorted_by_their_bytes() -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        names = [x for n in ("Ω", "a", "é") for x in (String(n), Array([page, Name.Fit]))]
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(names)))
        link = page.Annots[0]
        for key in ("/A", "/Dest"):
            if key in link:
                del link[key]
        link.Dest = String("Ω")

    one = Source(changed(content("typst-links"), rename), name="x")
    made = bound(Part(source=one), Part(source=one))
    with opened(made) as pdf:
        tree = list(pdf.Root.Names.Dests.Names)
        places = {bytes(n): to for n, to in zip(tree[::2], tree[1::2], strict=True)}
        names = list(places)
        found = [to[0].objgen for to in places.values()]
        for number in (0, 3):
            page = pdf.pages[number].obj
            assert page.Annots[0].A.D[0].objgen == page.objgen
            assert found.count(page.objgen) == 3
    assert names == sorted(names)
    assert len(set(names)) == 6


def test_bookmarks_have_two_levels_and_lead_to_their_pages() -> None:
    names = ("chromium-headings", "libreoffice-links", "typst-headings", "typst-lists")
    made = bound(*(part(name) for name in names), part("typst-math", title="", name="silent"))
    with pymupdf.open(stream=made.pdf) as document:
        toc = document.get_toc()
    assert [title for level, title, _ in toc if level == 1] == list(names)
    assert {level for level, _, _ in toc} == {1, 2}
    firsts = {
        part_name: at.first + 1 for part_name, at in zip(names, made.placements, strict=False)
    }
    assert all(page == firsts[title] for level, title, page in toc if level == 1)
    assert [1, "libreoffice-links", 3] in toc
    assert [2, "End", 5] in toc


# --- labels and numbers ------------------------------------------------------------------------


def _booklet(**values: Any) -> Bound:
    front = {"numbering": Numbering.ROMAN}
    parts = (
        part("chromium-lists", numbering=Numbering.NONE, prefix="Cover"),
        part("chromium-links", **front),
        part("typst-lists", running="Packing list", **front),
        part("libreoffice-links", side=Side.RIGHT, running="Links"),
        part("typst-table", side=Side.RIGHT),
        part("typst-math", numbering=Numbering.NONE, prefix="Back", side=Side.LEFT),
    )
    return bound(*parts, **values)


def test_pages_are_labelled_as_they_are_numbered() -> None:
    with pymupdf.open(stream=_booklet().pdf) as document:
        labels = [page.get_label() for page in document]
    assert labels[:5] == ["Cover", "i", "ii", "iii", "iv"]
    assert labels[5:] == ["v", "1", "2", "3", "4", "5", "Back"]


def test_printed_numbers_are_the_labels_and_lie_outside() -> None:
    made = _booklet(donor=_donor(), stamp=STAMP)
    with pymupdf.open(stream=made.pdf) as document:
        blank = {at.first - 1 for at in made.placements if at.blanks}
        for index, page in enumerate(document):
            foot = pymupdf.Rect(0, page.rect.height - 30, page.rect.width, page.rect.height)
            words = page.get_text("words", clip=foot)
            printed = [word for word in words if word[4] == page.get_label()]
            is_numbered = index not in blank and page.get_label() not in {"Cover", "Back"}
            assert len(printed) == int(is_numbered), (index, words)
            if is_numbered:
                assert (printed[0][0] > page.rect.width / 2) == (index % 2 == 0)


def test_printed_numbers_are_artifacts() -> None:
    with opened(_booklet(donor=_donor(), stamp=STAMP)) as pdf:
        stamped = 0
        for page in pdf.pages:
            depth: list[tuple[str, Any]] = []
            for operands, operator in instructions(page):
                if operator in {"BDC", "BMC"}:
                    depth.append((str(operands[0]), operands[-1]))
                elif operator == "EMC":
                    depth.pop()
                elif operator == "Tf" and str(operands[0]).startswith("/PageNumber"):
                    assert depth[0][0] == "/Artifact"
                    assert depth[0][1].Type == Name.Pagination
                    stamped += 1
            assert depth == []
    assert stamped == 12


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_numbers_stand_upright_at_the_foot_of_a_turned_page(angle: int) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Rotate = angle
        page.CropBox = Array([10, 20, 290, 180])

    one = Source(changed(untagged(), turn), name="x", alt="A page")
    made = bound(Part(source=one), donor=_donor(), stamp=STAMP)
    with pymupdf.open(stream=made.pdf) as document:
        page = document[0]
        spans = [
            (pymupdf.Rect(line["bbox"]) * page.rotation_matrix, line["dir"])
            for block in page.get_text("dict")["blocks"]
            for line in block["lines"]
            if line["spans"][0]["text"] == "1"
        ]
        ((box, _),) = spans
        assert page.rect.width - 45 < box.x0 < page.rect.width - 28
        assert page.rect.height - 32 < box.y1 < page.rect.height - 12


def test_a_page_without_fonts_and_one_with_a_font_of_that_name_are_stamped() -> None:
    stamped = bound(part("typst-lists"), donor=_donor(), stamp=STAMP).pdf
    bare = Source(changed(untagged(text=""), _strip), name="bare", alt="Nothing")
    other = Part(source=Source(stamped, name="again"), running="An other head")
    made = bound(Part(source=bare), other, donor=_donor(), stamp=STAMP)
    with pymupdf.open(stream=made.pdf) as document:
        assert document[0].get_text().split() == ["1"]
        assert {"1", "2", "head"} <= set(document[1].get_text().split())


def _strip(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/Resources"]
    pdf.pages[0].obj.Contents = pdf.make_stream(b"")


def test_a_blank_first_page_is_labelled_too() -> None:
    made = bound(part("typst-lists", side=Side.LEFT))
    with opened(made) as pdf:
        assert int(pdf.Root.PageLabels.Nums[0]) == 0
    with pymupdf.open(stream=made.pdf) as document:
        assert [page.get_label() for page in document] == ["", "1"]


def test_a_face_without_a_character_or_of_no_such_name_is_refused() -> None:
    with pytest.raises(BindError, match="font has no 'Ω'"):
        bound(part("typst-lists", running="Ω"), donor=_donor(), stamp=STAMP)
    with pytest.raises(BindError, match="no font 'Nothing'"):
        bound(part("typst-lists"), donor=_donor(), stamp=Stamp(font="Nothing"))


@pytest.mark.parametrize("style", [Numbering.ROMAN, Numbering.ARABIC])
def test_labels_are_those_of_a_reader(style: Numbering) -> None:
    """A reader counts in the styles of page labels; ours agree up to 500."""
    with pymupdf.open() as document:
        for _ in range(500):
            document.new_page()
        document.set_page_labels([{"startpage": 0, "style": style.value, "firstpagenum": 1}])
        assert [page.get_label() for page in document] == [label(n, style) for n in range(1, 501)]


def test_a_title_with_signs_of_markup_is_whole_in_the_metadata() -> None:
    assert ROOT.is_dir()
    description = type(DESCRIPTION)(title="A & <B>", language="en", author="“É”")
    with opened(bind([part("typst-lists")], description)) as pdf, pdf.open_metadata() as meta:
        assert meta["dc:title"] == "A & <B>"
        assert str(pdf.docinfo["/Title"]) == "A & <B>"
        assert meta["dc:creator"] == ["“É”"]
