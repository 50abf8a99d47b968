"""A career, a brand, a language and a frame → one frozen :class:`Page`, ready to print.

Templates see this and nothing else: every number is worded, every chart has its coordinates,
every text is safe HTML. So a layout needs no arithmetic and no knowledge of profiles.
"""

from dataclasses import dataclass
from typing import Final

from careerprint.figures import tables
from careerprint.profile.library import Career, Cluster
from careerprint.profile.model import PayPath, Profile, Source
from careerprint.settings import SIZE_MM, Brand, Paper
from careerprint.typefaces import SPACES
from careerprint.view import charts
from careerprint.view.charts import DayChart, Gutter, PayChart, PayRow, SplitChart
from careerprint.view.qr import QrCode, qr_code
from careerprint.view.rich import RichText, paragraphs, rich
from careerprint.view.wording import Wording

MM: Final = 72 / 25.4
"""Points in a millimetre."""
LABEL_EM: Final = 0.95
"""Size of a chart's labels, in em of the body text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The room that a layout gives on a paper: width of a column, size of the body text."""

    paper: Paper
    column_mm: float
    body_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper: its name and size in millimetres."""

    name: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The accent of the career's cluster, two lighter tones of it, and its hatch."""

    accent: str
    tint: str
    soft: str
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of the day."""

    time: str
    title: RichText
    text: RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source as it stands in the foot; ``note`` is its detail and date, in words."""

    name: RichText
    note: RichText
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthLine:
    """A growth figure and who says so."""

    figure: str
    said_by: RichText
    is_official: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that can stand on a handout. Optional parts are empty when not given."""

    lang: str
    words: dict[str, str]
    sheet: Sheet
    colours: Colours
    id: str
    title: str
    cluster: str
    description: str
    keywords: tuple[str, ...]
    created: str
    edition: str
    brand: Brand
    qr: QrCode | None
    summary: RichText
    worth_a_look_if: RichText
    maybe_not_if: RichText
    work_story: tuple[RichText, ...]
    split: SplitChart
    work_shift: RichText
    work_basis: RichText
    day: tuple[Stage, ...]
    day_chart: DayChart
    gutter: Gutter
    day_note: RichText
    your_thing_when: tuple[RichText, ...]
    not_your_thing_when: tuple[RichText, ...]
    try_title: RichText
    try_text: RichText
    try_url: str
    money_story: tuple[RichText, ...]
    pay: PayChart
    money_basis: RichText
    official_pay: RichText
    official_note: RichText
    where_it_is_going: tuple[RichText, ...]
    right_now: tuple[RichText, ...]
    growth: tuple[GrowthLine, ...]
    sources: tuple[SourceLine, ...]
    related: tuple[RichText, ...]
    dated: str
    closing: RichText


def compose(career: Career, *, brand: Brand, frame: Frame, wording: Wording) -> Page:
    """Give the page of a career, ready for a layout's template."""
    profile, words = career.profile, wording.words
    column, size = frame.column_mm * MM, frame.body_pt * LABEL_EM
    width_mm, height_mm = SIZE_MM[frame.paper]
    title = " ".join(profile.title.translate(SPACES).split())
    official = _official_pay(profile) if profile.currency == "USD" else None
    return Page(
        lang=wording.language,
        words=words,
        sheet=Sheet(name=frame.paper.value, width_mm=width_mm, height_mm=height_mm),
        colours=_colours(career.cluster),
        id=career.id,
        title=title,
        cluster=career.cluster.name,
        description=rich(profile.summary).plain,
        keywords=(title, career.cluster.name, words["keyword"], *career.related),
        created=profile.dated.split("/")[-1],
        edition=f"{career.id} · {profile.dated} · {career.digest[:8]}",
        brand=brand,
        qr=_qr(profile, wording),
        summary=rich(profile.summary),
        worth_a_look_if=rich(profile.verdict.worth_a_look_if),
        maybe_not_if=rich(profile.verdict.maybe_not_if),
        work_story=paragraphs(profile.work.story),
        split=charts.split_chart(
            profile.work.time_split,
            width=column,
            size=size,
            title=words["time_split"],
            percent=wording.percent,
        ),
        work_shift=rich(profile.work.shift or ""),
        work_basis=rich(profile.work.basis),
        day=tuple(
            Stage(time=entry.time, title=rich(entry.title), text=rich(entry.text))
            for entry in profile.day.entries
        ),
        day_chart=charts.day_chart(
            profile.day.entries, width=column, size=size, title=words["day_line"]
        ),
        gutter=charts.gutter(profile.day.entries, size=frame.body_pt),
        day_note=rich(profile.day.note or ""),
        your_thing_when=tuple(rich(item) for item in profile.fit.your_thing_when),
        not_your_thing_when=tuple(rich(item) for item in profile.fit.not_your_thing_when),
        try_title=rich(profile.try_it.title),
        try_text=rich(profile.try_it.text),
        try_url=profile.try_it.url or "",
        money_story=paragraphs(profile.money.story),
        pay=_pay_chart(profile, official, width=column, size=size, wording=wording),
        money_basis=rich(profile.money.basis),
        official_pay=_official_sentence(official, wording),
        official_note=rich((profile.official and profile.official.note) or ""),
        where_it_is_going=paragraphs(profile.outlook.where_it_is_going),
        right_now=paragraphs(profile.outlook.right_now),
        growth=_growth(profile, wording),
        sources=tuple(_source_line(source, wording) for source in profile.sources),
        related=tuple(rich(name) for name in career.related),
        dated=wording.date(profile.dated),
        closing=rich(profile.closing),
    )


