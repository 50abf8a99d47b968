"""Long work for the page in the browser: a command of ours, in a process of its own, one at a time.

What it makes is the command's, byte for byte, because it is the command that runs. Its arguments
go by its input, where no other user of the machine sees a name; closing that input interrupts it,
as happens by itself when this server ends in whatever way. A page that is closed changes nothing:
what is under way, and what became of it, is held here until the server ends.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final

from careerprint.errors import Diagnostic, ExitCode, Location, Severity, UsageError, on_file

PROGRAM: Final = "careerprint.cli.for_a_page"
MOST_FINDINGS: Final = 200
_MOST_NOTES: Final = 60
_LEAVE_S: Final = 20.0


class Outcome(StrEnum):
    """How an errand stands, or how it ended; ``PARTLY`` says that some of it failed."""

    RUNNING = "running"
    DONE = "done"
    PARTLY = "partly"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(slots=True, kw_only=True)
class Errand:
    """One piece of work: what was asked, how far it is, what was said.

    ``kind`` is the screen that it belongs to, ``step`` what of it. ``folder`` is where its files
    go. ``left_s`` are the seconds that are left, None as long as nobody can tell. ``said`` is what
    the command printed as its result.
    """

    kind: str
    step: str
    arguments: tuple[str, ...] = field(repr=False)
    folder: Path
    outcome: Outcome = Outcome.RUNNING
    is_stopping: bool = False
    done: int = 0
    of: int = 0
    what: str = ""
    left_s: float | None = None
    findings: list[Diagnostic] = field(default_factory=list, repr=False)
    findings_beyond: int = 0
    notes: list[str] = field(default_factory=list, repr=False)
    said: str = field(default="", repr=False)
    ended: threading.Event = field(default_factory=threading.Event, repr=False)
    began_s: float = field(default_factory=time.monotonic)
    seconds: float = 0.0

    @property
    def record(self) -> dict[str, Any]:
        """How far it is, for the page that waits."""
        return {
            "kind": self.kind,
            "step": self.step,
            "outcome": self.outcome.value,
            "stopping": self.is_stopping,
            "done": self.done,
            "of": self.of,
            "left_s": self.left_s,
        }

    @property
    def result(self) -> dict[str, Any]:
        """What the command printed, where that is JSON."""
        try:
            found = json.loads(self.said)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


class Errands:
    """What is under way, and the last of each kind; methods may be called from any thread.

    ``start`` is the folder that commands are run in, as if by a user there. ``session`` is a
    folder of this server's own, whose owner takes it away in the end.
    """

    def __init__(self, start: Path, session: Path) -> None:
        self._start, self.session = start, session
        self._lock = threading.Lock()
        self._running: Errand | None = None
        self._input: IO[bytes] | None = None
        self._last: dict[tuple[str, str], Errand] = {}

    @property
    def running(self) -> Errand | None:
        """Give what is under way."""
        return self._running

    def refuse_if_running(self) -> None:
        """Raise ``UsageError`` if something is under way."""
        if self._running is not None:
            raise UsageError(
                "something else is being made", hint="wait until it is done, or stop it"
            )

    def last(self, kind: str, step: str) -> Errand | None:
        """Give the last errand of a step of a screen, under way or ended."""
        return self._last.get((kind, step))

    def forget(self, kind: str) -> None:
        """Let go of what ended of a screen, and of what it made in this server's own folder."""
        with self._lock:
            for key, errand in list(self._last.items()):
                if key[0] == kind and errand.outcome is not Outcome.RUNNING:
                    del self._last[key]
                    self._clear(errand)

    def own_folder(self) -> Path:
        """Give a new folder that goes when the server ends."""
        return Path(tempfile.mkdtemp(prefix="made-", dir=self.session))

    def begin(self, kind: str, step: str, arguments: Sequence[str], folder: Path) -> Errand:
        """Begin a piece of work; raises ``UsageError`` if another is under way."""
        with self._lock:
            self.refuse_if_running()
            errand = Errand(kind=kind, step=step, arguments=tuple(arguments), folder=folder)
            try:
                process = self._process()
            except OSError as error:
                raise UsageError(
                    f"nothing can be made in {self._start} ({error.strerror})",
                    hint="is the project's folder still there?",
                ) from error
            self._input = process.stdin
            self._running = errand
            if old := self._last.get((kind, step)):
                self._clear(old)
            self._last[kind, step] = errand
        hearing = threading.Thread(
            target=self._heard, args=(errand, process), name="errand", daemon=True
        )
        hearing.start()
        return errand

    def stop(self) -> None:
        """Interrupt what is under way; what is finished of it is kept."""
        with self._lock:
            if self._running is None or self._input is None or self._running.is_stopping:
                return
            self._running.is_stopping = True
            with suppress(OSError):  # it has ended by itself
                self._input.close()

    def close(self) -> None:
        """Stop what is under way, and wait until it has let go of its files."""
        errand = self._running
        self.stop()
        if errand is not None:
            errand.ended.wait(_LEAVE_S)

    def _clear(self, errand: Errand) -> None:
        if errand.folder.is_relative_to(self.session):
            shutil.rmtree(errand.folder, ignore_errors=True)

    def _process(self) -> "subprocess.Popen[bytes]":
        # -P: nothing of a project's folder is taken for a part of the program
        return subprocess.Popen(
            [sys.executable, "-P", "-m", PROGRAM],
            cwd=self._start,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def _heard(self, errand: Errand, process: "subprocess.Popen[bytes]") -> None:
        """Hear what a process says until its end."""
        assert process.stdin and process.stdout and process.stderr  # noqa: S101, PT018 - as opened
        printed: list[bytes] = []
        out = process.stdout
        reader = threading.Thread(target=lambda: printed.append(out.read()), name="errand-out")
        reader.start()
        with suppress(OSError, ValueError):  # it was stopped before it began
            process.stdin.write(json.dumps(errand.arguments).encode() + b"\n")
            process.stdin.flush()
        for line in process.stderr:
            try:
                told = json.loads(line)
            except ValueError:
                continue  # a library's own words
            if isinstance(told, dict):
                _take(errand, told)
        code = process.wait()
        reader.join()
        process.stdout.close()
        process.stderr.close()
        errand.said = b"".join(printed).decode("utf-8", "replace")
        errand.seconds = time.monotonic() - errand.began_s
        with self._lock:
            with suppress(OSError):
                process.stdin.close()
            self._running = self._input = None
            errand.outcome = _outcome(code, is_stopped=errand.is_stopping)
        errand.ended.set()


def _outcome(code: int, *, is_stopped: bool) -> Outcome:
    if code == ExitCode.OK:
        return Outcome.DONE
    if is_stopped:
        return Outcome.STOPPED
    return Outcome.PARTLY if code == ExitCode.SOME_FAILED else Outcome.FAILED


def _take(errand: Errand, told: dict[str, Any]) -> None:
    """Take in one thing that was said."""
    if "finding" in told:
        _add(errand, _finding(told["finding"]))
    elif "error" in told:
        _add(errand, on_file(Path(), str(told["error"]), str(told.get("hint", ""))))
    elif "fault" in told:
        fault = on_file(Path(), "This is a fault of careerprint.", str(told["fault"]))
        _add(errand, fault)
    elif "done" in told:
        errand.done, errand.of = int(told["done"]), int(told["of"])
        errand.what, errand.left_s = str(told["what"]), told["left_s"]
    elif "note" in told and len(errand.notes) < _MOST_NOTES:
        errand.notes.append(str(told["note"]))


def _add(errand: Errand, finding: Diagnostic) -> None:
    if len(errand.findings) < MOST_FINDINGS:
        errand.findings.append(finding)
    else:
        errand.findings_beyond += 1


def _finding(record: dict[str, Any]) -> Diagnostic:
    at = Location(Path(record["path"]), record["line"] or 0, record["column"] or 0)
    return Diagnostic(
        location=at,
        severity=Severity(record["severity"]),
        message=record["message"],
        hint=record["hint"],
    )
