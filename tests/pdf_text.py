"""What a reader of a PDF gets: its words in the order in which they are painted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

import pymupdf

from careerprint.profile.model import Profile
from careerprint.view.rich import rich
from careerprint.view.wording import Wording


def squeeze(text: str) -> str:
    """Give a text without any white space or soft hyphen, so that line ends do not matter."""
    return re.sub(r"[\s\u00ad]+", "", text)


def painted(pdf: bytes) -> str:
    """Give the squeezed text of a PDF in content order, which is that of its tags."""
    with pymupdf.open(stream=pdf) as document:
        return squeeze("".join(page.get_text("text", sort=False) for page in document))


def missing_in_order(pdf: bytes, texts: Iterable[str]) -> list[str]:
    """Give the texts that a PDF does not hold after the ones before them."""
    content, at, missing = painted(pdf), 0, []
    for text in texts:
        wanted = squeeze(text)
        found = content.find(wanted, at)
        if found < 0:
            missing.append(text)
        else:
            at = found + len(wanted)
    return missing


IN_TURN: Final = ("head", "work", "day", "fit", "money", "outlook", "try", "foot")
"""The parts of a page in the order of a profile, as most layouts print them."""
BY_COLUMN: Final = ("head", "work", "day", "money", "outlook", "try", "fit", "foot")
"""Their order on the one-pager: its columns one after the other, then the lists below them."""


def said_by(profile: Profile, language: str = "en", parts: Sequence[str] = IN_TURN) -> list[str]:
    """Give every text of a profile as the page says it, in the order of a page's parts."""
    wording = Wording(language)
    work, day, fit, money = profile.work, profile.day, profile.fit, profile.money
    outlook, first = profile.outlook, profile.try_it
    verdict = (profile.verdict.worth_a_look_if, profile.verdict.maybe_not_if)
    shares = [(one.activity, wording.percent(one.percent)) for one in work.time_split]
    stages = [(one.time, one.title, one.text) for one in day.entries]
    paths = [
        (
            path.label,
            *(
                wording.money(n, profile.currency)
                for n in (path.low, path.typical, path.high)
                if n is not None
            ),
        )
        for path in money.paths
    ]
    note = (profile.official and profile.official.note) or ""
    sources = [
        (one.name, one.detail or "", wording.date(one.date) if one.date else "")
        for one in profile.sources
    ]
    texts: dict[str, Iterable[str]] = {
        "head": (profile.title, profile.summary, *verdict),
        "work": (*work.story.split("\n"), *chain(*shares), work.shift or "", work.basis),
        "day": (*chain(*stages), day.note or ""),
        "fit": (*fit.your_thing_when, *fit.not_your_thing_when),
        "money": (*money.story.split("\n"), *chain(*paths), money.basis, note),
        "outlook": (*outlook.where_it_is_going.split("\n"), *outlook.right_now.split("\n")),
        "try": (first.title, first.text, first.url or ""),
        "foot": (profile.closing, *chain(*sources)),
    }
    return [rich(text).plain for part in parts for text in texts[part] if text.strip()]


def way_in_said(profile: Profile) -> list[str]:
    """Give every text of the way in as it is printed where there is room; none if it has none."""
    told = profile.way_in
    if told is None:
        return []
    steps = [(step.what, step.text or "") for step in told.steps]
    texts = (*chain(*steps), told.shared or "", told.called or "")
    return [rich(text).plain for text in texts if text]


FIVE_MM: Final = 5 / 25.4 * 72
"""In points: an office printer does not reach the outermost 4.3 mm of a sheet."""
_CAPITAL: Final = 0.66
"""Of the size of type: how high its capitals are."""


def upright(document: pymupdf.Document) -> Iterator[tuple[pymupdf.Page, dict[str, Any]]]:
    """Give the spans of text that stand upright, each with its page."""
    for page in document.pages():
        for block in page.get_text("dict")["blocks"]:
            for line in block.get("lines", ()):
                if line["dir"] == (1, 0):
                    yield from ((page, span) for span in line["spans"] if span["text"].strip())


def least_margin_pt(document: pymupdf.Document) -> float:
    """Give how near to an edge of its page a text comes: capitals above, the baseline below."""
    found: list[float] = []
    for page, span in upright(document):
        left, _, right, _ = span["bbox"]
        base = span["origin"][1]
        found += [left, page.rect.width - right]
        found += [base - _CAPITAL * span["size"], page.rect.height - base]
    return min(found)
