"""How far a long run is: a bar on a terminal, a line now and then in a log."""

import sys
import time
from collections import deque
from typing import Final, Self

from careerprint.cli.terminal import LIVE, TOLD, note

_BAR: Final = 24
_TERMINAL_S: Final = 0.1
_LOG_S: Final = 10.0
_ONE_GO_S: Final = 0.5
"""Results so close together came in one go of a worker."""
_LEAST_RESULTS: Final = 8
_LEAST_S: Final = 3.0
"""Results, and seconds since the first of them, that make a rate."""
_WINDOW_S: Final = 60.0


class Rate:
    """How fast a run is, from its first result on: what comes before is its start."""

    def __init__(self) -> None:
        self._results: deque[tuple[float, int]] = deque()

    def add(self, count: int, now: float) -> None:
        """Count results that came in ``now``, in seconds; those of long ago go."""
        self._results.append((now, count))
        while len(self._results) > _LEAST_RESULTS and now - self._results[1][0] > _WINDOW_S:
            self._results.popleft()

    def a_second(self) -> float | None:
        """Give the rate, or None as long as there is none worth the name.

        Results come several at a time: it takes some of them, and some seconds between.
        """
        if not self._results:
            return None
        (start, at_start), (end, _) = self._results[0], self._results[-1]
        count = sum(one for _, one in self._results) - at_start
        late = sum(one for at, one in self._results if at - start < _ONE_GO_S) - at_start
        count, span = count - late, end - start
        return count / span if count >= _LEAST_RESULTS and span >= _LEAST_S else None


def duration(seconds: float) -> str:
    """Give a time in words: ``37 s``, ``5 min``, ``3 h``."""
    if seconds < 90:
        return f"{seconds:,.0f} s"
    return f"{seconds / 60:,.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:,.1f} h"


class Progress:
    """Counts what is done of ``size``, and says it with the time left once that can be told.

    ``what`` names what is counted, such as booklets.
    """

    def __init__(self, size: int, what: str, *, is_shown: bool) -> None:
        self._size, self._what, self._is_shown = size, what, is_shown
        self._is_terminal = sys.stderr.isatty() and not TOLD.is_on
        self._step_s = _TERMINAL_S if self._is_terminal or TOLD.is_on else _LOG_S
        self._done, self._start = 0, time.monotonic()
        self._said = 0.0 if self._is_terminal else self._start
        self._rate = Rate()

    def step(self, count: int) -> None:
        """Count so many more; say it at most ten times a second, or every ten seconds in a log."""
        now = time.monotonic()
        self._rate.add(count, now)
        self._count(count, now)

    def skip(self, count: int) -> None:
        """Count so many that took no time: they say nothing about the others."""
        self._count(count, time.monotonic())

    def _count(self, count: int, now: float) -> None:
        self._done += count
        if self._is_shown and now - self._said >= self._step_s:
            self._said = now
            self._say(now)

    def _say(self, now: float) -> None:
        text = f"{self._done:,} of {self._size:,} {self._what}"
        left, rate = self._size - self._done, self._rate.a_second()
        if TOLD.is_on:
            left_s = left / rate if rate else None
            TOLD.send(done=self._done, of=self._size, what=self._what, left_s=left_s)
            return
        if left and rate:
            text += f", {rate:,.1f} a second, about {duration(left / rate)} left"
        elif not left:
            text += f" in {duration(now - self._start)}"
        if self._is_terminal:
            filled = round(_BAR * self._done / max(self._size, 1))
            LIVE.show(f"[{'#' * filled}{'.' * (_BAR - filled)}] {text}")
        else:
            note(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the bar's line."""
        if self._is_shown and (self._is_terminal or TOLD.is_on):
            self._say(time.monotonic())
            LIVE.end()
