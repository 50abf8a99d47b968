"""How the sheets of a print job are laid out: their size, the pages' scale, places and order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isclose
from typing import Final

import pikepdf

from careerprint.impose.marks import MM, Ground
from careerprint.impose.source_pages import SourcePage
from careerprint.settings import SIZE_MM

_MORE_MM: Final = 1.5
"""Two A5 pages side by side are a millimetre narrower than A4, by the rounding of ISO 216."""
_LESS_MM: Final = 0.1
"""Pages whose size was rounded to whole points may be this much larger than their paper."""


class Scheme(StrEnum):
    """How pages are laid out on a sheet."""

    SADDLE = "saddle"
    TWO_UP = "2up"
    FOUR_UP = "4up"

    @property
    def rows(self) -> int:
        """Places on one side of a sheet, from top to bottom; from left to right there are two."""
        return 2 if self is Scheme.FOUR_UP else 1

    @property
    def multiple(self) -> int:
        """The pages that fill one piece of paper; only saddle stitching prints both sides."""
        return 2 if self is Scheme.TWO_UP else 4


def sides(pages: int, scheme: Scheme) -> Iterator[tuple[int, ...]]:
    """Give, for each side that is printed, the page numbers of its places, row by row.

    Pages count from 1; a number beyond the last page is a blank. Saddle-stitched sheets come
    from the outermost inwards, each with its outside (front) first.
    """
    places = pages + -pages % scheme.multiple
    if scheme is not Scheme.SADDLE:
        for first in range(1, places + 1, scheme.multiple):
            yield tuple(range(first, first + scheme.multiple))
        return
    for first in range(1, places // 2, 2):
        last = places + 1 - first
        yield last, first
        yield first + 1, last - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """What all sheets of a job have in common; lengths in points.

    ``page_width`` and ``page_height`` are those of the largest page, at its printed size.
    """

    scheme: Scheme
    width: float
    height: float
    scale: float
    page_width: float
    page_height: float

    @property
    def ground(self) -> Ground:
        """What marks have to know of the sheet."""
        _, _, width, height = self.place(0)
        return Ground(
            width=self.width,
            height=self.height,
            beside=(width - self.page_width) / 2,
            above=(height - self.page_height) / 2,
        )

    def place(self, index: int) -> tuple[float, float, float, float]:
        """Give left, bottom, width and height of a place; they count row by row from the top."""
        width, height = self.width / 2, self.height / self.scheme.rows
        row, column = divmod(index, 2)
        return column * width, self.height - (row + 1) * height, width, height

    def matrix(self, page: SourcePage, index: int, shift: float) -> pikepdf.Matrix:
        """Give what takes a page's form to its place, ``shift`` points nearer to the spine."""
        left, bottom, width, height = self.place(index)
        beside = width - page.width * self.scale
        if self.scheme is Scheme.SADDLE:
            left += beside + shift if index == 0 else -shift
        else:
            left += beside / 2
        bottom += (height - page.height * self.scale) / 2
        return page.upright @ pikepdf.Matrix(self.scale, 0, 0, self.scale, left, bottom)


def plan_sheets(
    pages: Sequence[SourcePage], scheme: Scheme, sheet_mm: tuple[float, float] | None
) -> SheetPlan:
    """Choose the sheet's size, or turn the given paper, and scale the largest page to its place."""
    page_width = max(page.width for page in pages)
    page_height = max(page.height for page in pages)
    needed_mm = (2 * page_width / MM, scheme.rows * page_height / MM)
    if sheet_mm is None:
        width_mm, height_mm = _nearest_paper(needed_mm)
    else:
        is_upright = scheme is Scheme.FOUR_UP and page_width <= page_height
        width_mm, height_mm = sorted(sheet_mm, reverse=not is_upright)
    scale = min(width_mm / needed_mm[0], height_mm / needed_mm[1])
    if isclose(scale, 1, abs_tol=1e-6) or (sheet_mm is None and scale > 1):
        scale = 1.0
    return SheetPlan(
        scheme=scheme,
        width=width_mm * MM,
        height=height_mm * MM,
        scale=scale,
        page_width=page_width * scale,
        page_height=page_height * scale,
    )


def _nearest_paper(needed: tuple[float, float]) -> tuple[float, float]:
    """Give the paper, either way round, that the pages fill but for a hair; else what they need."""
    papers = (*SIZE_MM.values(), *((height, width) for width, height in SIZE_MM.values()))
    for paper in papers:
        spare = [side - wanted for side, wanted in zip(paper, needed, strict=True)]
        if all(-_LESS_MM <= rest <= _MORE_MM for rest in spare):
            return paper
    return needed
