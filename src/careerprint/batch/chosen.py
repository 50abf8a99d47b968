"""How a letter's careers were chosen, in words: by name, by interest letters, or both."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from careerprint.settings import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Whether careers were named, and the interest codes that others were matched to."""

    is_by_name: bool
    codes: tuple[str, ...]

    def said(self, language: Language) -> str:
        """Say it to the reader, as a whole sentence."""
        named, matched, both = _SENTENCES[language]
        if not self.codes:
            return named
        return (both if self.is_by_name else matched).format(codes=", ".join(self.codes))


def joined(found: Iterable[Chosen]) -> Chosen:
    """Give what holds for several rows that have one letter."""
    rows = list(found)
    return Chosen(
        is_by_name=any(one.is_by_name for one in rows),
        codes=tuple(dict.fromkeys(code for one in rows for code in one.codes)),
    )


_SENTENCES: Final = {
    Language.ENGLISH: (
        "You told us which careers you want to know more about.",
        "You told us what interests you ({codes}), and we looked up the careers that go with it "
        "best.",
        "You told us which careers you want to know more about, or what interests you ({codes}), "
        "and for that we looked up the careers that go with it best.",
    ),
    Language.SPANISH: (
        "Nos dijiste qué carreras quieres conocer mejor.",
        "Nos dijiste qué te interesa ({codes}), y buscamos las carreras que mejor van con eso.",
        "Nos dijiste qué carreras quieres conocer mejor, o qué te interesa ({codes}), y para eso "
        "buscamos las carreras que mejor van con ello.",
    ),
}
"""Careers that were named, matched, and some of both."""
