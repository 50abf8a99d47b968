"""Names of files from a pattern, safe on every file system and never the same twice.

What is safe is the narrowest of Windows (learn.microsoft.com, "Naming Files, Paths, and
Namespaces"), macOS and Linux; names are NFC (UAX #15) and differ even where case and
compatibility forms do not count.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from careerprint.batch.namesakes import Holders, SharedNames, short_id, sign_of
from careerprint.errors import UsageError
from careerprint.reading.plain_words import suggest
from careerprint.roster.cells import cleaned
from careerprint.roster.student import Student

FIELDS: Final = ("first", "last", "name", "class", "n", "row", "id", "careers")
"""What may stand in braces: ``n`` counts the rows with students, ``careers`` is how many."""
LONGEST: Final = 120
"""Characters of a folder's or file's name, its ending included."""
LONGEST_BYTES: Final = 200
LEAST_KEY: Final = 16
"""Bytes of a key; a shorter one could be tried out."""
UNNAMED: Final = "unnamed"
NOBODY: Final = Holders()
_FORBIDDEN: Final = re.compile(r'[/\\:*?"<>|]')
_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_DEVICE: Final = re.compile(r"CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9]", re.IGNORECASE)
_CUTS: Final = (LONGEST, 60, 40, 25, 15, 8)
"""Characters that each text may keep, tried in turn, so that a number behind it is not lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A pattern that was checked: the parts of a path below the output folder."""

    parts: tuple[str, ...]

    @property
    def has_id(self) -> bool:
        """Whether names need a key."""
        return any("{id}" in part for part in self.parts)

    @property
    def is_unique(self) -> bool:
        """Whether no two students can have one name by it."""
        return any(field in part for part in self.parts for field in ("{n}", "{row}", "{id}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """The file of a student: the student's number, and its path below the output folder."""

    number: int
    student: Student
    path: PurePosixPath = field(repr=False)  # it may hold the name


def read_pattern(text: str) -> Pattern:
    """Read a pattern such as ``{class}/{last}-{first}-{n}``; folders are separated by /.

    Raises ``UsageError`` if it leaves the output folder, names a field that does not exist, or
    has signs that file systems refuse.
    """
    parts = tuple(part.strip() for part in text.split("/"))
    if not all(parts):
        reason = "starts with /" if text.startswith("/") else "has an empty part"
        raise _unfit(text, reason, "write folders as class/name, below the output folder")
    if any(part.strip(".") == "" for part in parts) or text.startswith("~"):
        raise _unfit(text, "may lead out of the output folder", "leave out .., . and ~")
    for part in parts:
        for name in _FIELD.findall(part):
            if name not in FIELDS:
                hint = suggest(name, FIELDS) or f"there are: {', '.join(FIELDS)}"
                raise _unfit(text, f"has the unknown field {{{name}}}", hint)
        literal = _FIELD.sub("", part)
        if re.search(r"[{}]", literal):
            raise _unfit(text, "has a brace without its counterpart", "write {last}")
        if _FORBIDDEN.search(literal) or not literal.isprintable():
            hint = r'leave out \ : * ? " < > | and line breaks; folders are separated by /'
            raise _unfit(text, "has a sign that file systems refuse", hint)
    return Pattern(parts=parts)


def _unfit(text: str, reason: str, hint: str) -> UsageError:
    return UsageError(f"the pattern '{text}' {reason}", hint=hint)


def name_files(
    students: Iterable[Student],
    pattern: Pattern,
    *,
    size: int,
    key: bytes = b"",
    holders: Holders = NOBODY,
    suffix: str = ".pdf",
) -> Iterator[NamedFile]:
    """Give each student a file of their own, in the roster's order.

    ``size`` is how many rows with students the roster has: ``{n}`` and ``{row}`` have the zeros
    that its digits need. Of several that would have one name the first has it, or who had it
    before by ``holders``; the others get four letters and digits behind it. ``key`` keeps these
    and ``{id}`` from being worked out from a name; raises ``ValueError`` if ``{id}`` is used
    with a key of less than 16 bytes or more than 64.
    """
    if pattern.has_id and not LEAST_KEY <= len(key) <= hashlib.blake2b.MAX_KEY_SIZE:
        raise ValueError("{id} needs a key of 16 to 64 bytes")
    taken = _Taken()
    for student in students:
        parts = _parts(pattern, student, size, key)
        sign = f"-{sign_of(student, key)}" if key and not pattern.is_unique else ""
        tails: tuple[str, ...] = ("", sign)
        if (sign and holders.standing) and (
            holders.is_of(str(_path(parts, sign, suffix)), student)
            or holders.is_of_namesake(str(_path(parts, "", suffix)), student)
        ):
            tails = (sign,)
        path = taken.free(parts, tails, suffix)
        yield NamedFile(number=student.number, student=student, path=path)


