"""Careers → files in the output folder, one outcome after the other."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerprint.errors import (
    Diagnostic,
    FitError,
    InputError,
    LayoutError,
    Location,
    SchedulerLostError,
    SetAsideError,
    Severity,
    UsageError,
    WriteError,
    on_file,
)
from careerprint.profile.library import Career, Library
from careerprint.profile.model import Profile
from careerprint.publish.files import write_whole
from careerprint.publish.for_press import ForPress, write_for_press
from careerprint.reading.documents import Draft, Loaded
from careerprint.render.layouts import Layout, find_layout
from careerprint.resources import shipped
from careerprint.sections.sections import Sections, Wanted
from careerprint.settings import Ink, Language, Paper, Settings
from careerprint.typefaces.own_faces import own_faces
from careerprint.view.printed_parts import EXTRAS
from careerprint.view.rich import is_line_of

if TYPE_CHECKING:
    from careerprint.press.press import Press


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What became of one career: its file, or None, and what was found.

    ``career`` is its id, or the ids of all that share a sheet which could not be printed.
    Without a file at least one finding is an error: nothing fails in silence. ``press`` is its
    file for a print shop, if one was asked for and could be made. ``outdated`` is a file of an
    earlier run that stands where this one was to be. ``receipt`` says how it was
    fitted; ``fault`` is the traceback of a fault of our own; ``count`` careers stand on its sheet.
    ``is_unwritten`` says that it was made and the disk did not take it, nor will take the others.
    """

    career: str
    path: Path | None
    press: Path | None = None
    diagnostics: tuple[Diagnostic, ...]
    outdated: Path | None = None
    receipt: dict[str, Any] = field(default_factory=dict)
    fault: str = ""
    count: int = 1
    is_unwritten: bool = False

    @property
    def is_done(self) -> bool:
        """Whether all that was asked for is there, the file for a print shop too."""
        return self.path is not None and not any(one.is_error for one in self.diagnostics)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGroup:
    """What goes onto one sheet: a career, or several that share it, at a stand of a fair."""

    paths: tuple[Path, ...]
    stand: str = ""


