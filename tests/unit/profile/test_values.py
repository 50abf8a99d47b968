"""Times, dates, numbers and addresses, as people write them."""

import pytest

from careerprint.profile.rules import day_runs_forward
from careerprint.profile.values import ClockTime, parse_date, parse_number, parse_time
from careerprint.reading.documents import Draft
from careerprint.view.charts.day_chart import unwrapped_minutes


@pytest.mark.parametrize(
    ("text", "minutes", "is_definite"),
    [
        ("11:00", 660, False),
        ("3:00", 180, False),
        ("3:00 pm", 900, True),
        ("9 am", 540, True),
        ("12:30", 750, False),
        ("12:15 am", 15, True),
        ("12:00 PM", 720, True),
        ("15:00", 900, True),
        ("0:30", 30, True),
        ("6:30 p.m.", 1110, True),
    ],
)
def test_a_time_is_read(text: str, minutes: int, is_definite: bool) -> None:
    assert parse_time(text) == ClockTime(text, minutes, is_definite)


@pytest.mark.parametrize("text", ["9", "25:00", "9:60", "13:00 pm", "0:30 am", "noon", "", "9:5"])
def test_no_time_is_refused(text: str) -> None:
    assert parse_time(text) is None


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2026", ((2026, 0, 0),)),
        ("2026-06", ((2026, 6, 0),)),
        ("2024-02-29", ((2024, 2, 29),)),
        ("2025/2026", ((2025, 0, 0), (2026, 0, 0))),
    ],
)
def test_a_date_is_read(text: str, dates: tuple[tuple[int, int, int], ...]) -> None:
    assert parse_date(text) == dates


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2026-00",
        "2026-6",
        "2026-02-30",
        "2025-02-29",
        "2026/2025",
        "26",
        "2026-06-31",
        "1/2/3",
        "",
    ],
)
def test_no_date_is_refused(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text", ["1e5", "nan", "inf", "1_000", "1,000", "$5", "", "٣", " 5 %", None]
)
def test_no_number_is_refused(text: str | None) -> None:
    assert parse_number(text) is None


def _day(*times: str) -> list[str]:
    draft = Draft({"day": {"entries": [{"time": time} for time in times]}})
    return [finding.message for finding in day_runs_forward(draft)]


@pytest.mark.parametrize(
    "times",
    [
        ("11:00", "12:30", "3:00", "5:00", "6:00"),
        ("10:00 pm", "2:00 am", "6:00 am"),
        ("15:00", "23:30", "0:15"),
        ("7:00 am", "7:00 pm", "6:30 am"),
        ("9:00 am", "9:00 am"),
    ],
)
def test_a_day_may_run_past_midnight_once(times: tuple[str, ...]) -> None:
    assert _day(*times) == []


@pytest.mark.parametrize(
    "times",
    [("3:00 pm", "2:00 pm"), ("8:00 am", "3:00 pm", "2:00 pm", "5:00 pm"), ("15:00", "14:00")],
)
def test_a_step_back_is_found(times: tuple[str, ...]) -> None:
    assert len(_day(*times)) == 1


@pytest.mark.parametrize(
    ("times", "minutes"),
    [
        (("11:00", "12:30", "3:00", "6:00"), (660, 750, 900, 1080)),
        (("10:00 pm", "2:00 am"), (1320, 1560)),
        (("9:00", "5:00"), (540, 1020)),
        (("6:30", "3:00 pm"), (390, 900)),
    ],
)
def test_minutes_only_rise(times: tuple[str, ...], minutes: tuple[int, ...]) -> None:
    clock = [parse_time(time) for time in times]
    assert unwrapped_minutes([time for time in clock if time]) == minutes
