"""How alike the careers of a library read: what one hand that fills in a form leaves behind.

Nothing here is wrong in one career. It shows when many do it, so it is counted over all of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from careerprint.errors import Diagnostic, Severity
from careerprint.profile.model import Profile
from careerprint.profile.prose import sentences
from careerprint.profile.values import parse_number
from careerprint.reading.documents import Draft, Loaded

ENOUGH_TO_SHOW: Final = 3
"""Careers that share a turn before it shows; in a large library it is a tenth."""
SKELETON_LENGTH: Final = 6
"""Words and gaps that make a skeleton, of which ``KEPT_WORDS`` are words, no two the same."""
KEPT_WORDS: Final = 4
PHRASE_LENGTH: Final = 4
USUAL_DAY: Final = 5
_MOST_EXAMPLES: Final = 6

_WORD: Final = re.compile(r"\d[\w,.%]*|[^\W\d_]+(?:’[^\W\d_]+)?")
_SMALL_WORDS: Final = """
a about above after again ai all an and any are as at away be because been before below both but
by can come comes does done down each even every everybody few first for from get gets go goes
had half has have he her here him his how i if in into is it its just keep last later leave
leaves left less like long machine machines make makes many may me mean means more most much
must need needs next no nobody not nothing now of off often on once one only open openings or
other others our out over own part pay people put same she so software some somebody someone
still take takes than that the their them then there they things this those to too two under
until up us usually want wants was way we were what when where which while who whose why will
with without work would year years yet you your
"""
_SMALL: Final = frozenset(_SMALL_WORDS.split())
_MACHINES: Final = re.compile(r"\b(?:AI|software|robots?|apps?)\b", re.IGNORECASE)
_LEAVING: Final = re.compile(r"\bopenings?\b|\bplaces\b|\bdesks\b|\bvacanc", re.IGNORECASE)
_LEAVERS: Final = re.compile(
    r"\b(?:leav\w+|left|quits?|retir\w+|replac\w+|turnover|sell-outs)\b", re.IGNORECASE
)
_Turns = Callable[[tuple[str, ...]], Iterable[str]]
_NO_WORDS: Final = {"source", "sources", "official", "also_known_as", "related", "cluster", "title"}
_NO_LABELS: Final = {"activity", "label", "time", "url", "per", "unit", "dated", "source"}
_FOUNDATIONS: Final = {("money", "basis"), ("work", "basis")}
"""What figures cover and rest on is said alike everywhere on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A sign of sameness: how often it is there, out of how many, and where it is seen most."""

    name: str
    count: int
    of: int
    unit: str
    examples: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Give the measure as plain values."""
        return {
            "name": self.name,
            "count": self.count,
            "of": self.of,
            "unit": self.unit,
            "examples": list(self.examples),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    id: str
    draft: Draft
    sentences: tuple[tuple[str, ...], ...]


def measured(profiles: Sequence[Loaded[Profile]]) -> tuple[Measure, ...]:
    """Give the measures of sameness over careers of one language, in a fixed order."""
    read = [_read(one) for one in profiles if one.value is not None]
    return (
        _openers("no-lines that open like those of others", read, "not_your_thing_when"),
        _openers("yes-lines that open like those of others", read, "your_thing_when"),
        _endings(read),
        _shared("phrases of four words that many share", read, _phrases),
        _shared("sentence skeletons that many share", read, _skeletons),
        _careers("stories that come to machines in their second half", read, _ends_on_machines),
        _careers("stories that open with machines", read, _opens_on_machines),
        _careers("outlooks that count openings as people leaving", read, _counts_leavers),
        _careers("first projects that end on a question", read, _ends_on_question),
        _careers("splits in steps of five", read, _is_in_fives),
        _careers("splits in descending order", read, _descends),
        _same_splits(read),
        _careers("days of five entries", read, _has_usual_day),
        _same_lengths(read),
    )


def same_splits(profiles: Sequence[Loaded[Profile]]) -> Iterator[Diagnostic]:
    """Give a warning for each split whose shares an earlier career of the sequence has too."""
    first: dict[tuple[Decimal, ...], Loaded[Profile]] = {}
    for loaded in profiles:
        shares = _shares(Draft(loaded.tree)) if loaded.value is not None else ()
        if not shares:
            continue
        other = first.setdefault(shares, loaded)
        if other.path.stem != loaded.path.stem:
            yield Diagnostic(
                location=loaded.locate(("work", "time_split")),
                severity=Severity.WARNING,
                message=f"{other.path.name} divides its time into the same shares",
                hint="no two jobs do: work the shares out anew",
            )


def _read(loaded: Loaded[Profile]) -> _Read:
    draft = Draft(loaded.tree)
    texts = (
        text
        for path, text in draft.texts()
        if not _NO_WORDS.intersection({path[0], *path[1:2]})
        and path[-1] not in _NO_LABELS
        and path not in _FOUNDATIONS
    )
    words = (
        tuple(word.casefold() for word in _WORD.findall(sentence))
        for text in texts
        for sentence in sentences(text)
    )
    return _Read(id=loaded.path.stem, draft=draft, sentences=tuple(words))


# --- lines and turns ----------------------------------------------------------------------------


def _lines(one: _Read, name: str) -> list[str]:
    value = one.draft.get("fit", name)
    return [line for line in value if isinstance(line, str)] if isinstance(value, list) else []


def _openers(name: str, read: Sequence[_Read], key: str) -> Measure:
    """Count the lines whose first two words open lines in a tenth of the careers or more."""
    careers: defaultdict[str, set[str]] = defaultdict(set)
    every = [(one.id, " ".join(line.split()[:2])) for one in read for line in _lines(one, key)]
    for career, opener in every:
        careers[opener].add(career)
    common = {opener for opener, its in careers.items() if _shows(len(its), len(read))}
    counts = Counter(opener for _, opener in every if opener in common)
    return Measure(
        name=name,
        count=sum(counts.values()),
        of=len(every),
        unit="lines",
        examples=_most(counts),
    )


def _shows(count: int, careers: int) -> bool:
    return count >= max(ENOUGH_TO_SHOW, careers / 10)


def _endings(read: Sequence[_Read]) -> Measure:
    """Count the pairs of words that end sentences in many careers."""
    return _shared(
        "sentence endings of two words that many share",
        read,
        lambda words: (" ".join(words[-2:]),) if len(words) > PHRASE_LENGTH else (),
    )


def _phrases(words: tuple[str, ...]) -> Iterator[str]:
    yield from (
        " ".join(words[at : at + PHRASE_LENGTH]) for at in range(len(words) - PHRASE_LENGTH + 1)
    )


def _skeletons(words: tuple[str, ...]) -> Iterator[str]:
    bones: list[str] = []
    for word in words:
        bone = word if word in _SMALL else "#" if word[0].isdigit() else "…"
        if bone != "…" or not bones or bones[-1] != "…":
            bones.append(bone)
    for at in range(len(bones) - SKELETON_LENGTH + 1):
        part = bones[at : at + SKELETON_LENGTH]
        if len(_SMALL.intersection(part)) >= KEPT_WORDS:
            yield " ".join(part)


def _shared(
    name: str,
    read: Sequence[_Read],
    turns: Callable[[tuple[str, ...]], Iterator[str] | tuple[str, ...]],
) -> Measure:
    careers: defaultdict[str, set[str]] = defaultdict(set)
    for one in read:
        for words in one.sentences:
            for turn in turns(words):
                careers[turn].add(one.id)
    counts = Counter({turn: len(its) for turn, its in careers.items()})
    common = Counter({turn: n for turn, n in counts.items() if _shows(n, len(read))})
    return Measure(
        name=name, count=len(common), of=len(counts), unit="turns", examples=_most(common)
    )


def _most(counts: Counter[str]) -> tuple[str, ...]:
    first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_EXAMPLES]
    return tuple(f"{turn} ({count})" for turn, count in first)


