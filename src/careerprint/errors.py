"""Findings, faults and exit codes: what every other room speaks when something is wrong.

A *finding* is a value (:class:`Diagnostic`); a *fault* is an exception
(:class:`CareerprintError`) and carries the exit code of the command that it ends.
"""

import os
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any


class ExitCode(IntEnum):
    """How a command ended; part of the public command-line contract."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    NOT_DELIVERED = 3
    INTERNAL = 70
    INTERRUPTED = 130


class Severity(StrEnum):
    """How grave a finding is: an error keeps a profile from being printed.

    A note is something that is known and meant; it fails nothing.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


def shown(path: Path) -> str:
    """Give a path as a user would write it: relative where it lies below this folder."""
    try:
        return str(Path(os.path.abspath(path)).relative_to(Path.cwd()))  # noqa: PTH100 - links stay
    except (ValueError, OSError):
        return str(path)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; line and column count from 1, and 0 means the whole file or line."""

    path: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = (str(number) for number in (self.line, self.column) if number)
        return ":".join((str(self.path), *numbers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding, worded for a person who does not program, with a way to mend it.

    Of one ``topic`` there may be many that say the same: who tells them may tell them as one.
    """

    location: Location
    severity: Severity
    message: str
    hint: str = ""
    topic: str = ""

    def __str__(self) -> str:
        """Give ``path:line:col: error: message``; the hint is a second line's matter."""
        return f"{self.location}: {self.severity}: {self.message}"

    @property
    def is_error(self) -> bool:
        """Whether this finding keeps its file from being used."""
        return self.severity is Severity.ERROR

    def as_record(self) -> dict[str, Any]:
        """Give it as a JSON record; line and column are null for a whole file."""
        return {
            "path": str(self.location.path),
            "line": self.location.line or None,
            "column": self.location.column or None,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint,
        }


def on_file(
    path: Path, message: str, hint: str = "", severity: Severity = Severity.ERROR
) -> Diagnostic:
    """Give a finding about a file as a whole."""
    return Diagnostic(location=Location(path), severity=severity, message=message, hint=hint)


class CareerprintError(Exception):
    """Work cannot go on.

    ``exit_code`` is what the command ends with, ``hint`` says what to do about it.
    """

    exit_code: ExitCode = ExitCode.SOME_FAILED

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CareerprintError):
    """Wrong usage or settings: nothing was done."""

    exit_code = ExitCode.USAGE


class InputError(CareerprintError):
    """A file that was asked for could not be used; its findings say why.

    Broken settings and layouts are wrong usage (``ExitCode.USAGE``): nothing was done.
    """

    def __init__(
        self,
        diagnostics: tuple[Diagnostic, ...],
        exit_code: ExitCode = ExitCode.SOME_FAILED,
    ) -> None:
        super().__init__("; ".join(str(diagnostic) for diagnostic in diagnostics))
        self.diagnostics = diagnostics
        self.exit_code = exit_code


class WriteError(CareerprintError):
    """A result could not be written; nothing half-written is left behind."""


class LayoutError(CareerprintError):
    """A layout folder is broken: its settings, template or stylesheet.

    ``location`` is the line at fault, if it is known; ``bare`` is the message without it.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str = "", location: Location | None = None) -> None:
        super().__init__(f"{location}: {message}" if location else message, hint=hint)
        self.location, self.bare = location, message


class FitError(CareerprintError):
    """The text does not fit the pages that the layout declares, or the width of its column.

    ``text`` is the line that is too wide, if that is why; it may hold a name, so it is for
    finding its place and is not shown. ``selector`` names where on the page it stands, ``over``
    tells how grave it is: the share of the page, or the points of the line, that are too much.
    """

    def __init__(
        self, message: str, *, hint: str = "", text: str = "", selector: str = "", over: float = 0.0
    ) -> None:
        super().__init__(message, hint=hint)
        self.text, self.selector, self.over = text, selector, over


class SchedulerLostError(CareerprintError):
    """The cluster is gone; what was made is kept, and a further run goes on."""

    exit_code = ExitCode.SOME_FAILED

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"the workers cannot be reached any more ({kind})",
            hint="start the run again when they can: it goes on where it stopped",
        )


class SetAsideError(CareerprintError):
    """What was to be made took the processes down that worked on it, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__(
            f"set aside: it took a worker down {times} times",
            hint="look at its texts and pictures for what is unlike the others",
        )
