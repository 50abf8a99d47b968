"""Words for what the library has no career of, and the nearest of it: ``data/related_words.yaml``.

No spelling and no list of occupations leads from a doctor to a nurse, or from a coach to a teacher.
"""

from functools import cache
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from careerprint.errors import InputError
from careerprint.profile.career_names import name_key
from careerprint.profile.values import Identifier
from careerprint.reading.documents import load
from careerprint.resources import shipped


class _Entry(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    say: tuple[str, ...]
    see: tuple[Identifier, ...]


class _Words(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    words: Annotated[tuple[_Entry, ...], BeforeValidator(lambda value: value)]


def related(word: str) -> tuple[str, ...]:
    """Give the ids of the careers that are nearest to a word, the best first; empty if unknown."""
    return _words().get(name_key(word), ())


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Give the ids of each word as it is compared; raises ``InputError`` if the file is broken."""
    loaded = load(shipped("data") / "related_words.yaml", _Words)
    if loaded.value is None:
        raise InputError(loaded.diagnostics)
    return {name_key(word): entry.see for entry in loaded.value.words for word in entry.say}
