"""How a translation begins: a copy of the original whose words are marked as still English."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from careerprint.errors import InputError, UsageError, shown
from careerprint.profile.library import Library, language_of, translation_of
from careerprint.profile.model import Profile
from careerprint.profile.translation import MARK, is_words
from careerprint.reading.documents import Draft, Loaded
from careerprint.reading.written_texts import Edit, edited
from careerprint.resources import is_shipped, shipped
from careerprint.settings import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A translation to be written: where it belongs, and its text."""

    path: Path
    text: str


def read_target(text: str) -> Language:
    """Give the language to translate into; raises ``UsageError`` if it is none, or English."""
    wanted = text.strip().casefold()
    targets = [language for language in Language if language is not Language.ENGLISH]
    for language in targets:
        if wanted == language.value:
            return language
    if wanted == Language.ENGLISH.value:
        raise UsageError("profiles are written in English", hint="translate it into: es")
    raise UsageError(
        f"there is no language '{text}'", hint=f"choose: {', '.join(one.value for one in targets)}"
    )


def begin_translation(
    library: Library, original: Path, language: Language, *, project: Path | None
) -> Begun:
    """Give the beginning of a translation of a profile.

    It stands beside the profile, or in the project if the career is a shipped one. Raises
    ``InputError`` with its findings if the original is not good yet, ``UsageError`` if there is
    a translation, or no place for one.
    """
    if language_of(original) is not Language.ENGLISH:
        raise UsageError(
            f"{shown(original)} is a translation itself", hint="name the career it is of"
        )
    loaded = library.load(original)
    if loaded.value is None:
        raise InputError(loaded.diagnostics)
    path = translation_of(original, language)
    if is_shipped(original):
        path = _in_project(original, language, project)
    if path.exists():
        raise UsageError(
            f"{shown(path)} is there already",
            hint=f"careerprint check {original.stem} says what is left to translate",
        )
    return Begun(path=path, text=_begun(loaded))


def _in_project(original: Path, language: Language, project: Path | None) -> Path:
    """Give where a project's translation of a shipped career stands."""
    folder = shipped("data") / "careers"
    if project is not None:
        folder = project / "data" / "careers"
    elif original.parent == folder:
        raise UsageError(
            f"'{original.stem}' comes with careerprint, and this is no project to keep its"
            " translation in",
            hint="start one with: careerprint init DIR",
        )
    return translation_of(folder / original.name, language)


_SCHEMA: Final = re.compile(r"(# yaml-language-server: \$schema=)(?!https?:|/)(.*)")


def _begun(original: Loaded[Profile]) -> str:
    """Give the text of a translation to begin with: the original's, its words marked.

    Figures, times, ids, links, remarks and order stay as they are.
    """
    source = original.source.decode("utf-8-sig")
    texts = Draft(original.tree).texts()
    marks = [
        Edit(at=path, start=0, end=0, text=MARK) for path, text in texts if is_words(path, text)
    ]
    text, _ = edited(source, marks)
    head, sep, rest = text.partition("\n")
    if found := _SCHEMA.match(head):  # the file stands one folder deeper
        return f"{found[1]}../{found[2]}{sep}{_remark(head)}{rest}"
    return f"{_remark(head)}{text}"


def _remark(line: str) -> str:
    end = "\r\n" if line.endswith("\r") else "\n"
    return "".join(
        f"# {words}{end}"
        for words in (
            f"What begins with {MARK.strip()} is still in English: translate it, and take"
            f" {MARK.strip()} away.",
            "Figures, times, ids and links stay as they are. careerprint check says what is left.",
        )
    )
