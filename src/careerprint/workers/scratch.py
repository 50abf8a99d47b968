"""Folders of a run in the system's temporary folder, which go with it however it ends.

The run holds a lock in its folder, which the system lets go of when the process ends, killed or
not. The next run takes away every folder that nobody holds.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PREFIX: Final = "careerprint-kit-"
_LOCK: Final = "owner.lock"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder of this run's own, and take it away in the end."""
    clear_left_over()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        lock = _held(folder)
        try:
            yield folder
        finally:
            os.close(lock)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_left_over() -> None:
    """Take away the folders of this user's runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _is_left_over(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _held(folder: Path) -> int:
    """Lock a folder; the lock has its name only once it is held, so that nobody finds it free."""
    new = folder / f"{_LOCK}.new"
    lock = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    new.rename(folder / _LOCK)
    return lock


def _is_left_over(folder: Path) -> bool:
    """Whether a folder is ours and no process holds it, nor is just about to."""
    try:
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            return False
        lock = os.open(folder / _LOCK, os.O_RDWR)
    except FileNotFoundError:
        return folder.is_dir() and not _is_alive(folder.name.removeprefix(_PREFIX).split("-")[0])
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True


def _is_alive(process: str) -> bool:
    """Whether a process is there; a name without its number is another's, and stays."""
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OverflowError, PermissionError):
        return True
    return True
