"""Any file up to 1 MB is answered at once, with few findings that are short."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SAMPLES

from careerprint.profile.library import Library
from careerprint.reading.composer import MAX_LETTERS, MAX_PROBLEMS, compose
from careerprint.reading.documents import MAX_BYTES, MOST_FINDINGS

SPARSE = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
LONGEST_MESSAGE = 500
SMALL = 40_000


def _summary(text: str) -> str:
    return SPARSE.replace("\nsummary: ", f"\nsummary: '{text}'\nrest: ", 1)


def _rows(key: str, row: str, size: int) -> str:
    return SPARSE.replace(f"\n  {key}:\n", f"\n  {key}:\n" + f"    - {row}\n" * (size // 220), 1)


KINDS: dict[str, Callable[[int], str]] = {
    "aliases of a long text": lambda n: (
        f'a:\n - &a "{"word " * (n // 10)}"\n' + " - *a\n" * (n // 14)
    ),
    "aliases of a long key": lambda n: (
        f"a: &a {{{'k' * (n // 2)}: x}}\n" + "".join(f"b{i}: *a\n" for i in range(n // 40))
    ),
    "aliases of aliases": lambda _: (
        "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 15))
    ),
    "merges": lambda n: "a: &a {x: 1}\n" + "".join(f"b{i}:\n  <<: *a\n" for i in range(n // 20)),
    "brackets": lambda n: "a: " + "[" * n,
    "dashes": lambda n: "- " * (n // 2),
    "questions": lambda n: "? " * (n // 2),
    "a long key": lambda n: f"? {'summary' * (n // 7)}\n: x\n",
    "a key twice": lambda n: f"? {'k' * (n // 2)}\n: x\n" * 2,
    "keys twice": lambda n: SPARSE + "title: x\n" * (n // 9),
    "unknown keys": lambda n: SPARSE + "".join(f"sumary{i}: x\n" for i in range(n // 110)),
    "misspelt keys": lambda n: _rows("time_split", "{actvity: x, percnt: y}", n),
    "empty rows": lambda n: _rows("entries", '{time: "99:99", title: "", text: ""}', n),
    "a row of commas": lambda n: "title: {a: " + "1," * (n // 2) + "}\n",
    "a row of thousands": lambda n: "title: {a: 1" + ",000" * (n // 4) + "}\n",
    "keys without values": lambda n: "{" + ",".join(f"a{i}" for i in range(n // 7)) + "}\n",
    "items in a line": lambda n: "related: [" + "a," * (n // 2) + "a]\n",
    "items": lambda n: "related:\n" + "- a\n" * (n // 4),
    "anchors": lambda n: "".join(f"k{i}: &a{i} x\n" for i in range(n // 60)),
    "tags": lambda n: "related:\n" + "- !x a\n" * (n // 7),
    "lost remarks": lambda n: SPARSE + "".join(f"k{i}: a #b\n" for i in range(n // 60)),
    "lists as keys": lambda n: "".join(f"[a]: {i}\n" for i in range(n // 20)),
    "a long word": lambda n: _summary("x" * n),
    "words": lambda n: _summary("word " * (n // 5)),
    "sentences": lambda n: _summary("Hi. You! " * (n // 9)),
    "long words": lambda n: _summary(("aeiou" * 2000 + " ") * (n // 10_000)),
    "open links": lambda n: _summary("[" * n),
    "links in links": lambda n: _summary("[a](" * (n // 4)),
    "open addresses": lambda n: _summary("[x](https://e.org/" + "(" * n),
    "stars": lambda n: _summary("*a_" * (n // 3)),
    "pictures": lambda n: _summary("![" * (n // 2)),
    "backslashes": lambda n: _summary("\\" * n),
    "spaces": lambda n: _summary("a" + " " * n + "b"),
    "paragraphs": lambda n: SPARSE.replace(
        "\nsummary: ", "\nsummary: |\n" + "  a\n\n" * (n // 6) + "rest: "
    ),
    "letters of no typeface": lambda n: _summary(
        "".join(chr(0x13000 + i % 1000) for i in range(n // 4))
    ),
    "a huge share": lambda n: SPARSE.replace("percent: ", "percent: " + "9" * n, 1),
    "a huge figure": lambda n: SPARSE.replace("low: ", "low: " + "9" * n, 1),
    "a long decimal": lambda n: SPARSE.replace("low: ", "low: 0." + "1" * n + " # ", 1),
    "a long date": lambda n: SPARSE.replace("dated: ", "dated: " + "2026/" * (n // 5), 1),
    "a long cluster": lambda n: SPARSE.replace("cluster: ", "cluster: " + "arts-" * (n // 5), 1),
    "a long id": lambda n: SPARSE + f"related: [{'a-' * (n // 2)}b]\n",
    "many ids": lambda n: (
        SPARSE + f"related: [{','.join(f'career-{i}' for i in range(n // 70))}]\n"
    ),
    "an open quote": lambda n: 'title: "' + "x\n" * (n // 2),
    "tabs": lambda n: "\t" * n + "a",
    "empty lines": lambda n: "\n" * n + "a",
    "remarks": lambda n: "#\n" * (n // 2),
    "no-break spaces": lambda n: "\xa0" * (n // 2) + ": b: c\n",
    "line separators": lambda n: "a\u2028\n" * (n // 5),
    "control characters": lambda n: "a\x07" * (n // 2),
}


def _answer(kind: str, size: int, folder: Path) -> tuple[str, ...]:
    path = folder / "sample.yaml"
    path.write_text(KINDS[kind](size), encoding="utf-8")
    assert path.stat().st_size <= MAX_BYTES
    loaded = Library(()).load(path)
    assert loaded.value is None
    assert any(one.is_error for one in loaded.diagnostics)
    return tuple(one.message + one.hint for one in loaded.diagnostics)


@pytest.mark.parametrize("kind", KINDS)
def test_a_nasty_file_is_answered_with_few_short_findings(kind: str, tmp_path: Path) -> None:
    said = _answer(kind, SMALL, tmp_path)
    assert len(said) <= MOST_FINDINGS + 1
    assert max(map(len, said)) <= LONGEST_MESSAGE


@pytest.mark.prove
@pytest.mark.parametrize("kind", KINDS)
def test_a_nasty_megabyte_is_answered_within_five_seconds(kind: str, tmp_path: Path) -> None:
    start = time.process_time()
    _answer(kind, 1_000_000, tmp_path)
    assert time.process_time() - start < 5


def _letters(value: Any) -> int:
    if isinstance(value, dict):
        return sum(len(name) + _letters(one) for name, one in value.items())
    if isinstance(value, list):
        return sum(map(_letters, value))
    return len(value or "")


@pytest.mark.parametrize("times", [9, 10, 11, 1000])
def test_aliases_are_written_out_up_to_a_number_of_characters(times: int) -> None:
    """The text and nine aliases of a tenth of them are all there, or nothing is built."""
    text = f'- &a "{"x" * (MAX_LETTERS // 10)}"\n' + "- *a\n" * (times - 1)
    tree = compose(text)
    if times <= 10:
        assert _letters(tree.value) == times * (MAX_LETTERS // 10)
        assert tree.problems == []
    else:
        assert tree.value is None
        assert tree.places == {}
        (problem,) = tree.problems
        assert (problem.line, problem.column) == (11, 3)
        assert "more than 1,048,576 characters once its aliases are written out" in problem.message


def test_of_many_findings_the_gravest_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    rest = "".join(f"k{i}: a #b\n" for i in range(60)) + "".join(f"u{i}: a\n" for i in range(30))
    path = tmp_path / "sample.yaml"
    path.write_text(SPARSE + rest, encoding="utf-8")
    found = Library(()).load(path).diagnostics
    assert len(found) == MOST_FINDINGS + 1
    assert sum(one.is_error for one in found) == 90
    assert found[-1].message == "there are 50 more findings"
    assert not found[-1].is_error


def test_after_many_faults_of_form_reading_stops_and_says_so() -> None:
    problems = compose("- !x a\n" * 1000).problems
    assert len(problems) == MAX_PROBLEMS + 1
    assert "read no further than here" in problems[-1].message
