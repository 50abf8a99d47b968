"""A file that one run at a time holds, and that says which."""

import fcntl
import os
from pathlib import Path


class HeldError(Exception):
    """Another run holds the lock; ``holder`` is its process, as far as it is known."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


def take_lock(path: Path) -> int:
    """Take a lock and give its descriptor; the system lets go of it however this process ends.

    Raises ``HeldError`` if another run has it, and ``OSError`` if the file cannot be used.
    """
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip() or "unknown"
        os.close(lock)
        raise HeldError(holder) from error
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    return lock
