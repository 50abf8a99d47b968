"""The careers of a cell: in any list, in any words, and no name torn."""

import pytest

from careerprint.profile.career_names import CareerNames
from careerprint.roster.choices import Choices, Unread
from careerprint.roster.unknown_words import UnknownWords, alias_lines

NAMES = CareerNames(
    {
        "nurse": ("Registered Nurse",),
        "chef": ("Chef",),
        "hvac": ("HVAC Technician",),
        "lawyer": ("Lawyer, Judge, and Related",),
        "film": ("Film & Video",),
        "actor": ("Actor/Actress",),
        "level": ("Level 2. Operator",),
    },
    {"nurse": ("nurse", "enfermera"), "hvac": ("heating and cooling",), "chef": ("cocinero",)},
)


def _read(text: str) -> list[str]:
    """Give what a cell names: ids, and unknown words in brackets."""
    found = Choices(NAMES).read(text)
    return [f"[{one.word}]" if isinstance(one, Unread) else one for one in found]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "nurse; chef",
            "nurse, chef",
            "nurse/chef",
            "nurse / chef",
            "nurse & chef",
            "nurse + chef",
        ),
        *("nurse and chef", "Nurse AND Chef", "nurse or chef", "enfermera y cocinero"),
        *("1. nurse 2. chef", "1) nurse 2) chef", "1: nurse; 2: chef", "#1. nurse #2. chef"),
        *("(1) nurse (2) chef", "1.nurse 2.chef", "1.) nurse, 2.) chef", "- nurse\n- chef"),
        *(
            "• nurse • chef",
            "nurse|chef",
            "nurse\r\nchef",
            "the nurses, and a chef",
            "nurse,,chef;",
        ),
    ],
)
def test_however_a_list_is_written(text: str) -> None:
    assert _read(text) == ["nurse", "chef"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("heating and cooling", ["hvac"]),
        ("heating and cooling and nurse", ["hvac", "nurse"]),
        ("chef, lawyer, judge and related, nurse", ["chef", "lawyer", "nurse"]),
        ("Film & Video & chef", ["film", "chef"]),
        ("film and video", ["film"]),
        ("actor/actress/nurse", ["actor", "nurse"]),
        ("level 2. operator", ["level"]),
        ("enfermera/o", ["nurse"]),
    ],
)
def test_no_name_is_torn(text: str, found: list[str]) -> None:
    assert _read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("food and beverage", ["[food and beverage]"]),  # nothing in it is known
        ("arts & crafts; nurse", ["[arts & crafts]", "nurse"]),
        ("nurse and barista", ["nurse", "[barista]"]),
        ("barista or chef or pilot", ["[barista]", "chef", "[pilot]"]),
        ("n/a", ["[n/a]"]),
        ("?", ["[?]"]),
        ("", []),
        ("  ;, ", []),
    ],
)
def test_what_is_not_known_stays_whole_if_nothing_in_it_is(text: str, found: list[str]) -> None:
    assert _read(text) == found


def test_the_position_of_an_unknown_choice_counts_choices() -> None:
    (unread,) = (one for one in Choices(NAMES).read("chef; pilot") if isinstance(one, Unread))
    assert unread.fault.message == "number 2 of this cell ('pilot') is no career of the library"


def test_careers_of_the_field_are_told_where_no_spelling_is_near() -> None:
    choices = Choices(NAMES, lambda word: ("nurse", "chef") if word == "pilot" else ())
    (pilot,) = choices.read("pilot")
    assert isinstance(pilot, Unread)
    assert pilot.nearest == ("nurse", "chef")
    assert pilot.fault.hint == "in the library there is of this field: 'Registered Nurse', 'Chef'"


def test_unknown_words_are_counted_and_explained() -> None:
    unknown = UnknownWords()
    for text in ("pilot", "cheff", "Pilots", "idk", "HVAC: tech", "ana@example.org", "x" * 50):
        for one in Choices(NAMES).read(text):
            assert isinstance(one, Unread)
            unknown.add(one)
    words = unknown.found()
    assert [(one.word, one.count) for one in words] == [
        ("pilot", 2),
        ("cheff", 1),
        ("HVAC: tech", 1),
        ("idk", 1),
        (f"{'x' * 40}…", 1),
    ]
    assert list(alias_lines(words)) == [
        "aliases:",
        "  # pilot: CAREER",
        "  cheff: chef",
        '  # "HVAC: tech": hvac',
    ]
