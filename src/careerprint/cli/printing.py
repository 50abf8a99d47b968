"""Careers → files in the output folder, with a report as they come."""

import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from careerprint.cli.project import sections_of
from careerprint.cli.report import (
    as_record,
    note,
    report_diagnostics,
    report_own_fault,
    say,
    shown,
)
from careerprint.errors import (
    Diagnostic,
    FitError,
    InputError,
    LayoutError,
    Location,
    Severity,
    UsageError,
    WriteError,
)
from careerprint.profile.library import Career, Library, translation_of
from careerprint.profile.model import Profile
from careerprint.publish.files import write_whole
from careerprint.reading import Loaded
from careerprint.reading.documents import Draft
from careerprint.settings import Ink, Language, Settings
from careerprint.view.rich import is_line_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One career's outcome: the file that was written, or None, and what was found."""

    career: str
    path: Path | None
    diagnostics: tuple[Diagnostic, ...]
    receipt: dict[str, Any] = field(default_factory=dict)
    is_our_fault: bool = False

    def as_record(self) -> dict[str, Any]:
        """Give the outcome as a JSON record."""
        return {
            "career": self.career,
            "path": str(self.path) if self.path else None,
            "receipt": self.receipt or None,
            "diagnostics": [as_record(diagnostic) for diagnostic in self.diagnostics],
        }


class _Press:
    """The sections and layout of one run; with ``combined`` what is to go into that one file."""

    def __init__(
        self,
        settings: Settings,
        stop: "Stop",
        *,
        is_cached: bool = True,
        combined: Path | None = None,
    ) -> None:
        from careerprint.render.layouts import find_layout

        self.settings = settings
        self.combined = combined
        self.bound: list[tuple[Career, bytes]] = []
        self.sections = sections_of(settings, is_cached=is_cached, check=stop.check)
        self.layout = find_layout(
            settings.layout,
            settings.layout_folders,
            settings.variant.paper,
            languages=len(settings.variant.languages),
        )
        if settings.variant.is_fillable and not self.layout.file.has_form:
            raise UsageError(
                f"the layout '{self.layout.name}' is no form to fill in",
                hint="use --layout worksheet",
            )

    def groups(self, library: Library, paths: Sequence[Path]) -> list[tuple[Path, ...]]:
        """Give what goes onto a sheet together: one career, or several where they share one."""
        most = self.layout.file.careers
        if self.combined is None or most == 1:
            return [(path,) for path in paths]
        good = [path for path in paths if library.load(path).value is not None]
        bad = [(path,) for path in paths if path not in good]
        return [*(tuple(good[n : n + most]) for n in range(0, len(good), most)), *bad]

    def keep(self, career: Career, pdf: bytes) -> Path:
        """Write a section under its name, or hold it for the one file; gives that file."""
        if self.combined is not None:
            self.bound.append((career, pdf))
            return self.combined
        path = self.file_for(career.id)
        write_whole(path, pdf)
        return path

    def bind(self) -> None:
        """Bind what was held into the one file; a handout of several pages begins a sheet."""
        from careerprint.bind.archive import Description
        from careerprint.bind.binder import Part, bind
        from careerprint.bind.pagination import Side
        from careerprint.bind.source import Source

        if self.combined is None or not self.bound:
            return
        parts = []
        for career, pdf in self.bound:
            source = Source(pdf, name=career.id)
            is_long = len(source.pages) > 1
            title = career.profile.title
            side = Side.RIGHT if is_long else Side.ANY
            parts.append(Part(source=source, title=title, side=side))
        brand = self.settings.variant.brand.organisation or "careerprint"
        bound = bind(
            parts,
            Description(
                title=", ".join(career.profile.title for career, _ in self.bound[:4])
                + (" …" if len(self.bound) > 4 else ""),
                language=self.settings.variant.languages[0].value,
                author=brand,
                created=max(career.profile.dated.split("/")[-1] for career, _ in self.bound),
                is_grey=self.settings.variant.ink is Ink.COPIER,
            ),
        )
        write_whole(self.combined, bound.pdf)

    def file_for(self, career: str) -> Path:
        variant = self.settings.variant
        parts = [career, self.settings.layout, variant.paper.value]
        parts += ["copier"] if variant.ink is Ink.COPIER else []
        parts += [] if variant.languages == (Language.ENGLISH,) else variant.languages
        parts += [variant.state.lower()] if variant.state else []
        parts += ["fillable"] if variant.is_fillable else []
        return self.settings.output / f"{'-'.join(parts)}.pdf"


