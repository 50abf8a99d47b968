"""What a copy editor marks in a text by rule, each with what to write in its place.

A slip is found in a text as YAML gives it. One without a replacement is a matter for the writer;
one with a replacement is safe: it changes how a text is set, and not what it says.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from careerprint.settings import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Characters of a text from ``start`` to before ``end``, and what is amiss with them.

    ``instead`` is what to write there, or None where a person must decide.
    """

    start: int
    end: int
    instead: str | None
    message: str
    hint: str = ""


def in_text(text: str, language: Language, dash: str) -> Iterator[Slip]:
    """Give the slips of one text; ``dash`` is the one that the file sets pauses with."""
    shielded = [found.span() for found in _SHIELD.finditer(text)]
    found = [*_from_patterns(text, language), *_quotes(text, language), *_pauses(text, dash)]
    for slip in sorted(found, key=lambda one: (one.start, one.end)):
        if not any(slip.start < end and start < slip.end for start, end in shielded):
            yield slip


_SHIELD: Final = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|\]\([^)]*\)|`[^`]*`|\b[\w-]+\.(?:com|org|gov|edu|net|io)\b"
)
"""Addresses, which are not set as words are."""


# --- patterns ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    """A pattern, what its finds are, and what stands in their place (None: the writer decides)."""

    pattern: re.Pattern[str]
    message: str
    instead: Callable[[re.Match[str]], str | None] = lambda _: None
    hint: str = ""
    languages: frozenset[Language] = frozenset(Language)


def _from_patterns(text: str, language: Language) -> Iterator[Slip]:
    for one in _PATTERNS:
        for found in one.pattern.finditer(text) if language in one.languages else ():
            instead = one.instead(found)
            if instead == found[0]:
                continue
            yield Slip(
                start=found.start(),
                end=found.end(),
                instead=instead,
                message=one.message.format(found[0].strip() or found[0]),
                hint=one.hint,
            )


def _is_range(low: str, high: str) -> bool:
    return float(low.replace(",", "")) < float(high.replace(",", ""))


def _range(found: re.Match[str]) -> str | None:
    """A hyphen between two figures that ascend; a date, a code or a score is none."""
    low, high = found["low"], found["high"]
    is_date = re.fullmatch(r"(?:19|20)\d\d", low) and len(high) == 2 and 1 <= int(high) <= 12
    if len(low) == 4 and len(high) == 2 and int(low[2:]) < int(high) and not is_date:
        return found[0].replace(found["hyphen"], "–")  # 2024-34, two years
    is_code = len(low) == 2 and len(high) == 4
    if is_date or is_code or low.startswith("0") or not _is_range(low, high):
        return found[0]
    return found[0].replace(found["hyphen"], "–")


def _thousands(found: re.Match[str]) -> str:
    return f"${int(found[1]):,}"


def _article(found: re.Match[str]) -> str:
    article, word = found["article"] or found["capital"], found["word"]
    has_vowel = word[0] in "aeiou" and not _AS_CONSONANT.match(word)
    has_vowel = has_vowel or _SILENT.match(word) is not None
    if len(article) == 1 and has_vowel and word not in _NO_NOUN:
        return f"{article}n {word}"
    if len(article) == 2 and not has_vowel and len(word) > 2:
        return f"{article[0]} {word}"
    return found[0]


_AS_CONSONANT: Final = re.compile(
    r"one(?:s|self)?\b|once\b|eu|ewe|u(?:s(?!h)|ni(?!n|m)|t[ei]|r[aeio]|bi)"
)
_SILENT: Final = re.compile(r"hour|honest|honor|heir|herb|homage")
_NO_NOUN: Final = frozenset({"and", "or", "is", "are", "in", "of", "on", "at"})
_ENDS: Final = ".?!…¿¡"
_FIGURE: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_ENGLISH_ONLY: Final = frozenset({Language.ENGLISH})
_DOUBLED: Final = "the|a|an|of|to|in|and|is|for|with|on|at|as|by|or|your|you|they|are|it|from"
_DOUBLED_ES: Final = "el|la|los|las|un|una|de|en|y|con|por|para|del|al|tu|su|es"

_PATTERNS: Final[tuple[_Pattern, ...]] = (
    _Pattern(
        pattern=re.compile(r"(?<=\S) {2,}(?=\S)"),
        message="two spaces stand where one belongs",
        instead=lambda _: " ",
    ),
    _Pattern(
        pattern=re.compile(r"(?<=\S)[ \u00a0]+(?=[,;:.!?](?:\s|$))"),
        message="a space stands before a punctuation mark",
        instead=lambda _: "",
    ),
    _Pattern(
        pattern=re.compile(r"(?<=[(\[“¿¡]) +(?=\S)|(?<=\S) +(?=[)\]”])"),
        message="a space stands inside a bracket or quote",
        instead=lambda _: "",
    ),
    _Pattern(
        pattern=re.compile(r"(?<!\.)\. ?\. ?\.(?!\.)"),
        message="three dots stand for an ellipsis",
        instead=lambda _: "…",
    ),
    _Pattern(
        pattern=re.compile(r"(?<![.\s])(?:\.\.(?!\.)|,,|;;|::)"),
        message="“{}” is one mark too many",
        instead=lambda found: found[0][0],
    ),
    _Pattern(
        pattern=re.compile(r"(?<=[^\W\d_]),(?=[^\W\d_])"),
        message="a space is missing after a comma",
        instead=lambda _: ", ",
    ),
    _Pattern(
        pattern=re.compile(
            rf"(?<![\w./-])\$?(?P<low>{_FIGURE})[KM%]?(?P<hyphen> ?- ?)"
            rf"\$?(?P<high>{_FIGURE})(?![\d/-])"
        ),
        message="a hyphen stands in the range {}",
        instead=_range,
    ),
    _Pattern(
        pattern=re.compile(rf"\b(?P<one>{_DOUBLED})\s+(?P=one)\b", re.IGNORECASE),
        message="a word stands twice: “{}”",
        instead=lambda found: found["one"],
        languages=_ENGLISH_ONLY,
    ),
    _Pattern(
        pattern=re.compile(rf"\b(?P<one>{_DOUBLED_ES})\s+(?P=one)\b", re.IGNORECASE),
        message="a word stands twice: “{}”",
        instead=lambda found: found["one"],
        languages=frozenset({Language.SPANISH}),
    ),
    _Pattern(
        pattern=re.compile(r"(?<=\d) +(?=%)"),
        message="a space stands between a figure and its sign",
        instead=lambda _: "",
        languages=_ENGLISH_ONLY,
    ),
    _Pattern(
        pattern=re.compile(r"(?<=\$) +(?=\d)"),
        message="a space stands between a sign and its figure",
        instead=lambda _: "",
    ),
    _Pattern(
        pattern=re.compile(r"\$(\d{5,9})(?![\d,.])"),
        message="{} has no comma between its thousands",
        instead=_thousands,
    ),
    _Pattern(
        pattern=re.compile(r"(?<=\d0)['’](?=s\b)"),
        message="a plural has no apostrophe",
        instead=lambda _: "",
        languages=_ENGLISH_ONLY,
    ),
    _Pattern(
        pattern=re.compile(
            r"(?:(?<![\w’'.-])(?P<article>an?)|(?:^|(?<=[.!?“] ))(?P<capital>An?))"
            r" (?P<word>[a-z]+)\b"
        ),
        message="the article is wrong in “{}”",
        instead=_article,
        languages=_ENGLISH_ONLY,
    ),
    _Pattern(
        pattern=re.compile(r"(?<=\b[cw]ould) of\b|(?<=\bshould) of\b"),
        message="“of” stands for “have”",
        instead=lambda _: " have",
        languages=_ENGLISH_ONLY,
    ),
    _Pattern(
        pattern=re.compile(r"(?<=[.!?] )\d[\d,.]*(?=[^\d:)])"),
        message="a sentence begins with the figure {}",
        hint="write it in words, or begin otherwise",
        languages=_ENGLISH_ONLY,
    ),
    _Pattern(
        pattern=re.compile(r"\b[Aa]lot\b"),
        message="“{}” is two words",
        instead=lambda found: f"{found[0][0]} lot",
        languages=_ENGLISH_ONLY,
    ),
    _Pattern(
        pattern=re.compile(rf"(?P<before>^|[{_ENDS}])[^{_ENDS}]*\?"),
        message="the question mark ¿ is missing",
        instead=lambda found: found[0] if found["before"] == "¿" else None,
        hint="put it where the question begins",
        languages=frozenset({Language.SPANISH}),
    ),
    _Pattern(
        pattern=re.compile(rf"(?P<before>^|[{_ENDS}])[^{_ENDS}]*!"),
        message="the exclamation mark ¡ is missing",
        instead=lambda found: found[0] if found["before"] in {"¡", "?"} else None,
        hint="put it where the exclamation begins",
        languages=frozenset({Language.SPANISH}),
    ),
)


# --- quotes --------------------------------------------------------------------------------------

_MARKS: Final = {Language.ENGLISH: "“”", Language.SPANISH: "«»"}
_OPENS: Final = re.compile(r"(?:^|[\s(\[{—–“‘«/-])$")
_ELISION: Final = re.compile(r"'(?:\d0s|tis|twas|em|til|cause|n)\b", re.IGNORECASE)


def _quotes(text: str, language: Language) -> Iterator[Slip]:
    """Straight quotes and apostrophes; after a figure they may be feet and inches."""
    for found in re.finditer("'", text):
        before, after = text[: found.start()], text[found.end() :]
        if before[-1:] == "0" and re.match(r"s\b", after):
            continue  # the plural of a figure
        if before[-1:].isdigit() and not after[:1].isalpha():
            continue
        opens = _OPENS.search(before) and not _ELISION.match(text, found.start())
        closes_later = re.search(r"\w[.,!?]?'(?!\w)", after)
        yield Slip(
            start=found.start(),
            end=found.end(),
            instead="‘" if opens and closes_later else "’",
            message="a straight apostrophe or quote stands for a real one",
        )
    marks = _MARKS[language]
    doubles = [
        found.start()
        for found in re.finditer(f'["{marks}]', text)
        if found[0] in marks or not text[: found.start()][-1:].isdigit()
    ]
    sides = [_opens(text, at, marks) for at in doubles]
    is_paired = sides == [n % 2 == 0 for n in range(len(sides))] and len(sides) % 2 == 0
    for at, is_opening in zip(doubles, sides, strict=True):
        if text[at] in marks:
            continue
        yield Slip(
            start=at,
            end=at + 1,
            instead=marks[0 if is_opening else 1] if is_paired else None,
            message="a straight quote stands for a real one",
            hint="" if is_paired else f"write {marks[0]} or {marks[1]}",
        )


def _opens(text: str, at: int, marks: str) -> bool:
    """Whether the quote at a place opens: by itself, or a straight one by what is before it."""
    return text[at] == marks[0] if text[at] in marks else bool(_OPENS.search(text[:at]))


# --- pauses --------------------------------------------------------------------------------------

_PAUSE: Final = re.compile(
    r"(?<=[^\s\d]) (?P<one>--?|–|—) (?=\S)|(?<=\d) (?P<two>--?|–|—) (?=[^\s\d])"
)
_DOUBLE: Final = re.compile(r"(?<=\w)--(?=\w)")


def house_dash(texts: list[str]) -> str:
    """Give the dash that a file mostly sets pauses with; a long one if it has none."""
    every = " ".join(texts)
    return "–" if every.count(" – ") > every.count(" — ") else "—"


def _pauses(text: str, dash: str) -> Iterator[Slip]:
    for found in _PAUSE.finditer(text):
        written = found["one"] or found["two"]
        if written != dash:
            is_hyphen = written.startswith("-")
            yield Slip(
                start=found.start() + 1,
                end=found.end() - 1,
                instead=dash,
                message="a hyphen stands for a dash"
                if is_hyphen
                else f"this dash is {written}, and the file’s others are {dash}",
            )
    for found in _DOUBLE.finditer(text):
        yield Slip(
            start=found.start(),
            end=found.end(),
            instead=f" {dash} ",
            message="two hyphens stand for a dash",
        )