def _colours(cluster: Cluster) -> Colours:
    return Colours(
        accent=cluster.accent,
        tint=mix(cluster.accent, 0.09),
        soft=mix(cluster.accent, 0.35),
        pattern=cluster.pattern,
    )


def mix(colour: str, share: float) -> str:
    """Give a ``#rrggbb`` colour mixed with white, ``share`` of it from 0 to 1."""
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * share):02x}" for part in parts)


def _qr(profile: Profile, wording: Wording) -> QrCode | None:
    """Give the code of the first project's address, else of the first source that has one."""
    words = wording.words
    url, caption = profile.try_it.url, words["scan_to_try"]
    if url is None:
        url = next((source.url for source in profile.sources if source.url), None)
        caption = words["scan_for_source"]
    return qr_code(url, caption=caption, alt=f"{words['qr']} {url}") if url else None


def _official_pay(profile: Profile) -> tables.Pay | None:
    official = profile.official
    if official is None or official.soc is None or official.match == "none":
        return None
    return tables.pay(official.soc)


def _official_sentence(official: tables.Pay | None, wording: Wording) -> RichText:
    if official is None:
        return rich("")
    date = wording.date(official.date)
    return rich(wording.words["official_pay"].format(date=date))


def _pay_chart(
    profile: Profile, official: tables.Pay | None, *, width: float, size: float, wording: Wording
) -> PayChart:
    words = wording.words
    paths = profile.money.paths
    is_mixed = len({path.per for path in paths}) > 1
    has_official = official is not None
    rows = []
    for path in paths:
        is_official = official is not None and has_official and _is_same(path, official)
        has_official = has_official and not is_official
        rows.append(_row(path, profile, wording, is_official=is_official, is_mixed=is_mixed))
    if official is not None and has_official:
        is_mixed = is_mixed or official.per != paths[0].per
        rows = [
            _row(path, profile, wording, is_official=row.is_official, is_mixed=is_mixed)
            for path, row in zip(paths, rows, strict=True)
        ]
        rows.append(_official_row(official, wording, is_mixed=is_mixed))
    return charts.pay_chart(
        rows,
        width=width,
        size=size,
        words=charts.PayWords(
            title=words["pay_on_one_scale"],
            money=lambda amount: wording.money(amount, profile.currency),
            units={unit: words[f"per_{unit}"] for unit in charts.HOURS},
            mixed_note=words["full_time_year"],
        ),
    )


def _is_same(path: PayPath, official: tables.Pay) -> bool:
    return (path.low, path.typical, path.high, path.per) == (
        official.low,
        official.median,
        official.high,
        official.per,
    )


def _row(
    path: PayPath, profile: Profile, wording: Wording, *, is_official: bool, is_mixed: bool
) -> PayRow:
    words = wording.words
    names = _PERCENTILES if is_official else _PLAIN
    figures = (path.low, path.typical, path.high)
    given = [
        (name, figure) for name, figure in zip(names, figures, strict=True) if figure is not None
    ]
    suffix = words[f"short_{path.per}"] if is_mixed else ""
    values = tuple(
        (
            words[name],
            wording.money(figure, profile.currency, is_open=path.open_ended and n == len(given) - 1)
            + suffix,
        )
        for n, (name, figure) in enumerate(given)
    )
    label = path.label
    if profile.source(path.source).estimate:
        label = f"{label} ({words['estimate']})"
    return PayRow.of(path, label=label, is_official=is_official, values=values)


_PLAIN: Final = ("low", "typical", "high")
_PERCENTILES: Final = ("percentile_10", "median", "percentile_90")


def _official_row(official: tables.Pay, wording: Wording, *, is_mixed: bool) -> PayRow:
    words = wording.words
    suffix = words[f"short_{official.per}"] if is_mixed else ""
    figures = zip(_PERCENTILES, (official.low, official.median, official.high), strict=True)
    given = [(words[name], figure) for name, figure in figures if figure is not None]
    last = len(given) - 1
    return PayRow(
        label=f"{words['official']}: {official.title}",
        low=official.low,
        typical=official.median,
        high=official.high,
        is_open=official.is_top_coded,
        per=official.per,
        is_official=True,
        values=tuple(
            (
                name,
                wording.money(figure, "USD", is_open=official.is_top_coded and n == last) + suffix,
            )
            for n, (name, figure) in enumerate(given)
        ),
    )


def _growth(profile: Profile, wording: Wording) -> tuple[GrowthLine, ...]:
    """Give the profile's growth claim, attributed, and the official projection beside it."""
    lines = []
    claim = profile.outlook.growth
    official = _projection(profile)
    if claim is not None and not (official and claim.low == claim.high == official.percent):
        source = profile.source(claim.source)
        said = wording.words["claimed_growth"].format(source=_dated_name(source, wording))
        lines.append(
            GrowthLine(
                figure=wording.change(claim.low, claim.high), said_by=rich(said), is_official=False
            )
        )
    if official is not None:
        said = wording.words["official_growth"].format(
            years=f"{official.years[0]}–{official.years[1] % 100:02d}"
        )
        lines.append(
            GrowthLine(
                figure=wording.change(official.percent, official.percent),
                said_by=rich(said),
                is_official=True,
            )
        )
    return tuple(lines)


def _projection(profile: Profile) -> tables.Projection | None:
    official = profile.official
    if official is None or official.soc is None or official.match == "none":
        return None
    return tables.projection(official.soc)


def _dated_name(source: Source, wording: Wording) -> str:
    return f"{source.name}, {wording.date(source.date)}" if source.date else source.name


def _source_line(source: Source, wording: Wording) -> SourceLine:
    parts = [source.detail, wording.date(source.date) if source.date else None]
    return SourceLine(
        name=rich(source.name),
        note=rich(", ".join(part for part in parts if part)),
        url=source.url or "",
    )
