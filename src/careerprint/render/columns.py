"""How wide the columns of a layout are: learned from its page, so that no number is kept by hand.

A specimen with every chart and hardly a word is set once, its charts drawn narrow, and what room
each of them stands in is read from the boxes. The widths are those of the layout alone, and the
same for every career.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from careerprint.profile.library import Career, Library
from careerprint.render.boxes import NOWHERE, Stand, leaves, within
from careerprint.render.layouts import CHARTS, Layout
from careerprint.resources import shipped
from careerprint.settings import Paper
from careerprint.view.page import Page

NARROW_MM: Final = 40.0
"""How wide a chart is drawn while it is not known how wide it may be: no column is narrower."""
_HEADLINE: Final = "h1"
_LEAST_MM: Final = 20.0
_MOST_MM: Final = 400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Widths in millimetres: of a column, and of charts by their names where they are known."""

    column_mm: float
    chart_mm: Mapping[str, float] = field(default_factory=dict)


def said_columns(layout: Layout, paper: Paper) -> Columns | None:
    """Give the widths that a layout says for a paper; None if it leaves them to be learned.

    A chart that it says nothing about takes the width of the column.
    """
    column_mm = layout.file.papers[paper].column_mm
    if column_mm is None:
        return None
    return Columns(column_mm=column_mm, chart_mm=layout.file.chart_mm(paper))


@cache
def narrow_specimen() -> Career:
    """Give the career that widths are learned on."""
    return Library(()).career(shipped("data") / "samples" / "measure.yaml")


def learned_columns(page: Page, page_boxes: Sequence[Any]) -> Columns:
    """Give the widths of the places that a page's charts stand in, to a tenth of a millimetre.

    Where a chart stands in several, the narrowest counts. The column is that of the time split;
    where a layout draws none, that of another chart, or else of the headline.
    """
    titles, rooms_mm = chart_titles(page), dict[str, float]()
    for _, stand in leaves(page_boxes):
        if name := chart_at(stand, titles):
            rooms_mm[name] = min(rooms_mm.get(name, _MOST_MM), stand.room_mm)
    known = (name for name in CHARTS if name in rooms_mm)
    chart_mm: dict[str, float] = {name: _tenths(rooms_mm[name]) for name in known}
    headline_mm = _tenths(next(_headlines_mm(page_boxes), NARROW_MM))
    return Columns(column_mm=next(iter(chart_mm.values()), headline_mm), chart_mm=chart_mm)


def chart_titles(page: Page) -> dict[str, str]:
    """Give the names of a page's charts by the titles that they are drawn with."""
    charts = ((name, getattr(page, _FIELDS.get(name, name))) for name in CHARTS)
    return {chart.alt: name for name, chart in charts if chart is not None}


def chart_at(stand: Stand, titles: Mapping[str, str]) -> str | None:
    """Give the name of the chart that a drawing is; None for any other."""
    texts = (one.text for one in stand.elements[0].iter()) if stand.elements else ()
    return next((titles[text] for text in texts if text in titles), None)


_FIELDS: Final = {"day": "day_chart"}


def _headlines_mm(page_boxes: Sequence[Any]) -> Iterator[float]:
    for _, stand in (found for page in page_boxes for found in within(page, NOWHERE)):
        if stand.elements and stand.elements[0].tag == _HEADLINE and stand.room_mm:
            yield stand.room_mm


def _tenths(width_mm: float) -> float:
    """Round down to a tenth of a millimetre, within what a chart can be drawn at."""
    return min(max(math.floor(width_mm * 10) / 10, _LEAST_MM), _MOST_MM)
