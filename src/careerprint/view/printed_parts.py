"""The parts of a page by name, with what is painted where they are printed.

A layout is proved with it: what of a profile it prints nowhere is told by these names, which are
those that its template uses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from careerprint.view.rich import RichText

if TYPE_CHECKING:
    from careerprint.view.page import Page

OPTIONAL: Final = (
    "day_chart",
    "day_note",
    "growth",
    "money_basis",
    "official_note",
    "official_pay",
    "quick_facts",
    "related",
    "state_note",
    "way_in",
    "work_basis",
    "work_shift",
)
"""The fields of a page that a layout may declare it can do without."""


EXTRAS: Final = ("way_in",)
"""The fields of a page and of a profile that a layout may print only where there is room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPart:
    """What is painted of a part: its texts in words, or the sentence that a drawing stands for."""

    texts: tuple[str, ...] = ()
    drawing: str = ""


_TEXTS: Final = (
    "title",
    "cluster",
    "summary",
    "worth_a_look_if",
    "maybe_not_if",
    "work_story",
    "work_shift",
    "work_basis",
    "day_note",
    "your_thing_when",
    "not_your_thing_when",
    "try_title",
    "try_text",
    "money_story",
    "money_basis",
    "official_pay",
    "official_note",
    "state_note",
    "where_it_is_going",
    "right_now",
    "related",
    "dated",
    "edition",
    "closing",
    "fallback_note",
)
_RECORDS: Final = {
    "day": ("time", "title", "text"),
    "growth": ("figure", "said_by"),
    "sources": ("name", "note"),
}
_DRAWINGS: Final = ("split", "day_chart", "pay", "qr")
_BRAND: Final = ("organisation", "contact", "event", "footer")

PART_NAMES: Final = tuple(
    sorted(
        (
            "quick_facts",
            "way_in",
            *_TEXTS,
            *_RECORDS,
            *_DRAWINGS,
            *(f"brand.{one}" for one in (*_BRAND, "logo")),
        )
    )
)
"""Every part that a layout prints, or says that it omits."""


def parts_of(page: "Page") -> dict[str, PrintedPart]:
    """Give each part of a page that is not empty, by its name."""
    found = {name: PrintedPart(texts=_texts(getattr(page, name))) for name in _TEXTS}
    for name, fields in _RECORDS.items():
        records: Iterable[Any] = getattr(page, name)
        texts = (getattr(record, key) for record in records for key in fields)
        found[name] = PrintedPart(texts=tuple(_plain(text) for text in texts if text))
    if facts := page.quick_facts:
        texts = (text for row in facts.rows for text in (row.name, row.value))
        found["quick_facts"] = PrintedPart(
            texts=tuple(_plain(text) for text in (facts.about, *texts, facts.releases) if text)
        )
    if way_in := page.way_in:
        steps = (text for one in way_in.steps for text in (one.what, one.time, one.cost, one.text))
        sources = (one.line.name for one in way_in.sources)
        told = (*steps, way_in.called, way_in.shared, *sources)
        found["way_in"] = PrintedPart(texts=tuple(_plain(text) for text in told if text))
    for name in _DRAWINGS:
        drawing = getattr(page, name)
        found[name] = PrintedPart(drawing=drawing.alt if drawing else "")
    for name in _BRAND:
        found[f"brand.{name}"] = PrintedPart(texts=_texts(getattr(page.brand, name)))
    return {name: part for name, part in found.items() if part.texts or part.drawing}


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else value
    return tuple(_plain(text) for text in values if text)


def _plain(text: str) -> str:
    return text.plain if isinstance(text, RichText) else text
