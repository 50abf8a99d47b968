"""What is done with a batch that was made: handed on as files, and mailed as drafts."""

import csv
import shlex
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from careerprint.batch.batch_zip import class_files, write_batch_zip
from careerprint.batch.mail_report import CSV_NAME, MAIL_PAGE_NAME, MailState
from careerprint.errors import UsageError
from careerprint.publish.drafts import OVERVIEW
from careerprint.roster.columns import Field
from careerprint.web.errands import Errand, Errands, Outcome
from careerprint.web.kept_files import OUTPUT

ZIP: Final = "booklets.zip"
"""What the ZIP is called: of the names of a batch, none stands in the head of an answer."""
DRAFTS: Final = "drafts"
MOST_ROWS: Final = 100
WAYS: Final = frozenset({"keep", "replace"})
"""What becomes of drafts that are there."""
_WHOLE: Final = frozenset({Outcome.DONE, Outcome.PARTLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mails:
    """What can be done about mails of a batch, and what came of it.

    ``missing`` names what keeps drafts from being made: ``addresses`` or ``roster``. ``counts``
    are by state; ``rows`` are the first that have to be looked at, with masked addresses.
    """

    missing: str = ""
    has_drafts: bool = False
    command: str = ""
    counts: dict[str, int]
    rows: tuple[dict[str, Any], ...] = ()
    overview: Path | None = None
    report: Path | None = None


def whole(errand: Errand | None) -> Path | None:
    """Give the folder of a batch that has come to its end."""
    return errand.folder if errand is not None and errand.outcome in _WHOLE else None


def class_names(errand: Errand | None) -> tuple[str, ...]:
    """Give the files of classes of a batch that was made."""
    folder = whole(errand)
    try:
        return class_files(folder) if folder else ()
    except UsageError:  # somebody has taken the folder away meanwhile
        return ()


def class_file_answer(errand: Errand | None, number: int) -> Response:
    """Give a file of a class, by its number from 1."""
    folder, names = whole(errand), class_names(errand)
    if folder is None or not 1 <= number <= len(names):
        raise UsageError("there is no such file", hint="make the booklets first")
    name = names[number - 1]
    return FileResponse(folder / name, media_type="application/pdf", filename=name)


def zip_answer(errand: Errand | None, errands: Errands) -> Response:
    """Give all files of a batch in one; the ZIP goes once it was sent."""
    folder = whole(errand)
    if folder is None:
        raise UsageError("there is no batch yet", hint="make the booklets first")
    place = errands.own_folder()
    try:
        write_batch_zip(place / ZIP, folder)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    gone = BackgroundTask(shutil.rmtree, place, ignore_errors=True)
    return FileResponse(place / ZIP, media_type="application/zip", filename=ZIP, background=gone)


def mail_arguments(folder: str, roster: str, way: str) -> tuple[str, ...]:
    """Give the command that makes drafts; ``roster`` is where it is, if elsewhere than it was."""
    return (
        "mail",
        folder,
        *((f"--roster={roster}",) if roster else ()),
        *((f"--drafts={way}",) if way in WAYS else ()),
    )


def mails_of(
    make: Errand, mail: Errand | None, columns: Sequence[dict[str, Any]], *, roster: Path, sent: str
) -> Mails:
    """Give what can be done about the mails of a batch, and what came of it.

    ``columns`` are those that it was made by; ``sent`` is the name of a roster that was sent here.
    """
    folder = make.folder
    has_addresses = any(one["field"] == Field.EMAIL and one["number"] for one in columns)
    missing = "addresses" if not has_addresses else "" if roster.is_file() else "roster"
    has_drafts = any((folder / DRAFTS).glob("*.eml"))
    asked = mail_arguments(f"{OUTPUT}/{folder.name}", sent, "keep" if has_drafts else "")
    lines = _lines(folder) if mail and mail.outcome in _WHOLE and mail.folder == folder else []
    amiss = (one for one in lines if MailState(one["state"]).is_amiss)
    overview = folder / DRAFTS / OVERVIEW
    return Mails(
        missing=missing,
        has_drafts=has_drafts,
        command=shlex.join(("careerprint", *asked)),
        counts=dict(Counter(one["state"] for one in lines)),
        rows=tuple(islice(amiss, MOST_ROWS)),
        overview=overview if lines and overview.is_file() else None,
        report=folder / MAIL_PAGE_NAME if lines else None,
    )


def _lines(folder: Path) -> list[dict[str, Any]]:
    try:
        with (folder / CSV_NAME).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError:
        return []
