"""Where room goes: to each column its own, and no more at a place than may."""

import pytest

from careerprint.render.air import air_of_columns, air_of_document
from careerprint.render.layouts import Air, StageAir
from careerprint.render.measure import Column
from careerprint.render.pdf import ColumnAir, Setting, Typesetter
from careerprint.resources import shipped

AIR = Air(by="column", most_pt=20, stages=StageAir(share=0.6, most_pt=9))


def _column(spare_pt: float, places: int, stages: int = 0) -> Column:
    return Column(name="1", spare_pt=spare_pt, places=places, stages=stages)


@pytest.mark.parametrize(
    ("column", "place_pt", "stage_pt"),
    [
        (_column(31, 3), 10, 0),  # a point stays for the engine's rounding
        (_column(101, 2), 20, 0),  # no more than may
        (_column(51, 2, stages=5), 10, 6),
        (_column(101, 2, stages=5), 20, 9),
        (_column(31, 0, stages=5), 0, 6),  # no other place: all of it
    ],
)
def test_the_air_of_a_column(column: Column, place_pt: float, stage_pt: float) -> None:
    (found,) = air_of_columns(AIR, [column])
    assert found == ColumnAir(name="1", place_pt=place_pt, stage_pt=stage_pt)


def test_a_full_column_gets_none() -> None:
    assert air_of_columns(AIR, [_column(0.5, 3)]) == ()


def test_by_document_all_places_get_the_same() -> None:
    air = Air(places=4, most_pt=20)
    assert air_of_document(air, 40.5) == 10
    assert air_of_document(air, 400) == 20
    assert air_of_document(air, 3) == 0


def test_columns_are_measured_beside_each_other_and_above_what_stands_below(
    typesetter: Typesetter,
) -> None:
    html = """<html lang="en"><title>Columns</title><style>@page{size:300pt 200pt;margin:20pt}
      *{margin:0;line-height:10pt} .pair{display:table;width:100%}
      .pair>*{display:table-cell;vertical-align:top}</style>
      <p>head</p><div class="pair">
      <div data-column="a"><p class="air">1</p><p>2</p><p>3</p></div>
      <div data-column="b"><ol><li class="stage">1<li class="stage air">2</ol></div></div>
      <p>foot</p>"""
    typeset = typesetter.typeset(
        html, base=shipped("layouts"), sheets=(), setting=Setting(body_pt=8, leading=1.2)
    )
    one, other = typeset.columns
    # 160 pt less the head, the foot, and three or two lines of 10 pt
    assert (one.name, one.places, one.stages) == ("a", 1, 0)
    assert (other.name, other.places, other.stages) == ("b", 1, 2)
    assert one.spare_pt == pytest.approx(110, abs=0.1)
    assert other.spare_pt == pytest.approx(120, abs=0.1)
