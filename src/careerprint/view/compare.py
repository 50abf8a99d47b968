"""Careers side by side → coordinates to draw, and the sentence that says the same numbers.

Few labels and few shapes on purpose: this is set anew for every reader. Lengths are in points.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from careerprint.profile.model import Share
from careerprint.view.charts import (
    HOURS,
    LINE,
    SEMIBOLD,
    Box,
    Label,
    box_at,
    drawing_key,
    label_at,
    label_width,
    tick_places,
    wrap,
)

ROW_EM: Final = 2.9
LABEL_SHARE: Final = 0.27
"""The share of the width that the careers' names may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayFigures:
    """What a career pays in its first way: a full-time year's low, typical and high."""

    title: str
    low: Decimal | None
    typical: Decimal | None
    high: Decimal | None
    is_open: bool
    per: str
    said: str
    """The figures in words: $37.9K to $98.6K."""

    def yearly(self) -> tuple[float | None, float | None, float | None]:
        """Give the figures as those of a full-time year."""
        factor = HOURS[self.per]
        low, typical, high = (
            None if n is None else float(n) * factor for n in (self.low, self.typical, self.high)
        )
        return low, typical, high

    def ends(self) -> tuple[float, float]:
        """Give where its bar begins and ends."""
        given = [n for n in self.yearly() if n is not None]
        return min(given), max(given) * (1.08 if self.is_open else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRow:
    """One career's bar, its name, its figures, and where the typical pay is."""

    labels: tuple[Label, ...]
    value: Label
    bar: Box
    typical_x: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareChart:
    """Pay of several careers on one scale; ``start`` is where the scale begins."""

    width: float
    height: float
    size: float
    start: float
    axis_y: float
    rows: tuple[CompareRow, ...]
    tick_labels: tuple[Label, ...]
    alt: str

    @property
    def key(self) -> str:
        """What tells its drawing apart from others in one document."""
        return drawing_key("compare", self.alt)


def compare_chart(  # noqa: PLR0913 - the words of a chart are given, not made
    rows: Sequence[PayFigures],
    *,
    width: float,
    size: float,
    title: str,
    pays: str,
    reach: float,
    money: Callable[[Decimal], str],
) -> CompareChart:
    """Draw the pay of careers on a scale from zero to ``reach`` in dollars a year."""
    start = LABEL_SHARE * width
    ticks = tick_places(reach, width - start, size, money)
    scale = (width - start - 1) / max(reach, ticks[-1])
    drawn, y = [], 0.0
    for row in rows:
        first, last = row.ends()
        typical = row.yearly()[1]
        middle = y + 1.75 * size
        labels, height = _name(row.title, y, start, size)
        x = min(start + first * scale, width - label_width(row.said, size))
        drawn.append(
            CompareRow(
                labels=labels,
                value=label_at(
                    row.said, min(x, width - label_width(row.said, size)), y + size, size
                ),
                bar=box_at(x, middle - 0.3 * size, max(1.5, (last - first) * scale), 0.75 * size),
                typical_x=None if typical is None else round(start + typical * scale, 2),
            )
        )
        y += height
    texts = [money(Decimal(round(tick))) for tick in ticks]
    places = []
    for tick, text in zip(ticks, texts, strict=True):
        own = label_width(text, size)
        places.append(max(start, min(start + tick * scale - own / 2, width - own)))
    return CompareChart(
        width=width,
        height=round(y + 1.6 * size, 2),
        size=size,
        start=round(start, 2),
        axis_y=round(y, 2),
        rows=tuple(drawn),
        tick_labels=tuple(
            label_at(text, x, y + 1.3 * size, size) for text, x in zip(texts, places, strict=True)
        ),
        alt=f"{title}. {'; '.join(f'{row.title} {pays} {row.said}' for row in rows)}.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRow:
    """One career's week: its name, the pieces of its strip, the largest first, their names."""

    labels: tuple[Label, ...]
    caption: Label
    pieces: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripChart:
    """The weeks of several careers, each a strip of pieces."""

    width: float
    height: float
    size: float
    rows: tuple[StripRow, ...]
    alt: str

    @property
    def key(self) -> str:
        """What tells its drawing apart from others in one document."""
        return drawing_key("strips", self.alt)


def strip_chart(
    weeks: Sequence[tuple[str, Sequence[Share]]],
    *,
    width: float,
    size: float,
    title: str,
    percent: Callable[[Decimal], str],
) -> StripChart:
    """Draw the time split of careers as strips, the largest piece first and filled."""
    start = LABEL_SHARE * width
    drawn, y, said = [], 0.0, []
    for name, shares in weeks:
        ordered = sorted(shares, key=lambda share: -share.percent)
        words = [f"{share.activity} {percent(share.percent)}" for share in ordered]
        x, pieces = start, []
        for share in ordered:
            length = float(share.percent) / 100 * (width - start)
            pieces.append(box_at(x, y + 1.35 * size, max(0.5, length - 1), 0.95 * size))
            x += length
        labels, height = _name(name, y, start, size)
        caption = label_at(_largest(words, width - start, size), start, y + size, size)
        drawn.append(StripRow(labels=labels, caption=caption, pieces=tuple(pieces)))
        said.append(f"{name}: {', '.join(words)}")
        y += height
    return StripChart(
        width=width,
        height=round(y, 2),
        size=size,
        rows=tuple(drawn),
        alt=f"{title}. {'; '.join(said)}.",
    )


def _name(name: str, y: float, start: float, size: float) -> tuple[tuple[Label, ...], float]:
    """Give a career's name beside its row, on as many lines as it takes, and the row's height."""
    lines = wrap(name, size, start - size, SEMIBOLD)
    first = y + (2.1 if len(lines) == 1 else 1.35) * size
    labels = tuple(
        label_at(line, 0, first + n * LINE * size, size, SEMIBOLD) for n, line in enumerate(lines)
    )
    return labels, max(ROW_EM, 1 + len(lines) * LINE) * size


def _largest(words: Sequence[str], width: float, size: float) -> str:
    """Give as many of the largest activities as a line holds, at least one."""
    count = len(words)
    while count > 1 and label_width(" · ".join(words[:count]), size) > width:
        count -= 1
    return " · ".join(words[:count])
