"""What a batch has left, in one ZIP: what is current, and nothing else."""

import json
import zipfile
from pathlib import Path

import pytest

from careerprint.batch.batch_zip import batch_files, class_files, write_batch_zip
from careerprint.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "booklets"
    rows = [("failed", ""), ("made", "10A/a.pdf"), ("unchanged", "10B/b.pdf")]
    rows += [("left over", "10A/gone.pdf"), ("out of date", "combined-10B.pdf")]
    rows += [("out of date", "imposed/10A/old.pdf"), ("made", "=odd.pdf")]
    files = [name for _, name in rows if name]
    for name in (*files, "combined-10A.pdf", "imposed/10A/a.pdf", "evidence.pdf"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(name.encode())
    found = {"rows": [{"status": status, "file": name} for status, name in rows]}
    (made / "report.json").write_text(json.dumps(found), encoding="utf-8")
    return made


def test_it_has_what_is_current_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    names = ("10A/a.pdf", "10B/b.pdf", "=odd.pdf", "combined-10A.pdf", "imposed/10A/a.pdf")
    assert batch_files(folder) == names
    assert class_files(folder) == ("combined-10A.pdf",)
    write_batch_zip(tmp_path / "one.zip", folder)
    write_batch_zip(tmp_path / "two.zip", folder)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == [f"booklets/{name}" for name in names]
        assert archive.read("booklets/10A/a.pdf") == b"10A/a.pdf"
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}


def test_a_link_that_leads_out_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"theirs")
    (folder / "10A" / "a.pdf").unlink()
    (folder / "10A" / "a.pdf").symlink_to(tmp_path / "secret.pdf")
    assert "10A/a.pdf" not in batch_files(folder)


def test_without_a_report_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no report of a batch") as told:
        batch_files(tmp_path)
    assert "make the booklets" in told.value.hint
