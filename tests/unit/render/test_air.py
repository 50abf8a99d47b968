"""Where room goes: to each page and column its own, and no more at a place than may."""

import pytest

from careerprint.render.air import air
from careerprint.render.measure import AirRoom
from careerprint.render.pdf import Setting, Typesetter
from careerprint.resources import shipped


@pytest.mark.parametrize(
    ("rooms", "air_pt"),
    [
        ([(30.3, (0, 1, 2))], (10, 10, 10)),
        ([(20.3, (1, 1, 2, 2, 3)), (0, (0,))], (0, 8, 8, 4)),
        ([(300, (0, 1, 1))], (14, 28)),
        ([(2, (0,)), (3, (1,))], ()),
        ([(-5, (0,)), (12.3, (1,))], (0, 12)),
        ([], ()),
    ],
    ids=["a page", "a column, two shares", "at most", "not worth a pass", "too long", "none"],
)
def test_air_goes_where_room_is_left(
    rooms: list[tuple[float, tuple[int, ...]]], air_pt: tuple[float, ...]
) -> None:
    found = air([AirRoom(spare_pt=pt, shares=shares) for pt, shares in rooms], 14)
    assert found == pytest.approx(air_pt)


def test_rooms_are_measured_beside_each_other_and_on_the_page(typesetter: Typesetter) -> None:
    html = """<html lang="en"><title>Columns</title><style>@page{size:300pt 200pt;margin:20pt}
      *{margin:0;line-height:10pt} .pair{display:table;width:100%}
      .pair>*{display:table-cell;vertical-align:top}</style>
      <p>head</p><div class="pair">
      <div><p class="air">1</p><p>2</p><p class="air">3</p></div>
      <div><ol><li>1<li class="air twice">2<li>3<li>4</ol></div></div>
      <p class="air">foot</p>"""
    typeset = typesetter.typeset(
        html, base=shipped("layouts"), sheets=(), setting=Setting(body_pt=8, leading=1.2)
    )
    one, other, page = typeset.air_rooms
    # what stands first in a column stays level with its neighbours
    assert [one.shares, other.shares, page.shares] == [(1,), (2, 2), (3,)]
    assert one.spare_pt == pytest.approx(10, abs=0.1)
    assert other.spare_pt == pytest.approx(0, abs=0.1)
    # 160 pt less the head, four lines, and the foot
    assert page.spare_pt == pytest.approx(100, abs=0.1)


_SHEET = "@page{size:300pt 200pt;margin:20pt}*{margin:0;line-height:10pt}"


def _sides(body: str, typesetter: Typesetter, style: str = "") -> tuple[float, ...]:
    html = f'<html lang="en"><title>Sides</title><style>{_SHEET}{style}</style>{body}'
    setting = Setting(body_pt=8, leading=1.2)
    return typesetter.typeset(html, base=shipped("layouts"), sheets=(), setting=setting).needed_pt


@pytest.mark.parametrize("css", ["break-before:page", "break-before:right", "page:other"])
def test_what_a_forced_break_begins_is_a_side_and_what_runs_on_is_not(
    css: str, typesetter: Typesetter
) -> None:
    """160 pt hold 16 lines: 20 of the first side run on by four, which stand on no side's page."""
    lines = "<p>x</p>" * 20
    body = f"<div>{lines}</div><div class=next><p>y</p><p>y</p></div>"
    style = f".next{{{css}}}@page other{{size:300pt 200pt}}"
    assert _sides(body, typesetter, style) == pytest.approx((200, 20), abs=0.1)


def test_a_block_that_could_not_be_broken_makes_its_side_need_no_more_than_it_is_high(
    typesetter: Typesetter,
) -> None:
    """14 lines leave two empty: a block of five goes on to the next page, and 19 are needed."""
    body = "<p>x</p>" * 14 + "<div style='break-inside:avoid'>" + "<p>y</p>" * 5 + "</div>"
    assert _sides(body, typesetter) == pytest.approx((190,), abs=1)


def test_a_break_after_ends_a_side(typesetter: Typesetter) -> None:
    body = "<div style='break-after:page'><p>x</p></div><p>y</p>"
    assert _sides(body, typesetter) == pytest.approx((10, 10), abs=0.1)
