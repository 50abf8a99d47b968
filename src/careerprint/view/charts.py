"""Numbers → coordinates to draw, and the sentence that says the same numbers.

All lengths are in points, x to the right and y downwards from a chart's upper left corner;
a text's y is its baseline. Every label is measured with its typeface's advance widths, so
none clips at the frame or runs into another.
"""

import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from careerprint.profile.model import DayEntry, PayPath, Share
from careerprint.profile.values import ClockTime, parse_time
from careerprint.typefaces.letters import SPACES
from careerprint.typefaces.shaping import text_width

REGULAR, SEMIBOLD, BOLD = "sans", "sans-semibold", "sans-bold"
WEIGHTS: Final = {REGULAR: 400, SEMIBOLD: 600, BOLD: 700}
LINE: Final = 1.16
"""Line height of labels, in em."""
SAFETY: Final = 1.01
"""Room for the kerning that advance widths leave out."""
HOURS: Final = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}
"""How many of a unit make a full-time year; 2,080 hours is the BLS's own convention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One line of text: its baseline's left end, size, weight and width."""

    text: str
    x: float
    y: float
    size: float
    width: float
    weight: int = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChart:
    """A day on a line, to scale: a box for each stage and the time at which it starts.

    The last box has no end and is drawn open.
    """

    width: float
    height: float
    size: float
    stages: tuple[Box, ...]
    times: tuple[Label, ...]
    alt: str

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PayBar:
    """One way of being paid. ``typical_x`` is None where no typical figure is given.

    ``open_box`` stands beyond the high figure if some earn more.
    """

    labels: tuple[Label, ...]
    values: tuple[Label, ...]
    bar: Box
    open_box: Box | None
    typical_x: float | None
    is_official: bool


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

    @classmethod
    def of(
        cls, path: PayPath, *, label: str, is_official: bool, values: tuple[tuple[str, str], ...]
    ) -> "PayRow":
        """Give the row of a profile's path, under a label and with its figures in words."""
        return cls(
            label=label,
            low=path.low,
            typical=path.typical,
            high=path.high,
            is_open=path.open_ended,
            per=path.per,
            is_official=is_official,
            values=values,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PayWords:
    """How a pay chart speaks: its title, amounts and units (``year`` → “a year”).

    ``mixed_note`` stands under a chart whose paths have several units.
    """

    title: str
    money: Callable[[Decimal], str]
    units: dict[str, str]
    mixed_note: str


def drawing_key(kind: str, alt: str) -> str:
    """Give a name for a drawing, the same for the same content."""
    return f"{kind}-{zlib.crc32(alt.encode()):08x}"


def _width(text: str, size: float, face: str = REGULAR) -> float:
    return text_width(text, size, face) * SAFETY


def _label(text: str, x: float, y: float, size: float, face: str = REGULAR) -> Label:
    return Label(
        text=text,
        x=round(x, 2),
        y=round(y, 2),
        size=size,
        width=round(_width(text, size, face), 2),
        weight=WEIGHTS[face],
    )


def wrap(text: str, size: float, width: float, face: str = REGULAR) -> tuple[str, ...]:
    """Break a label into lines no wider than ``width``, at spaces and after / and -.

    A single word that is wider is broken between letters: a label is never cut off.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and _width((line + piece).rstrip(), size, face) > width:
            lines.append(line.rstrip())
            line = ""
        while _width(piece.rstrip(), size, face) > width and len(piece) > 1:
            fitting = max(
                1, sum(_width(piece[: n + 1], size, face) <= width for n in range(len(piece)))
            )
            lines.append(piece[:fitting])
            piece = piece[fitting:]  # noqa: PLW2901 - the rest of the word goes on
        line += piece
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for character in " ".join(text.translate(SPACES).split(" ")).strip():
        pieces[-1] += character
        if character in " /-–—":
            pieces.append("")
    return [piece for piece in pieces if piece]


def _widest(lines: Sequence[str], size: float, face: str = REGULAR) -> float:
    return max((_width(line, size, face) for line in lines), default=0.0)


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
    column = max(_widest(lines, size) for lines in wrapped)
    start = column + 0.8 * size
    values = [percent(share.percent) for share in shares]
    room = width - start - 0.4 * size - _widest(values, size, BOLD)
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
                    _label(line, column - _width(line, size), first + n * LINE * size, size)
                    for n, line in enumerate(lines)
                ),
                bar=_box(start, middle - 0.52 * size, length, 1.04 * size),
                value=_label(value, start + length + 0.4 * size, middle + 0.34 * size, size, BOLD),
            )
        )
        y += height
    said = "; ".join(f"{s.activity} {v}" for s, v in zip(shares, values, strict=True))
    return SplitChart(
        width=width, height=round(y, 2), size=size, bars=tuple(bars), alt=f"{title}: {said}."
    )


def _box(x: float, y: float, width: float, height: float) -> Box:
    return Box(x=round(x, 2), y=round(y, 2), width=round(width, 2), height=round(height, 2))


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
    shortest = min(runs, key=_span)
    return tuple(shortest)


def gutter(entries: Sequence[DayEntry], *, size: float) -> Gutter:
    """Give the gutter that the widest time needs, in text of ``size`` points."""
    time = round(_widest([entry.time for entry in entries], size, SEMIBOLD) + 0.5, 2)
    return Gutter(
        time_pt=time,
        dot_pt=round(time + 3.7, 2),
        rail_pt=round(time + 6, 2),
        text_pt=round(time + 16, 2),
        gap_pt=16,
    )


def _span(run: list[int]) -> int:
    return run[-1] - run[0]


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
    for entry, start in zip(entries, starts, strict=True):
        wide = _width(entry.time, size, SEMIBOLD)
        x = min(start, width - wide)
        row = next((n for n, end in enumerate(rows) if end <= x), len(rows))
        rows[row : row + 1] = [x + wide + 0.5 * size]
        labels.append(_label(entry.time, x, bar + (1.05 + row * LINE) * size, size, SEMIBOLD))
    said = ", ".join(f"{entry.time} {entry.title}" for entry in entries)
    return DayChart(
        width=width,
        height=round(bar + (0.35 + len(rows) * LINE) * size, 2),
        size=size,
        stages=tuple(
            _box(start, 0, max(end - start - 1.2, 0.6), bar)
            for start, end in zip(starts, ends, strict=True)
        ),
        times=tuple(labels),
        alt=f"{title}: {said}.",
    )


def pay_chart(
    rows: Sequence[PayRow],
    *,
    width: float,
    size: float,
    words: PayWords,
    reach: float = 0,
    is_yearly: bool = False,
) -> PayChart:
    """Draw ways of being paid on one scale from zero, with ticks.

    Paths of one unit share its scale; of several units, or if ``is_yearly``, all are drawn as
    full-time years and the chart's note says so. The scale goes to ``reach`` at least.
    """
    is_mixed = len({row.per for row in rows}) > 1 or (is_yearly and rows[0].per != "year")
    unit = words.units["year" if is_mixed else rows[0].per]
    scaled = [_scaled(row, is_mixed=is_mixed) for row in rows]
    top = max(
        reach,
        *(
            max(numbers) * (1.1 if row.is_open else 1)
            for row, numbers in zip(rows, scaled, strict=True)
        ),
    )
    ticks = _ticks(top, width, size, unit, words.money)
    scale = (width - 1) / max(top, ticks[-1])
    bars, y = [], 0.0
    for row, numbers in zip(rows, scaled, strict=True):
        bar, y = _pay_bar(row, numbers, y=y, width=width, size=size, scale=scale)
        bars.append(bar)
    axis_y = y - 0.15 * size
    texts = _tick_texts(ticks, unit, words.money)
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


def yearly(row: PayRow) -> float:
    """Give how far a row reaches on a scale of full-time years, room for an open end included."""
    return max(_scaled(row, is_mixed=True)) * (1.1 if row.is_open else 1)


def label_at(text: str, x: float, y: float, size: float, face: str = REGULAR) -> Label:
    """Give a label whose baseline begins at a point."""
    return _label(text, x, y, size, face)


def label_width(text: str, size: float, face: str = REGULAR) -> float:
    """Give the width that a label takes."""
    return _width(text, size, face)


def box_at(x: float, y: float, width: float, height: float) -> Box:
    """Give a rectangle, its coordinates rounded for drawing."""
    return _box(x, y, width, height)


def tick_places(
    top: float, width: float, size: float, money: Callable[[Decimal], str]
) -> tuple[float, ...]:
    """Give the ticks of a scale of pay a year from zero to ``top``."""
    return tuple(_ticks(top, width, size, "", money))


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
        _label(line, 0, baseline + n * LINE * size, size, SEMIBOLD) for n, line in enumerate(lines)
    )
    last_y = labels[-1].y
    taken = labels[-1].width + size
    values = _value_labels(row.values, size=size, left=taken, y=last_y, width=width)
    bar_y = values[-1].y + 0.45 * size
    first, last = numbers[0] * scale, numbers[-1] * scale
    if row.low is None and row.typical is None:
        first = 0.0
    length = max(last - first, 1.6)
    height = 0.95 * size
    bar = PayBar(
        labels=labels,
        values=values,
        bar=_box(min(first, width - length), bar_y, length, height),
        open_box=_box(last, bar_y, width - last, height) if row.is_open else None,
        typical_x=None if row.typical is None else round(_typical(row, numbers) * scale, 2),
        is_official=row.is_official,
    )
    return bar, bar_y + height + 0.75 * size


def _typical(row: PayRow, numbers: tuple[float, ...]) -> float:
    return numbers[0 if row.low is None else 1]


def _value_labels(
    values: Sequence[tuple[str, str]], *, size: float, left: float, y: float, width: float
) -> tuple[Label, ...]:
    """Place “low $34K  typical $66K  high $105K”.

    Set right, beside the path's name, if there is room from ``left`` on; else on lines of
    their own below it.
    """
    small, gap = 0.92 * size, 0.9 * size
    pairs = [
        (name, figure, _width(name + " ", small), _width(figure, size, BOLD))
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
        labels.append(_label(name, x, y, small))
        labels.append(_label(figure, x + name_width, y, size, BOLD))
        x += name_width + figure_width + gap
    return tuple(labels)


def _ticks(
    top: float, width: float, size: float, unit: str, money: Callable[[Decimal], str]
) -> tuple[float, ...]:
    """Give ticks from zero at the smallest round step whose labels stand apart."""
    top = max(top, 1.0)
    exponent = math.floor(math.log10(top)) - 1
    for power in range(exponent, exponent + 4):
        for factor in (1, 2, 2.5, 5):
            step = factor * 10.0**power
            count = math.ceil(top / step - 1e-9)
            if step < 1 or not 2 <= count <= 6:
                continue
            ticks = tuple(step * n for n in range(count + 1))
            first, *others = _tick_texts(ticks, unit, money)
            widest = _widest(others, size)
            between = width / count - size
            if widest <= between and _width(first, size) + widest / 2 <= between:
                return ticks
    return (0.0, top)


def _tick_texts(
    ticks: Sequence[float], unit: str, money: Callable[[Decimal], str]
) -> tuple[str, ...]:
    """Give the ticks in words; the first one says the unit."""
    first, *others = (money(Decimal(str(tick))) for tick in ticks)
    return (f"{first} {unit}", *others)


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
        wide = _width(text, small)
        x = 0.0 if n == 0 else min(tick * scale - wide / 2, width - wide)
        labels.append(_label(text, x, y, small))
    return tuple(labels)
