"""The engine's reader of HTML keeps its patterns, and reads as it does by itself."""

import re
from typing import Any

import pytest
from tinyhtml5 import inputstream, parse

from careerprint.render.engine import load_engine

HTML = "<p class=\"a b\" data-x='1 & 2'>one <b>two</b> &amp; three<br>four<!-- five --><p>six</p>"


def _told(element: Any) -> list[tuple[Any, ...]]:
    return [(one.tag, one.text, one.tail, dict(one.attrib)) for one in element.iter()]


def test_patterns_are_made_once_and_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    load_engine()
    ours = inputstream.characters_until_regex
    first = _told(parse(HTML))
    made = len(ours)
    assert made > 2
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("a pattern was made again"))
    assert _told(parse(HTML)) == first
    assert len(ours) == made
    monkeypatch.undo()
    monkeypatch.setattr(inputstream, "characters_until_regex", {})
    assert _told(parse(HTML)) == first
