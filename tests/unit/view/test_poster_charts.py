"""Great bars: words in them or behind them, nothing clipped, nothing upon something else."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.view.test_charts import WORDING, inside, none_collide, rows, splits

from careerprint.profile.model import Share
from careerprint.view.charts.geometry import Label
from careerprint.view.charts.pay_chart import PayRow
from careerprint.view.charts.poster_charts import (
    GreatBars,
    PayBarWords,
    headline_pt,
    pay_bars,
    time_bars,
)
from careerprint.view.compose import first_sentence

widths = st.floats(min_value=560, max_value=760)
sizes = st.floats(min_value=20, max_value=34)
SPEECH = PayBarWords(middle="typical {amount}", half="half earn under {amount}", unit="a year")


def _labels(chart: GreatBars) -> list[Label]:
    return [label for bar in chart.bars for label in (*bar.inside, *bar.beside)]


def _all_is_held(chart: GreatBars) -> bool:
    """Whether labels stand in the frame, apart from each other, and off the bars or on them."""
    return (
        all(inside(label, chart.width, chart.height) for label in _labels(chart))
        and none_collide(_labels(chart))
        and all(
            label.x >= bar.bar.x and label.x + label.width <= bar.bar.x + bar.bar.width
            for bar in chart.bars
            for label in bar.inside
        )
    )


@given(shares=splits(), width=widths, size=sizes)
def test_bars_of_time_hold_their_words(shares: list[Share], width: float, size: float) -> None:
    chart = time_bars(shares, width=width, size=size, alt="T", percent=WORDING.percent)
    assert _all_is_held(chart)
    assert all(label.x >= bar.bar.x + bar.bar.width for bar in chart.bars for label in bar.beside)
    said = [
        "".join(label.text for label in (*bar.inside, *bar.beside)).replace(" ", "")
        for bar in chart.bars
    ]
    wanted = [WORDING.percent(s.percent) + s.activity.replace(" ", "") for s in shares]
    assert said == wanted


@given(shares=splits(), width=widths)
def test_bars_of_time_are_to_scale(shares: list[Share], width: float) -> None:
    chart = time_bars(shares, width=width, size=24, alt="T", percent=WORDING.percent)
    scale = max(bar.bar.width for bar in chart.bars) / float(max(s.percent for s in shares))
    for bar, share in zip(chart.bars, shares, strict=True):
        assert bar.bar.width == pytest.approx(max(float(share.percent) * scale, 1.6), abs=0.1)


@given(pay=rows(), width=widths, size=sizes)
def test_bars_of_pay_hold_their_figures(pay: list[PayRow], width: float, size: float) -> None:
    chart = pay_bars(pay, width=width, size=size, words=SPEECH, alt="P")
    assert _all_is_held(chart)
    said = "".join(label.text for label in _labels(chart)).replace(" ", "")
    for row in pay:
        assert row.label.replace(" ", "") in said
        assert all(figure.replace(" ", "") in said for _, figure in row.values)


def _row(low: int, typical: int | None, high: int, *, is_official: bool = False) -> PayRow:
    given_figures = [Decimal(n) for n in (low, typical, high) if n is not None]
    return PayRow(
        label="On payroll",
        low=Decimal(low),
        typical=None if typical is None else Decimal(typical),
        high=Decimal(high),
        is_open=False,
        per="year",
        is_official=is_official,
        values=tuple(("x", WORDING.money(n, "USD")) for n in given_figures),
    )


def test_low_stands_before_its_bar_and_high_behind_it_with_the_unit_once() -> None:
    pay = [_row(40_000, 60_000, 100_000, is_official=True), _row(50_000, None, 120_000)]
    chart = pay_bars(pay, width=680, size=24, words=SPEECH, alt="P")
    first, second = ([label.text for label in bar.beside] for bar in chart.bars)
    assert first == ["On payroll", "half earn under $60K", "$40K", "$100K a year"]
    assert second == ["On payroll", "$50K", "$120K"]
    bar = chart.bars[0]
    low, high = bar.beside[2:]
    assert low.x + low.width < bar.bar.x
    assert high.x > bar.bar.x + bar.bar.width
    assert _all_is_held(chart)


def test_a_low_figure_without_room_is_told_behind() -> None:
    chart = pay_bars([_row(4_000, 60_000, 100_000)], width=680, size=24, words=SPEECH, alt="P")
    assert [label.text for label in chart.bars[0].beside] == [
        "On payroll",
        "typical $60K",
        "$4K – $100K a year",
    ]
    assert _all_is_held(chart)


@pytest.mark.parametrize(
    ("title", "least", "most"),
    [("Chef", 108, 108), ("Registered Nurse", 72, 100), ("Elementary School Teacher", 60, 87)],
)
def test_a_title_is_as_large_as_the_sheet_allows(title: str, least: float, most: float) -> None:
    assert least <= headline_pt(title, width=680, most_pt=108) <= most


def test_the_first_sentence_keeps_its_quotation_marks_and_passes_an_abbreviation() -> None:
    assert first_sentence("They say “it all ends up in a report.” Then more.") == (
        "They say “it all ends up in a report.”"
    )
    assert first_sentence("The U.S. Mail has carriers on foot. They walk.") == (
        "The U.S. Mail has carriers on foot."
    )
