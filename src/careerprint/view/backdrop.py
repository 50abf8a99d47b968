"""What is painted below a cover's text: the cloth, and a label sewn on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from careerprint.view.booklet_frame import ClothFrame, LabelFrame
from careerprint.view.charts.geometry import box_at
from careerprint.view.cloth import Yarn, weave
from careerprint.view.shapes import Fill, Ruling, Shapes, moved

_SEAM_PT: Final = 7.0
"""From the label's edge to its frame."""
_FRAME_PT: Final = 1.4
_INK: Final = "#000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdrop:
    """A page's cloth and label: what they are made of, and the page's size in points."""

    frame: ClothFrame
    yarns: tuple[Yarn, ...]
    width: float
    height: float

    def shapes(self, foot_pt: float) -> Shapes:
        """Draw it; ``foot_pt`` is where the label's text ends, from the top of the page."""
        frame, edge = self.frame, self.frame.edge_pt
        wide = self.width - (edge if frame.spine != "none" else 2 * edge)
        tall = self.height - 2 * edge
        if frame.label and frame.below_pt is not None and len(self.yarns) > 1:
            tall = foot_pt + frame.label.inset_pt + frame.below_pt - edge
        cloth = _woven(self.yarns, wide, tall)
        left = 0.0 if frame.spine == "left" else edge
        label = tuple(_label(frame.label, self.width, foot_pt)) if frame.label else ()
        placed = moved(cloth, left, edge, is_mirrored=frame.spine == "right")
        painted = (*placed.painted, *label)
        ground = box_at(left, edge, wide, tall)
        return Shapes(width=self.width, height=self.height, painted=painted, ground=ground)


@lru_cache(maxsize=16)
def _woven(yarns: tuple[Yarn, ...], width: float, height: float) -> Shapes:
    """Give the cloth of some careers: of front and back it is one."""
    return weave(yarns, width=width, height=height)


def _label(label: LabelFrame, width: float, foot_pt: float) -> Iterator[Fill | Ruling]:
    """Give a white label with a thin frame, down to ``foot_pt`` and the room below its text."""
    left, top = label.side_pt, label.top_pt
    wide, tall = width - 2 * left, foot_pt + label.inset_pt - top
    yield Fill(colour="#ffffff", boxes=(box_at(left, top, wide, tall),))
    left, top, wide, tall = (
        left + _SEAM_PT,
        top + _SEAM_PT,
        wide - 2 * _SEAM_PT,
        tall - 2 * _SEAM_PT,
    )
    thin = _FRAME_PT
    sides = (
        box_at(left, top, wide, thin),
        box_at(left, top + tall - thin, wide, thin),
        box_at(left, top + thin, thin, tall - 2 * thin),
        box_at(left + wide - thin, top + thin, thin, tall - 2 * thin),
    )
    yield Fill(colour=_INK, boxes=sides)
