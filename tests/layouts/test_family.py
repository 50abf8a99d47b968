"""Every layout × career × paper × ink: its pages, its paper, its type, black for the copier."""

import subprocess
from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path

import pymupdf
import pytest
from _pytest.mark import ParameterSet
from tests.conformance import assert_conforms
from tests.conftest import CAREERS, FOUR_IDS
from tests.greys import colours_in
from tests.pdf_text import (
    FIVE_MM,
    least_margin_pt,
    missing_in_order,
    painted,
    said_by,
    squeeze,
    upright,
)

from careerprint.profile.library import Library
from careerprint.render.layouts import Layout, all_layouts, find_layout
from careerprint.render.measure import air_rooms
from careerprint.render.pdf import Typesetter
from careerprint.render.receipt import Section
from careerprint.render.section import lay_out, typeset_section
from careerprint.resources import shipped
from careerprint.settings import SIZE_MM, Ink, Paper, Variant
from careerprint.view.catalogue import FURNITURE
from careerprint.view.wording import WORDS

LIBRARY = Library((CAREERS,))
FOLDERS = (shipped("layouts"),)
LAYOUTS = [
    layout
    for layout in all_layouts(FOLDERS)
    if layout.name != "one-pager" and layout.file.languages == 1
]
FLOOR_PT = {
    "card": 6.5,
    "chapter": 7.7,
    "full": 7.7,
    "large-print": 17.9,
    "leaflet": 6.8,
    "pocket": 8.1,
    "pocket-long": 8.1,
    "poster": 11.9,
    "short": 7.1,
    "speaker": 7.7,
    "table-sign": 14.9,
    "two-sider": 7.7,
    "worksheet": 7.7,
}
"""The smallest type of each layout: its small print, or a chart's labels."""

Case = tuple[str, str, Paper, Ink]
CASES: list[Case] = [
    (layout.name, career, paper, ink)
    for layout in LAYOUTS
    for career in FOUR_IDS
    for paper in layout.file.papers
    for ink in Ink
]
SOURCE_PAGE = "music-producer"
OTHERS = [career for career in FOUR_IDS if career != SOURCE_PAGE]
SOON = {
    (layout.name, career, paper, ink)
    for layout in LAYOUTS
    for n, (paper, ink) in enumerate(product(layout.file.papers, Ink))
    for career in [SOURCE_PAGE if ink is Ink.COLOR else OTHERS[n % len(OTHERS)]]
}
"""Of each layout on each paper the source page in color, and one other for the copier, in turn."""


def _marked(cases: Iterable[Case]) -> list[ParameterSet]:
    """Give cases by their names; those that are not of the soon ones are for the longer proofs."""
    return [
        pytest.param(*case, id="-".join(case), marks=() if case in SOON else pytest.mark.prove)
        for case in cases
    ]


every = pytest.mark.parametrize(("name", "career", "paper", "ink"), _marked(CASES))


@cache
def _typesetter() -> Typesetter:
    return Typesetter(roots=FOLDERS)


def _layout(name: str, paper: Paper) -> Layout:
    return find_layout(name, FOLDERS, paper)


@cache
def _section(name: str, career: str, paper: Paper, ink: Ink) -> Section:
    return typeset_section(
        LIBRARY.career(LIBRARY.find(career, Path())),
        layout=_layout(name, paper),
        variant=Variant(paper=paper, ink=ink),
        typesetter=_typesetter(),
    )


def test_the_family_is_whole() -> None:
    assert {layout.name for layout in LAYOUTS} == set(FLOOR_PT)


@every
def test_pages_paper_and_type_are_as_declared(
    name: str, career: str, paper: Paper, ink: Ink
) -> None:
    section = _section(name, career, paper, ink)
    declared = _layout(name, paper).file.pages
    assert section.warnings == ()
    assert set(section.receipt.left_out) <= {"way_in"}  # printed where there is room
    with pymupdf.open(stream=section.pdf) as document:
        assert declared is None or len(document) == declared
        size_mm = _layout(name, paper).file.size_mm(paper)
        size = tuple(round(mm / 25.4 * 72) for mm in size_mm)
        assert {(round(p.rect.width), round(p.rect.height)) for p in document} == {size}
        spans = [span["size"] for _, span in upright(document)]
        assert least_margin_pt(document) >= FIVE_MM
    assert min(spans) >= FLOOR_PT[name]


