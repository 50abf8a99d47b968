"""A booklet set up with a project's settings: its file, its cover, what makes it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from careerprint.booklet.booklet_file import BookletFile, read_booklet
from careerprint.booklet.edition import Edition
from careerprint.booklet.forms import find_forms, surroundings_of
from careerprint.booklet.maker import BookletMaker
from careerprint.brand import LARGEST_LOGO
from careerprint.errors import Diagnostic, Location, Severity, UsageError
from careerprint.pictures.picture import (
    KINDS,
    LEAST_DPI,
    Picture,
    PictureError,
    findings_on,
    read_picture,
)
from careerprint.profile.library import Library
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Finding, Loaded
from careerprint.sections.sections import Sections
from careerprint.settings import FILE_NAME, SIZE_MM, Ink, Settings
from careerprint.view.booklet_frame import BookletFrame
from careerprint.view.booklet_page import Cover


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found about a booklet file, and where further findings stand in it."""

    diagnostics: tuple[Diagnostic, ...] = ()
    loaded: Loaded[BookletFile] | None = None

    def locate(self, key_path: KeyPath) -> Location:
        """Give the place of a value in the file."""
        return self.loaded.locate(key_path) if self.loaded else Location(Path("careers"))

    def located(self, findings: Sequence[Finding]) -> tuple[Diagnostic, ...]:
        """Give findings with their place in the file."""
        return tuple(
            Diagnostic(
                location=self.locate(one.at),
                severity=one.severity,
                message=one.message,
                hint=one.hint,
            )
            for one in findings
        )


def read_spec(
    spec: Path | None,
    careers: tuple[str, ...],
    library: Library,
    settings: Settings,
    *,
    is_all: bool = False,
    edition: Edition | None = None,
) -> tuple[BookletFile, Findings]:
    """Give the booklet file, with the careers that were named in place of its own.

    The findings are the settings' and the file's. Without a file it is a booklet of every part.
    An ``edition`` that was asked for stands in place of the file's own form, which is said.
    Raises ``InputError`` or ``UsageError`` if it cannot be used.
    """
    findings = Findings()
    file = BookletFile(title="Careers to look at", careers=())
    free = surroundings_of(file, settings.layout_folders).file
    if spec is not None:
        loaded = read_booklet(
            spec, library, settings.layout_folders, cover_room_mm=_cover_room(settings, free)
        )
        assert loaded.value is not None  # noqa: S101 - read_booklet raises otherwise
        file, findings = loaded.value, Findings(diagnostics=loaded.diagnostics, loaded=loaded)
    if edition:
        findings = replace(
            findings, diagnostics=(*findings.diagnostics, *_given_way(file, edition, findings))
        )
        file = file.model_copy(update={"edition": edition})
    names = tuple(path.stem for path in library.paths) if is_all else careers
    if names:
        for name in names:
            library.find(name, Path.cwd())
        file = file.model_copy(update={"careers": names})
    if not file.careers and spec is None:
        raise UsageError("name a booklet file or careers", hint="careerprint booklet booklet.yaml")
    said = (*settings.warnings, *findings.diagnostics, *_on_back_cover(file, settings))
    return file, replace(findings, diagnostics=said)


def _given_way(file: BookletFile, edition: Edition, findings: Findings) -> tuple[Diagnostic, ...]:
    """Tell of what a booklet file says of its form, where an edition was asked for."""
    return findings.located(
        [
            Finding(
                at=(name,),
                message=f"'{name}' gives way to --edition {edition}",
                hint="leave --edition out to have what the file says",
                severity=Severity.WARNING,
            )
            for name in file.own_form
        ]
    )


def in_some_edition(file: BookletFile, edition: Edition) -> BookletFile:
    """Give a booklet file in an edition if it says nothing of its form."""
    is_said = file.edition is not None or bool(file.own_form)
    return file if is_said else file.model_copy(update={"edition": edition})


def open_maker(
    file: BookletFile, spec: Path | None, settings: Settings, sections: Sections
) -> BookletMaker:
    """Give what makes the booklets of a file.

    Raises ``UsageError`` if a layout or picture is amiss.
    """
    forms = find_forms(file, settings.layout_folders, settings.variant.paper)
    cover = cover_of(file, spec, settings)
    return BookletMaker(file, settings.variant, sections, forms, cover)


def cover_of(file: BookletFile, spec: Path | None, settings: Settings) -> Cover:
    """Give what a booklet's cover says; raises ``UsageError`` if its picture is amiss."""
    return Cover(
        title=file.title,
        subtitle=file.subtitle or "",
        for_whom=file.for_whom or "",
        picture=_picture(file, spec, settings),
        pattern=file.pattern or "",
    )


def _picture(file: BookletFile, spec: Path | None, settings: Settings) -> Picture | None:
    """Read a booklet's cover picture, at the largest size that the cover has room for."""
    if file.cover is None:
        return None
    path = (spec.parent if spec else Path()) / file.cover
    try:
        room_mm = _cover_room(settings, surroundings_of(file, settings.layout_folders).file)
        return read_picture(path, room_mm, is_grey=settings.variant.ink is Ink.COPIER)
    except PictureError as error:
        raise UsageError(f"the cover picture {file.cover} {error}", hint=f"name {KINDS}") from error


def _cover_room(settings: Settings, frame: BookletFrame) -> tuple[float, float]:
    """Give the most that a cover picture takes, in millimetres."""
    width, height = SIZE_MM[settings.variant.paper]
    return width * frame.picture[0], height * frame.picture[1]


def _on_back_cover(file: BookletFile, settings: Settings) -> Iterator[Diagnostic]:
    """Tell of a logo that is fine enough for a page's foot and not for the back cover."""
    logo, project = settings.variant.logo, settings.project
    if (
        file.edition
        or "back-cover" not in file.parts
        or logo is None
        or project is None
        or logo.dpi is None
    ):
        return
    if logo.dpi >= LEAST_DPI > logo.dpi / LARGEST_LOGO:
        name = f"on the back cover {settings.variant.brand.logo}"
        larger = replace(logo, dpi=logo.dpi / LARGEST_LOGO, contrast=None)
        for one in findings_on(larger, name, ("brand", "logo")):
            yield Diagnostic(
                location=Location(project / FILE_NAME),
                severity=one.severity,
                message=one.message,
                hint=one.hint,
            )
