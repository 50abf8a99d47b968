"""Every layout for the press: conforms, has no flaw, and its plates are what they should be.

A Ghostscript of its own reads the plates; what we believe of our files does not enter.
"""

from functools import cache
from pathlib import Path

import page as page_validation
import pytest
from tests.conftest import CAREER_IDS, CAREERS, FOUR_IDS
from tests.pdf_text import painted
from tests.plates import plates

from careerprint.preflight.press_file import press_file
from careerprint.press.page_boxes import MM
from careerprint.press.press import Press
from careerprint.press.press_order import PressOrder
from careerprint.profile.library import Library
from careerprint.render.layouts import Layout, all_layouts, find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Ink, Language, Variant

LIBRARY = Library((CAREERS,))
FOLDERS = (shipped("layouts"),)
LAYOUTS = all_layouts(FOLDERS)
STANDARDS = (
    page_validation.ValidationProfile.PDF_UA_1,
    page_validation.ValidationProfile.PDF_A_2A,
)
SLUG_PT = (3.175 + 7) * MM


@cache
def _typesetter() -> Typesetter:
    return Typesetter(roots=FOLDERS)


@cache
def _press() -> Press:
    return Press(PressOrder())


@cache
def _screen(layout: str, career: str, ink: Ink = Ink.COLOR) -> bytes:
    known = next(one for one in LAYOUTS if one.name == layout)
    paper = next(iter(known.file.papers))
    languages = tuple(Language)[: known.file.languages]
    opened = find_layout(layout, FOLDERS, paper, languages=len(languages))
    first, *others = (
        LIBRARY.career(LIBRARY.find(career, Path()), language) for language in languages
    )
    section = typeset_section(
        first,
        layout=opened,
        variant=Variant(paper=paper, ink=ink, languages=languages),
        typesetter=_typesetter(),
        others=tuple(others),
    )
    return section.pdf


@cache
def _pressed(layout: str, career: str, ink: Ink = Ink.COLOR) -> bytes:
    made = press_file(_screen(layout, career, ink), _press())
    assert made.refusal is None
    assert [flaw.said for flaw in made.flaws if flaw.is_error] == []
    assert made.pdf is not None
    return made.pdf


def _assert_whole(layout: str, career: str) -> None:
    pdf = _pressed(layout, career)
    assert painted(pdf) == painted(_screen(layout, career)), "no word is lost, none out of order"
    for standard in STANDARDS:
        report = page_validation.validate_pdf_bytes(pdf, profile=standard)
        assert [(f.rule_id, f.message) for f in report.failures] == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.name)
def test_a_career_in_each_layout(layout: Layout) -> None:
    _assert_whole(layout.name, FOUR_IDS[0])


@pytest.mark.prove
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.name)
@pytest.mark.parametrize("career", CAREER_IDS)
def test_every_career_in_each_layout(career: str, layout: Layout, tmp_path: Path) -> None:
    _assert_whole(layout.name, career)
    for page in plates(_pressed(layout.name, career), tmp_path):
        assert page.most_ink_percent <= 300


def test_bands_of_the_one_pager_are_inked_to_the_edge_of_the_bleed(tmp_path: Path) -> None:
    (page,) = plates(_pressed("one-pager", "music-producer"), tmp_path, dpi=100)
    width, height = (612, 792)
    inside = page.at(SLUG_PT + 3, SLUG_PT + height - 40)
    assert sum(inside) > 255, "a dark band"
    bleed = 3.175 * MM - 1
    for x, y in ((-bleed, height - 40), (width + bleed, height - 40), (200, height + bleed)):
        assert page.at(SLUG_PT + x, SLUG_PT + y) == inside
    assert page.at(SLUG_PT - bleed - 2, SLUG_PT + height - 40) == (0, 0, 0, 0)
    assert page.most_ink_percent <= 300


def test_a_copiers_page_takes_black_ink_alone(tmp_path: Path) -> None:
    (page,) = plates(_pressed("one-pager", "chef", Ink.COPIER), tmp_path)
    edge = round(SLUG_PT)
    for ink in page.inks[:3]:
        inner = ink.crop((edge, edge, ink.width - edge, ink.height - edge))
        assert not inner.getbbox()
    assert page.inks[3].getbbox()