class Printing:
    """One run: handouts of careers in one form, each in its file or all in ``combined``.

    With a ``press`` each file has one for a print shop beside it, proved before it is written.
    ``check`` raises if the run was interrupted: a page drawn meanwhile may be ruined. ``warnings``
    are about the layout, such as typefaces that are not there. Raises
    ``UsageError`` if the layout cannot be had in this form, or the output is no folder.
    """

    def __init__(
        self,
        settings: Settings,
        sections: Sections,
        *,
        combined: Path | None = None,
        press: "Press | None" = None,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        if settings.output.exists() and not settings.output.is_dir():
            raise UsageError(
                f"{settings.output} is a file, not a folder", hint="name another with -o"
            )
        self._settings, self._sections = settings, sections
        self._combined, self._press, self._check = combined, press, check
        self._layout = printed_layout(settings)
        self.warnings = tuple(_missing_families(self._layout, settings))
        self._told: set[str] = set()
        """What was said of a page: what its layout is to blame for is the same on the next."""
        self._held: list[tuple[Career, bytes]] = []

    def print(self, library: Library, paths: Sequence[Path]) -> Iterator[Printed]:
        """Print careers and give each outcome at once; one that fails does not stop the rest.

        Raises ``LayoutError`` if the layout fails on the first of them.
        """
        groups = [SheetGroup(paths=group) for group in self._groups(library, paths)]
        yield from self.print_groups(library, groups)

    def print_groups(self, library: Library, groups: Sequence[SheetGroup]) -> Iterator[Printed]:
        """Print what goes onto a sheet each, in the groups that are given; else as ``print``."""
        self._sections.ahead(self._wanted(library, groups))
        for number, group in enumerate(groups):
            yield self._printed(library, group, is_first=number == 0)

    def bind(self) -> tuple[Path | None, ForPress]:
        """Bind what was held into the one file; gives it with what became of its press file.

        None if there is nothing to bind.
        """
        if self._combined is None or not self._held:
            return None, ForPress()
        from careerprint.handouts.combined import bound_handouts  # the binder costs a start

        pdf = bound_handouts(self._held, self._settings.variant)
        write_whole(self._combined, pdf)
        return self._combined, self._for_press(self._combined, pdf)

    def _for_press(self, path: Path, pdf: bytes) -> ForPress:
        return write_for_press(path, pdf, self._press) if self._press else ForPress()

    def _wanted(self, library: Library, groups: Sequence[SheetGroup]) -> Iterator[Wanted]:
        """Give the sections to come; what cannot be read is said when its turn comes."""
        for group in groups if len(groups) > 1 else ():
            variant = replace(self._settings.variant, stand=group.stand)
            with suppress(InputError):
                careers = [
                    library.career(one, lang) for one in group.paths for lang in variant.languages
                ]
                yield Wanted(careers=tuple(careers), layout=self._layout, variant=variant)

    def _groups(self, library: Library, paths: Sequence[Path]) -> list[tuple[Path, ...]]:
        """Give what goes onto a sheet together: one career, or several where they share one."""
        most = self._layout.file.careers
        if self._combined is None or most == 1:
            return [(path,) for path in paths]
        languages = self._settings.variant.languages
        good = [path for path in paths if library.is_usable(path, languages)]
        bad = [(path,) for path in paths if path not in good]
        return [*(tuple(good[n : n + most]) for n in range(0, len(good), most)), *bad]

    def _printed(self, library: Library, sheet: SheetGroup, *, is_first: bool) -> Printed:
        group, path = sheet.paths, sheet.paths[0]
        loaded = library.load(path)
        variant = replace(self._settings.variant, stand=sheet.stand)
        found = [of for one in group for of in library.findings(one, variant.languages)]
        fault, is_unwritten = "", False
        try:
            asked = [(one, lang) for one in group for lang in variant.languages]
            careers = [library.career(one, lang) for one, lang in asked]
            for (one, _), career in zip(asked, careers, strict=True):
                found += untranslated(career, one)
            section = self._sections.section(
                careers[0], others=tuple(careers[1:]), layout=self._layout, variant=variant
            )
            self._check()
            file, for_press = self._kept(careers[0], section.pdf)
        except InputError as error:
            found += [finding for finding in error.diagnostics if finding not in found]
        except FitError as error:
            found.append(unfit(loaded, error, self._layout, self._settings.variant.paper))
        except (LayoutError, WriteError, SetAsideError, OSError) as error:
            self._check()
            if is_first and isinstance(error, LayoutError):
                raise
            is_unwritten = isinstance(error, WriteError)
            found.append(on_file(path, str(error), getattr(error, "hint", "")))
        except (UsageError, SchedulerLostError):  # it is the same for all
            raise
        except Exception:  # noqa: BLE001, RUF100 - our own fault must not cost the other careers
            fault = traceback.format_exc()
        else:
            found += [
                on_file(file, message, severity=Severity.WARNING)
                for message in section.warnings
                if message not in self._told
            ]
            self._told.update(section.warnings)
            found += _left_out(path, section.receipt.left_out)
            return Printed(
                career=path.stem,
                path=file,
                press=for_press.path,
                diagnostics=(*found, *for_press.findings),
                outdated=for_press.outdated,
                receipt=asdict(section.receipt),
                count=len(group),
            )
        if not any(finding.is_error for finding in found):
            found.append(on_file(path, "this career could not be printed"))
        return Printed(
            career=", ".join(one.stem for one in group),
            path=None,
            diagnostics=tuple(found),
            outdated=self._left_from_before(path.stem),
            fault=fault,
            count=len(group),
            is_unwritten=is_unwritten,
        )

    def _kept(self, career: Career, pdf: bytes) -> tuple[Path, ForPress]:
        """Write a handout under its name, or hold it for the one file; gives that file."""
        target = self._target(career.id)
        if self._combined is None:
            write_whole(target, pdf)
            return target, self._for_press(target, pdf)
        self._held.append((career, pdf))
        return target, ForPress()

    def _target(self, career: str) -> Path:
        own = self._settings.output / file_name(career, self._settings)
        return own if self._combined is None else self._combined

    def _left_from_before(self, career: str) -> Path | None:
        """Give a file of an earlier run that a career which failed leaves out of date."""
        target = self._target(career)
        return target if target.is_file() else None


def unfit(loaded: Loaded[Profile], error: FitError, layout: Layout, paper: Paper) -> Diagnostic:
    """Say how much of a career is too much, and which block is too wide or which are longest."""
    texts = Draft(loaded.value.model_dump(mode="json") if loaded.value else None).texts()
    if error.hint:  # not for its length
        at = next((at for at, text in texts if is_line_of(error.text, text)), None)
        where = f"{_dotted(at)} (line {loaded.locate(at).line}): " if at else ""
        location, hint = loaded.locate(at) if at else Location(loaded.path), where + error.hint
    else:
        longest = sorted(texts, key=lambda item: -len(item[1].split()))[:3]
        blocks = ", ".join(
            f"{_dotted(at)} (line {loaded.locate(at).line}, {len(text.split())} words)"
            for at, text in longest
        )
        location, hint = loaded.locate(longest[0][0]), f"the longest blocks: {blocks}"
    return Diagnostic(
        location=location,
        severity=Severity.ERROR,
        message=f"does not fit {layout.name} on {paper.value}: {error.message}",
        hint=hint,
    )


def file_name(career: str, settings: Settings) -> str:
    """Give the name of a career's handout: all that tells it from its others."""
    variant = settings.variant
    parts = [career, settings.layout, variant.paper.value]
    parts += ["copier"] if variant.ink is Ink.COPIER else []
    parts += [] if variant.languages == (Language.ENGLISH,) else variant.languages
    parts += [variant.state.lower()] if variant.state else []
    parts += ["fillable"] if variant.is_fillable else []
    return f"{'-'.join(parts)}.pdf"


def _missing_families(layout: Layout, settings: Settings) -> Iterator[Diagnostic]:
    """Give a warning for each typeface that a project's own styles name and that is not there.

    What is shipped is proved, and a parser of styles costs a start.
    """
    if all(sheet.is_relative_to(shipped("layouts")) for sheet in layout.sheets):
        return
    from careerprint.render.as_written import missing_families

    families = (one.family for one in own_faces(settings.font_folder))
    yield from missing_families(layout, families)


def printed_layout(settings: Settings) -> Layout:
    """Give the layout that settings print in; raises ``UsageError`` if it cannot be had so."""
    layout = find_layout(
        settings.layout,
        settings.layout_folders,
        settings.variant.paper,
        languages=len(settings.variant.languages),
    )
    if settings.variant.is_fillable and not layout.file.has_form:
        raise UsageError(
            f"the layout '{layout.name}' is no form to fill in", hint="use --layout worksheet"
        )
    return layout


def untranslated(career: Career, path: Path) -> Iterator[Diagnostic]:
    """Warn of a career that is printed in its own language for want of a translation."""
    if missing := career.missing_language:
        message = (
            f"there is no translation into '{missing.value}': the page is in English and says so"
        )
        hint = f"begin it with: careerprint translate {path.stem} {missing}"
        yield on_file(path, message, hint, Severity.WARNING)


def _dotted(at: tuple[str | int, ...]) -> str:
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in at)


def _left_out(path: Path, names: Sequence[str]) -> Iterator[Diagnostic]:
    """Name the parts that had to go, and those that are printed only where there is room."""
    gone = [name for name in names if name not in EXTRAS]
    if gone:
        message = f"left out to make the rest fit: {', '.join(gone)}"
        yield on_file(path, message, "cut some lines to keep them", Severity.WARNING)
    for name in EXTRAS:
        if name in names:
            hint = "it is printed only where it costs neither type size nor pages"
            yield on_file(path, f"there was no room for: {name}", hint, Severity.NOTE)
