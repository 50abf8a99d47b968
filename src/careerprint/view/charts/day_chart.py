"""A day on a line, to scale, and the column of times beside the day's text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from careerprint.profile.model import DayEntry
from careerprint.profile.values import ClockTime, parse_time
from careerprint.typefaces.letters import SPACES
from careerprint.view.charts.geometry import (
    LINE,
    SEMIBOLD,
    Box,
    Label,
    box_at,
    column_width,
    drawing_key,
    label_at,
    label_width,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPart:
    """What a stage takes of the chart: its time, its box; the place of the profile it is from."""

    at: str
    areas: tuple[Box, Box]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChart:
    """A day on a line, to scale: a box for each stage and the time at which it starts.

    The last box has no end and is drawn open. ``parts`` are what the stages take of the chart.
    """

    width: float
    height: float
    size: float
    stages: tuple[Box, ...]
    times: tuple[Label, ...]
    alt: str
    parts: tuple[DayPart, ...] = ()

    @property
    def key(self) -> str:
        """What tells its drawing apart from others in one document."""
        return drawing_key("day", self.alt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gutter:
    """The column of times beside a day's text, in points from the left.

    The times end at ``time_pt``; ``dot_pt`` and ``rail_pt`` are where a dot and the line
    through the dots begin; the text starts at ``text_pt``, ``gap_pt`` after the times.
    """

    time_pt: float
    dot_pt: float
    rail_pt: float
    text_pt: float
    gap_pt: float


def day_chart(entries: Sequence[DayEntry], *, width: float, size: float, title: str) -> DayChart:
    """Draw a day's stages to scale; times that would collide go to a line of their own."""
    times = [parse_time(entry.time) or ClockTime(entry.time, 0, False) for entry in entries]
    minutes = unwrapped_minutes(times)
    span = max(minutes[-1] - minutes[0], 1)
    tail = max(span / 12, min(60, span / 3))
    scale = width / (span + tail)
    starts = [(minute - minutes[0]) * scale for minute in minutes]
    ends = [*starts[1:], width]
    bar = 0.7 * size
    labels, rows = [], list[float]()
    for time, start in zip(_without_repeats(entries), starts, strict=True):
        wide = label_width(time, size, SEMIBOLD)
        x = min(start, width - wide)
        if rows and x < rows[0] <= min(x + _NUDGE * size, width - wide):
            x = rows[0]
        row = next((n for n, end in enumerate(rows) if end <= x), len(rows))
        rows[row : row + 1] = [x + wide + 0.5 * size]
        labels.append(label_at(time, x, bar + (1.05 + row * LINE) * size, size, SEMIBOLD))
    said = ", ".join(f"{entry.time} {entry.title}" for entry in entries)
    height = round(bar + (0.35 + len(rows) * LINE) * size, 2)
    return DayChart(
        width=width,
        height=height,
        size=size,
        stages=tuple(
            box_at(start, 0, max(end - start - 1.2, 0.6), bar)
            for start, end in zip(starts, ends, strict=True)
        ),
        times=tuple(labels),
        alt=f"{title}: {said}.",
        parts=tuple(
            DayPart(
                at=f"day.entries.{n}",
                areas=(
                    box_at(label.x, label.y - size, label.width, 1.2 * size),
                    box_at(start, 0, end - start, bar),
                ),
            )
            for n, (label, start, end) in enumerate(zip(labels, starts, ends, strict=True))
        ),
    )


_NUDGE: Final = 1.1
"""How far a time may stand to the right of its mark rather than on a line of its own, in em."""
_HALF: Final = re.compile(r"(?P<time>.*\d)\s*(?P<half>[ap])\.?m\.?", re.IGNORECASE)


def _without_repeats(entries: Sequence[DayEntry]) -> Iterator[str]:
    """Give the times as people note a day: am or pm where it begins, not at every time."""
    half = ""
    for entry in entries:
        said = _HALF.fullmatch(entry.time.translate(SPACES).strip())
        yield said["time"] if said and said["half"].lower() == half else entry.time
        half = said["half"].lower() if said else ""


def unwrapped_minutes(times: Sequence[ClockTime]) -> tuple[int, ...]:
    """Give minutes that only rise, from times as people write them.

    A time that may mean either half of the day takes the first that comes after the one
    before; the first of all takes the half that makes the whole day shorter.
    """
    first = times[0]
    starts = [first.minutes] if first.is_definite else [first.minutes % 720 + h for h in (0, 720)]
    runs: list[list[int]] = []
    for start in starts:
        run = [start]
        for time in times[1:]:
            period = 1440 if time.is_definite else 720
            run.append(run[-1] + (time.minutes - run[-1]) % period)
        runs.append(run)
    shortest = min(runs, key=lambda run: run[-1] - run[0])
    return tuple(shortest)


def gutter(entries: Sequence[DayEntry], *, size: float) -> Gutter:
    """Give the gutter that the widest time needs, in text of ``size`` points."""
    time = round(column_width([entry.time for entry in entries], size, SEMIBOLD) + 0.5, 2)
    return Gutter(
        time_pt=time,
        dot_pt=round(time + 3.2, 2),
        rail_pt=round(time + 5.5, 2),
        text_pt=round(time + 13, 2),
        gap_pt=13,
    )
