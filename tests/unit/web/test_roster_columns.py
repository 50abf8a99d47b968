"""What is said of a roster's columns on its screen is kept in the file that the command reads."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from careerprint.errors import UsageError
from careerprint.web.kept_files import OvertakenError
from careerprint.web.roster_columns import (
    file_of,
    save_columns,
    shown_columns,
    typed_headings,
    with_columns_of,
)

FOUND: list[dict[str, Any]] = [
    {"column": "A", "number": 1, "header": "Name", "field": "name", "by": "header"},
    {"column": "B", "number": 2, "header": "Dream", "field": None, "by": None},
    {"column": "C", "number": 3, "header": "#", "field": None, "by": None},
    {"column": None, "number": None, "header": "Post", "field": "email", "by": "named"},
]
BEFORE = "# ours\ncolumns:\n  email: Post  # of last year\npaper: a4\n"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_comments_stay_and_what_another_roster_had_goes(tmp_path: Path) -> None:
    file = tmp_path / "careerprint.yaml"
    file.write_text(BEFORE, encoding="utf-8")
    said = {"column-1": "name", "column-2": "careers", "digest": _digest(file)}
    assert save_columns(tmp_path, file.name, FOUND, said)
    wanted = '# ours\ncolumns:\n  careers: "Dream"\npaper: a4\n'
    assert file.read_text(encoding="utf-8") == wanted


def test_a_booklets_file_says_that_there_is_none(tmp_path: Path) -> None:
    """The project's file may name one, and is another's: the booklet's comes first."""
    file = tmp_path / "booklet.yaml"
    file.write_text("title: Ours\n", encoding="utf-8")
    assert save_columns(tmp_path, file.name, FOUND, {"digest": _digest(file)})
    assert file.read_text(encoding="utf-8") == "title: Ours\n\ncolumns:\n  email: []\n"


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    assert not save_columns(tmp_path, "careerprint.yaml", FOUND[:3], {"column-1": "name"})
    assert not (tmp_path / "careerprint.yaml").exists()


def test_the_change_of_another_stays(tmp_path: Path) -> None:
    (tmp_path / "careerprint.yaml").write_text("paper: a4\n", encoding="utf-8")
    with pytest.raises(OvertakenError):
        save_columns(tmp_path, "careerprint.yaml", FOUND, {"column-2": "careers", "digest": ""})
    assert (tmp_path / "careerprint.yaml").read_text(encoding="utf-8") == "paper: a4\n"


def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no field 'carers'"):
        save_columns(tmp_path, "careerprint.yaml", FOUND, {"column-2": "carers"})
    assert not save_columns(tmp_path, "careerprint.yaml", FOUND[:3], {"column-3": "careers"})


def test_headings_are_typed_where_none_is_known(tmp_path: Path) -> None:
    assert typed_headings({"columns": FOUND}, {}) == typed_headings({}, {}) == {}
    said = {"heading-name": "Qui?", "heading-careers": " Ofici\n", "heading-email": "?"}
    asked = typed_headings({"columns": []}, said)
    assert list(asked) == ["name", "careers", "email", "class"]
    assert asked["name"] == "Qui?"
    assert save_columns(tmp_path, "careerprint.yaml", [], said)
    wanted = 'columns:\n  name: "Qui?"\n  careers: "Ofici"\n'
    assert (tmp_path / "careerprint.yaml").read_text(encoding="utf-8") == wanted


def test_what_could_not_be_saved_is_shown_again() -> None:
    shown = shown_columns(FOUND, {"column-1": "", "column-2": "careers"})
    assert [one["field"] for one in shown] == [None, "careers", None, "email"]
    assert [one["can_be_named"] for one in shown] == [True, True, False, True]


def test_a_booklets_file_that_is_written_anew_keeps_its_columns() -> None:
    before = "title: Old\ncolumns:\n  name: Qui?\n  state: []\n  last: [Un, Deux]\n"
    wanted = 'title: New\n\ncolumns:\n  name: "Qui?"\n  state: []\n  last: ["Un", "Deux"]\n'
    assert with_columns_of("title: New\n", before) == wanted
    for nothing in ("", "columns:\n", "- a\n", "columns: x\n", "{"):
        assert with_columns_of("title: New\n", nothing) == "title: New\n"


def test_the_file_is_the_one_that_the_command_reads() -> None:
    assert file_of("booklet=booklet.yaml") == "booklet.yaml"
    assert file_of("edition=pocket") == file_of("layout=one-pager") == "careerprint.yaml"
