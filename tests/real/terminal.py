"""A command in a real terminal: what is asked there is answered, what it shows is read."""

import os
import pty
import select
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Final

LONGEST_S: Final = 120


def talk(
    command: Sequence[str], *, folder: Path, answers: Mapping[str, str], environment: dict[str, str]
) -> tuple[int, str]:
    """Run a command to its end; gives its exit code and all that came to the terminal.

    ``answers`` are typed when their questions are shown.
    """
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe(command[0], list(command), environment)  # noqa: S606 - the test's own command
    said, open_questions, end = b"", dict(answers), monotonic() + LONGEST_S
    while monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 1)
        try:
            piece = os.read(terminal, 65536) if ready else b""
        except OSError:  # the other side is gone
            break
        said += piece
        for question in [q for q in open_questions if q.encode() in said]:
            os.write(terminal, f"{open_questions.pop(question)}\n".encode())
    else:
        os.kill(process, 9)
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), said.decode()


def lines_shown(said: str) -> list[str]:
    """Give the lines that stand on the terminal in the end."""
    lines = []
    for written in said.replace("\r\n", "\n").split("\n"):
        line = ""
        for piece in written.split("\r"):
            line = piece + line[len(piece) :]
        lines.append(line.rstrip())
    return lines
