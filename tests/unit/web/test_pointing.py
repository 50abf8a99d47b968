"""Where places of a profile are written, by line."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tests.conftest import CAREERS, SAMPLES
from tests.pdf_text import squeeze

from careerprint.profile.library import Library
from careerprint.profile.model import Profile
from careerprint.reading.documents import Draft, load
from careerprint.render.receipt import PlacedBlock
from careerprint.settings import Language
from careerprint.view.rich import PARAGRAPH, paragraph_starts
from careerprint.web.pointing import Written, WrittenFile, pointed

STORY = """\
title: Baker
work:
  # what it is like
  story: >-
    One, and
    two.

    Three.
  basis: "Ends\\nhere"
  time_split:
    - {activity: Dough, percent: 60}
    - activity: Ovens
      percent: 40
day: &day
  note: 'it''s
    early'
money: *day
"""


def _file(folder: Path, text: str) -> WrittenFile:
    path = folder / "baker.yaml"
    path.write_bytes(text.encode())
    return WrittenFile(load(path, Profile))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("title", (1, 1, 1)),
        ("work.story", (5, 4, 6)),
        ("work.story~1", (8, 8, 8)),
        ("work.story~7", (8, 8, 8)),
        ("work.basis", (9, 9, 9)),
        ("work.time_split.0", (11, 11, 11)),
        ("work.time_split.1", (12, 12, 13)),
        ("work.time_split.1.percent", (13, 13, 13)),
        ("work", (2, 2, 13)),
        ("day.note", (15, 15, 16)),
        ("work.shift", (2, 2, 13)),
        ("money.note", (15, 15, 15)),
    ],
)
def test_a_place_has_its_lines(
    tmp_path: Path, key: str, lines: tuple[int, int, int], end: str
) -> None:
    written = _file(tmp_path, STORY.replace("\n", end)).written(key)
    line, first, last = lines
    assert written == Written(line=line, first=first, last=last)


def test_what_is_not_in_the_file_has_no_line(tmp_path: Path) -> None:
    assert _file(tmp_path, STORY).written("closing") is None
    assert _file(tmp_path, "not: [closed").written("title") is None


def test_what_is_written_differently_has_another_digest(tmp_path: Path) -> None:
    def digests(text: str) -> list[str]:
        file = _file(tmp_path, text)
        return [file.digest([one]) for one in ("work.story", "work.story~1", "work.time_split.0")]

    before = digests(STORY)
    assert len(set(before)) == 3
    assert digests(STORY.replace("One, and\n    two.", "One,\n    and two.")) == before
    after = digests(STORY.replace("Three.", "Three and four."))
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]
    assert digests(STORY.replace("60", "61"))[2] != before[2]


def test_every_text_of_every_profile_is_in_its_lines() -> None:
    """The lines that a place leads to hold its words, in all that is shipped."""
    library, seen = Library((SAMPLES, CAREERS)), 0
    for path in library.paths:
        for file in (path, *library.translations_of(path)):
            loaded = library.load(file)
            source = loaded.source.decode("utf-8").splitlines()
            written = WrittenFile(loaded)
            for at, text in Draft(loaded.tree).texts():
                starts = (*paragraph_starts(text), len(text))
                for number, (start, end) in enumerate(pairwise(starts)):
                    found = written.written(f"{'.'.join(map(str, at))}{PARAGRAPH}{number}")
                    assert found
                    own = squeeze("".join(source[found.line - 1 : found.last]))
                    assert squeeze(text[start:end]) in own.replace("''", "'"), (file.name, at)
                    assert found.first <= found.line <= found.last
                    seen += 1
    assert seen > 1000


def test_a_block_of_another_file_leads_there(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    path = tmp_path / "baker.yaml"
    for one in (path, tmp_path / "es" / "baker.yaml"):
        one.write_text(STORY, encoding="utf-8")
    files = {Language.ENGLISH: path, Language.SPANISH: tmp_path / "es" / "baker.yaml"}
    block = PlacedBlock(
        keys=("title", "work.story~1"),
        language="en",
        page=0,
        x_pt=1,
        y_pt=2,
        width_pt=3,
        height_pt=4,
        text="Baker",
    )
    other = replace(block, keys=("closing", "title"), language="es", page=1)
    own, second = pointed(
        (block, other),
        lambda language: load(files[language], Profile),
        edited=path,
        address=lambda language, line: f"?lang={language.value}#{line}",
    )
    assert own == json.loads(json.dumps(own))
    assert (own["file"], own["line"], own["spans"], own["href"]) == (
        "baker.yaml",
        1,
        [[1, 1], [8, 8]],
        "",
    )
    assert (second["file"], second["line"], second["href"]) == ("es/baker.yaml", 1, "?lang=es#1")
