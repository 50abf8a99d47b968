"""Runs that are disturbed: workers and runs killed at any moment, a scheduler that goes away.

Every booklet is there in the end, byte for byte as an undisturbed run makes it, and nothing
half-written ever stands under a final name.
"""

import csv
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.real.dask_cluster import LONGEST_S, cluster_in, until

from careerprint.batch.batch import AT_ONCE, _set_aside
from careerprint.batch.jobs import Built, Failed, Job, Outcome
from careerprint.errors import ExitCode
from careerprint.workers.executors import Cluster, WarmPool, open_dask, open_pool
from careerprint.workers.run import run

STUDENTS = 24
CAREERS = ("welder", "chef", "filmmaker", "electrician")
DEADLY_ROW = 13


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a roster, a booklet file, a key, a warm cache and what is to be made."""
    folder = tmp_path_factory.mktemp("desk")
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("name", "class", "careers"))
        for number in range(STUDENTS):
            rows.writerow(
                (f"Muster, M{number}", f"9{'AB'[number % 2]}", CAREERS[number % len(CAREERS)])
            )
    (folder / "spec.yaml").write_text("title: One\nparts: [cover, careers]\n", encoding="utf-8")
    done = _start(folder, folder / "reference")
    said = done.communicate(timeout=LONGEST_S)[1]
    assert done.returncode == ExitCode.OK, said
    assert len(_made(folder / "reference")) == STUDENTS
    return folder


HELD = """
import os, threading
from pathlib import Path
from careerprint.batch.ledger import Ledger
from careerprint.cli.command_line import main

keep, go_on = Ledger.keep, Path(os.environ["GO_ON"])

def kept(self, *arguments, **options):
    keep(self, *arguments, **options)
    go_on.with_name("held").touch()
    while not go_on.exists():
        threading.Event().wait(0.005)

