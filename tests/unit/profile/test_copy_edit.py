"""What a copy editor marks by rule, each with its fix, and what is right and stays unmarked."""

import copy
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CAREERS, small_profile, translations

from careerprint.profile.copy_edit import mended, slips
from careerprint.profile.library import Library, language_of
from careerprint.profile.translation import is_words
from careerprint.reading.composer import compose
from careerprint.reading.documents import Draft
from careerprint.reading.written_texts import Edit, edited
from careerprint.settings import Language

ENGLISH, SPANISH = Language.ENGLISH, Language.SPANISH


def _with(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    tree = copy.deepcopy(small_profile())
    at: Any = tree
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return tree


def _mend(
    text: str, language: Language = ENGLISH, at: tuple[str | int, ...] = ("work", "story")
) -> str | None:
    """Give a text as the rules would have it; None if one is found that a person must decide."""
    found = [slip for path, slip in slips(_with(at, text), language) if path == at]
    for slip in sorted(found, key=lambda one: -one.start):
        if slip.instead is None:
            return None
        text = text[: slip.start] + slip.instead + text[slip.end :]
    return text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("It's the client's rock 'n' roll.", "It’s the client’s rock ’n’ roll."),
        ('They say "now" and mean "soon".', "They say “now” and mean “soon”."),
        ("She said 'maybe' twice.", "She said ‘maybe’ twice."),
        ("Songs of the '90s.", "Songs of the ’90s."),
        ("Two  spaces   here.", "Two spaces here."),
        ("A stop , and a question ?", "A stop, and a question?"),
        ("Some ( not all ) do.", "Some (not all) do."),
        ("And then ... nothing. . .", "And then … nothing…"),
        ("It ends here..", "It ends here."),
        ("Cut,fold and sew.", "Cut, fold and sew."),
        ("It takes 20-30 minutes, or 9 - 11.", "It takes 20–30 minutes, or 9–11."),
        ("Pay is $34,000-66,000, up 11-17%.", "Pay is $34,000–66,000, up 11–17%."),
        ("Projected for 2024-34.", "Projected for 2024–34."),
        ("It is hard - but paid.", "It is hard — but paid."),
        ("It is hard -- but paid--well.", "It is hard — but paid — well."),
        ("This is the the one.", "This is the one."),
        ("Half, or 50 %, of $ 40.", "Half, or 50%, of $40."),
        ("It pays $34000 a year.", "It pays $34,000 a year."),
        ("The 1990's were loud.", "The 1990s were loud."),
        ("A hour or an unit, a egg.", "An hour or a unit, an egg."),
        ("You could of asked alot.", "You could have asked a lot."),
        (
            "E-mail it. Email is slow, email is safe.",
            "Email it. Email is slow, email is safe.",
        ),
        ("It has no end", "It has no end."),
    ],
)
def test_a_slip_is_mended(text: str, right: str) -> None:
    assert _mend(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "Codes 27-4014, 35-1011 and 11-9051, dated 2026-06.",
        "Call 555-0100, win 3-2-1, work 24-7 on a 50-50 split.",
        "A one-off, a user, a European, an honest herb, an hour, a uniform, an SUV.",
        "See https://example.org/a--b?x='1'&y=2-3, write a.b@example.org, c.",
        'A board of 6" by 5\' 10" is long.',
        "He had had that that day. Vitamin A is one.",
        "It costs $1500, or 1,500 — so what? See Salary.com.",
        "They ask “Why?” (and wait).",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert _mend(text) == text


@pytest.mark.parametrize(
    "text",
    ['One " alone.', "It ended. 30 came back.", "He said “stop”"],
    ids=["odd", "figure", "end"],
)
def test_what_a_person_must_decide_has_no_fix(text: str) -> None:
    assert _mend(text) is None


def test_spanish_has_its_own_marks() -> None:
    assert _mend('Dicen "ya" y punto.', SPANISH) == "Dicen «ya» y punto."
    assert _mend("Sube un 25 % en la la vida.", SPANISH) == "Sube un 25 % en la vida."
    assert _mend("Qué haces?", SPANISH) is None
    assert _mend("¿Qué haces? ¡Nada!", SPANISH) == "¿Qué haces? ¡Nada!"


@pytest.mark.parametrize(
    ("at", "text", "right"),
    [
        (("verdict", "worth_a_look_if"), "You like wood.", "you like wood."),
        (("verdict", "maybe_not_if"), "if they hate dust.", "they hate dust."),
        (("fit", "your_thing_when", 0), "They like tools", "they like tools"),
        (("fit", "your_thing_when", 0), "when they like tools", "they like tools"),
        (("verdict", "worth_a_look_if"), "AI is your friend.", "AI is your friend."),
        (("verdict", "worth_a_look_if"), "Fridays are yours.", "Fridays are yours."),
    ],
)
def test_a_text_reads_on_after_its_heading(
    at: tuple[str | int, ...], text: str, right: str
) -> None:
    assert _mend(text, at=at) == right


def _day(*times: str) -> dict[str, Any]:
    entries = [{"time": time, "title": "A part", "text": "It is so."} for time in times]
    return _with(("day", "entries"), entries)


@pytest.mark.parametrize(
    ("times", "right"),
    [
        (("9 am", "10 AM", "1 p.m."), ("9 am", "10 am", "1 pm")),
        (("9 a.m.", "10 a.m.", "1 PM"), ("9 a.m.", "10 a.m.", "1 p.m.")),
        (("9:00 am", "10:30am", "1 pm", "2:00 pm"), ("9:00 am", "10:30 am", "1:00 pm", "2:00 pm")),
        (("9 am", "10:00 am", "11 am"), ("9 am", "10 am", "11 am")),
        (("9:00", "12:30", "15:00"), ("9:00", "12:30", "15:00")),
    ],
)
def test_times_come_in_one_form(times: tuple[str, ...], right: tuple[str, ...]) -> None:
    tree = _day(*times)
    for _ in range(2):
        for path, slip in sorted(slips(tree, ENGLISH), key=lambda one: -one[1].start):
            if path[-1] == "time" and slip.instead is not None:
                row = tree["day"]["entries"][path[2]]
                row["time"] = row["time"][: slip.start] + slip.instead + row["time"][slip.end :]
    assert tuple(row["time"] for row in tree["day"]["entries"]) == right


def test_a_time_that_does_not_say_its_half_of_the_day_is_the_writers_matter() -> None:
    found = [(path, slip) for path, slip in slips(_day("9 am", "10:30", "1 pm"), ENGLISH)]
    assert [(path[2], slip.instead) for path, slip in found] == [(1, None)]


def test_items_of_a_list_end_alike() -> None:
    side = ["they like tools.", "they like wood.", "they like dust"]
    tree = _with(("fit", "your_thing_when"), side)
    assert [(path, slip.instead) for path, slip in slips(tree, ENGLISH)] == [
        (("fit", "your_thing_when", 2), ".")
    ]
    tree = _with(("fit", "your_thing_when"), ["they like tools, etc.", *(["they like x"] * 3)])
    assert [slip.instead for _, slip in slips(tree, ENGLISH)] == [None]


def test_nothing_else_of_a_file_is_touched(tmp_path: Path) -> None:
    """Comments, order, styles, a mark at the start and line endings stay, byte by byte."""
    source = (CAREERS / "music-producer.yaml").read_bytes()
    spoiled = source.replace("can’t replace".encode(), b"can't replace").replace(b"\n", b"\r\n")
    spoiled = b"\xef\xbb\xbf" + spoiled + b'# the end -- of "it" \r\n'
    path = tmp_path / "music-producer.yaml"
    path.write_bytes(spoiled)
    found = mended(Library((tmp_path,)).load(path), ENGLISH, name="it.yaml")
    assert found is not None
    assert found.content == spoiled.replace(b"can't replace", "can’t replace".encode())
    assert found.count == 1
    changed = [line for line in found.difference.splitlines() if line[:1] in "+-"]
    assert len(changed) == 4
    assert changed[0] == "--- it.yaml"


def test_the_library_has_nothing_to_mend(library: Library) -> None:
    for path in library.paths:
        assert list(slips(library.load(path).tree, ENGLISH)) == []
    for path in translations(library):
        assert list(slips(library.load(path).tree, SPANISH)) == []


SPOILED = {"’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "–": "-", " — ": " - "}


def test_a_library_that_is_spoiled_is_mended_byte_by_byte(library: Library) -> None:
    """Every quote, dash and ellipsis of every career typed as on a typewriter, and back."""
    spoiled = 0
    for path in (*library.paths, *translations(library)):
        loaded = library.load(path)
        source = loaded.source.decode()
        bad, made = edited(
            source,
            [
                Edit(at=at, start=found.start(), end=found.end(), text=SPOILED[found[0]])
                for at, text in Draft(loaded.tree).texts()
                if is_words(at, text)
                for found in re.finditer("[’“”«»…–]| — ", text)
            ],
        )
        spoiled += len(made)
        typed = replace(loaded, source=bad.encode(), tree=compose(bad).value)
        found = mended(typed, language_of(path), name=path.name)
        assert (found.content if found else bad.encode()) == source.encode()
    assert spoiled > 400
