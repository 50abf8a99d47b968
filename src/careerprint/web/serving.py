"""A server for the page in the browser: its port, its address, its beginning and its end."""

import asyncio
import errno
import logging
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import uvicorn

from careerprint.errors import UsageError
from careerprint.web.app import application
from careerprint.web.desk import Desk
from careerprint.web.door import KEY, Door, Keys
from careerprint.web.errands import Errands
from careerprint.web.page_pictures import PagePictures
from careerprint.web.watching import Listeners, watch
from careerprint.workers.scratch import scratch_folder

HOST: Final = "127.0.0.1"
FIRST_PORT: Final = 8390
_TRIES: Final = 50
_LEAVE_S: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A server that is about to run: a socket that listens, and the address to open."""

    desk: Desk
    listening: socket.socket
    keys: Keys = field(default_factory=Keys)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        port: int = self.listening.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        """The address that lets its reader in."""
        return f"http://{HOST}:{self.port}/?{KEY}={self.keys.entry}"


def prepared(project: Path | None, start: Path, *, port: int | None = None) -> Preview:
    """Give a server for a project, on a port or, if it is in use, one of the next.

    Raises ``UsageError`` if none is free.
    """
    first = FIRST_PORT if port is None else port
    for number in range(first, min(first + _TRIES, 65_536)) if first else (0,):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, number))
            listening.listen(128)
        except OSError as error:
            listening.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise UsageError(f"no port can be opened ({error.strerror})") from error
            continue
        return Preview(desk=Desk(project, start), listening=listening)
    raise UsageError(
        f"the ports from {first} on are in use", hint="name another with --port, such as 9000"
    )


def open_browser(address: str) -> None:
    """Open an address in the user's browser, if there is one; it may take its time."""

    def opened() -> None:
        with suppress(webbrowser.Error, OSError):
            webbrowser.open(address)

    threading.Thread(target=opened, name="browser", daemon=True).start()


def serve(
    preview: Preview,
    *,
    when_ready: Callable[[], None] = lambda: None,
    tell_fault: Callable[[str], None] = lambda _: None,
) -> None:
    """Answer until an interruption, and let go of everything then.

    ``when_ready`` is called once requests are answered, ``tell_fault`` with the traceback of a
    fault of ours, which ends one answer and nothing else.
    """
    with scratch_folder() as session:
        errands = Errands(preview.desk.project or preview.desk.start, session)
        try:
            asyncio.run(_serve(preview, errands, when_ready, tell_fault))
        finally:
            errands.close()


async def _serve(
    preview: Preview,
    errands: Errands,
    when_ready: Callable[[], None],
    tell_fault: Callable[[str], None],
) -> None:
    pictures, listeners, stop = PagePictures(), Listeners(), asyncio.Event()
    door = Door(
        application(preview.desk, pictures, listeners, errands, tell_fault),
        hosts=(HOST, "localhost"),
        port=preview.port,
        keys=preview.keys,
    )

    def leave() -> None:
        listeners.end()
        errands.stop()
        pictures.close()

    server = _Server(
        uvicorn.Config(
            door,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=_LEAVE_S,
            limit_concurrency=200,
        ),
        when_ready,
        leave,
    )
    # what is cut off in the end is no fault, and a fault of ours is told in words
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    watching = asyncio.create_task(watch(preview.desk, listeners, stop))
    try:
        await server.serve(sockets=[preview.listening])
    finally:
        stop.set()
        pictures.close()
        with suppress(asyncio.CancelledError, Exception):
            await asyncio.wait_for(watching, _LEAVE_S)
        preview.listening.close()


class _Server(uvicorn.Server):
    """A server that says when it is ready, and lets listening pages go before it ends."""

    def __init__(
        self, config: uvicorn.Config, when_ready: Callable[[], None], leave: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._when_ready, self._leave = when_ready, leave

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._when_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._leave()
        await super().shutdown(sockets=sockets)
