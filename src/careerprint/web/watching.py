"""Files of a project that change while its page is open, told to every page that listens."""

import asyncio
import json
from collections.abc import AsyncIterator
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
_SUFFIXES: Final = frozenset(
    {".yaml", ".j2", ".css", ".csv", ".svg", ".png", ".jpg", ".ttf", ".otf"}
)


class Listeners:
    """The pages that are open, each with what it has not heard yet."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str | None]] = set()

    def tell(self, text: str | None) -> None:
        """Send an event to every page; None ends them all."""
        for queue in self._queues:
            queue.put_nowait(text)

    async def events(self) -> AsyncIterator[str]:
        """Give events for one page, as server-sent ones (HTML Standard, 9.2), until the end."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield "retry: 1000\n\n"
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), _PULSE_S)
                except TimeoutError:
                    yield ": \n\n"
                    continue
                if text is None:
                    return
                yield f"event: changed\ndata: {text}\n\n"
        finally:
            self._queues.discard(queue)


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
        names = sorted({path.stem for path in paths}) if are_careers else []
        listeners.tell(json.dumps(names))


def _is_ours(_: Change, path: str) -> bool:
    file = Path(path)
    return file.suffix in _SUFFIXES and not file.name.startswith(PART_PREFIX)


def _is_settings(_: Change, path: str) -> bool:
    return Path(path).name == FILE_NAME
