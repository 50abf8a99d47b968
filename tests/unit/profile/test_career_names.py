"""Careers are found by whatever people call them, and no name stands for two."""

from pathlib import Path

import pytest
import yaml
from tests.conftest import ROOT, translations

from careerprint.errors import ExitCode, InputError
from careerprint.profile.career_names import CareerNames, name_key
from careerprint.profile.library import Library, open_library
from careerprint.profile.other_names import shared_names
from careerprint.settings import read_settings

NAMES = CareerNames(
    {
        "registered-nurse": ("Registered Nurse", "Enfermería"),
        "hvac-technician": ("HVAC Technician",),
        "filmmaker": ("Filmmaker", "Cineasta"),
    },
    {
        "registered-nurse": ("nurse", "RN", "enfermero", "enfermera"),
        "hvac-technician": ("heating, ventilation, and air conditioning",),
        "filmmaker": ("movies", "director"),
    },
    {"flicks": "filmmaker", "director": "hvac-technician"},
)


@pytest.mark.parametrize(
    "text",
    [
        *("nurse", "NURSES", "a nurse", "The Nurse", "registered nurse", "registered-nurse"),
        *("Registered Nurses", "rn", "R.N.", "RNs", "enfermeria", "ENFERMERA", "las enfermeras"),
        *("enfermero/a", "enfermera(o)", "I want to be a nurse", "quiero ser enfermera"),
    ],
)
def test_case_accents_plurals_and_articles_do_not_count(text: str) -> None:
    assert NAMES.find(text) == ("registered-nurse",)


def test_an_alias_comes_before_another_name_and_after_a_title() -> None:
    assert NAMES.find("flicks") == ("filmmaker",)
    assert NAMES.find("director") == ("hvac-technician",)
    titled = CareerNames({"chef": ("Chef",)}, {}, {"Chef": "filmmaker"})
    assert titled.find("chef") == ("chef",)


def test_what_is_no_name_is_near_some_or_none() -> None:
    assert NAMES.find("nures") == ()
    assert NAMES.nearest("nures") == ("registered-nurse",)
    assert NAMES.nearest("nurse practitioner") == ("registered-nurse",)
    assert NAMES.hint("air technician") == "did you mean 'HVAC Technician'?"
    assert (NAMES.nearest("barista"), NAMES.hint("barista")) == ((), "")
    assert NAMES.nearest("nurse " * 20) == ()
    assert NAMES.misspelled("Filmmakr") == "filmmaker"
    assert NAMES.misspelled("film") == ""


def test_the_nearest_is_the_one_with_the_word_in_its_title() -> None:
    names = CareerNames(
        {"data": ("Data Scientist",), "civil": ("Civil Engineer",), "sound": ("Sound Designer",)},
        {"data": ("AI engineer",), "sound": ("audio engineer", "director")},
    )
    assert names.nearest("engineer") == ("civil", "data", "sound")
    assert names.misspelled("engineer") == ""  # “AI engineer” is 84 % of it, and no slip
    assert (names.nearest("AI enginer")[0], names.misspelled("AI enginer")) == ("data", "data")


def test_a_word_that_stands_for_something_else_is_no_slip(library: Library) -> None:
    names = library.names
    assert names.misspelled("doctor") == ""  # of director
    assert names.nearest("doctor")[0] == "registered-nurse"
    assert names.hint("barber") == "in the library there is of this field: 'Cosmetologist'"
    assert names.nearest("art")[0] == "graphic-designer"
    assert names.nearest("baker")[0] == "chef"
    assert names.nearest("soccer coach")[0] == "high-school-teacher"
    assert names.nearest("engineer")[0] == "mechanical-engineer"


