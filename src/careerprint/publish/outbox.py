"""The durable record of one mailing: who was sent what, without a name or an address.

A row is known by keyed hashes (HMAC-SHA256, RFC 2104) of the recipient's key, the document and
the wording. Its state is on the disk before a message's content goes out and after the answer:

    queued → sending → sent | failed | unknown

``failed`` and ``queued`` were not delivered, and the next run sends them. A row that a run finds
in ``sending`` is of a run that was ended: nobody knows whether its message arrived.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from careerprint.publish.outbox_folder import (
    DATABASE,
    KEY,
    LOCK,
    OutboxError,
    locked,
    opened,
    read_key,
    reported,
)


class State(StrEnum):
    """How far a message has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """What the record says about sending a document to a recipient now.

    ``CHANGED``: something else was sent to them before. ``IN_DOUBT``: it may have been.
    """

    OPEN = "open"
    SENT = "sent"
    CHANGED = "changed"
    IN_DOUBT = "in doubt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a row is about: the recipient's key and the hashes of document and wording."""

    recipient: str
    document: str
    wording: str


class Outbox:
    """The record in a folder, held by one run at a time; a context manager.

    The folder is for its owner only. Raises ``OutboxError`` if another run holds it, its key
    is missing or another's, or the database is damaged.
    """

    def __init__(self, folder: Path, *, now: datetime) -> None:
        self._folder = folder
        with reported(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = locked(folder / LOCK)
        try:
            self._key = read_key(folder)
            with reported(folder):
                self._database = opened(folder / DATABASE)
        except BaseException:
            os.close(self._lock)
            raise
        try:
            with reported(folder):
                self._check_key()
                self._settle(now)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and let go of the lock."""
        self._database.close()
        os.close(self._lock)

    def standing(self, entry: Entry) -> Standing:
        """Say whether a message may go out: by what was last sent to its recipient.

        A document that was sent stays sent, whatever the words around it.
        """
        recipient, document, _ = self._hashed(entry)
        with reported(self._folder):
            rows = self._database.execute(
                "SELECT document, state FROM delivery WHERE recipient = ?"
                " AND state IN ('sent', 'unknown') ORDER BY turn",
                (recipient,),
            ).fetchall()
        if (document, State.SENT) in rows:
            return Standing.SENT
        if not rows:
            return Standing.OPEN
        return Standing.IN_DOUBT if rows[-1][1] == State.UNKNOWN else Standing.CHANGED

    def note(self, entry: Entry, state: State, *, now: datetime, answer: str = "") -> None:
        """Write a row's state to the disk; ``answer`` holds neither address nor name.

        Raises ``OutboxError`` if it cannot be written: then nothing may be sent.
        """
        values = (*self._hashed(entry), state.value, _moment(now), _moment(now), answer)
        with reported(self._folder):
            self._database.execute(_NOTE, values)

    def sent_since(self, moment: datetime) -> int:
        """Count the messages that went out, or may have, after a moment."""
        with reported(self._folder):
            (count,) = self._database.execute(
                "SELECT count(*) FROM delivery"
                " WHERE state IN ('sent', 'unknown', 'sending') AND changed_at > ?",
                (_moment(moment),),
            ).fetchone()
        return int(count)

    def changed_at(self, entry: Entry) -> datetime | None:
        """Give when a document went out to a recipient, or may have; None if it never did."""
        recipient, document, _ = self._hashed(entry)
        with reported(self._folder):
            row = self._database.execute(
                "SELECT changed_at FROM delivery WHERE recipient = ? AND document = ?"
                " AND state IN ('sent', 'unknown') ORDER BY turn DESC LIMIT 1",
                (recipient, document),
            ).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def _hashed(self, entry: Entry) -> tuple[str, str, str]:
        """Hash all three: with the template at hand, names could be tried on a plain hash."""
        parts = ("recipient", entry.recipient), ("document", entry.document)
        recipient, document = (self._mac(kind, value) for kind, value in parts)
        return recipient, document, self._mac("wording", entry.wording)

    def _mac(self, kind: str, value: str) -> str:
        return hmac.new(self._key, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()

    def _check_key(self) -> None:
        """Make sure that rows are known by this key; with another nobody would be found."""
        own = self._mac("key", "")
        self._database.execute("INSERT OR IGNORE INTO about VALUES ('key', ?)", (own,))
        (written,) = self._database.execute("SELECT value FROM about").fetchone()
        if written != own:
            raise OutboxError(
                f"{self._folder / KEY} is not the key of this outbox",
                hint="put the key back that was there, or begin a new outbox",
            )

    def _settle(self, now: datetime) -> None:
        """Mark what an ended run left in ``sending``."""
        self._database.execute(
            "UPDATE delivery SET state = 'unknown', changed_at = ?,"
            " answer = 'the run ended before the answer' WHERE state = 'sending'",
            (_moment(now),),
        )


_NOTE: Final = """
INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM delivery))
ON CONFLICT DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at,
    answer = excluded.answer, turn = excluded.turn
"""


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
