"""Long work for a page: one at a time, as the command that it is, stopped and survived."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from careerprint.errors import UsageError
from careerprint.web.errands import PROGRAM, Errand, Errands, Outcome

LONGEST_S = 120


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


def test_no_name_stands_where_others_see_it(errands: Errands) -> None:
    asked = ["booklet", "chef", "--for=Ana Ejemplo", "-o", str(errands.own_folder() / "b.pdf")]
    one = errands.begin("booklet", "make", asked, errands.own_folder())
    lines = [
        path.read_bytes()
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if path.parent.name.isdecimal() and os.access(path, os.R_OK)
    ]
    assert any(PROGRAM.encode() in line for line in lines)
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
