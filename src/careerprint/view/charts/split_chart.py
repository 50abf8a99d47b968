"""How working time is spent, as horizontal bars."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

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
    and its value take the rest.
    """
    wrapped = [wrap(share.activity, size, 0.46 * width) for share in shares]
    column = max(column_width(lines, size) for lines in wrapped)
    start = column + 0.8 * size
    values = [percent(share.percent) for share in shares]
    room = width - start - 0.4 * size - column_width(values, size, BOLD)
    scale = room / float(max(share.percent for share in shares))
    bars, y = [], 0.0
    for share, lines, value in zip(shares, wrapped, values, strict=True):
        height = max(1.5 * size, (len(lines) * LINE + 0.34) * size)
        middle = y + height / 2
        length = float(share.percent) * scale
        first = middle - (len(lines) - 1) * LINE * size / 2 + 0.34 * size
        bars.append(
            SplitBar(
                lines=tuple(
                    label_at(line, column - label_width(line, size), first + n * LINE * size, size)
                    for n, line in enumerate(lines)
                ),
                bar=box_at(start, middle - 0.52 * size, length, 1.04 * size),
                value=label_at(
                    value, start + length + 0.4 * size, middle + 0.34 * size, size, BOLD
                ),
            )
        )
        y += height
    said = "; ".join(f"{s.activity} {v}" for s, v in zip(shares, values, strict=True))
    return SplitChart(
        width=width, height=round(y, 2), size=size, bars=tuple(bars), alt=f"{title}: {said}."
    )