# --- careers ------------------------------------------------------------------------------------


def _careers(name: str, read: Sequence[_Read], is_so: Callable[[Draft], bool]) -> Measure:
    found = tuple(one.id for one in read if is_so(one.draft))
    return Measure(name=name, count=len(found), of=len(read), unit="careers", examples=found)


def _ends_on_machines(draft: Draft) -> bool:
    every = sentences(draft.text("work", "story") or "")
    at = next((n for n, one in enumerate(every) if _MACHINES.search(one)), None)
    return at is not None and at >= len(every) / 2


def _opens_on_machines(draft: Draft) -> bool:
    every = sentences(draft.text("work", "story") or "")
    return bool(every and _MACHINES.search(every[0]))


def _counts_leavers(draft: Draft) -> bool:
    every = sentences(draft.text("outlook", "where_it_is_going") or "")
    return any(_LEAVING.search(one) and _LEAVERS.search(one) for one in every)


def _ends_on_question(draft: Draft) -> bool:
    return (draft.text("try_it", "text") or "").endswith("?")


def _shares(draft: Draft) -> tuple[Decimal, ...]:
    rows = (row.get("percent") for _, row in draft.rows("work", "time_split"))
    return tuple(share for row in rows if isinstance(share := parse_number(row), Decimal))


def _is_in_fives(draft: Draft) -> bool:
    shares = _shares(draft)
    return bool(shares) and all(share % 5 == 0 for share in shares)


def _descends(draft: Draft) -> bool:
    shares = _shares(draft)
    return len(shares) > 1 and all(one >= other for one, other in pairwise(shares))


def _same_splits(read: Sequence[_Read]) -> Measure:
    by_shares: defaultdict[tuple[Decimal, ...], list[str]] = defaultdict(list)
    for one in read:
        if shares := tuple(sorted(_shares(one.draft))):
            by_shares[shares].append(one.id)
    same = [ids for ids in by_shares.values() if len(ids) > 1]
    return Measure(
        name="splits of the same shares",
        count=sum(len(ids) for ids in same),
        of=len(read),
        unit="careers",
        examples=tuple(" = ".join(ids) for ids in same),
    )


def _has_usual_day(draft: Draft) -> bool:
    return len(list(draft.rows("day", "entries"))) == USUAL_DAY


def _same_lengths(read: Sequence[_Read]) -> Measure:
    lengths = Counter(len(list(one.draft.rows("day", "entries"))) for one in read)
    return Measure(
        name="days of the commonest number of entries",
        count=max(lengths.values(), default=0),
        of=len(read),
        unit="careers",
        examples=tuple(f"{length} entries ({n})" for length, n in sorted(lengths.items())),
    )
