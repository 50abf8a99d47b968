"""A translation against its original.

The words differ, the facts may not. A text that begins with :data:`MARK` is still in English; so
is one that says what the original says, or whose small words are English ones.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, Final

from careerprint.errors import Severity
from careerprint.profile.model import OTHER_NAMES, WAY_IN, Profile
from careerprint.profile.prose import amounts, reads_english, sentences
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Draft, Finding, Loaded
from careerprint.reading.plain_words import shortened

MARK: Final = "(EN) "
"""What a text begins with that is still to be translated."""
FACTS: Final = frozenset(
    {
        "cluster",
        "currency",
        "percent",
        "time",
        "low",
        "typical",
        "high",
        "open_ended",
        "per",
        "source",
        "id",
        "date",
        "url",
        "estimate",
        "soc",
        "match",
        "unit",
        "dated",
    }
)
"""The keys whose values are facts and not words."""


FEWEST_WORDS: Final = 4
"""A text of fewer words may well be the same in two languages."""


def _is_fact(path: KeyPath, value: Any) -> bool:
    return path[-1] in FACTS or (isinstance(value, str) and not is_words(path, value))


def is_words(path: KeyPath, text: str) -> bool:
    """Whether a text is to be translated: neither a fact nor a related career's id."""
    is_id = path[0] == "related" and isinstance(path[-1], int)
    return bool(text.strip()) and path[-1] not in FACTS and not is_id


def _is_marked(text: str) -> bool:
    return text.startswith(MARK.strip())


def without_echoes(loaded: Loaded[Profile]) -> Loaded[Profile]:
    """Give a translation whose marked texts have no other finding: they are not written yet."""
    if not loaded.diagnostics:
        return loaded
    marked = {loaded.locate(path) for path, text in Draft(loaded.tree).texts() if _is_marked(text)}
    told = tuple(
        one
        for one in loaded.diagnostics
        if one.location not in marked or one.message.endswith(_TO_DO)
    )
    return replace(loaded, diagnostics=told)


_TO_DO: Final = "still to be translated"


def left_in_english(original: Draft, translation: Draft) -> Iterator[Finding]:
    """Give one finding of all texts that are marked, and one of each that reads as English."""
    texts = [(path, text) for path, text in translation.texts() if is_words(path, text)]
    marked = [path for path, text in texts if _is_marked(text)]
    if marked:
        yield Finding(
            at=marked[0],
            message=f"{len(marked)} of {len(texts)} texts are {_TO_DO}",
            hint=f"each begins with {MARK.strip()}: translate it, and take {MARK.strip()} away",
        )
    said = {_plain(one) for _, text in original.texts() for one in sentences(text)}
    for path, text in texts:
        if "sources" in path or _is_marked(text):
            continue
        for one in sentences(text):
            if len(one.split()) >= FEWEST_WORDS and (_plain(one) in said or reads_english(one)):
                yield Finding(
                    at=path,
                    message=f"this is still in English: “{shortened(one)}”",
                    hint="translate it",
                    severity=Severity.WARNING,
                )


def _plain(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))


def differences(original: Draft, translation: Draft) -> Iterator[Finding]:
    """Give a finding for each fact, list length or key in which a translation differs."""
    yield from _compare((), _shared(original), _shared(translation))


def _amounts_differ(path: KeyPath, original: str, translation: str) -> Iterator[Finding]:
    """Find amounts that a text tells and its original does not."""
    told, said = amounts(original), amounts(translation)
    for written, amount in () if _is_marked(translation) else said.items():
        if amount not in told.values():
            lost = [one for one, value in told.items() if value not in said.values()]
            yield Finding(
                at=path,
                message=f"the text says {written}, and the original does not",
                hint=f"write {lost[0]}, as there" if lost else "tell the same amounts in both",
                severity=Severity.WARNING,
            )


def _shared(draft: Draft) -> Any:
    """Give what both languages share: the names that people use are each one's own."""
    value = draft.get()
    if not isinstance(value, dict):
        return value
    return {key: value[key] for key in value if key != OTHER_NAMES}


def _compare(path: KeyPath, original: Any, translation: Any) -> Iterator[Finding]:
    if isinstance(original, dict) and isinstance(translation, dict):
        own = [key for key in translation if key not in original]
        for key in original:
            if key not in translation:
                if get_close_matches(key, own, n=1):
                    continue  # it is misspelled, which is said where it stands
                is_extra = (*path, key) == (WAY_IN,)
                yield Finding(
                    at=(*path, key),
                    message=f"'{key}' is missing, and the original has it",
                    hint="translate it too: until then the page goes without" if is_extra else "",
                    severity=Severity.WARNING if is_extra else Severity.ERROR,
                    is_about_key=True,
                )
            else:
                yield from _compare((*path, key), original[key], translation[key])
        for key in own:
            yield Finding(
                at=(*path, key),
                message=f"the original has no '{key}'",
                hint="add it to the original first",
                is_about_key=True,
            )
    elif isinstance(original, list) and isinstance(translation, list):
        if len(original) != len(translation):
            yield Finding(
                at=path,
                message=f"the list has {len(translation)} items, and the original has"
                f" {len(original)}",
                hint="translate item by item",
                is_about_key=True,
            )
        for index, (one, other) in enumerate(zip(original, translation, strict=False)):
            yield from _compare((*path, index), one, other)
    elif path:
        yield from _value_differs(path, original, translation)


def _value_differs(path: KeyPath, original: Any, translation: Any) -> Iterator[Finding]:
    if not _is_fact(path, original):
        yield from _amounts_differ(path, str(original), str(translation))
    elif original != translation:
        name = path[-1] if isinstance(path[-1], str) else path[-2]
        yield Finding(
            at=path,
            message=f"'{name}' is '{shortened(translation)}', and the original says"
            f" '{shortened(original)}'",
            hint="facts are the same in every language: mend the one that is wrong",
        )
