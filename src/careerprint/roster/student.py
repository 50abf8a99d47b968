"""A student of a roster, and how names that are to be printed are looked at."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Student:
    """One row that can be printed; texts are empty where the roster says nothing.

    ``row`` is the spreadsheet's; ``number`` counts the rows with students from 1, also those that
    cannot be printed; ``student_id`` is the school's; ``language`` is ``en`` or ``es``, ``state``
    a postal code; ``careers`` are ids, in the roster's order, and may be empty if there is an
    interest code.
    """

    row: int
    number: int
    first: str
    last: str
    name: str
    email: str
    group: str
    language: str | None
    state: str | None
    careers: tuple[str, ...]
    interests: str
    student_id: str = ""

    def __repr__(self) -> str:
        """Say nothing of the person: this is what tracebacks and logs show."""
        return f"Student(row={self.row})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """How names are looked at that will be printed.

    ``fonts`` are a project's own font files; ``is_missing_allowed`` prints a name without the
    characters that no face has.
    """

    fonts: tuple[Path, ...] = ()
    is_missing_allowed: bool = False
