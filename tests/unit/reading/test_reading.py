"""Reading YAML: scalars stay text, bounds hold, encodings and places are right."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from careerprint.errors import Severity
from careerprint.reading.composer import MAX_DEPTH, compose
from careerprint.reading.documents import Draft, Finding, load


class Record(BaseModel):
    """A record with two texts."""

    a: str
    b: str = ""


def test_scalars_are_not_converted() -> None:
    """YAML 1.1 would make these a number of minutes, a boolean, a date and a float."""
    tree = compose("t: 11:00\nc: NO\nd: 2026-06-30\nn: 1.50")
    assert tree.value == {"t": "11:00", "c": "NO", "d": "2026-06-30", "n": "1.50"}


def test_an_unquoted_nothing_is_none_and_a_quoted_one_is_text() -> None:
    assert compose('a:\nb: ~\nc: null\nd: ""\ne: "null"').value == {
        "a": None,
        "b": None,
        "c": None,
        "d": "",
        "e": "null",
    }


def test_aliases_are_written_out_within_bounds() -> None:
    tree = compose("a: &x [one, two]\nb: *x")
    assert tree.value == {"a": ["one", "two"], "b": ["one", "two"]}
    assert not tree.problems


def test_depth_is_bounded_to_the_level() -> None:
    fits = "a: " + "[" * (MAX_DEPTH - 2) + "x" + "]" * (MAX_DEPTH - 2)
    assert not compose(fits).problems
    assert compose(fits.replace("[x]", "[[x]]")).problems


def test_depth_is_bounded_through_aliases() -> None:
    half = MAX_DEPTH // 2
    text = f"a: &x {'[' * half}x{']' * half}\nb: {'[' * half}*x{']' * half}"
    assert "levels" in compose(text).problems[0].message


def test_a_bad_pair_does_not_hide_the_next() -> None:
    tree = compose("[x]: 1\na: 1\na: 2\n{y: z}: 3")
    assert [p.line for p in tree.problems] == [1, 3, 4]
    assert tree.value == {"a": "1"}


def test_places_count_from_one_and_in_characters() -> None:
    tree = compose("é: ü\nlist:\n  - ö: x")
    assert tree.places[("list", 0, "ö")].line == 3
    assert tree.places[("list", 0, "ö")].column == 8
    assert tree.places[("é",)].column == 4


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_marks_and_newlines_of_any_editor(tmp_path: Path, prefix: bytes, newline: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(prefix + f"a: one{newline}b: two{newline}".encode())
    loaded = load(path, Record)
    assert loaded.value == Record(a="one", b="two")


def test_a_missing_file_a_folder_and_a_large_file(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"a: " + b"x" * 10 * 1024 * 1024)
    messages = [
        load(path, Record).diagnostics[0].message for path in (tmp_path / "no", tmp_path, large)
    ]
    assert messages == [
        "there is no such file",
        "this is a folder, not a file",
        "the file is larger than 1 MiB",
    ]


def test_a_rule_speaks_even_where_the_record_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("b: [1]\nc: x\n", encoding="utf-8")

    def rule(draft: Draft) -> list[Finding]:
        return [Finding(at=("c",), message=f"c is {draft.text('c')}", severity=Severity.WARNING)]

    loaded = load(path, Record, (rule,))
    assert loaded.value is None
    assert "c is x" in {finding.message for finding in loaded.diagnostics}


def test_a_warning_alone_leaves_the_record_usable(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: x\n", encoding="utf-8")
    warned = load(
        path, Record, (lambda _: [Finding(at=("a",), message="m", severity=Severity.WARNING)],)
    )
    assert warned.value is not None
    assert len(warned.diagnostics) == 1
