"""Long work for a page: one at a time, as the command that it is, stopped and survived."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from careerprint.errors import UsageError
from careerprint.publish.locks import HeldError, take_lock
from careerprint.web.errands import PROGRAM, Errand, Errands, Outcome

LONGEST_S = 300


@pytest.fixture
def errands(tmp_path: Path) -> Iterator[Errands]:
    session = tmp_path / "session"
    session.mkdir()
    (tmp_path / "careerprint.yaml").write_text("paper: a4\n", encoding="utf-8")
    found = Errands(tmp_path, session)
    yield found
    found.close()


def ended(errand: Errand) -> Errand:
    assert errand.ended.wait(LONGEST_S)
    return errand


def test_it_is_the_command_that_runs(errands: Errands) -> None:
    one = errands.begin("booklet", "make", ["list", "--json"], errands.own_folder())
    assert errands.running is one
    ended(one)
    assert one.outcome is Outcome.DONE
    assert "chef" in one.said
    assert errands.running is None
    assert errands.last("booklet", "make") is one


def test_what_goes_wrong_is_a_finding(errands: Errands) -> None:
    one = ended(errands.begin("booklet", "make", ["render", "no-such-career"], Path()))
    assert one.outcome is Outcome.FAILED
    (found,) = one.findings
    assert "no-such-career" in found.message


def test_two_at_a_time_are_refused(errands: Errands) -> None:
    one = errands.begin("booklet", "make", ["list"], errands.own_folder())
    with pytest.raises(UsageError, match="else is being made") as told:
        errands.begin("fair", "make", ["list"], errands.own_folder())
    assert "stop" in told.value.hint
    ended(one)


def test_a_project_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = Errands(tmp_path / "gone", tmp_path)
    with pytest.raises(UsageError, match="nothing can be made") as told:
        gone.begin("booklet", "make", ["list"], gone.own_folder())
    assert "still there" in told.value.hint
    assert gone.running is None


def test_what_is_stopped_says_so_and_another_can_begin(errands: Errands, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    rows = "".join(f"Student {number},,RIA\n" for number in range(3_000))
    roster.write_text(f"name,careers,interests\n{rows}", encoding="utf-8")
    asked = ["batch", str(roster), "-o", str(tmp_path / "made"), "--no-cache"]
    one = errands.begin("roster", "make", asked, tmp_path / "made")
    errands.stop()
    assert ended(one).outcome is Outcome.STOPPED
    assert not list(tmp_path.rglob(".part*"))
    assert ended(errands.begin("booklet", "make", ["list"], Path())).outcome is Outcome.DONE


def _command_lines() -> list[bytes]:
    """Give what everybody on this machine sees of every process."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended meanwhile
            found.append(path.read_bytes())
    return found


def test_no_name_stands_where_others_see_it(errands: Errands) -> None:
    asked = ["booklet", "chef", "--for=Ana Ejemplo", "-o", str(errands.own_folder() / "b.pdf")]
    one = errands.begin("booklet", "make", asked, errands.own_folder())
    lines = _command_lines()
    while not any(PROGRAM.encode() in line for line in lines):
        assert one.outcome is Outcome.RUNNING  # its line is empty while the program is loaded
        lines = _command_lines()
    assert not any(b"Ejemplo" in line for line in lines)
    assert "Ejemplo" not in repr(one)
    ended(one)


def test_what_is_old_goes_with_its_files(errands: Errands) -> None:
    first, second = errands.own_folder(), errands.own_folder()
    ended(errands.begin("booklet", "make", ["list"], first))
    ended(errands.begin("booklet", "make", ["list"], second))
    assert not first.exists()
    errands.forget("booklet")
    assert not second.exists()


def test_who_ordered_it_is_killed(tmp_path: Path) -> None:
    """Closing the input, as the system does for a process that is killed, interrupts."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", PROGRAM],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    assert process.stdin
    process.stdin.write(json.dumps(["render", "--all", "--no-cache", "-o", "."]).encode() + b"\n")
    process.stdin.close()
    begin = time.monotonic()
    try:
        assert process.wait(LONGEST_S) == 128 + signal.SIGINT
        assert time.monotonic() - begin < LONGEST_S
    finally:
        process.kill()


_KILLED = """
import sys, pathlib
from careerprint.web.errands import Errands
folder = pathlib.Path(sys.argv[1])
errands = Errands(folder, folder / "session")
asked = ["batch", "roster.csv", "-o", "made", "--no-evidence"]
errands.begin("roster", "make", asked, folder / "made")
print("begun", flush=True)
sys.stdin.read()
"""


def test_a_server_that_is_killed_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "session").mkdir()
    (tmp_path / "careerprint.yaml").write_text("paper: a4\n", encoding="utf-8")
    rows = "".join(f"Student {number},chef\n" for number in range(1_500))
    (tmp_path / "roster.csv").write_text(f"name,careers\n{rows}", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    made = tmp_path / "made"
    try:
        assert process.stdout
        assert process.stdout.readline() == b"begun\n"
        assert _comes(lambda: any(made.rglob("*.pdf")))
        process.kill()
        assert _comes(lambda: _is_free(made / ".careerprint" / "lock"))
    finally:
        process.kill()
        process.communicate()
    files = list(made.rglob("*.pdf"))
    assert 0 < len(files) < 1_500
    assert all(file.read_bytes().rstrip().endswith(b"%%EOF") for file in files)
    assert not [one for one in made.rglob("*") if ".part" in one.name]


def _comes(is_so: Callable[[], bool]) -> bool:
    """Wait until something is so; give up after a long time."""
    end = time.monotonic() + LONGEST_S
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def _is_free(lock: Path) -> bool:
    try:
        os.close(take_lock(lock))
    except HeldError:
        return False
    return True
