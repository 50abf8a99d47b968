"""Scales of pay: how units become years, and where the ticks stand."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from careerprint.view.charts.geometry import column_width, label_width

HOURS: Final = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}
"""How many of a unit make a full-time year; 2,080 hours is the BLS's own convention."""


def ticks_to(
    top: float, width: float, size: float, unit: str, money: Callable[[Decimal], str]
) -> tuple[float, ...]:
    """Give ticks from zero at the smallest round step whose labels stand apart.

    The last one is at ``top`` or beyond; ``width`` is that of the scale, in points.
    """
    top = max(top, 1.0)
    exponent = math.floor(math.log10(top)) - 1
    for power in range(exponent, exponent + 4):
        for factor in (1, 2, 2.5, 5):
            step = factor * 10.0**power
            count = math.ceil(top / step - 1e-9)
            if step < 1 or not 2 <= count <= 6:
                continue
            ticks = tuple(step * n for n in range(count + 1))
            first, *others = tick_texts(ticks, unit, money)
            widest = column_width(others, size)
            between = width / count - size
            if widest <= between and label_width(first, size) + widest / 2 <= between:
                return ticks
    return (0.0, top)


def tick_texts(
    ticks: Sequence[float], unit: str, money: Callable[[Decimal], str]
) -> tuple[str, ...]:
    """Give the ticks in words; the first one says the unit."""
    first, *others = (money(Decimal(str(tick))) for tick in ticks)
    return (f"{first} {unit}", *others)
