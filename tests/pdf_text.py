"""What a reader of a PDF gets: its words in the order in which they are painted."""

import re
from collections.abc import Iterable

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


def said_by(profile: Profile, language: str = "en") -> list[str]:
    """Give every text of a profile as the page says it, in the page's order."""
    wording = Wording(language)
    texts: list[str] = [profile.title, profile.summary]
    texts += [profile.verdict.worth_a_look_if, profile.verdict.maybe_not_if]
    texts += profile.work.story.split("\n")
    for share in profile.work.time_split:
        texts += [share.activity, wording.percent(share.percent)]
    texts += [profile.work.shift or "", profile.work.basis]
    for entry in profile.day.entries:
        texts += [entry.time, entry.title, entry.text]
    texts += [
        profile.day.note or "",
        *profile.fit.your_thing_when,
        *profile.fit.not_your_thing_when,
    ]
    texts += profile.money.story.split("\n")
    for path in profile.money.paths:
        figures = (path.low, path.typical, path.high)
        texts += [
            path.label,
            *(wording.money(n, profile.currency) for n in figures if n is not None),
        ]
    note = (profile.official and profile.official.note) or ""
    texts += [profile.money.basis, note, *profile.outlook.where_it_is_going.split("\n")]
    texts += [*profile.outlook.right_now.split("\n"), profile.try_it.title, profile.try_it.text]
    texts += [profile.try_it.url or "", profile.closing]
    for source in profile.sources:
        texts += [source.name, source.detail or ""]
        texts += [wording.date(source.date)] if source.date else []
    return [rich(text).plain for text in texts if text.strip()]
