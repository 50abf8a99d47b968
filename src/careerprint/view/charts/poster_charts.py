"""Charts to be read from across a room: great bars, with their words in or behind them.

No axis and no legend: every figure stands where its bar begins or ends. What a label needs is
measured first; the bars then take all that it leaves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from careerprint.profile.model import Share
from careerprint.view.charts.geometry import (
    BOLD,
    LINE,
    SEMIBOLD,
    Box,
    Label,
    box_at,
    column_width,
    drawing_key,
    label_at,
    label_width,
    strip_at,
    wrap,
)
from careerprint.view.charts.pay_chart import PayRow
from careerprint.view.charts.pay_scale import HOURS
from careerprint.view.charts.split_chart import share_at

_BAR: Final = 1.44
"""Height of a bar of time, in em."""
_STEP: Final = 1.62
"""From one bar of time to the next, in em."""
_PAD: Final = 0.4
"""Between a bar's end and the words in it or behind it, in em."""
_HAIR_PT: Final = 1.6
"""No bar is shorter."""
_LEAST_BAR: Final = 0.55
"""A label that would make the bars shorter than this share of the width is wrapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GreatBar:
    """One bar with its words: ``inside`` are printed on it, ``beside`` on the paper.

    ``plate`` is the ground of the words inside, for bars that are hatched. ``open_box`` stands
    beyond the high figure if some earn more; ``mark_x`` is where half earn less, or the typical.
    ``at`` is the place of the profile that it is from, ``areas`` what it takes of the chart.
    """

    bar: Box
    inside: tuple[Label, ...] = ()
    beside: tuple[Label, ...] = ()
    plate: Box | None = None
    open_box: Box | None = None
    mark_x: float | None = None
    is_official: bool = False
    at: str = ""
    areas: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GreatBars:
    """Bars below each other, as wide as their frame."""

    width: float
    height: float
    size: float
    bars: tuple[GreatBar, ...]
    alt: str

    @property
    def key(self) -> str:
        """What tells its drawing apart from others in one document."""
        return drawing_key("great", self.alt)


def time_bars(
    shares: Sequence[Share],
    *,
    width: float,
    size: float,
    alt: str,
    percent: Callable[[Decimal], str],
) -> GreatBars:
    """Draw a time split in a frame of ``width`` points with labels of ``size`` points.

    A bar holds its own value and name if it is long enough, else its value, else neither. ``alt``
    says the figures; a chart of the same figures has it.
    """
    pad, values = _PAD * size, [percent(share.percent) for share in shares]
    value_room = column_width(values, size, BOLD) + 2 * pad
    names = [label_width(share.activity, size, SEMIBOLD) for share in shares]
    most = float(max(share.percent for share in shares))
    parts = [float(share.percent) / most for share in shares]
    full = width
    for part, name in sorted(zip(parts, names, strict=True), reverse=True):
        if value_room + name + pad > part * full:  # it stands behind its bar
            behind = name + pad + (0 if part * full >= value_room else value_room)
            full = min(full, max((width - behind) / part, _LEAST_BAR * width))
    bars, y = list[GreatBar](), 0.0
    for share, value, part, name in zip(shares, values, parts, names, strict=True):
        length = part * full
        bar, height = _time_bar(
            (value, share.activity),
            (length, value_room, name),
            y=y,
            width=width,
            size=size,
        )
        row = strip_at(y, width, height - (_STEP - _BAR) * size)
        bars.append(replace(bar, at=share_at(len(bars)), areas=(row,)))
        y += height
    height = round(y - (_STEP - _BAR) * size, 2)
    return GreatBars(width=width, height=height, size=size, bars=tuple(bars), alt=alt)


def _time_bar(
    words: tuple[str, str],
    lengths: tuple[float, float, float],
    *,
    y: float,
    width: float,
    size: float,
) -> tuple[GreatBar, float]:
    """Give the bar of a value and an activity, and the height that it takes with what follows.

    ``lengths`` are those of the bar, of the room for a value in it, and of the activity.
    """
    value, activity = words
    length, value_room, name = lengths
    pad, bar = _PAD * size, _BAR * size
    baseline = y + bar / 2 + 0.34 * size
    if value_room + name + pad <= length:
        inside = (
            label_at(value, pad, baseline, size, BOLD),
            label_at(activity, value_room, baseline, size, SEMIBOLD),
        )
        plate = box_at(pad / 2, y + 0.18 * size, value_room + name, bar - 0.36 * size)
        return GreatBar(bar=box_at(0, y, length, bar), inside=inside, plate=plate), _STEP * size
    is_held = value_room <= length
    x = length + pad + (0 if is_held else value_room - pad)
    lines = wrap(activity, size, width - x)
    height = max(bar, (len(lines) * LINE + 0.26) * size)
    middle = y + height / 2 + 0.34 * size
    first = middle - (len(lines) - 1) * LINE * size / 2
    named = [label_at(line, x, first + n * LINE * size, size) for n, line in enumerate(lines)]
    top = y + (height - bar) / 2
    figure = label_at(value, pad if is_held else length + pad, middle, size, BOLD)
    made = GreatBar(
        bar=box_at(0, top, max(length, _HAIR_PT), bar),
        inside=(figure,) if is_held else (),
        beside=tuple(named) if is_held else (figure, *named),
        plate=box_at(pad / 2, top + 0.18 * size, value_room - pad, bar - 0.36 * size)
        if is_held
        else None,
    )
    return made, height + (_STEP - _BAR) * size


@dataclass(frozen=True, slots=True, kw_only=True)
class PayBarWords:
    """How great bars of pay speak.

    ``middle`` words the figure between low and high of a path, ``half`` that of an official one;
    both have a place for the ``{amount}``. ``unit`` is said behind the first figure, if all have
    one.
    """

    middle: str
    half: str
    unit: str


_PAY_BAR: Final = 1.2
_NAME: Final = 1.3
"""From a name's top to its bar, in em."""
_AFTER: Final = 0.55
_OPEN: Final = 2.2
"""Width of the box that says that some earn more, in em."""


