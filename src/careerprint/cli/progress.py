"""How far a long run is: a bar on a terminal, a line now and then in a log."""

import sys
import time
from typing import Final

from careerprint.cli.terminal import LIVE, note

_BAR: Final = 24
_TERMINAL_S: Final = 0.1
_LOG_S: Final = 10.0


class Progress:
    """Counts what is done of ``size``, and says it with rate and time left."""

    def __init__(self, size: int, *, is_shown: bool) -> None:
        self._size, self._is_shown = size, is_shown
        self._is_terminal = sys.stderr.isatty()
        self._done, self._start = 0, time.monotonic()
        self._said = 0.0 if self._is_terminal else self._start

    def step(self, count: int) -> None:
        """Count so many more; say it at most ten times a second, or every ten seconds in a log."""
        self._done += count
        now = time.monotonic()
        if self._is_shown and now - self._said >= (_TERMINAL_S if self._is_terminal else _LOG_S):
            self._said = now
            self._say(now)

    def _say(self, now: float) -> None:
        rate = self._done / max(now - self._start, 0.001)
        left = (self._size - self._done) / max(rate, 0.001)
        text = f"{self._done:,} of {self._size:,}, {rate:,.1f} a second, {left:,.0f} s left"
        if self._is_terminal:
            filled = round(_BAR * self._done / max(self._size, 1))
            LIVE.show(f"[{'#' * filled}{'.' * (_BAR - filled)}] {text}")
        else:
            note(text)

    def close(self) -> None:
        """End the bar's line."""
        if self._is_shown and self._is_terminal:
            self._say(time.monotonic())
            LIVE.end()
