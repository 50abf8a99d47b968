"""Jobs through any ``concurrent.futures.Executor``: bounded in flight, restarted when it breaks."""

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Any, Final

from careerprint.batch.jobs import Failed, Job, Outcome, Packed
from careerprint.batch.worker import make
from careerprint.errors import CareerprintError, ExitCode, UsageError

AT_ONCE: Final = 8
"""Booklets that a worker makes in one go: what stands around their careers is set together."""
RECYCLED_AFTER: Final = 60
"""Goes after which a worker process gives way to a new one: the engine's memory grows."""
MOST_KILLS: Final = 2
"""A job that took so many workers down is set aside."""


class SchedulerLostError(CareerprintError):
    """The cluster is gone; what was made is kept, and a further run goes on."""

    exit_code = ExitCode.SOME_FAILED


class SerialExecutor(Executor):
    """Runs each call when it is submitted, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Give a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def open_pool(workers: int) -> Executor:
    """Give an executor of this machine: warm worker processes, recycled for memory."""
    return ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_leave_interruptions,
        max_tasks_per_child=RECYCLED_AFTER,
    )


def _leave_interruptions() -> None:
    """Leave Ctrl-C to the parent: a page drawn through one may be ruined, and kept."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def open_dask(address: str) -> Executor:
    """Give an executor of a Dask cluster; raises ``UsageError`` if it cannot be reached."""
    try:
        from distributed import Client
    except ImportError as error:
        hint = "install it with: pip install 'careerprint[dask]'"
        raise UsageError("Dask is not installed", hint=hint) from error
    try:
        client = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        hint = "start one with: dask scheduler"
        raise UsageError(f"there is no Dask scheduler at {address}", hint=hint) from error
    executor: Executor = client.get_executor(pure=False, retries=2)  # type: ignore[no-untyped-call]
    return executor


def run(
    packed: Packed,
    jobs: Iterable[Job],
    open_executor: Callable[[], Executor],
    *,
    in_flight: int,
) -> Iterator[Outcome]:
    """Give the outcome of every job, in the order in which they are done.

    No more than ``in_flight`` goes are under way, so memory does not grow with the jobs. When
    the executor breaks, it is opened anew and what was under way is made again, one job at a
    time; a job that breaks it twice is set aside. Raises ``SchedulerLostError`` if the executor
    itself is gone.
    """
    pool = _Pool(packed, open_executor)
    source = iter(jobs)
    try:
        while True:
            while len(pool.pending) < in_flight and (go := tuple(islice(source, AT_ONCE))):
                pool.submit(go)
            if not pool.pending:
                return
            yield from pool.results()
    finally:
        pool.close()


class _Pool:
    """An executor and what is under way in it."""

    def __init__(self, packed: Packed, open_executor: Callable[[], Executor]) -> None:
        self._packed, self._open = packed, open_executor
        self._executor = open_executor()
        self.pending: dict[Future[Any], tuple[Job, ...]] = {}

    def submit(self, jobs: tuple[Job, ...]) -> None:
        """Put jobs under way."""
        try:
            self.pending[self._executor.submit(make, self._packed, jobs)] = jobs
        except BrokenProcessPool:
            self._reopen()
            self.pending[self._executor.submit(make, self._packed, jobs)] = jobs

    def results(self) -> Iterator[Outcome]:
        """Wait for some results, and give them."""
        done, _ = wait(self.pending, return_when=FIRST_COMPLETED)
        suspects: list[Job] = []
        for future in done:
            jobs = self.pending.pop(future)
            outcomes = _outcomes(future)
            if outcomes is None:
                suspects += jobs
            else:
                yield from outcomes
        if suspects:
            for jobs in self.pending.values():
                suspects += jobs
            self.pending.clear()
            self._reopen()
            for job in suspects:
                yield self._alone(job)

    def _alone(self, job: Job) -> Outcome:
        """Make one job with nothing beside it, so that it is plain who takes a worker down."""
        for _ in range(MOST_KILLS):
            future = self._executor.submit(make, self._packed, (job,))
            wait([future])
            outcomes = _outcomes(future)
            if outcomes is not None:
                return outcomes[0]
            self._reopen()
        reason = f"set aside: it took a worker down {MOST_KILLS} times"
        return Failed(number=job.number, reason=reason, hint="look at its careers and pictures")

    def _reopen(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._open()

    def close(self) -> None:
        """Stop at once; what is under way is dropped."""
        for future in self.pending:
            future.cancel()
        self._executor.shutdown(wait=False, cancel_futures=True)


def _outcomes(future: "Future[Any]") -> Sequence[Outcome] | None:
    """Give what a go brought; None if its worker died of it."""
    try:
        found: Sequence[Outcome] = future.result()
    except BrokenProcessPool:
        return None
    except Exception as error:
        kind = type(error).__name__
        if kind == "KilledWorker":
            return None
        raise SchedulerLostError(
            f"the workers cannot be reached any more ({kind})",
            hint="start the run again when they can: it goes on where it stopped",
        ) from error
    return found
