"""A fair's file: what it may say, and what is told of what it may not."""

from pathlib import Path

import pytest
from tests.conftest import CAREERS

from careerprint.errors import InputError, UsageError
from careerprint.fair.fair_file import FairFile, read_fair
from careerprint.fair.fair_plan import FairPlan, plan_fair
from careerprint.figures.tables import Tables
from careerprint.profile.library import Library

LIBRARY = Library((CAREERS,))
TABLES = Tables(())


def read(text: str, folder: Path) -> tuple[FairFile, list[str]]:
    """Read a fair's file; gives it with its warnings."""
    path = folder / "fair.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = read_fair(path, LIBRARY)
    assert loaded.value is not None
    return loaded.value, [str(one) for one in loaded.diagnostics]


def refused(text: str, folder: Path) -> list[str]:
    """Give what is said of a file that cannot be used: place, message and hint."""
    with pytest.raises(InputError) as caught:
        read(text, folder)
    return [
        f"{one.location.line}:{one.location.column} {one.message} ({one.hint})"
        for one in caught.value.diagnostics
    ]


def planned(text: str, folder: Path) -> FairPlan:
    """Give the plan of a file."""
    return plan_fair(read(text, folder)[0], LIBRARY, TABLES)[0]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("visitors: 0\ncareers: all\n", 1, "must lie between 1 and 50,000"),
        ("visitors: 90000\ncareers: all\n", 1, "must lie between 1 and 50,000"),
        ("visitors: many\ncareers: all\n", 1, "must be a whole number, not 'many'"),
        ("visitors: 60.5\ncareers: all\n", 1, "must be a whole number, not '60.5'"),
        ("careers: all\ncopies: {sheets: ten}\n", 2, "must be a whole number, not 'ten'"),
        ("careers: all\ncopies: {sheets: -1}\n", 2, "must lie between 0 and 100,000"),
        ("careers: all\ncopies: {leaflets: 5}\n", 2, "there is no key 'leaflets'"),
        ("careers: all\ncopies_of: {chef: lots}\n", 2, "must be a whole number, not 'lots'"),
        ("careers: all\ncopies_of: {chief: 40}\n", 2, "there is no career 'chief'"),
        ("careers: [chef, wellder]\n", 1, "there is no career 'wellder'"),
        ("careers: []\n", 1, "the fair has no careers"),
        ("title: Fair\n", 1, "the fair has no careers"),
        ("stands:\n- stand: A1\n  careers: []\n", 2, "the stand A1 has no careers"),
        ("stands:\n- stand: A1\n", 2, "the stand A1 has no careers"),
        ("stands:\n- careers: [nobody-at-all]\n", 2, "there is no career 'nobody-at-all'"),
        (
            "stands:\n- {stand: 7, careers: [chef]}\n- {stand: 7, careers: [welder]}\n",
            3,
            "two stands are called 7",
        ),
        ("careers: [chef]\nlanguages: [en, fr]\n", 2, "cannot be 'fr'"),
        ("careers: [chef]\nlanguages: en, en\n", 2, "a language is named twice"),
        ("careers: [chef]\ncards: {up: 6}\n", 2, "no sheet has 6 cards"),
        ("careers: [chef]\ntables: 0\n", 2, "must lie between 1 and 200"),
        ("tables: 3\nstands:\n- careers: [chef]\n", 1, "contradict each other"),
        ("careers: [chef]\nprices: [{paper: letter, sheet: free}]\n", 2, "the price of a sheet"),
        ("careers: [{cluster: cooking}]\n", 1, "there is no cluster 'cooking'"),
    ],
)
def test_what_cannot_be_is_said_with_its_line(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    said = refused(text, tmp_path)
    assert any(words in one and one.startswith(f"{line}:") for one in said), said


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    said = refused("visitors: 0\ncareers: [chief]\ncopies: {cards: x}\nvisiters: 5\n", tmp_path)
    assert len(said) == 4


def test_a_career_that_is_there_twice_counts_once(tmp_path: Path) -> None:
    file, warnings = read("careers: [chef, welder, Chef]\n", tmp_path)
    assert [one for one in warnings if "'Chef' is there twice" in one]
    plan, _ = plan_fair(file, LIBRARY, TABLES)
    assert [path.stem for path in plan.careers] == ["welder", "chef"], "field by field"


def test_a_career_may_stand_at_two_stands(tmp_path: Path) -> None:
    plan = planned(
        "stands:\n- careers: [chef, welder]\n- careers: [welder]\n- careers: [welder, welder]\n",
        tmp_path,
    )
    welder = LIBRARY.find("welder", Path())
    assert plan.stands_of(welder) == ("A1", "A2", "A3")
    assert [path.stem for path in plan.careers] == ["chef", "welder"]


def test_tables_are_divided_evenly_and_numbered_by_row(tmp_path: Path) -> None:
    plan = planned("careers: all\ntables: 20\n", tmp_path)
    assert len(plan.stands) == 20
    least = len(LIBRARY.paths) // 20
    assert {len(stand.careers) for stand in plan.stands} <= {least, least + 1}
    assert sum(len(stand.careers) for stand in plan.stands) == len(LIBRARY.paths)
    assert [(row, len(numbers)) for row, numbers in plan.rows] == [("A", 7), ("B", 7), ("C", 6)]
    assert plan.rows[1][1][0] == "B1"


def test_more_tables_than_careers_are_one_each(tmp_path: Path) -> None:
    plan = planned("careers: [chef, welder]\ntables: 9\n", tmp_path)
    assert [len(stand.careers) for stand in plan.stands] == [1, 1]


def test_stands_of_ones_own_keep_their_numbers_and_rows(tmp_path: Path) -> None:
    plan = planned(
        "stands:\n"
        "- {stand: 12, row: North, careers: [chef]}\n"
        "- {careers: [welder], host: Ana Ejemplo}\n"
        "- {stand: S1, row: South, careers: [farmer]}\n"
        "careers: [chef, paralegal]\n",
        tmp_path,
    )
    assert plan.rows == (("North", ("12", "N1")), ("South", ("S1",)))
    assert plan.stands[1].host == "Ana Ejemplo"
    assert [path.stem for path in plan.unplaced] == ["paralegal"]


def test_a_hall_that_cannot_be_drawn_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"room for 28 rows, and these are {len(LIBRARY.paths)}"):
        planned("tables_a_row: 1\ncareers: all\n", tmp_path)
    stands = "".join(f"- {{row: A, careers: [{name}]}}\n" for name in ["chef"] * 13)
    assert "14:3 the row A has more than 12 stands" in refused(f"stands:\n{stands}", tmp_path)[0]
    assert (
        "'stand' has 5 characters"
        in refused("stands:\n- {stand: North, careers: [chef]}\n", tmp_path)[0]
    )


def test_rows_go_on_behind_the_alphabet(tmp_path: Path) -> None:
    text = "tables_a_row: 1\ntables: 25\ncareers: all\n"
    assert [row for row, _ in planned(text, tmp_path).rows][7:25:17] == ["H", "AA"]


def test_a_career_without_a_stand_is_told(tmp_path: Path) -> None:
    file, _ = read("careers: [chef, farmer]\nstands:\n- careers: [chef]\n", tmp_path)
    _, findings = plan_fair(file, LIBRARY, TABLES)
    assert [one.message for one in findings] == ["farmer has no stand"]
