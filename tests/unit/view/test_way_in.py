"""The way in, in words: spans of time and cost, and who says what."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from careerprint.profile.library import Library
from careerprint.profile.model import Profile, WayIn
from careerprint.resources import shipped
from careerprint.view.way_in import way_in_lines
from careerprint.view.wording import Wording

LIBRARY = Library((shipped("data") / "samples",))


def _profile(*steps: dict[str, Any], **more: Any) -> Profile:
    """Give the sample with other steps; a source is 'a' if a step names none."""
    career = LIBRARY.career(LIBRARY.find("extreme", Path()))
    written = [{"what": "Begin", "source": "a", **step} for step in steps]
    told = WayIn.model_validate({"steps": written, **more})
    return career.profile.model_copy(update={"way_in": told})


@pytest.mark.parametrize(
    ("span", "english", "spanish"),
    [
        ({"time": {"low": "4", "high": "5", "unit": "years"}}, "4–5 years", "4–5 años"),
        ({"time": {"low": "1", "high": "1", "unit": "years"}}, "1 year", "1 año"),
        ({"time": {"low": "1.5", "unit": "months"}}, "1.5 months or more", "1.5 meses o más"),
        ({"time": {"high": "2000", "unit": "hours"}}, "up to 2,000 hours", "hasta 2,000 horas"),
        ({"cost": {"low": "500", "high": "1250"}}, "$500–$1,250", "$500–$1,250"),
        (
            {"cost": {"high": "42.5", "per": "month"}},
            "up to $42.50 a month",
            "hasta $42.50 por mes",
        ),
        ({"cost": {"low": "0", "high": "0"}}, "no cost", "sin costo"),
        (
            {"time": {"low": "2", "high": "2", "unit": "weeks"}, "cost": {"low": "90"}},
            "2 weeks · from $90",
            "2 semanas · desde $90",
        ),
    ],
)
def test_spans_are_said_as_people_say_them(
    span: dict[str, Any], english: str, spanish: str
) -> None:
    profile = _profile(span)
    for language, wanted in (("en", english), ("es", spanish)):
        lines = way_in_lines(profile, Wording(language), is_addressed=False)
        assert lines is not None
        step = lines.steps[0]
        said = " · ".join(one.plain for one in (step.time, step.cost) if one)
        assert said.replace("\N{NO-BREAK SPACE}", " ") == wanted


def test_sources_name_their_steps_only_where_there_are_several() -> None:
    one = way_in_lines(_profile({}, {}), Wording(), is_addressed=False)
    assert one
    assert [(s.line.name.plain, s.steps) for s in one.sources] == [("A first source", "")]
    cost = {"low": "1", "high": "2", "source": "b"}
    two = way_in_lines(_profile({}, {"cost": cost}, {}), Wording(), is_addressed=False)
    steps = [s.steps.replace("\N{NO-BREAK SPACE}", " ") for s in two.sources] if two else []
    assert steps == ["steps 1, 2, 3", "step 2"]


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (4, 4), (5, 3), (8, 4)])
def test_more_than_four_steps_stand_in_two_rows(count: int, columns: int) -> None:
    lines = way_in_lines(_profile(*({} for _ in range(count))), Wording(), is_addressed=False)
    assert lines
    assert lines.columns == columns


def test_a_source_of_the_way_in_is_printed_with_it_and_nowhere_else() -> None:
    own = {"id": "c", "name": "A third source", "date": "2026"}
    profile = _profile({"source": "c"}, sources=[own])
    lines = way_in_lines(profile, Wording(), is_addressed=False)
    assert lines
    assert [one.line.name.plain for one in lines.sources] == ["A third source"]
    assert "c" not in [one.id for one in profile.sources]


def test_a_profile_that_tells_none_prints_none() -> None:
    profile = LIBRARY.career(LIBRARY.find("bare", Path())).profile
    assert way_in_lines(profile, Wording(), is_addressed=False) is None
    assert Wording().sum(Decimal(4150), "USD") == "$4,150"
