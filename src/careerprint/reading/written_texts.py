"""Texts of a YAML file where they are written, so that one is changed and nothing else.

Comments, order, styles and line endings stay, because the source is edited and not written anew;
what comes out is read again and must say what was meant.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import yaml

from careerprint.reading.composer import KeyPath, compose

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What takes the place of some characters of a text; equal bounds insert."""

    at: KeyPath
    start: int
    end: int
    text: str


def edited(source: str, edits: Iterable[Edit]) -> tuple[str, tuple[Edit, ...]]:
    """Give a file's source with its texts changed, and the edits that were made.

    An edit is left out that lies over an earlier one, over a line's end or an escape, which stand
    for characters that are not there, or after which the file would not say what it should.
    """
    places = {path: tuple(found) for path, found in _texts(source)}
    wanted: list[tuple[Span, Edit]] = []
    for edit in sorted(edits, key=lambda one: (str(one.at), one.start, one.end)):
        span = _span(places.get(edit.at, ()), edit)
        if span and all(
            span != other and (span[0] >= other[1] or span[1] <= other[0]) for other, _ in wanted
        ):
            wanted.append((span, edit))
    text = _changed(source, wanted)
    if text is None:  # one of them is at fault: find it
        made: list[tuple[Span, Edit]] = []
        for one in wanted:
            made += [one] if _changed(source, [*made, one]) is not None else []
        wanted, text = made, _changed(source, made)
    return text or source, tuple(edit for _, edit in wanted)


def place_of(source: str, at: KeyPath, index: int) -> tuple[int, int] | None:
    """Give line and column, from 1, of a character of a text; None where it is not its own."""
    for path, spans in _texts(source):
        if path == at:
            span = spans[index] if index < len(spans) else spans[-1] if spans else None
            if span is None:
                return None
            start = source.rfind("\n", 0, span[0]) + 1
            return source.count("\n", 0, span[0]) + 1, span[0] - start + 1
    return None


def lines_of_texts(source: str) -> dict[KeyPath, tuple[int | None, ...]]:
    """Give the line, from 1, of each character of each text; None where it is not its own."""
    ends = [at for at, letter in enumerate(source) if letter == "\n"]
    return {
        path: tuple(span and bisect_left(ends, span[0]) + 1 for span in spans)
        for path, spans in _texts(source)
    }


def _changed(source: str, wanted: Sequence[tuple[Span, Edit]]) -> str | None:
    """Give the source with edits made at their places; None if it does not say what it should."""
    text = source
    for (start, end), edit in sorted(wanted, key=lambda one: one[0], reverse=True):
        text = text[:start] + edit.text + text[end:]
    return text if _says(source, text, [edit for _, edit in wanted]) else None


def _says(source: str, text: str, edits: Sequence[Edit]) -> bool:
    """Whether a text holds what the source held, but for the edits."""
    before, after = compose(source), compose(text)
    wanted: dict[KeyPath, str] = {}
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        value = wanted.get(edit.at) or str(_value_at(before.value, edit.at))
        wanted[edit.at] = value[: edit.start] + edit.text + value[edit.end :]
    return after.value == _with(before.value, (), wanted) and len(after.problems) == len(
        before.problems
    )


def _value_at(value: Any, path: KeyPath) -> Any:
    for step in path:
        value = value[step]
    return value


def _with(value: Any, path: KeyPath, wanted: dict[KeyPath, str]) -> Any:
    if isinstance(value, dict):
        return {name: _with(item, (*path, name), wanted) for name, item in value.items()}
    if isinstance(value, list):
        return [_with(item, (*path, index), wanted) for index, item in enumerate(value)]
    return wanted.get(path, value)


def _span(spans: tuple[Span | None, ...], edit: Edit) -> Span | None:
    """Give where an edit falls in the source; None if it falls on what stands for another."""
    if edit.start == edit.end:
        if edit.start < len(spans) and (after := spans[edit.start]):
            return after[0], after[0]
        before = spans[edit.start - 1] if 0 < edit.start <= len(spans) else None
        return (before[1], before[1]) if before else None
    found = spans[edit.start : edit.end]
    if not found or any(one is None for one in found):
        return None
    whole = [one for one in found if one is not None]
    is_together = all(a[1] == b[0] for a, b in pairwise(whole))
    return (whole[0][0], whole[-1][1]) if is_together else None


def _texts(source: str) -> Iterator[tuple[KeyPath, list[Span | None]]]:
    """Give each text with the place of each of its characters in the source."""
    try:
        events: list[Any] = list(yaml.parse(source, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return
    yield from _value(source, (event for event in events if isinstance(event, _IN_USE)), ())


_IN_USE: Final = (yaml.NodeEvent, yaml.CollectionEndEvent)


def _value(
    source: str, events: Iterator[Any], path: KeyPath, event: Any = None
) -> Iterator[tuple[KeyPath, list[Span | None]]]:
    event = event or next(events, None)
    if isinstance(event, yaml.ScalarEvent):
        yield path, _spans(source, event)
    elif isinstance(event, yaml.SequenceStartEvent):
        index = 0
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            yield from _value(source, events, (*path, index), item)
            index += 1
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            yield from _value(source, events, (*path, getattr(key, "value", "")))


def _spans(source: str, event: Any) -> list[Span | None]:
    """Give the place of each character of a scalar; None where it is no character of its own."""
    value: str = event.value
    at, end = event.start_mark.index, event.end_mark.index
    unknown: list[Span | None] = [None] * len(value)
    if event.style in _BLOCKS:
        line_end = source.find("\n", at)
        at = end if line_end < 0 else line_end + 1
        at = _blank_end(source, at, end) if not value[:1].isspace() else at
    elif event.style in _QUOTES:
        at += 1
        if event.style == '"' and "\\" in source[at:end]:
            return unknown
    spans: list[Span | None] = []
    for start, stop in _runs(value):
        run = value[start:stop]
        if not run.isspace():
            for letter in run:
                width = 2 if letter == "'" and event.style == "'" else 1
                if source[at : at + 1] != letter:
                    return unknown
                spans.append((at, at + width))
                at += width
            continue
        after = _blank_end(source, at, end)
        is_as_written = source[at:after] == run and "\n" not in run
        spans += [(at + n, at + n + 1) if is_as_written else None for n in range(len(run))]
        at = after
    return spans


_BLOCKS: Final = ("|", ">")
_QUOTES: Final = ("'", '"')


def _runs(value: str) -> Iterator[Span]:
    """Give the runs of blanks and of other characters in a text."""
    start = 0
    for index in range(1, len(value) + 1):
        if index == len(value) or value[index].isspace() != value[start].isspace():
            yield start, index
            start = index


def _blank_end(source: str, at: int, end: int) -> int:
    while at < end and source[at].isspace():
        at += 1
    return at
