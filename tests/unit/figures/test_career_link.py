"""Where the code of a page leads, and what is said of one that leads nowhere in particular."""

from typing import Any

import pytest
from tests.conftest import CAREERS, small_profile

from careerprint.brand import Brand
from careerprint.figures.career_link import Leads, career_link
from careerprint.figures.tables import Tables
from careerprint.profile.library import Library
from careerprint.profile.model import Profile
from careerprint.reading.web_addresses import is_front_page
from careerprint.settings import Language, Variant

LIBRARY = Library((CAREERS,))
OWN_PAGE = "https://example.org/try/sound-walk"
ELECTRICIANS = "https://www.mynextmove.org/profile/summary/47-2111.00"
EDITORS = "https://www.bls.gov/ooh/media-and-communication/film-and-video-editors.htm"


def _leads(
    *,
    project: str | None = None,
    official: dict[str, str] | None = None,
    source: str = "https://www.bls.gov/oes/",
    link: str | None = None,
    language: Language = Language.ENGLISH,
) -> tuple[str, Leads] | None:
    values: dict[str, Any] = small_profile()
    values["try_it"].pop("url", None)
    values["sources"] = [{"id": one["id"], "name": "A table"} for one in values["sources"]]
    values["sources"][0]["url"] = source
    values |= {"official": official} if official else {}
    if project:
        values["try_it"]["url"] = project
    found = career_link(
        Profile.model_validate(values), "sample", language, Variant(brand=Brand(link=link))
    )
    return (found.url, found.leads) if found else None


EXACT = {"soc": "47-2111", "match": "exact"}


def test_a_school_s_own_page_of_the_career_comes_before_all() -> None:
    own = "https://school.example/careers/{career}"
    found = _leads(project=OWN_PAGE, official=EXACT, link=own)
    assert found == ("https://school.example/careers/sample", Leads.CAREER)


def test_then_the_project_s_own_page() -> None:
    link = "https://school.example/"
    assert _leads(project=OWN_PAGE, official=EXACT, link=link) == (OWN_PAGE, Leads.PROJECT)


def test_a_front_page_of_the_project_gives_way_to_the_occupation() -> None:
    front = "https://www.apprenticeship.gov/"
    assert _leads(project=front, official=EXACT) == (ELECTRICIANS, Leads.CAREER)


def test_the_occupation_s_page_is_spanish_for_a_spanish_page() -> None:
    found = _leads(official=EXACT, language=Language.SPANISH)
    url = "https://www.miproximopaso.org/profile/summary/47-2111.00"
    assert found == (url, Leads.CAREER)


def test_the_nearest_occupation_is_called_the_nearest() -> None:
    found = _leads(official={"soc": "47-2111", "match": "closest", "note": "Near."})
    assert found == (ELECTRICIANS, Leads.NEAREST)


def test_a_code_that_is_no_match_leads_to_a_source_s_own_page() -> None:
    found = _leads(official={"match": "none", "note": "None."}, source=EDITORS)
    assert found == (EDITORS, Leads.SOURCE)


def test_the_handbook_s_page_is_led_to_as_a_whole_and_others_as_they_are_named() -> None:
    none = {"match": "none", "note": "None."}
    assert _leads(official=none, source=f"{EDITORS}#tab-5") == (EDITORS, Leads.SOURCE)
    other = "https://www.example.org/trade/rules/page#pay"
    assert _leads(official=none, source=other) == (other, Leads.SOURCE)


def test_a_school_s_general_page_comes_before_front_pages() -> None:
    link = "https://school.example/"
    assert _leads(project="https://www.211.org/", link=link) == (link, Leads.SCHOOL)
    assert _leads(project="https://www.211.org/") == ("https://www.211.org/", Leads.PROJECT)


def test_every_career_of_the_library_leads_further_than_to_a_front_page() -> None:
    for name, profile in LIBRARY.profiles.items():
        found = career_link(profile, name, Language.ENGLISH, Variant())
        assert found is not None, name
        assert found.is_of_a_career, name
        for source in profile.sources:
            assert not (source.url and is_front_page(source.url)), name


def test_occupations_are_named_as_the_tables_name_them() -> None:
    """A residual code has several occupations and no page of its own."""
    assert Tables().interests_of_all("13-1199") is None
    assert _leads(official={"soc": "13-1199", "match": "exact"}, source=EDITORS) == (
        EDITORS,
        Leads.SOURCE,
    )


@pytest.mark.parametrize(
    ("url", "is_front"),
    [
        ("https://www.bls.gov", True),
        ("https://www.bls.gov/oes/", True),
        ("https://www.bls.gov/oes/home.htm", True),
        ("https://example.org/index.html", True),
        ("https://example.org/sound-walk", False),
        ("https://example.org/labor-statistics/", True),
        ("https://example.org/how-pilots-are-paid/", False),
        ("https://example.org/?career=47-2111", False),
        ("https://example.org/#/careers/electrician", False),
        (EDITORS, False),
    ],
)
def test_front_pages_are_told_from_pages(url: str, is_front: bool) -> None:
    assert is_front_page(url) is is_front
