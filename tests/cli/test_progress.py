"""No time left is told before there is a rate to tell it by."""

import pytest

from careerprint.cli.progress import Progress, Rate, duration
from careerprint.cli.terminal import LIVE


def _rate(*results: tuple[float, int]) -> float | None:
    rate = Rate()
    for at, count in results:
        for _ in range(count):
            rate.add(1, at)
    return rate.a_second()


def test_what_came_first_says_nothing_about_the_rate() -> None:
    assert _rate() is None
    assert _rate((25.0, 1)) is None
    assert _rate((25.0, 8), (25.1, 8)) is None  # one go of two workers
    assert _rate((25.0, 8), (26.0, 8)) is None  # too short
    assert _rate((25.0, 8), (40.0, 3)) is None  # too few


def test_the_rate_is_that_since_the_first_result() -> None:
    assert _rate((25.0, 8), (29.0, 8)) == pytest.approx(2.0)
    assert _rate((25.0, 8), (25.3, 8), (33.3, 16)) == pytest.approx(16 / 8.3)


def test_what_was_long_ago_is_forgotten() -> None:
    slow = tuple((float(at), 1) for at in range(0, 100, 10))
    fast = tuple((100 + at / 2, 1) for at in range(200))
    assert _rate(*slow, *fast) == pytest.approx(2.0, rel=0.1)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (37, "37 s"), (90, "2 min"), (5_400, "1.5 h")]
)
def test_a_time_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_slow_start_is_no_forecast(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of thirty after half a minute of starting: the others take a second or two."""
    now, shown = [100.0], list[str]()
    monkeypatch.setattr("careerprint.cli.progress.time.monotonic", lambda: now[0])
    monkeypatch.setattr("careerprint.cli.progress.sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(LIVE, "show", shown.append)
    progress = Progress(30, "booklets", is_shown=True)
    progress.skip(2)
    now[0] = 133.0
    progress.step(1)
    assert shown[-1].endswith("3 of 30 booklets")
    for _ in range(9):
        now[0] += 1.0
        progress.step(1)
    assert shown[-1].endswith("12 of 30 booklets, 1.0 a second, about 18 s left")
