"""Files for the press of many booklets: by workers as without, and what fails is named alone."""

from pathlib import Path

import pytest
from tests.unit.press.test_press import handout

from careerprint.batch.pressing import earlier_press_files, press_all, press_targets
from careerprint.press.press_order import PressOrder


def test_workers_make_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = PressOrder()
    (tmp_path / "a.pdf").write_bytes(handout())
    (tmp_path / "b.pdf").write_bytes(b"no PDF")
    sources = [tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf")]
    found = {}
    for where, worth in (("here", 9), ("there", 1)):
        monkeypatch.setattr("careerprint.batch.pressing._WORTH_WORKERS", worth)
        files = [(one, tmp_path / where / one.name) for one in sources]
        found[where] = list(press_all(files, order))
    for one in found.values():
        assert [made.path is not None for made in one][1:] == [False, False]
        said = [[finding.message for finding in made.findings if finding.is_error] for made in one]
        assert said[1] == ["this is not a whole PDF"]
        assert said[2] == ["the file cannot be read (No such file or directory)"]
    first, second = (found[where][0].path for where in found)
    assert first
    assert second
    assert first.read_bytes() == second.read_bytes()


def test_files_of_earlier_runs_are_found(tmp_path: Path) -> None:
    from careerprint.press.press import Press

    made = press_targets([tmp_path / "a.pdf", tmp_path / "b.pdf"])
    assert [one.name for one in made] == ["a-press.pdf", "b-press.pdf"]
    content = Press(PressOrder()).made(handout())
    for one in made:
        one.write_bytes(content)
    (tmp_path / "letter.pdf").write_bytes(handout())
    assert earlier_press_files(tmp_path, made[:1]) == (made[1],)
