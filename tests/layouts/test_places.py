"""Where a block of a page comes from: every block of every layout, against profile and paper."""

import unicodedata
from collections.abc import Iterator
from functools import cache, partial
from itertools import takewhile
from operator import attrgetter, itemgetter
from typing import Any

import pymupdf
import pytest
from tests.conftest import CAREERS, SAMPLES
from tests.pdf_text import squeeze

from careerprint.profile.library import Career, Library
from careerprint.render import html
from careerprint.render.boxes import leaves, text_of
from careerprint.render.layouts import Layout, all_layouts
from careerprint.render.pdf import Typesetter
from careerprint.render.placed import placed_blocks
from careerprint.render.receipt import PlacedBlock
from careerprint.render.section import LaidOut, lay_out
from careerprint.resources import shipped
from careerprint.settings import Language, Paper, Variant
from careerprint.view.rich import PARAGRAPH, paragraphs, rich
from careerprint.view.wording import Wording

LIBRARY = Library((SAMPLES, CAREERS))
LAYOUTS = all_layouts((shipped("layouts"),))
TOLD = 12
"""Letters from which a line can only be the profile's."""
EN, ES = Language.ENGLISH, Language.SPANISH
TOO_LONG = {("poster", "rich", EN), ("short", "music-producer", ES)}
SOON = {"one-pager", "pocket", "two-languages"}
"""Layouts in which all is tried at once; in the others what is Spanish is a longer proof."""
CASES = [
    pytest.param(
        layout,
        career,
        language,
        id=f"{layout.name}-{career}-{language.value}",
        marks=() if language is EN or layout.name in SOON else pytest.mark.prove,
    )
    for layout in LAYOUTS
    for career, language in (("music-producer", EN), ("rich", EN), ("music-producer", ES))
    if (layout.name, career, language) not in TOO_LONG
]


@cache
def _typesetter() -> Typesetter:
    return Typesetter(roots=(shipped("layouts"),))


@cache
def _laid(name: str, career: str, language: Language) -> tuple[LaidOut, dict[str, Career]]:
    layout = next(one for one in LAYOUTS if one.name == name)
    path = next(one for one in LIBRARY.paths if one.stem == career)
    languages = (language, ES if language is EN else EN)[: layout.file.languages]
    careers = [LIBRARY.career(path, one) for one in languages]
    paper = Paper(next(iter(layout.file.papers)))
    laid = lay_out(
        careers[0],
        others=tuple(careers[1:]),
        layout=layout,
        variant=Variant(paper=paper, languages=tuple(languages)),
        typesetter=_typesetter(),
    )
    return laid, {one.language.value: one for one in careers}


def _plain(text: str) -> str:
    words = unicodedata.normalize("NFKC", text.replace("\u2060", "").replace("\u2010", "-"))
    return squeeze(words).casefold()


def _said(career: Career, key: str) -> Any:
    """Give what a profile says under a key, a paragraph of it as text."""
    path, _, number = key.partition(PARAGRAPH)
    value: Any = career.profile
    for step in path.split("."):
        value = (itemgetter(int(step)) if step.isdigit() else attrgetter(step))(value)
    if isinstance(value, str):
        parts = paragraphs(value)
        whole = parts[int(number or 0)] if number or len(parts) > 1 else rich(value)
        return whole.plain
    return value


def _words_at(career: Career, key: str) -> list[str]:
    """Give the texts at a key by any of which a block is known to be of it."""
    wording = Wording(career.language.value)
    if key == "cluster":
        return [career.cluster.name_in(career.language)]
    if key.startswith("related."):
        return [career.related[int(key.rpartition(".")[2])]]
    if key == "dated":
        return [career.profile.dated, wording.date(career.profile.dated)]
    value = _said(career, key)
    if isinstance(value, str):
        return [value, value.split("://")[-1].rstrip("/")]
    names = {
        "work": ("activity",),
        "day": ("title", "time"),
        "money": ("label",),
        "sources": ("name",),
    }
    found = names.get(key.partition(".")[0], ())
    if key.startswith("way_in."):
        found = ("what",) if ".steps." in key else ("name",)
    if key == "outlook.growth":
        return [career.profile.source(value.source).name]
    return [rich(getattr(value, name)).plain for name in found]


def _is_of_tables(key: str) -> bool:
    return key in {"official", "official.soc"}


