"""A run over a batch's letters: looked through as a whole, then drafted, rehearsed or sent.

Everything is built and checked once before anything goes out, so that a fault in the last row
is known before the first message leaves; and again, from the disk, as each message's turn comes.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from careerprint.batch.batch_letters import Letter, Letters, Unsent
from careerprint.batch.mail_report import MailLine, MailReport, MailState
from careerprint.publish.delivery import Again, Item, Outcome, Result, deliver, entry_of, rehearse
from careerprint.publish.drafts import Draft, draft_bytes, draft_key, write_drafts
from careerprint.publish.messages import Message
from careerprint.publish.outbox import Outbox, Standing
from careerprint.publish.pace import Clock, Pace
from careerprint.publish.smtp import Kind, Transport

_STATES: Final = {
    Result.SENT: MailState.SENT,
    Result.ALREADY_SENT: MailState.ALREADY_SENT,
    Result.CHANGED: MailState.CHANGED,
    Result.IN_DOUBT: MailState.UNKNOWN,
    Result.FAILED: MailState.FAILED,
    Result.POSTPONED: MailState.POSTPONED,
}
_LEFT_ALONE: Final = {
    Standing.SENT: (MailState.ALREADY_SENT, ""),
    Standing.CHANGED: (MailState.CHANGED, "an earlier version was sent: --resend-changed"),
    Standing.IN_DOUBT: (
        MailState.UNKNOWN,
        "it may have arrived: ask, then send again with --retry-unknown",
    ),
}


@dataclass(slots=True, kw_only=True)
class Posting:
    """One run; ``tell`` hears every line of the report as it comes, ``tick`` every answer.

    ``outbox`` is the record of what was sent, or None if nothing ever was.
    """

    letters: Letters
    report: MailReport
    outbox: Outbox | None = None
    again: Again = field(default_factory=Again)
    clock: Clock = field(default_factory=Clock)
    tell: Callable[[MailLine], None] = field(default=lambda _: None)
    tick: Callable[[], None] = field(default=lambda: None)
    drafts: dict[str, Draft] = field(default_factory=dict, repr=False)
    """Drafts that are there and stay, by their keys; what is of no letter is left in the end."""
    set_aside: dict[str, str] = field(default_factory=dict, repr=False)
    """Drafts that somebody moved away, by their keys: the folder that each is in."""
    ready: list[Letter] = field(default_factory=list)

    def look_through(self, found: Iterable[Letter | Unsent], *, limit: int | None) -> int:
        """Build and check everything; gives how many messages are to go out in this run.

        Raises ``WrongAttachmentError`` if a PDF is another's.
        """
        for letter in found:
            if isinstance(letter, Unsent):
                self._not_sent(letter)
                continue
            item = self.letters.item(letter)
            if isinstance(item, Unsent):
                self._not_sent(item)
            elif not (self._is_left_alone(letter, item) or self._has_draft(letter, item)):
                if limit is not None and len(self.ready) >= limit:
                    self._note(letter, MailState.WAITING, reason="beyond --limit")
                else:
                    self.ready.append(letter)
                    for row in letter.rows:
                        self.report.add(_line(row, letter, MailState.WAITING))
        return len(self.ready)

    def draft(self, folder: Path) -> None:
        """Write a draft for each message; raises as :func:`write_drafts` does."""

        def messages() -> Iterator[Message]:
            for letter, item in self._items():
                yield item.message
                self._note(letter, MailState.DRAFT, at=self.clock.now())

        for _ in write_drafts(messages(), folder):
            self.tick()

    def rehearse(self, transport: Transport, pace: Pace) -> None:
        """Ask the server about each message; raises as :func:`rehearse` does."""
        by_row = {letter.rows[0]: letter for letter in self.ready}
        items = (item for _, item in self._items())
        for item, answer in rehearse(items, transport=transport, pace=pace, clock=self.clock):
            is_taken = answer.kind is Kind.ACCEPTED
            state = MailState.TAKEN if is_taken else MailState.REFUSED
            reason = "" if is_taken else f"{answer.code or ''} {answer.text}".strip()
            self._note(by_row[item.row], state, at=self.clock.now(), reason=reason)
            self.tick()

    def send(self, transport: Transport, pace: Pace, outbox: Outbox) -> None:
        """Send each message once; raises as :func:`deliver` does, ``WrongAttachmentError`` too."""
        by_row = {letter.rows[0]: letter for letter in self.ready}
        outcomes = deliver(
            (item for _, item in self._items()),
            outbox=outbox,
            transport=transport,
            verify=lambda item: self.letters.verify(by_row[item.row], item.message),
            pace=pace,
            again=self.again,
            clock=self.clock,
        )
        for outcome in outcomes:
            self._note(
                by_row[outcome.item.row],
                _STATES[outcome.result],
                at=self.clock.now(),
                reason=_reason(outcome),
            )
            self.tick()

    def _items(self) -> Iterator[tuple[Letter, Item]]:
        """Give each message anew, from the disk, when its turn comes."""
        for letter in self.ready:
            item = self.letters.item(letter)
            if isinstance(item, Unsent):
                self._not_sent(item)
            else:
                yield letter, item

    def _is_left_alone(self, letter: Letter, item: Item) -> bool:
        """Note a letter that went out before, or may have, unless it is asked for."""
        if self.outbox is None:
            return False
        entry = entry_of(item)
        standing = self.outbox.standing(entry)
        is_asked = {
            Standing.OPEN: True,
            Standing.SENT: False,
            Standing.CHANGED: self.again.changed,
            Standing.IN_DOUBT: self.again.in_doubt,
        }[standing]
        if is_asked:
            return False
        state, reason = _LEFT_ALONE[standing]
        self._note(letter, state, at=self.outbox.changed_at(entry), reason=reason)
        return True

    def _has_draft(self, letter: Letter, item: Item) -> bool:
        """Note a letter whose draft is there and stays, and whether that is what it would be."""
        key = draft_key(one.owner for one in letter.enclosures)
        draft = self.drafts.pop(key, None)
        if key in self.set_aside:
            self._note(letter, MailState.KEPT, reason=f"set aside in {self.set_aside[key]}")
            return True
        if draft is None:
            return False
        if draft.digest == hashlib.sha256(draft_bytes(item.message)).hexdigest():
            self._note(letter, MailState.KEPT)
        else:
            reason = (
                f"{draft.path.name} has an earlier booklet or wording, or was edited: "
                "--drafts replace writes it anew"
            )
            self._note(letter, MailState.OUTDATED, reason=reason)
        return True

    def _not_sent(self, unsent: Unsent) -> None:
        reason = f"{unsent.reason} ({unsent.hint})" if unsent.hint else unsent.reason
        for row in unsent.rows:
            line = MailLine(
                row=row, address=unsent.address, state=MailState.NOT_SENT, reason=reason
            )
            self.report.add(line)
            self.tell(line)

    def _note(
        self, letter: Letter, state: MailState, *, at: datetime | None = None, reason: str = ""
    ) -> None:
        for row in letter.rows:
            line = _line(row, letter, state, at=at, reason=reason)
            self.report.add(line)
            self.tell(line)


def _line(
    row: int, letter: Letter, state: MailState, *, at: datetime | None = None, reason: str = ""
) -> MailLine:
    file = next((one.path for one in letter.enclosures if one.row == row), "")
    return MailLine(
        row=row, address=letter.mailbox.masked, state=state, at=at, reason=reason, file=file
    )


def _reason(outcome: Outcome) -> str:
    if outcome.result is Result.IN_DOUBT:
        return _LEFT_ALONE[Standing.IN_DOUBT][1]
    is_said = outcome.result is not Result.SENT
    return f"{outcome.code or ''} {outcome.answer}".strip() if is_said else ""
