"""What the browser shows, as HTML: the templates of ``data/preview``."""

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from careerprint.errors import Diagnostic, shown
from careerprint.profile.clusters import clusters
from careerprint.resources import shipped
from careerprint.settings import Language
from careerprint.web.errands import Errand
from careerprint.web.finding_words import in_spanish
from careerprint.web.screen_words import progress_words, screen_words

FOLDER: Final = "preview"
"""The folder of templates, styles and scripts below ``data``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every screen: its language, and the secrets of this answer.

    ``switch`` is the address of the same screen in the other language.
    """

    language: Language
    post_key: str
    nonce: str
    place: str
    switch: str = ""
    errand: Errand | None = None
    """What is under way."""
    changes: int = 0
    """How many changes of files there were before this answer was made."""


def screen(name: str, frame: Frame, **values: Any) -> str:
    """Give the HTML of the template ``NAME.html.j2``; all text in it is escaped."""
    words = screen_words(frame.language)
    template = _environment().get_template(f"{name}.html.j2")
    under_way = progress_words(frame.errand, words) if frame.errand else ""
    return template.render(
        frame=frame,
        w=SimpleNamespace(**words, say=partial(_said, frame.language)),
        rooms=words,
        under_way=under_way,
        shown=shown,
        **values,
    )


def _said(language: Language, text: str) -> str:
    """Give what a finding says in a screen's language; English on a Spanish one is marked."""
    if language is Language.ENGLISH:
        return text
    said, is_spanish = in_spanish(text)
    return said if is_spanish else Markup('<span lang="en">{}</span>').format(said)


def cluster_styles() -> str:
    """Give the styles that the clusters' colours are taken from; lighter ones for the dark."""
    return "\n".join(
        f".c-{one.id}{{--band:{one.accent};"
        f"--accent:light-dark({one.accent},color-mix(in srgb,{one.accent} 42%,#fff));"
        f"--tint:light-dark(color-mix(in srgb,{one.accent} 9%,#fff),"
        f"color-mix(in srgb,{one.accent} 30%,#1c1c1f))}}"
        for one in clusters().values()
    )


def counted_by_severity(findings: tuple[Diagnostic, ...]) -> tuple[int, int, int]:
    """Give how many errors, warnings and notes there are."""
    names = [one.severity.value for one in findings]
    return names.count("error"), names.count("warning"), names.count("note")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def folder() -> Path:
    """Give where templates, styles and scripts stand."""
    return shipped("data") / FOLDER