@dataclass(slots=True)
class _Ends:
    """The figures of a row as drawn: where its bar begins and ends, in the scale's unit."""

    first: float
    last: float
    low: str
    high: str
    is_open: bool
    is_low_before: bool = True

    def behind(self) -> str:
        """Give what stands behind the bar."""
        return self.high if self.is_low_before or not self.low else f"{self.low} – {self.high}"


def pay_bars(
    rows: Sequence[PayRow], *, width: float, size: float, words: PayBarWords, alt: str
) -> GreatBars:
    """Draw ways of being paid on one scale from zero, low and high at the ends of their bars."""
    is_mixed = len({row.per for row in rows}) > 1
    ends = [_ends(row, is_mixed=is_mixed) for row in rows]
    if words.unit and not is_mixed:
        ends[0].high += f" {words.unit}"
    gap = _PAD * size
    scale = _scale(ends, width=width, size=size, gap=gap)
    bars, y = [], 0.0
    for row, end in zip(rows, ends, strict=True):
        named, below = _pay_name(row, words, y=y, width=width, size=size)
        x, length = end.first * scale, max((end.last - end.first) * scale, _HAIR_PT)
        baseline, height = below + (_PAY_BAR / 2 + 0.33) * size, _PAY_BAR * size
        after = x + length + (_OPEN * size if end.is_open else 0) + gap
        figures = [label_at(end.behind(), after, baseline, size, BOLD)]
        if end.is_low_before and end.low:
            before = x - gap - label_width(end.low, size, BOLD)
            figures.insert(0, label_at(end.low, before, baseline, size, BOLD))
        middle = row.typical if len(row.values) > 1 else None
        factor = HOURS[row.per] if is_mixed else 1
        bars.append(
            GreatBar(
                bar=box_at(x, below, length, height),
                beside=(*named, *figures),
                open_box=box_at(x + length, below, _OPEN * size, height) if end.is_open else None,
                mark_x=None if middle is None else round(float(middle) * factor * scale, 2),
                is_official=row.is_official,
                at=row.at,
                areas=(strip_at(y, width, below + height - y),),
            )
        )
        y = below + height + _AFTER * size
    height = round(y - _AFTER * size, 2)
    return GreatBars(width=width, height=height, size=size, bars=tuple(bars), alt=alt)


def _ends(row: PayRow, *, is_mixed: bool) -> _Ends:
    factor = HOURS[row.per] if is_mixed else 1
    given = [float(n) * factor for n in (row.low, row.typical, row.high) if n is not None]
    said = [figure for _, figure in row.values]
    has_low = len(given) > 1 and (row.low is not None or row.typical is not None)
    return _Ends(
        first=given[0] if has_low else 0.0,
        last=given[-1],
        low=said[0] if has_low else "",
        high=said[-1],
        is_open=row.is_open,
    )


def _scale(ends: Sequence[_Ends], *, width: float, size: float, gap: float) -> float:
    """Give the points of a dollar: as many as leave each bar the room for its figures.

    A low figure that has no room before its bar is told behind it.
    """
    while True:
        behind = [
            label_width(end.behind(), size, BOLD)
            + gap
            + _HAIR_PT
            + (_OPEN * size if end.is_open else 0)
            for end in ends
        ]
        scale = min(
            max(width - room, 0.15 * width) / max(end.last, 1.0)
            for end, room in zip(ends, behind, strict=True)
        )
        moved = [
            end
            for end in ends
            if end.is_low_before
            and end.low
            and end.first * scale < label_width(end.low, size, BOLD) + gap
        ]
        if not moved:
            return scale
        for end in moved:
            end.is_low_before = False


def _pay_name(
    row: PayRow, words: PayBarWords, *, y: float, width: float, size: float
) -> tuple[list[Label], float]:
    """Give a path's name with its middle figure at the right, and where its bar begins.

    The figure stands on a line of its own where the name leaves it no room.
    """
    lines = wrap(row.label, size, width, SEMIBOLD)
    baseline = y + 0.95 * size
    labels = [
        label_at(line, 0, baseline + n * LINE * size, size, SEMIBOLD)
        for n, line in enumerate(lines)
    ]
    below = baseline + (len(lines) - 1) * LINE * size
    if row.typical is not None and len(row.values) > 1:
        at = (0 if row.low is None else 1, words.half if row.is_official else words.middle)
        told = at[1].format(amount=row.values[at[0]][1])
        wide = label_width(told, size)
        if labels[-1].width + 0.8 * size + wide <= width:
            labels.append(label_at(told, width - wide, below, size))
        else:
            below += LINE * size
            labels.append(label_at(told, 0, below, size))
    return labels, below + (_NAME - 0.95) * size


_MOST_ON_TWO: Final = 0.8
"""Of the largest size: two lines of it would take too much of the page."""


def headline_pt(title: str, *, width: float, most_pt: float) -> float:
    """Give the size at which a title in the semibold serif fills a width of points.

    It stands on one line if that leaves it two thirds of ``most_pt``, else on two or more.
    """
    face = "serif-semibold"
    on_one_line = width / label_width(title, 1, face)
    if on_one_line >= most_pt * 2 / 3:
        return round(min(on_one_line, most_pt), 1)
    words = title.split()
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    widest = min((column_width(cut, 1, face) for cut in cuts), default=label_width(title, 1, face))
    return round(min(width / widest, _MOST_ON_TWO * most_pt), 1)
