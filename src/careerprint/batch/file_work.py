"""One piece of work on many files: in this process, or in workers if it is worth their start."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from careerprint.errors import Diagnostic, SetAsideError, on_file
from careerprint.workers.executors import cores
from careerprint.workers.in_order import in_order

Result = TypeVar("Result")
Work = Callable[[Path, Path], Result]
"""Makes a target of a source, and says what became of it."""


def through_workers(
    files: Sequence[tuple[Path, Path]],
    work: Work[Result],
    set_aside: Work[Result],
    *,
    worth_workers: int,
) -> Iterator[Result]:
    """Do work on files, each source to its target, and give what became of them in their order.

    Fewer than ``worth_workers`` are done here: worker processes take a moment to start.
    ``set_aside`` says what becomes of one that takes workers down. Raises what the work raises.
    """
    if len(files) < worth_workers:
        return (work(source, target) for source, target in files)
    return _through(files, work, set_aside)


def _through(
    files: Sequence[tuple[Path, Path]], work: Work[Result], set_aside: Work[Result]
) -> Iterator[Result]:
    came = in_order(files, partial(_worker_on, work), workers=cores())
    for (source, target), one in zip(files, came, strict=True):
        try:
            yield one.given()
        except SetAsideError:
            yield set_aside(source, target)


def _worker_on(work: Work[Result]) -> Callable[[tuple[Path, Path]], Result]:
    return lambda file: work(*file)


def took_down(source: Path) -> Diagnostic:
    """Give the finding about a file that took workers down."""
    hint = "open it in a viewer and save it again as PDF"
    return on_file(source, "set aside: it took a worker down twice", hint)
