"""A finished file on the disk → what all checkers at hand see in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from careerprint.accessibility.audit import Audit, audit
from careerprint.errors import UsageError
from careerprint.evidence.validators import Verdict, verdicts
from careerprint.preflight.demands import Demands
from careerprint.preflight.flaw import Flaw
from careerprint.preflight.preflight import preflight_for


class Kind(StrEnum):
    """What a file is for."""

    HANDOUT = "handout"
    BOOKLET = "booklet"
    CLASS_FILE = "class file"
    SHEETS = "sheets"
    PRESS = "press"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A file of a run: where it is, what for, and how it is told from others.

    ``label`` is a file's name or a row's number: never one that names a reader. ``is_read`` says
    that it can be read aloud: sheets are for a printer alone.
    """

    path: Path = field(repr=False)
    kind: Kind
    label: str
    is_read: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen in a file; ``press`` is None if it is not for a press."""

    audit: Audit
    press: tuple[Flaw, ...] | None = None
    verdicts: tuple[Verdict, ...] = ()


def look_at(file: MadeFile, demands: Demands | None) -> Look:
    """Look at a file as it stands on the disk.

    What is for a press is held to a shop's ``demands``, unless that was done before it was written.
    Raises ``UsageError`` if it is not there any more.
    """
    try:
        content = file.path.read_bytes()
    except OSError as error:
        raise UsageError(f"a file of this run cannot be read ({error.strerror})") from error
    seen, is_for_press = audit(content), file.kind is Kind.PRESS
    standards: tuple[str, ...] = ("PDF/UA-1",) if file.is_read else ()
    standards += ("PDF/A-2a",) if file.is_read and seen.looked.get("archive") else ()
    return Look(
        audit=seen,
        press=preflight_for(demands).flaws(content) if demands and is_for_press else None,
        verdicts=verdicts(content, standards),
    )


def made_files(
    kind: Kind, made: Sequence[Path], press: Sequence[Path], *, are_named: bool
) -> tuple[MadeFile, ...]:
    """Give the files of a run, and those for a print shop.

    Where they ``are_named`` for careers their names tell them apart; the name of a booklet may be
    its reader's, so it is told by its number.
    """
    return tuple(
        MadeFile(
            path=path,
            kind=of,
            label=path.name if are_named else f"{of.value} {number}",
            is_read=kind is not Kind.SHEETS,
        )
        for of, paths in ((kind, made), (Kind.PRESS, press))
        for number, path in enumerate(paths, 1)
    )
