"""What the commands that bind booklets share: the booklet file, its cover, an open press."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from careerprint.bind.booklet import PARTS, BookletFile, read_booklet
from careerprint.brand import Logo, LogoError, read_logo
from careerprint.errors import Diagnostic, Location, UsageError
from careerprint.profile.library import Library
from careerprint.reading import Finding, Loaded
from careerprint.settings import SIZE_MM, Ink, Settings

if TYPE_CHECKING:
    from careerprint.bind.press import Press
    from careerprint.bind.sections import Sections
    from careerprint.view.booklet import Cover

PICTURE_MM: Final = (0.72, 0.36)
"""The most that a cover picture takes: shares of the paper's width and height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found about a booklet file, and where further findings stand in it."""

    diagnostics: tuple[Diagnostic, ...] = ()
    loaded: Loaded[BookletFile] | None = None

    def located(self, findings: Sequence[Finding]) -> tuple[Diagnostic, ...]:
        """Give findings with their place in the file."""
        return tuple(
            Diagnostic(
                location=self.loaded.locate(one.at) if self.loaded else Location(Path("careers")),
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
) -> tuple[BookletFile, Findings]:
    """Give the booklet file, with the careers that were named in place of its own.

    Without a file it is a booklet of every part. Raises ``InputError`` or ``UsageError`` if it
    cannot be used.
    """
    findings = Findings()
    file = BookletFile(title="Careers to look at", careers=(), parts=PARTS)
    if spec is not None:
        loaded = read_booklet(spec, library, settings.layout_folders)
        assert loaded.value is not None  # noqa: S101 - read_booklet raises otherwise
        file, findings = loaded.value, Findings(diagnostics=loaded.diagnostics, loaded=loaded)
    names = tuple(path.stem for path in library.paths) if is_all else careers
    if names:
        for name in names:
            library.find(name, Path.cwd())
        file = file.model_copy(update={"careers": names})
    if not file.careers and spec is None:
        raise UsageError("name a booklet file or careers", hint="careerprint booklet booklet.yaml")
    return file, findings


def open_press(
    file: BookletFile, spec: Path | None, settings: Settings, sections: "Sections"
) -> "Press":
    """Open a press for a booklet file; raises ``UsageError`` if a layout or picture is amiss."""
    from careerprint.bind.press import Press, find_forms

    forms = find_forms(file, settings.layout_folders, settings.variant.paper)
    cover = cover_of(file, spec, settings)
    return Press(file, settings.variant, sections, forms, cover)


def cover_of(file: BookletFile, spec: Path | None, settings: Settings) -> "Cover":
    """Give what a booklet's cover says; raises ``UsageError`` if its picture is amiss."""
    from careerprint.view.booklet import Cover

    return Cover(
        title=file.title,
        subtitle=file.subtitle or "",
        for_whom=file.for_whom or "",
        picture=_picture(file, spec, settings),
        pattern=file.pattern or "",
    )


def _picture(file: BookletFile, spec: Path | None, settings: Settings) -> Logo | None:
    """Read a booklet's cover picture, at the largest size that the cover has room for."""
    if file.cover is None:
        return None
    path = (spec.parent if spec else Path()) / file.cover
    try:
        picture = read_logo(path, is_grey=settings.variant.ink is Ink.COPIER)
    except LogoError as error:
        raise UsageError(f"the cover picture {error}", hint="an SVG or PNG file") from error
    width, height = (
        side * share
        for side, share in zip(SIZE_MM[settings.variant.paper], PICTURE_MM, strict=True)
    )
    scale = min(width / picture.width_mm, height / picture.height_mm)
    return replace(
        picture,
        width_mm=round(picture.width_mm * scale, 2),
        height_mm=round(picture.height_mm * scale, 2),
    )
