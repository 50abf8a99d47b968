"""A key of a YAML file set where it stands: all else of the file stays."""

import pytest

from careerprint.errors import UsageError
from careerprint.reading.composer import compose
from careerprint.reading.written_keys import with_text

GUIDE = "# ours\npaper: a4  # upright\n\n# brand:\n#   accent: darkgreen\n"
SET = {
    "nothing yet": ("", 'brand:\n  accent: "#0b5d3b"\n'),
    "comments alone": (GUIDE, GUIDE + '\nbrand:\n  accent: "#0b5d3b"\n'),
    "no end of line": ("paper: a4", 'paper: a4\n\nbrand:\n  accent: "#0b5d3b"\n'),
    "a section without keys": (
        "brand:\n  # a comment\npaper: a4\n",
        'brand:\n  accent: "#0b5d3b"\n  # a comment\npaper: a4\n',
    ),
    "other keys": (
        "brand:\n    event: Fair  # 2027\n\npaper: a4\n",
        'brand:\n    event: Fair  # 2027\n    accent: "#0b5d3b"\n\npaper: a4\n',
    ),
    "another text": (
        "brand:\n  accent: darkgreen  # as the team\n  event: Fair\n",
        'brand:\n  accent: "#0b5d3b"  # as the team\n  event: Fair\n',
    ),
    "a folded text": (
        "brand:\n  accent: >\n    dark\n    green\n\npaper: a4\n",
        'brand:\n  accent: "#0b5d3b"\n\npaper: a4\n',
    ),
    "lines of Windows": (
        "brand:\r\n  event: Fair\r\n",
        'brand:\r\n  event: Fair\r\n  accent: "#0b5d3b"\r\n',
    ),
}


@pytest.mark.parametrize("what", SET)
def test_a_key_is_set_and_all_else_stays(what: str) -> None:
    source, wanted = SET[what]
    assert with_text(source, "brand", "accent", "#0b5d3b") == wanted


TAKEN = {
    "one of two": ("brand:\n  accent: red\n  event: Fair\n", "brand:\n  event: Fair\n"),
    "the last": ("brand:\n  accent: red\n# below\npaper: a4\n", "# below\npaper: a4\n"),
    "one that is not there": ("paper: a4\n", "paper: a4\n"),
}


@pytest.mark.parametrize("what", TAKEN)
def test_an_empty_text_takes_the_key_away(what: str) -> None:
    source, wanted = TAKEN[what]
    assert with_text(source, "brand", "accent", "") == wanted


@pytest.mark.parametrize("text", ["a: b # c", '"quoted"', "'", "- x", "ñandú ✓", "\\n", "{x}"])
def test_every_text_comes_back(text: str) -> None:
    found = compose(with_text(GUIDE, "brand", "footer", text)).value
    assert found == {"paper": "a4", "brand": {"footer": text}}


@pytest.mark.parametrize("source", ["brand: {event: Fair}\n", "{brand: {}}\n", "- brand\n", "a: ["])
def test_what_cannot_be_edited_is_said(source: str) -> None:
    with pytest.raises(UsageError) as told:
        with_text(source, "brand", "accent", "red")
    assert "editor" in told.value.hint


LISTS = {
    "a text before": ("columns:\n  last: A  # ours\n", 'columns:\n  last: ["A", "B"]  # ours\n'),
    "lines before": (
        "columns:\n  last:\n  - A\n  # kept\n  name: N\n",
        'columns:\n  last: ["A", "B"]\n  # kept\n  name: N\n',
    ),
    "below other lists": (
        "columns:\n  name:\n    - N\n\npaper: a4\n",
        'columns:\n  name:\n    - N\n  last: ["A", "B"]\n\npaper: a4\n',
    ),
}


@pytest.mark.parametrize("what", LISTS)
def test_a_key_is_set_to_a_list(what: str) -> None:
    source, wanted = LISTS[what]
    assert with_text(source, "columns", "last", ("A", "B")) == wanted
    assert with_text(wanted, "columns", "last", ("A", "B")) == wanted


def test_an_empty_list_is_written_and_is_not_the_same_as_nothing() -> None:
    source = with_text("", "columns", "state", ())
    assert source == "columns:\n  state: []\n"
    assert with_text(source, "columns", "state", ()) == source
    assert with_text(source, "columns", "state", "") == ""
