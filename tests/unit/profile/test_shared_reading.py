"""Libraries of one process share what they read, and only as long as all of it is the same."""

import json
import os
from pathlib import Path

import pytest
from tests.conftest import small_profile

from careerprint.profile.library import Library, _Shared


@pytest.fixture
def careers(tmp_path: Path) -> Path:
    """Give a folder with a career and its translation."""
    for place in (tmp_path, tmp_path / "es"):
        place.mkdir(exist_ok=True)
        _write(place / "sample.yaml", title="Sample", percent=60)
    return tmp_path


def _write(path: Path, *, title: str, percent: int) -> None:
    values = small_profile() | {"title": title, "related": ["other-one"]}
    split = values["work"]["time_split"]
    split[0]["percent"] = percent
    split[1:] = [{"activity": "The rest", "percent": 100 - percent}]
    # JSON is YAML, and keeps its length when one letter is another
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def test_what_one_library_read_another_has(careers: Path) -> None:
    for path in (careers / "sample.yaml", careers / "es" / "sample.yaml"):
        assert Library((careers,)).load(path) is Library((careers,)).load(path)


def test_a_file_that_was_changed_is_read_anew_whatever_its_time(careers: Path) -> None:
    path = careers / "sample.yaml"
    before, stamp = Library((careers,)).career(path).profile.title, path.stat()
    _write(path, title="Simple", percent=60)
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert path.stat().st_size == stamp.st_size
    assert (before, Library((careers,)).career(path).profile.title) == ("Sample", "Simple")


def test_a_translation_is_compared_anew_when_its_original_changes(careers: Path) -> None:
    path = careers / "es" / "sample.yaml"
    assert Library((careers,)).load(path).value is not None
    _write(careers / "sample.yaml", title="Sample", percent=70)
    assert Library((careers,)).load(path).value is None


def test_a_career_that_comes_in_is_known_to_the_others(careers: Path) -> None:
    path = careers / "sample.yaml"

    def unknown() -> list[str]:
        return [one.message for one in Library((careers,)).load(path).diagnostics]

    assert [one for one in unknown() if "other-one" in one]
    _write(careers / "other-one.yaml", title="Other", percent=60)
    assert not [one for one in unknown() if "other-one" in one]


def test_only_so_many_are_kept(careers: Path) -> None:
    shared, loaded = _Shared(most=2), Library((careers,)).load(careers / "sample.yaml")
    keys = [(Path(name), b"", None, b"", frozenset[str]()) for name in "abc"]
    for key in keys:
        shared.keep(key, loaded)
        shared.get(keys[0])
    assert [shared.get(key) is loaded for key in keys] == [True, False, True]
