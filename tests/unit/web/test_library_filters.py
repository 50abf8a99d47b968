"""What the library is filtered by, as the official tables have it."""

from dataclasses import replace

import pytest

from careerprint.figures.tables import Tables
from careerprint.profile.library import Library
from careerprint.profile.model import Profile
from careerprint.resources import shipped
from careerprint.settings import Language
from careerprint.web.library_filters import Occupation, filters, occupation

TABLES = Tables()


@pytest.fixture
def chef() -> Profile:
    careers = shipped("data") / "careers"
    found = Library((careers,)).load(careers / "chef.yaml").value
    assert found
    return found


def test_a_career_has_what_its_quick_facts_have(chef: Profile) -> None:
    assert occupation(chef, TABLES) == Occupation(pay="1", education="1", interests="ER")


def test_a_career_without_a_code_has_nothing(chef: Profile) -> None:
    assert occupation(chef.model_copy(update={"official": None}), TABLES) == Occupation()


def test_options_are_counted_and_those_that_nobody_has_are_left_out() -> None:
    some = Occupation(pay="0", education="1", interests="ER")
    had = [some, replace(some, pay="3", interests="RC"), Occupation()]
    pay, education, interest = filters(had, TABLES, Language.SPANISH)
    assert pay.options == (("0", "< $50,000", 1), ("3", "≥ $90,000", 1))
    assert education.options == (("1", "Diploma de preparatoria (high school)", 2),)
    assert interest.options == (
        ("R", "Realista", 2),
        ("E", "Emprendedor", 1),
        ("C", "Convencional", 1),
    )
    assert "OEWS" in pay.source
    assert filters([Occupation()], TABLES, Language.ENGLISH) == ()
