"""The booklets of a batch → their files for a print shop, in a folder to hand over as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from careerprint.batch.file_work import through_workers, took_down
from careerprint.errors import Diagnostic, on_file
from careerprint.impose.sheet_files import Kind, kind_of, pdfs_below
from careerprint.preflight.press_file import press_path
from careerprint.press.press import press_for
from careerprint.press.press_order import PressOrder
from careerprint.publish.for_press import write_for_press

FOLDER: Final = "press"
"""Where they stand, below the batch's folder."""
_WORTH_WORKERS: Final = 8
"""Fewer are made here: one takes a few tenths of a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PressedFile:
    """What became of a booklet: its file for the press, or None, and findings."""

    path: Path | None
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """What came of making booklets for a press: files that stand, and failed, warnings about them.

    ``kept`` of the files were made by an earlier run, of the same and in the same way.
    """

    files: int = 0
    kept: int = 0
    failed: int = 0
    remarks: int = 0


def press_all(files: Sequence[tuple[Path, Path]], order: PressOrder) -> Iterator[PressedFile]:
    """Make press files, each beside the name of its target; gives them in their order.

    Raises ``WriteError`` if the disk takes no more.
    """
    work = partial(_press_one, order=order)
    return through_workers(files, work, _set_aside, worth_workers=_WORTH_WORKERS)


def _press_one(source: Path, target: Path, *, order: PressOrder) -> PressedFile:
    try:
        content = source.read_bytes()
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror or error})"
        return PressedFile(path=None, findings=(on_file(source, reason),))
    made = write_for_press(target, content, press_for(order))
    return PressedFile(path=made.path, findings=made.findings)


def _set_aside(source: Path, _target: Path) -> PressedFile:
    return PressedFile(path=None, findings=(took_down(source),))


def press_targets(targets: Sequence[Path]) -> list[Path]:
    """Give the files that come to stand for some targets."""
    return [press_path(target) for target in targets]


def earlier_press_files(folder: Path, made: Sequence[Path]) -> tuple[Path, ...]:
    """Give the press files in a folder that are not among those just made."""
    known = set(made)
    return tuple(
        file for file in pdfs_below(folder) if file not in known and kind_of(file) is Kind.PRESS
    )
