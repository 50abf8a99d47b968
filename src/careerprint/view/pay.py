"""What a career pays, on one page: the official figures beside its own, and their chart."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from careerprint.figures.tables import Pay, StatePay, Tables
from careerprint.profile.model import PayPath, Profile
from careerprint.settings import STATES, Variant
from careerprint.view.charts.pay_chart import PayChart, PayRow, PayWords, pay_chart
from careerprint.view.charts.pay_scale import HOURS
from careerprint.view.charts.poster_charts import GreatBars, PayBarWords, pay_bars
from careerprint.view.rich import RichText, rich
from careerprint.view.wording import Wording

_PLAIN: Final = ("low", "typical", "high")
_PERCENTILES: Final = ("percentile_10", "median", "percentile_90")


def national_pay(profile: Profile, figures: Tables) -> Pay | None:
    """Give the nation's official pay; None for another currency, or if there is none."""
    soc = profile.official_soc
    return figures.pay(soc) if soc and profile.currency == "USD" else None


def state_pay(profile: Profile, variant: Variant, figures: Tables) -> tuple[str, StatePay] | None:
    """Give the state's name and its official pay, if both are asked for and published."""
    soc = profile.official_soc
    if variant.state is None or soc is None or profile.currency != "USD":
        return None
    pay = figures.state_pay(soc, variant.state)
    if pay is None or (pay.low is None and pay.median is None and pay.high is None):
        return None
    return STATES[variant.state], pay


def national_note(national: Pay | None, wording: Wording) -> RichText:
    """Say of when the nation's pay is; empty if there is none."""
    if national is None:
        return rich("")
    return rich(wording.words["official_pay"].format(date=wording.date(national.date)))


def state_note(
    variant: Variant, local: tuple[str, StatePay] | None, wording: Wording, title: str
) -> RichText:
    """Say how many jobs the state has, or that none of its pay is published.

    In a booklet, where others lack the same, what is absent says of which career.
    """
    if variant.state is None:
        return rich("")
    name, of = STATES[variant.state], "_of" if variant.is_bound else ""
    if local is None:
        return rich(wording.words[f"state_absent{of}"].format(state=name, title=title))
    jobs = local[1].jobs
    if jobs is None:
        return rich(wording.words[f"state_jobs_absent{of}"].format(state=name, title=title))
    return rich(wording.words["state_jobs"].format(jobs=wording.number(jobs), state=name) + ".")


def pay_rows(
    profile: Profile,
    national: Pay | None,
    local: tuple[str, StatePay] | None,
    wording: Wording,
) -> tuple[PayRow, ...]:
    """Give a profile's paths, and the official pay unless one of them has just its figures."""
    words, paths = wording.words, profile.money.paths
    same = next((n for n, path in enumerate(paths) if national and _is_same(path, national)), None)
    rows = [
        replace(_path_row(path, profile, wording, is_official=n == same), at=f"money.paths.{n}")
        for n, path in enumerate(paths)
    ]
    if national is not None and same is None:
        label = f"{words['official']}: {national.title}"
        rows.append(_official_row(national, label=label, per=national.per))
    if local is not None:
        name, pay = local
        label = f"{words['official']}, {name}: {pay.title}"
        rows.append(_official_row(pay, label=label, per="year"))
    is_mixed = len({row.per for row in rows}) > 1
    return tuple(_in_words(row, profile.currency, wording, is_mixed=is_mixed) for row in rows)


def pay_on_one_scale(
    rows: Sequence[PayRow], currency: str, *, width: float, size: float, wording: Wording
) -> PayChart:
    """Draw ways of being paid; ``width`` of the chart and ``size`` of its labels are in points."""
    words = wording.words
    return pay_chart(
        rows,
        width=width,
        size=size,
        words=PayWords(
            title=words["pay_on_one_scale"],
            money=lambda amount: wording.money(amount, currency),
            units={unit: words[f"per_{unit}"] for unit in HOURS},
            mixed_note=words["full_time_year"],
        ),
    )


def great_pay(
    rows: Sequence[PayRow], chart: PayChart, *, width: float, size: float, wording: Wording
) -> GreatBars:
    """Draw the ways of being paid of a chart as great bars."""
    words = wording.words
    speech = PayBarWords(
        middle=words["typical_pay"], half=words["half_under"], unit=words[f"per_{rows[0].per}"]
    )
    return pay_bars(rows, width=width, size=size, words=speech, alt=chart.alt)


def _is_same(path: PayPath, national: Pay) -> bool:
    return (path.low, path.typical, path.high, path.per) == (
        national.low,
        national.median,
        national.high,
        national.per,
    )


def _path_row(path: PayPath, profile: Profile, wording: Wording, *, is_official: bool) -> PayRow:
    is_estimate = profile.source(path.source).estimate
    return PayRow(
        label=f"{path.label} ({wording.words['estimate']})" if is_estimate else path.label,
        low=path.low,
        typical=path.typical,
        high=path.high,
        is_open=path.open_ended,
        per=path.per,
        is_official=is_official,
        values=(),
    )


def _official_row(pay: Pay | StatePay, *, label: str, per: str) -> PayRow:
    return PayRow(
        label=label,
        low=pay.low,
        typical=pay.median,
        high=pay.high,
        is_open=pay.is_top_coded,
        per=per,
        is_official=True,
        values=(),
        at="official",
    )


def _in_words(row: PayRow, currency: str, wording: Wording, *, is_mixed: bool) -> PayRow:
    """Give a row with its figures in words, each with its unit if the scale has several."""
    names = _PERCENTILES if row.is_official else _PLAIN
    figures = zip(names, (row.low, row.typical, row.high), strict=True)
    given = [(wording.words[name], figure) for name, figure in figures if figure is not None]
    unit = wording.words[f"short_{row.per}"] if is_mixed else ""
    values = tuple(
        (name, wording.money(figure, currency, is_open=row.is_open and n == len(given) - 1) + unit)
        for n, (name, figure) in enumerate(given)
    )
    return replace(row, values=values)
