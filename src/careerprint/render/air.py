"""Air: the room that a text leaves on its pages, given to the places where a page may breathe.

Each page is filled, and each column made as long as those beside it; a place that stands twice in
a room takes two shares of it. No share is more than the most that the layout allows.
"""

from collections.abc import Sequence
from typing import Final

from careerprint.render.measure import AirRoom

_HAIR_PT: Final = 0.3
"""What is left of a room when air has filled it: rounding must not burst a page."""
_LEAST_PT: Final = 4.0
"""Room that is not worth a pass: the eye does not see it."""


def air(rooms: Sequence[AirRoom], most_pt: float) -> tuple[float, ...]:
    """Give the air in points for each element that takes some, by its number.

    Empty if there is hardly any room. ``most_pt`` is the most that a share may be.
    """
    if max((room.spare_pt for room in rooms), default=0.0) < _LEAST_PT:
        return ()
    found: dict[int, float] = {}
    for room in rooms:
        each_pt = max((room.spare_pt - _HAIR_PT) / len(room.shares), 0.0)
        for number in room.shares:
            found[number] = found.get(number, 0.0) + min(each_pt, most_pt)
    return tuple(round(found.get(number, 0.0), 2) for number in range(max(found) + 1))
