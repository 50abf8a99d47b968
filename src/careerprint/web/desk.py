"""A project as it stands: what the page in the browser reads of it, and the one thing it writes.

Nothing that comes in with a request is a path. A career is looked up among those of the library,
and its file must lie in the project or have come with the program, wherever a link may lead.
"""

import hashlib
import tempfile
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from careerprint.errors import (
    Diagnostic,
    FitError,
    InputError,
    Severity,
    UsageError,
    WriteError,
    on_file,
)
from careerprint.figures.deviation import rules_of_check
from careerprint.figures.tables import Tables
from careerprint.handouts.printing import printed_layout, unfit, untranslated
from careerprint.profile.checking import checked
from careerprint.profile.clusters import Cluster, clusters
from careerprint.profile.library import Library, open_library, translation_of
from careerprint.profile.model import Profile
from careerprint.publish.files import write_whole
from careerprint.reading.documents import MAX_BYTES, Loaded
from careerprint.render.layouts import Layout, all_layouts, on_own_paper
from careerprint.resources import is_shipped, real_path
from careerprint.sections.sections import Wanted
from careerprint.settings import (
    FILE_NAME,
    Ink,
    Language,
    Options,
    Paper,
    Settings,
    find_project,
    find_state,
    read_settings,
)
from careerprint.typefaces.faces import own_fonts
from careerprint.web.library_filters import UNKNOWN, Occupation, occupation


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What an address says of the form to print in; empty where it is the project's own."""

    layout: str = ""
    paper: str = ""
    ink: str = ""
    lang: str = ""
    state: str = ""

    @property
    def options(self) -> Options:
        """The same as options of a command; what cannot be is left out."""
        return Options(
            layout=self.layout or None,
            paper=self.paper if self.paper in set(Paper) else None,
            ink=self.ink if self.ink in set(Ink) else None,
            language=self.lang if self.lang in LANGUAGES else None,
            state=find_state(self.state) if self.state else None,
        )


