"""How a profile reads, and where its sources lead: plain rules, each a warning with its place.

Both measures of reading are computed by textstat. For English it is the Automated Readability
Index (Senter and Smith, 1967): of those that give a US school grade it is the one that needs no
dictionary. For Spanish it is the perspicuity of Szigriszt Pazos (1993), told by the steps of the
INFLESZ scale (Barrio Cantalejo, 2008).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Annotated, Any, ClassVar, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

from careerprint.errors import Diagnostic, InputError, Severity
from careerprint.profile.model import Profile
from careerprint.profile.prose import sentences
from careerprint.profile.rules import DAY_MINUTES, sources_of
from careerprint.profile.values import parse_time
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Draft, Finding, Loaded, Rule, load
from careerprint.reading.plain_words import shortened
from careerprint.reading.web_addresses import is_front_page, web_address
from careerprint.resources import shipped
from careerprint.settings import Language

TARGET_GRADE: Final = 9
LEAST_PERSPICUITY: Final = 55
"""Where the INFLESZ scale calls a Spanish text normal: below, it is somewhat difficult."""
FEWEST_WORDS: Final = 25
"""A shorter text has no grade worth telling."""
LEAST_NO_SIDE: Final = 0.6
"""The share of the yes side's words that the no side should have at least."""
MOST_WISHES: Final = 3
"""Lines of one list that may open with what people want or need, less one."""
LONG_DAY_MINUTES: Final = 8 * 60
"""From first entry to last: in a shorter day nobody need eat."""
_WISH: Final = re.compile(r"they(?:’d| would)? (?:want|need)\b", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"\b(?:lunch|breakfast|supper|dinner|meals?|snack|sandwich(?:es)?|coffee|breaks?|eats?|ate|eaten"
    r"|eating|naps?|rest|rests|half hour off|noodles|soup|tacos|fries)\b",
    re.IGNORECASE,
)
SHARED_WORDS: Final = 7
"""A sentence of fewer words may well stand in two profiles."""

SECTIONS: Final[dict[str, tuple[KeyPath, ...]]] = {
    "summary": (("summary",),),
    "verdict": (("verdict", "worth_a_look_if"), ("verdict", "maybe_not_if")),
    "work": (("work", "story"), ("work", "shift"), ("work", "basis")),
    "day": (("day", "entries"), ("day", "note")),
    "fit": (("fit",),),
    "try_it": (("try_it", "text"),),
    "money": (("money", "story"), ("money", "basis")),
    "outlook": (("outlook", "where_it_is_going"), ("outlook", "right_now")),
    "way_in": (("way_in", "steps"), ("way_in", "shared")),
}
"""The sections whose grade is told, with the texts that they are made of."""
_NO_PROSE: Final = {"low", "high", "unit", "per", "source"}
_LABELS: Final = {"title", "time", "activity", "label", "what"} | _NO_PROSE
_EXPLAINED: Final = re.compile(
    r"half\b[^.]{0,60}\b(?:more|less|above|below|under|over)\b|\bone in ten\b|\bmiddle one\b",
    re.IGNORECASE,
)
_STATISTIC: Final = re.compile(r"\b(?:medians?|percentiles?)\b", re.IGNORECASE)


def rules(target_grade: int = TARGET_GRADE) -> dict[Language, tuple[Rule, ...]]:
    """Give the rules on wording and sources by language, English reading against a target grade."""
    return {
        Language.ENGLISH: _english(target_grade),
        Language.SPANISH: (reads_easily_in_spanish,),
    }


def _english(target_grade: int) -> tuple[Rule, ...]:
    return (
        partial(reads_easily, target_grade),
        explains_statistics,
        shows_the_low_end,
        sides_weigh_the_same,
        words_are_fit,
        opens_its_lines_anew,
        day_has_a_break,
        sources_lead_to_pages,
    )


