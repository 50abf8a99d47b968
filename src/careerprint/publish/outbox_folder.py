"""The folder of an outbox: its lock, its key, its database, all for the owner only."""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from careerprint.errors import CareerprintError, ExitCode
from careerprint.publish.locks import HeldError, take_lock

DATABASE: Final = "outbox.sqlite"
KEY: Final = "outbox.key"
LOCK: Final = "outbox.lock"
_SCHEMA_VERSION: Final = 1
_KEY_BYTES: Final = 32
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS delivery (
    recipient TEXT NOT NULL,
    document TEXT NOT NULL,
    wording TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
    queued_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    answer TEXT NOT NULL,
    turn INTEGER NOT NULL,
    PRIMARY KEY (recipient, document, wording)
);
CREATE INDEX IF NOT EXISTS delivery_by_turn ON delivery (turn);
"""


class OutboxError(CareerprintError):
    """The record cannot be read or written, or another run has it: nothing more is sent."""

    exit_code = ExitCode.NOT_DELIVERED


@contextmanager
def reported(folder: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into the fault of the outbox."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise OutboxError(
            f"the outbox in {folder} cannot be used ({error})",
            hint="make room on the disk, or put back a copy of the folder",
        ) from error


def locked(path: Path) -> int:
    """Take the lock; raises ``OutboxError`` if another run has it."""
    try:
        with reported(path.parent):
            return take_lock(path)
    except HeldError as held:
        raise OutboxError(
            f"another run is sending from {path.parent}: process {held.holder}",
            hint="wait until it has ended",
        ) from held


def read_key(folder: Path) -> bytes:
    """Give the outbox's key, made when the outbox is; it is for its owner's eyes only."""
    path = folder / KEY
    with reported(folder):
        if not path.exists() and not (folder / DATABASE).exists():
            _write_key(path)
        key = b""
        with suppress(FileNotFoundError):
            key = path.read_bytes()
    if len(key) != _KEY_BYTES:
        raise OutboxError(
            f"{path} is missing or damaged: without it nobody knows who had a message",
            hint="put it back from a copy, or begin a new outbox in another folder",
        )
    return key


def _write_key(path: Path) -> None:
    part = path.with_suffix(".new")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def opened(path: Path) -> sqlite3.Connection:
    """Open the database so that a commit is on the disk when it returns."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA fullfsync = ON")  # macOS: through the drive's own cache
        (version,) = database.execute("PRAGMA user_version").fetchone()
        _check_version(path, version)
        database.executescript(_TABLES)
        database.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
    except BaseException:
        database.close()
        raise
    return database


def _check_version(path: Path, version: int) -> None:
    if version not in {0, _SCHEMA_VERSION}:
        raise OutboxError(f"{path} is of a later careerprint", hint="use the one that wrote it")
