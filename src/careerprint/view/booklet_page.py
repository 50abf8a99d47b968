"""The careers of a booklet, its reader and its brand → one frozen :class:`BookletPage`.

Like a :class:`~careerprint.view.page.Page` for what stands around the careers: cover, contents,
comparison, short list, sources. Templates see this and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from careerprint.figures.tables import Tables
from careerprint.pictures.picture import Picture
from careerprint.profile.library import Career
from careerprint.profile.model import Source
from careerprint.settings import SIZE_MM, Ink, Language, Variant
from careerprint.view.attribution import growth_lines, source_line
from careerprint.view.branding import brand_lines, colours_of
from careerprint.view.page import MM, BrandLines, Colours, GrowthLine, Sheet, SourceLine
from careerprint.view.rich import RichText, rich
from careerprint.view.side_by_side import (
    CLOSE_EM,
    ROW_EM,
    CompareRow,
    CompareScale,
    PayFigures,
    StripRow,
    compare_row,
    compare_scale,
    strip_row,
)
from careerprint.view.wording import Wording

MARGIN_PT: Final = 54.0
CHART_SIZE: Final = 8.2
MANY: Final = 12
"""Of more careers the rows of a chart are set closer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A career in the contents and in the comparison; ``number`` is its page as printed."""

    id: str
    title: str
    cluster: str
    colours: Colours
    number: str
    summary: RichText
    growth: GrowthLine | None
    education: str
    most_time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUse:
    """A career that has figures from a source, and which ones."""

    title: str
    detail: RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedSource:
    """A source of one career or more; what ``line`` notes is its date."""

    line: SourceLine
    uses: tuple[SourceUse, ...]


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
    cover: Picture | None
    pattern: str
    created: str
    dated: str
    entries: tuple[Entry, ...]
    pay: tuple[CompareRow, ...]
    pay_scale: CompareScale
    hours: tuple[StripRow, ...]
    sources: tuple[MergedSource, ...]
    worksheets: str
    """The page at which the worksheets begin; empty if there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a booklet is called and whom it is for, with a picture, a pattern or neither."""

    title: str
    subtitle: str = ""
    for_whom: str = ""
    recipient: str = ""
    picture: Picture | None = None
    pattern: str = ""


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
    rows = [_figures(career, wording) for career in careers]
    scale = compare_scale(
        width=width,
        size=CHART_SIZE,
        words=wording.words,
        reach=max(row.ends()[1] for row in rows),
        money=lambda amount: wording.money(amount, "USD"),
    )
    row_em = CLOSE_EM if len(careers) > MANY else ROW_EM
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
        pattern=cover.pattern,
        created=newest,
        dated=wording.date(newest) if newest else "",
        entries=tuple(
            _entry(career, number, figures, wording, variant)
            for career, number in zip(careers, numbers, strict=True)
        ),
        pay=tuple(compare_row(row, scale, words=wording.words, row_em=row_em) for row in rows),
        pay_scale=scale,
        hours=tuple(
            strip_row(
                career.profile.title,
                career.profile.work.time_split,
                width=width,
                size=CHART_SIZE,
                percent=wording.percent,
                row_em=row_em,
            )
            for career in careers
        ),
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
) -> Entry:
    profile = career.profile
    lines = growth_lines(profile, figures, wording)
    official = profile.official
    change = figures.projection(official.soc) if official and official.soc else None
    most = max(profile.work.time_split, key=lambda share: share.percent)
    return Entry(
        id=career.id,
        title=profile.title,
        cluster=career.cluster.name_in(Language(wording.language)),
        colours=colours_of(career.cluster, variant),
        number=number,
        summary=rich(profile.summary),
        growth=lines[-1] if lines else None,
        education=wording.education(change.education) if change else "–",
        most_time=f"{most.activity}, {wording.percent(most.percent)}",
    )


def _figures(career: Career, wording: Wording) -> PayFigures:
    """Give what a career pays in its first way."""
    profile = career.profile
    path = profile.money.paths[0]
    given = [n for n in (path.low, path.high or path.typical) if n is not None]
    amounts = [
        wording.money(n, profile.currency, is_open=path.open_ended and place == len(given) - 1)
        for place, n in enumerate(given)
    ]
    said = f" {wording.words['to']} ".join(dict.fromkeys(amounts))
    said += "" if path.per == "year" else f" {wording.words[f'per_{path.per}']}"
    said += f" ({wording.words['estimate']})" if profile.source(path.source).estimate else ""
    return PayFigures(
        title=profile.title,
        low=path.low,
        typical=path.typical,
        high=path.high,
        is_open=path.open_ended,
        per=path.per,
        said=said,
    )


def _sources(
    careers: Sequence[Career], wording: Wording, *, is_addressed: bool
) -> tuple[MergedSource, ...]:
    """Give the sources of all careers, each once, with what each career takes from it."""
    merged: dict[tuple[str, str | None, str | None], tuple[Source, list[SourceUse]]] = {}
    for career in careers:
        for source in career.profile.sources:
            key = (source.name, source.date, source.url)
            plain = source.model_copy(update={"detail": None})
            detail = rich(source.detail or "")
            use = SourceUse(title=career.profile.title, detail=detail)
            merged.setdefault(key, (plain, []))[1].append(use)
    return tuple(
        MergedSource(line=source_line(source, wording, is_addressed=is_addressed), uses=tuple(uses))
        for source, uses in merged.values()
    )
