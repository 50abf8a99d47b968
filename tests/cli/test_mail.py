"""Mailing a batch as a counselor does: drafts, a rehearsal, a sending, and what can go wrong."""

import csv
import email
import os
import shutil
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from pathlib import Path
from types import ModuleType

import pymupdf
import pytest
from tests.conftest import ROOT
from tests.in_process import SerialExecutor
from tests.real.mail_server import (
    PASSWORD,
    TAKEN_AND_DROP,
    USER,
    Inbox,
    authenticator,
    make_certificate,
    serving,
)
from tests.real.terminal import lines_shown, talk

from careerprint.binder.archive import owner_of
from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.publish.templates import Template, read_template
from careerprint.settings import Language

Capture = pytest.CaptureFixture[str]
FROM = f"Career Center <{USER}>"
PARENT = "parent@example.org"
ALONE = 20
"""Students with an address of their own, in rows 2 to 21; two siblings and one without follow."""
ALL = ALONE + 2
ROSTER = "\n".join(
    (
        "Name,E-mail,Class,Language,Careers",
        *(f"Zebulon{n} Quill{n},zeb{n}@example.org,7b,en,filmmaker" for n in range(ALONE - 1)),
        "Zebulina Quill,zebulina@example.org,7b,es,filmmaker",
        f"Ana Quillfeather,{PARENT},7b,en,filmmaker",
        f"Luis Quillfeather,{PARENT},5a,en,filmmaker",
        "Nobody Quillmore,,7b,en,filmmaker",
    )
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one small batch."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "spec.yaml").write_text("title: Careers to look at\nparts: [cover, careers]\n")
    files = (str(folder / "roster.csv"), "--booklet", str(folder / "spec.yaml"))
    arguments = (
        "-q",
        "batch",
        "--no-evidence",
        *files,
        "-o",
        str(folder / "out"),
        "--workers",
        "2",
    )
    assert run([*arguments]) == ExitCode.OK
    return folder / "out"


@pytest.fixture
def batch(made: Path, empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the batch, in a folder without a project, and no password."""
    monkeypatch.delenv("CAREERPRINT_SMTP_PASSWORD", raising=False)
    return Path(shutil.copytree(made, empty_folder / "out"))


@pytest.fixture
def inbox() -> Inbox:
    """Give an inbox that takes everything."""
    return Inbox()


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    """Serve the inbox without encryption."""
    with serving(inbox) as port:
        yield port


@pytest.fixture
def login_port(inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Serve the inbox with STARTTLS and a login, its certificate trusted by this machine."""
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    options = {"tls_context": context, "authenticator": authenticator}
    with serving(inbox, **options, require_starttls=True, auth_required=True) as port:
        yield port


def mail(folder: Path, *arguments: str) -> int:
    return run(["mail", str(folder), "--from", FROM, *arguments])


def smtp(port: int, *arguments: str) -> tuple[str, ...]:
    server = ("--to", "smtp", "--server", f"127.0.0.1:{port}", "--security", "plain")
    return (*server, "--rate", "60000/min", *arguments)


def secure(port: int, *arguments: str) -> tuple[str, ...]:
    server = ("--to", "smtp", "--server", f"127.0.0.1:{port}", "--user", USER)
    return (*server, "--rate", "60000/min", *arguments)


def parsed(content: bytes) -> EmailMessage:
    found = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def files_of(message: EmailMessage) -> dict[str, bytes]:
    return {str(one.get_filename()): one.get_content() for one in message.iter_attachments()}


def report_of(folder: Path) -> dict[int, dict[str, str]]:
    with (folder / "mail-report.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["row"]): row for row in csv.DictReader(file)}


def states(folder: Path) -> dict[str, int]:
    found = [row["state"] for row in report_of(folder).values()]
    return {state: found.count(state) for state in dict.fromkeys(found)}


def booklet(folder: Path, stem: str) -> Path:
    (found,) = folder.rglob(f"{stem}*.pdf")
    return found


def test_drafts_are_the_default_one_for_each_address(batch: Path, capsys: Capture) -> None:
    options = ("--reply-to", "desk@lincoln.example", "--unsubscribe", "https://lincoln.example/u")
    assert mail(batch, *options) == ExitCode.SOME_FAILED
    assert "row 24: not sent: the row has no address" in capsys.readouterr().err
    drafts = [parsed(path.read_bytes()) for path in sorted((batch / "drafts").glob("*.eml"))]
    assert len(drafts) == ALL
    first, spanish = drafts[0], drafts[ALONE - 1]
    assert first["X-Unsent"] == "1"
    assert (first["From"], first["Reply-To"]) == (FROM, "desk@lincoln.example")
    assert first["To"] == "Zebulon0 Quill0 <zeb0@example.org>"
    assert first["List-Unsubscribe"] == "<https://lincoln.example/u>"
    assert first["Subject"] == "Your career handouts, Zebulon0"
    assert (spanish["Content-Language"], spanish["To"][:8]) == ("es", "Zebulina")
    assert "Filmmaker" in (first.get_body(("plain",)) or first).get_content()
    own = booklet(batch, "Quill0").read_bytes()
    assert files_of(first) == {"Careers to look at.pdf": own}
    overview = (batch / "drafts" / "overview.html").read_text(encoding="utf-8")
    assert "z…@example.org" in overview
    assert "zeb0" not in overview


def test_each_gets_their_own_booklet_and_nobody_else_s(
    batch: Path, inbox: Inbox, port: int
) -> None:
    assert mail(batch, *smtp(port, "--send", "--yes-send", str(ALL))) == ExitCode.SOME_FAILED
    assert set(inbox.taken) == {
        *(f"zeb{n}@example.org" for n in range(ALONE - 1)),
        "zebulina@example.org",
        PARENT,
    }
    for number in range(ALONE - 1):
        (content,) = inbox.taken[f"zeb{number}@example.org"]
        (file,) = files_of(parsed(content)).values()
        assert file == booklet(batch, f"Quill{number}-").read_bytes()
    owners = [
        owner_of(file)
        for one in inbox.taken.values()
        for content in one
        for file in files_of(parsed(content)).values()
    ]
    assert len(set(owners)) == len(owners) == ALL


def test_without_send_it_is_a_rehearsal(batch: Path, inbox: Inbox, port: int) -> None:
    inbox.answer("RCPT", "zeb3@example.org", "550 5.1.1 no such user")
    assert mail(batch, *smtp(port)) == ExitCode.SOME_FAILED
    assert (inbox.steps.count("RCPT"), inbox.steps.count("DATA")) == (ALL, 0)
    assert not inbox.taken
    assert states(batch) == {"would be taken": ALL - 1, "would be refused": 1, "not sent": 1}
    assert report_of(batch)[5]["reason"] == "550 5.1.1 no such user"


def test_the_count_has_to_be_confirmed(batch: Path, inbox: Inbox, port: int) -> None:
    for wrong in ((), ("--yes-send", str(ALL - 1)), ("--yes-send", str(ALL + 1))):
        assert mail(batch, *smtp(port, "--send", *wrong)) == ExitCode.USAGE
    assert not inbox.steps
    assert not (batch / "mail-report.csv").exists()
    limited = smtp(port, "--send", "--limit", str(ALONE))
    assert mail(batch, *limited) == ExitCode.SOME_FAILED
    assert sum(map(len, inbox.taken.values())) == ALONE
    assert states(batch) == {"sent": ALONE, "waiting": 2, "not sent": 1}


def _typed(batch: Path, port: int, text: str) -> "subprocess.CompletedProcess[bytes]":
    """Run in a terminal, typing a text."""
    ours, theirs = os.openpty()
    command = ("mail", str(batch), "--from", FROM, *smtp(port, "--send"))
    try:
        os.write(ours, text.encode())
        return subprocess.run(
            (sys.executable, "-m", "careerprint", *command),
            stdin=theirs,
            check=False,
            capture_output=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
    finally:
        os.close(ours)
        os.close(theirs)


def test_the_count_may_be_typed(batch: Path, inbox: Inbox, port: int) -> None:
    assert _typed(batch, port, "21\n").returncode == ExitCode.USAGE
    assert not inbox.taken
    done = _typed(batch, port, f"{ALL}\n")
    assert done.returncode == ExitCode.SOME_FAILED
    assert b"22 messages will go out" in done.stderr
    assert sum(map(len, inbox.taken.values())) == ALL


def test_a_second_run_sends_nobody_anything_twice(
    batch: Path, inbox: Inbox, port: int, capsys: Capture
) -> None:
    inbox.answer("DATA", "zeb1@example.org", TAKEN_AND_DROP)
    inbox.answer("DATA", "zeb2@example.org", "550 5.7.1 not now")
    send = smtp(port, "--send", "--yes-send")
    assert mail(batch, *send, str(ALL)) == ExitCode.SOME_FAILED
    before = report_of(batch)
    assert states(batch) == {"sent": ALL - 2, "unknown": 1, "failed": 1, "not sent": 1}
    capsys.readouterr()
    assert mail(batch, *send, "1") == ExitCode.SOME_FAILED
    assert "row 3 (z…@example.org): unknown: it may have arrived" in capsys.readouterr().err
    assert states(batch) == {"already sent": ALL - 2, "unknown": 1, "sent": 1, "not sent": 1}
    assert report_of(batch)[2]["time"] == before[2]["time"] != ""
    assert {len(one) for to, one in inbox.taken.items() if to != PARENT} == {1}
    assert mail(batch, *send, "1", "--retry-unknown") == ExitCode.SOME_FAILED
    assert len(inbox.taken["zeb1@example.org"]) == 2
    assert sum(map(len, inbox.taken.values())) == ALL + 1


def test_swapped_files_stop_the_run_before_anything_goes_out(
    batch: Path, inbox: Inbox, port: int, capsys: Capture
) -> None:
    one, other = booklet(batch, "Quill4-"), booklet(batch, "Quill5-")
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    arguments = smtp(port, "--send", "--yes-send", str(ALL))
    assert mail(batch, *arguments) == ExitCode.NOT_DELIVERED
    assert "the booklet of row 6 is not this student's" in capsys.readouterr().err
    assert not inbox.steps
    assert mail(batch) == ExitCode.NOT_DELIVERED
    assert not list(batch.glob("drafts/*"))


def test_files_swapped_while_it_sends_stop_the_run(batch: Path, inbox: Inbox, port: int) -> None:
    one, other = booklet(batch, "Quill4-"), booklet(batch, "Quill9-")

    def swap(step: str) -> None:
        if step == "TAKEN" and len(inbox.taken) == 3:
            one.write_bytes(other.read_bytes())

    inbox.on_step = swap
    arguments = smtp(port, "--send", "--yes-send", str(ALL))
    assert mail(batch, *arguments) == ExitCode.NOT_DELIVERED
    assert set(inbox.taken) == {f"zeb{n}@example.org" for n in range(4)}
    assert states(batch) == {"sent": 4, "waiting": ALL - 4, "not sent": 1}


def test_missing_damaged_and_changed_booklets_are_named_and_the_rest_goes_on(
    batch: Path, inbox: Inbox, port: int
) -> None:
    booklet(batch, "Quill1-").unlink()
    damaged, changed = booklet(batch, "Quill2-"), booklet(batch, "Quill3-")
    damaged.write_bytes(damaged.read_bytes()[:-3000])
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert mail(batch, *smtp(port, "--send")) == ExitCode.SOME_FAILED
    assert sum(map(len, inbox.taken.values())) == ALL - 3
    reasons = {row: report_of(batch)[row]["reason"] for row in (3, 4, 5)}
    assert "is missing" in reasons[3]
    assert "is damaged" in reasons[4]
    assert "was changed after it was made" in reasons[5]


@pytest.mark.parametrize(("way", "messages"), [("separate", 2), ("together", 1)])
def test_siblings_with_one_address(
    batch: Path, inbox: Inbox, port: int, way: str, messages: int
) -> None:
    count = str(ALONE + messages)
    arguments = smtp(port, "--send", "--siblings", way, "--yes-send", count)
    assert mail(batch, *arguments) == ExitCode.SOME_FAILED
    got = [files_of(parsed(content)) for content in inbox.taken[PARENT]]
    assert len(got) == messages
    own = {booklet(batch, f"Quillfeather-{one}").read_bytes() for one in ("Ana", "Luis")}
    assert {file for files in got for file in files.values()} == own
    if way == "together":
        (message,) = map(parsed, inbox.taken[PARENT])
        assert set(got[0]) == {"Careers to look at - Ana.pdf", "Careers to look at - Luis.pdf"}
        assert message["To"] == PARENT
        assert "Ana and Luis" in message["Subject"]
    other = {"separate": "together", "together": "separate"}[way]
    assert mail(batch, *smtp(port, "--send", "--siblings", other)) == ExitCode.USAGE


def test_a_login_with_the_password_of_the_environment(
    batch: Path, inbox: Inbox, login_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREERPRINT_SMTP_PASSWORD", PASSWORD)
    assert mail(batch, *secure(login_port, "--send", "--limit", "2")) == ExitCode.SOME_FAILED
    assert len(inbox.taken) == 2
    held = b"".join(path.read_bytes() for path in batch.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in held


def test_a_wrong_password_ends_it(
    batch: Path,
    inbox: Inbox,
    login_port: int,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CAREERPRINT_SMTP_PASSWORD", "wrong-but-secret")
    arguments = secure(login_port, "--send", "--limit", "2")
    assert mail(batch, *arguments) == ExitCode.NOT_DELIVERED
    said = "".join(capfd.readouterr())
    assert "refused the login" in said
    assert "wrong-but-secret" not in said
    held = b"".join(path.read_bytes() for path in batch.rglob("*") if path.is_file())
    assert b"wrong-but-secret" not in held
    assert not inbox.taken


def test_without_any_password_nothing_is_tried(
    batch: Path, inbox: Inbox, login_port: int, capsys: Capture
) -> None:
    assert mail(batch, *secure(login_port)) == ExitCode.USAGE
    assert "there is no password" in capsys.readouterr().err
    assert "RCPT" not in inbox.steps


def test_a_server_that_is_not_there_ends_it_at_once(batch: Path, capsys: Capture) -> None:
    with serving(Inbox()) as port:
        pass
    assert mail(batch, *smtp(port, "--send", "--limit", "2")) == ExitCode.NOT_DELIVERED
    assert "cannot be reached" in capsys.readouterr().err
    assert states(batch) == {"waiting": ALL, "not sent": 1}


def test_nothing_that_is_said_or_reported_tells_who_anybody_is(
    batch: Path, inbox: Inbox, port: int, capsys: Capture
) -> None:
    inbox.answer("RCPT", "zeb7@example.org", "550 <zeb7@example.org> Zebulon7 is unknown")
    booklet(batch, "Quill8-").unlink()
    arguments = smtp(port, "--send", "--yes-send", str(ALL - 1))
    assert mail(batch, *arguments) == ExitCode.SOME_FAILED
    told = "".join(capsys.readouterr())
    assert "quill" not in told.casefold()
    told += "".join(path.read_text(encoding="utf-8") for path in batch.glob("mail-report.*"))
    for path in batch.rglob("*.pdf"):  # which booklet it was stands in the report
        told = told.replace(path.relative_to(batch).as_posix(), "")
    for word in ("zeb", "quill", "parent", "nobody"):
        assert word not in told.casefold()
    held = b"".join(path.read_bytes() for path in (batch / ".careerprint/outbox").iterdir())
    assert b"example.org" not in held


def test_a_run_that_is_interrupted_is_taken_up(batch: Path, inbox: Inbox, port: int) -> None:
    arguments = ("--from", FROM, *smtp(port, "--send", "--yes-send", str(ALL)))
    process = subprocess.Popen(
        (sys.executable, "-m", "careerprint", "mail", str(batch), *arguments),
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )

    def interrupt(step: str) -> None:
        if step == "TAKEN" and len(inbox.taken) == 5:
            process.send_signal(signal.SIGINT)

    inbox.on_step = interrupt
    assert process.wait(60) == ExitCode.INTERRUPTED
    assert states(batch)["sent"] >= 4
    assert len(inbox.taken) < ALL - 1
    inbox.on_step = lambda _: None
    assert mail(batch, *smtp(port, "--send", "--limit", "20")) == ExitCode.SOME_FAILED
    assert sum(map(len, inbox.taken.values())) == ALL
    assert {len(one) for to, one in inbox.taken.items() if to != PARENT} == {1}


def test_drafts_do_without_a_sender_and_smtp_does_not(batch: Path, capsys: Capture) -> None:
    assert run(["mail", str(batch)]) == ExitCode.SOME_FAILED
    said = capsys.readouterr().err
    assert "the drafts name no sender" in said
    assert "to send with --to smtp, use --from" in said
    drafts = [parsed(path.read_bytes()) for path in sorted((batch / "drafts").glob("*.eml"))]
    assert drafts
    for draft in drafts:
        assert (draft["From"], draft["Message-ID"], draft["X-Unsent"]) == (None, None, "1")
        assert draft["To"]
    assert run(["mail", str(batch), "--to", "smtp", "--server", "127.0.0.1:9"]) == ExitCode.USAGE
    assert "nobody is named as the sender" in capsys.readouterr().err


def test_settings_of_the_project_name_sender_and_server(
    batch: Path, inbox: Inbox, port: int
) -> None:
    Path("careerprint.yaml").write_text(
        f"mail:\n  from: {FROM}\n  server: 127.0.0.1:{port}\n  security: plain\n"
        "  rate: 60000/min\n  reply_to: desk@lincoln.example\n",
        encoding="utf-8",
    )
    arguments = ["mail", str(batch), "--to", "smtp", "--send", "--limit", "1"]
    assert run(arguments) == ExitCode.SOME_FAILED
    ((content,),) = inbox.taken.values()
    assert parsed(content)["Reply-To"] == "desk@lincoln.example"


def test_a_password_in_the_settings_is_refused_and_not_shown(batch: Path, capsys: Capture) -> None:
    Path("careerprint.yaml").write_text("mail:\n  password: hunter2secret\n", encoding="utf-8")
    assert mail(batch) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "careerprint.yaml:2:3" in said
    assert "hunter2secret" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--send",), "--send goes with --to smtp"),
        (("--to", "smtp"), "no mail server is named"),
        (("--from", "nobody"), "the sender has no @"),
        (("--rate", "fast"), "--rate cannot be"),
        (("--to", "smtp", "--server", "me:hunter2@mail.example"), "is not HOST or HOST:PORT"),
        (("--unsubscribe", "http://example.org"), "is not an address of a page"),
        (("--roster", "gone.csv"), "is gone"),
        (("--template", "gone.md"), "cannot be read"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_done(
    batch: Path, capsys: Capture, arguments: tuple[str, ...], said: str
) -> None:
    # a rate is needed by a server only
    more = ("--to", "smtp", "--server", "127.0.0.1:9") if "--rate" in arguments else ()
    assert mail(batch, *more, *arguments) == ExitCode.USAGE
    told = capsys.readouterr().err
    assert said in told
    assert "hunter2" not in told


def test_a_folder_without_a_batch_is_refused(empty_folder: Path, capsys: Capture) -> None:
    assert mail(empty_folder) == ExitCode.USAGE
    assert "has no batch" in capsys.readouterr().err
    assert not list(empty_folder.iterdir())


def _drafts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.eml"))}


def test_drafts_are_not_mixed_with_earlier_ones(batch: Path, capsys: Capture) -> None:
    assert mail(batch, "--limit", "1") == ExitCode.SOME_FAILED
    before = (batch / "mail-report.csv").read_bytes()
    capsys.readouterr()
    assert mail(batch, "--limit", "2") == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "out/drafts has drafts already: 1" in said
    assert "--drafts keep" in said
    assert "--drafts replace" in said
    assert "-o DIR" in said
    assert (batch / "mail-report.csv").read_bytes() == before


def test_drafts_that_are_there_are_kept_and_the_missing_ones_written(batch: Path) -> None:
    mail(batch, "--limit", "3")
    (batch / "drafts" / "draft-0002.eml").unlink()
    before = _drafts(batch / "drafts")
    assert mail(batch, "--drafts", "keep", "--limit", "2") == ExitCode.SOME_FAILED
    assert _drafts(batch / "drafts").items() > before.items()
    counts = {"draft": 2, "draft kept": 2, "waiting": ALL - 4, "not sent": 1}
    assert states(batch) == counts
    assert mail(batch, "--drafts", "keep") == ExitCode.SOME_FAILED
    drafts = _drafts(batch / "drafts")
    assert len({parsed(content)["To"] for content in drafts.values()}) == ALL
    assert len(drafts) == ALL
    overview = (batch / "drafts" / "overview.html").read_text(encoding="utf-8")
    assert all(name in overview for name in drafts)
    assert mail(batch, "--drafts", "keep") == ExitCode.SOME_FAILED
    assert states(batch) == {"draft kept": ALL, "not sent": 1}
    assert _drafts(batch / "drafts") == drafts


def test_what_was_sent_by_hand_and_set_aside_gets_no_second_draft(batch: Path) -> None:
    mail(batch, "--limit", "2")
    (batch / "drafts" / "sent").mkdir()
    (batch / "drafts" / "draft-0001.eml").rename(batch / "drafts" / "sent" / "draft-0001.eml")
    mail(batch, "--drafts", "keep", "--limit", "1")
    assert sorted(_drafts(batch / "drafts")) == ["draft-0002.eml", "draft-0003.eml"]
    assert report_of(batch)[2]["reason"] == "set aside in sent"


def test_outdated_drafts_and_those_of_nobody_are_named(batch: Path, capsys: Capture) -> None:
    mail(batch, "--limit", "3")
    names = ("draft-0002.eml", "draft-0003.eml")
    (batch / "drafts" / "draft-0001.eml").write_bytes(b"Subject: mine\r\n\r\n")
    edited = (batch / "drafts" / names[0]).read_bytes().replace(b"Hello", b"Dear")
    (batch / "drafts" / names[0]).write_bytes(edited)
    capsys.readouterr()
    assert mail(batch, "--drafts", "keep", "--limit", "1") == ExitCode.SOME_FAILED
    said = capsys.readouterr().err
    assert "1 message of no student of this mailing any more: draft-0001.eml" in said
    assert "--drafts replace" in said
    overview = (batch / "drafts" / "overview.html").read_text(encoding="utf-8")
    gone, drafts = overview.split("The drafts</h2>")
    assert "Of no student of this mailing any more: delete them</h2>" in gone
    assert ("draft-0001.eml" in gone, "draft-0001.eml" in drafts) == (True, False)
    assert "<td>7b/Quill1-Zebulon1.pdf</td>" in drafts
    assert report_of(batch)[3]["state"] == "draft outdated"
    assert names[0] in report_of(batch)[3]["reason"]
    assert _drafts(batch / "drafts")[names[0]] == edited
    assert report_of(batch)[4]["state"] == "draft kept"
    page = (batch / "mail-report.html").read_text(encoding="utf-8")
    assert "--drafts replace</pre>" in page


def test_drafts_are_replaced_as_a_whole(batch: Path, capsys: Capture) -> None:
    mail(batch, "--limit", "3")
    template = Path("own.md")
    template.write_text("Subject: For {name}\n\nHello {first}.\n", encoding="utf-8")
    options = ("--drafts", "replace", "--limit", "2", "--template", str(template))
    assert mail(batch, *options) == ExitCode.SOME_FAILED
    drafts = _drafts(batch / "drafts")
    assert sorted(drafts) == ["draft-0001.eml", "draft-0002.eml"]
    assert all(parsed(one)["Subject"].startswith("For ") for one in drafts.values())
    (batch / "drafts" / "own.eml").write_bytes(b"Subject: mine\r\n\r\n")
    assert mail(batch, "--drafts", "replace") == ExitCode.USAGE
    assert "not written here: own.eml" in capsys.readouterr().err
    assert len(_drafts(batch / "drafts")) == 3


def test_drafts_may_go_to_another_folder(batch: Path, capsys: Capture) -> None:
    mail(batch, "--limit", "1")
    capsys.readouterr()
    assert mail(batch, "-o", "second", "--limit", "2") == ExitCode.SOME_FAILED
    assert capsys.readouterr().out == "second/overview.html\nout/mail-report-second.html\n"
    assert len(report_of(batch)) == ALL + 1  # of the first mailing, and still there
    assert len(_drafts(Path("second"))) == 2
    assert len(_drafts(batch / "drafts")) == 1
    for option in (("--drafts", "keep"), ("-o", "third")):
        assert mail(batch, "--to", "smtp", *option) == ExitCode.USAGE
        assert "about drafts" in capsys.readouterr().err


def test_the_page_names_what_to_look_at_first_and_what_to_do_next(batch: Path) -> None:
    mail(batch, "--limit", "2")
    page = (batch / "mail-report.html").read_text(encoding="utf-8")
    headings = ("To look at: 1 row</h2>", "The messages</h2>", "What to do next</h2>")
    places = [page.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "roster.csv" in page
    assert "--from &#x27;Career Center &lt;" in page
    assert "--drafts keep</pre>" in page  # without it the same command would be refused
    assert "zeb0" not in page.replace("Zeb", "")
    assert "<td>7b/Quill0-Zebulon0.pdf</td>" in page


def test_a_template_of_one_s_own_and_a_size_limit(batch: Path) -> None:
    template = Path("own.md")
    template.write_text("Subject: For {name}\n\nHello {first}.\n", encoding="utf-8")
    assert mail(batch, "--template", str(template), "--limit", "1") == ExitCode.SOME_FAILED
    (draft,) = (batch / "drafts").glob("*.eml")
    assert parsed(draft.read_bytes())["Subject"] == "For Zebulon0 Quill0"
    shutil.rmtree(batch / "drafts")
    assert mail(batch, "--max-mb", "0.1") == ExitCode.SOME_FAILED
    assert states(batch) == {"not sent": ALL + 1}
    assert "may have 0.1" in report_of(batch)[2]["reason"]


def test_a_changed_booklet_goes_out_only_when_asked_for(
    batch: Path, made: Path, inbox: Inbox, port: int
) -> None:
    assert mail(batch, *smtp(port, "--send", "--limit", "1")) == ExitCode.SOME_FAILED
    spec = made.parent / "other.yaml"
    spec.write_text("title: Careers, second edition\nparts: [cover, careers]\n", encoding="utf-8")
    remade = [
        "-q",
        "batch",
        "--no-evidence",
        str(made.parent / "roster.csv"),
        "--booklet",
        str(spec),
    ]
    assert run([*remade, "-o", str(batch), "--sample", "1", "--workers", "1"]) == ExitCode.OK
    assert mail(batch, *smtp(port, "--send")) == ExitCode.OK
    assert states(batch) == {"changed since it was sent": 1}
    assert mail(batch, *smtp(port, "--send", "--resend-changed")) == ExitCode.OK
    first, second = inbox.taken["zeb0@example.org"]
    assert files_of(parsed(first)) != files_of(parsed(second))


def test_interests_a_key_of_one_s_own_and_a_bad_address(
    empty_folder: Path, capsys: Capture
) -> None:
    Path("roster.csv").write_text(
        "Name,E-mail,Interests\nZoe Quill,zoe@example.org,ASE\nMax Quill,max@@example.org,ASE\n",
        encoding="utf-8",
    )
    Path("spec.yaml").write_text("title: Careers\nparts: [cover, careers]\n", encoding="utf-8")
    made = ("-o", "out", "--matches", "1", "--key", "secret", "--workers", "1")
    arguments = ["-q", "batch", "--no-evidence", "roster.csv", "--booklet", "spec.yaml", *made]
    assert run(arguments) == ExitCode.SOME_FAILED
    assert mail(Path("out")) == ExitCode.SOME_FAILED
    said = capsys.readouterr().err
    assert "roster.csv:3:2: error" in said
    assert "max@" not in said
    (draft,) = Path("out/drafts").glob("*.eml")
    message = parsed(draft.read_bytes())
    assert message["To"] == "Zoe Quill <zoe@example.org>"
    text = (message.get_body(("plain",)) or message).get_content()
    (one,) = Path("out").rglob("*.pdf")
    (title,) = (line for line in text.splitlines() if "Here they are: " in line)
    with pymupdf.open(one) as pdf:
        bookmarks = [entry[1] for entry in pdf.get_toc()]
    assert title.partition("Here they are: ")[2].rstrip(".") in bookmarks
    Path("secret").unlink()
    assert mail(Path("out")) == ExitCode.USAGE
    assert "nobody can tell whose a PDF is" in capsys.readouterr().err


def test_the_keyring_is_asked_if_it_is_installed(
    batch: Path, inbox: Inbox, login_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = ModuleType("keyring")
    asked: list[tuple[str, str]] = []

    def get_password(service: str, user: str) -> str:
        asked.append((service, user))
        return PASSWORD

    monkeypatch.setattr(keyring, "get_password", get_password, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    assert mail(batch, *secure(login_port, "--send", "--limit", "1")) == ExitCode.SOME_FAILED
    assert asked == [("careerprint", USER)]
    assert len(inbox.taken) == 1


def _on_a_terminal(batch: Path, *arguments: str, **answers: str) -> tuple[int, str]:
    questions = {"Password of the mail server": answers.get("password", "")}
    return talk(
        (sys.executable, "-m", "careerprint", "mail", "out", "--from", FROM, *arguments),
        folder=batch.parent,
        answers=questions,
        environment={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm"},
    )


def test_the_password_may_be_typed_and_is_not_shown(
    batch: Path, inbox: Inbox, login_port: int
) -> None:
    arguments = secure(login_port, "--send", "--limit", "2")
    status, said = _on_a_terminal(batch, *arguments, password=PASSWORD)
    assert status == ExitCode.SOME_FAILED, said
    assert len(inbox.taken) == 2
    assert said.count("Password of the mail server") == 1
    assert PASSWORD not in said
    held = b"".join(path.read_bytes() for path in batch.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in held


def test_a_wrong_password_that_was_typed_ends_it_and_is_not_shown(
    batch: Path, inbox: Inbox, login_port: int
) -> None:
    arguments = secure(login_port, "--send", "--limit", "2")
    status, said = _on_a_terminal(batch, *arguments, password="not-this-one")  # noqa: S106
    assert status == ExitCode.NOT_DELIVERED
    assert "refused the login" in said
    assert "not-this-one" not in said
    assert not inbox.taken


def test_what_goes_wrong_stands_above_the_bar(batch: Path, inbox: Inbox, port: int) -> None:
    """Each finding has a line of its own, and the bar is the last one."""
    for number in (3, 7, 11):
        inbox.answer("RCPT", f"zeb{number}@example.org", "550 no such person")
    arguments = smtp(port, "--send", "--yes-send", str(ALL))
    status, said = _on_a_terminal(batch, *arguments)
    assert status == ExitCode.SOME_FAILED, said
    lines = [line for line in lines_shown(said) if line]
    refused = [line for line in lines if "no such person" in line]
    assert [line.split(" ")[0] for line in refused] == ["row"] * 3
    assert not any("[#" in line or "[." in line for line in refused)
    (bar,) = [line for line in lines if line.startswith("[")]
    assert f"{ALL} of {ALL}" in bar
    assert lines.index(bar) > max(map(lines.index, refused))


def test_a_message_says_how_its_careers_were_chosen(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careerprint.workers.executors.open_pool", lambda _: SerialExecutor())
    Path("roster.csv").write_text(
        "name,email,language,careers,interests\nAna Ejemplo,a@example.org,en,chef,\n"
        "Ben Muster,b@example.org,en,,ASE\nLuz Ejemplo,b@example.org,es,,ASE\n",
        encoding="utf-8",
    )
    assert (
        run(["batch", "roster.csv", "--no-evidence", "--layout", "card", "-o", "out"])
        == ExitCode.OK
    )
    assert mail(Path("out")) == ExitCode.OK
    named, matched, spanish = (
        " ".join(_text(parsed(one)).split())
        for _, one in sorted(_drafts(Path("out/drafts")).items())
    )
    assert "You told us which careers you want to know more about. Here they are: Chef." in named
    assert "You told us what interests you (ASE), and we looked up the careers" in matched
    assert "Nos dijiste qué te interesa (ASE), y buscamos las carreras" in spanish


def _text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def test_the_template_for_families_can_be_used(empty_folder: Path) -> None:
    text = (ROOT / "docs" / "mail.md").read_text(encoding="utf-8")
    (block,) = (one for one in text.split("```markdown\n")[1:] if "family" in one)
    Path("families.md").write_text(block.split("```")[0], encoding="utf-8")
    assert isinstance(read_template(Path("families.md"), Language.ENGLISH), Template)
