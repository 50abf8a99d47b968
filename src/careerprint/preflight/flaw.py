"""What is wrong with a file for the press, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from careerprint.errors import Diagnostic, Severity, on_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One finding: the rule by its name, how grave it is, a plain sentence, and a way out.

    ``page`` counts from 1, 0 is the file as a whole. ``place_mm`` is measured from the left and
    the head of the trimmed page. ``count`` says in how many places of a page it was found.
    """

    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    page: int = 0
    place_mm: tuple[float, float] | None = None
    count: int = 1

    @property
    def is_error(self) -> bool:
        """Whether a shop would refuse the file, or print it wrong."""
        return self.severity is Severity.ERROR

    @property
    def said(self) -> str:
        """The sentence with its place."""
        where = f"page {self.page}" if self.page else ""
        if self.place_mm is not None:
            left, head = self.place_mm
            where += f", {round(left)} mm from the left and {round(head)} mm from the head"
        others = self.count - 1
        more = f" (and in {others} more {'place' if others == 1 else 'places'})" if others else ""
        return f"{where}: {self.message}{more}" if where else self.message

    def on(self, path: Path) -> Diagnostic:
        """Give it as a finding about a file."""
        return on_file(path, self.said, self.hint, self.severity)

    def as_record(self) -> dict[str, Any]:
        """Give it as a JSON record; page and place are null for the file as a whole."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "page": self.page or None,
            "place_mm": list(self.place_mm) if self.place_mm else None,
            "count": self.count,
            "message": self.message,
            "hint": self.hint,
        }


def merged(flaws: Iterable[Flaw]) -> tuple[Flaw, ...]:
    """Give each flaw once a page, with the number of its places; errors come first."""
    first: dict[tuple[str, int, str], Flaw] = {}
    for flaw in flaws:
        key = (flaw.rule, flaw.page, flaw.message)
        known = first.get(key)
        first[key] = flaw if known is None else replace(known, count=known.count + 1)
    return tuple(sorted(first.values(), key=lambda one: (not one.is_error, one.page)))
