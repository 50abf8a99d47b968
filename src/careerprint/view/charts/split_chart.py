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
    strip_at,
    widest_word,
    wrap,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitBar:
    """One activity: its label's lines, its bar and the value at the bar's end.

    ``at`` is the place of the profile that it is from, ``areas`` what it takes of the chart.
    """

    lines: tuple[Label, ...]
    bar: Box
    value: Label
    at: str = ""
    areas: tuple[Box, ...] = ()


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


_MOST_BESIDE: Final = 0.62
"""Of the width: what labels beside the bars may take for a long word's sake."""


def share_at(number: int) -> str:
    """Give the place of a profile's share of the time, from 0."""
    return f"work.time_split.{number}"


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
    it would leave too little for the bars, its label stands above its bar.
    """
    words = [widest_word(share.activity, size) for share in shares]
    is_above = [word > _MOST_BESIDE * width for word in words]
    beside = [word for word, above in zip(words, is_above, strict=True) if not above]
    limit = max(0.46 * width, *beside, 0)
    wrapped = [
        wrap(share.activity, size, width if above else limit)
        for share, above in zip(shares, is_above, strict=True)
    ]
    labels = [lines for lines, above in zip(wrapped, is_above, strict=True) if not above]
    column = max((column_width(lines, size) for lines in labels), default=0.0)
    start = column + 0.8 * size if labels else 0.0
    values = [percent(share.percent) for share in shares]
    room = width - start - 0.4 * size - column_width(values, size, BOLD)
    scale = room / float(max(share.percent for share in shares))
    bars, y = list[SplitBar](), 0.0
    for share, lines, value, above in zip(shares, wrapped, values, is_above, strict=True):
        length, top = float(share.percent) * scale, y
        if above:
            placed = [(0.0, y + (0.95 + n * LINE) * size) for n in range(len(lines))]
            y += (0.1 + len(lines) * LINE) * size
        height = max(1.4 * size, 0 if above else (len(lines) * LINE + 0.26) * size)
        middle = y + height / 2
        if not above:
            first = middle - (len(lines) - 1) * LINE * size / 2 + 0.34 * size
            placed = [
                (column - label_width(line, size), first + n * LINE * size)
                for n, line in enumerate(lines)
            ]
        bars.append(
            SplitBar(
                lines=tuple(
                    label_at(line, *place, size) for line, place in zip(lines, placed, strict=True)
                ),
                bar=box_at(start, middle - 0.5 * size, length, size),
                value=label_at(
                    value, start + length + 0.4 * size, middle + 0.34 * size, size, BOLD
                ),
                at=share_at(len(bars)),
                areas=(strip_at(top, width, y + height - top),),
            )
        )
        y += height
    said = "; ".join(f"{s.activity} {v}" for s, v in zip(shares, values, strict=True))
    return SplitChart(
        width=width, height=round(y, 2), size=size, bars=tuple(bars), alt=f"{title}: {said}."
    )
