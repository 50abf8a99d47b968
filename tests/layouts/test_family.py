"""Every layout × career × paper × ink: its pages, its paper, its type, black for the copier."""

import subprocess
from functools import cache
from pathlib import Path

import pymupdf
import pytest
from tests.conformance import assert_conforms
from tests.conftest import CAREER_IDS, CAREERS
from tests.pdf_text import missing_in_order, said_by

from careerprint.profile.library import Library
from careerprint.render.layouts import Layout, all_layouts, find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import Section, typeset_section
from careerprint.resources import shipped
from careerprint.settings import SIZE_MM, Ink, Paper, Variant

LIBRARY = Library((CAREERS,))
FOLDERS = (shipped("layouts"),)
LAYOUTS = [
    layout
    for layout in all_layouts(FOLDERS)
    if layout.name != "one-pager" and layout.file.languages == 1
]
FLOOR_PT = {"card": 6.5, "large-print": 17.9, "poster": 11.9, "two-sider": 7.7, "worksheet": 7.7}
"""The smallest type of each layout: its small print, or a chart's labels."""
CASES = [
    (layout.name, career, paper, ink)
    for layout in LAYOUTS
    for career in CAREER_IDS
    for paper in layout.file.papers
    for ink in Ink
]
every = pytest.mark.parametrize(
    ("name", "career", "paper", "ink"), CASES, ids=["-".join(case) for case in CASES]
)


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
    assert section.receipt.left_out == ()
    with pymupdf.open(stream=section.pdf) as document:
        assert declared is None or len(document) == declared
        size = tuple(round(mm / 25.4 * 72) for mm in SIZE_MM[paper])
        assert {(round(p.rect.width), round(p.rect.height)) for p in document} == {size}
        spans = [
            span["size"]
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            if span["text"].strip()
        ]
        right = max(word[2] for page in document for word in page.get_text("words"))
        assert right <= size[0] - 14
    assert min(spans) >= FLOOR_PT[name]


@every
def test_it_conforms_by_two_validators(
    name: str, career: str, paper: Paper, ink: Ink, tmp_path: Path
) -> None:
    pdf = _section(name, career, paper, ink).pdf
    assert_conforms(pdf, tmp_path)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case[3] is Ink.COPIER], ids=lambda case: "-".join(case[:3])
)
def test_the_copier_gets_black_alone(case: tuple[str, str, Paper, Ink], tmp_path: Path) -> None:
    file = tmp_path / "copier.pdf"
    file.write_bytes(_section(*case).pdf)
    done = subprocess.run(
        ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    for line in done.stdout.splitlines():
        assert [float(n) for n in line.split()[:3]] == [0, 0, 0]


@pytest.mark.parametrize("name", ["two-sider", "large-print"])
@pytest.mark.parametrize("career", CAREER_IDS)
def test_the_full_forms_lose_no_word(name: str, career: str) -> None:
    profile = LIBRARY.career(LIBRARY.find(career, Path())).profile
    pdf = _section(name, career, Paper.LETTER, Ink.COLOR).pdf
    assert missing_in_order(pdf, said_by(profile)) == []


@pytest.mark.parametrize("career", CAREER_IDS)
@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_both_sides_of_a_sheet_are_full(career: str, paper: Paper) -> None:
    sides = _section("two-sider", career, paper, Ink.COLOR).receipt.percent_by_page
    assert len(sides) == 2
    assert min(sides) >= 75
