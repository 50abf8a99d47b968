"""The whole library on the two full forms: every career fits, whole, within the floor sizes."""

from functools import cache
from itertools import product
from pathlib import Path

import pytest
from tests.conftest import CAREER_IDS, CAREERS
from tests.pdf_text import painted, said_by, squeeze, way_in_said

from careerprint.profile.library import Library
from careerprint.render.inspection import Limits, faults_on
from careerprint.render.layouts import all_layouts, find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import lay_out
from careerprint.resources import shipped
from careerprint.settings import Ink, Language, Paper, Variant

FOLDERS = (shipped("layouts"),)
LIBRARY = Library((CAREERS,))
QUICK = ("one-pager", Paper.LETTER, Ink.COLOR, Language.ENGLISH)
FORMS = [
    pytest.param(*form, marks=() if form == QUICK else pytest.mark.prove)
    for form in product(("one-pager", "two-sider"), (Paper.LETTER, Paper.A4), Ink, Language)
]


LEAST_PT = {
    ("one-pager", Ink.COLOR, Language.ENGLISH): 9.0,
    ("one-pager", Ink.COPIER, Language.ENGLISH): 8.8,
    ("one-pager", Ink.COLOR, Language.SPANISH): 8.5,
    ("one-pager", Ink.COPIER, Language.SPANISH): 8.5,
    ("two-sider", Ink.COLOR, Language.ENGLISH): 10.0,
    ("two-sider", Ink.COPIER, Language.ENGLISH): 10.0,
    ("two-sider", Ink.COLOR, Language.SPANISH): 9.4,
    ("two-sider", Ink.COPIER, Language.SPANISH): 9.3,
}
"""The smallest body text that any career comes out at."""


@cache
def _typesetter() -> Typesetter:
    return Typesetter(roots=FOLDERS)


@pytest.mark.parametrize("career", CAREER_IDS)
@pytest.mark.parametrize(("name", "paper", "ink", "language"), FORMS)
def test_it_fits_whole(career: str, name: str, paper: Paper, ink: Ink, language: Language) -> None:
    layout = find_layout(name, FOLDERS, paper)
    one = LIBRARY.career(LIBRARY.find(career, Path()), language)
    variant = Variant(paper=paper, ink=ink, languages=(language,))
    laid = lay_out(one, layout=layout, variant=variant, typesetter=_typesetter())
    receipt = laid.receipt
    assert laid.typeset.warnings == ()
    assert set(receipt.left_out) <= {"way_in"}  # which may cost neither size nor pages
    assert receipt.pages == layout.file.pages
    assert receipt.body_pt >= LEAST_PT[name, ink, language]
    limits = Limits(floor_pt=layout.file.floor_pt)
    assert [*faults_on(laid.page, laid.typeset.boxes, limits)] == []
    text = painted(laid.typeset.write(is_grey=ink is Ink.COPIER))
    if ink is Ink.COLOR:  # the copier's page has addresses in words among its texts
        is_told = "way_in" in set(layout.file.if_room).difference(receipt.left_out)
        told = way_in_said(one.profile) if is_told else ()
        texts = [*said_by(one.profile, language), *told]
        assert [said for said in texts if squeeze(said) not in text] == []


@pytest.mark.prove
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("name", "paper", "languages"),
    [
        (one.name, paper, one.file.languages)
        for one in all_layouts(FOLDERS)
        for paper in one.file.papers
    ],
)
def test_every_career_is_printed_in_each_layout(
    name: str, paper: Paper, languages: int, language: Language
) -> None:
    beside = [other for other in Language if other is not language][: languages - 1]
    layout = find_layout(name, FOLDERS, paper, languages=languages)
    variant = Variant(paper=paper, languages=(language, *beside))
    for career in CAREER_IDS:
        path = LIBRARY.find(career, Path())
        one, *others = (LIBRARY.career(path, said) for said in variant.languages)
        laid = lay_out(
            one, layout=layout, variant=variant, typesetter=_typesetter(), others=tuple(others)
        )
        assert laid.typeset.warnings == ()
        assert set(laid.receipt.left_out) <= {"way_in"}
