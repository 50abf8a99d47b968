"""Sending over SMTP (RFC 5321), one message at a time, over connections that are used again.

What a server answers is a value (:class:`Answer`); a server that cannot be used at all is a
fault (:class:`DeliveryError`). Nothing here logs, and no answer carries an address or name.
"""

import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from careerprint.publish.addresses import Mailbox, redacted
from careerprint.publish.connections import DeliveryError, Server, open_connection

_LIMIT_REACHED: Final = "5.4.5"
"""Enhanced status of a sender's daily limit, as Google's servers give it."""


class Kind(StrEnum):
    """What an answer means for its message.

    ``LOST`` is no answer before the content went out: nobody has it. ``UNKNOWN`` is no answer
    afterwards: the message may have arrived. ``LIMIT`` is a sender who may send no more today.
    """

    ACCEPTED = "accepted"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    LIMIT = "limit"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said, without addresses and names; code 0 if it said nothing."""

    kind: Kind
    code: int = 0
    text: str = ""


class Transport:
    """Sends through one server; a context manager that says goodbye at its end."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._used = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection, politely if it still stands."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (smtplib.SMTPException, OSError):
                smtp.close()

    def send(
        self, sender: Mailbox, recipient: Mailbox, content: bytes, before_data: Callable[[], None]
    ) -> Answer:
        """Send one message; ``before_data`` is called once its address has been accepted.

        Raises ``UnreachableError`` if there is no connection, ``DeliveryError`` if the server
        refuses certificate, login or sender, and whatever ``before_data`` raises: then nothing
        was sent.
        """
        smtp = self._connected()
        if too_large := self._too_large(smtp, len(content)):
            return too_large
        answer = _offer(smtp, sender, recipient, size=len(content))
        if answer.kind is Kind.ACCEPTED:
            before_data()
            answer = self._data(smtp, content, sender, recipient)
        return self._settled(answer)

    def check(self) -> None:
        """Connect, encrypt and log in, so that a later call needs not; raises as it would."""
        self._connected()

    def rehearse(self, sender: Mailbox, recipient: Mailbox, *, size: int = 0) -> Answer:
        """Ask the server whether it would take so many bytes for an address; nothing is sent.

        Raises as :meth:`send` does.
        """
        smtp = self._connected()
        if too_large := self._too_large(smtp, size):
            return too_large
        return self._settled(_offer(smtp, sender, recipient, size=size))

    def _connected(self) -> smtplib.SMTP:
        """Give a connection that answers, a new one if the last has done its share."""
        if self._used >= self._server.messages_per_connection:
            self.close()
        if self._smtp is None or _command(self._smtp, smtplib.SMTP.rset).code != 250:
            self._drop()
            self._smtp, self._used = open_connection(self._server), 0
        return self._smtp

    def _settled(self, answer: Answer) -> Answer:
        """Count an answer; a connection that is out of step, or closing (421), is given up."""
        self._used += 1
        if answer.code == 421 or answer.kind in {Kind.LOST, Kind.UNKNOWN}:
            self._drop()
        return answer

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None

    def _too_large(self, smtp: smtplib.SMTP, size: int) -> Answer | None:
        """Give the answer to a message over our limit or the server's (RFC 1870)."""
        offered = str(smtp.esmtp_features.get("size", ""))
        most = self._server.most_bytes
        if offered.isdigit() and int(offered):
            most = min(most, int(offered))
        if size <= most:
            return None
        return Answer(
            kind=Kind.PERMANENT,
            text=f"the message has {size / 1e6:.1f} MB and may have {most / 1e6:.1f} MB:"
            " attach fewer pages, or send a link",
        )

    def _data(self, smtp: smtplib.SMTP, content: bytes, *mailboxes: Mailbox) -> Answer:
        """Send the content; from the server's go-ahead on, no answer means not knowing."""
        answer = _command(smtp, lambda smtp: smtp.docmd("DATA"), *mailboxes)
        if answer.code != 354:
            # any other "yes" to DATA is a server out of step
            is_yes = answer.kind is Kind.ACCEPTED
            return Answer(kind=Kind.LOST, code=answer.code) if is_yes else answer
        try:
            _wait_at_most(smtp, self._server.answer_timeout_s)
            smtp.send(_as_data(content))
            said = smtp.getreply()
        except (smtplib.SMTPException, OSError):
            return Answer(kind=Kind.UNKNOWN, text="the connection ended before the answer")
        except BaseException:
            self._drop()  # nothing polite may be said in the middle of a message
            raise
        _wait_at_most(smtp, self._server.timeout_s)
        answer = _read(said, *mailboxes)
        return replace(answer, kind=Kind.UNKNOWN) if answer.kind is Kind.LOST else answer


def _wait_at_most(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _offer(smtp: smtplib.SMTP, sender: Mailbox, recipient: Mailbox, *, size: int) -> Answer:
    """Name sender and recipient (RFC 5321, 4.1.1.2 and 4.1.1.3)."""
    options = [f"SIZE={size}"] if size and smtp.has_extn("size") else []
    both = (sender, recipient)
    answer = _command(smtp, lambda smtp: smtp.mail(sender.address, options), *both)
    if answer.kind is Kind.PERMANENT and answer.code != 552:
        raise DeliveryError(
            f"the server takes no mail from this sender: {answer.code} {answer.text}",
            hint="use the address that belongs to the login",
        )
    if answer.kind is not Kind.ACCEPTED:
        return answer
    return _command(smtp, lambda smtp: smtp.rcpt(recipient.address), *both)


def _command(
    smtp: smtplib.SMTP, command: Callable[[smtplib.SMTP], tuple[int, bytes]], *mailboxes: Mailbox
) -> Answer:
    try:
        return _read(command(smtp), *mailboxes)
    except (smtplib.SMTPException, OSError):
        return Answer(kind=Kind.LOST, text="the connection ended before the message went out")


def _read(said: tuple[int, bytes], *mailboxes: Mailbox) -> Answer:
    """Read a reply by its first digit (RFC 5321, 4.2.1); what is none of SMTP is no answer."""
    code, raw = said
    text = redacted(raw.decode("utf-8", "replace"), *mailboxes)
    kind = _KINDS.get(code // 100, Kind.LOST)
    if kind is Kind.PERMANENT and text.startswith(_LIMIT_REACHED):
        kind = Kind.LIMIT
    return Answer(kind=kind, code=max(code, 0), text=text)


_KINDS: Final = {2: Kind.ACCEPTED, 4: Kind.TEMPORARY, 5: Kind.PERMANENT}


def _as_data(content: bytes) -> bytes:
    """Give a message as DATA takes it: dots doubled, a dot at the end (RFC 5321, 4.5.2)."""
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"
