"""The evidence of a batch: all booklets by their digests, some of them looked at, no names."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from careerprint import __version__
from careerprint.batch.batch import Batch
from careerprint.batch.imposing import FOLDER as SHEETS_FOLDER
from careerprint.batch.pressing import FOLDER as PRESS_FOLDER
from careerprint.batch.report import Status
from careerprint.evidence.evidence import Evidence, FileRecord
from careerprint.evidence.looking import Kind, MadeFile, look_at
from careerprint.impose.sheet_files import pages_in
from careerprint.preflight.press_file import press_path


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """A file of a batch: its record, with no pages yet where they have to be counted in it.

    ``row`` is that of the student in the roster whose booklet it is, or is made of.
    """

    record: FileRecord
    path: Path = field(repr=False)
    row: int | None = None


def listed_files(batch: Batch, *, has_press: bool) -> tuple[ListedFile, ...]:
    """Give the booklets of a batch, their files for a print shop, sheets and class files.

    Each is told by the row of its student in the roster, what is of no row by a number. What a
    booklet was when it was made the ledger knows; the others are read.
    """
    found = [*_booklets(batch), *(_press_files(batch) if has_press else ())]
    return (*found, *_print_files(batch))


def _booklets(batch: Batch) -> Iterator[ListedFile]:
    for line in batch.report.lines(Status.MADE, Status.UNCHANGED):
        if known := batch.ledger.find(line.path):
            record = FileRecord(
                label=f"row {line.row}",
                kind=Kind.BOOKLET,
                sha256=known.digest,
                size=known.size,
                pages=known.pages,
                was_looked_at=False,
            )
            yield ListedFile(record=record, path=batch.order.output / line.path, row=line.row)


def _press_files(batch: Batch) -> Iterator[ListedFile]:
    for line in batch.report.lines(Status.MADE, Status.UNCHANGED):
        path = press_path(batch.order.output / PRESS_FOLDER / line.path)
        if path.is_file():
            one = _read(path, Kind.PRESS, f"row {line.row}", row=line.row)
            yield replace(one, record=replace(one.record, pages=line.pages or 0))


def _print_files(batch: Batch) -> Iterator[ListedFile]:
    """Give sheets and class files; no name of a class goes in, as it may be a person's."""
    lines = batch.report.lines(Status.MADE, Status.UNCHANGED)
    rows = {line.path: line.row for line in lines}
    numbers: Counter[Kind] = Counter()
    for path in batch.print_files().current():
        file, kind = batch.order.output / path, Kind.SHEETS
        row = None
        if len(path.parts) == 1:
            kind = Kind.CLASS_FILE
        elif path.parts[0] == SHEETS_FOLDER:
            row = rows.get(str(PurePosixPath(*path.parts[1:])))
        numbers[kind] += row is None
        label = f"{kind.value} {numbers[kind]}" if row is None else f"row {row}"
        yield _read(file, kind, label, row=row)
        if kind is Kind.SHEETS and press_path(file).is_file():
            yield _read(press_path(file), Kind.PRESS, f"sheets, {label}")


def _read(path: Path, kind: Kind, label: str, *, row: int | None = None) -> ListedFile:
    content = path.read_bytes()
    record = FileRecord(
        label=label,
        kind=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        pages=0,
        was_looked_at=False,
        is_read=kind is not Kind.SHEETS,
    )
    return ListedFile(record=record, path=path, row=row)


def take_files(evidence: Evidence, batch: Batch, listed: Sequence[ListedFile]) -> None:
    """Add files to the evidence: those of the batch's sample are opened and looked at."""
    for one in listed:
        record = one.record
        if one.row in batch.sample.rows:
            file = MadeFile(
                path=one.path, kind=record.kind, label=record.label, is_read=record.is_read
            )
            evidence.add(file, look_at(file, None))
        else:
            pages = record.pages or pages_in(one.path)
            evidence.add_unseen((replace(record, pages=pages),))


def is_said_already(listed: Sequence[ListedFile], said: Path) -> bool:
    """Tell whether an earlier run said what there is to say of just these files."""
    try:
        before = json.loads(said.read_text(encoding="utf-8"))
        known = {(one["file"], one["kind"], one["sha256"]) for one in before["files"]}
        version = before["careerprint"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    records = [one.record for one in listed]
    told = {(one.label, one.kind.value, one.sha256) for one in records}
    return version == __version__ and known == told
