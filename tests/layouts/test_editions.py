"""Every edition × careers × paper × ink: as many pages as promised, all full, nothing twice."""

import io
from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path

import page as page_validation
import pikepdf
import pymupdf
import pytest
from _pytest.mark import ParameterSet
from tests.conformance import assert_conforms
from tests.conftest import CAREER_IDS
from tests.editions import (
    FOLDERS,
    TWELVE,
    careers,
    last_ink,
    made,
    press,
    sentences_twice,
)
from tests.greys import colours_in
from tests.pdf_text import painted, said_by, squeeze, way_in_said
from tests.structure import Tree, stray

from careerprint.booklet.edition import Edition
from careerprint.booklet.maker import Copy
from careerprint.render.layouts import find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import typeset_section
from careerprint.settings import SIZE_MM, Ink, Language, Paper, Variant

PAGES: dict[Edition, Callable[[int], int]] = {
    Edition.POCKET: lambda careers: 8 if careers == 1 else 4 * careers + 4,
    Edition.SHORT: lambda careers: careers + 4 + careers % 2,
    Edition.FULL: lambda careers: 2 * careers + 4,
}
LEAST_BODY_PT = {Edition.POCKET: 10.0, Edition.SHORT: 9.0, Edition.FULL: 10.0}
OWN = {Paper.LETTER: Paper.LETTER, Paper.A4: Paper.A4}
PAPERS = {
    Edition.POCKET: {Paper.LETTER: Paper.HALF_LETTER, Paper.A4: Paper.A5},
    Edition.SHORT: OWN,
    Edition.FULL: OWN,
}
COUNTS = (1, 2, 3, 4, 6, 8, 9, 12)
SOME = {True: (1, 4), False: (4,)}
"""The counts that are tried at once: on Letter and in English, and on A4 and in Spanish."""
TWO_IDS = ("electrician", "music-producer")
EDITIONS = tuple(PAGES)
every = pytest.mark.parametrize("edition", EDITIONS)


def _soon(is_soon: bool, *values: object) -> ParameterSet:
    """Give values of a test, for the longer proofs if it is not to be tried at once."""
    return pytest.param(*values, marks=() if is_soon else pytest.mark.prove)


@every
@pytest.mark.parametrize(
    ("count", "paper"),
    [
        _soon(count in SOME[paper is Paper.LETTER], count, paper)
        for count, paper in product(COUNTS, (Paper.LETTER, Paper.A4))
    ],
)
def test_pages_are_as_many_as_promised_all_full_and_none_is_blank(
    edition: Edition, count: int, paper: Paper
) -> None:
    pdf = made(edition, count, paper)
    with pymupdf.open(stream=pdf) as document:
        assert len(document) == PAGES[edition](count)
        size = tuple(round(mm / 25.4 * 72) for mm in SIZE_MM[PAPERS[edition][paper]])
        assert {(round(p.rect.width), round(p.rect.height)) for p in document} == {size}
    assert min(last_ink(pdf)) >= 79


@every
@pytest.mark.parametrize(
    ("count", "language"),
    [
        _soon(count in SOME[language is Language.ENGLISH], count, language)
        for count, language in product(COUNTS, Language)
    ],
)
def test_no_sentence_stands_twice(edition: Edition, count: int, language: Language) -> None:
    assert sentences_twice(made(edition, count, language=language)) == []


@every
@pytest.mark.parametrize(
    ("count", "ink"),
    [
        _soon((count == 4) is (ink is Ink.COPIER), count, ink)
        for count, ink in product((1, 4, 12), Ink)
    ],
)
def test_it_conforms_by_two_validators(
    edition: Edition, count: int, ink: Ink, tmp_path: Path
) -> None:
    pdf = made(edition, count, ink=ink)
    assert_conforms(pdf, tmp_path)
    profile = page_validation.ValidationProfile.PDF_A_2A
    report = page_validation.validate_pdf_bytes(pdf, profile=profile)
    assert [(f.rule_id, f.message) for f in report.failures] == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tree = Tree(opened)
        assert (tree.faults, stray(opened, tree)) == ([], [])
    assert ink is Ink.COLOR or colours_in(pdf) == ()


@every
@pytest.mark.parametrize("count", [_soon(count == 4, count) for count in (4, 12)])
def test_no_word_of_a_career_is_lost(edition: Edition, count: int) -> None:
    text = painted(made(edition, count))
    for career in careers(TWELVE[:count]):
        texts = [said for said in said_by(career.profile) if said != career.profile.try_it.url]
        assert [said for said in texts if squeeze(said) not in text] == []


@cache
def _typesetter() -> Typesetter:
    return Typesetter(roots=FOLDERS)


@every
@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
@pytest.mark.parametrize("name", [_soon(name in TWO_IDS, name) for name in CAREER_IDS])
def test_every_career_of_the_library_is_set_in_comfortable_type(
    edition: Edition, paper: Paper, name: str
) -> None:
    """And no page is under 60 % full of its text alone."""
    own = PAPERS[edition][paper]
    layout = find_layout(edition.value, FOLDERS, own)
    (career,) = careers((name,))
    section = typeset_section(
        career,
        layout=layout,
        variant=Variant(paper=own, is_bound=True),
        typesetter=_typesetter(),
    )
    receipt = section.receipt
    assert receipt.pages == layout.file.pages
    assert set(receipt.left_out) <= {"way_in"}
    assert receipt.body_pt >= LEAST_BODY_PT[edition]
    assert min(receipt.percent_before_air) >= 60
    text = painted(section.pdf)
    is_told = "way_in" in set(layout.file.if_room).difference(receipt.left_out)
    for said in way_in_said(career.profile):
        assert not is_told or squeeze(said) in text


@every
def test_a_career_begins_on_a_left_page_whose_number_counts_the_cover(edition: Edition) -> None:
    with pymupdf.open(stream=made(edition, 4)) as document:
        labels = [page.get_label() for page in document]
        assert labels == ["Cover", *map(str, range(2, len(document))), "Back cover"]
        for level, title, page in document.get_toc():
            if level == 1 and title in {c.profile.title for c in careers(TWELVE[:4])}:
                assert edition is Edition.SHORT or page % 2 == 0
                assert title in document[page - 1].get_text()


@every
@pytest.mark.parametrize("count", [2, 4, 6, 8])
def test_a_long_name_and_a_subtitle_keep_the_cover_on_its_page(
    edition: Edition, count: int
) -> None:
    own = press(edition, subtitle="Roads that are worth a look")
    name = "Maria Magdalena Ejemplo-Hohenstaufen de los Santos"
    (bound,) = own.make([Copy(careers=careers(TWELVE[:count]), recipient=name)])
    assert bound.pages == PAGES[edition](count)
