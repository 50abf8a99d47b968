"""A roster read as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from careerprint.errors import Diagnostic
from careerprint.roster.student import Student


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A roster as a whole: the students of its good rows, and all findings."""

    students: tuple[Student, ...]
    diagnostics: tuple[Diagnostic, ...]


def whole_roster(entries: Iterable[Student | Diagnostic]) -> Roster:
    """Gather what :func:`read_roster` gives."""
    students, diagnostics = [], []
    for entry in entries:
        if isinstance(entry, Student):
            students.append(entry)
        else:
            diagnostics.append(entry)
    return Roster(students=tuple(students), diagnostics=tuple(diagnostics))
