"""Ctrl-C at moments that nobody chose: whatever is under way, the run ends, and at once."""

import subprocess
import sys
from pathlib import Path

import pytest

LONGEST_S = 300
PROGRAM = """
import os, random, signal, sys, time
from careerprint.workers.executors import open_pool
from careerprint.workers.run import run

def work(jobs):
    return list(jobs)

def one_run():
    pool = lambda: open_pool(2, is_forked=True)
    done = run(range(8), work, lambda job: job, pool, in_flight=4)
    try:
        assert sorted(done) == list(range(8))
    finally:
        done.close()

def interrupted(wait_s):
    me = os.getpid()
    begin, go = os.pipe()
    killer = os.fork()
    if not killer:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.read(begin, 1)
        end = time.perf_counter() + wait_s
        while time.perf_counter() < end:
            pass
        os.kill(me, signal.SIGINT)
        os._exit(0)
    is_stopped = False
    try:
        os.write(go, b"x")
        one_run()
        signal.sigtimedwait([], 0.05)  # it may come a little later
    except KeyboardInterrupt:
        is_stopped = True
    while True:
        try:
            os.waitpid(killer, 0)
            break
        except KeyboardInterrupt:
            is_stopped = True
        except ChildProcessError:
            break
    os.close(begin)
    os.close(go)
    return is_stopped

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    moments = random.Random(int(sys.argv[2]))
    begun = time.perf_counter()
    for _ in range(5):
        one_run()
    longest_s = (time.perf_counter() - begun) / 5
    print(sum(interrupted(moments.uniform(0, longest_s)) for _ in range(int(sys.argv[1]))))
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, ())
"""


def _interrupt(times: int, seed: int, program: Path) -> None:
    program.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program), str(times), str(seed)],
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_S,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > times / 4
    assert "InvalidStateError" not in done.stderr


def test_a_run_that_is_interrupted_ends(tmp_path: Path) -> None:
    _interrupt(200, 1, tmp_path / "program.py")


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(5))
def test_runs_that_are_interrupted_at_three_thousand_moments_end(seed: int, tmp_path: Path) -> None:
    _interrupt(600, seed, tmp_path / "program.py")
