"""Running heads of a booklet, and the specimen of letters that its pages' fonts come from."""

from html import escape
from typing import Final

from careerprint.binder.running_head import Head, take_head
from careerprint.binder.source import Source
from careerprint.binder.stamping import Stamp
from careerprint.sections.sections import Sections
from careerprint.typefaces.letters import COMMON, LATIN, MARKS
from careerprint.typefaces.shaping import text_width

_NUMBER_EM: Final = 4.0
"""The room of a page's number, and what parts it from the running head."""


class RunningHeads:
    """Gives running heads for pages of a width in points, each set once."""

    def __init__(self, sections: Sections, stamp: Stamp, width_pt: float) -> None:
        self._sections, self._stamp = sections, stamp
        self._room_pt = width_pt - 2 * stamp.margin_pt - _NUMBER_EM * stamp.size_pt
        self._set: dict[str, Head] = {}

    def of(self, *texts: str) -> str | Head:
        """Give the first text that there is room for beside a number, else none.

        It is as it is if the stamp's face has its letters, else as the engine sets it.
        """
        size_pt = self._stamp.size_pt
        text = next((one for one in texts if text_width(one, size_pt) <= self._room_pt), "")
        if COMMON.issuperset(text):
            return text
        if text not in self._set:
            pdf = self._sections.specimen(_document(text, size_pt))
            self._set[text] = take_head(Source(pdf, name="a running head"))
        return self._set[text]


def _document(text: str, size_pt: float) -> str:
    """Give the HTML of a page that is one line of text, as long as it may be."""
    return (
        '<!doctype html><html lang="en"><title>A running head</title>'
        "<style>@page{size:4000pt 60pt;margin:0}"
        f"p{{font:{size_pt}pt 'Source Sans';margin:0;white-space:nowrap}}</style>"
        f"<p>{escape(text)}</p></html>"
    )


def _specimen() -> str:
    """Give HTML that sets every character a booklet commonly has, in each face.

    One glyph may stand for two characters and is said to be the first: so a soft hyphen is
    left out, and a space comes before the one that does not break.
    """
    text = f"{LATIN}{MARKS} fi fl ff ffi ffl fj ft tt\xa0."
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    faces = (
        ("Source Sans", 400, "normal"),
        ("Source Sans", 400, "italic"),
        ("Source Sans", 600, "normal"),
        ("Source Sans", 700, "normal"),
        ("Source Serif", 600, "normal"),
        ("Source Serif", 700, "normal"),
    )
    lines = "".join(
        f"<p style=\"font-family:'{family}';font-weight:{weight};font-style:{style};"
        f'font-variant-ligatures:{ligatures};overflow-wrap:anywhere">{text}</p>'
        for family, weight, style in faces
        for ligatures in ("normal", "none")
    )
    return f'<!doctype html><html lang="en"><title>Typefaces</title><body>{lines}</body></html>'


SPECIMEN: Final = _specimen()
