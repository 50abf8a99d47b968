"""Messages as they go over the wire: the template's words, the headers, the attachments.

Everything is given, the date too, and nothing is random: the same input gives the same bytes
(RFC 5322, 2045–2047, 2231), all of them seven-bit, in lines that end in CRLF.

There is no ``Auto-Submitted``: a person starts each mailing and reads the answers, which is
what its absence says (RFC 3834, 5). ``List-Unsubscribe`` already tells answering machines to
keep quiet.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime
from functools import cache
from typing import Any, Final

from careerprint.brand import Brand
from careerprint.errors import Diagnostic
from careerprint.publish.addresses import Mailbox, Refusal, in_header, unsafe
from careerprint.publish.letter import framed, signed
from careerprint.publish.templates import Template, Wording, fill

_MOST_FILE_NAME: Final = 120


class _VerbatimHeader(UnstructuredHeader, BaseHeader):
    """A header that is written as it is given, folded at its spaces.

    The library's own folding writes encoded words into a long ``List-Unsubscribe`` and, in
    some releases, loses the quotes around a long name: its commas then part addresses.
    """

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Keep the value as it is; the policy has refused line breaks in it."""
        kwds["parse_tree"], kwds["decoded"] = cls.value_parser(value), value

    def fold(self, *, policy: Policy) -> str:
        """Give the header in lines of 78 characters where its words allow (RFC 5322, 2.2.3)."""
        lines = [f"{self.name}:"]
        for word in self.split(" "):
            is_first = len(lines) == 1 and lines[0] == f"{self.name}:"
            if is_first or len(lines[-1]) + 1 + len(word) <= 78:
                lines[-1] += f" {word}"
            else:
                lines.append(f" {word}")
        return policy.linesep.join((*lines, ""))


_VERBATIM: Final = ("from", "to", "reply-to", "subject", "list-unsubscribe", "message-id")


