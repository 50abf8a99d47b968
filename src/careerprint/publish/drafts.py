"""Messages as drafts: one ``.eml`` a recipient, to be looked at and sent by hand.

``X-Unsent: 1`` makes Outlook, Apple Mail and Thunderbird open one for sending. A draft has no
Message-ID and no Date: the program that sends it gives both, so that no two messages share one.
It has no From either where nobody is named: RFC 5322, 3.6 asks for one in what is sent, and the
program that opens the draft fills in its own.
"""

import email
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Final

from careerprint.binder.archive import owner_of
from careerprint.binder.source import BindError
from careerprint.errors import UsageError, shown
from careerprint.publish.addresses import Refusal, read_mailbox
from careerprint.publish.files import write_whole
from careerprint.publish.messages import Message
from careerprint.publish.run_page import (
    NONE,
    Column,
    Figure,
    Masthead,
    cell,
    closing,
    linked_row,
    opening,
    section,
    steps,
    table,
)

OVERVIEW: Final = "overview.html"
_NAME: Final = re.compile(r"draft-(\d{4,})\.eml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft in a folder, as it stands there.

    ``key`` says whose PDFs it carries: their opaque keys, sorted, joined by ``+``; it is empty
    if one of them does not say. ``digest`` is the SHA-256 of the file.
    """

    path: Path
    address: str
    """Masked."""
    subject: str = field(repr=False)
    attachments: tuple[tuple[str, int], ...] = field(repr=False)
    """Name and size in bytes of each attached file."""
    key: str
    digest: str


def draft_bytes(message: Message) -> bytes:
    """Give a message as an unsent one, its lines ending in CRLF (RFC 5322, 2.1)."""
    draft = copy(message.email)
    # deleting gives the copy a list of headers of its own: the message keeps its
    del draft["Message-ID"], draft["Date"]
    draft["X-Unsent"] = "1"
    return draft.as_bytes()


def draft_key(owners: Iterable[str]) -> str:
    """Give what a draft is known by: whose PDFs it carries, in whatever order."""
    return "+".join(sorted(owners))


def drafts_in(folder: Path) -> tuple[Draft, ...]:
    """Give the drafts of a folder, by name; also messages of others that lie there."""
    return tuple(_read(path) for path in sorted(folder.glob("*.eml")))


def set_aside(folder: Path) -> tuple[Draft, ...]:
    """Give the drafts in folders below it, as into ``sent`` somebody moves what was sent."""
    return tuple(_read(path) for path in sorted(folder.glob("*/**/*.eml")))


def refuse_drafts(folder: Path) -> None:
    """Raise ``UsageError`` if a folder has drafts: new ones among them would be sent along."""
    count = sum(1 for _ in folder.glob("*.eml"))
    if count:
        raise UsageError(
            f"{shown(folder)} has drafts already: {count:,}",
            hint="--drafts keep leaves them and writes those that are missing; "
            "--drafts replace writes all anew; -o DIR takes another folder",
        )


def refuse_messages(folder: Path) -> None:
    """Raise ``UsageError`` if a folder has messages that were not written here."""
    others = [path.name for path in folder.glob("*.eml") if not _NAME.fullmatch(path.name)]
    if others:
        raise UsageError(
            f"{shown(folder)} has messages that were not written here: {', '.join(sorted(others))}",
            hint="move them elsewhere, or take another folder with -o DIR",
        )


def remove_drafts(folder: Path) -> None:
    """Take away the drafts that were written here, and their overview."""
    (folder / OVERVIEW).unlink(missing_ok=True)
    for path in folder.glob("*.eml"):
        if _NAME.fullmatch(path.name):
            path.unlink()


def write_drafts(messages: Iterable[Message], folder: Path) -> Iterator[Path]:
    """Write a draft for each message, and give each file.

    Files are numbered on from those that are there, in the order of the messages; no name or
    address stands in their names. Raises ``WriteError`` if a file cannot be written.
    """
    names = (_NAME.fullmatch(path.name) for path in folder.rglob("*.eml"))
    taken = [int(name[1]) for name in names if name]
    for number, message in enumerate(messages, max(taken, default=0) + 1):
        path = folder / f"draft-{number:04}.eml"
        write_whole(path, draft_bytes(message))
        yield path


def write_overview(
    folder: Path,
    masthead: Masthead,
    *,
    booklets: Mapping[str, str] | None = None,
    strays: Iterable[str] = (),
) -> Path:
    """Write the page that lists the drafts of a folder, as they stand there; gives it.

    ``booklets`` says where the PDF of each owner stands, by the owner's key; ``strays`` are the
    names of drafts that are of nobody in the mailing any more.
    """
    path, gone = folder / OVERVIEW, set(strays)
    drafts = drafts_in(folder)
    kept = tuple(one for one in drafts if one.path.name not in gone)
    others = tuple(one for one in drafts if one.path.name in gone)
    write_whole(path, "".join(_overview(kept, others, masthead, booklets or {})).encode())
    return path


def _read(path: Path) -> Draft:
    content = path.read_bytes()
    message = email.message_from_bytes(content, policy=policy.default)
    files = _attached(message) if isinstance(message, EmailMessage) else ()
    mailbox = read_mailbox(parseaddr(str(message["To"] or ""))[1], "")
    owners = [_owner(file) for _, file in files]
    return Draft(
        path=path,
        address=NONE if isinstance(mailbox, Refusal) else mailbox.masked,
        subject=str(message["Subject"] or ""),
        attachments=tuple((name, len(file)) for name, file in files),
        key=draft_key(owners) if owners and all(owners) else "",
        digest=hashlib.sha256(content).hexdigest(),
    )


def _attached(message: EmailMessage) -> tuple[tuple[str, bytes], ...]:
    parts = message.iter_attachments()
    named = ((str(one.get_filename() or ""), one.get_content()) for one in parts)
    return tuple((name, file) for name, file in named if isinstance(file, bytes))


def _owner(pdf: bytes) -> str:
    try:
        return owner_of(pdf)
    except BindError:
        return ""


def _overview(
    drafts: tuple[Draft, ...],
    strays: tuple[Draft, ...],
    masthead: Masthead,
    booklets: Mapping[str, str],
) -> Iterator[str]:
    size = sum(size for draft in drafts for _, size in draft.attachments)
    figures = [Figure(number=f"{len(drafts):,}", label="drafts")]
    if strays:
        figures.append(Figure(number=f"{len(strays):,}", label="of nobody", is_amiss=True))
    yield opening("Drafts", masthead, figures, facts=(f"{size / 2**20:,.1f} MB attached",))
    if strays:
        yield from section(
            "strays",
            "Of no student of this mailing any more: delete them",
            _listed("Do not send these", strays, booklets),
        )
    listed = _listed("In the order of the roster", drafts, booklets)
    yield from section("drafts", "The drafts", listed)
    yield from section("next", "What to do next", (steps(_NEXT),))
    yield closing()


def _listed(caption: str, drafts: tuple[Draft, ...], booklets: Mapping[str, str]) -> Iterator[str]:
    titles = ("Draft", "To", "Booklet", "Subject", "Attached")
    rows = (
        linked_row(
            draft.path.name,
            cell(draft.address, mark="s"),
            cell(", ".join(booklets.get(key, "") for key in draft.key.split("+")) or NONE),
            cell(draft.subject),
            cell(", ".join(f"{name} ({size / 1000:,.0f} kB)" for name, size in draft.attachments)),
        )
        for draft in drafts
    )
    columns = tuple(Column(title=one) for one in titles)
    yield from table(caption, columns, rows, tools="Find among the drafts")


_NEXT: Final = (
    ("Open a few in your mail program: is the greeting right, the right booklet attached?", ""),
    (
        "Send them from there, and move what is sent into a folder of its own here, such as sent: "
        "--drafts keep then writes no second draft for it",
        "",
    ),
)
