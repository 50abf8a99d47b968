"""The fitter: the largest setting that holds, few passes, an honest refusal."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerprint.errors import FitError
from careerprint.render.fit import fit
from careerprint.render.layouts import Layout, find_layout
from careerprint.render.measure import AirRoom, Overrun
from careerprint.render.pdf import Setting, Typeset
from careerprint.render.receipt import Arrangement, Receipt
from careerprint.resources import shipped
from careerprint.settings import Paper


def _one_pager() -> Layout:
    """Give the one-pager without its ladder of parts that may go."""
    layout = find_layout("one-pager", (shipped("layouts"),), Paper.LETTER)
    return replace(layout, file=layout.file.model_copy(update={"may_leave_out": ()}))


LAYOUT: Layout = _one_pager()
ROOM_PT = 770.0


class Unmoved:
    """Pages of which only a pass can tell what another leading, or air, makes of them."""

    warnings = ()
    overruns: tuple[Overrun, ...] = ()
    size_pt = (612.0, 792.0)

    def grown_pt(self, _: float) -> tuple[float, ...] | None:
        """Say nothing of another leading."""
        return None

    def with_air(self, _: tuple[float, ...]) -> None:
        """Take air in a pass of its own."""


class Paper770(Unmoved):
    """A page of 770 pt that takes text by its area, line by line, as a real one does."""

    def __init__(self, setting: Setting, words: int) -> None:
        self.setting, self.words = setting, words
        line = setting.body_pt * setting.leading
        lines = int(words * setting.body_pt / 52) + 1
        used = 150 + lines * line / 2 + sum(setting.air_pt)
        self.room_pt = ROOM_PT
        self.used_pt = (used,) if used <= ROOM_PT else (ROOM_PT, used - ROOM_PT)
        self.needed_pt = (used,)
        self.pages = len(self.used_pt)
        self.rooms_pt = (ROOM_PT,) * self.pages
        self.air_rooms = (AirRoom(spare_pt=ROOM_PT - used, shares=(0, 1, 2)),)


class LetOut(Paper770):
    """The same, that can tell and give what another leading makes of it."""

    def grown_pt(self, leading: float) -> tuple[float, ...]:
        """Give by how much its text is higher at another leading."""
        return (sum(self.with_leading(leading).used_pt) - self.used_pt[0],)

    def with_leading(self, leading: float) -> "LetOut":
        """Give the page at another leading."""
        return LetOut(replace(self.setting, leading=leading), self.words)


def _length(words: int) -> float:
    """Give a length as a share of what fits at the smallest size."""
    return words / LAYOUT.file.words


def _typeset(setting: Setting, words: int) -> Typeset:
    return cast("Typeset", Paper770(setting, words))


@given(words=st.integers(10, 3000))
def test_it_fills_the_page_or_says_by_how_much_it_cannot(words: int) -> None:
    smallest = Setting(body_pt=LAYOUT.file.body_pt.smallest, leading=LAYOUT.file.leading.smallest)
    largest = Setting(body_pt=LAYOUT.file.body_pt.largest, leading=LAYOUT.file.leading.largest)
    if _typeset(smallest, words).pages > 1:
        with pytest.raises(
            FitError, match=r"\d+% full at the smallest size \(8\.5 pt\): cut about"
        ):
            fit(LAYOUT, _length(words), lambda setting, _: _typeset(setting, words))
        return
    typeset, receipt = fit(LAYOUT, _length(words), lambda setting, _: _typeset(setting, words))
    assert typeset.pages == 1
    assert receipt.passes <= 8
    is_at_ceiling = receipt.body_pt == largest.body_pt
    assert is_at_ceiling or receipt.percent_full >= 95


@given(words=st.integers(450, 740))
def test_lines_are_let_out_in_place_of_further_passes(words: int) -> None:
    """By moving them a page is as full, at about the size, in hardly more than one pass."""
    typeset, receipt = fit(
        LAYOUT, _length(words), lambda one, _: cast("Typeset", LetOut(one, words))
    )
    _, by_passes = fit(LAYOUT, _length(words), lambda one, _: _typeset(one, words))
    leading = LAYOUT.file.leading
    assert typeset.pages == 1
    assert 95 <= receipt.percent_before_air[0] <= 100
    assert receipt.passes <= by_passes.passes
    assert leading.smallest <= receipt.leading <= leading.largest
    assert receipt.body_pt == pytest.approx(by_passes.body_pt, rel=0.06)


def test_lines_are_no_further_apart_than_the_layout_lets_them() -> None:
    """A text with much room left at its size is set larger; its lines keep the layout's bounds."""
    file = LAYOUT.file.model_copy(
        update={"leading": LAYOUT.file.leading.model_copy(update={"closer": 0.0, "wider": 0.01})}
    )
    layout, seen = replace(LAYOUT, file=file), list[Setting]()

    def typeset(setting: Setting, _: Arrangement) -> Typeset:
        seen.append(setting)
        return cast("Typeset", LetOut(setting, 600))

    _, receipt = fit(layout, _length(900), typeset)
    set_as = next(one.leading for one in seen if one.body_pt == receipt.body_pt)
    assert len(seen) > 1
    assert set_as < receipt.leading <= set_as * 1.01 + 0.001