@pytest.mark.parametrize(("layout", "career", "language"), CASES)
def test_a_block_says_what_its_place_says(layout: Layout, career: str, language: Language) -> None:
    laid, careers = _laid(layout.name, career, language)
    blocks = list(placed_blocks(laid.typeset.boxes))
    wrong = []
    for block in blocks:
        about = careers[block.language]
        whole = "".join(_plain(one.text) for one in blocks if one.keys == block.keys)
        for key in block.keys:
            if _is_of_tables(key) or not block.text:
                continue
            wanted = [_plain(text) for text in _words_at(about, key)]
            is_part = len(block.keys) == 1 and _plain(block.text) in "".join(wanted)
            if not is_part and not any(text and text in whole for text in wanted):
                wrong.append((key, block.text, wanted))
    assert not wrong
    assert blocks


@pytest.mark.parametrize(("layout", "career", "language"), CASES)
def test_what_a_profile_says_is_in_a_block_of_its_place(
    layout: Layout, career: str, language: Language
) -> None:
    """No line of a profile is printed that does not lead to it."""
    laid, careers = _laid(layout.name, career, language)
    texts = {name: list(_all_texts(one)) for name, one in careers.items()}
    lost = []
    for box, stand in leaves(laid.typeset.boxes):
        line = _plain(text_of(box))
        if len(line) < TOLD or hasattr(box, "replacement"):
            continue
        around = [one.get("data-at") for one in stand.elements if one.get("data-at")]
        said = any(line in text for of in texts.values() for text in of)
        if said and not around:
            lost.append((text_of(box), stand.selector))
    assert not lost


def _all_texts(career: Career) -> Iterator[str]:
    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield _plain(rich(value).plain)
        elif isinstance(value, dict):
            for one in value.values():
                yield from texts(one)
        elif isinstance(value, (list, tuple)):
            for one in value:
                yield from texts(one)

    return texts(career.profile.model_dump())


@pytest.mark.parametrize(("layout", "career", "language"), CASES)
def test_a_block_is_where_its_words_are_painted(
    layout: Layout, career: str, language: Language
) -> None:
    """Another library reads the PDF: in the rectangle stands what the block says."""
    laid, _ = _laid(layout.name, career, language)
    blocks = list(placed_blocks(laid.typeset.boxes))
    wrong = []
    with pymupdf.open(stream=laid.typeset.write()) as document:
        letters = [list(_letters(page)) for page in document]
    for number, block in enumerate(blocks):
        parts = [block, *takewhile(partial(_goes_on, block), blocks[number + 1 :])]
        if not block.text:
            continue
        inside = [
            letter
            for letter, x, y in letters[block.page]
            if any(_holds(part, x, y) for part in parts)
        ]
        if not _is_within(_plain(block.text), inside):
            wrong.append((block.keys, block.text, "".join(inside)))
    assert not wrong


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.name)
def test_a_pdf_has_nothing_of_it(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    laid, _ = _laid(layout.name, "music-producer", EN)
    pdf = laid.typeset.write()
    monkeypatch.setattr(html, "said_at", lambda _: "")
    html._environment.cache_clear()
    _laid.cache_clear()
    bare, _ = _laid(layout.name, "music-producer", EN)
    html._environment.cache_clear()
    _laid.cache_clear()
    assert not list(placed_blocks(bare.typeset.boxes))
    assert bare.typeset.write() == pdf


def _goes_on(block: PlacedBlock, other: PlacedBlock) -> bool:
    return not other.text and other.keys == block.keys and other.page == block.page


def _letters(page: Any) -> Iterator[tuple[str, float, float]]:
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for one in span["chars"]:
                    left, top, right, bottom = one["bbox"]
                    for letter in _plain(one["c"]):
                        yield letter, (left + right) / 2, (top + bottom) / 2


def _holds(block: PlacedBlock, x: float, y: float) -> bool:
    return (
        block.x_pt - 1 <= x <= block.x_pt + block.width_pt + 1
        and block.y_pt - 1 <= y <= block.y_pt + block.height_pt + 1
    )


def _is_within(text: str, letters: list[str]) -> bool:
    """Whether all letters of a text are among some, and no more than are next to it besides."""
    left = list(letters)
    for letter in text:
        if letter not in left:
            return False
        left.remove(letter)
    return len(left) <= len(text) / 4 + 4
