"""Runs a command for the page in the browser: ``python -m careerprint.cli.for_a_page``.

The first line of the standard input has the command's arguments as JSON, so that no name stands
where other users of the machine see it. What the command says while it works goes to the error
stream as lines of JSON. The end of the input interrupts it as Ctrl-C does: whoever ordered it
wants no more of it, or is gone.
"""

import fcntl
import json
import os
import signal
import sys
from typing import Any

from careerprint.cli.command_line import run
from careerprint.cli.terminal import TOLD
from careerprint.errors import ExitCode
from careerprint.workers.collecting import collect_seldom


def main() -> int:
    """Run the command that the input names; gives its exit code."""
    line = b""
    while not line.endswith(b"\n") and (part := os.read(sys.stdin.fileno(), 65_536)):
        line += part
    try:
        arguments = [str(one) for one in json.loads(line)]
    except ValueError:
        return ExitCode.USAGE
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    TOLD.is_on = True
    collect_seldom()
    try:
        _hear_the_end()
        code = run(arguments)
    except KeyboardInterrupt:  # before the command could hear of it
        code = ExitCode.INTERRUPTED
    TOLD.send(code=int(code))
    return code


def _hear_the_end() -> None:
    """Have the end of the input interrupt, by a signal: a thread would keep us from forking."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    source = sys.stdin.fileno()
    has_ended = False

    def heard(*_: Any) -> None:
        nonlocal has_ended
        try:
            is_end = not os.read(source, 4096)
        except BlockingIOError:
            is_end = False
        if is_end and not has_ended:
            has_ended = True
            signal.raise_signal(signal.SIGINT)

    signal.signal(signal.SIGIO, heard)
    fcntl.fcntl(source, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(source, fcntl.F_GETFL)
    fcntl.fcntl(source, fcntl.F_SETFL, flags | os.O_ASYNC | os.O_NONBLOCK)
    heard()  # it may have ended before we listened


if __name__ == "__main__":
    sys.exit(main())
