"""A first reading of a roster: how many there are, what is found about each row and all words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from careerprint.batch.names import Pattern, add_shared
from careerprint.batch.namesakes import SharedNames
from careerprint.errors import Diagnostic
from careerprint.roster.choices import Seek
from careerprint.roster.column_uses import ColumnUse
from careerprint.roster.rows import REPEATED
from careerprint.roster.student import Student
from careerprint.roster.unknown_words import UnknownWords


@dataclass(slots=True, kw_only=True)
class RollCall:
    """What a first reading found.

    ``kin`` finds careers of the field of one that the library does not have; ``count`` is told of
    each student; ``good`` counts the rows that can be printed; ``findings`` are by row, without
    those of the file as a whole; ``shared`` has the rows whose files would have one name.
    ``columns`` says what each column was taken for. ``repeated`` counts the rows in which a career
    stands twice, ``both`` those that name careers and have an interest code too.
    """

    pattern: Pattern
    kin: Seek | None = None
    count: Callable[[Student], None] = lambda _: None
    good: int = 0
    unknown: UnknownWords = field(default_factory=UnknownWords)
    shared: SharedNames = field(default_factory=SharedNames)
    columns: tuple[ColumnUse, ...] = ()
    repeated: int = 0
    both: int = 0
    _findings: dict[int, list[Diagnostic]] = field(default_factory=dict)

    def see(self, columns: tuple[ColumnUse, ...]) -> None:
        """Take in what the columns were taken for."""
        self.columns = columns

    def hear(self, finding: Diagnostic) -> None:
        """Take in a finding."""
        if finding.location.line:
            is_first = all(one.topic != REPEATED for one in self._of(finding.location.line))
            self.repeated += finding.topic == REPEATED and is_first
            self._findings.setdefault(finding.location.line, []).append(finding)

    def _of(self, row: int) -> Sequence[Diagnostic]:
        return self._findings.get(row, ())

    def call(self, students: Iterable[Student]) -> None:
        """Go through the students of the good rows."""
        for student in students:
            self.good += 1
            self.both += bool(student.careers and student.interests)
            add_shared(self.shared, student, self.pattern)
            self.count(student)

    def remarks(self) -> Iterator[str]:
        """Say what holds for many rows, once."""
        if self.repeated:
            rows = "1 row names" if self.repeated == 1 else f"{self.repeated:,} rows name"
            yield f"{rows} a career twice: it is printed once"
        if self.both:
            rows = "1 row has" if self.both == 1 else f"{self.both:,} rows have"
            yield (
                f"{rows} careers and interest letters: the careers are printed, the letters are"
                " not used"
            )

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
