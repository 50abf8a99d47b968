"""What runs jobs: worker processes of this machine, or a Dask cluster, as one ``Executor``."""

import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread, active_count
from time import monotonic, sleep
from typing import Any, Final

from careerprint.errors import SchedulerLostError, UsageError
from careerprint.workers.collecting import collect_seldom

RECYCLED_AFTER: Final = 500
"""Goes after which a worker process gives way to a new one: the engine's memory grows."""

ASKED_AFTER_S: Final = 5.0
"""How often a cluster is asked how many workers it has."""

_WORTH_COPIES: Final = 2
_WORTH_NEW: Final = 8
"""Orders that are worth workers: a copy of this process is there in no time, a new one takes as
long as three or four pages."""

_ENDING_S: Final = 0.1
"""How long a thread that has ended may still be listed by the system."""


def cores() -> int:
    """Give how many processes can work at a time: the cores that this one may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Whether workers may begin as copies of this process, with all that it has loaded.

    A lock that another thread holds would never be let go of in the copy; and libraries of macOS
    do not bear it at all.
    """
    tasks = Path("/proc/self/task")
    if sys.platform != "linux" or active_count() > 1 or not tasks.is_dir():
        return False
    end = monotonic() + _ENDING_S
    while len(list(tasks.iterdir())) > 1:
        if monotonic() > end:
            return False
        sleep(0.001)
    return True


def workers_for(orders: int, asked: int | None) -> int:
    """Give how many workers do so many orders; 1 if they are better done here.

    ``asked`` is what the user said; else there is one for each core, and none for so few orders
    that their start would cost more than it gives.
    """
    if asked is None and orders < (_WORTH_COPIES if can_fork() else _WORTH_NEW):
        return 1
    return min(asked or cores(), orders)


class WarmPool(Executor):
    """Worker processes of this machine, replaced after so many goes.

    They begin with nothing, or ``is_forked`` as copies of this process where that can be.

    A pool as a whole gives way to a new one and ends what it has under way. The standard
    library's ``max_tasks_per_child`` may wait for ever when a worker leaves while goes are
    queued (cpython issue 115634, Python 3.11 and later).
    """

    def __init__(
        self, workers: int, *, recycled_after: int = RECYCLED_AFTER, is_forked: bool = False
    ) -> None:
        self._workers, self._most = workers, workers * recycled_after
        self._is_forked = is_forked
        self._held, self._line = Pipe(duplex=False)
        self._leaving: list[Thread] = []
        self._goes, self._pool = 0, self._opened()

    def _opened(self) -> ProcessPoolExecutor:
        is_forked = self._is_forked and can_fork()
        if is_forked:
            gc.collect()
            gc.freeze()  # a copy that collects would write to, and so copy, all that it shares
        return ProcessPoolExecutor(
            self._workers,
            mp_context=get_context("fork" if is_forked else "spawn"),
            initializer=_attach,
            initargs=(self._held, self._line if is_forked else None),
        )

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Put a call under way; raises ``BrokenProcessPool`` if a worker was killed."""
        with without_interruptions():  # here workers are started, who would hear them too
            if self._goes >= self._most:
                # a pool that is not waited for forgets its thread: then nobody else can wait for it
                self._leaving.append(Thread(target=self._pool.shutdown))
                self._leaving[-1].start()
                self._goes, self._pool = 0, self._opened()
            self._goes += 1
            return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End; with ``cancel_futures`` the workers leave in the midst of what they do.

        Then they are waited for, as they leave at once: a pool whose thread is still at work when
        the interpreter ends has that write into a pipe which the thread closes.
        """
        if cancel_futures:
            self._line.close()
        is_waited_for = wait or cancel_futures
        self._pool.shutdown(wait=is_waited_for, cancel_futures=cancel_futures)
        if is_waited_for:
            for thread in self._leaving:
                thread.join()
            self._leaving.clear()
            self._line.close()
            self._held.close()


@contextmanager
def without_interruptions() -> Iterator[None]:
    """Hold SIGINT back for a moment; what is started meanwhile never hears it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # one that waits is raised here
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _attach(line: Connection, parents_end: Connection | None) -> None:
    """Tie a worker to its parent, and leave Ctrl-C to that.

    A page drawn through an interruption may be ruined, and kept. Without the line a worker whose
    parent was killed would wait for work for ever; a copy of the parent lets go of that one's end,
    or the line would hold as long as any worker lives.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    if parents_end is not None:
        parents_end.close()
    Thread(target=_leave_with, args=(line,), daemon=True).start()


def _leave_with(line: Connection) -> None:
    """Leave when the parent lets go of the line, or ends however it does."""
    line.poll(None)
    os._exit(1)


def open_pool(workers: int, *, is_forked: bool = False) -> Executor:
    """Give an executor of this machine."""
    return WarmPool(workers, is_forked=is_forked)


class Cluster(Executor):
    """A Dask cluster; raises ``SchedulerLostError`` when it cannot be reached any more."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False, retries=2)
        self._width, self._asked = 0, -ASKED_AFTER_S

    @property
    def width(self) -> int:
        """How many goes it can do at a time just now: workers come and leave."""
        if monotonic() - self._asked >= ASKED_AFTER_S:
            try:
                self._width = sum(self._client.nthreads().values())
            except Exception as error:
                if not self.is_there:
                    raise SchedulerLostError(type(error).__name__) from error
            self._asked = monotonic()
        return self._width

    @property
    def is_there(self) -> bool:
        """Whether the scheduler is connected: then what fails is a worker that left."""
        return bool(self._client.status == "running")

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Put a call under way."""
        try:
            future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        except Exception as error:
            raise SchedulerLostError(type(error).__name__) from error
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - the base's signature
        """Leave the cluster; what is under way there is dropped unless ``wait``."""
        self._executor.shutdown(wait=wait)
        self._client.close(timeout=5)


def opener(address: str | None, workers: int) -> Callable[[], Executor]:
    """Give what opens an executor: Dask's at an address, or so many workers of this machine."""
    return (lambda: open_dask(address)) if address else (lambda: open_pool(workers))


def open_dask(address: str) -> Executor:
    """Give an executor of a Dask cluster; raises ``UsageError`` if it cannot be reached."""
    try:
        from distributed import Client
    except ImportError as error:
        hint = "install it with: pip install 'careerprint[dask]'"
        raise UsageError("Dask is not installed", hint=hint) from error
    for name in ("distributed", "distributed.client", "asyncio", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what is lost is said in our words
    try:
        client = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        hint = "start one with: dask scheduler"
        raise UsageError(f"there is no Dask scheduler at {address}", hint=hint) from error
    return Cluster(client)
