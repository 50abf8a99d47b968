"""Folders that go with their run: what is held stays, what nobody holds goes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from careerprint.workers.scratch import clear_left_over, scratch_folder

HOLD = """
from careerprint.workers.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "kit").write_bytes(b"x")
    print(folder, flush=True)
    input()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


def _holder() -> "tuple[subprocess.Popen[str], Path]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_a_killed_runs_folder_goes_and_a_live_ones_stays() -> None:
    killed, left = _holder()
    alive, held = _holder()
    killed.kill()
    killed.communicate()
    assert (left / "kit").exists()
    with scratch_folder() as own:
        assert not left.exists()
        assert (held / "kit").exists()
        assert own.is_dir()
    assert not own.exists()
    alive.communicate("\n")
    assert not held.exists()


def test_a_folder_that_is_about_to_be_held_stays(temporary: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    new = temporary / f"careerprint-kit-{os.getpid()}-abc"
    dead = temporary / f"careerprint-kit-{gone.pid}-abc"
    others = temporary / "careerprint-kit-theirs"
    for folder in (new, dead, others):
        folder.mkdir()
    clear_left_over()
    assert new.is_dir()
    assert others.is_dir()
    assert not dead.exists()


def test_a_link_is_no_folder_of_ours(temporary: Path) -> None:
    (temporary / "real").mkdir()
    (temporary / "real" / "owner.lock").touch()
    (temporary / "careerprint-kit-1-link").symlink_to(temporary / "real")
    clear_left_over()
    assert (temporary / "real" / "owner.lock").exists()
