"""One piece of work on many files: in this process, or in workers if it is worth their start."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from careerprint.batch.executors import open_pool
from careerprint.errors import Diagnostic, on_file

Result = TypeVar("Result")
Work = Callable[[Path, Path], Result]
"""Makes a target of a source, and says what became of it."""

_AHEAD: Final = 4
"""Files under way for each worker, so that none waits."""


def through_workers(
    files: Sequence[tuple[Path, Path]],
    work: Work[Result],
    set_aside: Work[Result],
    *,
    worth_workers: int,
) -> Iterator[Result]:
    """Do work on files, each source to its target, and give what became of them in their order.

    Fewer than ``worth_workers`` are done here: worker processes take a second to start.
    ``set_aside`` says what becomes of one that takes a worker down twice. Raises what the work
    raises.
    """
    workers = os.cpu_count() or 1
    if len(files) < worth_workers:
        return (work(source, target) for source, target in files)
    return _through(partial(open_pool, workers), files, work, set_aside, most=_AHEAD * workers)


def took_down(source: Path) -> Diagnostic:
    """Give the finding about a file that took a worker down twice."""
    hint = "open it in a viewer and save it again as PDF"
    return on_file(source, "set aside: it took a worker down twice", hint)


def _through(
    open_executor: Callable[[], Executor],
    files: Sequence[tuple[Path, Path]],
    work: Work[Result],
    set_aside: Work[Result],
    *,
    most: int,
) -> Iterator[Result]:
    """Work on files by an executor; one that takes a worker down is tried once more, alone."""
    executor, source = open_executor(), iter(files)
    under_way: deque[tuple[Path, Path, Future[Result]]] = deque()

    def fill() -> None:
        for one, target in islice(source, most - len(under_way)):
            under_way.append((one, target, executor.submit(work, one, target)))

    try:
        fill()
        while under_way:
            one, target, future = under_way.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                executor.shutdown(wait=False, cancel_futures=True)
                waiting = [(a, b) for a, b, _ in under_way]
                under_way.clear()
                result = _alone(partial(work, one, target), open_executor)
                yield set_aside(one, target) if result is None else result
                executor = open_executor()
                for a, b in waiting:
                    under_way.append((a, b, executor.submit(work, a, b)))
            fill()
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _alone(work: Callable[[], Result], open_executor: Callable[[], Executor]) -> Result | None:
    """Do one piece of work with nothing beside it; None if the worker dies of it."""
    executor = open_executor()
    try:
        return executor.submit(work).result()
    except BrokenProcessPool:
        return None
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
