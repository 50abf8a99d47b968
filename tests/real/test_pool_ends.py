"""Pools that begin and end: in no way is a line written to the error stream."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from itertools import cycle, islice

import pytest

from careerprint.workers.executors import WarmPool

WAYS = ("done", "recycled", "cancelled", "killed")
PROGRAM = """
import os, sys, time
from careerprint.workers.executors import WarmPool

if __name__ == "__main__":
    way = sys.argv[1]
    pool = WarmPool(1, recycled_after=2)
    goes = [pool.submit(abs, -n) for n in range(5 if way == "recycled" else 1)]
    assert [go.result() for go in goes] == list(range(len(goes)))
    if way == "cancelled":
        pool.submit(time.sleep, 600)
    if way == "killed":
        assert pool.submit(os._exit, 9).exception() is not None
    pool.shutdown(wait=False, cancel_futures=True)
"""


def _begin_and_end(times: int) -> None:
    for way in islice(cycle(WAYS), times):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, way], capture_output=True, check=False, timeout=60
        )
        assert (way, done.returncode, done.stderr) == (way, 0, b"")


def test_a_dozen_pools_end_without_a_word() -> None:
    _begin_and_end(12)


@pytest.mark.prove
def test_three_hundred_pools_end_without_a_word() -> None:
    _begin_and_end(300)


@pytest.mark.parametrize("way", WAYS)
def test_no_thread_of_a_pool_outlives_it(way: str) -> None:
    """One that did would let go of a pipe while the interpreter writes to it, leaving."""
    before = set(threading.enumerate())
    pool = WarmPool(1, recycled_after=2)
    goes = [pool.submit(abs, -n) for n in range(5 if way == "recycled" else 1)]
    assert [go.result() for go in goes] == list(range(len(goes)))
    if way == "cancelled":
        pool.submit(time.sleep, 600)
    if way == "killed":
        assert isinstance(pool.submit(os._exit, 9).exception(), BrokenProcessPool)
    pool.shutdown(wait=False, cancel_futures=True)
    assert set(threading.enumerate()) == before
