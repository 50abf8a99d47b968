"""What an earlier run made into a pack's folder: a file that is still right is not made again."""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from careerprint.errors import WriteError
from careerprint.publish.files import write_whole

LEDGER: Final = ".careerprint-fair.json"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that was made: the key of all that went into it, its bytes' digest, its pages."""

    key: str
    digest: str
    pages: int
    sheets: int


class MadeBefore:
    """The files of a folder by their names in it, each with its key; nothing of careers.

    A file that somebody changed or deleted since is not known any more.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = _read(folder / LEDGER)
        self._now: dict[str, Made] = {}

    def still(self, name: str, key: str) -> Made | None:
        """Give what is known of a file that was made of the same, and is as it was made."""
        made = self._before.get(name)
        if made is None or made.key != key or digest_of(self._folder / name) != made.digest:
            return None
        self._now[name] = made
        return made

    def note(self, name: str, key: str, pages: int, sheets: int) -> None:
        """Note a file that stands there now."""
        digest = digest_of(self._folder / name)
        self._now[name] = Made(key=key, digest=digest, pages=pages, sheets=sheets)

    def left_over(self) -> tuple[str, ...]:
        """Give the files of earlier runs that stand there and are no part of this one."""
        gone = (name for name in self._before if name not in self._now)
        return tuple(sorted(name for name in gone if (self._folder / name).is_file()))

    def save(self) -> None:
        """Write down what stands there; a disk that does not take it costs time, no file."""
        kept = {name: self._before[name] for name in self.left_over()} | self._now
        files = {name: asdict(made) for name, made in sorted(kept.items())}
        text = json.dumps({"version": _VERSION, "files": files}, indent=1)
        with suppress(WriteError):
            write_whole(self._folder / LEDGER, text.encode())


def digest_of(path: Path) -> str:
    """Give the digest of a file's bytes; empty if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _read(path: Path) -> dict[str, Made]:
    """Read what was noted; of what is not ours, nothing."""
    try:
        noted = json.loads(path.read_text(encoding="utf-8"))
        if noted["version"] != _VERSION:
            return {}
        return {str(name): Made(**made) for name, made in noted["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
