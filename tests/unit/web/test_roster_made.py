"""What is done with a batch on its screen: handed on, mailed, and what keeps it from being."""

import asyncio
import csv
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import FileResponse

from careerprint.errors import UsageError
from careerprint.web.errands import Errand, Errands, Outcome
from careerprint.web.roster_made import (
    Mails,
    class_file_answer,
    class_names,
    mails_of,
    whole,
    zip_answer,
)

EMAIL: dict[str, Any] = {"number": 3, "header": "Post", "field": "email", "by": "named"}
LINES = [
    ("2", "a…@example.org", "draft", "", "", "10A/a.pdf"),
    ("3", "", "not sent", "", "the row has no address", "10A/b.pdf"),
    ("4", "b…@example.org", "draft outdated", "", "", "10A/c.pdf"),
]


def _errand(folder: Path, outcome: Outcome = Outcome.DONE, step: str = "make") -> Errand:
    return Errand(kind="roster", step=step, arguments=(), folder=folder, outcome=outcome)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "output" / "class 9b"
    made.mkdir(parents=True)
    for name in ("a.pdf", "combined-10A.pdf"):
        (made / name).write_bytes(name.encode())
    rows = [{"status": "made", "file": "a.pdf"}]
    (made / "report.json").write_text(json.dumps({"rows": rows}), encoding="utf-8")
    (tmp_path / "roster.csv").write_text("name\n", encoding="utf-8")
    return made


def _mails(
    folder: Path, mail: Errand | None = None, *, columns: tuple[Any, ...] = (EMAIL,), sent: str = ""
) -> Mails:
    roster = folder.parents[1] / "roster.csv"
    return mails_of(_errand(folder), mail, columns, roster=roster, sent=sent)


def test_what_keeps_drafts_from_being_made_is_told(folder: Path) -> None:
    assert _mails(folder).missing == ""
    assert _mails(folder, columns=()).missing == "addresses"
    assert _mails(folder, columns=({**EMAIL, "number": None},)).missing == "addresses"
    (folder.parents[1] / "roster.csv").unlink()
    assert _mails(folder).missing == "roster"


def test_the_command_is_the_one_that_runs(folder: Path) -> None:
    assert _mails(folder).command == "careerprint mail 'output/class 9b'"
    (folder / "drafts").mkdir()
    (folder / "drafts" / "draft-0001.eml").write_bytes(b"")
    said = _mails(folder, sent="my roster.csv").command
    assert said.endswith(" 'output/class 9b' '--roster=my roster.csv' --drafts=keep")


def test_what_came_of_drafts_is_told_once_they_are_written(folder: Path) -> None:
    with (folder / "mail-report.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("row", "address", "state", "time", "reason", "file"))
        table.writerows(LINES)
    assert _mails(folder).counts == {}  # it is of an earlier run
    found = _mails(folder, _errand(folder, Outcome.PARTLY, "mail"))
    assert found.counts == {"draft": 1, "not sent": 1, "draft outdated": 1}
    assert [one["row"] for one in found.rows] == ["3", "4"]
    assert _mails(folder, _errand(folder, Outcome.FAILED, "mail")).counts == {}


def test_only_a_batch_that_came_to_its_end_is_handed_on(folder: Path, tmp_path: Path) -> None:
    assert whole(_errand(folder, Outcome.PARTLY)) == folder
    for outcome in (Outcome.RUNNING, Outcome.STOPPED, Outcome.FAILED):
        assert whole(_errand(folder, outcome)) is None
        assert class_names(_errand(folder, outcome)) == ()
        with pytest.raises(UsageError, match="no batch yet"):
            zip_answer(_errand(folder, outcome), Errands(tmp_path, tmp_path))
    assert class_names(_errand(tmp_path)) == ()  # its folder was taken away


def test_a_file_of_a_class_is_given_by_its_number(folder: Path) -> None:
    answer = class_file_answer(_errand(folder), 1)
    assert isinstance(answer, FileResponse)
    assert answer.path == folder / "combined-10A.pdf"
    for number in (0, 2):
        with pytest.raises(UsageError, match="no such file"):
            class_file_answer(_errand(folder), number)


def test_a_zip_goes_once_it_was_sent(folder: Path, tmp_path: Path) -> None:
    session = tmp_path / "session"
    session.mkdir()
    answer = zip_answer(_errand(folder), Errands(tmp_path, session))
    assert isinstance(answer, FileResponse)
    assert "booklets.zip" in answer.headers["content-disposition"]
    assert len(list(session.rglob("*.zip"))) == 1
    assert answer.background
    asyncio.run(answer.background())
    assert not list(session.iterdir())
