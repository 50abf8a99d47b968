"""The outbox: durable, nameless, for one run at a time, and never in doubt about doubt."""

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.outboxes import tally

from careerprint.errors import ExitCode
from careerprint.publish.outbox import Entry, Outbox, Standing, State
from careerprint.publish.outbox_folder import DATABASE, KEY, OutboxError

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
ANA = Entry(recipient="ana@example.org", document="doc-one", wording="words-one")
ANA_CHANGED = Entry(recipient="ana@example.org", document="doc-two", wording="words-one")
ANA_REWORDED = Entry(recipient="ana@example.org", document="doc-one", wording="words-two")
BEN = Entry(recipient="ben@example.org", document="doc-one", wording="words-one")


def test_each_state_has_its_standing(tmp_path: Path) -> None:
    with Outbox(tmp_path / "o", now=NOW) as outbox:
        assert outbox.standing(ANA) is Standing.OPEN
        for state, standing in {
            State.QUEUED: Standing.OPEN,
            State.FAILED: Standing.OPEN,
            State.UNKNOWN: Standing.IN_DOUBT,
            State.SENT: Standing.SENT,
        }.items():
            outbox.note(ANA, state, now=NOW)
            assert outbox.standing(ANA) is standing
        assert outbox.standing(ANA_REWORDED) is Standing.SENT
        assert outbox.standing(ANA_CHANGED) is Standing.CHANGED
        assert outbox.standing(BEN) is Standing.OPEN
        assert tally(tmp_path / "o")[State.SENT] == 1


def test_the_last_that_went_out_decides(tmp_path: Path) -> None:
    with Outbox(tmp_path, now=NOW) as outbox:
        outbox.note(ANA, State.SENT, now=NOW)
        outbox.note(ANA_CHANGED, State.UNKNOWN, now=NOW)
        assert outbox.standing(ANA_CHANGED) is Standing.IN_DOUBT
        assert outbox.standing(ANA) is Standing.SENT
        outbox.note(ANA_CHANGED, State.SENT, now=NOW)
        assert outbox.standing(ANA_CHANGED) is Standing.SENT


def test_what_was_being_sent_is_unknown_to_the_next_run(tmp_path: Path) -> None:
    with Outbox(tmp_path, now=NOW) as outbox:
        outbox.note(ANA, State.SENDING, now=NOW)
    with Outbox(tmp_path, now=NOW) as outbox:
        assert outbox.standing(ANA) is Standing.IN_DOUBT
        assert tally(tmp_path)[State.UNKNOWN] == 1


def test_only_what_went_out_within_a_day_counts_for_it(tmp_path: Path) -> None:
    with Outbox(tmp_path, now=NOW) as outbox:
        outbox.note(ANA, State.SENT, now=NOW - timedelta(hours=25))
        outbox.note(ANA_CHANGED, State.SENT, now=NOW - timedelta(hours=23))
        outbox.note(BEN, State.FAILED, now=NOW)
        assert outbox.sent_since(NOW - timedelta(days=1)) == 1


def test_no_file_has_a_name_an_address_or_a_plain_hash(tmp_path: Path) -> None:
    with Outbox(tmp_path, now=NOW) as outbox:
        outbox.note(ANA, State.SENT, now=NOW, answer="250 ok")
        held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for told in (b"ana", b"example.org", b"doc-one", b"words-one"):
        assert told not in held
    assert b"250 ok" in held


def test_the_folder_and_its_files_are_for_their_owner(tmp_path: Path) -> None:
    folder = tmp_path / "o"
    with Outbox(folder, now=NOW) as outbox:
        outbox.note(ANA, State.SENT, now=NOW)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_commit_is_on_the_disk_before_it_returns(tmp_path: Path) -> None:
    """SQLite's own setting is asked, and another connection sees the row at once."""
    with Outbox(tmp_path, now=NOW) as outbox:
        (level,) = outbox._database.execute("PRAGMA synchronous").fetchone()
        assert level == 2  # FULL
        outbox.note(ANA, State.SENDING, now=NOW)
        other = sqlite3.connect(tmp_path / DATABASE)
        assert other.execute("SELECT state FROM delivery").fetchall() == [("sending",)]
        other.close()


def test_a_second_run_is_refused_with_the_first_ones_process(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, datetime\n"
        "from careerprint.publish.outbox import Outbox\n"
        "from careerprint.publish.outbox_folder import OutboxError\n"
        "try:\n"
        "    Outbox(pathlib.Path(sys.argv[1]), now=datetime.datetime.now(datetime.UTC))\n"
        "except OutboxError as error:\n"
        "    sys.exit(error.message)\n"
    )
    command = [sys.executable, "-B", "-c", code, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with Outbox(tmp_path, now=NOW):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert done.stderr.strip().endswith(f"process {os.getpid()}")
    assert subprocess.run(command, check=False, env=environment).returncode == 0


@pytest.mark.parametrize("key", [None, b"short", b"x" * 32], ids=["none", "cut", "another"])
def test_without_its_key_nothing_is_sent_again(tmp_path: Path, key: bytes | None) -> None:
    with Outbox(tmp_path, now=NOW) as outbox:
        outbox.note(ANA, State.SENT, now=NOW)
    (tmp_path / KEY).unlink()
    if key is not None:
        (tmp_path / KEY).write_bytes(key)
    with pytest.raises(OutboxError, match="key") as caught:
        Outbox(tmp_path, now=NOW)
    assert caught.value.exit_code == ExitCode.NOT_DELIVERED


def test_a_damaged_database_is_said_and_the_lock_let_go(tmp_path: Path) -> None:
    with Outbox(tmp_path, now=NOW):
        pass
    whole = (tmp_path / DATABASE).read_bytes()
    (tmp_path / DATABASE).write_bytes(b"no database at all" * 100)
    with pytest.raises(OutboxError, match="cannot be used"):
        Outbox(tmp_path, now=NOW)
    (tmp_path / DATABASE).write_bytes(whole)
    Outbox(tmp_path, now=NOW).close()


def test_what_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    """A limit on the size of the database stands for the full disk."""
    with Outbox(tmp_path, now=NOW) as outbox:
        (pages,) = outbox._database.execute("PRAGMA page_count").fetchone()
        outbox._database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OutboxError, match="cannot be used"):
            _fill(outbox)


def _fill(outbox: Outbox) -> None:
    for number in range(1000):
        entry = Entry(recipient=str(number), document="d", wording="w")
        outbox.note(entry, State.SENDING, now=NOW)
