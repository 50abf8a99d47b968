"""The careers of a booklet, its reader and its brand → one frozen :class:`BookletPage`.

Like a :class:`~careerprint.view.page.Page` for what stands around the careers: cover, contents,
comparison, short list, sources. Templates see this and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from careerprint.brand import Logo
from careerprint.figures.tables import Tables
from careerprint.profile.library import Career
from careerprint.profile.model import Source
from careerprint.settings import SIZE_MM, Ink, Language, Variant
from careerprint.view import charts
from careerprint.view.charts import PayChart, PayRow, SplitChart
from careerprint.view.page import (
    MM,
    BrandLines,
    Colours,
    GrowthLine,
    Sheet,
    SourceLine,
    brand_lines,
    colours_of,
    growth_lines,
    source_line,
)
from careerprint.view.rich import RichText, rich
from careerprint.view.wording import Wording

MARGIN_PT: Final = 54.0
CHART_ROWS: Final = 12
"""Rows of a pay chart: more start another one, on the same scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A career in the contents and in the comparison; ``number`` is its page as printed."""

    id: str
    title: str
    cluster: str
    accent: str
    number: str
    summary: RichText
    growth: GrowthLine | None
    education: str
    most_time: str
    split: SplitChart


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletPage:
    """Everything that can stand around the careers of a booklet."""

    lang: str
    words: dict[str, str]
    ink: str
    sheet: Sheet
    colours: Colours
    brand: BrandLines
    title: str
    subtitle: str
    for_whom: str
    recipient: str
    cover: Logo | None
    created: str
    dated: str
    entries: tuple[Entry, ...]
    pay: tuple[PayChart, ...]
    sources: tuple[SourceLine, ...]
    worksheets: str
    """The page at which the worksheets begin; empty if there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a booklet is called and whom it is for; a picture in place of the pattern."""

    title: str
    subtitle: str = ""
    for_whom: str = ""
    recipient: str = ""
    picture: Logo | None = None


def compose_booklet(
    careers: Sequence[Career],
    cover: Cover,
    variant: Variant,
    *,
    numbers: Sequence[str],
    worksheets: str = "",
) -> BookletPage:
    """Give the page of a booklet: ``numbers`` are the printed page numbers of its careers."""
    language = variant.languages[0]
    wording = Wording(language.value)
    width_mm, height_mm = SIZE_MM[variant.paper]
    width = width_mm * MM - 2 * MARGIN_PT
    figures = Tables(variant.figure_folders)
    rows = [_pay_row(career, wording) for career in careers]
    newest = max((career.profile.dated.split("/")[-1] for career in careers), default="")
    return BookletPage(
        lang=language.value,
        words=wording.words,
        ink=variant.ink.value,
        sheet=Sheet(name=variant.paper.value, width_mm=width_mm, height_mm=height_mm),
        colours=_colours(careers, variant),
        brand=brand_lines(variant),
        title=cover.title,
        subtitle=cover.subtitle,
        for_whom=cover.for_whom,
        recipient=cover.recipient,
        cover=cover.picture,
        created=newest,
        dated=wording.date(newest) if newest else "",
        entries=tuple(
            _entry(career, number, figures, wording, variant, width)
            for career, number in zip(careers, numbers, strict=True)
        ),
        pay=_pay_charts(rows, width, wording),
        sources=_sources(careers, wording, is_addressed=variant.ink is Ink.COPIER),
        worksheets=worksheets,
    )


def _colours(careers: Sequence[Career], variant: Variant) -> Colours:
    """Give the brand's colours, or those of the first career's cluster."""
    return colours_of(careers[0].cluster, variant)


def _entry(
    career: Career,
    number: str,
    figures: Tables,
    wording: Wording,
    variant: Variant,
    width: float,
) -> Entry:
    profile = career.profile
    lines = growth_lines(profile, figures, wording)
    official = profile.official
    change = figures.projection(official.soc) if official and official.soc else None
    most = max(profile.work.time_split, key=lambda share: share.percent)
    colours = colours_of(career.cluster, variant)
    return Entry(
        id=career.id,
        title=profile.title,
        cluster=career.cluster.name_in(Language(wording.language)),
        accent=colours.accent,
        number=number,
        summary=rich(profile.summary),
        growth=lines[-1] if lines else None,
        education=wording.education(change.education) if change else "–",
        most_time=f"{most.activity}, {wording.percent(most.percent)}",
        split=charts.split_chart(
            profile.work.time_split,
            width=round((width - 36) / 2, 2),
            size=7.6,
            title=f"{profile.title}. {wording.words['time_split']}",
            percent=wording.percent,
        ),
    )


def _pay_row(career: Career, wording: Wording) -> PayRow:
    """Give a career's first way of being paid, under the career's name."""
    profile = career.profile
    path = profile.money.paths[0]
    words = wording.words
    named = (("low", path.low), ("typical", path.typical), ("high", path.high))
    given = [(words[name], amount) for name, amount in named if amount is not None]
    suffix = "" if path.per == "year" else words[f"short_{path.per}"]
    values = tuple(
        (
            name,
            wording.money(amount, profile.currency, is_open=path.open_ended and n == len(given) - 1)
            + suffix,
        )
        for n, (name, amount) in enumerate(given)
    )
    label = f"{profile.title}: {path.label}"
    if profile.source(path.source).estimate:
        label += f" ({words['estimate']})"
    return PayRow.of(path, label=label, is_official=False, values=values)


def _pay_charts(rows: list[PayRow], width: float, wording: Wording) -> tuple[PayChart, ...]:
    words = wording.words
    texts = charts.PayWords(
        title=words["pay_on_one_scale"],
        money=lambda amount: wording.money(amount, "USD"),
        units={unit: words[f"per_{unit}"] for unit in charts.HOURS},
        mixed_note=words["full_time_year"],
    )
    reach = max(charts.yearly(row) for row in rows)
    return tuple(
        charts.pay_chart(
            rows[n : n + CHART_ROWS],
            width=width,
            size=8.2,
            words=texts,
            reach=reach,
            is_yearly=True,
        )
        for n in range(0, len(rows), CHART_ROWS)
    )


def _sources(
    careers: Sequence[Career], wording: Wording, *, is_addressed: bool
) -> tuple[SourceLine, ...]:
    """Give the sources of all careers, each once, with every detail that is named of it."""
    merged: dict[tuple[str, str | None, str | None], Source] = {}
    for career in careers:
        for source in career.profile.sources:
            name = f"{source.name}: {career.profile.title}" if source.estimate else source.name
            key = (name, source.date, source.url)
            known = merged.setdefault(key, source.model_copy(update={"name": name, "detail": None}))
            details = known.detail.split("; ") if known.detail else []
            if source.detail and source.detail not in details:
                detail = "; ".join([*details, source.detail])
                merged[key] = known.model_copy(update={"detail": detail})
    return tuple(
        source_line(source, wording, is_addressed=is_addressed) for source in merged.values()
    )