@every
def test_it_conforms_by_two_validators(
    name: str, career: str, paper: Paper, ink: Ink, tmp_path: Path
) -> None:
    pdf = _section(name, career, paper, ink).pdf
    assert_conforms(pdf, tmp_path)


@pytest.mark.parametrize(
    ("name", "career", "paper", "ink"), _marked(case for case in CASES if case[3] is Ink.COPIER)
)
def test_the_copier_gets_black_alone(
    name: str, career: str, paper: Paper, ink: Ink, tmp_path: Path
) -> None:
    file = tmp_path / "copier.pdf"
    file.write_bytes(_section(name, career, paper, ink).pdf)
    assert {tuple(page) for page in _colours_of(file)} == {(0, 0, 0)}
    assert colours_in(file.read_bytes()) == ()


def _colours_of(file: Path) -> list[list[float]]:
    """Give the cyan, magenta and yellow of each page, as Ghostscript counts them."""
    done = subprocess.run(
        ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [[float(n) for n in line.split()[:3]] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("name", ["two-sider", "large-print"])
@pytest.mark.parametrize("career", FOUR_IDS)
def test_the_full_forms_lose_no_word(name: str, career: str) -> None:
    profile = LIBRARY.career(LIBRARY.find(career, Path())).profile
    pdf = _section(name, career, Paper.LETTER, Ink.COLOR).pdf
    assert missing_in_order(pdf, said_by(profile)) == []


@pytest.mark.parametrize("career", FOUR_IDS)
def test_the_leaflet_loses_no_word_though_its_order_is_its_own(career: str) -> None:
    profile = LIBRARY.career(LIBRARY.find(career, Path())).profile
    text = painted(_section("leaflet", career, Paper.HALF_LETTER, Ink.COLOR).pdf)
    assert [said for said in said_by(profile) if squeeze(said) not in text] == []


@pytest.mark.parametrize("career", FOUR_IDS)
@pytest.mark.parametrize("paper", [Paper.HALF_LETTER, Paper.A5])
def test_the_pages_of_a_leaflet_are_full(career: str, paper: Paper) -> None:
    receipt = _section("leaflet", career, paper, Ink.COLOR).receipt
    assert receipt.pages == 4
    assert min(receipt.percent_by_page) >= 90
    assert min(receipt.percent_before_air) >= 80


@pytest.mark.parametrize("career", FOUR_IDS)
@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_large_print_does_not_end_on_a_nearly_empty_page(career: str, paper: Paper) -> None:
    assert _section("large-print", career, paper, Ink.COLOR).receipt.percent_by_page[-1] >= 30


@pytest.mark.parametrize("career", FOUR_IDS)
@pytest.mark.parametrize("paper", [Paper.TABLOID, Paper.A3])
def test_a_poster_is_read_from_two_metres(career: str, paper: Paper) -> None:
    """Letters from 24 pt, a code of 60 mm, and the page used to its foot."""
    section = _section("poster", career, paper, Ink.COLOR)
    with pymupdf.open(stream=section.pdf) as document:
        (page,) = document
        spans = [
            span
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            if span["text"].strip()
        ]
        foot = max(span["bbox"][3] for span in spans)
        black = [d["rect"] for d in page.get_drawings() if d["fill"] == (0, 0, 0)]
    small = [span["text"] for span in spans if 13.1 < span["size"] < 23.9]
    assert small == []
    assert max(span["size"] for span in spans) >= 60
    assert max(rect.width for rect in black) >= 60 / 25.4 * 72 - 0.5
    assert foot >= 0.94 * SIZE_MM[paper][1] / 25.4 * 72
    assert section.receipt.body_pt >= 24


@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
@pytest.mark.parametrize("ink", Ink)
def test_a_worksheet_to_fill_in_is_labelled_and_conforms(
    paper: Paper, ink: Ink, tmp_path: Path
) -> None:
    career = LIBRARY.career(LIBRARY.find("music-producer", Path()))
    pdf = typeset_section(
        career,
        layout=_layout("worksheet", paper),
        variant=Variant(paper=paper, ink=ink, is_fillable=True),
        typesetter=_typesetter(),
    ).pdf
    assert_conforms(pdf, tmp_path)
    with pymupdf.open(stream=pdf) as document:
        (page,) = document
        fields = [(field.field_type_string, field.field_label) for field in page.widgets()]
        tab_order = document.xref_get_key(page.xref, "Tabs")[1]
        where = [(field.rect.y0, field.rect.height) for field in page.widgets()]
        printed = squeeze(page.get_text())
    assert tab_order == "/S"
    assert {kind for kind, _ in fields} == {"Text"}
    labels = [label for _, label in fields]
    assert labels[:2] == ["My name", "Did it on"]
    assert len(set(labels)) == len(labels) == 13
    assert all(squeeze(label) in printed for label in labels)
    assert min(height for _, height in where) >= 7
    if ink is Ink.COPIER:
        file = tmp_path / "form.pdf"
        file.write_bytes(pdf)
        assert _colours_of(file) == [[0, 0, 0]]


def test_a_worksheet_says_nothing_that_the_handout_says_but_what_to_try() -> None:
    """It is to write on: lists and questions of the handout are not printed again."""
    profile = LIBRARY.career(LIBRARY.find("filmmaker", Path())).profile
    text = painted(_section("worksheet", "filmmaker", Paper.LETTER, Ink.COLOR).pdf)
    fit, words = profile.fit, FURNITURE["en"]
    handout = [
        *fit.your_thing_when,
        *fit.not_your_thing_when,
        *(words[f"question_{n}"] for n in (1, 2, 3)),
        profile.closing,
        profile.verdict.worth_a_look_if,
    ]
    assert [one for one in handout if squeeze(one) in text] == []
    assert squeeze(profile.try_it.text) in text
    for word in ("whom_to_ask", "ask_1", "what_to_find_out", "next_date", "change_my_mind"):
        assert squeeze(words[word]) in text


def test_four_careers_share_a_sheet_of_cards(tmp_path: Path) -> None:
    careers = [LIBRARY.career(LIBRARY.find(name, Path())) for name in FOUR_IDS]
    section = typeset_section(
        careers[0],
        others=tuple(careers[1:]),
        layout=_layout("card", Paper.LETTER),
        variant=Variant(),
        typesetter=_typesetter(),
    )
    assert_conforms(section.pdf, tmp_path)
    with pymupdf.open(stream=section.pdf) as document:
        (page,) = document
        quarters = [
            page.get_text(clip=pymupdf.Rect(x, y, x + 306, y + 396))
            for y in (0, 396)
            for x in (0, 306)
        ]
    for career, quarter in zip(careers, quarters, strict=True):
        assert career.profile.title in quarter
        assert squeeze(career.profile.verdict.maybe_not_if) in squeeze(quarter)
        assert all(squeeze(stage.title) in squeeze(quarter) for stage in career.profile.day.entries)


def test_each_card_has_the_colour_of_its_own_cluster() -> None:
    names = ("music-producer", "electrician", "registered-nurse", "chef")
    careers = [LIBRARY.career(LIBRARY.find(name, Path())) for name in names]
    section = typeset_section(
        careers[0],
        others=tuple(careers[1:]),
        layout=_layout("card", Paper.LETTER),
        variant=Variant(),
        typesetter=_typesetter(),
    )
    with pymupdf.open(stream=section.pdf) as document:
        pixels = document[0].get_pixmap(dpi=72)
        bands = [pixels.pixel(x + 22, y + 24) for y in (0, 396) for x in (0, 306)]
    for band, career in zip(bands, careers, strict=True):
        accent = [int(career.cluster.accent[n : n + 2], 16) for n in (1, 3, 5)]
        assert all(abs(a - b) <= 1 for a, b in zip(band, accent, strict=True))
    assert section.receipt.body_pt >= 10


@pytest.mark.parametrize("career", FOUR_IDS)
@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_a_card_is_read_at_arm_s_length(career: str, paper: Paper) -> None:
    section = _section("card", career, paper, Ink.COPIER)
    assert section.receipt.body_pt >= 10


@pytest.mark.parametrize("career", FOUR_IDS)
@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4, Paper.LEGAL])
def test_both_sides_of_a_sheet_are_full(career: str, paper: Paper) -> None:
    sides = _section("two-sider", career, paper, Ink.COLOR).receipt.percent_by_page
    assert len(sides) == 2
    assert min(sides) >= 75


