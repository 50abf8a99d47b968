"""The folder that a batch has left: what it was made of, read again by those who use its files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from careerprint.batch.ledger import ABOUT, FOLDER
from careerprint.errors import UsageError
from careerprint.roster.columns import own_headers

KEY: Final = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFolder:
    """What a batch was made of; ``key`` is the file with the key of its hashes.

    ``sample`` is how many of the first students it was made for, or None for all.
    """

    folder: Path
    roster: Path
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    title: str = ""
    language: str = ""
    matches: int = 6
    sample: int | None = None
    key: Path


def is_batch(folder: Path) -> bool:
    """Whether a batch was made in a folder."""
    return (folder / FOLDER / ABOUT).is_file()


def read_batch_folder(folder: Path) -> BatchFolder:
    """Read what a batch noted of itself.

    Raises ``UsageError`` if the folder has no batch, or the key of its hashes is gone: without
    it nobody can tell whose a PDF is.
    """
    path = folder / FOLDER / ABOUT
    try:
        said: dict[str, Any] = json.loads(path.read_bytes())
        found = BatchFolder(
            folder=folder,
            roster=Path(said["roster"]),
            columns=own_headers(said.get("columns") or {}),
            title=str(said.get("title") or ""),
            language=str(said.get("language") or ""),
            matches=int(said.get("matches") or 6),
            sample=said.get("sample"),
            key=Path(said.get("key") or folder / FOLDER / KEY),
        )
    except FileNotFoundError:
        raise UsageError(
            f"{folder} has no batch", hint="make one with: careerprint batch ROSTER -o DIR"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path} cannot be read", hint="run the batch again") from error
    if not found.key.is_file():
        raise UsageError(
            f"{found.key} is gone: without it nobody can tell whose a PDF is",
            hint="put it back, or run the batch again with -o into a new folder",
        )
    return found
