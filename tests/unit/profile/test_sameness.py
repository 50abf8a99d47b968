"""How alike careers read, counted; and the turns that a program can see, each warned of."""

from pathlib import Path

import pytest
import yaml
from tests.conftest import SAMPLES

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.profile.library import Library
from careerprint.profile.sameness import Measure, measured, same_splits
from careerprint.profile.style import day_has_a_break, opens_its_lines_anew, words_are_fit
from careerprint.reading.composer import compose
from careerprint.reading.documents import Draft

Capture = pytest.CaptureFixture[str]

_ALIKE = ("baker", "roofer", "tailor")


def _library(folder: Path, *, alike: bool) -> Library:
    base = compose((SAMPLES / "sparse.yaml").read_text(encoding="utf-8")).value
    assert isinstance(base, dict)
    for number, name in enumerate(_ALIKE):
        share = 60 if alike else 61 - number
        split = [{"activity": "One", "percent": share}, {"activity": "Two", "percent": 100 - share}]
        story = "You sit. You wait. AI now drafts the bill for the old shop."
        own = f"AI drafts a {name}'s bill. Nobody {name}s by night, {name} by day, or {name}s on."
        career = {
            **base,
            "title": name.title(),
            "work": {
                **base["work"],
                "story": story if alike else own,
                "time_split": split,
            },
        }
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(career), encoding="utf-8")
    return Library((folder,))


def _counts(library: Library) -> dict[str, Measure]:
    return {one.name: one for one in measured([library.load(path) for path in library.paths])}


def test_what_many_share_is_counted_and_shown(tmp_path: Path) -> None:
    counts = _counts(_library(tmp_path, alike=True))
    assert counts["splits in steps of five"].examples == _ALIKE
    assert counts["splits of the same shares"].count == 3
    assert counts["splits in descending order"].count == 3
    assert counts["stories that come to machines in their second half"].count == 3
    phrases = counts["phrases of four words that many share"]
    assert "ai now drafts the (3)" in phrases.examples


def test_what_each_says_in_its_own_way_is_not(tmp_path: Path) -> None:
    counts = _counts(_library(tmp_path, alike=False))
    assert counts["splits in steps of five"].examples == ("roofer",)
    assert counts["splits of the same shares"].count == 0
    assert counts["stories that come to machines in their second half"].count == 0


def test_a_split_of_another_career_is_warned_of_once_each(tmp_path: Path) -> None:
    library = _library(tmp_path, alike=True)
    found = list(same_splits([library.load(path) for path in library.paths]))
    assert [one.location.path.stem for one in found] == ["roofer", "tailor"]
    assert "baker.yaml divides its time into the same shares" in found[0].message
    library = _library(tmp_path, alike=False)
    assert not list(same_splits([library.load(path) for path in library.paths]))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The last mile stays\nwith you.", "is a worn turn"),
        ("A nineteen-year-old drops a pan.", "age or sex the point"),
        ("It is amazing.", "glamorizes"),
        ("The pan stays hot, and you with it.", ""),
    ],
)
def test_listed_words_are_found_with_what_is_wrong_with_them(text: str, fault: str) -> None:
    found = [one.message for one in words_are_fit(Draft({"summary": text}))]
    assert [fault in message for message in found] == ([True] if fault else [])


def test_a_list_of_wishes_is_marked() -> None:
    lines = ["they want quiet", "they need sleep", "they’d want thanks", "they count nails"]
    found = list(opens_its_lines_anew(Draft({"fit": {"not_your_thing_when": lines}})))
    assert [one.at for one in found] == [("fit", "not_your_thing_when")]
    lines[0] = "they go home at the first siren"
    assert not list(opens_its_lines_anew(Draft({"fit": {"not_your_thing_when": lines}})))


@pytest.mark.parametrize(
    ("last", "text", "is_marked"),
    [
        ("6:00 pm", "Lock up.", True),
        ("6:00 pm", "Lock up after a late lunch.", False),
        ("3:00 am", "Lock up.", True),
        ("3:30 pm", "Lock up.", False),
        ("6:00", "Lock up.", False),
    ],
)
def test_a_long_day_has_a_break(last: str, text: str, *, is_marked: bool) -> None:
    entries = [
        {"time": "9:00 am", "title": "Open", "text": "Unlock the restaurant."},
        {"time": last, "title": "Close", "text": text},
    ]
    assert bool(list(day_has_a_break(Draft({"day": {"entries": entries}})))) == is_marked


def test_check_counts_sameness(empty_folder: Path, capsys: Capture) -> None:
    _library(empty_folder, alike=True)
    assert run(["check", "--sameness", "."]) == ExitCode.OK
    assert "    3 of 3      splits in steps of five\n" in capsys.readouterr().out
    assert run(["check", "--sameness", "--json", "."]) == ExitCode.OK
    names = [one["name"] for one in yaml.safe_load(capsys.readouterr().out)]
    assert "days of five entries" in names
