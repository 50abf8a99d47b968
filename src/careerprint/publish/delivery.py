"""A run: messages, one after another, through a transport, with the outbox as its memory.

Each message is checked against its recipient, offered to the server, noted as ``sending`` on
the disk, sent, and noted again with the answer. So a run may end at any moment and the next one
sends nobody a second message.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Final

from careerprint.publish.connections import DeliveryError
from careerprint.publish.messages import Message
from careerprint.publish.outbox import Entry, Outbox, Standing, State
from careerprint.publish.pace import Clock, Pace, reached
from careerprint.publish.smtp import Answer, Kind, Transport

_MOST_SILENCES: Final = 3
"""Messages in a row that may end without an answer before the run stops."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Who is sent to although something went out to them before, or may have."""

    in_doubt: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One message of a run; ``row`` says whose, as the spreadsheet counts, and 0 is none."""

    message: Message
    row: int = 0


class Result(StrEnum):
    """What became of an item. ``CHANGED`` and ``IN_DOUBT`` were left alone, and may be asked for.

    ``POSTPONED`` was not sent and the next run sends it.
    """

    SENT = "sent"
    ALREADY_SENT = "already sent"
    CHANGED = "changed"
    IN_DOUBT = "unknown"
    FAILED = "failed"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an item, and the server's code and words, without addresses."""

    item: Item
    result: Result
    code: int = 0
    answer: str = ""


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run's means and what it has seen so far."""

    outbox: Outbox
    transport: Transport
    verify: Callable[[Item], None]
    pace: Pace
    again: Again
    clock: Clock
    limit: str = ""
    """Why nothing more goes out today; empty while something does."""
    silences: int = 0
    last_s: float | None = None
    deferred: list[Item] = field(default_factory=list)

    def round(self, items: Iterable[Item], *, is_last: bool) -> Iterator[Outcome]:
        """Send what may be sent; what failed for now waits for the next round if there is one."""
        for item in items:
            outcome = self._left_alone(item) or self._sent(item)
            may_wait = outcome.result is Result.POSTPONED and not self.limit
            if may_wait and not is_last:
                self.deferred.append(item)
            else:
                yield outcome
            self._check_silence()

    def _left_alone(self, item: Item) -> Outcome | None:
        """Give the outcome of an item that is not sent at all."""
        standing = self.outbox.standing(entry_of(item))
        if standing is Standing.SENT:
            return Outcome(item=item, result=Result.ALREADY_SENT)
        if standing is Standing.CHANGED and not self.again.changed:
            return Outcome(item=item, result=Result.CHANGED)
        if standing is Standing.IN_DOUBT and not self.again.in_doubt:
            return Outcome(item=item, result=Result.IN_DOUBT)
        return self._over_the_limit(item, standing)

    def _over_the_limit(self, item: Item, standing: Standing) -> Outcome | None:
        most, now = self.pace.per_day, self.clock.now()
        if most is not None and self.outbox.sent_since(now - _DAY) >= most:
            self.limit = f"{most:,} messages have gone out in 24 hours: run again tomorrow"
        if not self.limit:
            return None
        return self._noted(item, standing, Answer(kind=Kind.LIMIT, text=self.limit))

    def _sent(self, item: Item) -> Outcome:
        standing = self.outbox.standing(entry_of(item))
        self._wait()
        message = item.message

        def before_data() -> None:
            self.outbox.note(entry_of(item), State.SENDING, now=self.clock.now())

        def attempt() -> Answer:
            self.verify(item)
            return self.transport.send(
                message.sent_by, message.recipient.mailbox, message.content, before_data
            )

        answer = reached(attempt, self.pace, self.clock)
        if answer.kind is Kind.LIMIT:
            self.limit = f"the server takes no more today: {answer.code} {answer.text}"
        is_silent = answer.kind in {Kind.LOST, Kind.UNKNOWN}
        self.silences = self.silences + 1 if is_silent else 0
        return self._noted(item, standing, answer)

    def _noted(self, item: Item, standing: Standing, answer: Answer) -> Outcome:
        """Write an answer's meaning to the outbox and give it as an outcome.

        What was in doubt before stays so until a server has taken it.
        """
        state, result = _MEANING[answer.kind]
        if standing is Standing.IN_DOUBT and state is not State.SENT:
            state = State.UNKNOWN
        text = f"{answer.code} {answer.text}".strip() if answer.code else answer.text
        self.outbox.note(entry_of(item), state, now=self.clock.now(), answer=text)
        return Outcome(item=item, result=result, code=answer.code, answer=answer.text)

    def _check_silence(self) -> None:
        """Stop if the server has gone silent: each further message would be in doubt too."""
        if self.silences == _MOST_SILENCES:
            raise DeliveryError(
                f"the server ended {_MOST_SILENCES} connections in a row without an answer",
                hint="wait, and run again: what was sent is not sent twice",
            )

    def _wait(self) -> None:
        """Keep the distance between messages that the pace asks for."""
        if self.pace.per_minute is not None and self.last_s is not None:
            due = self.last_s + 60 / self.pace.per_minute
            if (left := due - self.clock.seconds()) > 0:
                self.clock.sleep(left)
        self.last_s = self.clock.seconds()


