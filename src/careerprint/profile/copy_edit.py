"""A profile read as a copy editor reads it: findings with their places, and what is safe mended."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff
from typing import Any, Final

from careerprint.errors import Diagnostic, Location, Severity
from careerprint.profile.model import Profile
from careerprint.profile.slips import Slip, house_dash, in_text
from careerprint.profile.spellings import mixed_spellings
from careerprint.profile.time_forms import mixed_times
from careerprint.profile.translation import is_words
from careerprint.reading.composer import KeyPath, compose
from careerprint.reading.documents import Draft, Loaded
from careerprint.reading.plain_words import shortened
from careerprint.reading.written_texts import Edit, edited, place_of
from careerprint.settings import Language

Text = tuple[KeyPath, str]
_MOST_PASSES: Final = 5
"""Times that a file is gone through: what one mend uncovers, the next takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A file with its safe slips mended: its new bytes, how many, and the difference to see."""

    content: bytes
    count: int
    difference: str


def with_slips(loaded: Loaded[Profile], language: Language) -> Loaded[Profile]:
    """Give a profile whose findings have the slips among them, each a warning at its place."""
    source = _text_of(loaded.source)
    if not isinstance(loaded.tree, dict):
        return loaded
    found = [
        Diagnostic(
            location=_location(loaded, source, path, slip),
            severity=Severity.WARNING,
            message=slip.message,
            hint=slip.hint or _hint(loaded.tree, path, slip),
        )
        for path, slip in slips(loaded.tree, language)
    ]
    every = sorted((*loaded.diagnostics, *found), key=lambda one: one.location)
    return replace(loaded, diagnostics=tuple(every))


def mended(loaded: Loaded[Profile], language: Language, *, name: str) -> Mended | None:
    """Give a file with what is safe mended, and nothing else changed; None if there is nothing.

    ``name`` heads the difference, which is a unified diff.
    """
    source = text = _text_of(loaded.source)
    count = 0
    for _ in range(_MOST_PASSES):
        tree = compose(text).value
        if not isinstance(tree, dict):
            break
        edits = [
            Edit(at=path, start=slip.start, end=slip.end, text=slip.instead)
            for path, slip in slips(tree, language)
            if slip.instead is not None
        ]
        text, made = edited(text, edits)
        if not made:
            break
        count += len(made)
    if text == source:
        return None
    mark = b"\xef\xbb\xbf" if loaded.source.startswith(b"\xef\xbb\xbf") else b""
    lines = (source.splitlines(), text.splitlines())
    difference = unified_diff(*lines, fromfile=name, tofile=f"{name}, mended", lineterm="", n=1)
    return Mended(content=mark + text.encode(), count=count, difference="\n".join(difference))


def slips(tree: dict[str, Any], language: Language) -> Iterator[tuple[KeyPath, Slip]]:
    """Give the slips of a profile's plain values, with the key path of each text."""
    draft = Draft(tree)
    every = [(path, text) for path, text in draft.texts() if path]
    texts = [(path, text) for path, text in every if is_words(path, text)]
    dash = house_dash([text for _, text in texts])
    for path, text in texts:
        yield from ((path, slip) for slip in in_text(text, language, dash))
    times = [(path, text) for path, text in every if path[-1] == "time"]
    is_english = language is Language.ENGLISH
    yield from mixed_times((*times, *texts), with_prose=is_english)
    if is_english:
        for number, slip in mixed_spellings([text for _, text in texts]):
            yield texts[number][0], slip
    yield from _openings(texts, language)
    yield from _endings(texts)


def _text_of(source: bytes) -> str:
    return source.decode("utf-8-sig", "replace")


def _location(loaded: Loaded[Profile], source: str, path: KeyPath, slip: Slip) -> Location:
    at = place_of(source, path, slip.start)
    return Location(loaded.path, *at) if at else loaded.locate(path)


def _hint(tree: dict[str, Any], path: KeyPath, slip: Slip) -> str:
    """Show the words around a slip as they should be."""
    value: Any = tree
    for step in path:
        value = value[step]
    text = str(value)
    if slip.instead is None:
        return f"in: “{shortened(text[max(0, slip.start - 20) :], 50)}”"
    start = text.rfind(" ", 0, max(0, slip.start - 8)) + 1
    end = text.find(" ", slip.end + 8)
    end = len(text) if end < 0 else end
    right = text[start : slip.start] + slip.instead + text[slip.end : end]
    return f"write: {' '.join(right.split(chr(10)))}"


# --- openings: what reads on after a heading ----------------------------------------------------

