"""A project as the page in the browser reads it, and what it may write."""

import shutil
from pathlib import Path

import pytest
from tests.conftest import CAREERS

from careerprint.errors import UsageError
from careerprint.settings import Language, Paper
from careerprint.web.desk import ChangedError, Desk, Form

EN = Language.ENGLISH


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "data" / "careers").mkdir(parents=True)
    (tmp_path / "careerprint.yaml").write_text("paper: a4\n", encoding="utf-8")
    shutil.copy(CAREERS / "chef.yaml", tmp_path / "data" / "careers")
    return Desk(tmp_path, tmp_path)


def test_a_form_that_cannot_be_is_the_projects_own(desk: Desk) -> None:
    form = Form(paper="a44", ink="gold", lang="xx", state="Nowhere")
    assert desk.settings(form) == desk.settings(Form())
    assert desk.settings(Form(paper="legal", layout="poster")).variant.paper is Paper.TABLOID
    assert desk.settings(Form(paper="legal")).variant.paper is Paper.LEGAL


def test_a_change_is_saved_once(desk: Desk) -> None:
    before = desk.text("chef", EN)
    after = desk.save("chef", EN, "title: One\n", before.digest)
    assert after.path.read_text(encoding="utf-8") == "title: One\n"
    with pytest.raises(ChangedError) as told:
        desk.save("chef", EN, "title: Two\n", before.digest)
    assert told.value.text == after
    assert after.path.read_text(encoding="utf-8") == "title: One\n"


def test_line_ends_stay_as_they_were(desk: Desk) -> None:
    path = desk.text("chef", EN).path
    path.write_bytes(b"title: One\r\n")
    desk.save("chef", EN, "title: Two\nclosing: x\n", desk.text("chef", EN).digest)
    assert path.read_bytes() == b"title: Two\r\nclosing: x\r\n"


def test_a_translation_that_is_shipped_is_copied_beside_ours(desk: Desk) -> None:
    text = desk.text("music-producer", Language.SPANISH)
    saved = desk.save("music-producer", Language.SPANISH, text.content, text.digest)
    assert (text.is_own, saved.is_own) == (False, True)
    assert saved.path.parts[-3:] == ("careers", "es", "music-producer.yaml")


def test_a_text_is_checked_without_being_saved(desk: Desk) -> None:
    text = desk.text("chef", EN)
    found = desk.findings_in("chef", EN, f"colour: blue\n{text.content}")
    assert [(one.location.path, one.location.line) for one in found if one.is_error] == [
        (text.path, 1)
    ]
    assert desk.text("chef", EN) == text


def test_without_a_project_nothing_is_saved(tmp_path: Path) -> None:
    desk = Desk(None, tmp_path)
    text = desk.text("chef", EN)
    assert text.is_fixed
    with pytest.raises(UsageError, match="no project"):
        desk.save("chef", EN, "gone", text.digest)


def test_a_career_is_named_by_its_id_alone(desk: Desk) -> None:
    for name in ("../chef", "chef.yaml", "/etc/passwd", "", "Chef"):
        with pytest.raises(UsageError, match="no such career"):
            desk.text(name, EN)
