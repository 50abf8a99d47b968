# ruff: noqa: ARG002, N802 - the names and signatures of hooks are aiosmtpd's
"""A real SMTP server on loopback whose answers a test chooses, and a mailing to send to it.

Run as a program it is a whole sending run, for a test to end at any moment:
``python -m tests.real.mail_server FOLDER PORT COUNT``.
"""

import asyncio
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from careerprint.publish.addresses import Mailbox, read_mailbox
from careerprint.publish.connections import Security, Server
from careerprint.publish.delivery import Item, Outcome, deliver
from careerprint.publish.messages import Attachment, Mailing, Message, Recipient, build
from careerprint.publish.outbox import Outbox
from careerprint.publish.pace import Clock, Pace
from careerprint.publish.smtp import Transport
from careerprint.publish.templates import Template, read_template, template_path
from careerprint.settings import Language

DATE = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
USER, PASSWORD = "career@lincoln.example", "correct horse battery"
DROP = "drop"
"""An answer that is none: the server ends the connection."""
HANG = "hang"
"""An answer that never comes."""
TAKEN_AND_DROP = "taken and drop"
"""The server keeps the message and ends the connection without saying so."""


class Inbox:
    """Takes messages and answers as it was told, by address; a callback sees each step."""

    def __init__(self) -> None:
        self.taken: dict[str, list[bytes]] = defaultdict(list)
        self.answers: dict[tuple[str, str], list[str]] = {}
        self.steps: list[str] = []
        self.on_step: Callable[[str], None] = lambda _: None
        self.first = threading.Event()

    def answer(self, step: str, address: str, *answers: str) -> None:
        """Have these answers given to a step (``RCPT``, ``DATA``), one each time it comes."""
        self.answers[step, address] = list(answers)

    async def _answered(self, server: SMTP, step: str, address: str) -> str:
        self.steps.append(step)
        self.on_step(step)
        waiting = self.answers.get((step, address))
        said = waiting.pop(0) if waiting else ""
        if said in {DROP, TAKEN_AND_DROP}:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        if said == HANG:
            await asyncio.Event().wait()
        return said

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, said: list[str]
    ) -> list[str]:
        """Greet."""
        self.steps.append("EHLO")
        session.host_name = hostname
        return said

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse an address."""
        said = await self._answered(server, "RCPT", address)
        if said and not said.startswith("2"):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take or refuse a message."""
        (address,) = envelope.rcpt_tos
        said = await self._answered(server, "DATA", address)
        if said not in {"", TAKEN_AND_DROP}:
            return said
        assert isinstance(envelope.content, bytes)
        self.taken[address].append(envelope.content)
        self.on_step("TAKEN")
        self.first.set()
        return "250 OK"


class _OwnPort(Controller):
    """A server on a port that the system chooses."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def serving(inbox: Inbox, **options: Any) -> Iterator[int]:
    """Serve an inbox on loopback; the port is given."""
    controller = _OwnPort(inbox, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def authenticator(  # aiosmtpd's signature
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
) -> AuthResult:
    """Let in who knows the password."""
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == right, handled=False)


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine's loopback, signed by itself, and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        (
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "1", "-subj", "/CN=localhost", "-keyout", str(key)),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-out", str(certificate)),
        ),
        check=True,
        capture_output=True,
    )
    return certificate, key


def mailbox(address: str, name: str = "") -> Mailbox:
    """Give a mailbox that is known to be one."""
    found = read_mailbox(address, name)
    assert isinstance(found, Mailbox)
    return found


@cache
def _mailing() -> Mailing:
    template = read_template(template_path(Language.ENGLISH), Language.ENGLISH)
    assert isinstance(template, Template)
    return Mailing(sender=mailbox(USER, "Career Center"), template=template, date=DATE)


def address_of(number: int) -> str:
    """Give the address of a student."""
    return f"student{number}@example.org"


def pdf_of(number: int, edition: int = 1) -> bytes:
    """Give a student's own file, with bytes that mail has to take care of."""
    return b"%PDF-1.7\n.\r\n..\r\n" + f"{number}/{edition}\n".encode() * 100 + bytes(range(256))


def item(number: int, edition: int = 1) -> Item:
    """Give a student's message with their own file."""
    fields = {"first": f"Zebulon{number}", "careers": "Filmmaker", "chosen": "You chose these."}
    to = mailbox(address_of(number), f"Zebulon{number} Quill")
    file = Attachment(name="Career handout.pdf", content=pdf_of(number, edition))
    built = build(_mailing(), Recipient(key=f"key-{number}", mailbox=to, fields=fields), (file,))
    assert isinstance(built, Message)
    return Item(message=built, row=number)


class TestClock:
    """A clock that goes on only when somebody sleeps, and remembers how long."""

    __test__ = False

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.clock = Clock(now=lambda: DATE, seconds=lambda: sum(self.slept), sleep=self._sleep)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def plain_server(port: int, **options: Any) -> Server:
    """Give the server on a port, without encryption and with short waits."""
    choices: dict[str, Any] = {"security": Security.NONE, "timeout_s": 5.0, "answer_timeout_s": 5.0}
    return Server(host="127.0.0.1", port=port, **(choices | options))


def send(folder: Path, server: Server, items: Iterator[Item], **options: Any) -> list[Outcome]:
    """Make a whole run with an outbox in a folder."""
    choices: dict[str, Any] = {"pace": Pace(per_minute=None), "clock": TestClock().clock}
    choices |= options
    verify = choices.pop("verify", lambda _: None)
    with Outbox(folder, now=DATE) as outbox, Transport(server) as transport:
        return list(deliver(items, outbox=outbox, transport=transport, verify=verify, **choices))


if __name__ == "__main__":
    count = int(sys.argv[3])
    send(Path(sys.argv[1]), plain_server(int(sys.argv[2])), map(item, range(count)))