def test_the_refusal_counts_the_lines_to_cut() -> None:
    """100 pt too many at 8.5 pt on 1.16 are 100 / 9.86, rounded up."""

    class TooLong(Paper770):
        def __init__(self, setting: Setting, words: int) -> None:
            super().__init__(setting, words)
            self.used_pt = (ROOM_PT, 100.0)
            self.needed_pt = (sum(self.used_pt),)
            self.pages = 2

    with pytest.raises(FitError) as caught:
        fit(LAYOUT, _length(900), lambda setting, _: cast("Typeset", TooLong(setting, 900)))
    assert "113% full" in caught.value.message
    assert "cut about 11 lines" in caught.value.message


class Held(Unmoved):
    """A page that holds its text or bursts by a line, and does not say how much is in the way."""

    def __init__(self, *, holds: bool, full: float = 0.98) -> None:
        self.room_pt = ROOM_PT
        self.used_pt = (full * ROOM_PT,) if holds else (ROOM_PT, 0.1)
        self.needed_pt = (sum(self.used_pt),)
        self.pages = len(self.used_pt)
        self.rooms_pt = (ROOM_PT,) * self.pages
        self.air_rooms = ()


PARTS = ("day_chart", "quick_facts", "official_note", "day_note", "work_shift")


@pytest.mark.parametrize("needed", range(1, len(PARTS) + 2))
def test_as_few_parts_go_as_hold_the_rest(needed: int) -> None:
    """However many are tried first; a text that bursts without all of them is refused."""
    layout = replace(LAYOUT, file=LAYOUT.file.model_copy(update={"may_leave_out": PARTS}))
    asked: list[tuple[float, int]] = []

    def typeset(setting: Setting, arrangement: Arrangement) -> Typeset:
        asked.append((setting.body_pt, len(arrangement.left_out)))
        is_smallest = setting.body_pt == layout.file.body_pt.smallest
        holds = is_smallest and len(arrangement.left_out) >= needed
        return cast("Typeset", Held(holds=holds))

    if needed > len(PARTS):
        with pytest.raises(FitError, match="full at the smallest size"):
            fit(layout, 1.5, typeset)
        assert asked[-1] == (8.5, len(PARTS))
    else:
        _, receipt = fit(layout, 1.5, typeset)
        assert receipt.left_out == PARTS[:needed]
    assert len(asked) == len(set(asked)) <= 5


