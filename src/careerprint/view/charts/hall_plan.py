"""The plan of a fair's hall: rows of stands, drawn as they are met from the entrance on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from careerprint.view.charts.geometry import (
    BOLD,
    REGULAR,
    SEMIBOLD,
    Box,
    Label,
    box_at,
    column_width,
    drawing_key,
    label_at,
    label_width,
)

_LEAST_ROW: Final = 15.0
_MOST_ROW: Final = 34.0
_AISLE: Final = 0.32
"""Of a row's height: the way between two rows."""
_FOOT: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StandBox:
    """A stand: its table, and its number on it."""

    box: Box
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPlan:
    """The plan; ``walls`` are around the hall, ``door`` is the gap that one comes in by."""

    width: float
    height: float
    size: float
    walls: Box
    door: Box
    entrance: Label
    stands: tuple[StandBox, ...]
    rows: tuple[Label, ...]
    alt: str

    @property
    def key(self) -> str:
        """What tells its drawing apart from others in one document."""
        return drawing_key("hall", self.alt)


def hall_plan(
    rows: Sequence[tuple[str, Sequence[str]]],
    *,
    width: float,
    most_height: float,
    size: float,
    entrance: str,
    alt: str,
) -> HallPlan:
    """Draw rows of stands, the first nearest to the entrance, which is at the foot.

    ``width``, ``most_height`` and the ``size`` of the labels are in points. Numbers are never wider
    than their table: they are set smaller where a row is long.
    """
    margin = 8.0
    name_width = column_width([row for row, _ in rows], size, BOLD) + 8
    longest = max(len(stands) for _, stands in rows)
    left = margin + name_width
    across = (width - left - margin) / longest
    pitch = min(_MOST_ROW * (1 + _AISLE), (most_height - 2 * margin - _FOOT) / len(rows))
    pitch = max(pitch, _LEAST_ROW)
    deep = pitch / (1 + _AISLE)
    numbers = [number for _, stands in rows for number in stands]
    widest = column_width(numbers, 1, SEMIBOLD)
    number_size = round(min(size * 1.15, (across - 4) / widest, deep * 0.72), 2)
    foot = margin + pitch * len(rows)
    boxes, names = [], []
    for index, (row, stands) in enumerate(rows):
        top = foot - pitch * (index + 1) + (pitch - deep) / 2
        names.append(label_at(row, margin, top + deep / 2 + size * 0.35, size, BOLD))
        for place, number in enumerate(stands):
            x = left + across * place
            wide = label_width(number, number_size, SEMIBOLD)
            boxes.append(
                StandBox(
                    box=box_at(x + 1.5, top, across - 3, deep),
                    label=label_at(
                        number,
                        x + (across - wide) / 2,
                        top + deep / 2 + number_size * 0.35,
                        number_size,
                        SEMIBOLD,
                    ),
                )
            )
    said = label_width(entrance, size)
    height = foot + _FOOT
    return HallPlan(
        width=round(width, 2),
        height=round(height, 2),
        size=size,
        walls=box_at(0.6, 0.6, width - 1.2, foot + 2),
        door=box_at(width / 2 - 26, foot + 1, 52, 4),
        entrance=label_at(entrance, (width - said) / 2, height - 4, size, REGULAR),
        stands=tuple(boxes),
        rows=tuple(names),
        alt=alt,
    )