Ledger.keep = kept
main()
"""
"""The command, held once it has noted its first booklet: it cannot end before it is disturbed."""


def _start(
    desk: Path, output: Path, *options: str, is_held: bool = False
) -> "subprocess.Popen[str]":
    """Start a run in a process group of its own, as a terminal does.

    One that is held waits at its first booklet, see :func:`_at_first_booklet`, to be let go on.
    """
    return subprocess.Popen(
        [
            *(sys.executable, *(("-c", HELD) if is_held else ("-m", "careerprint"))),
            *("batch", "--no-evidence", desk / "roster.csv"),
            *("--booklet", desk / "spec.yaml", "-o", output, "--key", desk / "key"),
            *("--workers", "2", *options),
        ],
        cwd=desk,
        env={
            **os.environ,
            "CAREERPRINT_CACHE": str(desk / "cache"),
            "GO_ON": str(output.with_name("go-on")),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@contextmanager
def _at_first_booklet(desk: Path, output: Path, *options: str) -> Iterator["subprocess.Popen[str]"]:
    """Give a run that has made a first booklet and waits; it goes on in the end."""
    going = _start(desk, output, *options, is_held=True)
    try:
        until(lambda: output.with_name("held").exists(), "a first booklet")
        yield going
    finally:
        output.with_name("go-on").touch()


def _made(output: Path) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*.pdf")
        if path.name != "evidence.pdf"
    }


def _finish(desk: Path, output: Path, *options: str) -> None:
    """Run once more, and find everything made as in an undisturbed run."""
    again = _start(desk, output, *options)
    said = again.communicate(timeout=LONGEST_S)[1]
    assert again.returncode == ExitCode.OK, said
    assert _made(output) == _made(desk / "reference")
    assert not list(output.rglob(".careerprint-*"))


def _is_whole(desk: Path, output: Path) -> None:
    """Check that what stands under a final name is as it should be."""
    whole = _made(desk / "reference")
    assert not {name for name, pdf in _made(output).items() if pdf != whole[name]}


def _workers(run: "subprocess.Popen[str]") -> list[int]:
    """Give the worker processes of a run."""
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    return [int(pid) for pid, parent, args in rows if int(parent) == run.pid and "spawn_m" in args]


def _is_there(process: int) -> bool:
    """Tell whether a process is at work; one that ended and waits for its parent is not."""
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip()) and not listed.stdout.startswith("Z")


def test_a_killed_worker_is_replaced(desk: Path, tmp_path: Path) -> None:
    with _at_first_booklet(desk, tmp_path / "out") as going:
        os.kill(_workers(going)[0], signal.SIGKILL)
    said = going.communicate(timeout=LONGEST_S)[1]
    assert going.returncode == ExitCode.OK, said
    assert _made(tmp_path / "out") == _made(desk / "reference")
    assert not list((tmp_path / "out").rglob(".careerprint-*"))


@pytest.mark.prove
def test_workers_killed_at_many_moments_hold_nothing_up(desk: Path, tmp_path: Path) -> None:
    """A killed worker may have been reading or writing: no other one waits for it."""
    moments = random.Random(3)  # noqa: S311 - no secret
    for number in range(30):
        output, most = tmp_path / f"out-{number}", moments.randrange(STUDENTS)
        going = _start(desk, output)
        until(
            lambda o=output, m=most, g=going: (
                len(list(o.rglob("*.pdf"))) > m  # type: ignore[misc]
                or g.poll() is not None
            ),
            "some booklets",
        )
        for worker in _workers(going)[:1]:
            with suppress(ProcessLookupError):  # it had its last job done meanwhile
                os.kill(worker, signal.SIGKILL)
        said = going.communicate(timeout=LONGEST_S)[1]
        assert going.returncode == ExitCode.OK, said
        assert _made(output) == _made(desk / "reference")


def test_a_run_leaves_nothing_behind_in_the_systems_folder(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    going = _start(desk, tmp_path / "out")
    said = going.communicate(timeout=LONGEST_S)[1]
    assert going.returncode == ExitCode.OK, said
    assert not list((tmp_path / "temporary").glob("careerprint-*"))


def test_the_next_run_takes_away_what_a_killed_one_left(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    with _at_first_booklet(desk, tmp_path / "out") as going:
        workers = _workers(going)
        going.kill()
    going.communicate()
    until(lambda: not any(map(_is_there, workers)), "the workers' end")
    assert list((tmp_path / "temporary").glob("careerprint-*"))
    listed = [sys.executable, "-m", "careerprint", "list"]
    subprocess.run(listed, cwd=desk, check=True, stdout=subprocess.DEVNULL)
    assert not list((tmp_path / "temporary").glob("careerprint-*"))


def test_a_killed_run_leaves_no_workers(desk: Path, tmp_path: Path) -> None:
    with _at_first_booklet(desk, tmp_path / "out") as going:
        workers = _workers(going)
        assert workers
        going.kill()
    going.communicate()
    until(lambda: not any(map(_is_there, workers)), "the workers' end")


def test_a_run_killed_at_any_moment(desk: Path, tmp_path: Path) -> None:
    _kill_and_go_on(desk, tmp_path, times=3, seed=1)


@pytest.mark.prove
def test_a_run_killed_at_many_moments(desk: Path, tmp_path: Path) -> None:
    _kill_and_go_on(desk, tmp_path, times=30, seed=2)


def _kill_and_go_on(desk: Path, folder: Path, *, times: int, seed: int) -> None:
    """Kill runs when so many booklets are there, in folders that are then finished."""
    moments = random.Random(seed)  # noqa: S311 - no secret
    for number in range(times):
        output = folder / f"out-{number}"
        most = moments.randrange(STUDENTS)
        going = _start(desk, output)
        until(
            lambda o=output, m=most, g=going: (
                len(list(o.rglob("*.pdf"))) >= m  # type: ignore[misc]
                or g.poll() is not None
            ),
            "some booklets",
        )
        going.kill()
        going.communicate()
        _is_whole(desk, output)
        _finish(desk, output)


def test_an_interrupted_run_stops_soon_and_goes_on(desk: Path, tmp_path: Path) -> None:
    with _at_first_booklet(desk, tmp_path / "out") as going:
        workers = _workers(going)
        os.killpg(going.pid, signal.SIGINT)
        said = going.communicate(timeout=LONGEST_S)[1]
    assert going.returncode == ExitCode.INTERRUPTED
    assert "The same command goes on from here" in said
    assert "Traceback" not in said
    assert not any(map(_is_there, workers))
    summary = json.loads((tmp_path / "out/report.json").read_text())["summary"]
    assert summary["complete"] is False
    assert sum(summary["counts"].values()) < STUDENTS  # the workers may have made more meanwhile
    _is_whole(desk, tmp_path / "out")
    _finish(desk, tmp_path / "out")


# --- who takes a worker down ---------------------------------------------------------------


def _deadly(jobs: Sequence[Job]) -> tuple[Outcome, ...]:
    """Make nothing of jobs; one of them takes the worker down each time."""
    for job in jobs:
        if job.row == DEADLY_ROW:
            os.kill(os.getpid(), signal.SIGKILL)
    return tuple(Built(number=job.number, pdf=b"", digest="", size=0, pages=1) for job in jobs)


def _job(number: int) -> Job:
    return Job(
        number=number,
        row=number + 1,
        path=f"{number}.pdf",
        owner="",
        recipient="",
        careers=("chef",),
        language="en",
        state=None,
    )


def test_a_job_that_takes_workers_down_is_set_aside() -> None:
    jobs = [_job(number) for number in range(1, 41)]
    outcomes = list(
        run(jobs, _deadly, _set_aside, lambda: open_pool(2), in_flight=4, at_once=AT_ONCE)
    )
    assert sorted(outcome.number for outcome in outcomes) == list(range(1, 41))
    failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    assert [outcome.number for outcome in failed] == [DEADLY_ROW - 1]
    assert "set aside" in failed[0].reason


def _fine(jobs: Sequence[Job]) -> tuple[Outcome, ...]:
    """Make nothing of jobs, and say in which process."""
    digest = str(os.getpid())
    return tuple(Built(number=job.number, pdf=b"", digest=digest, size=0, pages=1) for job in jobs)


@pytest.mark.parametrize("jobs", [80, 81, 87, 96])
def test_workers_are_recycled_and_none_waits_for_ever(jobs: int) -> None:
    """Goes of eight, a pool of one worker replaced after three of them."""
    outcomes = run(
        (_job(number) for number in range(1, jobs + 1)),
        _fine,
        _set_aside,
        lambda: WarmPool(1, recycled_after=3),
        in_flight=4,
        at_once=AT_ONCE,
    )
    processes = [outcome.digest for outcome in outcomes if isinstance(outcome, Built)]
    assert len(processes) == jobs
    assert len(set(processes)) == -(-jobs // 24)


# --- a Dask cluster --------------------------------------------------------------------------


@pytest.mark.parametrize("way", [(), ("--direct",)], ids=["by the wire", "direct"])
def test_a_cluster_makes_the_same_bytes(way: tuple[str, ...], desk: Path, tmp_path: Path) -> None:
    with cluster_in(tmp_path) as cluster:
        _finish(desk, tmp_path / "out", "--dask", cluster.address, *way)
        log = (tmp_path / "dask.log").read_text(encoding="utf-8", errors="replace")
    assert "Muster" not in log


def test_a_worker_of_a_cluster_that_is_killed_is_done_without(desk: Path, tmp_path: Path) -> None:
    _kill_a_dask_worker(desk, tmp_path, booklets=1)


@pytest.mark.prove
def test_workers_of_clusters_killed_at_many_moments(desk: Path, tmp_path: Path) -> None:
    moments = random.Random(4)  # noqa: S311 - no secret
    for number in range(30):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        _kill_a_dask_worker(desk, folder, booklets=moments.randrange(STUDENTS))


def _kill_a_dask_worker(desk: Path, folder: Path, *, booklets: int) -> None:
    """Kill one of two workers when so many booklets are there; the run makes them all."""
    output = folder / "out"
    with cluster_in(folder) as cluster:
        going = _start(desk, output, "--dask", cluster.address)
        until(
            lambda: len(list(output.rglob("*.pdf"))) > booklets or going.poll() is not None,
            "some booklets",
        )
        cluster.workers[0].kill()
        said = going.communicate(timeout=LONGEST_S)[1]
    assert going.returncode == ExitCode.OK, said
    assert _made(output) == _made(desk / "reference")


def test_a_cluster_says_how_much_it_can_do(desk: Path, tmp_path: Path) -> None:
    with cluster_in(tmp_path) as cluster:
        executor = open_dask(cluster.address)
        assert isinstance(executor, Cluster)
        until(lambda: executor.width == 2, "both workers")
        executor.shutdown()


def test_a_lost_scheduler_is_said_and_the_next_run_goes_on(desk: Path, tmp_path: Path) -> None:
    """One worker stands still, so that the run has not brought all in when the scheduler goes."""
    with cluster_in(tmp_path) as cluster:
        client = open_dask(cluster.address)
        assert isinstance(client, Cluster)
        until(lambda: client.width == 2, "both workers")
        client.shutdown()
        cluster.workers[1].send_signal(signal.SIGSTOP)
        with _at_first_booklet(desk, tmp_path / "out", "--dask", cluster.address) as going:
            cluster.scheduler.kill()
        said = going.communicate(timeout=LONGEST_S)[1]
    assert going.returncode == ExitCode.SOME_FAILED, said
    assert "the workers cannot be reached any more" in said
    assert "it goes on where it stopped" in said
    assert "Traceback" not in said
    _is_whole(desk, tmp_path / "out")
    _finish(desk, tmp_path / "out")


def test_an_absent_scheduler_is_said(desk: Path, tmp_path: Path) -> None:
    going = _start(desk, tmp_path / "out", "--dask", "tcp://127.0.0.1:9")
    said = going.communicate(timeout=LONGEST_S)[1]
    assert going.returncode == ExitCode.USAGE
    assert "there is no Dask scheduler at tcp://127.0.0.1:9" in said
    assert "Traceback" not in said