@pytest.mark.parametrize("largest_pt", [8.6, 8.9, 9.2, 9.7])
def test_a_page_that_says_nothing_is_left_in_growing_steps(largest_pt: float) -> None:
    """It would otherwise be tried a step smaller each time, and at the smallest in the end."""

    def typeset(setting: Setting, _: Arrangement) -> Typeset:
        full = setting.body_pt / largest_pt
        return cast("Typeset", Held(holds=full <= 1, full=full))

    _, receipt = fit(LAYOUT, 0.62, typeset)
    assert receipt.passes <= 7
    assert largest_pt - 0.4 <= receipt.body_pt <= largest_pt


def test_it_asks_for_the_smallest_before_it_refuses() -> None:
    seen: list[float] = []

    def typeset(setting: Setting, _: Arrangement) -> Typeset:
        seen.append(setting.body_pt)
        return _typeset(setting, 5000)

    with pytest.raises(FitError):
        fit(LAYOUT, _length(600), typeset)
    assert min(seen) == LAYOUT.file.body_pt.smallest


DIVIDED = replace(
    LAYOUT,
    file=LAYOUT.file.model_copy(
        update={"pages": 2, "divisions": (frozenset(), frozenset({"moved"}), frozenset({"more"}))}
    ),
)


class TwoPages(Unmoved):
    """Two pages, whose text is divided between them as an arrangement says."""

    air_rooms = ()

    def __init__(self, setting: Setting, shares: tuple[float, float]) -> None:
        area = setting.body_pt**2 * setting.leading / 100
        self.room_pt = ROOM_PT
        self.used_pt = self.needed_pt = tuple(ROOM_PT * share * area for share in shares)
        if max(self.used_pt) > ROOM_PT:
            self.used_pt = (*self.used_pt, max(self.used_pt) - ROOM_PT)
        self.pages = len(self.used_pt)
        self.rooms_pt = (ROOM_PT,) * self.pages


def _divided(even: tuple[float, float]) -> tuple[Receipt, list[frozenset[str]]]:
    """Fit a text that is uneven as it comes, and so even with what may move."""
    seen: list[frozenset[str]] = []
    shares = {frozenset(): (0.9, 0.4), frozenset({"moved"}): even, frozenset({"more"}): (0.5, 0.8)}

    def typeset(setting: Setting, arrangement: Arrangement) -> Typeset:
        seen.append(arrangement.division)
        return cast("Typeset", TwoPages(setting, shares[arrangement.division]))

    return fit(DIVIDED, 1, typeset)[1], seen


def test_a_division_is_tried_where_a_page_is_under_seventy_per_cent() -> None:
    receipt, seen = _divided((0.7, 0.6))
    assert seen[-1] == {"moved"}
    assert {"more"} not in seen
    assert min(receipt.percent_before_air) >= 70


def test_of_divisions_that_are_all_uneven_the_evenest_is_taken() -> None:
    receipt, seen = _divided((0.9, 0.5))
    assert {"more"} in seen
    low, high = sorted(receipt.percent_before_air)
    assert low / high == pytest.approx(5 / 8, abs=0.01)


def test_a_text_that_no_division_holds_is_refused() -> None:
    with pytest.raises(FitError):
        fit(DIVIDED, 1, lambda setting, _: cast("Typeset", TwoPages(setting, (3, 3))))


class Roll(Unmoved):
    """Text on as many pages as it takes, each 770 pt: ``area`` is in pages at one point's size."""

    room_pt = ROOM_PT
    air_rooms = ()

    def __init__(self, setting: Setting, area: float) -> None:
        length = area * setting.body_pt**2 * setting.leading
        full, rest = int(length), length % 1
        self.used_pt = tuple(ROOM_PT * share for share in (*[1.0] * full, rest) if share)
        self.needed_pt = (sum(self.used_pt),)
        self.pages = len(self.used_pt)
        self.rooms_pt = (ROOM_PT,) * self.pages


