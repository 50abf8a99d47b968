"""Messages as drafts: one ``.eml`` a recipient, to be looked at and sent by hand.

``X-Unsent: 1`` makes Outlook, Apple Mail and Thunderbird open one for sending. A draft has no
Message-ID and no Date: the program that sends it gives both, so that no two messages share one.
It has no From either where nobody is named: RFC 5322, 3.6 asks for one in what is sent, and the
program that opens the draft fills in its own.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from careerprint.errors import UsageError
from careerprint.publish.files import write_whole
from careerprint.publish.messages import Message

OVERVIEW: Final = "overview.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One draft that was written, as the overview shows it."""

    path: Path
    address: str
    subject: str
    attachments: tuple[tuple[str, int], ...]
    """Name and size in bytes of each attached file."""


def draft_bytes(message: Message) -> bytes:
    """Give a message as an unsent one, its lines ending in CRLF (RFC 5322, 2.1)."""
    draft = copy(message.email)
    # deleting gives the copy a list of headers of its own: the message keeps its
    del draft["Message-ID"], draft["Date"]
    draft["X-Unsent"] = "1"
    return draft.as_bytes()


def write_drafts(messages: Iterable[Message], folder: Path) -> tuple[Draft, ...]:
    """Write a draft for each message, then an overview of them all.

    Files are numbered in the order of the messages; no name or address stands in their names.
    Raises ``UsageError`` if the folder has drafts already, for those would be sent along, and
    ``WriteError`` if a file cannot be written.
    """
    if any(folder.glob("*.eml")):
        raise UsageError(
            f"{folder} has drafts already", hint="choose another folder, or remove them"
        )
    drafts = tuple(_write(message, folder, number) for number, message in enumerate(messages, 1))
    write_whole(folder / OVERVIEW, _overview(drafts).encode())
    return drafts


def _write(message: Message, folder: Path, number: int) -> Draft:
    path = folder / f"draft-{number:04}.eml"
    write_whole(path, draft_bytes(message))
    return Draft(
        path=path,
        address=message.recipient.mailbox.masked,
        subject=message.subject,
        attachments=tuple((one.name, len(one.content)) for one in message.attachments),
    )


def _overview(drafts: tuple[Draft, ...]) -> str:
    rows = "\n".join(_row(draft) for draft in drafts)
    return _PAGE.format(count=f"{len(drafts):,}", rows=rows)


def _row(draft: Draft) -> str:
    files = "<br>".join(
        f"{escape(name)}, {size / 1000:,.0f} kB" for name, size in draft.attachments
    )
    name = escape(draft.path.name)
    cells = "".join(
        f"<td>{cell}</td>" for cell in (escape(draft.address), escape(draft.subject), files)
    )
    return f'<tr><th scope="row"><a href="{name}">{name}</a></th>{cells}</tr>'


_PAGE: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Drafts</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #1d1d1f; background: #fff }}
table {{ border-collapse: collapse }}
th, td {{ text-align: left; vertical-align: top; padding: .4rem 1rem .4rem 0; \
border-bottom: 1px solid #c8c8c8 }}
</style>
</head>
<body>
<h1>Drafts: {count}</h1>
<p>Open one in your mail program, look at it, send it.</p>
<table>
<thead><tr><th scope="col">Draft</th><th scope="col">To</th><th scope="col">Subject</th>\
<th scope="col">Attached</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""
