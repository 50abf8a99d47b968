"""Where each block of a page comes from: the file and the lines that it is written on."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from careerprint.profile.library import language_of
from careerprint.profile.model import Profile
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Loaded
from careerprint.reading.written_texts import lines_of_texts
from careerprint.render.receipt import PlacedBlock
from careerprint.settings import Language
from careerprint.view.rich import PARAGRAPH, paragraph_starts

Given = Loaded[Profile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where something is written, in lines from 1: ``line`` is where its own text begins.

    ``first`` is the line of its key, ``last`` the last of its text.
    """

    line: int
    first: int
    last: int


class WrittenFile:
    """A profile's file, with the lines of all that it says."""

    def __init__(self, loaded: Given) -> None:
        self.path: Path = loaded.path
        self._loaded = loaded

    @cached_property
    def _lines(self) -> dict[KeyPath, tuple[int | None, ...]]:
        return lines_of_texts(self._loaded.source.decode("utf-8-sig", "replace"))

    def written(self, key: str) -> Written | None:
        """Give where the place of a block is written: that of a key, or of a paragraph of it.

        Of what is not in the file, it is the nearest thing around it; None if there is none.
        """
        path, number = self._found(key)
        if not path:
            return None
        places = self._loaded.places
        place = places[path]
        if path in self._lines:
            return self._of_text(path, number)
        within = [one for other, one in places.items() if other[: len(path)] == path]
        ends = [one.line for one in within] + [one.key_line for one in within]
        ends += [
            line
            for other, lines in self._lines.items()
            if other[: len(path)] == path
            for line in lines[-1:]
            if line
        ]
        return Written(line=place.key_line, first=place.key_line, last=max(ends))

    def digest(self, keys: Sequence[str]) -> str:
        """Give what is another once something that a block prints is written differently."""
        said = []
        for path, number in map(self._found, keys):
            value = self._value(path)
            if isinstance(value, str) and (starts := (*paragraph_starts(value), len(value))):
                at = min(number, len(starts) - 2)
                value = value[starts[at] : starts[at + 1]].split()
            said.append(value)
        written = json.dumps(said, default=str, sort_keys=True)
        return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def _found(self, key: str) -> tuple[KeyPath, int]:
        """Give the path of a key that is in the file, or of the nearest around it; a paragraph."""
        name, _, number = key.partition(PARAGRAPH)
        path: KeyPath = tuple(int(step) if step.isdigit() else step for step in name.split("."))
        while path and path not in self._loaded.places:
            path = path[:-1]
        return path, int(number or 0)

    def _value(self, path: KeyPath) -> Any:
        value: Any = self._loaded.tree
        for step in path:
            value = value[step]
        return value

    def _of_text(self, path: KeyPath, number: int) -> Written:
        """Give where a paragraph of a text is written; the only one of most texts."""
        place, lines = self._loaded.places[path], self._lines[path]
        value = self._value(path)
        starts = (*paragraph_starts(value), len(value))
        number = min(number, len(starts) - 2)
        own = [line for line in lines[starts[number] : starts[number + 1]] if line]
        if not own:  # escapes and aliases: its letters are not its own
            return Written(line=place.line, first=place.key_line, last=place.line)
        first = own[0] if number else place.key_line
        return Written(line=own[0], first=first, last=own[-1])


def pointed(
    blocks: Sequence[PlacedBlock],
    loaded: Callable[[Language], Given],
    *,
    edited: Path,
    address: Callable[[Language, int], str],
) -> list[dict[str, Any]]:
    """Give the blocks of a page with where they are written, as a browser gets them.

    ``loaded`` reads the career's file in a language, ``edited`` is the file in the editor, and
    ``address`` leads to a line of one that is not. Lengths are in points.
    """
    files: dict[str, WrittenFile] = {}
    records = []
    for block in blocks:
        if block.language not in files:
            files[block.language] = WrittenFile(loaded(Language(block.language)))
        file = files[block.language]
        found = [one for one in map(file.written, block.keys) if one]
        if not found:
            continue
        is_other = file.path != edited
        record = {
            "page": block.page,
            "x": block.x_pt,
            "y": block.y_pt,
            "width": block.width_pt,
            "height": block.height_pt,
            "text": block.text,
            "keys": " ".join(block.keys),
            "said": file.digest(block.keys),
            "file": _name(file.path),
            "line": found[0].line,
            "spans": [] if is_other else [[one.first, one.last] for one in found],
            "href": address(language_of(file.path), found[0].line) if is_other else "",
        }
        records.append(record)
    return records


def _name(path: Path) -> str:
    """Give a file's name, with the folder of a translation."""
    own = language_of(path)
    return path.name if own is Language.ENGLISH else f"{own.value}/{path.name}"
