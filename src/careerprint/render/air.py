"""Air: the room that a text leaves on its pages, given to the places where a page may breathe.

By document every place gets the same, until the fullest page is full. By column each column gets
the room that it has itself: first the stages of its day move apart, by a share of it, then what
is left goes to its places in equal parts. Nothing gets more than the most that the layout allows.
"""

from collections.abc import Sequence
from typing import Final

from careerprint.render.layouts import Air
from careerprint.render.measure import Column
from careerprint.render.pdf import ColumnAir

_HAIR_PT: Final = 1.0
"""Room that stays: the engine rounds, and a line that does not fit takes a page of its own."""


def air_of_document(air: Air, spare_pt: float) -> float:
    """Give the air in points at each place, from the room on the fullest page."""
    if not air.places or spare_pt < air.places:
        return 0.0
    return round(min((spare_pt - _HAIR_PT / 2) / air.places, air.most_pt), 2)


def air_of_columns(air: Air, columns: Sequence[Column]) -> tuple[ColumnAir, ...]:
    """Give the air of each column that has any."""
    return tuple(_air_of(air, column) for column in columns if column.spare_pt > _HAIR_PT)


def _air_of(air: Air, column: Column) -> ColumnAir:
    spare_pt = column.spare_pt - _HAIR_PT
    stage_pt = 0.0
    if air.stages and column.stages:
        share = air.stages.share if column.places else 1.0
        stage_pt = round(min(spare_pt * share / column.stages, air.stages.most_pt), 2)
    left_pt = spare_pt - stage_pt * column.stages
    place_pt = min(left_pt / column.places, air.most_pt) if column.places else 0.0
    return ColumnAir(name=column.name, place_pt=round(place_pt, 2), stage_pt=stage_pt)
