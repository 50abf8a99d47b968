"""The evidence of a batch: all booklets by their digests, some of them looked at, no names."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from careerprint import __version__
from careerprint.batch.batch import Batch
from careerprint.batch.pressing import FOLDER
from careerprint.batch.report import Status
from careerprint.evidence.evidence import Evidence, FileRecord
from careerprint.evidence.looking import Kind, MadeFile, look_at
from careerprint.preflight.press_file import press_path


def file_records(batch: Batch, *, has_press: bool) -> tuple[FileRecord, ...]:
    """Give the booklets of a batch, and their files for a print shop if there are such.

    Each is told by the row of its student in the roster. What a booklet was when it was made the
    ledger knows; the others are read.
    """
    found = list(_booklets(batch))
    return (*found, *_press_files(batch)) if has_press else tuple(found)


def _booklets(batch: Batch) -> Iterator[FileRecord]:
    for line in batch.report.lines(Status.MADE, Status.UNCHANGED):
        if record := batch.ledger.find(line.path):
            yield FileRecord(
                label=f"row {line.row}",
                kind=Kind.BOOKLET,
                sha256=record.digest,
                size=record.size,
                pages=record.pages,
                was_looked_at=False,
            )


def _press_files(batch: Batch) -> Iterator[FileRecord]:
    for line in batch.report.lines(Status.MADE, Status.UNCHANGED):
        path = press_path(batch.order.output / FOLDER / line.path)
        if path.is_file():
            content = path.read_bytes()
            yield FileRecord(
                label=f"row {line.row}",
                kind=Kind.PRESS,
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
                pages=line.pages,
                was_looked_at=False,
            )


def take_files(evidence: Evidence, batch: Batch, records: Sequence[FileRecord]) -> None:
    """Add files to the evidence: those of the batch's sample are opened and looked at."""
    sample = {f"row {row}": path for row, path in batch.sample.rows.items()}
    for record in records:
        path = sample.get(record.label)
        if path is None:
            evidence.add_unseen((record,))
            continue
        own = batch.order.output / path
        if record.kind is Kind.PRESS:
            own = press_path(batch.order.output / FOLDER / path)
        file = MadeFile(path=own, kind=record.kind, label=record.label)
        evidence.add(file, look_at(file, None))


def is_said_already(records: Sequence[FileRecord], said: Path) -> bool:
    """Tell whether an earlier run said what there is to say of just these files."""
    try:
        before = json.loads(said.read_text(encoding="utf-8"))
        known = {(one["file"], one["kind"], one["sha256"]) for one in before["files"]}
        version = before["careerprint"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    told = {(one.label, one.kind.value, one.sha256) for one in records}
    return version == __version__ and known == told
