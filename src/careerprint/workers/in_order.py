"""Orders done by worker processes of this machine, their results given in the orders' order.

Orders and results travel by way of files: a pipe that a killed worker leaves half read or half
written would hold up all the others.
"""

import pickle
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
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
) -> Generator[Came[Result], None, None]:
    """Do orders in worker processes, and give what came of each, in their order.

    An order that ends with a fault of our own is done again here, so that its traceback is whole;
    one that takes a worker down again and again ends with ``SetAsideError``. ``begun`` is called
    once, when the workers have begun. Whoever stops to ask
    stops the workers.
    """
    with scratch_folder() as folder:
        kit = folder / "orders"
        kit.write_bytes(pickle.dumps((tuple(orders), open_bench), protocol=5))
        done = run(
            range(len(orders)),
            partial(_done_from, kit),
            _killed,
            lambda: open_pool(min(workers, len(orders)), is_forked=True),
            in_flight=_AHEAD * workers + 2,
            begun=begun,
        )
        early: set[tuple[int, bool]] = set()
        # copies of this process have what is opened here
        here = open_bench() if can_fork() else None
        try:
            for number, order in enumerate(orders):
                while not (came := {(number, True), (number, False)} & early):
                    early.add(next(done))
                early -= came
                if (number, False) in came:
                    yield Came(error=SetAsideError(MOST_KILLS))
                    continue
                found: Came[Result] | None = _taken(kit, number)
                if found is None:
                    here = here or open_bench()
                    found = _came_of(here, order)
                yield found
        finally:
            done.close()


def _killed(number: int) -> tuple[int, bool]:
    return number, False


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


def _done_from(kit: Path, numbers: Sequence[int]) -> list[tuple[int, bool]]:
    """Do the orders of some numbers; what came of each is in a file."""
    if kit not in _kits:
        _kits.clear()
        orders, open_bench = pickle.loads(kit.read_bytes())  # noqa: S301 - our own, made just now
        _kits[kit] = (orders, open_bench())
    orders, work = _kits[kit]
    for number in numbers:
        came = _came_of(work, orders[number])
        if came.error is None or isinstance(came.error, CareerprintError):
            with suppress(OSError):  # then it is done again, and said, where it was asked for
                _result_file(kit, number).write_bytes(pickle.dumps(came, protocol=5))
    return [(number, True) for number in numbers]