def test_related_words_are_no_names_and_lead_to_careers(library: Library) -> None:
    text = (ROOT / "data" / "related_words.yaml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)["words"]
    words = [word for entry in entries for word in entry["say"]]
    assert [word for word in words if library.names.find(word)] == []
    keys = [name_key(word) for word in words]
    assert [word for word, key in zip(words, keys, strict=True) if keys.count(key) > 1] == []
    ids = {path.stem for path in library.paths}
    assert [name for entry in entries for name in entry["see"] if name not in ids] == []


@pytest.mark.parametrize("text", ["", "?", "—", "(a)", "/o"])
def test_what_has_no_letter_has_no_key(text: str) -> None:
    assert NAMES.find(text) == ()


@pytest.mark.parametrize("text", ["शिक्षक", "教師", "معلم"])
def test_other_scripts_are_names_too(text: str) -> None:
    assert name_key(text)
    assert CareerNames({"teacher": (text,)}).find(text) == ("teacher",)


# --- the library ------------------------------------------------------------------------------


def test_every_career_of_the_library_has_names_that_are_its_own(library: Library) -> None:
    loaded = tuple(library.load(path) for path in (*library.paths, *translations(library)))
    assert all(one.value is not None and len(one.value.also_known_as) >= 4 for one in loaded)
    assert [str(one) for one in shared_names(loaded, library.names)] == []


@pytest.mark.parametrize(
    ("word", "career"),
    [
        ("nurse", "registered-nurse"),
        ("vet", "veterinarian"),
        ("teacher", "elementary-teacher"),
        ("police", "police-officer"),
        ("video games", "software-developer"),
        ("cosmetology", "cosmetologist"),
        ("heating, ventilation and air conditioning", "hvac-technician"),
        ("productora musical", "music-producer"),
        ("truck drivers", "truck-driver"),
    ],
)
def test_the_words_of_schools_are_known(word: str, career: str, library: Library) -> None:
    assert library.names.find(word) == (career,)
    assert library.find(word, Path()).stem == career


def test_a_name_of_two_careers_is_an_error_unless_an_alias_settles_it(
    tmp_path: Path, library: Library
) -> None:
    own = tmp_path / "data" / "careers" / "high-school-teacher.yaml"
    own.parent.mkdir(parents=True)
    text = library.find("elementary-teacher", Path()).read_text(encoding="utf-8")
    text = text.replace("Elementary Teacher", "High School Teacher", 1)
    own.write_text(text.replace("also_known_as: [", "also_known_as: [chef, ", 1), encoding="utf-8")
    project = tmp_path / "careerprint.yaml"
    project.write_text("", encoding="utf-8")
    found = open_library(read_settings(tmp_path, start=tmp_path))
    said = [str(one) for one in shared_names((found.load(own),), found.names)]
    assert said[0].endswith("yaml:3:17: error: 'chef' is a name of chef too")
    assert any("'teacher' is a name of elementary-teacher too" in one for one in said)
    project.write_text("aliases:\n  teacher: High School Teacher\n", encoding="utf-8")
    found = open_library(read_settings(tmp_path, start=tmp_path))
    assert found.names.find("teachers") == ("high-school-teacher",)
    said = [str(one) for one in shared_names((found.load(own),), found.names)]
    assert not any("'teacher' is" in one for one in said)


def test_an_alias_that_stands_for_nothing_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "careerprint.yaml").write_text(
        "paper: letter\naliases:\n  games: sofware-developer\n  chef: welder\n  law: paralegal\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        open_library(read_settings(tmp_path, start=tmp_path))
    assert caught.value.exit_code is ExitCode.USAGE
    first, second = caught.value.diagnostics
    assert (first.location.line, first.location.column) == (3, 10)
    assert first.message == "there is no career 'sofware-developer' in the library"
    assert first.hint == "did you mean 'Software Developer'?"
    assert (second.location.line, second.message) == (4, "'chef' is the name of a career: chef")


def test_aliases_of_which_all_are_comments_are_none(tmp_path: Path) -> None:
    (tmp_path / "careerprint.yaml").write_text("aliases:\n  # law: paralegal\n", encoding="utf-8")
    assert read_settings(tmp_path, start=tmp_path).aliases == {}


def test_no_page_knows_the_other_names(library: Library) -> None:
    career = library.career(library.find("registered-nurse", Path()))
    assert career.profile.also_known_as == ()
