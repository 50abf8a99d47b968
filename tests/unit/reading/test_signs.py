"""Signs that cannot be seen are named, with their place, wherever they do harm in a file."""

from pathlib import Path

import pytest
from tests.conftest import CAREERS

from careerprint.profile.library import Library
from careerprint.reading.composer import compose

CHEF = (CAREERS / "chef.yaml").read_text(encoding="utf-8")
LINE_ENDS = {
    "\x85": "next line, U+0085",
    "\u2028": "line separator, U+2028",
    "\u2029": "paragraph separator, U+2029",
}
SPACES = {
    "\xa0": "no-break space, U+00A0",
    "\u3000": "ideographic space, U+3000",
    "\u2003": "em space, U+2003",
    "\u200b": "zero width space, U+200B",
    "\u200e": "left-to-right mark, U+200E",
    "\u2060": "word joiner, U+2060",
    "\ufeff": "zero width no-break space, U+FEFF",
}


def _found(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "sample.yaml"
    path.write_text(text, encoding="utf-8")
    return [
        f"{d.location.line}:{d.location.column} {d.message}"
        for d in Library(()).load(path).diagnostics
        if d.is_error
    ]


@pytest.mark.parametrize("sign", LINE_ENDS)
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: A {}Cook\n", "1:10"),
        ("title: Cook{}\n", "1:12"),
        ("{}title: Cook\n", "1:1"),
        ('title: "A {}Cook"\n', "1:11"),
        ("# a remark {} goes on: here\ntitle: Cook\n", "1:12"),
        ("title: Cook\nwork:\n  story: >-\n    One line.{} Another: line.\n", "4:14"),
    ],
)
def test_a_sign_that_ends_a_line_for_yaml_is_named(
    sign: str, text: str, place: str, tmp_path: Path
) -> None:
    assert _found(tmp_path, text.format(sign)) == [
        f"{place} an invisible sign ({LINE_ENDS[sign]}) stands here, which ends a line for YAML"
    ]


def test_each_of_them_is_named_once(tmp_path: Path) -> None:
    found = _found(tmp_path, "a: b\u2028\u2028c\nd: \x85e\u2029\n\x07: f\n")
    assert [one.split()[0] for one in found] == ["1:5", "2:4", "2:6", "3:1"]
    assert found[-1].endswith("an invisible control character (U+0007) stands here")


@pytest.mark.parametrize("sign", SPACES)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\nsummary:", "\n{}summary:"),
        ("\nsummary:", "\nsummary{}:"),
        ("\n  entries:", "\n {} entries:"),
        ("\ndated: ", "\ndated:{}"),
        ("\n    - time: ", "\n    -{}time: "),
        ("\n    - time: ", "\n    - time:{}"),
    ],
)
def test_a_sign_in_place_of_a_space_is_named(sign: str, old: str, new: str, tmp_path: Path) -> None:
    text = CHEF.replace(old, new.format(sign), 1)
    assert sign in text
    index = text.index(sign)
    line, column = text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
    found = _found(tmp_path, text)
    named = [one for one in found if f"an invisible sign ({SPACES[sign]})" in one]
    assert [one.split()[0] for one in named] == [f"{line}:{column}"], found


def test_what_belongs_to_a_text_stays(tmp_path: Path) -> None:
    """No-break spaces and joiners in text do no harm."""
    text = CHEF.replace("A chef runs", "A chef\xa0runs 20\xa0000 \u2060and \u200bmore,", 1)
    assert not [one for one in _found(tmp_path, text) if "invisible" in one]
    assert compose("- 'note:\xa0yes'\n- >-\n  note:\xa0yes\n").problems == []


def test_a_key_is_known_without_the_sign_in_it(tmp_path: Path) -> None:
    """It is one finding, not an unknown key and a missing one as well."""
    assert len(_found(tmp_path, CHEF.replace("\nsummary:", "\n\u200bsummary:", 1))) == 1


def test_a_tab_in_the_indentation_is_named(tmp_path: Path) -> None:
    assert _found(tmp_path, "work:\n\tstory: x\n") == ["2:1 the line starts with a tab"]
