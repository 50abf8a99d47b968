"""Chart geometry: nothing clips, nothing collides, whatever a profile may hold."""

from decimal import Decimal
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from careerprint.profile.model import DayEntry, Share
from careerprint.view.booklet_frame import RowFrame
from careerprint.view.charts.day_chart import day_chart
from careerprint.view.charts.geometry import Label, widest_word, wrap
from careerprint.view.charts.pay_chart import PayRow, PayWords, pay_chart
from careerprint.view.charts.pay_scale import HOURS
from careerprint.view.charts.split_chart import SplitChart, split_chart
from careerprint.view.side_by_side import RowRoom, strip_row
from careerprint.view.wording import Wording

WORDING = Wording()
WORDS = PayWords(
    title="Pay",
    money=lambda amount: WORDING.money(amount, "USD"),
    units={unit: WORDING.words[f"per_{unit}"] for unit in HOURS},
    mixed_note="mixed",
)
letters = st.text(alphabet=" aemWilÅñ/&-–'", min_size=4, max_size=60).filter(
    lambda text: len(text.split()) > 0 and len(text.strip()) >= 4
)
widths = st.floats(min_value=150, max_value=600)
sizes = st.floats(min_value=6.5, max_value=14)


def inside(label: Label, width: float, height: float) -> bool:
    """Whether a label lies within its chart, ascent and descent included."""
    return (
        label.x >= -0.02
        and label.x + label.width <= width + 0.02
        and label.y - 0.75 * label.size >= -0.3
        and label.y + 0.25 * label.size <= height + 0.3
    )


def collide(one: Label, other: Label) -> bool:
    """Whether two labels share ground; baselines less than most of a line apart do."""
    is_same_line = abs(one.y - other.y) < 0.9 * min(one.size, other.size)
    return (
        is_same_line and one.x < other.x + other.width - 0.02 and other.x < one.x + one.width - 0.02
    )


def none_collide(labels: list[Label]) -> bool:
    """Whether no two labels of a chart share ground."""
    return not any(collide(one, other) for one, other in combinations(labels, 2))


@st.composite
def splits(draw: st.DrawFn) -> list[Share]:
    """Give 2 to 12 shares that add up to 100."""
    count = draw(st.integers(2, 12))
    cuts = draw(st.lists(st.integers(1, 999), min_size=count - 1, max_size=count - 1, unique=True))
    edges = [0, *sorted(cuts), 1000]
    return [
        Share.model_validate({"activity": draw(letters), "percent": str(Decimal(b - a) / 10)})
        for a, b in pairwise(edges)
    ]


@given(shares=splits(), width=widths, size=sizes)
def test_split_chart_holds_everything(shares: list[Share], width: float, size: float) -> None:
    chart = split_chart(shares, width=width, size=size, title="T", percent=WORDING.percent)
    labels = [line for bar in chart.bars for line in bar.lines]
    values = [bar.value for bar in chart.bars]
    assert all(inside(label, chart.width, chart.height) for label in [*labels, *values])
    assert none_collide([*labels, *values])
    assert all(
        line.x + line.width <= bar.bar.x or line.y + 0.2 * size < bar.bar.y
        for bar in chart.bars
        for line in bar.lines
    )
    assert all(bar.bar.width > 0 for bar in chart.bars)
    printed = ["".join(line.text for line in bar.lines).replace(" ", "") for bar in chart.bars]
    assert printed == [share.activity.replace(" ", "") for share in shares]


@given(shares=splits(), width=widths)
def test_split_bars_are_to_scale(shares: list[Share], width: float) -> None:
    chart = split_chart(shares, width=width, size=8, title="T", percent=WORDING.percent)
    per_point = {
        round(bar.bar.width / float(s.percent), 1)
        for bar, s in zip(chart.bars, shares, strict=True)
        if bar.bar.width > 10
    }
    assert len(per_point) <= 2
    assert all(share.activity in chart.alt for share in shares)
    assert all(WORDING.percent(share.percent) in chart.alt for share in shares)


clock = st.builds(
    lambda hour, minute, half: f"{hour}:{minute:02d}{half}",
    st.integers(1, 12),
    st.integers(0, 59),
    st.sampled_from(["", " am", " pm"]),
)


def _shortened(times: list[str]) -> list[str]:
    """Give times without the half of the day that the one before has too."""
    halves = ["", *(time[-3:] if time.endswith("m") else "" for time in times)]
    return [
        time.removesuffix(before) if before else time
        for time, before in zip(times, halves, strict=False)
    ]


@given(times=st.lists(clock, min_size=2, max_size=12), width=widths, size=sizes)
def test_day_chart_holds_everything(times: list[str], width: float, size: float) -> None:
    entries = [DayEntry(time=time, title=f"Stage {n}", text="x") for n, time in enumerate(times)]
    chart = day_chart(entries, width=width, size=size, title="T")
    assert all(inside(label, chart.width, chart.height) for label in chart.times)
    assert none_collide(list(chart.times))
    assert [label.text for label in chart.times] == _shortened(times)
    assert all(s.x >= 0 and s.x + s.width <= width + 0.8 for s in chart.stages)
    assert all(f"{entry.time} {entry.title}" in chart.alt for entry in entries)


def test_a_day_on_a_line_says_am_and_pm_where_they_begin() -> None:
    times = ["6:45 am", "8:00 am", "2:30 pm", "7:15 pm", "11:00", "12:30 pm"]
    entries = [DayEntry(time=time, title="x", text="x") for time in times]
    chart = day_chart(entries, width=400, size=8, title="T")
    said = [label.text for label in chart.times]
    assert said == ["6:45 am", "8:00", "2:30 pm", "7:15", "11:00", "12:30 pm"]
    assert "8:00 am x" in chart.alt


