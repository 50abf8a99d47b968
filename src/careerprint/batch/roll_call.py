"""A first reading of a roster: how many there are, what is found about each row and all words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from careerprint.batch.names import Pattern, add_shared
from careerprint.batch.namesakes import SharedNames
from careerprint.errors import Diagnostic
from careerprint.roster.choices import Seek
from careerprint.roster.student import Student
from careerprint.roster.unknown_words import UnknownWords


@dataclass(slots=True, kw_only=True)
class RollCall:
    """What a first reading found.

    ``kin`` finds careers of the field of one that the library does not have; ``count`` is told of
    each student; ``good`` counts the rows that can be printed; ``findings`` are by row, without
    those of the file as a whole; ``shared`` has the rows whose files would have one name.
    """

    pattern: Pattern
    kin: Seek | None = None
    count: Callable[[Student], None] = lambda _: None
    good: int = 0
    unknown: UnknownWords = field(default_factory=UnknownWords)
    shared: SharedNames = field(default_factory=SharedNames)
    _findings: dict[int, list[Diagnostic]] = field(default_factory=dict)

    def hear(self, finding: Diagnostic) -> None:
        """Take in a finding."""
        if finding.location.line:
            self._findings.setdefault(finding.location.line, []).append(finding)

    def call(self, students: Iterable[Student]) -> None:
        """Go through the students of the good rows."""
        for student in students:
            self.good += 1
            add_shared(self.shared, student, self.pattern)
            self.count(student)

    @property
    def findings(self) -> Mapping[int, Sequence[Diagnostic]]:
        """Give what was found, by row."""
        return self._findings

    @property
    def failed(self) -> dict[int, list[Diagnostic]]:
        """Give the errors of the rows that cannot be printed."""
        found = {
            row: [one for one in findings if one.is_error]
            for row, findings in self._findings.items()
        }
        return {row: errors for row, errors in sorted(found.items()) if errors}

    @property
    def size(self) -> int:
        """Give how many rows with students there are, good or not."""
        return self.good + len(self.failed)
