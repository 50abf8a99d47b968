"""Files that a screen writes: whole, in the project, never over another's change."""

from pathlib import Path

import pytest

from careerprint.errors import InputError, UsageError
from careerprint.web.kept_files import OvertakenError, read_kept, write_kept


def test_a_file_is_begun_and_written_again(tmp_path: Path) -> None:
    write_kept(tmp_path, "booklet.yaml", "title: One\n", "")
    found = read_kept(tmp_path, "booklet.yaml")
    write_kept(tmp_path, "booklet.yaml", "title: Two\n", found.digest)
    assert read_kept(tmp_path, "booklet.yaml").content == "title: Two\n"


def test_a_change_of_another_stays(tmp_path: Path) -> None:
    write_kept(tmp_path, "booklet.yaml", "title: One\n", "")
    seen = read_kept(tmp_path, "booklet.yaml")
    (tmp_path / "booklet.yaml").write_text("title: Theirs\n", encoding="utf-8")
    for digest in (seen.digest, ""):
        with pytest.raises(OvertakenError):
            write_kept(tmp_path, "booklet.yaml", "title: Mine\n", digest)
    assert (tmp_path / "booklet.yaml").read_text(encoding="utf-8") == "title: Theirs\n"


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside.yaml"
    project.mkdir()
    outside.write_text("title: Outside\n", encoding="utf-8")
    (project / "booklet.yaml").symlink_to(outside)
    with pytest.raises(UsageError, match="leads out"):
        write_kept(project, "booklet.yaml", "gone", "")
    assert outside.read_text(encoding="utf-8") == "title: Outside\n"


def test_what_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "booklet.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read_kept(tmp_path, "booklet.yaml")
