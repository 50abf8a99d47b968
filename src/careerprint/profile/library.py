"""The careers at hand: found by id, title or path, loaded with all findings."""

import hashlib
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import Final

from careerprint.errors import Diagnostic, InputError, Location, Severity, UsageError
from careerprint.profile.career_names import CareerNames
from careerprint.profile.clusters import Cluster, clusters
from careerprint.profile.model import OTHER_NAMES, WAY_IN, Called, Profile
from careerprint.profile.other_names import read_aliases
from careerprint.profile.related_words import related
from careerprint.profile.rules import RULES
from careerprint.profile.translation import differences, left_in_english, without_echoes
from careerprint.profile.values import is_id
from careerprint.reading.documents import (
    Draft,
    Finding,
    Loaded,
    Rule,
    load,
    load_first,
    read_source,
)
from careerprint.reading.plain_words import shortened, suggest
from careerprint.resources import real_path
from careerprint.settings import Language, Settings
from careerprint.typefaces.faces import own_fonts
from careerprint.typefaces.findings import unprintable

SUFFIX: Final = ".yaml"
RulesOf = Mapping[Language, tuple[Rule, ...]]
NO_RULES: Final[RulesOf] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """A career ready to be composed: its profile and what the library knows around it."""

    id: str
    profile: Profile
    cluster: Cluster
    related: tuple[str, ...]
    language: Language = Language.ENGLISH
    """The language of the text."""
    missing_language: Language | None = None
    """The language that was asked for, if the text is not in it."""
    digest: str
    """SHA-256 of the profile's file, in hex: what an edition is told apart by."""

    @property
    def words(self) -> int:
        """How many words its pages have, but for what is printed only where there is room."""
        return sum(self.words_by_part.values())

    @property
    def words_by_part(self) -> dict[str, int]:
        """How many words each part of its profile has, but for the same."""
        parts = self.profile.model_dump(exclude={WAY_IN})
        return {name: Draft({name: part}).words() for name, part in parts.items()}


