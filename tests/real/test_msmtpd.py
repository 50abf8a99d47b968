"""A batch mailed through msmtpd, a server that shares no code with us or our other test server."""

import shlex
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.real.mail_server import USER, address_of, item, mailbox, pdf_of, plain_server, send

from careerprint.publish.delivery import Result
from careerprint.publish.smtp import Kind, Transport

KEEP = """
import sys, tempfile
with tempfile.NamedTemporaryFile(dir=sys.argv[1], suffix="." + sys.argv[-1], delete=False) as file:
    file.write(sys.stdin.buffer.read())
"""
"""What msmtpd hands each message to: it becomes a file that ends in its recipient's address."""


def program() -> str:
    """Give msmtpd as ``.ci/setup dev`` has left it, or the system's own."""
    own = Path(sys.prefix) / "bin" / "msmtpd"
    return str(own) if own.is_file() else "msmtpd"


@contextmanager
def msmtpd(folder: Path) -> Iterator[int]:
    """Serve on a port of loopback; each message taken becomes a file in the folder."""
    folder.mkdir()
    keep = shlex.join((sys.executable, "-c", KEEP, str(folder)))
    command = (program(), "--inetd", f"--command={keep} --")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    talk = connection.fileno()
                    subprocess.run(command, stdin=talk, stdout=talk, check=False)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def test_a_server_of_others_gets_each_message_byte_for_byte(tmp_path: Path) -> None:
    folder, count = tmp_path / "taken", 12
    with msmtpd(folder) as port:
        server = plain_server(port, messages_per_connection=5)
        outcomes = send(tmp_path / "outbox", server, map(item, range(count)))
        again = send(tmp_path / "outbox", server, map(item, range(count)))
    assert {outcome.result for outcome in outcomes} == {Result.SENT}
    assert {outcome.result for outcome in again} == {Result.ALREADY_SENT}
    assert len(list(folder.iterdir())) == count
    for number in range(count):
        (file,) = folder.glob(f"*.{address_of(number)}")
        content = file.read_bytes()
        expected = item(number).message.content
        assert content.replace(b"\r\n", b"\n").endswith(expected.replace(b"\r\n", b"\n"))
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        (attached,) = message.iter_attachments()
        assert attached.get_content() == pdf_of(number)


def test_lines_that_begin_with_dots_arrive_as_they_are(tmp_path: Path) -> None:
    content = b"Subject: dots\r\n\r\n.\r\n..\r\n.one\r\nend\r\n"
    with msmtpd(tmp_path / "taken") as port, Transport(plain_server(port)) as transport:
        to = mailbox("dots@example.org")
        answer = transport.send(mailbox(USER), to, content, before_data=lambda: None)
    assert answer.kind is Kind.ACCEPTED
    (file,) = (tmp_path / "taken").iterdir()
    taken = file.read_bytes().replace(b"\r\n", b"\n")
    assert taken.endswith(content.replace(b"\r\n", b"\n"))
