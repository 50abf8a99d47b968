"""What was asked for and what was made, in the output folder: SQLite, names only as keyed hashes.

A second run looks here for what is missing, changed or damaged, and for files that no row of
the roster asks for any more.
"""

import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from careerprint import __version__
from careerprint.errors import CareerprintError, UsageError
from careerprint.publish.files import PART_PREFIX, write_whole
from careerprint.publish.locks import HeldError, take_lock

FOLDER: Final = ".careerprint"
ABOUT: Final = "batch.json"
"""What a batch was made of: where its roster is, how files are named. No name stands in it."""
_WHOLE_RUN: Final = "whole-run"
"""The last run that went through the whole roster: what it did not ask for is left over."""
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS booklets (
    file TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    asked TEXT NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    version TEXT NOT NULL,
    at TEXT NOT NULL,
    run TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS prints (
    file TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    made_of TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS booklets_by_owner ON booklets (owner, at);
"""

_RUNS: Final = "SELECT file, run FROM booklets"


class LedgerError(CareerprintError):
    """The ledger cannot be read or written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the ledger says of one booklet: what was asked, and what the file was like."""

    asked: str
    digest: str
    size: int
    changed: int
    pages: int


class Ledger:
    """The ledger of an output folder, held by one run at a time.

    ``key`` names students and files in it; it is made with the ledger, unless ``key_file`` has
    one. Raises ``UsageError`` if another run holds it, and ``LedgerError`` if it cannot be used.
    """

    def __init__(self, output: Path, *, run: str, key_file: Path | None = None) -> None:
        self._output, self._folder, self._run = output, output / FOLDER, run
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self._folder / "lock")
            try:
                self._open(key_file or self._folder / "key")
            except BaseException:
                os.close(self._lock)
                raise
        except (OSError, sqlite3.Error) as error:
            hint = "choose another folder with -o, or make room on the disk"
            message = f"the ledger in {output} cannot be used ({error})"
            raise LedgerError(message, hint=hint) from error

    def _open(self, key_file: Path) -> None:
        self.key = _key(key_file)
        self._sweep()
        self._database = sqlite3.connect(self._folder / "ledger.sqlite", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_TABLE)

    def _sweep(self) -> None:
        """Take away what a run or a worker that was killed had begun to write."""
        for part in self._output.rglob(f"{PART_PREFIX}*"):
            if part.is_file():
                part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()
        with suppress(OSError):
            self._sweep()
        os.close(self._lock)

    def describe(self, about: dict[str, object]) -> None:
        """Note what the batch is made of, for those who work with its files later."""
        write_whole(self._folder / ABOUT, json.dumps(about, indent=2).encode())

    def hashed(self, *texts: str) -> str:
        """Give a keyed hash (BLAKE2b, RFC 7693) that stands for texts."""
        content = "\0".join(texts).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(content, key=self.key, digest_size=16).hexdigest()

    def find(self, path: str) -> Record | None:
        """Give what is known of a booklet."""
        return self._record("file = ?", self.named(path))

    def owner(self, path: str) -> str:
        """Give the hash of whose booklet stands under a name, or the empty string."""
        query = "SELECT owner FROM booklets WHERE file = ?"
        row = self._execute(query, (self.named(path),)).fetchone()
        return str(row[0]) if row else ""

    def is_blank(self) -> bool:
        """Tell whether no booklet is known."""
        return self._execute("SELECT 1 FROM booklets LIMIT 1", ()).fetchone() is None

    def _record(self, condition: str, value: str) -> Record | None:
        query = f"SELECT asked, digest, size, changed, pages FROM booklets WHERE {condition}"  # noqa: S608 - no value is in it
        row = self._execute(query, (value,)).fetchone()
        if row is None:
            return None
        asked, digest, size, changed, pages = row
        return Record(asked=asked, digest=digest, size=size, changed=changed, pages=pages)

    def is_whole(self, path: str, record: Record) -> bool:
        """Tell whether a file is as it was made: by its size and time, or else by its content."""
        file = self._output / path
        try:
            status = file.stat()
            if status.st_size != record.size:
                return False
            if status.st_mtime_ns == record.changed:
                return True
            return hashlib.sha256(file.read_bytes()).hexdigest() == record.digest
        except OSError:
            return False

    def keep(self, owner: str, path: str, asked: str, *, digest: str, pages: int, at: str) -> None:
        """Note a booklet that was written; raises ``LedgerError`` if it is not there."""
        try:
            status = (self._output / path).stat()
        except OSError as error:
            hint = "leave the folder where it is; with --direct all workers must share it"
            message = f"a booklet that was made is not in {self._output} ({error.strerror})"
            raise LedgerError(message, hint=hint) from None  # the cause would say the file's name
        self._execute(
            "INSERT OR REPLACE INTO booklets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.named(path),
                owner,
                asked,
                digest,
                status.st_size,
                status.st_mtime_ns,
                pages,
                __version__,
                at,
                self._run,
            ),
        )

    def touch(self, path: str) -> None:
        """Note that a row of this run asks for a booklet under this name."""
        statement = "UPDATE booklets SET run = ? WHERE file = ?"
        self._execute(statement, (self._run, self.named(path)))

    def files(self) -> dict[str, str]:
        """Give where each student's newest booklet stands, by the student's hash."""
        rows = self._execute("SELECT file, owner, at FROM booklets", ())
        known = {file: (at, owner) for file, owner, at in rows}
        found: dict[str, tuple[str, str]] = {}
        for file in sorted(self._output.rglob("*.pdf")):
            path = file.relative_to(self._output).as_posix()
            at, owner = known.get(self.named(path), ("", ""))
            if owner and at >= found.get(owner, ("", ""))[0]:
                found[owner] = (at, path)
        return {owner: path for owner, (_, path) in found.items()}

    def booklet_of(self, owner: str) -> Record | None:
        """Give what is known of the booklet that was last made for a student."""
        return self._record("owner = ? ORDER BY at DESC LIMIT 1", owner)

    def left_over(self) -> Iterator[str]:
        """Give the files in the folder that earlier runs made and this one does not ask for."""
        rows = self._execute("SELECT file FROM booklets WHERE run <> ?", (self._run,))
        old = {file for (file,) in rows}
        for file in sorted(self._output.rglob("*.pdf")) if old else ():
            path = file.relative_to(self._output).as_posix()
            if self.named(path) in old:
                yield path

    def note_whole_run(self) -> None:
        """Note that this run has gone through the whole roster."""
        write_whole(self._folder / _WHOLE_RUN, self._run.encode())

    def booklets(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the booklets that are there: those asked for, and those left over.

        A booklet is asked for if the last run through the whole roster did, or a later one.
        """
        file = self._folder / _WHOLE_RUN
        since = int(file.read_text(), 16) if file.is_file() else 0
        runs = {name: int(run, 16) for name, run in self._execute(_RUNS, ())}
        asked, old = list[str](), list[str]()
        for pdf in sorted(self._output.rglob("*.pdf")):
            path = pdf.relative_to(self._output).as_posix()
            run = runs.get(self.named(path))
            if run is not None:
                (asked if run >= since else old).append(path)
        return tuple(asked), tuple(old)

    def forget(self, path: str) -> None:
        """Take a file that was deleted out of the ledger."""
        self._execute("DELETE FROM booklets WHERE file = ?", (self.named(path),))
        self._execute("DELETE FROM prints WHERE file = ?", (self.named(path),))

    def keep_print(self, path: str, source: str, made_of: str) -> None:
        """Note a file for the printer: the hash of what it was made from, and of its content."""
        statement = "INSERT OR REPLACE INTO prints VALUES (?, ?, ?)"
        self._execute(statement, (self.named(path), source, made_of))

    def print_of(self, path: str) -> tuple[str, str] | None:
        """Give what is known of a file for the printer: the two hashes that were noted."""
        query = "SELECT source, made_of FROM prints WHERE file = ?"
        row = self._execute(query, (self.named(path),)).fetchone()
        return (str(row[0]), str(row[1])) if row else None

    def has_prints(self) -> bool:
        """Tell whether any file for the printer is known."""
        return self._execute("SELECT 1 FROM prints LIMIT 1", ()).fetchone() is not None

    def named(self, path: str) -> str:
        """Give the hash that stands for a file of the folder."""
        return self.hashed("file", path)

    def _execute(self, statement: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        try:
            return self._database.execute(statement, values)
        except sqlite3.Error as error:
            hint = f"make room on the disk, or delete {FOLDER}/ledger.sqlite to make all anew"
            raise LedgerError(f"the ledger cannot be used ({error})", hint=hint) from error


def _locked(path: Path) -> int:
    try:
        return take_lock(path)
    except HeldError as held:
        raise UsageError(
            f"another run works in this folder: process {held.holder}",
            hint="wait until it has ended, or choose another folder with -o",
        ) from held


def _key(path: Path) -> bytes:
    """Give the key of the hashes, 32 bytes, for the owner's eyes only; made if it is not there."""
    if not path.exists():
        part = path.with_name(f"{PART_PREFIX}{secrets.token_hex(8)}")
        try:
            with open(part, "xb", opener=_for_the_owner) as file:
                file.write(secrets.token_bytes(32))
            with suppress(FileExistsError):
                os.link(part, path)  # never over another's, and never half of one
        finally:
            part.unlink(missing_ok=True)
    key = path.read_bytes()
    if len(key) != 32:
        raise UsageError(f"{path} is no key", hint="delete it, or name another file")
    return key


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