class Library:
    """The careers of some folders; a career in an earlier folder hides its namesake later."""

    def __init__(
        self,
        folders: tuple[Path, ...],
        fonts: tuple[Path, ...] = (),
        further_rules: RulesOf = NO_RULES,
    ) -> None:
        """Look through folders; ``further_rules`` are those for texts in each language."""
        self.fonts = fonts
        self._further = further_rules
        self._folders = tuple(real_path(folder) for folder in folders)
        self._paths: dict[str, Path] = {}
        for folder in folders:
            for path in sorted(folder.glob(f"*{SUFFIX}")):
                self._paths.setdefault(path.stem, path)
        self._paths = dict(sorted(self._paths.items()))
        self._loaded: dict[Path, Loaded[Profile]] = {}
        self._names: dict[Path, Called | None] = {}

    @property
    def paths(self) -> tuple[Path, ...]:
        """The profile of every career, by id."""
        return tuple(self._paths.values())

    @property
    def profiles(self) -> dict[str, Profile]:
        """The originals of all careers that can be used, by id."""
        loaded = {name: self.load(path).value for name, path in self._paths.items()}
        return {name: profile for name, profile in loaded.items() if profile is not None}

    def translations_of(self, path: Path) -> tuple[Path, ...]:
        """Give every translation of a profile; a translation itself has none."""
        if language_of(path) is not Language.ENGLISH:
            return ()
        found = (self.text_in(path, language) for language in Language)
        return tuple(file for file, _ in found if file != path)

    def text_in(self, path: Path, language: Language) -> tuple[Path, Language]:
        """Give the file that has a career's text in a language, and the language it is in.

        That is its translation, ``es/<id>.yaml`` beside it or in a folder that comes first (a
        project translates a career that is shipped), and the profile itself where there is none.
        """
        own = language_of(path)
        folder = real_path(path.parent)
        earlier = self._folders[: self._folders.index(folder)] if folder in self._folders else ()
        for place in (*earlier, path.parent) if language is not own else ():
            if os.path.lexists(translation := translation_of(place / path.name, language)):
                return translation, language
        return path, own

    def findings(self, path: Path, languages: Iterable[Language]) -> tuple[Diagnostic, ...]:
        """Give what is found in every file that a career's pages in some languages come from."""
        files = dict.fromkeys(self.text_in(path, language)[0] for language in languages)
        return all_findings(tuple(self.load(file) for file in files))

    def is_usable(self, path: Path, languages: Iterable[Language]) -> bool:
        """Whether a career can be had in all of some languages, or its original in their place."""
        files = (self.text_in(path, language)[0] for language in languages)
        return all(self.load(file).value is not None for file in files)

    def load(self, path: Path) -> Loaded[Profile]:
        """Read one profile with all findings; read once, however often it is asked for.

        Libraries of one process share what they read, as long as all of it is the same.
        """
        if path not in self._loaded:
            key = self._all_of_it(path)
            loaded = _shared.get(key) if key else None
            if loaded is None:
                loaded = self._read(path, key[1] if key else None)
                if key:
                    _shared.keep(key, loaded)
            self._loaded[path] = loaded
        return self._loaded[path]

    def _read(self, path: Path, source: bytes | None) -> Loaded[Profile]:
        rules: tuple[Rule, ...] = (
            *RULES,
            self._names_known,
            self._can_print,
            partial(self._same_facts, path),
            *self._further.get(language_of(path), ()),
        )
        loaded = load(path, Profile, rules, start_hint=_START, source=source)
        return _with_name_checked(without_echoes(loaded))

    def _all_of_it(self, path: Path) -> "_Key | None":
        """Give all that the findings in a file hang on; None if they hang on further things."""
        if self.fonts or self._further:
            return None
        original = None if language_of(path) is Language.ENGLISH else self.original_of(path)
        source, finding = read_source(path)
        said = self.load(original).source if original else b""
        return None if finding else (path, source, original, said, self._ids)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(self._paths)

    def career(self, path: Path, language: Language = Language.ENGLISH) -> Career:
        """Give the career of a profile in a language, or in its original where there is none.

        Raises ``InputError`` with all findings if the file is bad.
        """
        path, own = self.text_in(path, language)
        loaded = self.load(path)
        profile = loaded.value
        if profile is None:
            raise InputError(loaded.diagnostics)
        return Career(
            id=path.stem,
            profile=profile.model_copy(update={OTHER_NAMES: ()}),  # no page has them
            cluster=clusters()[profile.cluster],
            related=tuple(r.title or self.title(r.id or "", own) for r in profile.related),
            language=own,
            missing_language=None if own is language else language,
            digest=hashlib.sha256(loaded.source).hexdigest(),
        )

    @cached_property
    def names(self) -> CareerNames:
        """What every career is called: id, titles and other names of all languages."""
        titles = {
            name: tuple(self._title(path, language) for language in Language)
            for name, path in self._paths.items()
        }
        others = {name: tuple(self._others(name)) for name in self._paths}
        return CareerNames(titles, others, related=related)

    def _others(self, name: str) -> Iterator[str]:
        path = self._paths[name]
        for one in (path, *self.translations_of(path)):
            called = self._called(one)
            yield from called.also_known_as if called else ()

    def _title(self, path: Path, language: Language) -> str:
        called = self._called(self.text_in(path, language)[0])
        return called.title if called else in_words(path.stem)

    def _called(self, path: Path) -> Called | None:
        """Read what a career is called in a file, and nothing else of it."""
        if path not in self._names:
            self._names[path] = load_first(path, Called)
        return self._names[path]

    def understand(self, aliases: Mapping[str, str]) -> None:
        """Take words that stand for careers here: word → id."""
        self.names = self.names.with_aliases(aliases)

    def title(self, career_id: str, language: Language = Language.ENGLISH) -> str:
        """Give a career's title; of one that is not in the library, its id in words."""
        path = self._paths.get(career_id)
        profile = self.load(self.text_in(path, language)[0]).value if path else None
        return profile.title if profile else in_words(career_id)

    def find(self, career: str, start: Path) -> Path:
        """Give the path of a career named by id, title, other name or path.

        Raises ``UsageError`` with the nearest names if there is none.
        """
        if career in self._paths:
            return self._paths[career]
        looks_like_path = career.endswith((SUFFIX, ".yml")) or "/" in career or "\\" in career
        if looks_like_path or (start / career).is_file():
            return start / career
        ids = self.names.find(career)
        if len(ids) > 1:
            raise UsageError(
                f"several careers have the name '{shortened(career)}'",
                hint=f"name one: {', '.join(ids)}",
            )
        if ids:
            return self._paths[ids[0]]
        if (start / f"{career}{SUFFIX}").is_file():
            return start / f"{career}{SUFFIX}"
        hint = self.names.hint(career, is_by_id=True) or "careerprint list shows all careers"
        raise UsageError(f"there is no career '{career}' in the library", hint=hint)

    def found(self, text: str) -> tuple[Path, ...]:
        """Give the profiles of the careers that a text names, or else of those that are near.

        Raises ``UsageError`` if there are none.
        """
        ids = self.names.find(text) or self.names.nearest(text)
        if not ids:
            raise UsageError(
                f"there is no career '{text}' in the library",
                hint="careerprint list shows all careers",
            )
        return tuple(self._paths[name] for name in ids)

    def _names_known(self, draft: Draft) -> Iterator[Finding]:
        """The cluster is one of the 14; a related id that is not at hand is a warning."""
        cluster = draft.text("cluster")
        if cluster and cluster not in clusters():
            yield Finding(
                at=("cluster",),
                message=f"there is no cluster '{shortened(cluster)}'",
                hint=suggest(cluster, tuple(clusters()))
                or f"the clusters are: {', '.join(clusters())}",
            )
        related = draft.get("related")
        for index, name in enumerate(related if isinstance(related, list) else ()):
            if isinstance(name, str) and is_id(name) and name not in self._paths:
                yield Finding(
                    at=("related", index),
                    message=f"there is no career '{name}' in the library yet",
                    hint=suggest(name, tuple(self._paths))
                    or "it is printed by its name; or write {title: …}",
                    severity=Severity.WARNING,
                )

    def _same_facts(self, path: Path, draft: Draft) -> Iterator[Finding]:
        """A translation says the same facts as its original."""
        if language_of(path) is not Language.ENGLISH and (original := self.original_of(path)):
            yield from differences(Draft(self.load(original).tree), draft)
            yield from left_in_english(Draft(self.load(original).tree), draft)

    def original_of(self, translation: Path) -> Path | None:
        """Give the profile that a translation is of: beside its folder, or in the library."""
        beside = translation.parent.parent / translation.name
        return beside if beside.is_file() else self._paths.get(translation.stem)

    def _can_print(self, draft: Draft) -> Iterator[Finding]:
        """Every character has a glyph in the typefaces, or is named."""
        printed = ((path, text) for path, text in draft.texts() if path[:1] != (OTHER_NAMES,))
        yield from unprintable(printed, self.fonts)


