"""The engine's own stylesheet without what it says of every element for notes and markers.

Six of its rules hold for a pseudo-element of every element: of each pass they make nine tenths of
the styles that are computed, for notes that a page does not have and for markers of what is no
list. Where none can come of them the engine is given its sheet without. What is private of the
engine is used here alone, as it stands in the versions named; with any other, and where a style
may need them, it has its own sheet.
"""

import re
from functools import cache
from typing import Any, Final

PROVED: Final = frozenset({"70.0"})
"""The engine's versions whose private parts were tried: its pages were the same as by itself."""
_OF_NOTES: Final = (
    "footnote-call",
    "footnote-marker",
    "note-call",
    "note-marker",
    "note-callback",
)
_MARKER: Final = "\n::marker { "
_NEEDS_ALL: Final = re.compile(r"footnote|list-item|::note|\bnote\(|\brunning\(")


def lean_html(engine: Any) -> Any:
    """Give the engine's class of documents with the lean sheet; None for an engine unproved."""
    if engine.__version__ not in PROVED:
        return None
    sheet = engine.html.UA
    for name in _OF_NOTES:
        sheet, count = re.subn(rf"(?m)^::{name} \{{[^\n]*\n", "", sheet)
        if count != 1:
            return None
    if sheet.count(_MARKER) != 1:
        return None
    return _html_with(engine, sheet.replace(_MARKER, "\nli::marker, summary::marker { "))


@cache
def _html_with(engine: Any, sheet: str) -> Any:
    """Give the engine's class of documents with a sheet for its own, read once in a process."""
    counters = type(engine.html.UA_COUNTER_STYLE)()  # its rules are read a second time
    lean = engine.CSS(string=sheet, counter_style=counters)

    class LeanHtml(engine.HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [lean, *super()._ua_stylesheets(forms)[1:]]

    return LeanHtml


def needs_whole_sheet(html: str) -> bool:
    """Whether a document's own styles may make notes, or markers of what is no list item."""
    return bool(_NEEDS_ALL.search(html))


def sheet_needs_whole(sheet: Any) -> bool:
    """Whether a parsed stylesheet may, with all that it imports."""
    for kept in vars(sheet.matcher).values():
        for entries in kept.values() if isinstance(kept, dict) else (kept,):
            for entry in entries if isinstance(entries, list) else ():
                if any(part in _OF_NOTES for part in entry if isinstance(part, str)):
                    return True
                if _NEEDS_ALL.search(repr(entry[-1])):
                    return True
    return False
