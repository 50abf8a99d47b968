"""A translation against its original: the words differ, the facts may not."""

from collections.abc import Iterator
from typing import Any, Final

from careerprint.profile.model import OTHER_NAMES
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Draft, Finding
from careerprint.reading.plain_words import shortened

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


def differences(original: Draft, translation: Draft) -> Iterator[Finding]:
    """Give a finding for each fact, list length or key in which a translation differs."""
    yield from _compare((), _shared(original), _shared(translation))


def _shared(draft: Draft) -> Any:
    """Give what both languages share: the names that people use are each one's own."""
    value = draft.get()
    if not isinstance(value, dict):
        return value
    return {key: value[key] for key in value if key != OTHER_NAMES}


def _compare(path: KeyPath, original: Any, translation: Any) -> Iterator[Finding]:
    if isinstance(original, dict) and isinstance(translation, dict):
        for key in original:
            if key not in translation:
                yield Finding(
                    at=path,
                    message=f"'{key}' is missing, and the original has it",
                    hint="translate it too",
                )
            else:
                yield from _compare((*path, key), original[key], translation[key])
        for key in translation:
            if key not in original:
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
    elif path and path[-1] in FACTS and original != translation:
        yield Finding(
            at=path,
            message=f"'{path[-1]}' is '{shortened(translation)}', and the original says"
            f" '{shortened(original)}'",
            hint="facts are the same in every language: mend the one that is wrong",
        )
