"""Interest codes and the careers that suit them: the published index, explained, without pay."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import small_profile

from careerprint.figures.matching import HEXAGON, best, congruence, parse_code
from careerprint.figures.tables import Tables
from careerprint.profile.library import Library
from careerprint.profile.model import Profile


@pytest.fixture(scope="module")
def profiles(library: Library) -> dict[str, Profile]:
    loaded = {path.stem: library.load(path).value for path in library.paths}
    return {name: profile for name, profile in loaded.items() if profile is not None}


@pytest.fixture
def tables(tmp_path: Path) -> Callable[..., Tables]:
    """Give tables of own interests: O*NET code → letters."""

    def write(**codes: str) -> Tables:
        rows = [f"{soc},{soc[:7]},x,{code},3" for soc, code in codes.items()]
        text = "\n".join(["onet_soc,soc,title,interest_code,job_zone", *rows, ""])
        (tmp_path / "onet-99.1-interests.csv").write_text(text, encoding="utf-8")
        return Tables(own_folders=(tmp_path,))

    return write


def _profile(title: str, soc: str | None) -> Profile:
    values: dict[str, Any] = small_profile() | {"title": title}
    values["official"] = {"match": "exact" if soc else "none"} | ({"soc": soc} if soc else {})
    return Profile.model_validate(values)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ASE", "ASE"),
        ("a-s / e", "ASE"),
        ("R", "R"),
        ("Artistic, Social", "AS"),
        ("Artístico; Emprendedor; Convencional", "AEC"),
        ("Investigador", "I"),
        ("", None),
        ("AA", None),
        ("ASEC", None),
        ("AX", None),
        ("Art", None),
        ("likes dogs", None),
    ],
)
def test_codes_are_read_as_people_write_them(text: str, code: str | None) -> None:
    assert parse_code(text) == code


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [
        ("RIA", "RIA", 18),
        ("RIA", "SEC", 0),
        ("RIA", "IRA", 3 * 2 + 2 * 2 + 3),
        ("ASE", "ESA", 3 * 1 + 2 * 3 + 1),
        ("CRI", "RCS", 3 * 2 + 2 * 2 + 1),
    ],
)
def test_three_letters_give_the_published_index(one: str, other: str, index: int) -> None:
    """Bounds as Brown and Gore give them, 0 and 18; the others worked out by hand."""
    assert congruence(one, other) == index / 18
    assert congruence(other, one) == index / 18


def test_shorter_codes_are_compared_as_far_as_they_go() -> None:
    assert congruence("A", "ASE") == 1
    assert congruence("AS", "ASE") == 1
    assert congruence("ASE", "AS") == (9 + 6 + 1.5) / 18
    assert congruence("ASE", "ASE") > congruence("ASE", "AS") > congruence("ASE", "ASI")


def test_a_letter_drawn_by_chance_scores_a_half() -> None:
    assert sum(congruence("A", letter) for letter in HEXAGON) / 6 == 0.5


def test_the_best_of_the_library_with_their_reasons(profiles: dict[str, Profile]) -> None:
    nurse, dental, *_ = best("SIC", profiles, 3)
    assert (nurse.id, nurse.score) == ("registered-nurse", 1)
    assert nurse.reason == "your S, I and C are its first, second and third letters"
    assert dental.id == "physical-therapist"
    assert dental.reason == "your S and I are its first and second letters"
    (artist,) = best("A", profiles, 1)
    assert (artist.id, artist.reason) == ("filmmaker", "your A is its first letter")


def test_equals_are_in_the_order_of_their_titles(tables: Callable[..., Tables]) -> None:
    """Whatever they pay and whatever their ids are: a chief executive comes after a cook."""
    profiles = {
        "a": _profile("Zookeeper", "11-1011"),
        "b": _profile("actor", "35-2014"),
        "c": _profile("Baker", "51-3011"),
    }
    codes = {"11-1011.00": "ASE", "35-2014.00": "ASE", "51-3011.00": "ASE"}
    assert [one.id for one in best("ASE", profiles, 9, tables(**codes))] == ["b", "c", "a"]


def test_careers_without_a_code_are_left_out(tables: Callable[..., Tables]) -> None:
    profiles = {
        "whole": _profile("Whole", "11-1011"),
        "only": _profile("Only part", "15-2099"),
        "parts": _profile("Parts", "15-1299"),
        "absent": _profile("Absent", "99-9999"),
        "none": _profile("None", None),
    }
    found = tables(
        **{
            "11-1011.00": "EC",
            "11-1011.03": "SIA",
            "15-2099.01": "IR",
            "15-1299.01": "CI",
            "15-1299.02": "RA",
        }
    )
    assert {one.id for one in best("SIA", profiles, 9, found)} == {"whole", "only"}
    assert best("SIA", profiles, 1, found)[0].score == (3 * 2 + 2 * 1 + 1.5) / 18  # its .00, EC


@pytest.mark.parametrize(
    ("code", "career", "reason"),
    [
        ("RA", "AR", "your R and A are its second and first letters"),
        ("RA", "IAS", "your A is its second letter"),
        ("R", "CEI", "your R is next to its C, and it has none of your letters"),
        ("R", "AE", "your R is two steps from its A, and it has none of your letters"),
        ("R", "S", "your R is opposite its S, and it has none of your letters"),
    ],
)
def test_the_reason_is_in_plain_words(
    code: str, career: str, reason: str, tables: Callable[..., Tables]
) -> None:
    profiles = {"one": _profile("One", "11-1011")}
    (match,) = best(code, profiles, 1, tables(**{"11-1011.00": career}))
    assert match.reason == reason


def test_a_text_that_is_no_code_is_refused(profiles: dict[str, Profile]) -> None:
    with pytest.raises(ValueError, match="one to three"):
        best("XYZ", profiles, 3)
