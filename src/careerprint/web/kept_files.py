"""Files of a project that a screen writes: whole, and never over another’s change."""

import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from careerprint.errors import InputError, UsageError, on_file
from careerprint.publish.files import write_whole
from careerprint.reading.documents import MAX_BYTES
from careerprint.resources import real_path

_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file as it was read, and the digest to write it by, which is empty if there is none."""

    path: Path
    content: str = ""
    digest: str = ""


class OvertakenError(Exception):
    """The file is not what it was when it was read; nothing was written."""


def read_kept(project: Path, name: str) -> KeptFile:
    """Give a file that lies in a project's folder itself.

    Raises ``UsageError`` if a link leads out of the project, and ``InputError`` if it cannot be
    read.
    """
    path = project / name
    if not real_path(path).is_relative_to(real_path(project)):
        raise UsageError(
            f"{name} leads out of the project", hint="put the file itself into the project"
        )
    try:
        source = path.read_bytes()
    except FileNotFoundError:
        return KeptFile(path=path)
    except OSError as error:
        message = f"the file cannot be read ({error.strerror})"
        raise InputError((on_file(path, message),)) from error
    if len(source) > MAX_BYTES:
        raise InputError((on_file(path, "the file is larger than 1 MiB"),))
    try:
        content = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8"
        raise InputError((on_file(path, "the file is no text in UTF-8", hint),)) from error
    return KeptFile(path=path, content=content, digest=hashlib.sha256(source).hexdigest())


def write_kept(project: Path, name: str, content: str, digest: str) -> None:
    """Write a file in the place of the one that has a digest.

    Raises ``OvertakenError`` if it is not that any more, and ``WriteError`` if it cannot.
    """
    with _LOCK:
        found = read_kept(project, name)
        if found.digest != digest:
            raise OvertakenError
        write_whole(found.path, content.encode())
