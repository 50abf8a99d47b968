"""How working time is spent, as horizontal bars."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from careerprint.profile.model import Share
from careerprint.view.charts.geometry import (
    BOLD,
    LINE,
    Box,
    Label,
    box_at,
    column_width,
    drawing_key,
    label_at,
    label_width,
    widest_word,
    wrap,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitBar:
    """One activity: its label's lines, its bar and the value at the bar's end."""

    lines: tuple[Label, ...]
    bar: Box
    value: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitChart:
    """How working time is spent, as horizontal bars from a common start."""

    width: float
    height: float
    size: float
    bars: tuple[SplitBar, ...]
    alt: str

    @property
    def key(self) -> str:
        """What tells its drawing apart from others in one document."""
        return drawing_key("split", self.alt)


def split_chart(
    shares: Sequence[Share],
    *,
    width: float,
    size: float,
    title: str,
    percent: Callable[[Decimal], str],
) -> SplitChart:
    """Draw the time split in a frame of ``width`` points with labels of ``size`` points.

    Labels take what they need up to 46 % of the width and wrap beyond that; the longest bar
    and its value take the rest. A word that is wider gets more, so that it is not broken; where
    it would leave too little for the bars, labels stand above them.
    """
    widest = max(widest_word(share.activity, size) for share in shares)
    if widest > _MOST_BESIDE * width:
        return _stacked(shares, width=width, size=size, title=title, percent=percent)
    wrapped = [wrap(share.activity, size, max(0.46 * width, widest)) for share in shares]
    column = max(column_width(lines, size) for lines in wrapped)
    start = column + 0.8 * size
    values = [percent(share.percent) for share in shares]
    room = width - start - 0.4 * size - column_width(values, size, BOLD)
    scale = room / float(max(share.percent for share in shares))
    bars, y = [], 0.0
    for share, lines, value in zip(shares, wrapped, values, strict=True):
        height = max(1.4 * size, (len(lines) * LINE + 0.26) * size)
        middle = y + height / 2
        length = float(share.percent) * scale
        first = middle - (len(lines) - 1) * LINE * size / 2 + 0.34 * size
        bars.append(
            SplitBar(
                lines=tuple(
                    label_at(line, column - label_width(line, size), first + n * LINE * size, size)
                    for n, line in enumerate(lines)
                ),
                bar=box_at(start, middle - 0.5 * size, length, size),
                value=label_at(
                    value, start + length + 0.4 * size, middle + 0.34 * size, size, BOLD
                ),
            )
        )
        y += height
    alt = _alt(title, shares, values)
    return SplitChart(width=width, height=round(y, 2), size=size, bars=tuple(bars), alt=alt)


_MOST_BESIDE: Final = 0.62
"""Of the width: what labels beside the bars may take for a long word's sake."""


def _alt(title: str, shares: Sequence[Share], values: Sequence[str]) -> str:
    said = "; ".join(f"{s.activity} {v}" for s, v in zip(shares, values, strict=True))
    return f"{title}: {said}."


def _stacked(
    shares: Sequence[Share],
    *,
    width: float,
    size: float,
    title: str,
    percent: Callable[[Decimal], str],
) -> SplitChart:
    """Draw the time split with its labels above the bars, each as wide as the frame."""
    values = [percent(share.percent) for share in shares]
    room = width - 0.4 * size - column_width(values, size, BOLD)
    scale = room / float(max(share.percent for share in shares))
    bars, y = [], 0.0
    for share, value in zip(shares, values, strict=True):
        lines = wrap(share.activity, size, width)
        bar_y, length = y + (len(lines) * LINE + 0.1) * size, float(share.percent) * scale
        bars.append(
            SplitBar(
                lines=tuple(
                    label_at(line, 0, y + (0.95 + n * LINE) * size, size)
                    for n, line in enumerate(lines)
                ),
                bar=box_at(0, bar_y, length, 1.04 * size),
                value=label_at(value, length + 0.4 * size, bar_y + 0.86 * size, size, BOLD),
            )
        )
        y = bar_y + 1.5 * size
    alt = _alt(title, shares, values)
    return SplitChart(width=width, height=round(y, 2), size=size, bars=tuple(bars), alt=alt)
