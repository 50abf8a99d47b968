"""The reader's name as a cover sets it: large, on one line or two, at sizes that the cover names.

Where the name goes into two lines is decided here, so that it can be filled in without the engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from careerprint.typefaces.letters import COMMON
from careerprint.view.charts.geometry import label_width

_FACE: Final = "serif-semibold"
MOST_LINES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderName:
    """A name's lines and their size; empty if there is no reader.

    ``is_measured`` says that each line is known to fit the room.
    ``sizes_pt`` are what the cover allows, the largest first, and ``room_pt`` is how wide a line
    may be. Without sizes the name is one line, and the template sets it.
    """

    lines: tuple[str, ...] = ()
    size_pt: float = 0.0
    is_measured: bool = False
    sizes_pt: tuple[float, ...] = ()
    room_pt: float = 0.0

    @property
    def room_em(self) -> float:
        """The room of a line in which its text is known to fit; 0 if it is not."""
        return self.room_pt / self.size_pt if self.is_measured else 0.0

    def of(self, name: str) -> "ReaderName":
        """Give another name on the same cover."""
        if not name:
            return replace(self, lines=(), size_pt=0.0, is_measured=False)
        is_measured = COMMON.issuperset(name)  # others may be set a little wider than told here
        ways = _ways(name) if self.sizes_pt else []
        for size_pt in self.sizes_pt:
            for lines, width_em in ways:
                if width_em * size_pt <= self.room_pt:
                    return replace(self, lines=lines, size_pt=size_pt, is_measured=is_measured)
        # too long: the engine breaks it
        size_pt = min(self.sizes_pt, default=0.0)
        return replace(self, lines=(name,), size_pt=size_pt, is_measured=False)

    def stand_ins(
        self, short: Sequence[str], long: Sequence[str]
    ) -> "tuple[ReaderName, ReaderName]":
        """Give names that nobody has, of as many lines and the same size, from texts for each.

        Of the long ones there is as much as a line holds.
        """
        shorts = tuple(short[: len(self.lines)])
        longs = tuple(self._shortened(*pair) for pair in zip(long, shorts, strict=False))
        return replace(self, lines=shorts), replace(self, lines=longs)

    def _shortened(self, text: str, least: str) -> str:
        fits = (n for n in range(len(text), len(least), -1) if self._holds(text[:n]))
        return text[: next(fits, len(least) + 1)].rstrip()

    def _holds(self, line: str) -> bool:
        return not self.room_pt or label_width(line, self.size_pt, _FACE) <= self.room_pt


def _ways(name: str) -> list[tuple[tuple[str, ...], float]]:
    """Give the ways to set a name, each with the width of its widest line in em.

    One line comes first, then two, the most even before the others.
    """
    words = name.split(" ")
    breaks = ((name,), *((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))))
    ways = [(lines, max(label_width(line, 1, _FACE) for line in lines)) for lines in breaks]
    return sorted(ways, key=lambda way: (len(way[0]), way[1]))
