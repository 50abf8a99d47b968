"""The cloth of a cover: ribbons as wide as shares, no two careers alike, black for the copier."""

from itertools import combinations

import pytest

from careerprint.colour import contrast, distance, read_hex
from careerprint.profile.clusters import clusters
from careerprint.settings import Ink, Variant
from careerprint.view.backdrop import Backdrop
from careerprint.view.booklet_frame import ClothFrame, LabelFrame
from careerprint.view.branding import colours_of
from careerprint.view.charts.geometry import Box
from careerprint.view.cloth import Yarn, strip, weave
from careerprint.view.shapes import Fill, Ruling, Shapes, moved
from careerprint.view.threads import Thread, thread_of, threads

SHARES = (40.0, 30.0, 20.0, 10.0)
WIDTH, HEIGHT = 376.0, 572.0


def _threads(count: int, ink: Ink = Ink.COLOR) -> tuple[Thread, ...]:
    """Give the threads of careers that are all of one cluster."""
    cluster = clusters()["construction"]
    return threads([colours_of(cluster, Variant(ink=ink))] * count)


def _yarns(count: int, ink: Ink = Ink.COLOR) -> list[Yarn]:
    return [Yarn(shares=SHARES, thread=thread) for thread in _threads(count, ink)]


def _boxes(shapes: Shapes) -> list[Box]:
    return [box for one in shapes.painted if isinstance(one, Fill) for box in one.boxes]


def test_ribbons_are_as_wide_as_their_shares() -> None:
    drawn = sorted(_boxes(strip(_yarns(1)[0], width=100, height=8, gap=0)), key=lambda box: box.x)
    assert [box.width for box in drawn] == pytest.approx(SHARES)
    assert drawn[-1].x + drawn[-1].width == pytest.approx(100)


@pytest.mark.parametrize("count", range(1, 13))
@pytest.mark.parametrize("ink", Ink)
def test_the_cloth_fills_its_frame_and_stays_in_it(count: int, ink: Ink) -> None:
    shapes = weave(_yarns(count, ink), width=WIDTH, height=HEIGHT)
    ends = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in _boxes(shapes)]
    for one in shapes.painted:
        ends += list(one.lines) if isinstance(one, Ruling) else []
    xs = [x for left, _, right, _ in ends for x in (left, right)]
    ys = [y for _, top, _, foot in ends for y in (top, foot)]
    assert (min(xs), max(xs)) == pytest.approx((0, WIDTH), abs=2)
    assert (min(ys), max(ys)) == pytest.approx((0, HEIGHT), abs=2)
    assert min(xs) >= -0.01
    assert max(xs) <= WIDTH + 0.01
    assert min(ys) >= -0.01
    assert max(ys) <= HEIGHT + 0.01


def test_of_twelve_careers_of_one_cluster_no_two_look_alike() -> None:
    """Also with a school's own accent; and each can be read on white."""
    colours = [read_hex(thread.accent) for thread in _threads(12)]
    assert min(distance(a, b) for a, b in combinations(colours, 2)) >= 0.09
    assert min(contrast(colour, (1, 1, 1)) for colour in colours) >= 4.5
    ruled = [(thread.dash, thread.pitch) for thread in _threads(12, Ink.COPIER)]
    assert len(set(ruled)) == 12


def test_careers_of_clusters_that_look_alike_are_told_apart() -> None:
    pair = [
        colours_of(clusters()[name], Variant())
        for name in ("healthcare-human-services", "marketing-sales")
    ]
    one, other = threads(pair)
    assert one == thread_of(pair[0])
    assert distance(read_hex(one.accent), read_hex(other.accent)) >= 0.1


@pytest.mark.parametrize("count", [1, 4, 12])
def test_for_the_copier_there_is_black_and_white_alone(count: int) -> None:
    """About a fifth to a third of it is inked."""
    shapes = weave(_yarns(count, Ink.COPIER), width=WIDTH, height=HEIGHT)
    assert {one.colour for one in shapes.painted} == {"#000000"}
    inked = sum(box.width * box.height for box in _boxes(shapes))
    for one in shapes.painted:
        if isinstance(one, Ruling):
            share = sum(one.dash[::2]) / sum(one.dash) if one.dash else 1
            inked += one.width * share * sum(abs(x - a) + abs(y - b) for x, y, a, b in one.lines)
    assert 0.12 < inked / (WIDTH * HEIGHT) < 0.36


def test_the_back_is_the_front_seen_from_behind() -> None:
    """So that the cloth goes on over the spine."""
    front = weave(_yarns(4), width=WIDTH, height=HEIGHT)
    back = moved(front, 0, 0, is_mirrored=True)
    spine = [
        {(b.y, b.height) for b in _boxes(front) if b.x == 0},
        {(b.y, b.height) for b in _boxes(back) if b.x + b.width == pytest.approx(WIDTH)},
    ]
    assert spine[0] == spine[1] != set()
    assert moved(back, 0, 0, is_mirrored=True) == front


def test_the_label_goes_down_to_its_text_and_is_white() -> None:
    label = LabelFrame(top_pt=100, side_pt=40, inset_pt=20)
    frame = ClothFrame(edge_pt=20, spine="left", label=label)
    backdrop = Backdrop(frame=frame, yarns=tuple(_yarns(2)), width=396, height=612)
    shapes = backdrop.shapes(300)
    white = next(one for one in shapes.painted if one.colour == "#ffffff")
    assert isinstance(white, Fill)
    assert white.boxes == (Box(x=40, y=100, width=316, height=220),)
    assert min(box.x for box in _boxes(shapes)) == 0
    assert max(box.x + box.width for box in _boxes(shapes)) == pytest.approx(376)