_SMALL: Final = {
    Language.ENGLISH: re.compile(
        r"(?:you|your|the|a|an|it|its|it’s|they|their|there|this|that|these|those|what|who|nothing"
        r"|nobody|no|not|being|having|some|any|most|all|each|every|many|few|people|one|two|to|at|on"
        r"|in|for|from|by|with|without|as|even|only|just|long|hours|days|nights|weekends|early|late"
        r"|working|knowing|making|sitting|standing|money|steady|either|both|if|when)(?![\w’'])",
        re.IGNORECASE,
    ),
    Language.SPANISH: re.compile(
        r"(?:te|tu|tú|tienes|quieres|eres|puedes|prefieres|necesitas|el|la|los|las|lo|un|una|no|se|su"
        r"|les|le|solo|tienen|quieren|prefieren|necesitan|si|cuando)(?!\w)",
        re.IGNORECASE,
    ),
}
_HEADINGS: Final[tuple[tuple[KeyPath, tuple[str, ...]], ...]] = (
    (("verdict", "worth_a_look_if"), ("if ", "si ")),
    (("verdict", "maybe_not_if"), ("if ", "si ")),
    (("fit", "your_thing_when"), ("when ", "cuando ")),
    (("fit", "not_your_thing_when"), ("when ", "cuando ")),
)


def _openings(texts: Iterable[Text], language: Language) -> Iterator[tuple[KeyPath, Slip]]:
    """A text that reads on after a heading starts small, and does not repeat its last word."""
    repeated = dict(_HEADINGS)
    for path, text in texts:
        if path[:2] not in repeated:
            continue
        word = next((one for one in repeated[path[:2]] if text.lower().startswith(one)), "")
        if word:
            yield (
                path,
                Slip(
                    start=0,
                    end=len(word),
                    instead="",
                    message=f"the text begins with “{word.strip()}”, which its heading ends with",
                ),
            )
        elif text[:1].isupper() and _SMALL[language].match(text):
            yield (
                path,
                Slip(
                    start=0,
                    end=1,
                    instead=text[0].lower(),
                    message="the text reads on after its heading, and begins with a capital",
                ),
            )


# --- endings: full stops ------------------------------------------------------------------------

_ENDED: Final = re.compile(r"[.!?…][”’»)]*$")
_RUNNING: Final = frozenset(
    {
        ("summary",),
        ("verdict", "worth_a_look_if"),
        ("verdict", "maybe_not_if"),
        ("work", "story"),
        ("work", "shift"),
        ("work", "basis"),
        ("day", "note"),
        ("try_it", "text"),
        ("money", "story"),
        ("money", "basis"),
        ("outlook", "where_it_is_going"),
        ("outlook", "right_now"),
        ("way_in", "shared"),
        ("closing",),
    }
)
_ABBREVIATION: Final = re.compile(r"\b(?:etc|Inc|Co|Corp|Ltd|Jr|Sr|St|No|\w\.\w)\.$")


def _endings(texts: Iterable[Text]) -> Iterator[tuple[KeyPath, Slip]]:
    """A text ends with a full stop; the items of a list all do, or none."""
    lists: dict[KeyPath, list[Text]] = {}
    for path, text in texts:
        group = tuple(step for step in path if isinstance(step, str))
        if len(group) < len(path) and not {"sources", "related"}.intersection(path):
            lists.setdefault(group, []).append((path, text))
        elif group in _RUNNING and not _ENDED.search(text.rstrip()):
            yield path, _stop(text, "the text has no full stop at its end")
    for items in lists.values():
        yield from _list_endings(items)


def _list_endings(items: list[Text]) -> Iterator[tuple[KeyPath, Slip]]:
    ended = [bool(_ENDED.search(text.rstrip())) for _, text in items]
    if all(ended) or not any(ended):
        return
    is_usual = sum(ended) * 2 >= len(ended)
    for (path, text), has_stop in zip(items, ended, strict=True):
        if has_stop and not is_usual:
            at = len(text.rstrip()) - 1
            is_plain = text[at] == "." and not _ABBREVIATION.search(text.rstrip())
            is_one = not re.search(r"[.!?]\s", text)
            yield (
                path,
                Slip(
                    start=at,
                    end=at + 1,
                    instead="" if is_plain and is_one else None,
                    message="this item ends with a full stop, and most others of its list do not",
                ),
            )
        elif is_usual and not has_stop:
            yield path, _stop(text, "this item has no full stop, and others of its list do")


def _stop(text: str, message: str) -> Slip:
    at = len(text.rstrip())
    last = text[at - 1 : at]
    instead = "." if last.isalnum() or last in ")%" else None
    return Slip(start=at, end=at, instead=instead, message=message)
