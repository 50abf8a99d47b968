"""A text is changed where it is written, and nothing else of the file."""

import pytest

from careerprint.reading.written_texts import Edit, edited

SOURCE = (
    "# a remark\r\n"
    "plain: it is - so it goes  # kept\r\n"
    "'single': 'it''s so'\r\n"
    'double: "a \\u2014 b"\r\n'
    "folded: >-  # why\r\n"
    "  one line -\r\n"
    "  and  another\r\n"
    "\r\n"
    "flow: [{a: x y, b: it's}]\r\n"
)


def test_only_the_characters_that_are_meant_change() -> None:
    edits = [
        Edit(at=("plain",), start=6, end=7, text="—"),
        Edit(at=("single",), start=2, end=3, text="’"),
        Edit(at=("folded",), start=9, end=10, text="–"),
        Edit(at=("folded",), start=14, end=16, text=" "),
        Edit(at=("flow", 0, "b"), start=2, end=3, text="’"),
        Edit(at=("flow", 0, "a"), start=0, end=0, text="(EN) "),
        Edit(at=("flow", 0, "a"), start=3, end=3, text="."),
    ]
    text, made = edited(SOURCE, edits)
    wanted = SOURCE.replace("is - so", "is — so").replace("it''s", "it’s").replace("it's}", "it’s}")
    wanted = wanted.replace("line -", "line –").replace("and  another", "and another")
    assert text == wanted.replace("x y", "(EN) x y.")
    assert len(made) == len(edits)


@pytest.mark.parametrize(
    "edit",
    [
        Edit(at=("double",), start=2, end=3, text="-"),
        Edit(at=("folded",), start=10, end=11, text="_"),
        Edit(at=("absent",), start=0, end=1, text="_"),
        Edit(at=("plain",), start=2, end=2, text=": "),
        Edit(at=("plain",), start=2, end=2, text=" #"),
    ],
    ids=["an escape", "a line's end", "no text", "a new key", "a remark"],
)
def test_what_cannot_be_changed_safely_is_left(edit: Edit) -> None:
    assert edited(SOURCE, [edit]) == (SOURCE, ())


def test_of_two_edits_over_each_other_one_is_made() -> None:
    one, other = (Edit(at=("plain",), start=n, end=5, text="_") for n in (0, 3))
    text, made = edited(SOURCE, [one, other])
    assert made == (one,)
    assert "plain: _ -" in text
