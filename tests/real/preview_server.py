"""A page in the browser that really runs: a command of its own, on a port of its own."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import CAREERS

COMMAND = Path(sys.executable).parent / "careerprint"
LONGEST_S = 60


def write_project(folder: Path, *careers: str, settings: str = "paper: letter\n") -> Path:
    """Write a project with copies of careers; give the folder that they lie in."""
    own = folder / "data" / "careers"
    own.mkdir(parents=True)
    (folder / "careerprint.yaml").write_text(settings, encoding="utf-8")
    for name in careers:
        shutil.copy(CAREERS / f"{name}.yaml", own)
    return own


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Give the body as text."""
        return self.body.decode("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that runs in a folder; ``address`` is the first, with its key."""

    process: "subprocess.Popen[str]"
    address: str
    folder: Path

    @property
    def host(self) -> str:
        """Give the host and port that it answers to."""
        return urlsplit(self.address).netloc

    @property
    def origin(self) -> str:
        """Give the site that its pages are of."""
        return f"http://{self.host}"

    @property
    def cookie(self) -> str:
        """Give the cookie that lets in."""
        key = urlsplit(self.address).query.removeprefix("key=")
        return f"careerprint-{self.host.partition(':')[2]}={key}"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        is_known: bool = True,
    ) -> Answer:
        """Ask as a page of the server itself does; ``headers`` come in the place of its own."""
        own = {"Host": self.host}
        if is_known:
            own["Cookie"] = self.cookie
        if method == "POST":
            own["Origin"] = self.origin
        sent = {name: value for name, value in (own | (headers or {})).items() if value}
        line = http.client.HTTPConnection(self.host, timeout=LONGEST_S)
        try:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                line.putheader(name, value)
            if method == "POST" and "Content-Length" not in sent:
                line.putheader("Content-Length", str(len(body)))
            line.endheaders()
            if body:
                line.send(body)
            got = line.getresponse()
            return Answer(
                status=got.status,
                headers={name.lower(): value for name, value in got.getheaders()},
                body=got.read(),
            )
        finally:
            line.close()


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Server]:
    """Give a server of a folder; it is interrupted in the end, and has to end well."""
    command = [str(COMMAND), "preview", "--no-browser", "--port", "0", *options]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"NO_COLOR": "1"},
    )
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address, process.stderr.read() if process.stderr else ""
        yield Server(process=process, address=address, folder=folder)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=LONGEST_S)
        assert process.returncode == 0, said
        assert "Traceback" not in said, said
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
