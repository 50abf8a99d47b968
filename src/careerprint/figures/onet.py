"""The text release of O*NET, a folder or a zip archive of it → rows of ours."""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from decimal import InvalidOperation
from pathlib import Path
from typing import Final

from careerprint.figures.published import Record, finite, sound_rows
from careerprint.reading.open_table import open_sheets
from careerprint.reading.sheets import Row, refused, said_in_words

ONET_NAME_HINT: Final = "name it, such as --release 30.1"
_LETTERS: Final = ("", "R", "I", "A", "S", "E", "C")
"""Interest high-points count from 1, Realistic, to 6, Conventional; 0 is none."""
_FILES: Final = {
    "Interests.txt": ("O*NET-SOC Code", "Element Name", "Scale ID", "Data Value"),
    "Job Zones.txt": ("O*NET-SOC Code", "Job Zone"),
    "Occupation Data.txt": ("O*NET-SOC Code", "Title"),
}


def read_onet(path: Path) -> tuple[Record, ...]:
    """Read a text release of O*NET: its folder, the archive of it, or one of its files.

    Raises ``InputError`` if a file or a column is missing, or it is cut short.
    """
    if path.suffix.lower() == ".zip":
        with tempfile.TemporaryDirectory(prefix="careerprint-") as unpacked:
            return _read_folder(_unpacked(path, Path(unpacked)), path)
    folder = path if path.is_dir() else path.parent
    return _read_folder(folder, path)


def onet_name(path: Path) -> str | None:
    """Give the release that a path names, such as ``db_30_1_text``: 30.1; None if it names none."""
    match = re.search(r"(\d+)[_.](\d+)", str(path.absolute()))
    return f"{match[1]}.{match[2]}" if match else None


def _unpacked(path: Path, folder: Path) -> Path:
    message, hint = "this is not a whole zip archive", "was the download cut short?"
    with said_in_words(path, message, hint), zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if Path(member).name in _FILES:
                (folder / Path(member).name).write_bytes(archive.read(member))
    return folder


def _read_folder(folder: Path, path: Path) -> tuple[Record, ...]:
    titles = {row[0]: row[1] for row in _wanted_rows(folder, path, "Occupation Data.txt")}
    zones = {row[0]: row[1] for row in _wanted_rows(folder, path, "Job Zones.txt")}
    points: dict[str, dict[str, str]] = {}
    for code, element, scale, value in _wanted_rows(folder, path, "Interests.txt"):
        if scale == "IH" and value.casefold() != "n/a":
            points.setdefault(code, {})[element.partition(" ")[0]] = _letter(path, value)
    return tuple(
        {
            "onet_soc": code,
            "soc": code[:7],
            "title": titles.get(code, ""),
            "interest_code": "".join(found.get(n, "") for n in ("First", "Second", "Third")),
            "job_zone": zones.get(code, "").replace("n/a", ""),
        }
        for code, found in sorted(points.items())
    )


def _letter(path: Path, value: str) -> str:
    try:
        return _LETTERS[abs(int(finite(value)))]
    except (InvalidOperation, IndexError):
        raise refused(path, f"'{value}' is no interest", "expected 0 to 6") from None


def _wanted_rows(folder: Path, path: Path, file: str) -> Iterator[tuple[str, ...]]:
    """Give the wanted columns of one file of the release."""
    wanted = _FILES[file]
    if not (folder / file).is_file():
        files = ", ".join(_FILES)
        raise refused(path, f"there is no {file}", f"an O*NET text release has {files}")
    with open_sheets(folder / file) as sheets:
        rows = sound_rows(folder / file, next(sheets))
        header = next(rows, Row(number=1, cells=())).cells
        if missing := [name for name in wanted if name not in header]:
            raise refused(folder / file, f"the columns {', '.join(missing)} are missing", line=1)
        places = [header.index(name) for name in wanted]
        for row in rows:
            if not any(row.cells):
                continue
            if len(row.cells) < len(header):
                message = "a row ends early: was the file cut short?"
                raise refused(path / file if path.is_dir() else path, message, line=row.number)
            yield tuple(row.cells[place] for place in places)
