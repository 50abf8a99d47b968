"""How findings and faults look on a terminal, and the exit code that they make."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

import click

from careerprint.errors import (
    CareerprintError,
    Diagnostic,
    ExitCode,
    InputError,
    Severity,
    WriteError,
    shown,
)


def say(text: str) -> None:
    """Print a result; a reader that has gone away (``| head``) does not stop the work.

    Raises ``WriteError`` if the output cannot take it, as on a full disk.
    """
    if sys.stdout is None or sys.stdout.closed:
        return
    try:
        with LIVE.aside():
            click.echo(text)
            sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    except OSError as error:
        raise WriteError(f"the output cannot be written ({error.strerror})") from error


class _Live:
    """The last line of a terminal while a run goes on; what is noted comes above it."""

    def __init__(self) -> None:
        self._text = ""

    def show(self, text: str) -> None:
        """Put a text in the line's place."""
        blanks = " " * max(0, len(self._text) - len(text))
        self._text = text
        self._put(f"\r{text}{blanks}")

    def end(self) -> None:
        """Leave the line as it is, and go to the next."""
        if self._text:
            self._text = ""
            self._put("\n")

    def above(self, text: str) -> None:
        """Print a text, the line below it again."""
        line, blanks = self._text, " " * len(self._text)
        self._put(f"\r{blanks}\r{text}\n{line}" if line else f"{text}\n")

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the line away while a result is printed: it may come to the same terminal."""
        line = self._text
        if line:
            self._put(f"\r{' ' * len(line)}\r")
        try:
            yield
        finally:
            if line:
                self._put(line)

    @staticmethod
    def _put(text: str) -> None:
        with suppress(OSError):
            click.echo(text, err=True, nl=False)


LIVE: Final = _Live()


class _Told:
    """What is told as lines of JSON, for a program that shows it, in place of words."""

    def __init__(self) -> None:
        self.is_on = False

    def send(self, **told: Any) -> None:
        """Tell one thing: a note, a finding, a fault, or how far a run is."""
        with suppress(OSError):
            sys.stderr.write(json.dumps(told) + "\n")
            sys.stderr.flush()


TOLD: Final = _Told()


def note(text: str) -> None:
    """Print progress or a problem to the error stream."""
    if TOLD.is_on:
        TOLD.send(note=text)
    else:
        LIVE.above(text)


def next_step(ctx: click.Context, text: str) -> None:
    """Say what to do next, to somebody who sits at a terminal and has not asked for quiet."""
    if not ctx.obj["quiet"] and all(stream.isatty() for stream in (sys.stdout, sys.stderr)):
        note(styled(f"next: {text}", dim=True))


def styled(text: str, **style: Any) -> str:
    """Colour a text, unless ``NO_COLOR`` asks for none (no-color.org)."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)


def report_diagnostics(diagnostics: Sequence[Diagnostic], *, is_error_stream: bool) -> None:
    """Print ``path:line:col: error: message`` for each finding, its hint beneath."""
    show = note if is_error_stream else say
    for diagnostic in diagnostics:
        if TOLD.is_on and is_error_stream:
            TOLD.send(finding=diagnostic.as_record())
            continue
        colour = _COLOURS[diagnostic.severity]
        severity = styled(diagnostic.severity.value, fg=colour, bold=True)
        place = f"{shown(diagnostic.location.path)}{_position(diagnostic)}"
        show(f"{place}: {severity}: {diagnostic.message}")
        if diagnostic.hint:
            hint = diagnostic.hint.replace("\n", "\n    ")  # lines to paste stand below it
            show(styled(f"    hint: {hint}", dim=True))


_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def conclude(what: str, severities: Sequence[Severity], *, is_strict: bool, is_quiet: bool) -> int:
    """Say how many errors and warnings were found in what was looked at; gives the exit code.

    In a strict run warnings are failures too. A quiet one only says what failed.
    """
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    has_failed = bool(errors or (is_strict and warnings))
    if has_failed or not is_quiet:
        note(f"{what}: {counted(errors, 'error')}, {counted(warnings, 'warning')}")
    return ExitCode.SOME_FAILED if has_failed else ExitCode.OK


def _position(diagnostic: Diagnostic) -> str:
    location = diagnostic.location
    return "".join(f":{number}" for number in (location.line, location.column) if number)


def print_json(value: Any) -> None:
    """Print a result as JSON, readable and in UTF-8."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def report_fault(error: CareerprintError) -> None:
    """Print why work could not go on, and what to do about it."""
    if isinstance(error, InputError):
        report_diagnostics(error.diagnostics, is_error_stream=True)
        return
    if TOLD.is_on:
        TOLD.send(error=error.message, hint=error.hint)
        return
    note(f"{styled('error', fg='red', bold=True)}: {error.message}")
    if error.hint:
        note(styled(f"    hint: {error.hint}", dim=True))


def report_own_fault(fault: str) -> None:
    """Print a traceback and ask for a report."""
    if TOLD.is_on:
        TOLD.send(fault=fault)
        return
    note(fault)
    note(
        "This is a fault of careerprint, not of your files. Please report it with the lines above."
    )


def counted(number: int, noun: str) -> str:
    """Give “1 career”, “2 careers”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