LANGUAGES: Final = ("en", "es", "en,es")
"""What a page may be printed in, as ``--lang`` has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A career as the library shows it; ``title`` is its id in words if it cannot be used."""

    id: str
    title: str
    cluster: Cluster | None
    summary: str = ""
    words: str = ""
    occupation: Occupation = UNKNOWN
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The file of a career as it is edited: its text, and the digest to save it by.

    ``is_own`` says that it lies in the project; else saving makes a copy there. ``is_fixed`` says
    that there is no project, and that nothing can be saved.
    """

    path: Path
    content: str
    digest: str
    is_own: bool
    is_fixed: bool


class ChangedError(Exception):
    """The file is not what it was when its text was taken; ``text`` is what it is now."""

    def __init__(self, text: Text) -> None:
        super().__init__("the file was changed elsewhere")
        self.text = text


class Desk:
    """One project, read anew when its files change.

    ``edition`` counts the changes of layouts and fonts, which the engine keeps. Methods may be
    called from any thread. They raise ``InputError`` if ``careerprint.yaml`` is broken, and
    ``UsageError`` if there is no such career or layout.
    """

    def __init__(self, project: Path | None, start: Path) -> None:
        self.project = project or find_project(start)
        self.start = start
        self._lock = threading.RLock()
        self._library: Library | None = None
        self._strict: Library | None = None
        self._figures: Tables | None = None
        self._cards: dict[Path, tuple[object, Card]] = {}
        self._glances: dict[Path, tuple[object, tuple[int, int]]] = {}
        self.edition = 0

    def settings(self, form: Form | None = None) -> Settings:
        """Give the settings for a form, on a paper that its layout is made for."""
        options = (form or Form()).options
        settings = read_settings(self.project, start=self.start, options=options)
        if options.paper is None or form is None:
            return on_own_paper(settings, (settings.layout,))
        try:
            printed_layout(settings)
        except UsageError:  # a paper of the layout that was chosen before
            return on_own_paper(settings, (settings.layout,))
        return settings

    def layouts(self, settings: Settings) -> tuple[Layout, ...]:
        """Give the layouts that are offered: those that print one career."""
        return tuple(one for one in all_layouts(settings.layout_folders) if one.file.languages == 1)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders whose files are watched."""
        settings = read_settings(None, start=self.start) if self.project is None else None
        own = [self.project / name for name in ("data", "layouts", "fonts")] if self.project else []
        shipped = settings.career_folders if settings else ()
        return tuple(one for one in (*own, *shipped) if one.is_dir())

    def changed(self, paths: Iterable[Path]) -> None:
        """Read anew what hangs on files that have changed."""
        with self._lock:
            self._library = self._strict = self._figures = None
            parts = {part for path in paths for part in path.parts}
            if parts & {"layouts", "fonts"} or FILE_NAME in parts:
                self.edition += 1

    def cards(self) -> tuple[Card, ...]:
        """Give every career, by its title; the files that have not changed are not read again."""
        with self._lock:
            library = self._open()
            found = (self._card(library, path) for path in library.paths)
            return tuple(sorted(found, key=lambda card: card.title.casefold()))

    def _card(self, library: Library, path: Path) -> Card:
        stamp = _stamp(path)
        if self._cards.get(path, (None,))[0] != stamp:
            loaded = library.load(path) if self._is_inside(path) else None
            profile = loaded.value if loaded else None
            card = Card(id=path.stem, title=library.title(path.stem), cluster=None, errors=1)
            if profile:
                named = (profile.title, *profile.also_known_as, path.stem, profile.summary)
                card = Card(
                    id=path.stem,
                    title=profile.title,
                    cluster=clusters()[profile.cluster],
                    summary=profile.summary,
                    words=" ".join(named).casefold(),
                    occupation=occupation(profile, self.figures()),
                )
            self._cards[path] = (stamp, card)
        return self._cards[path][1]

    def figures(self) -> Tables:
        """Give the official tables, a project's own first."""
        with self._lock:
            if self._figures is None:
                self._figures = Tables(self.settings().variant.figure_folders)
            return self._figures

    def glance(self, career: str) -> tuple[int, int]:
        """Give how many errors and warnings a career has, with its translations."""
        with self._lock:
            path = self._path(career)
            stamp = _stamp(path, *(translation_of(path, one) for one in Language))
            if self._glances.get(path, (None,))[0] != stamp:
                told = self.findings(career, tuple(Language))
                errors = sum(one.is_error for one in told)
                warnings = sum(one.severity is Severity.WARNING for one in told)
                self._glances[path] = (stamp, (errors, warnings))
            return self._glances[path][1]

    def card(self, career: str) -> Card:
        """Give one career of the library."""
        with self._lock:
            return self._card(self._open(), self._path(career))

    def paths(self, careers: Sequence[str]) -> tuple[Path, ...]:
        """Give the profiles of some careers, each once."""
        with self._lock:
            return tuple(dict.fromkeys(self._path(one) for one in careers))

    def wanted(self, career: str, settings: Settings) -> tuple[Wanted, tuple[Diagnostic, ...]]:
        """Give what is to be set for a career, and what is to be said of its languages.

        Raises ``InputError`` with all findings if its file is bad.
        """
        with self._lock:
            library, path = self._open(), self._path(career)
            languages = settings.variant.languages
            careers = tuple(library.career(path, language) for language in languages)
            wanted = Wanted(
                careers=careers, layout=printed_layout(settings), variant=settings.variant
            )
            return wanted, tuple(one for of in careers for one in untranslated(of, path))

    def unfit(self, career: str, settings: Settings, error: FitError) -> Diagnostic:
        """Say how much of a career is too much for the layout that settings print in."""
        with self._lock:
            loaded = self._open().load(self._path(career))
            return unfit(loaded, error, printed_layout(settings), settings.variant.paper)

    def findings(self, career: str, languages: tuple[Language, ...]) -> tuple[Diagnostic, ...]:
        """Give what ``check`` finds in the files that a career's pages come from."""
        with self._lock:
            if self._strict is None:
                settings = self.settings()
                self._strict = open_library(settings, rules_of_check(settings))
            library, path = self._strict, self._path(career)
            files = dict.fromkeys(library.text_in(path, one)[0] for one in languages)
            return tuple(finding for one in checked(library, files) for finding in one.diagnostics)

    def findings_in(self, career: str, language: Language, content: str) -> tuple[Diagnostic, ...]:
        """Give what ``check`` finds in a text that is not saved yet."""
        settings = self.settings()
        with self._lock, tempfile.TemporaryDirectory(prefix="careerprint-") as name:
            path, own = self._open().text_in(self._path(career), language)
            draft = Path(name) / path.name
            draft = draft if own is Language.ENGLISH else translation_of(draft, own)
            draft.parent.mkdir(exist_ok=True)
            draft.write_bytes(content.encode("utf-8", "surrogatepass"))
            folders = (Path(name), *settings.career_folders)
            library = Library(folders, own_fonts(settings.font_folder), rules_of_check(settings))
            told = checked(library, (draft,))[0].diagnostics
        return tuple(
            replace(one, location=replace(one.location, path=path))
            for one in told
            if one.location.path == draft
        )

    def loaded(self, career: str, language: Language) -> Loaded[Profile]:
        """Give the file of a career in a language as it was read."""
        with self._lock:
            library = self._open()
            path, _ = library.text_in(self._path(career), language)
            if not self._is_inside(path):
                raise _leads_out(path)
            return library.load(path)

    def text(self, career: str, language: Language) -> Text:
        """Give the file of a career in a language; its own where there is no translation."""
        with self._lock:
            path, _ = self._open().text_in(self._path(career), language)
            if not self._is_inside(path):
                raise _leads_out(path)
            try:
                source = path.read_bytes()
            except OSError as error:
                message = f"the file cannot be read ({error.strerror})"
                raise InputError((on_file(path, message),)) from error
            return Text(
                path=path,
                content=source[: MAX_BYTES + 1].decode("utf-8-sig", "replace"),
                digest=hashlib.sha256(source).hexdigest(),
                is_own=self._is_own(path),
                is_fixed=self.project is None or _is_unreadable(source),
            )

    def save(self, career: str, language: Language, content: str, digest: str) -> Text:
        """Save a text in the place of the file that has a digest; gives it as it is then.

        What came with the program is left as it is, and a copy made in the project, which comes
        first. Raises ``ChangedError`` if the file is not that any more, ``UsageError`` if it may
        not be written, and ``WriteError`` if it cannot.
        """
        with self._lock:
            text = self.text(career, language)
            if text.is_fixed or self.project is None:
                raise UsageError(
                    "there is no project to save it in", hint="start one with: careerprint init"
                )
            if text.digest != digest:
                raise ChangedError(text)
            plain = content.replace("\r\n", "\n").replace("\r", "\n")
            is_windows = b"\r\n" in text.path.read_bytes()
            source = (plain.replace("\n", "\r\n") if is_windows else plain).encode(
                "utf-8", "replace"
            )
            if len(source) > MAX_BYTES:
                raise UsageError("the text is larger than 1 MiB", hint="shorten it, then save")
            target = text.path if text.is_own else self._copy_of(text.path)
            if not self._is_own(target.parent):
                raise _leads_out(target)
            write_whole(target, source)
            self.changed([target])
            return self.text(career, language)

    def _copy_of(self, path: Path) -> Path:
        """Give where a project's own copy of a file stands that came with the program."""
        folder = (self.project or Path()) / "data" / "careers"
        is_translation = path.parent.name in set(Language)
        copy = folder / path.parent.name / path.name if is_translation else folder / path.name
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"{copy} cannot be written ({error.strerror})") from error
        return copy

    def _is_own(self, path: Path) -> bool:
        """Whether a file lies in the project's careers, also when links are followed."""
        if self.project is None:
            return False
        return real_path(path).is_relative_to(real_path(self.project / "data" / "careers"))

    def _is_inside(self, path: Path) -> bool:
        return self._is_own(path) or is_shipped(path)

    def _path(self, career: str) -> Path:
        """Give the profile of a career by its id."""
        found = {path.stem: path for path in self._open().paths}.get(career)
        if found is None:
            raise UsageError(
                "there is no such career in the library", hint="go back to the library"
            )
        if not self._is_inside(found):
            raise _leads_out(found)
        return found

    def _open(self) -> Library:
        if self._library is None:
            self._library = open_library(self.settings())
        return self._library


def _stamp(*paths: Path) -> object:
    """Give what is another once one of some files was changed."""
    stamps = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            stamps.append((0, 0, 0))
        else:
            stamps.append((status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(stamps)


def _is_unreadable(source: bytes) -> bool:
    """Whether a file is no text that could be saved as it was read."""
    try:
        source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return len(source) > MAX_BYTES


def _leads_out(path: Path) -> UsageError:
    return UsageError(
        f"{path.name} leads out of the project", hint="put the file itself into data/careers"
    )
