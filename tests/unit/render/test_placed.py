"""What templates say of where a block is from, and where it falls."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import CAREERS

from careerprint.errors import LayoutError
from careerprint.profile.library import Library
from careerprint.render.layouts import find_layout
from careerprint.render.pdf import Setting, Typesetter
from careerprint.render.placed import placed_blocks, said_at
from careerprint.render.receipt import PlacedBlock
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.sections.sections import _unpacked, packed
from careerprint.settings import Paper, Variant
from careerprint.view.charts.geometry import box_at
from careerprint.view.charts.split_chart import SplitBar
from careerprint.view.rich import Quoted, paragraphs, rich


def test_an_element_has_the_places_of_what_it_prints() -> None:
    story = paragraphs("One.\n\nTwo.", at="work.story")
    assert said_at(rich("Say *it*", at="summary")) == ' data-at="summary"'
    assert said_at(story[1]) == ' data-at="work.story~1"'
    assert said_at([Quoted("a", "title"), rich("b", at="dated"), Quoted("c", "title")]) == (
        ' data-at="title dated"'
    )
    assert said_at([rich("of no profile"), "text", 7, None]) == ""
    assert said_at(Quoted("x", '"><b>')) == ' data-at="&#34;&gt;&lt;b&gt;"'


def test_a_part_of_a_drawing_says_what_it_takes() -> None:
    bar = SplitBar(
        lines=(),
        bar=box_at(0, 0, 1, 1),
        value=None,  # type: ignore[arg-type]
        at="work.time_split.2",
        areas=(box_at(0, 2.5, 30, 10), box_at(1, 2, 3, 4)),
    )
    assert said_at(bar) == ' data-at="work.time_split.2" data-areas="0 2.5 30 10;1 2 3 4"'


def _set(typesetter: Typesetter, body: str) -> list[PlacedBlock]:
    html = (
        "<html lang=en><head><title>x</title><style>@page{size:200pt 100pt;margin:10pt}"
        f"body{{margin:0}}p{{margin:0}}</style></head><body>{body}</body></html>"
    )
    setting = Setting(body_pt=10, leading=1.2)
    typeset = typesetter.typeset(html, base=shipped("layouts"), sheets=(), setting=setting)
    return list(placed_blocks(typeset.boxes))


def test_what_runs_over_lines_says_its_text_once(typesetter: Typesetter) -> None:
    words = " ".join(["seven words that go over several lines"] * 3)
    first, *more = _set(typesetter, f"<p>Then <a data-at=title href=#x>{words}</a></p>")
    assert first.text == words
    assert more
    assert {one.text for one in more} == {""}
    assert {one.keys for one in more} == {("title",)}
    assert [one.y_pt for one in more] == sorted(one.y_pt for one in more)


def test_what_goes_on_on_the_next_page_is_found_there(typesetter: Typesetter) -> None:
    words = " ".join(f"word{n}" for n in range(90))
    blocks = _set(typesetter, f"<p data-at=summary>{words}</p>")
    assert [one.page for one in blocks] == list(range(len(blocks)))
    assert len(blocks) > 1
    assert " ".join(one.text for one in blocks) == words


def test_a_turned_block_is_where_it_is_seen(typesetter: Typesetter) -> None:
    turned = "<div style='height:40pt;transform:rotate(180deg)'><p data-at=title>Up</p></div>"
    (block,) = _set(typesetter, f"<section lang=es>{turned}</section>")
    assert (block.x_pt, block.language) == (10, "es")
    assert block.y_pt == pytest.approx(50 - block.height_pt, abs=0.1)


def test_a_section_keeps_its_blocks(
    typesetter: Typesetter, library: Library, one_pager: Callable[[Paper], object]
) -> None:
    section = typeset_section(
        library.career(CAREERS / "chef.yaml"),
        layout=one_pager(Paper.LETTER),  # type: ignore[arg-type]
        variant=Variant(),
        typesetter=typesetter,
    )
    assert section.blocks
    assert _unpacked(packed(section)) == section


PAGE = """\
{% import "_shared/parts.html.j2" as part %}
<!doctype html>
<html lang="{{ page.lang }}"><head>{{ part.head(page) }}</head><body>
<h1{{ page.titel | at }}>{{ page.title }}</h1>
<p{{ page.summary | at }}>{{ page.summary }}</p>
{{ part.day(page) }}
</body></html>
"""


def test_a_layout_of_ones_own_says_it_too(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "layouts"
    shutil.copytree(shipped("layouts") / "large-print", folder / "mine")
    page = folder / "mine" / "page.html.j2"
    page.write_text(PAGE, encoding="utf-8")
    folders = (folder, shipped("layouts"))
    typesetter = Typesetter(roots=folders)

    def blocks() -> set[str]:
        section = typeset_section(
            library.career(CAREERS / "chef.yaml"),
            layout=find_layout("mine", folders, Paper.LETTER),
            variant=Variant(),
            typesetter=typesetter,
        )
        return {key for one in section.blocks for key in one.keys}

    with pytest.raises(LayoutError, match="titel") as told:
        blocks()
    assert told.value.location
    assert told.value.location.line == 4
    page.write_text(PAGE.replace("titel", "title"), encoding="utf-8")
    assert {"title", "summary", "day.entries.0"} <= blocks()
