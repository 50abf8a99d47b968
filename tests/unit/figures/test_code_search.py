"""Codes by word: official titles, O*NET's and the library's, the nearest first."""

import pytest

from careerprint.figures.code_search import find_codes, is_official_title, read_code
from careerprint.figures.tables import Tables
from careerprint.profile.library import Library


@pytest.mark.parametrize(
    ("words", "soc", "known_as"),
    [
        ("barista", "35-3023", "Baristas"),
        ("Plumer", "47-2152", "Plumber"),
        ("Glasier", "47-2121", ""),
        ("data science", "15-2051", ""),
        ("music producer", "27-4014", "Music Producer"),
        ("producción musical", "27-4014", "Producción musical"),
        ("nurses", "29-1141", ""),
        ("game designer", "15-1255", "Video Game Designers"),
    ],
)
def test_the_nearest_code_comes_first(
    words: str, soc: str, known_as: str, library: Library
) -> None:
    found = find_codes(words, Tables(), library)
    assert (found[0].soc, found[0].known_as) == (soc, known_as)
    assert len(found) <= 5


@pytest.mark.parametrize("words", ["", "of the", "qqqq", "…"])
def test_words_that_no_title_has_give_nothing(words: str, library: Library) -> None:
    assert find_codes(words, Tables(), library) == ()


@pytest.mark.parametrize("text", ["35-3023", "353023", "35-3023.01", " 35–3023 ", "35 3023"])
def test_a_code_is_read_as_people_have_it(text: str) -> None:
    assert read_code(text, Tables()) == "35-3023"


def test_what_is_no_code_is_not_read() -> None:
    assert read_code("35-302", Tables()) is None
    assert read_code("99-9999", Tables()) is None
    assert read_code("electricians", Tables()) == "47-2111"


@pytest.mark.parametrize(
    ("title", "official", "is_it"),
    [
        ("Electrician", "Electricians", True),
        ("Accountant", "Accountants and Auditors", True),
        ("Barista", "Fast Food and Counter Workers", False),
        ("Elementary Teacher", "Elementary School Teachers, Except Special Education", False),
    ],
)
def test_an_official_title_is_told_from_another(title: str, official: str, is_it: bool) -> None:
    assert is_official_title(title, official) is is_it
