"""Where sections are kept: a folder of entries, each with its checksum.

An entry is written whole or not at all, and may be dropped at any moment by any process: all that
is lost is the time to make it anew.
"""

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from careerprint.errors import CareerprintError
from careerprint.publish.files import PART_PREFIX, write_whole

MOST_BYTES: Final = 512 * 1024 * 1024
_MAGIC: Final = b"careerprint section 1\n"
_SUFFIX: Final = ".section"


def default_folder() -> Path:
    """Give where sections are kept: ``CAREERPRINT_CACHE``, or the user's cache folder."""
    if given := os.environ.get("CAREERPRINT_CACHE"):
        return Path(given)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "careerprint"
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "careerprint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """How much a cache holds: entries, and their size in bytes."""

    folder: Path
    entries: int
    size: int


class Store:
    """Bytes kept under keys; ``folder`` None keeps nothing."""

    def __init__(self, folder: Path | None, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._unswept = _SWEPT_AFTER - 1

    def kept(self, key: str) -> bytes | None:
        """Give what is kept under a key; None if nothing is, or it is damaged."""
        path = self._path(key)
        if path is None:
            return None
        try:
            body = _checked(path.read_bytes())
        except OSError:
            return None
        if body is not None:
            with suppress(OSError):
                os.utime(path)  # the least recently used goes first
        return body

    def keep(self, key: str, body: bytes) -> None:
        """Keep something if the disk lets us; nobody waits for a cache."""
        path = self._path(key)
        if path is None or self._folder is None:
            return
        with suppress(OSError, CareerprintError):
            write_whole(path, _MAGIC + hashlib.sha256(body).digest() + body)
            self._unswept += 1
            if self._unswept >= _SWEPT_AFTER:
                self._unswept = 0
                _make_room(self._folder, self._most_bytes)

    def _path(self, key: str) -> Path | None:
        return self._folder / key[:2] / f"{key}{_SUFFIX}" if self._folder else None


def shelf(folder: Path) -> Shelf:
    """Give how much a cache holds."""
    sizes = [size for _, size, _ in _entries(folder)]
    return Shelf(folder=folder, entries=len(sizes), size=sum(sizes))


def clear(folder: Path) -> Shelf:
    """Empty a cache; gives what it held. Files of others in the folder stay."""
    before = shelf(folder)
    for _, _, path in _entries(folder):
        with suppress(OSError):
            path.unlink()
    _drop_strays(folder, older_than=time.time() - _STRAY_SECONDS)
    return before


def _entries(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """Give time of last use, size and path of each entry."""
    for path in sorted(folder.glob(f"??/*{_SUFFIX}")):
        with suppress(OSError):
            status = path.stat()
            yield status.st_mtime, status.st_size, path


_STRAY_SECONDS: Final = 3600
_SWEPT_AFTER: Final = 32
"""Entries after which room is made: looking through a cache costs more than an entry."""


def _make_room(folder: Path, most_bytes: int) -> None:
    """Drop the least recently used entries, and what a writer that was killed left behind."""
    _drop_strays(folder, older_than=time.time() - _STRAY_SECONDS)
    entries = sorted(_entries(folder))
    total = sum(size for _, size, _ in entries)
    for _, size, path in entries:
        if total <= most_bytes:
            return
        with suppress(OSError):
            path.unlink()
        total -= size


def _drop_strays(folder: Path, *, older_than: float) -> None:
    for path in folder.glob(f"??/{PART_PREFIX}*"):
        with suppress(OSError):
            if path.stat().st_mtime < older_than:
                path.unlink()


def _checked(content: bytes) -> bytes | None:
    """Give what an entry holds; None if it is damaged, cut short, or of another program."""
    digest, body = content[len(_MAGIC) : len(_MAGIC) + 32], content[len(_MAGIC) + 32 :]
    is_whole = content.startswith(_MAGIC) and hashlib.sha256(body).digest() == digest
    return body if is_whole else None