def sources_lead_to_pages(draft: Draft) -> Iterator[Finding]:
    """A source's address is that of the very page: no front page, and no other source's."""
    first: dict[str, object] = {}
    for path, row in sources_of(draft):
        url, name = row.get("url"), row.get("id")
        try:
            url = web_address(url)
        except ValueError:  # another finding's
            continue
        other = first.setdefault(url, name)
        told = ""
        if is_front_page(url):
            told = f"the source '{name}' leads to a front page: {url}"
        elif other != name:
            told = f"the source '{name}' leads where '{other}' leads: {url}"
        if told:
            yield Finding(
                at=(*path, "url"),
                message=told,
                hint="give the address of the very page that says it, with its part behind a #",
                severity=Severity.WARNING,
            )


def reads_easily(target_grade: int, draft: Draft) -> Iterator[Finding]:
    """A section reads at the target grade or below."""
    for name, whole, (path, sentence) in _sections(draft):
        grade = int(_grade(whole))
        if grade > target_grade:
            message = f"'{name}' reads at grade {grade}; the target is grade {target_grade}"
            yield _too_hard(path, message, sentence)


def reads_easily_in_spanish(draft: Draft) -> Iterator[Finding]:
    """A section is normal to read or easier, by the INFLESZ scale."""
    for name, whole, (path, sentence) in _sections(draft):
        points = max(int(_perspicuity(whole)), 0)
        if points < LEAST_PERSPICUITY:
            message = (
                f"'{name}' has {points} points of Szigriszt Pazos;"
                f" from {LEAST_PERSPICUITY} on a text is normal to read"
            )
            yield _too_hard(path, message, sentence)


def _sections(draft: Draft) -> Iterator[tuple[str, str, tuple[KeyPath, str]]]:
    """Give the name of each section, its text, and its longest sentence with the place of it."""
    for name, paths in SECTIONS.items():
        texts = [(path, text) for start in paths for path, text in _texts_at(draft, start)]
        whole = " ".join(_ended(text) for _, text in texts)
        if len(whole.split()) >= FEWEST_WORDS:
            every = ((path, one) for path, text in texts for one in sentences(text))
            yield name, whole, max(every, key=lambda item: len(item[1].split()))


def _too_hard(path: KeyPath, message: str, sentence: str) -> Finding:
    return Finding(
        at=path,
        message=message,
        hint=f"start with its longest sentence ({len(sentence.split())} words):"
        f" “{shortened(sentence)}”",
        severity=Severity.WARNING,
    )


def _grade(text: str) -> float:
    from textstat import textstat

    return float(textstat.automated_readability_index(text))


def _perspicuity(text: str) -> float:
    return float(_spanish_measures().szigriszt_pazos(text))


