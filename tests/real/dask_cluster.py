"""A Dask cluster of this machine, for tests: a real scheduler and real workers."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

LONGEST_S = 120
"""Within which anything that is waited for must have happened."""
BIN = Path(sys.executable).parent


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for a condition, and fail if it does not come true."""
    end, pause = monotonic() + LONGEST_S, Event()
    while not condition():
        assert monotonic() < end, f"waited in vain for {what}"
        pause.wait(0.005)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A cluster that runs: its address and its processes."""

    address: str
    scheduler: "subprocess.Popen[bytes]"
    workers: "list[subprocess.Popen[bytes]]"


@contextmanager
def cluster_in(folder: Path) -> Iterator[Running]:
    """Start a scheduler and two worker processes on loopback; what they say goes to dask.log."""
    file = folder / "scheduler.json"
    env = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "false"}
    log = (folder / "dask.log").open("wb")
    scheduler = subprocess.Popen(
        [
            *(BIN / "dask", "scheduler", "--host", "127.0.0.1", "--port", "0"),
            *("--scheduler-file", file, "--no-dashboard", "--no-show"),
        ],
        stdout=log,
        stderr=log,
        env=env,
    )
    workers = []
    try:
        until(lambda: file.is_file() and file.stat().st_size > 0, "the scheduler")
        workers = [
            subprocess.Popen(
                [
                    *(BIN / "dask", "worker", "--scheduler-file", file, "--nthreads", "1"),
                    *("--no-dashboard", "--no-nanny", "--host", "127.0.0.1"),
                    *("--local-directory", folder, "--death-timeout", "20"),
                ],
                stdout=log,
                stderr=log,
                env=env,
            )
            for _ in range(2)
        ]
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        yield Running(address=address, scheduler=scheduler, workers=workers)
    finally:
        for process in (*workers, scheduler):
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()
        log.close()
