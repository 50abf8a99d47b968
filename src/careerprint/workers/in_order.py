"""Orders done by worker processes, their results given in the orders' order.

Orders and results travel by way of files: a pipe that a killed worker leaves half read or half
written would hold up all the others. To a cluster they travel by value.
"""

import hashlib
import pickle
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Final, Generic, TypeVar, cast

from careerprint.errors import CareerprintError, SetAsideError
from careerprint.workers.executors import can_fork, open_pool, workers_for
from careerprint.workers.run import MOST_KILLS, run
from careerprint.workers.scratch import scratch_folder

_AHEAD: Final = 2
"""Orders under way for each worker, so that none waits, and two more."""

Order = TypeVar("Order")
Result = TypeVar("Result")
OpenBench = Callable[[], Callable[[Order], Result]]
"""Gives what does an order; called once in a process, at its first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Came(Generic[Result]):
    """What came of an order: its result, or the error that it ended with."""

    result: Result | None = None
    error: Exception | None = None

    def given(self) -> Result:
        """Give the result; raises the error."""
        if self.error is not None:
            raise self.error
        return cast("Result", self.result)


def spread(
    orders: Sequence[Order], open_bench: OpenBench[Order, Result], *, asked: int | None = None
) -> Generator[Came[Result], None, None]:
    """Do orders here, or in as many workers as are asked for or worth it, as ``in_order`` does."""
    workers = workers_for(len(orders), asked)
    if workers > 1:
        yield from in_order(orders, open_bench, workers=workers)
    elif orders:
        bench = open_bench()
        for order in orders:
            yield _came_of(bench, order)


def in_order(
    orders: Sequence[Order],
    open_bench: OpenBench[Order, Result],
    *,
    workers: int,
    begun: Callable[[], None] = lambda: None,
    open_cluster: Callable[[], Executor] | None = None,
) -> Generator[Came[Result], None, None]:
    """Do orders in worker processes, and give what came of each, in their order.

    The workers are of this machine, or of what ``open_cluster`` opens. An order that ends with a
    fault of our own is done again here, so that its traceback is whole;
    one that takes a worker down again and again ends with ``SetAsideError``. ``begun`` is called
    once, when the workers have begun. Whoever stops to ask
    stops the workers. Raises ``UsageError`` if there is no cluster, ``SchedulerLostError`` if it
    goes away.
    """
    with ExitStack() as held:
        here: Callable[[Order], Result] | None = None
        done: Generator[_Done, None, None]
        if open_cluster is None:
            folder = held.enter_context(scratch_folder())
            # copies of this process have what is opened here
            here = open_bench() if can_fork() else None
            done = _by_files(folder, orders, open_bench, workers, begun)
        else:
            done = _by_value(orders, open_bench, workers, begun, open_cluster)
        held.enter_context(closing(done))
        early: dict[int, Callable[[], Came[Any] | None]] = {}
        for number, order in enumerate(orders):
            while number not in early:
                early.update([next(done)])
            found: Came[Result] | None = early.pop(number)()
            if found is None:
                here = here or open_bench()
                found = _came_of(here, order)
            yield found


_Done = tuple[int, Callable[[], Came[Any] | None]]
"""Which order is done, and what gives what came of it; that gives None if it is to be done here."""


def _by_files(
    folder: Path,
    orders: Sequence[Order],
    open_bench: OpenBench[Order, Result],
    workers: int,
    begun: Callable[[], None],
) -> Generator[_Done, None, None]:
    """Do orders in workers of this machine; what came of one lies on the disk until its turn."""
    kit = folder / "orders"
    kit.write_bytes(pickle.dumps((tuple(orders), open_bench), protocol=5))
    goes = run(
        range(len(orders)),
        partial(_done_from, kit),
        lambda number: (number, False),
        lambda: open_pool(min(workers, len(orders)), is_forked=True),
        in_flight=_AHEAD * workers + 2,
        begun=begun,
    )
    with closing(goes):
        for number, is_done in goes:
            yield number, partial(_taken, kit, number) if is_done else _aside


def _by_value(
    orders: Sequence[Order],
    open_bench: OpenBench[Order, Result],
    workers: int,
    begun: Callable[[], None],
    open_cluster: Callable[[], Executor],
) -> Generator[_Done, None, None]:
    """Do orders in workers of a cluster."""
    bench = pickle.dumps(open_bench, protocol=5)
    goes = run(
        enumerate(orders),
        partial(_done_far, hashlib.sha256(bench).hexdigest(), bench),
        lambda numbered: (numbered[0], _aside()),
        open_cluster,
        in_flight=_AHEAD * workers + 2,
        begun=begun,
    )
    with closing(goes):
        for number, came in goes:
            yield number, partial(_itself, came)


def _aside() -> Came[Any]:
    return Came(error=SetAsideError(MOST_KILLS))


def _itself(came: Came[Any] | None) -> Came[Any] | None:
    return came


def _came_of(work: Callable[[Order], Result], order: Order) -> Came[Result]:
    try:
        return Came(result=work(order))
    except Exception as error:  # noqa: BLE001, RUF100 - whoever asked for it raises it
        return Came(error=error)


def _result_file(kit: Path, number: int) -> Path:
    return kit.with_name(f"result-{number}")


def _taken(kit: Path, number: int) -> Came[Any] | None:
    """Read what came of an order, and take it off the disk; None if that cannot travel."""
    file = _result_file(kit, number)
    try:
        found: Came[Any] = pickle.loads(file.read_bytes())  # noqa: S301 - our own, made just now
    except (OSError, EOFError, pickle.UnpicklingError):
        return None
    file.unlink(missing_ok=True)
    return found


# --- in a worker ---------------------------------------------------------------------------

_kits: dict[Path, tuple[tuple[Any, ...], Callable[[Any], Any]]] = {}
_benches: dict[str, Callable[[Any], Any]] = {}
_ONE_AT_A_TIME: Final = Lock()


def _done_from(kit: Path, numbers: Sequence[int]) -> list[tuple[int, bool]]:
    """Do the orders of some numbers; what came of each is in a file."""
    if kit not in _kits:
        _kits.clear()
        orders, open_bench = pickle.loads(kit.read_bytes())  # noqa: S301 - our own, made just now
        _kits[kit] = (orders, open_bench())
    orders, work = _kits[kit]
    for number in numbers:
        came = _came_of(work, orders[number])
        if _can_travel(came):
            with suppress(OSError):  # then it is done again, and said, where it was asked for
                _result_file(kit, number).write_bytes(pickle.dumps(came, protocol=5))
    return [(number, True) for number in numbers]


def _done_far(
    digest: str, bench: bytes, numbered: Sequence[tuple[int, Any]]
) -> list[tuple[int, Came[Any] | None]]:
    """Do numbered orders, where a cluster may give its workers several threads."""

    def work(order: Any) -> Any:
        if digest not in _benches:
            _benches.clear()
            _benches[digest] = pickle.loads(bench)()  # noqa: S301 - our own, made just now
        return _benches[digest](order)

    with _ONE_AT_A_TIME:
        found = [(number, _came_of(work, order)) for number, order in numbered]
    return [(number, came if _can_travel(came) else None) for number, came in found]


def _can_travel(came: Came[Any]) -> bool:
    """Whether it is a result, or an error of the user's; one of ours is seen where it is raised."""
    return came.error is None or isinstance(came.error, CareerprintError)
