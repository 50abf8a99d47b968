"""Every way of being paid, as bars on one scale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from careerprint.view.charts.geometry import (
    BOLD,
    LINE,
    SEMIBOLD,
    Box,
    Label,
    box_at,
    drawing_key,
    label_at,
    label_width,
    strip_at,
    wrap,
)
from careerprint.view.charts.pay_scale import HOURS, tick_texts, ticks_to


@dataclass(frozen=True, slots=True, kw_only=True)
class PayBar:
    """One way of being paid. ``typical_x`` is None where no typical figure is given.

    ``open_box`` stands beyond the high figure if some earn more. ``at`` is the place of the profile
    that it is from, ``areas`` what it takes of the chart.
    """

    labels: tuple[Label, ...]
    values: tuple[Label, ...]
    bar: Box
    open_box: Box | None
    typical_x: float | None
    is_official: bool
    at: str = ""
    areas: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PayChart:
    """Every way of being paid on one scale with ticks from zero."""

    width: float
    height: float
    size: float
    bars: tuple[PayBar, ...]
    axis_y: float
    ticks: tuple[float, ...]
    tick_labels: tuple[Label, ...]
    note: str
    alt: str

    @property
    def key(self) -> str:
        """What tells its drawing apart from others in one document."""
        return drawing_key("pay", self.alt)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayRow:
    """What the pay chart draws of one path: its figures, and their words in order."""

    label: str
    low: Decimal | None
    typical: Decimal | None
    high: Decimal | None
    is_open: bool
    per: str
    is_official: bool
    values: tuple[tuple[str, str], ...]
    """(name, figure) pairs such as ("low", "$34K")."""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayWords:
    """How a pay chart speaks: its title, amounts and units (``year`` → “a year”).

    ``mixed_note`` stands under a chart whose paths have several units.
    """

    title: str
    money: Callable[[Decimal], str]
    units: dict[str, str]
    mixed_note: str


def pay_chart(rows: Sequence[PayRow], *, width: float, size: float, words: PayWords) -> PayChart:
    """Draw ways of being paid on one scale from zero, with ticks.

    Paths of one unit share its scale; of several units, all are drawn as full-time years and
    the chart's note says so.
    """
    is_mixed = len({row.per for row in rows}) > 1
    unit = words.units["year" if is_mixed else rows[0].per]
    scaled = [_scaled(row, is_mixed=is_mixed) for row in rows]
    top = max(
        max(numbers) * (1.1 if row.is_open else 1)
        for row, numbers in zip(rows, scaled, strict=True)
    )
    ticks = ticks_to(top, width, size, unit, words.money)
    scale = (width - 1) / max(top, ticks[-1])
    bars, y = [], 0.0
    for row, numbers in zip(rows, scaled, strict=True):
        bar, y = _pay_bar(row, numbers, y=y, width=width, size=size, scale=scale)
        bars.append(bar)
    axis_y = y - 0.15 * size
    texts = tick_texts(ticks, unit, words.money)
    labels = _tick_labels(ticks, texts, scale=scale, width=width, y=axis_y + 1.25 * size, size=size)
    said = "; ".join(
        f"{row.label}: {', '.join(f'{n} {v}' for n, v in row.values)} {words.units[row.per]}"
        for row in rows
    )
    return PayChart(
        width=width,
        height=round(axis_y + 1.55 * size, 2),
        size=size,
        bars=tuple(bars),
        axis_y=round(axis_y, 2),
        ticks=tuple(round(tick * scale, 2) for tick in ticks),
        tick_labels=labels,
        note=words.mixed_note if is_mixed else "",
        alt=f"{words.title}. {said}.",
    )


def _scaled(row: PayRow, *, is_mixed: bool) -> tuple[float, ...]:
    """Give the figures of a row from low to high, in the unit of the scale."""
    factor = HOURS[row.per] if is_mixed else 1
    return tuple(float(n) * factor for n in (row.low, row.typical, row.high) if n is not None)


def _pay_bar(
    row: PayRow, numbers: tuple[float, ...], *, y: float, width: float, size: float, scale: float
) -> tuple[PayBar, float]:
    """Give one bar under its words, and where the next one starts."""
    lines = wrap(row.label, size, width, SEMIBOLD)
    baseline = y + 0.95 * size
    labels = tuple(
        label_at(line, 0, baseline + n * LINE * size, size, SEMIBOLD)
        for n, line in enumerate(lines)
    )
    last_y = labels[-1].y
    taken = labels[-1].width + size
    values = _value_labels(row.values, size=size, left=taken, y=last_y, width=width)
    bar_y = values[-1].y + 0.4 * size
    first, last = numbers[0] * scale, numbers[-1] * scale
    if row.low is None and row.typical is None:
        first = 0.0
    length = max(last - first, 1.6)
    height = 0.9 * size
    bar = PayBar(
        labels=labels,
        values=values,
        bar=box_at(min(first, width - length), bar_y, length, height),
        open_box=box_at(last, bar_y, width - last, height) if row.is_open else None,
        typical_x=None
        if row.typical is None
        else round(numbers[0 if row.low is None else 1] * scale, 2),
        is_official=row.is_official,
        at=row.at,
        areas=(strip_at(y, width, bar_y + height - y),),
    )
    return bar, bar_y + height + 0.6 * size


def _value_labels(
    values: Sequence[tuple[str, str]], *, size: float, left: float, y: float, width: float
) -> tuple[Label, ...]:
    """Place “low $34K  typical $66K  high $105K”.

    Set right, beside the path's name, if there is room from ``left`` on; else on lines of
    their own below it.
    """
    small, gap = 0.92 * size, 0.9 * size
    pairs = [
        (name, figure, label_width(name + " ", small), label_width(figure, size, BOLD))
        for name, figure in values
    ]
    total = sum(n + f for _, _, n, f in pairs) + gap * (len(pairs) - 1)
    is_beside = left + total <= width
    x = width - total if is_beside else 0.0
    y = y if is_beside else y + LINE * size
    labels: list[Label] = []
    for name, figure, name_width, figure_width in pairs:
        if x and x + name_width + figure_width > width + 0.01:
            x, y = 0.0, y + LINE * size
        labels.append(label_at(name, x, y, small))
        labels.append(label_at(figure, x + name_width, y, size, BOLD))
        x += name_width + figure_width + gap
    return tuple(labels)


def _tick_labels(
    ticks: Sequence[float],
    texts: Sequence[str],
    *,
    scale: float,
    width: float,
    y: float,
    size: float,
) -> tuple[Label, ...]:
    """Centre each label under its tick; those at the ends stay inside the frame."""
    small = 0.92 * size
    labels = []
    for n, (tick, text) in enumerate(zip(ticks, texts, strict=True)):
        wide = label_width(text, small)
        x = 0.0 if n == 0 else min(tick * scale - wide / 2, width - wide)
        labels.append(label_at(text, x, y, small))
    return tuple(labels)
