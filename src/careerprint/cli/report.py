"""How findings and faults look on a terminal, and the exit code that they make."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from careerprint.errors import CareerprintError, Diagnostic, InputError


def report_diagnostics(diagnostics: Sequence[Diagnostic], *, is_error_stream: bool) -> None:
    """Print ``path:line:col: error: message`` for each finding, its hint beneath."""
    for diagnostic in diagnostics:
        colour = "red" if diagnostic.is_error else "yellow"
        severity = click.style(diagnostic.severity.value, fg=colour, bold=True)
        click.echo(
            f"{shown(diagnostic.location.path)}"
            f"{_position(diagnostic)}: {severity}: {diagnostic.message}",
            err=is_error_stream,
        )
        if diagnostic.hint:
            click.echo(click.style(f"    hint: {diagnostic.hint}", dim=True), err=is_error_stream)


def _position(diagnostic: Diagnostic) -> str:
    location = diagnostic.location
    return f":{location.line}:{location.column}" if location.line else ""


def shown(path: Path) -> str:
    """Give a path as a user would write it: relative where it lies below this folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def as_record(diagnostic: Diagnostic) -> dict[str, Any]:
    """Give a finding as a JSON record; line and column are null for a whole file."""
    location = diagnostic.location
    return {
        "path": str(location.path),
        "line": location.line or None,
        "column": location.column or None,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def print_json(value: Any) -> None:
    """Print a result as JSON, readable and in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def report_fault(error: CareerprintError) -> None:
    """Print why work could not go on, and what to do about it."""
    if isinstance(error, InputError):
        report_diagnostics(error.diagnostics, is_error_stream=True)
        return
    click.echo(f"{click.style('error', fg='red', bold=True)}: {error.message}", err=True)
    if error.hint:
        click.echo(click.style(f"    hint: {error.hint}", dim=True), err=True)


def counted(number: int, noun: str) -> str:
    """Give “1 career”, “2 careers”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
