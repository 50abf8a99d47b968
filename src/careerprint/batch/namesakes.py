"""Students whose files would have one name, and whose file each name has been so far.

A name hangs on its student and on nobody else: who joins, leaves or is held back renames no other.
So the first of several keeps the plain name for as long as the ledger knows it for theirs, and
the others get a sign of their own behind it.
"""

import base64
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from careerprint.roster.student import Student

_MOST_TOLD: Final = 10
"""Names that several share, told each by itself."""


class Standing(Protocol):
    """What is known of the files of earlier runs, such as a ledger."""

    def hashed(self, *texts: str) -> str:
        """Give the hash that stands for a student's name, address and class."""

    def owner(self, path: str) -> str:
        """Give the hash of whose file a path is, or the empty string."""

    def is_blank(self) -> bool:
        """Tell whether no file is known."""


@dataclass(slots=True, kw_only=True)
class SharedNames:
    """Which rows of a roster share the name of a file; no name is kept."""

    groups: dict[int, list[int]] = field(default_factory=dict)
    """The rows of each name that several share, by the first of them."""
    _first: dict[int, int] = field(default_factory=dict)

    def add(self, name: str, row: int) -> None:
        """Take in the name of a file as it is compared, and the row that wants it."""
        first = self._first.setdefault(hash(name), row)
        if first != row:
            self.groups.setdefault(first, [first]).append(row)

    @property
    def rows(self) -> frozenset[int]:
        """All of them."""
        return frozenset(row for rows in self.groups.values() for row in rows)

    def remarks(self, files: Mapping[int, str]) -> Iterator[str]:
        """Say which rows share a name, and the file of each, by row."""
        told = [rows for rows in self.groups.values() if any(row in files for row in rows)]
        for rows in told[:_MOST_TOLD]:
            named = [f"row {row} is {files[row]}" for row in rows if row in files]
            numbers = f"{', '.join(str(row) for row in rows[:-1])} and {rows[-1]}"
            yield f"rows {numbers} have one file name: {', '.join(named)}"
        if (more := len(told) - _MOST_TOLD) > 0:
            yield f"{more:,} more names are shared by several rows: see their files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """Whose file each name has been; ``owners`` are those of this roster who share a name."""

    standing: Standing | None = None
    owners: frozenset[str] = frozenset()

    def is_of(self, path: str, student: Student) -> bool:
        """Tell whether a file was made for a student."""
        return self.standing is not None and self.standing.owner(path) == self._owner(student)

    def is_of_namesake(self, path: str, student: Student) -> bool:
        """Tell whether a file was made for somebody else of this roster with the same name."""
        owner = self.standing.owner(path) if self.standing and self.owners else ""
        return owner in self.owners and owner != self._owner(student)

    def _owner(self, student: Student) -> str:
        return student_hash(student, self.standing) if self.standing else ""


def student_hash(student: Student, standing: Standing) -> str:
    """Give the keyed hash that stands for a student."""
    return standing.hashed(student.name, student.email, student.group)


def holders_of(students: Iterable[Student], shared: SharedNames, standing: Standing) -> Holders:
    """Give whose file each name has been; the roster is read again only if a name is shared."""
    if standing.is_blank():
        return Holders()
    rows = shared.rows
    owners = (
        student_hash(student, standing)
        for student in (students if rows else ())
        if student.row in rows
    )
    return Holders(standing=standing, owners=frozenset(owners))


def sign_of(student: Student, key: bytes) -> str:
    """Give four letters and digits that tell a student from a namesake, wherever the row stands.

    A keyed hash (BLAKE2b, RFC 7693) of name, class and the school's id, or the address if there
    is none.
    """
    person = (student.name, student.group, student.student_id or student.email)
    return _hash("\0".join(person), key)[:4]


def short_id(student: Student, key: bytes) -> str:
    """Give eight letters and digits that stand for a student, the same wherever the row stands.

    A keyed hash of name, address and class: without the key it cannot be worked out from them.
    """
    person = "\0".join((student.name, student.email, student.group)).casefold()
    return _hash(unicodedata.normalize("NFKC", person), key)


def _hash(text: str, key: bytes) -> str:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=key, digest_size=5)
    return base64.b32encode(digest.digest()).decode().lower()