@st.composite
def rows(draw: st.DrawFn) -> list[PayRow]:
    """Give 1 to 8 ways of being paid, from $8 an hour to $2 million a year."""
    result = []
    for _ in range(draw(st.integers(1, 8))):
        per = draw(st.sampled_from(["hour", "day", "week", "month", "year"]))
        top = {"hour": 960, "day": 7_700, "week": 38_000, "month": 160_000, "year": 2_000_000}[per]
        figures = sorted(draw(st.lists(st.integers(8, top), min_size=3, max_size=3)))
        given_ones = draw(st.sets(st.sampled_from(["low", "typical", "high"]), min_size=1))
        named = dict(zip(("low", "typical", "high"), map(Decimal, figures), strict=True))
        is_open = draw(st.booleans())
        result.append(
            PayRow(
                label=draw(letters),
                low=named["low"] if "low" in given_ones else None,
                typical=named["typical"] if "typical" in given_ones else None,
                high=named["high"] if "high" in given_ones else None,
                is_open=is_open,
                per=per,
                is_official=draw(st.booleans()),
                values=tuple(
                    (name, WORDING.money(named[name], "USD", is_open=is_open) + "/hr")
                    for name in ("low", "typical", "high")
                    if name in given_ones
                ),
            )
        )
    return result


@given(paths=rows(), width=widths, size=sizes)
def test_pay_chart_holds_everything(paths: list[PayRow], width: float, size: float) -> None:
    chart = pay_chart(paths, width=width, size=size, words=WORDS)
    labels = [label for bar in chart.bars for label in (*bar.labels, *bar.values)]
    labels += chart.tick_labels
    assert all(inside(label, chart.width, chart.height) for label in labels)
    assert none_collide(labels)
    for bar in chart.bars:
        assert bar.bar.x >= 0
        assert bar.bar.x + bar.bar.width <= width + 0.02
        assert bar.typical_x is None or 0 <= bar.typical_x <= width
        if bar.open_box:
            assert bar.open_box.width > 0
            assert abs(bar.open_box.x + bar.open_box.width - width) < 0.02
    assert all(0 <= tick <= width for tick in chart.ticks)
    assert len(chart.ticks) >= 2
    assert all(figure in chart.alt for row in paths for _, figure in row.values)


def _row(per: str, low: int, high: int) -> PayRow:
    return PayRow(
        label=per,
        low=Decimal(low),
        typical=None,
        high=Decimal(high),
        is_open=False,
        per=per,
        is_official=False,
        values=(("low", "x"), ("high", "y")),
    )


def test_several_units_are_drawn_as_full_time_years() -> None:
    """An hour's pay of $50 and a year's of 50 times 2,080 end at the same place."""
    chart = pay_chart(
        [_row("hour", 10, 50), _row("year", 20_800, 104_000)], width=260, size=8, words=WORDS
    )
    assert chart.note == "mixed"
    assert chart.bars[0].bar.width == chart.bars[1].bar.width


def test_one_unit_keeps_its_own_scale_and_says_it() -> None:
    chart = pay_chart([_row("hour", 10, 50)], width=260, size=8, words=WORDS)
    assert chart.note == ""
    assert chart.tick_labels[0].text == "$0 an hour"
    assert chart.tick_labels[-1].text == "$50"


def test_a_word_wider_than_its_column_is_broken_and_not_lost() -> None:
    lines = wrap("Übergabebesprechungsprotokoll", 10, 60)
    assert len(lines) > 1
    assert "".join(lines) == "Übergabebesprechungsprotokoll"


@given(shares=splits(), width=widths, size=sizes)
def test_a_strip_holds_its_names(shares: list[Share], width: float, size: float) -> None:
    room = RowRoom(width=width, size=size, names=0.27, row=RowFrame(careers=1, week_em=2.8))
    name = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunt"
    row = strip_row(name, shares, room, WORDING.percent)
    assert all(inside(label, row.width, row.height) for label in [*row.labels, *row.captions])
    assert all(piece.y >= row.captions[-1].y for piece in row.pieces)
    assert all(piece.y + piece.height <= row.height + 0.02 for piece in row.pieces)


@given(splits(), widths, sizes)
def test_no_activity_is_broken_within_a_word_that_the_chart_can_hold(
    shares: list[Share], width: float, size: float
) -> None:
    chart = split_chart(shares, width=width, size=size, title="Split", percent=WORDING.percent)
    for share, bar in zip(shares, chart.bars, strict=True):
        if widest_word(share.activity, size) <= width:
            said = [line.text for line in bar.lines]
            assert all(
                line.endswith(("/", "-", "–")) or f"{line} " in f"{share.activity.strip()} "
                for line in said
            )
            assert widest_word(" ".join(said), size) <= widest_word(share.activity, size) + 0.01


def test_a_long_word_takes_room_from_the_bars_and_then_stands_above_them() -> None:
    def drawn(width: float) -> SplitChart:
        shares = [
            Share(activity="Electroencephalography", percent=Decimal(60)),
            Share(activity="Rest", percent=Decimal(40)),
        ]
        return split_chart(shares, width=width, size=8, title="Split", percent=WORDING.percent)

    for width in (250, 160, 110):
        assert [line.text for line in drawn(width).bars[0].lines] == ["Electroencephalography"]
    beside, above = drawn(160).bars[0], drawn(110).bars[0]
    assert beside.bar.x > beside.lines[0].width > 0.46 * 160
    assert above.lines[0].x == 0
    assert above.bar.y > above.lines[0].y
    # the other labels stay beside their bars
    rest = drawn(110).bars[1]
    assert rest.lines[0].x + rest.lines[0].width < rest.bar.x == above.bar.x