_MEANING: Final = {
    Kind.ACCEPTED: (State.SENT, Result.SENT),
    Kind.TEMPORARY: (State.QUEUED, Result.POSTPONED),
    Kind.LOST: (State.QUEUED, Result.POSTPONED),
    Kind.LIMIT: (State.QUEUED, Result.POSTPONED),
    Kind.PERMANENT: (State.FAILED, Result.FAILED),
    Kind.UNKNOWN: (State.UNKNOWN, Result.IN_DOUBT),
}


def entry_of(item: Item) -> Entry:
    """Give what the outbox knows an item by."""
    message = item.message
    return Entry(
        recipient=message.recipient.key, document=message.document, wording=message.wording
    )


def deliver(  # noqa: PLR0913 - each is one thing that a caller decides
    items: Iterable[Item],
    *,
    outbox: Outbox,
    transport: Transport,
    verify: Callable[[Item], None],
    pace: Pace | None = None,
    again: Again | None = None,
    clock: Clock | None = None,
) -> Iterator[Outcome]:
    """Send each item once and give what became of it, in the order in which that is known.

    ``verify`` is called immediately before each sending and raises a fault, which stops the
    run, if an attachment is not its recipient's. What a server refuses for now (4xx, or a
    connection that ends before the content) is tried again after the others, with growing
    pauses. Raises ``DeliveryError`` if the server cannot be used and ``OutboxError`` if the
    record cannot be written; everything done so far is in the outbox.
    """
    run = _Run(
        outbox=outbox,
        transport=transport,
        verify=verify,
        pace=pace or Pace(),
        again=again or Again(),
        clock=clock or Clock(),
    )
    yield from run.round(items, is_last=not run.pace.pauses_s)
    for number, pause in enumerate(run.pace.pauses_s, 1):
        waiting, run.deferred = run.deferred, []
        if waiting:
            run.clock.sleep(0.0 if run.limit else pause)
            yield from run.round(waiting, is_last=number == len(run.pace.pauses_s))


def rehearse(
    items: Iterable[Item],
    *,
    transport: Transport,
    pace: Pace | None = None,
    clock: Clock | None = None,
) -> Iterator[tuple[Item, Answer]]:
    """Ask the server about each address and size, as sending would, and send nothing.

    A server may accept an address here and still refuse or return the message. Raises as
    :func:`deliver` does.
    """
    pace, clock = pace or Pace(), clock or Clock()
    for number, item in enumerate(items):
        if number and pace.per_minute is not None:
            clock.sleep(60 / pace.per_minute)
        message = item.message
        to, size = message.recipient.mailbox, len(message.content)
        ask = partial(transport.rehearse, message.sent_by, to, size=size)
        yield item, reached(ask, pace, clock)