class Stop:
    """Ctrl-C, remembered: the engine's C code can swallow an interruption while it draws."""

    def __init__(self) -> None:
        self._is_asked = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _ask(self, *_: object) -> None:
        self._is_asked = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Stop if it was asked for, whatever became of the interruption."""
        if self._is_asked:
            raise KeyboardInterrupt


def print_handouts(
    library: Library,
    paths: Sequence[Path],
    settings: Settings,
    *,
    is_verbose: bool,
    is_quiet: bool,
    is_cached: bool = True,
    combined: Path | None = None,
) -> list[Printed]:
    """Print each career and report it at once; one that fails does not stop the rest.

    With ``combined`` they all go into that one file, as many on a sheet as the layout holds.

    Raises ``UsageError`` before anything is printed if two careers would share a file or the
    output is no folder, and ``LayoutError`` if the layout fails on the first of them.
    """
    _refuse_namesakes(paths)
    report_diagnostics(settings.warnings, is_error_stream=True)
    if settings.output.exists() and not settings.output.is_dir():
        raise UsageError(f"{settings.output} is a file, not a folder", hint="name another with -o")
    results: list[Printed] = []
    with Stop() as stop:
        press = _Press(settings, stop, is_cached=is_cached, combined=combined)
        for group in press.groups(library, paths):
            result = _print_one(library, group, press, stop, is_first=not results)
            results.append(result)
            report_diagnostics(result.diagnostics, is_error_stream=True)
            if result.path is not None and not is_quiet and combined is None:
                say(shown(result.path))
            if result.receipt and is_verbose:
                note(f"    {_receipt_line(result.receipt)}")
        press.bind()
        if press.bound and combined is not None and not is_quiet:
            say(shown(combined))
    return results


def _refuse_namesakes(paths: Sequence[Path]) -> None:
    by_name: dict[str, Path] = {}
    for path in paths:
        other = by_name.setdefault(path.stem, path)
        if other.resolve() != path.resolve():
            raise UsageError(
                f"{other} and {path} would be printed into one file",
                hint="print them into two folders with -o, or rename one",
            )


def _receipt_line(receipt: dict[str, Any]) -> str:
    return (
        f"{receipt['body_pt']:g} pt on {receipt['leading']:g}, {receipt['percent_full']:g}% full,"
        f" {receipt['passes']} passes"
    )


def _print_one(
    library: Library, group: tuple[Path, ...], press: _Press, stop: Stop, *, is_first: bool
) -> Printed:
    from dataclasses import asdict

    path = group[0]
    loaded = library.load(path)
    found = tuple(finding for one in group for finding in library.load(one).diagnostics)
    variant = press.settings.variant
    try:
        careers = [library.career(one, lang) for one in group for lang in variant.languages]
        for one in careers:
            found += _untranslated(one, path)
        section = press.sections.section(
            careers[0],
            others=tuple(careers[1:]),
            layout=press.layout,
            variant=variant,
        )
        stop.check()
        file = press.keep(careers[0], section.pdf)
    except InputError:
        return Printed(career=path.stem, path=None, diagnostics=found)
    except FitError as error:
        unfit = _unfit(loaded, error, press)
        return Printed(career=path.stem, path=None, diagnostics=(*found, unfit))
    except (LayoutError, WriteError, OSError) as error:
        stop.check()
        if is_first and isinstance(error, LayoutError):
            raise
        fault = _finding(path, Severity.ERROR, str(error), getattr(error, "hint", ""))
        return Printed(career=path.stem, path=None, diagnostics=(*found, fault))
    except Exception:  # noqa: BLE001, RUF100 - our own fault must not cost the other careers
        report_own_fault()
        fault = _finding(path, Severity.ERROR, "this career could not be printed")
        return Printed(career=path.stem, path=None, diagnostics=(*found, fault), is_our_fault=True)
    heard = [_finding(file, Severity.WARNING, message) for message in section.warnings]
    if left_out := section.receipt.left_out:
        message = f"left out to make the rest fit: {', '.join(left_out)}"
        heard.append(_finding(path, Severity.WARNING, message, "cut some lines to keep them"))
    return Printed(
        career=path.stem, path=file, diagnostics=(*found, *heard), receipt=asdict(section.receipt)
    )


def _untranslated(career: Career, path: Path) -> tuple[Diagnostic, ...]:
    """Warn of a career that is printed in its own language for want of a translation."""
    missing = career.missing_language
    if missing is None:
        return ()
    message = f"there is no translation into '{missing.value}': the page is in English and says so"
    hint = f"write it as {shown(translation_of(path, missing))}"
    return (_finding(path, Severity.WARNING, message, hint),)


def _finding(path: Path, severity: Severity, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(location=Location(path), severity=severity, message=message, hint=hint)


def _unfit(loaded: Loaded[Profile], error: FitError, press: _Press) -> Diagnostic:
    """Say how much is too much, and which block is too wide or which are the longest."""
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
    paper = press.settings.variant.paper.value
    return Diagnostic(
        location=location,
        severity=Severity.ERROR,
        message=f"does not fit {press.layout.name} on {paper}: {error.message}",
        hint=hint,
    )


def _dotted(at: tuple[str | int, ...]) -> str:
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in at)