@cache
def _spanish_measures() -> Any:
    from textstat.textstat import textstatistics

    measures = textstatistics()
    measures.set_lang(Language.SPANISH.value)
    return measures


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _texts_at(draft: Draft, start: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Give the running texts below a key path, each on one line."""
    for path, text in Draft(draft.get(*start)).texts():
        if not path or path[-1] not in _LABELS:
            yield (*start, *path), " ".join(text.split())


def explains_statistics(draft: Draft) -> Iterator[Finding]:
    """A median or a percentile is explained somewhere on the page.

    The page does so itself where it prints official pay.
    """
    match, soc = draft.text("official", "match"), draft.text("official", "soc")
    if soc and match in {"exact", "closest"}:
        return
    texts = list(draft.texts())
    if any(_EXPLAINED.search(text) for _, text in texts):
        return
    for path, text in texts:
        if found := _STATISTIC.search(text):
            yield Finding(
                at=path,
                message=f"'{found[0]}' is not explained anywhere on the page",
                hint="add it once: the median is the pay that half earn less than",
                severity=Severity.WARNING,
            )
            return


def shows_the_low_end(draft: Draft) -> Iterator[Finding]:
    """A way of being paid shows its low end."""
    for path, row in draft.rows("money", "paths"):
        if not row.get("low") and (row.get("typical") or row.get("high")):
            yield Finding(
                at=path,
                message="this way of being paid hides its low end",
                hint="add low: what the tenth who earn least get",
                severity=Severity.WARNING,
            )


def sides_weigh_the_same(draft: Draft) -> Iterator[Finding]:
    """The no side is not much thinner than the yes side."""
    names = ("your_thing_when", "not_your_thing_when")
    yes, no = (Draft(draft.get("fit", name)).words() for name in names)
    if yes and no and no < LEAST_NO_SIDE * yes:
        yield Finding(
            at=("fit", "not_your_thing_when"),
            message=f"the no side has {no} words, and the yes side {yes}",
            hint="give both sides the same weight",
            severity=Severity.WARNING,
            is_about_key=True,
        )


def words_are_fit(draft: Draft) -> Iterator[Finding]:
    """No word of the lists in ``data/wording.yaml`` is there."""
    for path, text in draft.texts():
        for fault, pattern, instead in _listed():
            if found := pattern.search(text):
                yield Finding(
                    at=path,
                    message=f"'{found[0]}' {fault}",
                    hint=instead,
                    severity=Severity.WARNING,
                )


def opens_its_lines_anew(draft: Draft) -> Iterator[Finding]:
    """Not half of a list's lines, and never three, say that they want or need something."""
    for name in ("your_thing_when", "not_your_thing_when"):
        lines = [one for _, one in Draft(draft.get("fit", name)).texts()]
        wishes = [one for one in lines if _WISH.match(one)]
        if len(wishes) >= MOST_WISHES and len(wishes) * 2 >= len(lines):
            yield Finding(
                at=("fit", name),
                message=f"{len(wishes)} of {len(lines)} lines open with what people want or need",
                hint="say in some of them what people do, notice or put up with",
                severity=Severity.WARNING,
                is_about_key=True,
            )


def day_has_a_break(draft: Draft) -> Iterator[Finding]:
    """A day of eight hours or more has a meal or a rest in it, or says why there is none."""
    times = [parse_time(str(row.get("time"))) for _, row in draft.rows("day", "entries")]
    minutes = [time.minutes for time in times if time is not None and time.is_definite]
    if len(minutes) < 2 or (minutes[-1] - minutes[0]) % DAY_MINUTES < LONG_DAY_MINUTES:
        return
    if not any(_BREAK.search(text) for _, text in Draft(draft.get("day")).texts()):
        yield Finding(
            at=("day", "entries"),
            message="nobody eats or rests in this day",
            hint="say when the break is, or that there is none",
            severity=Severity.WARNING,
            is_about_key=True,
        )


class _Word(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    word: str
    instead: str


_WordList = Annotated[tuple[_Word, ...], BeforeValidator(lambda value: value)]


class _Words(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    glamour: _WordList
    worn: _WordList
    persons: _WordList


_FAULTS: Final = {
    "glamour": "glamorizes",
    "worn": "is a worn turn",
    "persons": "makes a person’s age or sex the point",
}


@cache
def _listed() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Give what is wrong with each listed word, how it is found, and what to write instead."""
    loaded = load(shipped("data") / "wording.yaml", _Words)
    if loaded.value is None:
        raise InputError(loaded.diagnostics)
    return tuple(
        (fault, _pattern(one.word), one.instead)
        for name, fault in _FAULTS.items()
        for one in getattr(loaded.value, name)
    )


def _pattern(word: str) -> re.Pattern[str]:
    body = re.escape(word.rstrip("*")).replace(r"\ ", r"\s+")
    ending = r"\w*" if word.endswith("*") else r"\b"
    return re.compile(rf"\b{body}{ending}", re.IGNORECASE)


def shared_sentences(profiles: Sequence[Loaded[Profile]]) -> Iterator[Diagnostic]:
    """Give a warning for each sentence that an earlier profile of the sequence has too."""
    first: dict[str, str] = {}
    for loaded in profiles:
        if loaded.value is None:
            continue
        for path, text in Draft(loaded.tree).texts():
            for sentence in sentences(text):
                key = " ".join(re.findall(r"\w+", sentence.casefold()))
                if len(key.split()) < SHARED_WORDS or "sources" in path:
                    continue
                other = first.setdefault(key, loaded.path.name)
                if other != loaded.path.name:
                    yield Diagnostic(
                        location=loaded.locate(path),
                        severity=Severity.WARNING,
                        message=f"{other} has the same sentence: “{shortened(sentence)}”",
                        hint="each career in its own words",
                    )
