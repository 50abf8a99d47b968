"""A mailing through Postfix, a server that shares no code with us or our other test server."""

from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.real.mail_server import USER, address_of, item, mailbox, pdf_of, plain_server, send
from tests.real.postfix import postfix

from careerprint.publish.delivery import Result
from careerprint.publish.smtp import Kind, Transport


def test_a_server_of_others_gets_each_message_once_and_whole(tmp_path: Path) -> None:
    count = 12
    with postfix() as other:
        server = plain_server(other.port, messages_per_connection=5)
        outcomes = send(tmp_path / "outbox", server, map(item, range(count)))
        again = send(tmp_path / "outbox", server, map(item, range(count)))
        taken = [other.delivered(address_of(number), 1) for number in range(count)]
    assert {outcome.result for outcome in outcomes} == {Result.SENT}
    assert {outcome.result for outcome in again} == {Result.ALREADY_SENT}
    for number, messages in enumerate(taken):
        (content,) = messages
        expected = item(number).message.content.replace(b"\r\n", b"\n")
        assert content.endswith(expected)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        assert str(message["Delivered-To"]) == address_of(number)
        (attached,) = message.iter_attachments()
        assert attached.get_content() == pdf_of(number)


def test_lines_that_begin_with_dots_arrive_as_they_are() -> None:
    content = (
        b"From: a@example.org\r\nDate: Tue, 1 Sep 2026 08:30:00 +0000\r\nMessage-ID: <d@x.example>"
        b"\r\nSubject: dots\r\n\r\n.\r\n..\r\n.one\r\nend\r\n"
    )
    with postfix() as other:
        with Transport(plain_server(other.port)) as transport:
            to = mailbox("dots@example.org")
            answer = transport.send(mailbox(USER), to, content, before_data=lambda: None)
        (taken,) = other.delivered("dots@example.org", 1)
    assert answer.kind is Kind.ACCEPTED
    assert taken.endswith(content.replace(b"\r\n", b"\n"))


def test_what_it_refuses_is_recorded_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Number 1 is unknown to it for good, number 3 for now, as often as it is asked."""
    refused = f"/^{address_of(1)}$/ 550 no such person\n/^{address_of(3)}$/ 450 come back later"
    with postfix(refused) as other:
        outcomes = send(tmp_path / "outbox", plain_server(other.port), map(item, range(5)))
        for number in (0, 2, 4):
            assert len(other.delivered(address_of(number), 1)) == 1
        assert not other.there(address_of(1)) + other.there(address_of(3))
    found = Counter(outcome.result for outcome in outcomes)
    assert found == {Result.SENT: 3, Result.FAILED: 1, Result.POSTPONED: 1}


def test_a_message_beyond_its_limit_is_refused_and_not_sent(tmp_path: Path) -> None:
    """It says in its greeting how much it takes."""
    with postfix() as other, Transport(plain_server(other.port)) as transport:
        content = b"Subject: large\r\n\r\n" + b"x" * 70 * 1000 + b"\r\n"
        large = content.replace(b"x" * 70, b"x" * 70 + b"\r\n") * 16
        answer = transport.send(
            mailbox(USER), mailbox("large@example.org"), large, before_data=lambda: None
        )
        assert answer.kind is Kind.PERMANENT
        assert not other.there("large@example.org")
