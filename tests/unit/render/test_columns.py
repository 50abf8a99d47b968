"""How wide charts are drawn: as wide as the place they stand in, in any layout."""

import re
import shutil
from pathlib import Path

import pytest

from careerprint.profile.library import Library
from careerprint.render.boxes import leaves
from careerprint.render.columns import Columns, chart_at, chart_titles
from careerprint.render.layouts import CHARTS, Layout, all_layouts, named_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import columns_of, lay_out
from careerprint.resources import shipped
from careerprint.settings import Ink, Paper, Variant

UNEVEN = """{% extends "_shared/handout.html.j2" %}
{% import "_shared/parts.html.j2" as part %}
{% block content %}
{{ self.band() }}
<div class="air"><div class="pair uneven">
  <div>{{ self.verdict() }}{{ self.work() }}{{ self.try() }}</div>
  <div>{{ self.day() }}{{ self.fit() }}{{ self.outlook() }}</div>
</div></div>
<div class="whole air">{{ self.money() }}</div>
<div class="foot air">{{ self.foot() }}</div>
{% endblock %}
"""
_ROOM = 0.11  # a tenth of a millimetre, to which widths are rounded down


@pytest.fixture
def uneven(tmp_path: Path) -> Layout:
    """A layout of one's own: two columns, and pay from edge to edge below them."""
    folder = tmp_path / "uneven"
    shutil.copytree(shipped("layouts") / "two-sider", folder)
    (folder / "page.html.j2").write_text(UNEVEN, encoding="utf-8")
    text = (folder / "layout.yaml").read_text(encoding="utf-8")
    text = re.sub(r"pages: \d", "pages: any", text)
    (folder / "layout.yaml").write_text(text, encoding="utf-8")
    return named_layout("uneven", (tmp_path,))


def _typesetter(layout: Layout) -> Typesetter:
    return Typesetter(roots=(shipped("layouts"), layout.folder.parent))


def _drawn(layout: Layout, variant: Variant, library: Library) -> dict[str, tuple[float, float]]:
    """Give each chart's width on a career's pages, and that of its place, in millimetres."""
    career = library.career(library.find("electrician", Path()))
    others = (career,) * (layout.file.languages - 1)
    laid = lay_out(
        career, layout=layout, variant=variant, typesetter=_typesetter(layout), others=others
    )
    titles = chart_titles(laid.page)
    return {
        name: (box.width / 96 * 25.4, stand.room_mm)
        for box, stand in leaves(laid.typeset.boxes)
        if (name := chart_at(stand, titles))
    }


@pytest.mark.parametrize("layout", all_layouts((shipped("layouts"),)), ids=lambda one: one.name)
def test_no_layout_keeps_a_width_by_hand_and_each_chart_fills_its_place(
    layout: Layout, library: Library
) -> None:
    for paper, form in layout.file.papers.items():
        assert form.column_mm is None
        assert not layout.file.chart_mm(paper)
        for width_mm, room_mm in _drawn(layout, Variant(paper=paper), library).values():
            assert room_mm - _ROOM < width_mm <= room_mm


def test_charts_in_places_of_two_widths_fill_each_its_own(uneven: Layout, library: Library) -> None:
    drawn = _drawn(uneven, Variant(), library)
    assert sorted(drawn) == sorted(CHARTS)
    for width_mm, room_mm in drawn.values():
        assert room_mm - _ROOM < width_mm <= room_mm
    assert drawn["split"][0] == drawn["day"][0] < 100
    assert drawn["pay"][0] > 185


def test_another_sheet_gives_other_widths(uneven: Layout, library: Library) -> None:
    before = _drawn(uneven, Variant(), library)["split"][0]
    with (uneven.folder / "style.css").open("a", encoding="utf-8") as style:
        style.write(".uneven > :first-child { width: 55% }\n")
    after = _drawn(uneven, Variant(), library)
    assert after["split"][0] > before * 1.07
    assert after["day"][0] < before


def test_what_the_layout_says_goes_before_what_is_learned(uneven: Layout) -> None:
    settings = uneven.folder / "layout.yaml"
    text = settings.read_text(encoding="utf-8")
    typesetter = _typesetter(uneven)
    learned = columns_of(uneven, Variant(), typesetter)

    settings.write_text(text + "charts: {pay: {width_mm: 120}}\n", encoding="utf-8")
    own = columns_of(
        named_layout("uneven", (uneven.folder.parent,)), Variant(), _typesetter(uneven)
    )
    assert own.chart_mm == {**learned.chart_mm, "pay": 120}

    letter = next(line for line in text.splitlines() if line.startswith("  letter:"))
    settings.write_text(text.replace(letter, "  letter: {column_mm: 50}"), encoding="utf-8")
    said = columns_of(named_layout("uneven", (uneven.folder.parent,)), Variant(), typesetter)
    assert said == Columns(column_mm=50)


def test_widths_are_the_layouts_whatever_career_comes_first(
    uneven: Layout, library: Library
) -> None:
    found = []
    for names in (["electrician", "sound-designer"], ["sound-designer", "electrician"]):
        typesetter = _typesetter(uneven)
        for name in names:
            career = library.career(library.find(name, Path()))
            lay_out(career, layout=uneven, variant=Variant(), typesetter=typesetter)
        found.append(dict(typesetter.columns))
    assert found[0] == found[1]
    assert list(found[0]) == [(uneven.folder, Paper.LETTER, Ink.COLOR)]
