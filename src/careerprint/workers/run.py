"""Jobs through any ``concurrent.futures.Executor``: bounded in flight, restarted when it breaks."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from queue import SimpleQueue
from typing import Any, Final, Generic, TypeVar

from careerprint.errors import SchedulerLostError
from careerprint.workers.executors import Cluster, without_interruptions

MOST_KILLS: Final = 2
"""A job that took so many workers down is set aside."""

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")
Work = Callable[[Sequence[Job]], Sequence[Outcome]]
"""What workers do with the jobs of a go: one outcome for each, in their order."""


def run(  # noqa: PLR0913 - each is one thing that a caller decides
    jobs: Iterable[Job],
    work: Work[Job, Outcome],
    set_aside: Callable[[Job], Outcome],
    open_executor: Callable[[], Executor],
    *,
    in_flight: int,
    at_once: int = 1,
    begun: Callable[[], None] = lambda: None,
) -> Generator[Outcome, None, None]:
    """Give the outcome of every job, in the order in which they are done.

    No more than ``in_flight`` goes of ``at_once`` jobs are under way, or what keeps a cluster
    busy, so memory does not grow with the jobs. When the executor breaks, it is opened anew and
    what was under way is made again, one job at a time; of one that breaks it twice ``set_aside``
    says what becomes. ``begun`` is called once, when the first goes are under way: there is time
    for something else until they are done. Raises ``SchedulerLostError`` if a cluster is gone, and
    what work raises.
    """
    pool = _Pool(work, set_aside, open_executor)
    source, is_begun = iter(jobs), False
    try:
        while True:
            while len(pool.pending) < pool.room(in_flight) and (
                go := tuple(islice(source, at_once))
            ):
                pool.submit(go)
            if not pool.pending:
                return
            if not is_begun:
                is_begun = True
                begun()
            yield from pool.results()
    finally:
        pool.close()


class _Pool(Generic[Job, Outcome]):
    """An executor and what is under way in it.

    An interruption that comes while a future's lock is taken would leave it taken, and the
    executor's thread would wait for it for ever. So what is done is taken from a queue, and
    whatever else touches a future that is under way is not interrupted.
    """

    def __init__(
        self,
        work: Work[Job, Outcome],
        set_aside: Callable[[Job], Outcome],
        open_executor: Callable[[], Executor],
    ) -> None:
        self._work, self._set_aside, self._open = work, set_aside, open_executor
        self._executor = open_executor()
        self._done: SimpleQueue[Future[Any]] = SimpleQueue()
        self.pending: dict[Future[Any], tuple[Job, ...]] = {}

    def submit(self, jobs: tuple[Job, ...]) -> None:
        """Put jobs under way."""
        try:
            self._begin(jobs)
        except BrokenProcessPool:
            self._reopen()
            self._begin(jobs)

    def _begin(self, jobs: tuple[Job, ...]) -> None:
        with without_interruptions():
            future = self._executor.submit(self._work, jobs)
            self.pending[future] = jobs
            future.add_done_callback(self._done.put)

    def room(self, least: int) -> int:
        """Give how many goes may be under way: a cluster says how many it can do."""
        return max(least, 2 * getattr(self._executor, "width", 0) + 2)

    def results(self) -> Iterator[Outcome]:
        """Wait for some results, and give them."""
        suspects: list[Job] = []
        for future in self._finished():
            jobs = self.pending.pop(future)
            outcomes = self._outcomes(future)
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

    def _finished(self) -> "list[Future[Any]]":
        """Wait until something that is under way is done, and give all that is."""
        found: list[Future[Any]] = []
        while not found or not self._done.empty():
            future = self._done.get()
            if future in self.pending:  # not one of an executor that broke
                found.append(future)
        return found

    def _alone(self, job: Job) -> Outcome:
        """Make one job with nothing beside it, so that it is plain who takes a worker down."""
        for _ in range(MOST_KILLS):
            self._begin((job,))
            (future,) = self._finished()
            del self.pending[future]
            outcomes = self._outcomes(future)
            if outcomes is not None:
                return outcomes[0]
            self._reopen()
        return self._set_aside(job)

    def _reopen(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._open()

    def close(self) -> None:
        """Stop at once; what is under way is dropped."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _outcomes(self, future: "Future[Any]") -> Sequence[Outcome] | None:
        """Give what a go brought; None if its worker died of it."""
        try:
            found: Sequence[Outcome] = future.result()
        except BrokenProcessPool:
            return None
        except Exception as error:
            if not isinstance(self._executor, Cluster):
                raise
            kind = type(error).__name__
            if kind == "KilledWorker" or self._executor.is_there:
                return None
            raise SchedulerLostError(kind) from error
        return found
