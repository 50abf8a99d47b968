"""Orders done by workers: results in their order, errors at their place, nothing left running."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor

import pytest

from careerprint.errors import FitError, SetAsideError
from careerprint.workers.executors import open_pool
from careerprint.workers.in_order import Came, in_order

DEADLY, LONG, FAULTY = 3, 5, 6


def _bench() -> Callable[[int], tuple[int, int]]:
    """Give what does the orders of these tests, and says in which process."""
    done_here: list[int] = []

    def work(order: int) -> tuple[int, int]:
        if order == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        if order == LONG:
            raise FitError("too long", hint="cut it", text="a line", over=0.5)
        if order == FAULTY:
            raise ZeroDivisionError
        done_here.append(order)
        return order, os.getpid()

    return work


def _cluster() -> Executor:
    """Give what stands for a cluster: workers that everything comes to by value."""
    return open_pool(2)


Way = Callable[[], Executor] | None
WAYS: tuple[Way, ...] = (None, _cluster)
NAMES = ("of this machine", "of a cluster")


@pytest.fixture(scope="module", params=WAYS, ids=NAMES)
def came(request: pytest.FixtureRequest) -> list[Came[tuple[int, int]]]:
    way: Way = request.param
    return list(in_order(range(12), _bench, workers=2, open_cluster=way))


def test_results_come_in_the_orders_order(came: list[Came[tuple[int, int]]]) -> None:
    good = [one.given() for one in came if one.error is None]
    assert [order for order, _ in good] == [n for n in range(12) if n not in {3, 5, 6}]
    assert os.getpid() not in {process for _, process in good}


def test_an_error_stands_at_its_place_with_all_that_it_says(
    came: list[Came[tuple[int, int]]],
) -> None:
    error = came[LONG].error
    assert isinstance(error, FitError)
    assert (error.message, error.hint, error.text, error.over) == (
        "too long",
        "cut it",
        "a line",
        0.5,
    )


def test_a_fault_of_ours_has_its_whole_traceback(came: list[Came[tuple[int, int]]]) -> None:
    error = came[FAULTY].error
    assert isinstance(error, ZeroDivisionError)
    steps, here = [], error.__traceback__
    while here:
        steps.append(here.tb_frame.f_code.co_name)
        here = here.tb_next
    assert steps[-1] == "work"


def test_what_takes_workers_down_is_set_aside(came: list[Came[tuple[int, int]]]) -> None:
    with pytest.raises(SetAsideError, match="took a worker down"):
        came[DEADLY].given()


@pytest.mark.parametrize("way", WAYS, ids=NAMES)
def test_whoever_stops_to_ask_stops_the_workers(way: Way) -> None:
    coming = in_order(range(20, 60), _bench, workers=2, open_cluster=way)
    _, process = next(coming).given()
    coming.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
