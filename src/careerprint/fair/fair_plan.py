"""Where each career of a fair stands: stands in their rows, one order for all that is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

from careerprint.booklet.booklet_file import BookletFile
from careerprint.booklet.selection import chosen, ordered
from careerprint.errors import Severity, UsageError
from careerprint.fair.fair_file import CAREERS, MOST_A_ROW, MOST_CAREERS, FairFile
from careerprint.figures.tables import Tables
from careerprint.profile.library import Library, refuse_namesakes
from careerprint.reading.documents import Finding

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""The names of rows: without I and O, which look like figures."""
_LONGEST_IN_NUMBER: Final = 2
"""Letters of a row's name that a stand's number begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A stand: its number, its row, its careers in their order, and who is there."""

    number: str
    row: str
    careers: tuple[Path, ...]
    host: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FairPlan:
    """A fair with its stands; ``unplaced`` are careers that are shown and stand nowhere."""

    file: FairFile
    stands: tuple[Stand, ...]
    unplaced: tuple[Path, ...] = ()

    @property
    def careers(self) -> tuple[Path, ...]:
        """Every career once, in the order of the stands."""
        placed = (path for stand in self.stands for path in stand.careers)
        return tuple(dict.fromkeys((*placed, *self.unplaced)))

    @property
    def rows(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each row's name with the numbers of its stands, from the entrance on."""
        found: dict[str, list[str]] = {}
        for stand in self.stands:
            found.setdefault(stand.row, []).append(stand.number)
        return tuple((row, tuple(numbers)) for row, numbers in found.items())

    def stands_of(self, career: Path) -> tuple[str, ...]:
        """Give the numbers of the stands where a career is shown."""
        return tuple(stand.number for stand in self.stands if career in stand.careers)

    def without(self, careers: Sequence[Path]) -> "FairPlan":
        """Give the plan without some careers, and without the stands that they leave empty."""
        gone = set(careers)
        stands = []
        for stand in self.stands:
            kept = tuple(path for path in stand.careers if path not in gone)
            if kept:
                stands.append(
                    Stand(number=stand.number, row=stand.row, careers=kept, host=stand.host)
                )
        unplaced = tuple(path for path in self.unplaced if path not in gone)
        return FairPlan(file=self.file, stands=tuple(stands), unplaced=unplaced)


MOST_ROWS: Final = 28
"""Rows of stands that the plan of the hall has room for."""


def plan_fair(
    file: FairFile, library: Library, figures: Tables
) -> tuple[FairPlan, tuple[Finding, ...]]:
    """Place the careers of a fair at its stands; gives what was found on the way.

    Without stands of its own each career has a table, or so many tables share them, field by
    field. Raises ``UsageError`` if there is no career, or there are too many.
    """
    listed = BookletFile(title=file.title).model_copy(update={"careers": file.careers})
    careers, findings = chosen(listed, library, figures)
    named = _named(file, library)
    placed = {path for stand in named for path in stand.careers}
    unplaced = tuple(path for path in careers if path not in placed) if named else ()
    if not careers and not named:
        raise UsageError("the fair has no careers", hint="careerprint list shows all careers")
    if len(careers) + len(placed.difference(careers)) > MOST_CAREERS:
        raise UsageError(
            f"a fair has {MOST_CAREERS} careers at the most", hint="divide it into two fairs"
        )
    if not named:
        by_field = ordered(careers, "cluster", library, figures)
        return _drawable(FairPlan(file=file, stands=_tables(file, by_field))), findings
    lost = tuple(
        Finding(
            at=(CAREERS,),
            message=f"{path.stem} has no stand",
            hint="the guide says so; name it at one of the stands",
            severity=Severity.WARNING,
        )
        for path in unplaced
    )
    plan = _drawable(FairPlan(file=file, stands=named, unplaced=unplaced))
    return plan, (*findings, *lost)


def _drawable(plan: FairPlan) -> FairPlan:
    """Give a plan whose hall can be drawn, and whose careers have names of their own."""
    refuse_namesakes(plan.careers, "would be printed into one file", "rename one, or leave it out")
    if len(plan.rows) > MOST_ROWS:
        raise UsageError(
            f"the plan of the hall has room for {MOST_ROWS} rows, and these are {len(plan.rows)}",
            hint=f"put more stands into a row (tables_a_row, up to {MOST_A_ROW})",
        )
    return plan


def _named(file: FairFile, library: Library) -> tuple[Stand, ...]:
    """Give the stands that the file names; a row that is not named is the one before it."""
    has_rows = any(one.row for one in file.stands)
    counts: dict[str, int] = {}
    taken = {one.stand for one in file.stands if one.stand}
    row, stands = _row_name(0), []
    for index, one in enumerate(file.stands):
        row = one.row or (row if has_rows else _row_name(index // file.tables_a_row))
        number = one.stand or _free(row, counts, taken)
        paths = dict.fromkeys(library.find(name, Path()) for name in one.careers)
        stands.append(Stand(number=number, row=row, careers=tuple(paths), host=one.host or ""))
    return tuple(stands)


def _free(row: str, counts: dict[str, int], taken: set[str]) -> str:
    """Give the next number of a row that no stand has; of a long name its first letter stands."""
    letters = row if len(row) <= _LONGEST_IN_NUMBER else row[0]
    while True:
        counts[letters] = counts.get(letters, 0) + 1
        number = f"{letters}{counts[letters]}"
        if number not in taken:
            taken.add(number)
            return number


def _tables(file: FairFile, careers: Sequence[Path]) -> tuple[Stand, ...]:
    """Divide careers among tables as evenly as can be, in their order."""
    count = min(file.tables or len(careers), len(careers))
    rows = ceil(count / file.tables_a_row)
    a_row = ceil(count / rows)
    few, more = divmod(len(careers), count)
    stands, start = [], 0
    for index in range(count):
        end = start + few + (index < more)
        row = _row_name(index // a_row)
        number = f"{row}{index % a_row + 1}"
        stands.append(Stand(number=number, row=row, careers=tuple(careers[start:end])))
        start = end
    return tuple(stands)


def _row_name(index: int) -> str:
    """Give the name of a row from 0: A to Z, then AA."""
    before, letter = divmod(index, len(_LETTERS))
    return (_row_name(before - 1) if before else "") + _LETTERS[letter]