def add_shared(shared: SharedNames, student: Student, pattern: Pattern) -> None:
    """Note the name that a student's file would have, to find out who shares one."""
    if not pattern.is_unique:
        parts = _parts(pattern, student, 0, b"")
        shared.add(_folded(str(_path(parts, "", ""))), student.row)


def _parts(pattern: Pattern, student: Student, size: int, key: bytes) -> list[str]:
    """Give the names of the folders and of the file."""
    values = _values(student, len(str(size)), key)
    return [_component(part, values) for part in pattern.parts]


def _path(parts: list[str], tail: str, suffix: str) -> PurePosixPath:
    """Give the path with a tail behind the file's name, which is cut before the tail is."""
    tail += suffix
    folder = PurePosixPath(*(safe_name(_cut(part, LONGEST)) for part in parts[:-1]))
    stem = _cut(parts[-1], LONGEST - len(tail), LONGEST_BYTES - len(tail.encode()))
    return folder / f"{safe_name(stem)}{tail}"


def _values(student: Student, digits: int, key: bytes) -> Mapping[str, str]:
    return {
        "first": student.first,
        "last": student.last,
        "name": student.name,
        "class": student.group,
        "n": f"{student.number:0{digits}d}",
        "row": f"{student.row:0{digits}d}",
        "id": short_id(student, key) if key else "",
        "careers": str(len(student.careers)),
    }


def _component(part: str, values: Mapping[str, str]) -> str:
    """Give one folder's or file's name; long texts in it are cut before the whole is."""
    for most in _CUTS:
        short = {name: _cut(_plain(text), most) for name, text in values.items()}
        name = safe_name(_filled(part, short))
        if _fits(name, LONGEST, LONGEST_BYTES):
            break
    return name


def _filled(part: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: values[found[1]], part)


def safe_name(text: str) -> str:
    """Give a text as a name that any file system takes, of any length.

    Letters of every script and emoji stay; signs that are refused become hyphens; controls,
    those of the writing direction too, go; a device name of Windows gets an underscore.
    """
    name = re.sub(r"([-_ ])\1+", r"\1", _plain(text)).strip(" .-_\u200c\u200d")
    head, dot, rest = name.partition(".")
    if _DEVICE.fullmatch(unicodedata.normalize("NFKC", head).strip()):
        name = f"{head.rstrip()}_{dot}{rest}"
    return name or UNNAMED


def _plain(text: str) -> str:
    return _FORBIDDEN.sub("-", cleaned(text))


def _fits(text: str, most: int, most_bytes: int) -> bool:
    return len(text) <= most and len(text.encode()) <= most_bytes


def _cut(text: str, most: int, most_bytes: int = LONGEST_BYTES) -> str:
    """Give the beginning of a text, without a letter cut from its accents or an emoji in two."""
    end = len(text)
    while end and not _fits(text[:end], most, most_bytes):
        end = min(end - 1, most)
    while 0 < end < len(text) and (_continues(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end]


def _continues(sign: str) -> bool:
    """Whether a sign belongs to the one before it (UAX #29, roughly)."""
    is_tone = "\U0001f3fb" <= sign <= "\U0001f3ff"
    return is_tone or sign in "\u200c\u200d" or unicodedata.category(sign) in {"Mn", "Mc", "Me"}


@dataclass(slots=True)
class _Taken:
    """The names that were given, as a file system that minds nothing would compare them."""

    names: set[str] = field(default_factory=set)
    next_number: dict[str, int] = field(default_factory=dict)

    def free(self, parts: list[str], tails: Iterable[str], suffix: str) -> PurePosixPath:
        """Give the path with the first tail, or else with the lowest number, that makes it new."""
        tail = ""
        for tail in tails:
            path = _path(parts, tail, suffix)
            if self._is_new(path):
                return path
        wanted = _folded(str(_path(parts, tail, suffix)))
        number = self.next_number.get(wanted, 2)
        while not self._is_new(path := _path(parts, f"{tail}-{number}", suffix)):
            number += 1
        self.next_number[wanted] = number + 1
        return path

    def _is_new(self, path: PurePosixPath) -> bool:
        """Tell whether nobody has a name, and give it away."""
        folded = _folded(str(path))
        is_new = folded not in self.names
        self.names.add(folded)
        return is_new


def _folded(text: str) -> str:
    """Give a name as it is compared: NFKC, without case and joiners (HFS+ ignores these)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded.replace("\u200c", "").replace("\u200d", "")


def key_rows(files: Iterable[NamedFile]) -> Iterator[str]:
    """Give the lines of the key, CSV (RFC 4180): which file is whose.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    yield _line(("n", "file", "row", "name", "class"))
    for file in files:
        student = file.student
        texts = (str(file.path), str(student.row), student.name, student.group)
        yield _line((str(file.number), *texts))


def _line(cells: tuple[str, ...]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(
        f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells
    )
    return text.getvalue()
