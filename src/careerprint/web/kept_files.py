"""Files of a project by name: which there are, and how a screen writes one.

What is written is whole, lies in the project wherever a link may lead, and is never written over
another's change. A name that comes in with a request is one of those that are there, or is made
of letters that no path is made of.
"""

import hashlib
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from careerprint.errors import InputError, UsageError, on_file
from careerprint.publish.files import write_whole
from careerprint.reading.documents import MAX_BYTES
from careerprint.resources import real_path

OUTPUT: Final = "output"
"""The folder of a project that what is made goes into, in a folder of its own."""
_FOLDER_NAME: Final = re.compile(r"\w(?:[\w .-]{0,58}\w)?")
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


def names_in(project: Path | None, *patterns: str) -> tuple[str, ...]:
    """Give the files in a project's folder itself that have such names, and lie in it."""
    if project is None:
        return ()
    found = {path for pattern in patterns for path in project.glob(pattern)}
    own = real_path(project)
    return tuple(
        sorted(
            path.name
            for path in found
            if path.is_file()
            and not path.name.startswith(".")
            and real_path(path).is_relative_to(own)
        )
    )


def output_folder(project: Path, name: str) -> Path:
    """Give the folder of a name for what is made; raises ``UsageError`` if it cannot be."""
    if not _FOLDER_NAME.fullmatch(name):
        raise UsageError(
            "this is no name of a folder",
            hint="write letters, digits, blanks, points and hyphens, such as class-9b",
        )
    folder = project / OUTPUT / name
    if not real_path(folder).is_relative_to(real_path(project)):
        raise UsageError(f"{OUTPUT}/{name} leads out of the project", hint="name another folder")
    return folder
