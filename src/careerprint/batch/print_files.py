"""Files of a batch that are for the printer, sheets and class files, and of which booklets.

A sheet looks like any other, and is printed in the place of the newer one. So the ledger notes
what each was made of; one that is not noted is told by its name and by its time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from careerprint.batch.class_files import ALL_CLASS_FILES, class_file_name
from careerprint.batch.imposing import FOLDER
from careerprint.batch.ledger import Ledger
from careerprint.batch.press_notes import is_press_path
from careerprint.impose.sheet_files import Kind, kind_of, pdfs_below


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPrintFile:
    """A print file that is not what would be made now; ``path`` is below the batch's folder.

    ``is_gone`` says that no booklet asks for it any more; ``ways`` are the options of ``batch``
    that make it anew, or another command.
    """

    path: str = field(repr=False)
    is_gone: bool
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What a print file is made of now: hash of the content, and the newest time (ns)."""

    made_of: str
    changed: int


class PrintFiles:
    """The print files of a batch's folder, held against the booklets that are asked for."""

    def __init__(
        self, folder: Path, ledger: Ledger, classes: Mapping[str, Mapping[str, Path]]
    ) -> None:
        """Take the booklets of each class: path below the folder → file."""
        self._folder, self._ledger = folder, ledger
        self._sources: dict[str, _Source] = {}
        for group, booklets in classes.items():
            records = [ledger.find(path) for path in booklets]
            found = [
                _Source(made_of=one.digest, changed=one.changed) if one else None for one in records
            ]
            for path, source in zip(booklets, found, strict=True):
                if source:
                    self._sources[ledger.named(path)] = source
            known = [source for source in found if source]
            if known:
                self._sources[ledger.named(class_file_name(group))] = _Source(
                    made_of=ledger.hashed(*(source.made_of for source in known)),
                    changed=max(source.changed for source in known),
                )

    def note(self, made: Iterable[tuple[Path, Path]]) -> None:
        """Note print files that were made now: what each was made of, and the file.

        What is outside the batch's folder, or made of another's file, is nobody's here.
        """
        for source, target in made:
            if target.resolve().is_relative_to(self._folder.resolve()):
                name = self._ledger.named(self._path(source))
                if known := self._sources.get(name):
                    self._ledger.keep_print(self._path(target), name, known.made_of)

    def _path(self, file: Path) -> str:
        return file.resolve().relative_to(self._folder.resolve()).as_posix()

    def current(self) -> Iterator[PurePosixPath]:
        """Give the paths of those that are of the booklets as they are now, by their names."""
        return (path for path, source, is_old in self._found() if source and not is_old)

    def old(self) -> Iterator[OldPrintFile]:
        """Give those that are of earlier booklets, or of none that is asked for."""
        for path, source, is_old in self._found():
            if is_old:
                yield OldPrintFile(path=str(path), is_gone=source is None, ways=_ways(path))

    def _found(self) -> Iterator[tuple[PurePosixPath, _Source | None, bool]]:
        """Give each print file, what it is made of now, and whether it is old."""
        for file in pdfs_below(self._folder):
            path = PurePosixPath(file.relative_to(self._folder).as_posix())
            if is_press_path(str(path)):
                continue  # they are told by themselves
            noted = self._ledger.print_of(str(path))
            if noted:
                source, made_of = self._sources.get(noted[0]), noted[1]
                yield path, source, source is None or source.made_of != made_of
            elif likely := _likely_source(path, file):
                source = self._sources.get(self._ledger.named(likely))
                is_old = source is None or file.stat().st_mtime_ns < source.changed
                yield path, source, is_old


def has_print_files(folder: Path, ledger: Ledger) -> bool:
    """Tell whether there may be print files in a batch's folder."""
    sheets = (folder / FOLDER).rglob("*.pdf")
    return ledger.has_prints() or any(folder.glob(ALL_CLASS_FILES)) or any(sheets)


def _likely_source(path: PurePosixPath, file: Path) -> str:
    """Give what a file that is not noted was made of, by its name; empty if it is no print file."""
    if len(path.parts) == 1:
        is_one = path.match(ALL_CLASS_FILES) and kind_of(file) is Kind.COMBINED
        return str(path) if is_one else ""
    is_sheets = path.parts[0] == FOLDER and kind_of(file) is Kind.SHEETS
    return str(PurePosixPath(*path.parts[1:])) if is_sheets else ""


_COMBINED: Final = "--combined"


def _ways(path: PurePosixPath) -> tuple[str, ...]:
    """Give what makes a print file anew."""
    if len(path.parts) == 1:
        return (_COMBINED,)
    if path.parts[0] != FOLDER:
        return ("impose",)
    is_of_class = len(path.parts) == 2 and path.match(ALL_CLASS_FILES)
    return (_COMBINED, "--imposed") if is_of_class else ("--imposed",)
