"""Careers side by side → coordinates to draw, and the sentence that says the same numbers.

A row is a drawing by itself: it looks the same whichever careers stand above and below it, so
it is set once for many readers. Lengths are in points.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from careerprint.profile.model import Share
from careerprint.view.booklet_frame import RowFrame
from careerprint.view.charts.geometry import (
    LINE,
    SEMIBOLD,
    Box,
    Label,
    box_at,
    drawing_key,
    label_at,
    label_width,
    wrap,
)
from careerprint.view.charts.pay_scale import HOURS, ticks_to


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

    width: float
    height: float
    size: float
    labels: tuple[Label, ...]
    value: Label
    bar: Box
    typical_x: float | None
    alt: str

    @property
    def key(self) -> str:
        """What tells its drawing apart from others in one document."""
        return drawing_key("compare", self.alt)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareScale:
    """The scale below the rows: ``start`` is where it begins, ``top`` the pay at its end."""

    top: float
    width: float
    height: float
    size: float
    start: float
    ticks: tuple[float, ...]
    labels: tuple[Label, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRoom:
    """The room of the rows: the text's width, the size of labels, the form of a row.

    ``names`` is the share of a drawing's width that is for the careers' names; 0 leaves them out.
    """

    width: float
    size: float
    names: float
    row: RowFrame


def compare_scale(
    room: RowRoom, *, words: Mapping[str, str], reach: float, money: Callable[[Decimal], str]
) -> CompareScale:
    """Draw a scale of dollars a year from zero to a tick at or beyond ``reach``."""
    width, size = room.width * room.row.pay, room.size
    start = room.names * width
    ticks = ticks_to(reach, width - start, size, "", money)
    top = max(reach, ticks[-1])
    places = [start + tick * (width - start - _LINE_PT) / top for tick in ticks]
    texts = [money(Decimal(round(tick))) for tick in ticks]
    labels = []
    for place, text in zip(places, texts, strict=True):
        own = label_width(text, size)
        x = max(start, min(place - own / 2, width - own))
        labels.append(label_at(text, x, 1.5 * size, size))
    runs = words["scale_runs"].format(first=texts[0], last=texts[-1])
    return CompareScale(
        top=top,
        width=width,
        height=round(1.8 * size, 2),
        size=size,
        start=round(start, 2),
        ticks=tuple(round(place, 2) for place in places),
        labels=tuple(labels),
        alt=f"{words['pay_on_one_scale']}: {runs}",
    )


_LINE_PT: Final = 1.0


def compare_row(
    pay: PayFigures, scale: CompareScale, *, words: Mapping[str, str], row: RowFrame
) -> CompareRow:
    """Draw a career's pay above a scale."""
    width, size = scale.width, scale.size
    dollar = (width - scale.start - _LINE_PT) / scale.top
    first, last = (scale.start + end * dollar for end in pay.ends())
    typical = pay.yearly()[1]
    labels, height = _name(pay.title, scale.start, size, row.pay_em)
    x = max(scale.start, min(first, width - label_width(pay.said, size)))
    return CompareRow(
        width=width,
        height=round(height, 2),
        size=size,
        labels=labels,
        value=label_at(pay.said, x, size, size),
        bar=box_at(first, 1.45 * size, max(1.5, last - first), row.bar_em * size),
        typical_x=None if typical is None else round(scale.start + typical * dollar, 2),
        alt=f"{words['pay_on_one_scale']}: {pay.title} {words['pays']} {pay.said}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRow:
    """One career's week: its name, the pieces of its strip, the largest first, their names."""

    width: float
    height: float
    size: float
    labels: tuple[Label, ...]
    captions: tuple[Label, ...]
    pieces: tuple[Box, ...]
    alt: str

    @property
    def key(self) -> str:
        """What tells its drawing apart from others in one document."""
        return drawing_key("strip", self.alt)


def strip_row(
    name: str,
    shares: Sequence[Share],
    room: RowRoom,
    percent: Callable[[Decimal], str],
) -> StripRow:
    """Draw the time split of a career as a strip, the largest piece first and filled."""
    row, width, size = room.row, room.width * room.row.week, room.size
    start = room.names * width
    ordered = sorted(shares, key=lambda share: -share.percent)
    words = [f"{share.activity} {percent(share.percent)}" for share in ordered]
    captions = _captions(words, row.captions, width - start, size)
    below = (len(captions) - 1) * LINE * size
    bar = (row.bar_em + 0.2) * size
    x, pieces = start, []
    for share in ordered:
        length = float(share.percent) / 100 * (width - start)
        pieces.append(box_at(x, below + 1.35 * size, max(0.5, length - 1), bar))
        x += length
    labels, height = _name(name, start, size, row.week_em)
    return StripRow(
        width=width,
        height=round(below + height, 2),
        size=size,
        labels=labels,
        captions=tuple(
            label_at(line, start, (1 + n * LINE) * size, size) for n, line in enumerate(captions)
        ),
        pieces=tuple(pieces),
        alt=f"{name}: {', '.join(words)}",
    )


def _name(name: str, start: float, size: float, row_em: float) -> tuple[tuple[Label, ...], float]:
    """Give a career's name beside its row, on as many lines as it takes, and the row's height.

    Without room there is no name: it stands elsewhere.
    """
    if not start:
        return (), row_em * size
    lines = wrap(name, size, start - size, SEMIBOLD)
    first = (2.1 if len(lines) == 1 else 1.35) * size
    labels = tuple(
        label_at(line, 0, first + n * LINE * size, size, SEMIBOLD) for n, line in enumerate(lines)
    )
    return labels, max(row_em, 1 + len(lines) * LINE) * size


def _captions(words: Sequence[str], which: str, width: float, size: float) -> tuple[str, ...]:
    """Give the lines above a strip."""
    if which == "none":
        return ()
    return tuple(_all(words, width, size)) if which == "all" else _largest(words, width, size)


def _all(words: Sequence[str], width: float, size: float) -> Iterator[str]:
    """Give all activities in lines; none is divided but one that is longer than a line."""
    line = ""
    for one in words:
        longer = f"{line} · {one}" if line else one
        if line and label_width(longer, size) > width:
            yield from wrap(line, size, width)
            longer = one
        line = longer
    yield from wrap(line, size, width)


def _largest(words: Sequence[str], width: float, size: float) -> tuple[str, ...]:
    """Give as many of the largest activities as a line holds; the first on several if it must."""
    count = len(words)
    while count > 1 and label_width(" · ".join(words[:count]), size) > width:
        count -= 1
    return wrap(words[0], size, width) if count == 1 else (" · ".join(words[:count]),)
