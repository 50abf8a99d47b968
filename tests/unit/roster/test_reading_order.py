"""Names of persons in reading order: no letter changes, and nothing is turned round by a guess.

All persons are made up.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerprint.roster.cells import cleaned
from careerprint.roster.reading_order import read_name

CERTAIN = {
    "Sample, John, Jr.": ("John", "Sample, Jr.", "John Sample, Jr."),
    "Sample, Jr., Jack": ("Jack", "Sample, Jr.", "Jack Sample, Jr."),
    "Sample Jr., Jim": ("Jim", "Sample Jr.", "Jim Sample Jr."),
    "Sample III, Bo": ("Bo", "Sample III", "Bo Sample III"),
    "Sample, John Q III": ("John Q", "Sample III", "John Q Sample III"),
    "Bo Sample, Jr.": ("Bo", "Sample, Jr.", "Bo Sample, Jr."),
    "Bo Sample Jr.": ("Bo", "Sample Jr.", "Bo Sample Jr."),
    "Ana Ejemplo, PhD": ("Ana", "Ejemplo, PhD", "Ana Ejemplo, PhD"),
    "Sample, V": ("V", "Sample", "V Sample"),
    "Ii, Naoko": ("Naoko", "Ii", "Naoko Ii"),
    "SAMPLE, ANA MARÍA": ("ANA MARÍA", "SAMPLE", "ANA MARÍA SAMPLE"),
    "de la Cruz, Ana María": ("Ana María", "de la Cruz", "Ana María de la Cruz"),
    "Juan de la Cruz": ("Juan", "de la Cruz", "Juan de la Cruz"),
    "Ana Ejemplo y Muestra": ("Ana", "Ejemplo y Muestra", "Ana Ejemplo y Muestra"),
    "Ejemplo Muestra, Ana": ("Ana", "Ejemplo Muestra", "Ana Ejemplo Muestra"),
    "Van Sample": ("Van", "Sample", "Van Sample"),
    "O'Sample, Pat (Patty)": ("Pat", "O'Sample", "Pat (Patty) O'Sample"),
    "Sample, John (Jo, JJ)": ("John", "Sample", "John (Jo, JJ) Sample"),
    'John "Jo" Sample': ("John", "Sample", 'John "Jo" Sample'),
    "John Sample (Jo)": ("John", "Sample", "John Sample (Jo)"),
    "Sample, Bo2": ("Bo2", "Sample", "Bo2 Sample"),
    "True": ("", "True", "True"),
    "王小明": ("", "王小明", "王小明"),
    "王 小明": ("小明", "王", "王 小明"),
    "王, 小明": ("小明", "王", "王 小明"),
    "김 철수": ("철수", "김", "김 철수"),
    "Nguyễn Thị Ánh": ("Nguyễn Thị", "Ánh", "Nguyễn Thị Ánh"),
    "محمد عبد الله": ("محمد عبد", "الله", "محمد عبد الله"),
}
UNCERTAIN = [
    "Ana Ejemplo, 7A",
    "Ejemplo, Grade 7",
    "O'Brien, Jr.",
    "Sample, John, Quincy",
    "de la Cruz, Jr.",
    "Ana,",
]


@pytest.mark.parametrize("name", CERTAIN)
def test_a_name_is_put_in_reading_order(name: str) -> None:
    found = read_name(name)
    assert (found.first, found.last, found.whole) == CERTAIN[name]
    assert found.is_certain


@pytest.mark.parametrize("name", UNCERTAIN)
def test_a_name_that_cannot_be_told_stays_as_it_is(name: str) -> None:
    found = read_name(name)
    assert not found.is_certain
    assert (found.first, found.last, found.whole) == ("", name.strip(","), name.strip(","))


@pytest.mark.parametrize("sign", ["\u00a0", "\u2009", "\u200b \u200b", "  ", " \ufeff"])
def test_invisible_signs_part_no_other_names(sign: str) -> None:
    found = read_name(cleaned(f"Ejem\u00adplo,{sign}Ana{sign}María"))
    assert found.whole == "Ana María Ejemplo"


@given(st.text("aZñ王김م.'-\" (),Jr", max_size=30).map(cleaned))
def test_no_letter_is_lost_or_changed(name: str) -> None:
    def letters(text: str) -> list[str]:
        return sorted(text.replace(",", "").replace(" ", ""))

    assert letters(read_name(name).whole) == letters(name)


def test_no_repr_tells_who_it_is() -> None:
    assert "Ejemplo" not in repr(read_name("Ejemplo, Ana"))
