"""What a batch has noted of itself is read again, also as earlier versions wrote it."""

import json
from pathlib import Path

import pytest

from careerprint.batch.batch_folder import read_batch_folder


@pytest.mark.parametrize(
    ("noted", "read"),
    [("Beruf", ("Beruf",)), (["A", "B"], ("A", "B")), ([], ())],
)
def test_the_columns_of_its_roster(noted: object, read: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / ".careerprint"
    folder.mkdir()
    (folder / "key").write_bytes(b"x")
    said = {"roster": "roster.csv", "columns": {"careers": noted}}
    (folder / "batch.json").write_text(json.dumps(said), encoding="utf-8")
    assert read_batch_folder(tmp_path).columns == {"careers": read}