@pytest.mark.parametrize("name", ["two-sider", "chapter"])
@pytest.mark.parametrize("career", FOUR_IDS)
def test_the_columns_of_both_sides_end_together(name: str, career: str) -> None:
    """What is left of air in a column is less than three lines."""
    laid = lay_out(
        LIBRARY.career(LIBRARY.find(career, Path())),
        layout=_layout(name, Paper.LETTER),
        variant=Variant(),
        typesetter=_typesetter(),
    )
    rooms = air_rooms(laid.typeset.boxes)
    assert max((room.spare_pt for room in rooms), default=0) < 3 * 1.4 * laid.receipt.body_pt


@pytest.mark.parametrize("career", ["farmer", "welder"])
def test_how_people_get_in_takes_no_pass_where_the_front_is_full(career: str) -> None:
    laid = lay_out(
        LIBRARY.career(LIBRARY.find(career, Path())),
        layout=_layout("two-sider", Paper.LETTER),
        variant=Variant(),
        typesetter=_typesetter(),
    )
    assert (laid.receipt.passes, laid.receipt.left_out) == (1, ())
    printing = [laid.typeset.sides_that_print([part]) for part in ("work", "way_in", "title")]
    assert printing == [{0}, {1}, {0, 1}]


@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
@pytest.mark.parametrize("count", [1, 4])
def test_a_table_sign_is_read_from_three_metres_on_both_faces(
    paper: Paper, count: int, tmp_path: Path
) -> None:
    """Capitals of a hundredth of the way: 30 mm for one career, 7 mm for each of four."""
    careers = [LIBRARY.career(LIBRARY.find(name, Path())) for name in FOUR_IDS[:count]]
    layout = _layout("table-sign", paper)
    section = typeset_section(
        careers[0],
        others=tuple(careers[1:]),
        layout=layout,
        variant=Variant(paper=paper, stand="B3"),
        typesetter=_typesetter(),
    )
    assert_conforms(section.pdf, tmp_path)
    fold = layout.file.size_mm(paper)[1] / 2 / 25.4 * 72
    with pymupdf.open(stream=section.pdf) as document:
        (page,) = document
        spans = [
            (span, line["dir"][0])
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            if span["text"].strip()
        ]
    assert {way for span, way in spans if span["bbox"][3] < fold} == {-1.0}
    assert {way for span, way in spans if span["bbox"][1] > fold} == {1.0}
    text = squeeze(" ".join(span["text"] for span, _ in spans))
    for career in careers:
        assert text.count(squeeze(career.profile.title)) == 2
    assert text.count(squeeze("Stand B3")) == 2
    titles = {span["size"] for span, _ in spans if "Serif" in span["font"]}
    assert min(titles) >= (84 if count == 1 else 32)


@pytest.mark.parametrize("career", FOUR_IDS)
def test_a_speaker_is_told_what_speaks_against_the_career(career: str) -> None:
    profile = LIBRARY.career(LIBRARY.find(career, Path())).profile
    text = painted(_section("speaker", career, Paper.LETTER, Ink.COLOR).pdf)
    told = [*profile.fit.not_your_thing_when, profile.verdict.maybe_not_if]
    assert [one for one in told if squeeze(one) not in text] == []
    assert squeeze(WORDS["en"]["speaker_promise_4"]) in text
