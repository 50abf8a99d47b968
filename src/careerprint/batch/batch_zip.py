"""What a batch has left that is to be handed on: its booklets and files of classes, in one ZIP.

What is left over from earlier runs, or out of date, is none of it.
"""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any, Final

from careerprint.batch.class_files import ALL_CLASS_FILES
from careerprint.batch.imposing import FOLDER
from careerprint.batch.report import JSON_NAME, Status
from careerprint.errors import UsageError, WriteError
from careerprint.publish.zip_entries import zip_entry
from careerprint.resources import real_path

_CURRENT: Final = frozenset({Status.MADE, Status.UNCHANGED})


def batch_files(folder: Path) -> tuple[str, ...]:
    """Give the booklets of a batch's last run, then files of classes and sheets of them.

    They are paths below its folder. Raises ``UsageError`` if no run has come to its end there.
    """
    rows = _rows(folder)
    booklets = [row["file"] for row in rows if row["status"] in _CURRENT]
    sheets = sorted((folder / FOLDER).rglob("*.pdf"))
    known = {*booklets, *_old(rows)}
    more = (*class_files(folder), *(one.relative_to(folder).as_posix() for one in sheets))
    return tuple(_there(folder, [*booklets, *(one for one in more if one not in known)]))


def class_files(folder: Path) -> tuple[str, ...]:
    """Give the files of classes that are of the booklets as they are now, by their names."""
    old = _old(_rows(folder))
    names = sorted(path.name for path in folder.glob(ALL_CLASS_FILES))
    return tuple(_there(folder, [name for name in names if name not in old]))


def write_batch_zip(target: Path, folder: Path) -> None:
    """Write the files of a batch into a ZIP, uncompressed as PDFs are already.

    Raises ``WriteError`` if it cannot be.
    """
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            for name in batch_files(folder):
                entry = zip_entry(f"{folder.name}/{name}", zipfile.ZIP_STORED)
                entry.file_size = (folder / name).stat().st_size
                with (folder / name).open("rb") as source, archive.open(entry, "w") as place:
                    shutil.copyfileobj(source, place, 1 << 20)
    except OSError as error:
        target.unlink(missing_ok=True)
        message = f"the ZIP cannot be made ({error.strerror})"
        raise WriteError(message, hint="make room on the disk, or make the batch again") from error


def _rows(folder: Path) -> list[dict[str, Any]]:
    try:
        return list(json.loads((folder / JSON_NAME).read_bytes())["rows"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "make the booklets first"
        raise UsageError("there is no report of a batch", hint=hint) from error


def _old(rows: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(row["file"] for row in rows if row["status"] not in _CURRENT)


def _there(folder: Path, names: list[str]) -> list[str]:
    """Give those that lie in the folder, wherever a link may lead."""
    own = real_path(folder)
    return [
        name
        for name in names
        if (folder / name).is_file() and real_path(folder / name).is_relative_to(own)
    ]
