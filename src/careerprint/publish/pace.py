"""How fast a run goes and how long it waits; the clock is given, so that tests need not wait."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from careerprint.publish.connections import UnreachableError
from careerprint.publish.smtp import Answer

PAUSES_S: Final = (10.0, 60.0, 300.0)
"""How long to wait before each further try; a greylisting server wants minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The time of day, seconds that never go back, and waiting."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a run goes, and how far: messages a minute and in any 24 hours, pauses in seconds.

    None is no limit. What counts for the day is what this outbox has sent.
    """

    per_minute: float | None = 30.0
    per_day: int | None = None
    pauses_s: tuple[float, ...] = PAUSES_S


def reached(ask: Callable[[], Answer], pace: Pace, clock: Clock) -> Answer:
    """Ask, and once more after each pause while the server cannot be reached."""
    for pause in pace.pauses_s:
        try:
            return ask()
        except UnreachableError:
            clock.sleep(pause)
    return ask()
