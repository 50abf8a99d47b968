"""A folder of booklets → a folder of their sheets, under the same names, each by itself."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from careerprint.batch.class_files import ALL_CLASS_FILES
from careerprint.batch.file_work import through_workers, took_down
from careerprint.batch.ledger import Ledger
from careerprint.errors import UsageError, shown
from careerprint.impose.sheet_files import Kind, Laid, SheetOrder, kind_of, lay_out, pdfs_below

FOLDER: Final = "imposed"
"""Where a batch's sheets stand, below its folder."""
_WORTH_WORKERS: Final = 40
"""Laying out one takes some hundredths of a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklets:
    """The booklets of a folder, and what else is there and was left aside.

    ``combined`` are those of many booklets in one; ``left_over`` counts a batch's files that no
    row of its roster asks for any more.
    """

    files: tuple[Path, ...]
    combined: tuple[Path, ...] = ()
    sheets: int = 0
    press: int = 0
    left_over: int = 0

    @property
    def left_aside(self) -> str:
        """What was left aside, in words; empty if nothing was."""
        found = [
            (self.sheets, "sheets"),
            (len(self.combined), "of many booklets in one"),
            (self.press, "for a press"),
            (self.left_over, "left over from earlier runs"),
        ]
        said = [f"{count:,} {kind}" for count, kind in found if count]
        return f"left aside: {', '.join(said)}" if said else ""


def booklets_of_batch(folder: Path, ledger: Ledger) -> Booklets:
    """Give the booklets that a batch's ledger knows and its roster still asks for."""
    asked, old = ledger.booklets()
    files = tuple(folder / path for path in asked)
    combined = tuple(sorted(folder.glob(ALL_CLASS_FILES)))
    return Booklets(files=files, combined=combined, left_over=len(old))


def booklets_below(folder: Path, output: Path) -> Booklets:
    """Give the PDFs below any folder but those in ``output``, sheets, and files of many."""
    found: dict[Kind, list[Path]] = {kind: [] for kind in Kind}
    for file in pdfs_below(folder, leaving_out=output):
        found[kind_of(file)].append(file)
    return Booklets(
        files=tuple(found[Kind.BOOKLET]),
        combined=tuple(found[Kind.COMBINED]),
        sheets=len(found[Kind.SHEETS]),
        press=len(found[Kind.PRESS]),
    )


def folder_order(folder: Path, output: Path, order: SheetOrder) -> SheetOrder:
    """Give an order for a folder's sheets; raises ``UsageError`` if they cannot go to ``output``.

    Sheets beside what they are made of would take its place; so none may take any other file's.
    """
    if output.exists() and not output.is_dir():
        raise UsageError(
            f"{shown(output)} is a file", hint="the sheets of a folder go into a folder: name one"
        )
    if output.resolve() == folder.resolve():
        raise UsageError(
            f"the sheets would take the place of the booklets in {shown(folder)}",
            hint=f"name another folder, such as {shown(folder / FOLDER)}",
        )
    return replace(order, is_careful=True)


@dataclass(slots=True, kw_only=True)
class SheetTotals:
    """What all sheets of a run come to; ``papers`` has the sheets of each size in millimetres."""

    files: int = 0
    failed: int = 0
    booklets: int = 0
    blanks: int = 0
    papers: Counter[tuple[float, float]] = field(default_factory=Counter)
    made: list[tuple[Path, Path]] = field(default_factory=list, repr=False)
    """Each file that was laid out, and its sheets."""
    for_press: list[Path] = field(default_factory=list, repr=False)
    scales: set[float] = field(default_factory=set)

    @property
    def sheets(self) -> int:
        """Pieces of paper."""
        return self.papers.total()

    def add(self, laid: Laid) -> None:
        """Count a file."""
        self.failed += not laid.is_done
        if laid.imposed is None:
            return
        self.files += 1
        self.made.append((laid.source, laid.target))
        self.for_press += [laid.for_press] if laid.for_press else []
        self.booklets += laid.imposed.booklets
        self.blanks += laid.imposed.blanks
        self.papers[laid.imposed.sheet_mm] += laid.imposed.sheets
        self.scales.add(laid.imposed.scale)


def lay_out_all(files: Sequence[tuple[Path, Path]], order: SheetOrder) -> Iterator[Laid]:
    """Lay out files, each source to its target, and give what became of them in their order.

    Of many, worker processes do it. Raises ``WriteError`` if the disk takes no more.
    """
    work = partial(lay_out, order=order)
    return through_workers(files, work, _set_aside, worth_workers=_WORTH_WORKERS)


def _set_aside(source: Path, target: Path) -> Laid:
    return Laid(source=source, target=target, imposed=None, findings=(took_down(source),))
