"""Files under their final name only once they are whole."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from careerprint.errors import WriteError

PART_PREFIX: Final = ".careerprint-"
"""How the hidden names begin that files have until they are whole."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it under its name.

    The content goes to a hidden file beside it, to the disk, and then takes the name in one
    step (POSIX rename). Raises ``WriteError`` and leaves what was there untouched if the
    folder cannot be made or written, or the disk is full.
    """
    # named before it is there: an interruption in between leaves nothing behind
    part = path.with_name(f"{PART_PREFIX}{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "xb") as file:  # noqa: PTH123 - nothing between it and the block
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise WriteError(
            f"{path} cannot be written ({error.strerror or error})",
            hint="choose another folder with -o, or make room on the disk",
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()


def delete(path: Path, *, below: Path) -> None:
    """Delete a file if it is there, and the folders below ``below`` that it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == below or below not in folder.parents:
            return
        try:
            folder.rmdir()
        except OSError:  # something else is in it
            return