def open_library(
    settings: Settings, further_rules: RulesOf = NO_RULES, *, first: tuple[Path, ...] = ()
) -> Library:
    """Give the careers of some folders to look in first, of the project, and the shipped ones.

    Raises ``InputError`` if an alias of the project stands for no career.
    """
    folders = (*first, *settings.career_folders)
    library = Library(folders, own_fonts(settings.font_folder), further_rules)
    if settings.aliases:
        library.understand(read_aliases(settings, library.names))
    return library


def in_words(career_id: str) -> str:
    """Give what a career is called whose title is not known."""
    return career_id.replace("-", " ").title()


def translation_of(path: Path, language: Language) -> Path:
    """Give where the translation of a profile stands: in a folder of the language beside it."""
    return path.parent / language.value / path.name


def language_of(path: Path) -> Language:
    """Give the language of a profile: that of its folder, or English."""
    names = {language.value: language for language in Language}
    return names.get(path.parent.name, Language.ENGLISH)


_Key = tuple[Path, bytes, Path | None, bytes, frozenset[str]]


class _Shared:
    """The profiles that a process read last, by all that they hang on."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: OrderedDict[_Key, Loaded[Profile]] = OrderedDict()

    def get(self, key: _Key) -> Loaded[Profile] | None:
        with self._lock:
            loaded = self._kept.get(key)
            if loaded is not None:
                self._kept.move_to_end(key)
            return loaded

    def keep(self, key: _Key, loaded: Loaded[Profile]) -> None:
        with self._lock:
            self._kept[key] = loaded
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


_shared: Final = _Shared(most=400)
_START: Final = 'start one with: careerprint new "Career Title"'


def _with_name_checked(loaded: Loaded[Profile]) -> Loaded[Profile]:
    """Refuse a profile whose file name cannot be an id: others could not refer to it."""
    if is_id(loaded.path.stem) or loaded.value is None:
        return loaded
    unfit = Diagnostic(
        location=Location(loaded.path),
        severity=Severity.ERROR,
        message=f"'{shortened(loaded.path.stem)}' cannot be a career's id",
        hint="rename the file: small letters, digits and single hyphens, such as my-career.yaml",
    )
    return replace(loaded, value=None, diagnostics=(unfit, *loaded.diagnostics))


def refuse_namesakes(paths: Iterable[Path], why: str, hint: str) -> None:
    """Raise ``UsageError`` if two of some profiles have one id: “A and B” and then ``why``."""
    by_name: dict[str, Path] = {}
    for path in paths:
        other = by_name.setdefault(path.stem, path)
        if real_path(other) != real_path(path):
            raise UsageError(f"{other} and {path} {why}", hint=hint)


def all_findings(loaded: tuple[Loaded[Profile], ...]) -> tuple[Diagnostic, ...]:
    """Give the findings of several profiles, file by file."""
    return tuple(finding for one in loaded for finding in one.diagnostics)
