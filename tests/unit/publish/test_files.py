"""A file is there whole or not at all."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from tests.conftest import ROOT

from careerprint.errors import WriteError
from careerprint.publish.files import write_whole


def test_folders_are_made_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.pdf", b"x")
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b.pdf"]
    assert (tmp_path / "a" / "b.pdf").read_bytes() == b"x"


def test_the_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_whole(tmp_path / "b.pdf", b"x")
    assert stat.S_IMODE((tmp_path / "b.pdf").stat().st_mode) == stat.S_IMODE(
        (tmp_path / "plain").stat().st_mode
    )


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(WriteError, match="cannot be written"):
        write_whole(tmp_path / "taken" / "b.pdf", b"x")


def test_what_was_there_survives_a_full_disk(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: the kernel refuses the bytes."""
    target = tmp_path / "b.pdf"
    target.write_bytes(b"before")
    code = (
        "import resource, signal, sys, pathlib\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "from careerprint.errors import WriteError\n"
        "from careerprint.publish.files import write_whole\n"
        "try:\n"
        "    write_whole(pathlib.Path(sys.argv[1]), b'x' * 100_000)\n"
        "except WriteError as error:\n"
        "    sys.exit(error.message)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(target)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert "cannot be written" in done.stderr
    assert target.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["b.pdf"]


def _interrupted_at(moment: int, target: Path) -> bool:
    """Write a file, interrupted at a moment of its writing; gives False if it had ended before."""
    left = moment

    def trace(frame: FrameType, *_: object) -> Callable[..., Any]:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
        return trace

    sys.settrace(trace)
    try:
        write_whole(target, b"x" * 100)
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(None)
    return False


# between the end of a block and its closing the collector of garbage closes the file
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interruption_at_any_moment_leaves_nothing_behind(tmp_path: Path) -> None:
    """At each line, call and return of it and of what it calls."""
    moment, target = 1, tmp_path / "b.pdf"
    while _interrupted_at(moment, target):
        assert [one for one in tmp_path.iterdir() if one != target] == [], moment
        assert not target.exists() or target.read_bytes() == b"x" * 100
        target.unlink(missing_ok=True)
        moment += 1
    assert moment > 20
    assert target.read_bytes() == b"x" * 100
