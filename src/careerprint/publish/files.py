"""Files under their final name only once they are whole."""

import os
import tempfile
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
    part: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=PART_PREFIX)
        part = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
        part = None
    except OSError as error:
        raise WriteError(
            f"{path} cannot be written ({error.strerror or error})",
            hint="choose another folder with -o, or make room on the disk",
        ) from error
    finally:
        if part is not None:
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


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
