"""Files of a project that change while its page is open, told to every page that listens."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

from watchfiles import Change, awatch

from careerprint.publish.files import PART_PREFIX
from careerprint.settings import FILE_NAME
from careerprint.web.desk import Desk

_STEP_MS: Final = 10
_SETTLED_MS: Final = 60
_PULSE_S: Final = 15.0
"""How often a line is sent to a page that has nothing to hear, to find out that it is gone."""
_KEPT: Final = 1_000
"""Changes that a page can be told of which was made before them and listens only now."""
_SUFFIXES: Final = frozenset(
    {".yaml", ".j2", ".css", ".csv", ".svg", ".png", ".jpg", ".ttf", ".otf"}
)


class Listeners:
    """The pages that are open, each with what it has not heard yet.

    Changes are counted. A page says how many there were when it was made, so that what changes
    before it listens, or while its line is broken, is told as soon as it does.
    """

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str | None]] = set()
        self._kept: deque[frozenset[str]] = deque(maxlen=_KEPT)
        self.count = 0

    def tell(self, careers: Collection[str] = ()) -> None:
        """Tell every page of careers that changed; of none if all of them may look different."""
        self.count += 1
        self._kept.append(frozenset(careers))
        event = _event(self.count, careers)
        for queue in self._queues:
            queue.put_nowait(event)

    def end(self) -> None:
        """Let every page go."""
        for queue in self._queues:
            queue.put_nowait(None)

    async def events(self, since: int) -> AsyncGenerator[str, None]:
        """Give events for one page, as server-sent ones (HTML Standard, 9.2), until the end.

        The first tells of what changed after ``since``, a count of changes.
        """
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(queue)
        missed = self._missed(since)  # as of now: what comes meanwhile is in the queue
        try:
            yield "retry: 1000\n\n"
            if missed:
                yield missed
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), _PULSE_S)
                except TimeoutError:
                    yield ": \n\n"
                    continue
                if event is None:
                    return
                yield event
        finally:
            self._queues.discard(queue)

    def _missed(self, since: int) -> str:
        """Give one event of all that changed after a count of changes; none if nothing did."""
        number = self.count - since
        if number == 0:
            return ""
        missed = list(self._kept)[-number:] if 0 < number <= len(self._kept) else [frozenset[str]()]
        return _event(self.count, frozenset[str]().union(*missed) if all(missed) else ())


def _event(count: int, careers: Collection[str]) -> str:
    return f"id: {count}\nevent: changed\ndata: {json.dumps(sorted(careers))}\n\n"


async def watch(desk: Desk, listeners: Listeners, stop: asyncio.Event) -> None:
    """Have the desk read what changed, and the pages told, until ``stop``.

    An event names the careers whose files changed; none if all of them may look different.
    """
    with suppress(OSError):  # a project that vanishes: its pages say so
        waits = [_heard(desk, listeners, stop, *desk.folders, is_deep=True)]
        if desk.project is not None:
            waits.append(_heard(desk, listeners, stop, desk.project, is_deep=False))
        await asyncio.gather(*waits)


async def _heard(
    desk: Desk, listeners: Listeners, stop: asyncio.Event, *folders: Path, is_deep: bool
) -> None:
    if not folders:
        return
    heard = awatch(
        *folders,
        watch_filter=_is_ours if is_deep else _is_settings,
        step=_STEP_MS,
        debounce=_SETTLED_MS,
        recursive=is_deep,
        stop_event=stop,
        ignore_permission_denied=True,
    )
    async for changes in heard:
        paths = [Path(path) for _, path in changes]
        desk.changed(paths)
        are_careers = all("careers" in path.parts for path in paths)
        listeners.tell({path.stem for path in paths} if are_careers else ())


def _is_ours(_: Change, path: str) -> bool:
    file = Path(path)
    return file.suffix in _SUFFIXES and not file.name.startswith(PART_PREFIX)


def _is_settings(_: Change, path: str) -> bool:
    return Path(path).name == FILE_NAME
