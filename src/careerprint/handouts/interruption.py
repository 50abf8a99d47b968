"""Ctrl-C, remembered while pages are made."""

import signal
import threading
from typing import Any, Self


class Stop:
    """Ctrl-C, remembered: the engine's C code can swallow an interruption while it draws."""

    def __init__(self) -> None:
        self._is_asked = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _ask(self, *_: object) -> None:
        self._is_asked = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Stop if it was asked for, whatever became of the interruption."""
        if self._is_asked:
            raise KeyboardInterrupt