@pytest.mark.parametrize(("pages", "least"), [(5.05, 30), (5.5, 50), (5.98, 90)])
def test_a_text_of_any_number_of_pages_takes_the_fewest_and_ends_well(
    pages: float, least: float
) -> None:
    """``pages`` are what it takes at the smallest setting; some lines on the last are too few."""
    layout = find_layout("large-print", (shipped("layouts"),), Paper.LETTER)
    low, high = layout.file.body_pt, layout.file.leading
    area = pages / (low.smallest**2 * high.smallest)
    _, receipt = fit(layout, 1.0, lambda setting, _: cast("Typeset", Roll(setting, area)))
    assert receipt.pages == 6
    assert receipt.percent_by_page[-1] >= least


class TwoPagesAndMore(Unmoved):
    """Two pages, one 60 % and one ``full`` full; a part more takes 200 pt of the one it is on."""

    air_rooms = ()

    def __init__(self, setting: Setting, arrangement: Arrangement, full: float) -> None:
        scale = setting.body_pt / LAYOUT.file.body_pt.largest
        used = [0.6 * ROOM_PT * scale, full * ROOM_PT * scale]
        for page, name in enumerate(("first", "second")):
            used[page] += 200 if name in arrangement.division else 0
        over = sum(max(one - ROOM_PT, 0) for one in used)
        fitting = tuple(min(one, ROOM_PT) for one in used)
        self.room_pt, self.needed_pt = ROOM_PT, tuple(used)
        self.used_pt = (*fitting, over) if over else fitting
        self.pages, self.rooms_pt = len(self.used_pt), (ROOM_PT,) * len(self.used_pt)
        self._division = arrangement.division

    def sides_that_print(self, _: Sequence[str]) -> frozenset[int]:
        """Give the page that the part more is on."""
        places = enumerate(("first", "second"))
        return frozenset(page for page, name in places if name in self._division)


def _told(
    places: tuple[str, ...],
    extras: tuple[str, ...] = ("way_in",),
    *,
    full: float = 0.98,
    length: float = 0.9,
    at_once: tuple[str, ...] = (),
) -> Receipt:
    """Fit two pages, the second so full at the largest size, with places for a part more."""
    named = {"way_in": tuple(frozenset({one}) for one in places)}
    file = LAYOUT.file.model_copy(update={"pages": 2, "if_room": named, "at_once": at_once})

    def typeset(setting: Setting, arrangement: Arrangement) -> Typeset:
        return cast("Typeset", TwoPagesAndMore(setting, arrangement, full))

    return fit(replace(LAYOUT, file=file), length, typeset, extras)[1]


def test_a_part_more_goes_where_there_is_room_and_costs_neither_size_nor_pages() -> None:
    without, told = _told(("second", "first"), ()), _told(("second", "first"))
    assert (told.division, told.left_out) == (("first",), ())
    assert (told.body_pt, told.pages) == (without.body_pt, without.pages)
    assert without.left_out == ()  # what a text does not have is not left out


@pytest.mark.parametrize("full", [0.9, 0.98, 1.05, 1.1, 1.2])
def test_beside_a_full_page_a_part_more_needs_no_pass_of_its_own(full: float) -> None:
    """The other page is what the size hangs on, whether it is full at once or bursts at first."""
    without = _told(("first",), (), full=full, length=0.3)
    told = _told(("first",), full=full, length=0.3, at_once=("way_in",))
    assert told.division == ("first",)
    assert (told.body_pt, told.passes) == (without.body_pt, without.passes)


@given(full=st.floats(0.3, 1.25), places=st.permutations(("first", "second")))
def test_a_part_more_never_costs_size_or_pages(full: float, places: list[str]) -> None:
    without, told = _told(tuple(places), (), full=full), _told(tuple(places), full=full)
    once = _told(tuple(places), full=full, at_once=("way_in",))
    assert (told.body_pt, told.pages) == (without.body_pt, without.pages)
    assert told.passes <= without.passes + len(places)
    assert replace(once, passes=told.passes) == told


def test_a_part_more_is_left_out_and_named_where_there_is_no_room() -> None:
    without, told = _told(("second",), ()), _told(("second",))
    assert (told.division, told.left_out) == ((), ("way_in",))
    assert (told.body_pt, told.pages) == (without.body_pt, without.pages)
