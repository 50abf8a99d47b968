"""Whether a person was met before, for rosters of any length.

What is kept is a row number for a keyed digest: no name is held, and beyond a few megabytes
SQLite moves it to a temporary file of its own, which goes with it (sqlite.org/inmemorydb.html).
"""

import hashlib
import secrets
import sqlite3
from typing import Final

_CACHE_KIB: Final = 4_096


class Persons:
    """The persons of one reading; close it in the end."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._table.execute("CREATE TABLE persons (digest INTEGER PRIMARY KEY, number INTEGER)")
        self._table.execute("BEGIN")

    def first_row(self, person: tuple[str, ...], number: int) -> int | None:
        """Give the row in which a person stood first; None, and a note of it, if it is this."""
        digest = self._digest(person)
        done = self._table.execute("INSERT OR IGNORE INTO persons VALUES (?, ?)", (digest, number))
        if done.rowcount:
            return None
        rows = self._table.execute("SELECT number FROM persons WHERE digest = ?", (digest,))
        return int(rows.fetchone()[0])

    def _digest(self, person: tuple[str, ...]) -> int:
        """Give 64 bits: in a million rows two persons share them once in 40 million rosters."""
        text = "\0".join(person).encode("utf-8", "surrogatepass")
        content = hashlib.blake2b(text, key=self._key, digest_size=8).digest()
        return int.from_bytes(content, "big", signed=True)

    def close(self) -> None:
        """Forget everyone."""
        self._table.close()
