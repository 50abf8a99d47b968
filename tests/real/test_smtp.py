"""Sending to a real server: encryption, logins, refusals, silences, and ends at any moment."""

import email
import os
import random
import signal
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.outboxes import tally
from tests.real.mail_server import (
    DATE,
    DROP,
    HANG,
    PASSWORD,
    TAKEN_AND_DROP,
    USER,
    Inbox,
    TestClock,
    address_of,
    authenticator,
    item,
    mailbox,
    make_certificate,
    pdf_of,
    plain_server,
    send,
    serving,
)

from careerprint.errors import CareerprintError, ExitCode, UsageError
from careerprint.publish.connections import (
    PROFILES,
    DeliveryError,
    Security,
    Server,
    UnreachableError,
)
from careerprint.publish.delivery import Again, Item, Result, deliver, rehearse
from careerprint.publish.outbox import Outbox, State
from careerprint.publish.outbox_folder import DATABASE
from careerprint.publish.pace import Pace
from careerprint.publish.smtp import Kind, Transport


@pytest.fixture
def inbox() -> Inbox:
    """Give an inbox that takes everything."""
    return Inbox()


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    """Serve the inbox without encryption."""
    with serving(inbox) as port:
        yield port


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give a certificate signed by itself, and its key."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


def encrypted(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def login_port(inbox: Inbox, certificate: tuple[Path, Path]) -> Iterator[int]:
    """Serve the inbox with STARTTLS and a login."""
    options = {
        "tls_context": encrypted(certificate),
        "require_starttls": True,
        "authenticator": authenticator,
        "auth_required": True,
    }
    with serving(inbox, **options) as port:
        yield port


def login(port: int, certificate: tuple[Path, Path] | None, password: str = PASSWORD) -> Server:
    return plain_server(
        port,
        security=Security.STARTTLS,
        user=USER,
        password=lambda: password,
        authorities=certificate[0] if certificate else None,
    )


def attached(content: bytes) -> bytes:
    found = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    (file,) = found.iter_attachments()
    return bytes(file.get_content())


def results(outcomes: object) -> list[Result]:
    assert isinstance(outcomes, list)
    return [outcome.result for outcome in outcomes]


def test_what_arrives_is_what_was_built(tmp_path: Path, inbox: Inbox, port: int) -> None:
    assert results(send(tmp_path, plain_server(port), iter([item(1)]))) == [Result.SENT]
    (content,) = inbox.taken[address_of(1)]
    assert content == item(1).message.content
    assert attached(content) == pdf_of(1)


def test_lines_of_dots_end_no_message(inbox: Inbox, port: int) -> None:
    content = b"Subject: dots\r\n\r\n.\r\n..\r\n.end\r\n"
    with Transport(plain_server(port)) as transport:
        answer = transport.send(
            mailbox(USER), mailbox(address_of(1)), content, before_data=lambda: None
        )
    assert answer.kind is Kind.ACCEPTED
    assert inbox.taken[address_of(1)] == [content]


def test_starttls_and_login(
    tmp_path: Path, inbox: Inbox, login_port: int, certificate: tuple[Path, Path]
) -> None:
    outcomes = send(tmp_path, login(login_port, certificate), iter([item(1), item(2)]))
    assert results(outcomes) == [Result.SENT] * 2
    assert inbox.steps.count("EHLO") == 2  # before and after STARTTLS: one connection for both


def test_tls_from_the_first_byte(
    tmp_path: Path, inbox: Inbox, certificate: tuple[Path, Path]
) -> None:
    with serving(inbox, ssl_context=encrypted(certificate)) as port:
        server = plain_server(port, security=Security.TLS, authorities=certificate[0])
        assert results(send(tmp_path, server, iter([item(1)]))) == [Result.SENT]


def test_a_wrong_password_stops_the_run_and_is_shown_nowhere(
    tmp_path: Path,
    login_port: int,
    inbox: Inbox,
    certificate: tuple[Path, Path],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(0)
    server = login(login_port, certificate, "wrong-but-secret")
    with pytest.raises(DeliveryError, match="refused the login") as caught:
        send(tmp_path, server, iter([item(1)]))
    assert caught.value.exit_code == ExitCode.NOT_DELIVERED
    own = [record.getMessage() for record in caplog.records if "mail.log" not in record.name]
    told = f"{caught.value.message} {caught.value.hint} {server!r} {own} {capfd.readouterr()}"
    assert "wrong-but-secret" not in told
    assert USER not in told
    assert not inbox.taken


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_of_nobody_is_refused(
    tmp_path: Path, inbox: Inbox, certificate: tuple[Path, Path], security: Security
) -> None:
    way = "ssl_context" if security is Security.TLS else "tls_context"
    with serving(inbox, **{way: encrypted(certificate)}) as port:
        server = plain_server(port, security=security)
        with pytest.raises(DeliveryError, match="certificate that cannot be trusted"):
            send(tmp_path, server, iter([item(1)]))
    assert not inbox.taken


def test_a_server_without_encryption_gets_nothing_unless_it_is_asked_for(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    with pytest.raises(DeliveryError, match="does not offer"):
        send(tmp_path, plain_server(port, security=Security.STARTTLS), iter([item(1)]))
    assert not inbox.taken
    with pytest.raises(UsageError, match="not encrypted"):
        plain_server(port, user=USER, password=lambda: PASSWORD)


def test_a_refusal_for_now_is_tried_again_with_growing_pauses(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    inbox.answer("RCPT", address_of(1), "450 4.2.0 greylisted", "451 4.3.0 busy")
    time = TestClock()
    outcomes = send(tmp_path, plain_server(port), map(item, range(3)), clock=time.clock)
    assert [(outcome.item.row, outcome.result) for outcome in outcomes] == [
        (0, Result.SENT),
        (2, Result.SENT),
        (1, Result.SENT),
    ]
    assert time.slept == [10.0, 60.0]
    assert Counter(map(len, inbox.taken.values())) == {1: 3}


def test_tries_are_bounded_and_the_next_run_goes_on(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    inbox.answer("DATA", address_of(1), *["452 4.3.1 full"] * 4)
    (outcome,) = send(tmp_path, plain_server(port), iter([item(1)]))
    assert (outcome.result, outcome.code, outcome.answer) == (
        Result.POSTPONED,
        452,
        "4.3.1 full",
    )
    assert results(send(tmp_path, plain_server(port), iter([item(1)]))) == [Result.SENT]
    assert len(inbox.taken[address_of(1)]) == 1


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_refusal_for_good_is_recorded_and_the_run_goes_on(
    tmp_path: Path, inbox: Inbox, port: int, step: str
) -> None:
    text = f"550 5.1.1 <{address_of(0)}> Zebulon0 Quill (student0) is unknown"
    inbox.answer(step, address_of(0), text)
    outcomes = send(tmp_path, plain_server(port), map(item, range(2)))
    assert results(outcomes) == [Result.FAILED, Result.SENT]
    assert outcomes[0].answer == "5.1.1 <[address]> [name] [name] ([name]) is unknown"
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"5.1.1 <[address]>" in held
    assert b"student0" not in held
    assert b"Zebulon" not in held


def test_a_drop_before_the_content_is_tried_again(tmp_path: Path, inbox: Inbox, port: int) -> None:
    inbox.answer("RCPT", address_of(0), DROP)
    outcomes = send(tmp_path, plain_server(port), map(item, range(2)))
    assert [outcome.item.row for outcome in outcomes] == [1, 0]
    assert results(outcomes) == [Result.SENT] * 2


@pytest.mark.parametrize("answer", [DROP, TAKEN_AND_DROP, HANG])
def test_no_answer_to_the_content_is_not_knowing_and_never_sent_again(
    tmp_path: Path, inbox: Inbox, port: int, answer: str
) -> None:
    inbox.answer("DATA", address_of(0), answer)
    server = plain_server(port, answer_timeout_s=2)
    assert results(send(tmp_path, server, map(item, range(2)))) == [Result.IN_DOUBT, Result.SENT]
    again = results(send(tmp_path, server, map(item, range(2))))
    assert again == [Result.IN_DOUBT, Result.ALREADY_SENT]
    assert len(inbox.taken[address_of(0)]) == (answer == TAKEN_AND_DROP)
    asked = send(tmp_path, server, map(item, range(2)), again=Again(in_doubt=True))
    assert results(asked) == [Result.SENT, Result.ALREADY_SENT]
    assert len(inbox.taken[address_of(0)]) == 1 + (answer == TAKEN_AND_DROP)


def test_a_doubt_that_was_asked_about_and_refused_stays(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    inbox.answer("DATA", address_of(0), TAKEN_AND_DROP, "554 5.0.0 no")
    for again in (Again(), Again(in_doubt=True)):
        send(tmp_path, plain_server(port), iter([item(0)]), again=again)
    assert results(send(tmp_path, plain_server(port), iter([item(0)]))) == [Result.IN_DOUBT]


def test_a_hang_at_the_address_is_tried_again(tmp_path: Path, inbox: Inbox, port: int) -> None:
    inbox.answer("RCPT", address_of(0), HANG)
    outcomes = send(tmp_path, plain_server(port, timeout_s=2), iter([item(0)]))
    assert results(outcomes) == [Result.SENT]


def test_a_server_that_stays_silent_stops_the_run(tmp_path: Path, inbox: Inbox, port: int) -> None:
    for number in range(10):
        inbox.answer("DATA", address_of(number), DROP)
    with pytest.raises(DeliveryError, match="3 connections in a row"):
        send(tmp_path, plain_server(port), map(item, range(10)))
    with Outbox(tmp_path, now=DATE):
        assert tally(tmp_path)[State.UNKNOWN] == 3


def test_a_server_that_is_not_there_is_waited_for_then_a_fault(tmp_path: Path) -> None:
    with serving(Inbox()) as port:
        pass
    time = TestClock()
    with pytest.raises(UnreachableError, match="cannot be reached") as caught:
        send(tmp_path, plain_server(port), iter([item(0)]), clock=time.clock)
    assert caught.value.exit_code == ExitCode.NOT_DELIVERED
    assert time.slept == [10.0, 60.0, 300.0]


@pytest.mark.parametrize("is_ours", [True, False], ids=["our limit", "the server's"])
def test_a_message_that_is_too_large_is_refused_with_advice(
    tmp_path: Path, inbox: Inbox, is_ours: bool
) -> None:
    with serving(inbox, **({} if is_ours else {"data_size_limit": 3000})) as port:
        server = plain_server(port, most_bytes=3000 if is_ours else 20_000_000)
        (outcome,) = send(tmp_path, server, iter([item(0)]))
    assert outcome.result is Result.FAILED
    assert "attach fewer pages" in outcome.answer
    assert "RCPT" not in inbox.steps


def test_a_connection_is_used_for_so_many_messages(tmp_path: Path, inbox: Inbox, port: int) -> None:
    server = plain_server(port, messages_per_connection=4)
    send(tmp_path, server, map(item, range(10)))
    assert inbox.steps.count("EHLO") == 3


def test_the_pace_is_kept_without_waiting_at_the_first(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    time = TestClock()
    pace = Pace(per_minute=20)
    send(tmp_path, plain_server(port), map(item, range(4)), pace=pace, clock=time.clock)
    assert time.slept == [3.0, 3.0, 3.0]


def test_the_day_s_cap_postpones_the_rest(tmp_path: Path, inbox: Inbox, port: int) -> None:
    pace = Pace(per_minute=None, per_day=2)
    for _ in range(2):  # the same day once more: still no more
        outcomes = send(tmp_path, plain_server(port), map(item, range(4)), pace=pace)
        assert results(outcomes)[2:] == [Result.POSTPONED] * 2
    assert "run again tomorrow" in outcomes[-1].answer
    assert len(inbox.taken) == 2
    assert (PROFILES["gmail"].per_day, PROFILES["workspace"].per_day) == (500, 2000)


def test_the_server_s_own_limit_postpones_the_rest(tmp_path: Path, inbox: Inbox, port: int) -> None:
    inbox.answer("DATA", address_of(1), "550 5.4.5 Daily user sending limit exceeded")
    outcomes = send(tmp_path, plain_server(port), map(item, range(4)))
    assert results(outcomes) == [Result.SENT] + [Result.POSTPONED] * 3
    assert inbox.steps.count("DATA") == 2


def test_a_changed_document_goes_out_only_when_asked_for(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    server = plain_server(port)
    send(tmp_path, server, iter([item(0)]))
    assert results(send(tmp_path, server, iter([item(0, 2)]))) == [Result.CHANGED]
    again = Again(changed=True)
    assert results(send(tmp_path, server, iter([item(0, 2)]), again=again)) == [Result.SENT]
    assert results(send(tmp_path, server, iter([item(0, 2)]), again=again)) == [Result.ALREADY_SENT]
    assert [attached(content) for content in inbox.taken[address_of(0)]] == [
        pdf_of(0),
        pdf_of(0, 2),
    ]


def test_another_one_s_attachment_stops_the_run_before_anything_goes_out(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    seen = []

    def verify(found: Item) -> None:
        seen.append((found.row, len(inbox.taken)))
        if found.row == 2:
            raise CareerprintError("this is not theirs")

    with pytest.raises(CareerprintError, match="not theirs"):
        send(tmp_path, plain_server(port), map(item, range(5)), verify=verify)
    assert seen == [(0, 0), (1, 1), (2, 2)]
    assert set(inbox.taken) == {address_of(0), address_of(1)}
    with Outbox(tmp_path, now=DATE):
        assert tally(tmp_path)[State.UNKNOWN] == 0


def test_a_rehearsal_sends_nothing(
    inbox: Inbox, login_port: int, certificate: tuple[Path, Path]
) -> None:
    inbox.answer("RCPT", address_of(1), "550 5.1.1 no such user")
    with Transport(login(login_port, certificate)) as transport:
        items = map(item, range(3))
        found = list(rehearse(items, transport=transport, clock=TestClock().clock))
    kinds = [answer.kind for _, answer in found]
    assert kinds == [Kind.ACCEPTED, Kind.PERMANENT, Kind.ACCEPTED]
    assert "DATA" not in inbox.steps
    assert not inbox.taken


def test_nothing_is_logged_or_printed(
    tmp_path: Path,
    inbox: Inbox,
    port: int,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(0)
    inbox.answer("RCPT", address_of(1), "550 no student1@example.org")
    outcomes = send(tmp_path, plain_server(port), map(item, range(3)))
    told = f"{outcomes!r} {capfd.readouterr()}"
    told += str([one.getMessage() for one in caplog.records if not one.name.startswith("mail.")])
    assert "student" not in told
    assert "Zebulon" not in told


def test_five_hundred_recipients_get_one_message_each_with_their_own_file(
    tmp_path: Path, inbox: Inbox, port: int
) -> None:
    chosen = random.Random(7).sample(range(500), 35)  # noqa: S311 - a choice, no secret
    gone, busy = chosen[:10], chosen[10:]
    for place, number in enumerate(busy):
        inbox.answer(("RCPT", "DATA")[place % 2], address_of(number), "451 4.3.0 later")
    for number in gone:
        inbox.answer("RCPT", address_of(number), *["550 5.1.1 unknown"] * 2)
    outcomes = send(tmp_path, plain_server(port), map(item, range(500)))
    assert Counter(results(outcomes)) == {Result.SENT: 490, Result.FAILED: 10}
    assert {o.item.row for o in outcomes if o.result is Result.FAILED} == set(gone)
    send(tmp_path, plain_server(port), map(item, range(500)))
    assert set(inbox.taken) == {address_of(n) for n in range(500) if n not in gone}
    for number in set(range(500)) - set(gone):
        (content,) = inbox.taken[address_of(number)]
        assert attached(content) == pdf_of(number)


COUNT = 40


def kill_and_run_again(folder: Path, seed: int) -> tuple[int, int]:
    """End a run with SIGKILL at a random moment, run again; give how far it was, and doubts."""
    inbox, choice = Inbox(), random.Random(seed)  # noqa: S311 - a choice, no secret
    command = [sys.executable, "-B", "-m", "tests.real.mail_server", str(folder)]
    with serving(inbox) as port:
        run = subprocess.Popen(
            [*command, str(port), str(COUNT)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
        step, left = choice.choice(["RCPT", "DATA", "TAKEN", "any time"]), choice.randrange(COUNT)

        def kill(at: str) -> None:
            nonlocal left
            left -= at == step
            if left < 0 and run.poll() is None:
                os.kill(run.pid, signal.SIGKILL)

        if step == "any time":
            assert inbox.first.wait(60)
            with suppress(subprocess.TimeoutExpired):
                run.wait(choice.uniform(0, 0.4))
            run.kill()
        else:
            inbox.on_step = kill
        assert run.wait(60) in {-signal.SIGKILL, 0 if step == "any time" else -signal.SIGKILL}
        inbox.on_step = lambda _: None
        before = len(inbox.taken)
        outcomes = send(folder, plain_server(port), map(item, range(COUNT)))
    assert max(map(len, inbox.taken.values())) == 1, "somebody got two"
    doubts = {o.item.row for o in outcomes if o.result is Result.IN_DOUBT}
    reached = {n for n in range(COUNT) if inbox.taken[address_of(n)]}
    assert reached | doubts == set(range(COUNT)), "somebody was forgotten"
    assert len(doubts) <= 1
    rest = {o.result for o in outcomes if o.item.row not in doubts}
    assert rest <= {Result.SENT, Result.ALREADY_SENT}
    return before, len(doubts)


@pytest.mark.parametrize("seed", range(6))
def test_a_run_that_is_killed_sends_nobody_a_second_message(tmp_path: Path, seed: int) -> None:
    kill_and_run_again(tmp_path / "outbox", seed)
    assert (tmp_path / "outbox" / DATABASE).is_file()


@pytest.mark.prove
def test_forty_runs_killed_at_random_moments(tmp_path: Path) -> None:
    ends = [kill_and_run_again(tmp_path / str(seed), seed) for seed in range(100, 140)]
    assert len({before for before, _ in ends}) > 10, "they did not end at different moments"
    assert {doubts for _, doubts in ends} == {0, 1}


def test_a_run_left_in_the_middle_can_be_taken_up(tmp_path: Path, inbox: Inbox, port: int) -> None:
    """As after Ctrl-C: the one who reads the outcomes stops reading."""
    with Outbox(tmp_path, now=DATE) as outbox, Transport(plain_server(port)) as transport:
        run = deliver(
            map(item, range(5)),
            outbox=outbox,
            transport=transport,
            verify=lambda _: None,
            pace=Pace(per_minute=None),
        )
        next(run)
        next(run)
    outcomes = send(tmp_path, plain_server(port), map(item, range(5)))
    assert results(outcomes) == [Result.ALREADY_SENT] * 2 + [Result.SENT] * 3
