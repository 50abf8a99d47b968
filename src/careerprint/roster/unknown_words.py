"""The words of a roster that are no careers, counted, with the lines that would explain them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from careerprint.profile.career_names import name_key
from careerprint.roster.choices import Unread

_MOST: Final = 1_000
"""Words that are kept apart; a column of free text has no end of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWord:
    """A word of the career cells, how often it stands there, and what it may mean.

    ``nearest`` has the ids of careers, the nearest first. ``is_sure`` says that the first is
    meant, but for a slip of the pen; ``is_answer`` that a career is meant at all.
    """

    word: str
    count: int
    nearest: tuple[str, ...] = ()
    is_sure: bool = False
    is_answer: bool = True

    def as_record(self) -> dict[str, Any]:
        """Give it as a JSON record."""
        return {"word": self.word, "count": self.count, "nearest": list(self.nearest)}

    @property
    def alias(self) -> str:
        """Give the line of ``aliases:`` that would explain it: a comment unless it is sure."""
        career = self.nearest[0] if self.nearest else "CAREER"
        others = f"  # or {', '.join(self.nearest[1:])}" if self.nearest[1:] else ""
        return f"{'' if self.is_sure else '# '}{_as_yaml(self.word)}: {career}{others}"


@dataclass(slots=True, kw_only=True)
class UnknownWords:
    """The unknown words of one reading; one word is one, however it is spelled."""

    _counts: dict[str, int] = field(default_factory=dict)
    _first: dict[str, Unread] = field(default_factory=dict)

    def add(self, choice: Unread) -> None:
        """Count a choice that names no career, if its word may be shown."""
        key = name_key(choice.word) or choice.word
        if choice.word and (key in self._first or len(self._first) < _MOST):
            self._first.setdefault(key, choice)
            self._counts[key] = self._counts.get(key, 0) + 1

    def found(self) -> tuple[UnknownWord, ...]:
        """Give the words, the most frequent first."""
        words = (
            UnknownWord(
                word=choice.word,
                count=self._counts[key],
                nearest=choice.nearest,
                is_sure=choice.is_misspelled,
                is_answer=choice.is_answer,
            )
            for key, choice in self._first.items()
        )
        return tuple(sorted(words, key=lambda one: (-one.count, one.word.casefold())))


def alias_lines(words: tuple[UnknownWord, ...]) -> Iterator[str]:
    """Give the lines for ``careerprint.yaml`` that say what words mean, to be completed."""
    lines = [f"  {one.alias}" for one in words if one.is_answer and not one.word.endswith("…")]
    if lines:
        yield "aliases:"
        yield from lines


def _as_yaml(word: str) -> str:
    """Give a word as a key, in quotes where YAML would take it for something else."""
    return word if word.replace(" ", "").isalnum() else json.dumps(word, ensure_ascii=False)
