"""What findings and errors say, in Spanish: ``data/preview/findings.es.yaml``.

Rooms word their findings in English, with what they found set in. A line of the file has such a
sentence with named gaps, and its Spanish with the same gaps.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar, Final

from pydantic import BaseModel, ConfigDict

from careerprint.errors import Diagnostic, InputError
from careerprint.reading.documents import load
from careerprint.resources import shipped
from careerprint.settings import Language

FILE: Final = "findings.es.yaml"
GAP: Final = re.compile(r"\{([a-z_]*)\}")
"""A gap of a sentence, with its name."""
_MOST_LOOKED_FOR: Final = 100
"""Texts within one text that are looked for; a row of a roster has some ten."""
_LONGEST: Final = 4_000
"""Characters of a text that is looked at: what is longer is a file's, not a finding's."""
_MOST_PIECES: Final = 6
"""What one sentence has between semicolons, with what is quoted in it."""
_BETWEEN: Final = "; "


class _Sentences(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    sentences: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """One sentence: how it is found, and its Spanish."""

    pattern: re.Pattern[str]
    spanish: str
    letters: int
    """Letters outside of its gaps: of two that are found the one with more is meant."""


def retold(findings: Iterable[Diagnostic], language: Language) -> tuple[Diagnostic, ...]:
    """Give findings whose texts are in a language, as far as they can be said in it."""
    if language is not Language.SPANISH:
        return tuple(findings)
    return tuple(
        replace(one, message=in_spanish(one.message)[0], hint=in_spanish(one.hint)[0])
        for one in findings
    )


def in_spanish(text: str) -> tuple[str, bool]:
    """Give a text in Spanish, and whether it could be said; else the text as it is.

    Of sentences that a semicolon separates all have to be known.
    """
    if not text.strip():
        return text, True
    if len(text) > _LONGEST:
        return text, False
    said = _joined(text, {})
    return (text, False) if said is None else (said, True)


_Heard = dict[str, str | None]
"""What was looked for within one text, so that nothing is twice; it is kept no longer."""


def _joined(text: str, heard: _Heard) -> str | None:
    """Say sentences that are joined: the first is the shortest with which all of them are known."""
    if text in heard or len(heard) >= _MOST_LOOKED_FOR:
        return heard.get(text)
    heard[text] = None  # what holds itself is not known
    pieces = text.split(_BETWEEN)
    for end in range(1, min(len(pieces), _MOST_PIECES) + 1):
        said = _said(_BETWEEN.join(pieces[:end]), heard)
        if said is not None and end < len(pieces):
            rest = _joined(_BETWEEN.join(pieces[end:]), heard)
            said = rest and f"{said}{_BETWEEN}{rest}"
        if said:
            heard[text] = said
            break
    return heard[text]


def _said(text: str, heard: _Heard) -> str | None:
    for one in _candidates(text):
        match = one.pattern.fullmatch(text)
        if match is None:
            continue
        gaps = {name: _filled(name, value, heard) for name, value in match.groupdict().items()}
        if None not in gaps.values():
            parts = GAP.split(one.spanish)  # text and names of gaps by turns
            return "".join(str(gaps[part]) if n % 2 else part for n, part in enumerate(parts))
    return None


def _filled(name: str, value: str, heard: _Heard) -> str | None:
    return _joined(value, heard) if name.endswith("_words") else value


def _candidates(text: str) -> Iterator[_Sentence]:
    """Give the sentences that begin as a text does, those with the longest beginning first."""
    lengths, by_start = _index()
    for length in lengths:
        if length <= len(text):
            yield from by_start.get(text[:length], ())


@cache
def _index() -> tuple[tuple[int, ...], dict[str, tuple[_Sentence, ...]]]:
    """Give the sentences by what stands before their first gap, and how long such beginnings are.

    So a text is compared with the few that begin as it does.
    """
    found: dict[str, list[_Sentence]] = {}
    for english, spanish in sentences().items():
        start = english[: match.start()] if (match := GAP.search(english)) else english
        found.setdefault(start, []).append(_sentence(english, spanish))
    lengths = tuple(sorted({len(start) for start in found}, reverse=True))
    ordered = {
        start: tuple(sorted(same, key=lambda one: -one.letters)) for start, same in found.items()
    }
    return lengths, ordered


def _sentence(english: str, spanish: str) -> _Sentence:
    pattern, at = "", 0
    for gap in GAP.finditer(english):
        pattern += re.escape(english[at : gap.start()]) + f"(?P<{gap[1]}>{_form(gap[1])})"
        at = gap.end()
    pattern += re.escape(english[at:])
    letters = len(GAP.sub("", english))
    return _Sentence(pattern=re.compile(pattern, re.DOTALL), spanish=spanish, letters=letters)


def _form(name: str) -> str:
    if name.endswith("_figure"):
        return r"[-+−$]?\d[\d.,]*"
    if name.endswith("_figures"):
        return r"\d[\d, –-]*"
    return r"\S+?" if name.endswith("_word") else r".+?"


@cache
def sentences() -> dict[str, str]:
    """Give every sentence with its Spanish; raises ``InputError`` if the file is broken."""
    loaded = load(shipped("data") / "preview" / FILE, _Sentences)
    if loaded.value is None:
        raise InputError(loaded.diagnostics)
    return loaded.value.sentences