@cache
def _policy() -> "EmailPolicy[Any]":
    registry = HeaderRegistry()
    for name in _VERBATIM:
        registry.map_to_type(name, _VerbatimHeader)
    return policy.SMTP.clone(cte_type="7bit", header_factory=registry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A PDF with the name under which it is saved."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe:
    """Where a recipient can ask for no more: an address, or a page for one click (RFC 8058).

    The page must be one that takes a ``POST``; its address is ASCII and begins with https://.
    """

    mailbox: Mailbox | None = None
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """What all messages of a run have in common; ``date`` has a time zone.

    Without a ``sender`` they can be drafts: the program that opens one fills it in.
    """

    sender: Mailbox | None = None
    template: Template
    date: datetime
    brand: Brand = field(default_factory=Brand)
    reply_to: Mailbox | None = None
    unsubscribe: Unsubscribe = field(default_factory=Unsubscribe)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets a message: a key that stays the same from run to run, and the fields' values."""

    key: str = field(repr=False)
    mailbox: Mailbox
    fields: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message, built; ``document`` and ``wording`` are SHA-256 of what it carries and says."""

    recipient: Recipient
    sender: Mailbox | None
    subject: str = field(repr=False)
    attachments: tuple[Attachment, ...] = field(repr=False)
    document: str
    wording: str
    email: EmailMessage = field(repr=False)

    @property
    def sent_by(self) -> Mailbox:
        """Who sends it over SMTP; raises ``ValueError`` for what can only be a draft."""
        if self.sender is None:
            raise ValueError("a message without a sender cannot be sent")
        return self.sender

    @property
    def content(self) -> bytes:
        """The message's bytes, ready for DATA or a file."""
        return self.email.as_bytes()


def hash_of(parts: Iterable[bytes]) -> str:
    """Give the SHA-256 of parts, each with its length before it, in hexadecimal."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def document_hash(attachments: tuple[Attachment, ...]) -> str:
    """Give the hash by which the outbox knows what was attached; names do not count."""
    return hash_of(attachment.content for attachment in attachments)


def check_attachment(attachment: Attachment) -> Refusal | None:
    """Say why a file cannot be attached: its name breaks out, or it is no PDF."""
    name = attachment.name
    if unsafe(name) or any(mark in name for mark in '/\\"<>:|?*') or name.strip(". ") == "":
        return Refusal(reason="has a name that is no file's", hint="use letters and digits")
    if len(name) > _MOST_FILE_NAME:
        return Refusal(reason=f"has a name of over {_MOST_FILE_NAME} characters", hint="shorten it")
    if not attachment.content.startswith(b"%PDF-"):
        return Refusal(reason="is not a PDF", hint="render it again")
    return None


def check_unsubscribe(unsubscribe: Unsubscribe) -> Refusal | None:
    """Say why a page cannot be the one for unsubscribing."""
    page = unsubscribe.page
    is_clean = page.isascii() and page.isprintable() and not set(page) & set(' <>",')
    if page and not (page.startswith("https://") and is_clean and len(page) <= 500):
        return Refusal(
            reason="is not an address of a page",
            hint="write one such as https://example.org/unsubscribe",
        )
    return None


def build(
    mailing: Mailing, recipient: Recipient, attachments: tuple[Attachment, ...]
) -> Message | tuple[Diagnostic, ...]:
    """Build a recipient's message, or give the findings of the template's fields.

    ``organisation`` and ``contact`` come from the brand unless the recipient's fields have
    them. Raises ``ValueError`` for attachments or a page that the checks above refuse: a
    caller asks them first, where it knows the place of what is wrong.
    """
    refusals = (*map(check_attachment, attachments), check_unsubscribe(mailing.unsubscribe))
    for refusal in filter(None, refusals):
        raise ValueError(refusal.reason)
    brand = mailing.brand
    own = {"organisation": brand.organisation or "", "contact": brand.contact or ""}
    words = fill(mailing.template, own | dict(recipient.fields))
    if isinstance(words, tuple):
        return words
    text, html = _letter(mailing, words)
    sender, answered = mailing.sender, mailing.reply_to or mailing.sender
    sent_as = (one.header if one else "" for one in (sender, answered))
    wording = hash_of(part.encode() for part in (words.subject, text, html, *sent_as))
    document = document_hash(attachments)
    identity = hash_of(part.encode() for part in (recipient.key, document, wording))[:32]
    email = EmailMessage(policy=_policy())
    _add_headers(email, mailing, recipient, words.subject)
    if sender:
        email["Message-ID"] = f"<{identity}@{sender.domain}>"
    _add_parts(email, text, html, attachments, identity=identity)
    # only now: the library takes every Content- header away when it is given the parts
    email["Content-Language"] = mailing.template.language.value
    return Message(
        recipient=recipient,
        sender=sender,
        subject=words.subject,
        attachments=attachments,
        document=document,
        wording=wording,
        email=email,
    )


def _letter(mailing: Mailing, words: Wording) -> tuple[str, str]:
    html = framed(
        words.html,
        subject=words.subject,
        language=mailing.template.language,
        brand=mailing.brand,
    )
    return signed(words.text, mailing.brand), html


def _add_headers(email: EmailMessage, mailing: Mailing, recipient: Recipient, subject: str) -> None:
    if mailing.sender:
        email["From"] = mailing.sender.header
    email["To"] = recipient.mailbox.header
    if mailing.reply_to:
        email["Reply-To"] = mailing.reply_to.header
    email["Subject"] = in_header(subject)
    email["Date"] = format_datetime(mailing.date)
    page, mailbox = mailing.unsubscribe.page, mailing.unsubscribe.mailbox
    ways = [f"<{page}>"] * bool(page)
    ways += [f"<mailto:{mailbox.address}?subject=unsubscribe>"] if mailbox else []
    if ways:
        email["List-Unsubscribe"] = ", ".join(ways)
    if page:
        email["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _add_parts(
    email: EmailMessage,
    text: str,
    html: str,
    attachments: tuple[Attachment, ...],
    *,
    identity: str,
) -> None:
    """Add text and HTML as alternatives, then the files (RFC 2046, 5.1.3 and 5.1.4).

    ``=_`` in a boundary stands in no quoted-printable or base64 text.
    """
    email.set_content(text)
    email.add_alternative(html, subtype="html")
    email.set_boundary(f"=_alternative_{identity}")
    for attachment in attachments:
        email.add_attachment(
            attachment.content, maintype="application", subtype="pdf", filename=attachment.name
        )
    if attachments:
        email.set_boundary(f"=_mixed_{identity}")
