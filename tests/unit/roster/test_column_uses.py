"""What the columns of a roster are taken for, and what a file says to have them read otherwise."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from careerprint.profile.career_names import CareerNames
from careerprint.roster.column_uses import ColumnUse, named_columns
from careerprint.roster.columns import Field
from careerprint.roster.roster import read_roster
from careerprint.roster.student import Student

NAMES = CareerNames({"chef": ("Chef",), "farmer": ("Farmer",)})
Own = dict[str, tuple[str, ...]]


def _read(path: Path, text: str, own: Own) -> tuple[tuple[ColumnUse, ...], list[Student]]:
    path.write_text(text, encoding="utf-8")
    seen = list[tuple[ColumnUse, ...]]()
    found = list(read_roster(path, names=NAMES, mapping=own, see=seen.append))
    return (seen[-1] if seen else ()), [one for one in found if isinstance(one, Student)]


def _taken(uses: tuple[ColumnUse, ...]) -> list[tuple[int, str, str]]:
    return [(one.number, one.field.value if one.field else "", one.by) for one in uses]


def test_each_column_says_what_it_was_taken_for_and_why(tmp_path: Path) -> None:
    text = "Name,,Sport,Plan,Name\nAna Ejemplo,,x,chef,y\n"
    uses, _ = _read(tmp_path / "a.csv", text, {"careers": ("Plan",), "email": ("Post",)})
    assert _taken(uses) == [
        (1, "name", "header"),
        (3, "", ""),
        (4, "careers", "named"),
        (5, "", "repeated"),
        (0, "email", "named"),
    ]
    assert tuple(ColumnUse.of(one.record) for one in uses) == uses


def test_a_header_that_is_not_enough_is_seen_too_but_no_row_that_may_be_a_student(
    tmp_path: Path,
) -> None:
    uses, _ = _read(tmp_path / "a.csv", "Name,Dream\nAna Ejemplo,chef\n", {})
    assert _taken(uses) == [(1, "name", "header"), (2, "", "")]
    assert _read(tmp_path / "a.csv", "Ana Ejemplo,chef\nBen Muster,chef\n", {})[0] == ()


CHOSEN: Mapping[
    str, tuple[str, Own, dict[int, Field | None], dict[str, tuple[str, ...] | None]]
] = {
    "nothing": ("Name,Careers\nAna Ejemplo,chef\n", {}, {}, {}),
    "what is missing": (
        "Name,Dream\nAna Ejemplo,chef\n",
        {},
        {2: Field.CAREERS},
        {"careers": ("Dream",)},
    ),
    "one that is not to be used": (
        "Name,State,Careers\nAna Ejemplo,tired,chef\n",
        {},
        {2: None},
        {"state": ()},
    ),
    "one of several": (
        "Name,Choice 1,Choice 2,Choice 3\nAna Ejemplo,chef,farmer,chef\n",
        {},
        {3: None},
        {"careers": ("Choice 1", "Choice 3")},
    ),
    "a guess, which else would go": (
        "Who are you? (name),Your career?,Your dream?\nAna Ejemplo,because,chef\n",
        {},
        {2: None, 3: Field.CAREERS},
        {"name": ("Who are you? (name)",), "careers": ("Your dream?",)},
    ),
    "what another roster had": (
        "Name,Careers\nAna Ejemplo,chef\n",
        {"careers": ("Beruf",), "email": ("Post",)},
        {2: Field.CAREERS},
        {"careers": ("Careers",), "email": None},
    ),
    "what is known, though another roster had other headers": (
        "Name,Choice 1,Choice 2\nAna Ejemplo,chef,farmer\n",
        {"name": ("Qui?",), "careers": ("Ofici",)},
        {},
        {"name": ("Name",), "careers": ("Choice 1", "Choice 2")},
    ),
    "surnames": (
        "Uno,Dos,Nombre,Carreras\nEjemplo,Muestra,Ana,chef\n",
        {},
        {1: Field.LAST, 2: Field.LAST},
        {"last": ("Uno", "Dos")},
    ),
}


@pytest.mark.parametrize("what", CHOSEN)
def test_what_is_named_is_what_is_read_then(what: str, tmp_path: Path) -> None:
    text, own, chosen, wanted = CHOSEN[what]
    uses, _ = _read(tmp_path / "a.csv", text, own)
    said = named_columns(uses, chosen)
    assert said == wanted
    then = {name: one for name, one in (own | said).items() if one is not None}
    again, students = _read(tmp_path / "a.csv", text, then)
    fields = {one.number: one.field for one in again}
    assert {number: fields[number] for number in chosen} == chosen
    assert all(one.number for one in again)
    assert [one.name for one in students] == [
        "Ana Ejemplo Muestra" if what == "surnames" else "Ana Ejemplo"
    ]
    assert named_columns(again, {}) == {}


def test_what_is_to_be_read_from_no_column_is_not_guessed(tmp_path: Path) -> None:
    text = "Your name,Username,Your career\nAna Ejemplo,ana@example.org,chef\n"
    assert _taken(_read(tmp_path / "a.csv", text, {})[0])[1] == (2, "email", "guess")
    uses, students = _read(tmp_path / "a.csv", text, {"email": ()})
    assert _taken(uses)[1] == (2, "", "")
    assert [one.email for one in students] == [""]
