"""A career, a brand, a language and a frame → one frozen :class:`Page`, ready to print.

Templates see this and nothing else: every number is worded, every chart has its coordinates,
every text is safe HTML. So a layout needs no arithmetic and no knowledge of profiles.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any, Final

from careerprint.figures import tables
from careerprint.pictures.picture import Picture
from careerprint.profile.clusters import Cluster
from careerprint.profile.library import Career
from careerprint.profile.model import PayPath, Profile, Source
from careerprint.settings import SIZE_MM, STATES, Ink, Variant
from careerprint.typefaces.letters import SPACES
from careerprint.view import charts
from careerprint.view.charts import DayChart, Gutter, PayChart, PayRow, SplitChart
from careerprint.view.qr import QrCode, qr_code
from careerprint.view.rich import RichText, address_in_words, paragraphs, rich
from careerprint.view.wording import Wording

MM: Final = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The room that a layout gives: width of a column, sizes of body text and chart labels."""

    column_mm: float
    body_pt: float
    label_em: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandLines:
    """Whose handout it is, as printed: lines that are not given are empty."""

    organisation: str
    contact: str
    event: str
    footer: str
    logo: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper: its name and size in millimetres."""

    name: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The accent of the brand or the cluster, two lighter tones of it, and a hatch.

    For the copier the accent is black, the tint white, and ``is_hatched`` says that fills are
    drawn with the hatch named by ``pattern``.
    """

    accent: str
    tint: str
    soft: str
    pattern: str
    is_hatched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of the day."""

    time: str
    title: RichText
    text: RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source as it stands in the foot; ``note`` is its detail and date, in words.

    ``address`` is its web address in words, where the paper cannot be clicked.
    """

    name: RichText
    note: RichText
    url: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthLine:
    """A growth figure and who says so."""

    figure: str
    said_by: RichText
    is_official: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing to know at a glance."""

    name: str
    value: RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that can stand on a handout. Optional parts are empty when not given."""

    lang: str
    words: dict[str, str]
    ink: str
    sheet: Sheet
    colours: Colours
    id: str
    title: str
    cluster: str
    description: str
    keywords: tuple[str, ...]
    created: str
    edition: str
    brand: BrandLines
    fallback_note: str
    fallback_lang: str
    qr: QrCode | None
    summary: RichText
    worth_a_look_if: RichText
    maybe_not_if: RichText
    facts: tuple[Fact, ...]
    work_story: tuple[RichText, ...]
    split: SplitChart
    work_shift: RichText
    work_basis: RichText
    day: tuple[Stage, ...]
    day_chart: DayChart | None
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
    state_note: RichText
    official_note: RichText
    where_it_is_going: tuple[RichText, ...]
    right_now: tuple[RichText, ...]
    growth: tuple[GrowthLine, ...]
    sources: tuple[SourceLine, ...]
    related: tuple[RichText, ...]
    dated: str
    closing: RichText
    is_fillable: bool = False
    """Whether the worksheet is a form to fill in on a screen."""
    is_bound: bool = False
    """Whether it will be a part of a booklet, which has a foot and sources of its own."""
    others: "tuple[Page, ...]" = ()
    """What else stands on the sheet: the same career in a second language, or more careers."""


def compose(career: Career, *, variant: Variant, frame: Frame) -> Page:
    """Give the page of a career, ready for a layout's template."""
    profile, wording = career.profile, Wording(career.language.value)
    words = wording.words
    is_copier = variant.ink is Ink.COPIER
    say, tell = partial(rich, is_addressed=is_copier), partial(paragraphs, is_addressed=is_copier)
    column, size = frame.column_mm * MM, frame.body_pt * frame.label_em
    width_mm, height_mm = SIZE_MM[variant.paper]
    title = " ".join(profile.title.translate(SPACES).split())
    cluster = career.cluster.name_in(career.language)
    figures = tables.Tables(variant.figure_folders)
    official = _official_pay(profile, figures) if profile.currency == "USD" else None
    missing = career.missing_language
    return Page(
        lang=wording.language,
        words=words,
        ink=variant.ink.value,
        sheet=Sheet(name=variant.paper.value, width_mm=width_mm, height_mm=height_mm),
        colours=colours_of(career.cluster, variant),
        id=career.id,
        title=title,
        cluster=cluster,
        description=rich(profile.summary).plain,
        keywords=(title, cluster, words["keyword"], *career.related),
        created=profile.dated.split("/")[-1],
        edition=f"{career.id} · {profile.dated} · {career.digest[:8]}",
        brand=brand_lines(variant),
        fallback_note=Wording(missing.value).words["no_translation"] if missing else "",
        fallback_lang=missing.value if missing else "",
        qr=_qr(profile, wording),
        summary=say(profile.summary),
        worth_a_look_if=say(profile.verdict.worth_a_look_if),
        maybe_not_if=say(profile.verdict.maybe_not_if),
        facts=_facts(profile, figures, wording),
        work_story=tell(profile.work.story),
        split=charts.split_chart(
            profile.work.time_split,
            width=column,
            size=size,
            title=words["time_split"],
            percent=wording.percent,
        ),
        work_shift=say(profile.work.shift or ""),
        work_basis=say(profile.work.basis),
        day=tuple(
            Stage(time=entry.time, title=say(entry.title), text=say(entry.text))
            for entry in profile.day.entries
        ),
        day_chart=charts.day_chart(
            profile.day.entries, width=column, size=size, title=words["day_line"]
        ),
        gutter=charts.gutter(profile.day.entries, size=frame.body_pt),
        day_note=say(profile.day.note or ""),
        your_thing_when=tuple(say(item) for item in profile.fit.your_thing_when),
        not_your_thing_when=tuple(say(item) for item in profile.fit.not_your_thing_when),
        try_title=say(profile.try_it.title),
        try_text=say(profile.try_it.text),
        try_url=profile.try_it.url or "",
        money_story=tell(profile.money.story),
        pay=_pay_chart(
            profile,
            official,
            _state_pay(profile, variant),
            width=column,
            size=size,
            wording=wording,
        ),
        money_basis=say(" ".join([profile.money.basis, *_reasons(profile)])),
        official_pay=_official_sentence(official, wording),
        state_note=_state_note(profile, variant, wording),
        official_note=say((profile.official and profile.official.note) or ""),
        where_it_is_going=tell(profile.outlook.where_it_is_going),
        right_now=tell(profile.outlook.right_now),
        growth=growth_lines(profile, figures, wording),
        sources=tuple(
            source_line(source, wording, is_addressed=is_copier) for source in profile.sources
        ),
        related=tuple(rich(name) for name in career.related),
        dated=wording.date(profile.dated),
        closing=say(profile.closing),
        is_fillable=variant.is_fillable,
        is_bound=variant.is_bound,
    )


OPTIONAL: Final = (
    "day_chart",
    "day_note",
    "growth",
    "money_basis",
    "official_note",
    "official_pay",
    "related",
    "state_note",
    "work_basis",
    "work_shift",
)
"""The fields of a page that a layout may declare it can do without."""


def without(page: Page, names: tuple[str, ...]) -> Page:
    """Give a page, and the others with it, with some :data:`OPTIONAL` fields empty."""
    empty: dict[str, Any] = {"day_chart": None, "growth": (), "related": ()}
    changes = {name: empty.get(name, rich("")) for name in names}
    others = tuple(without(other, names) for other in page.others)
    return replace(page, others=others, **changes)


def brand_lines(variant: Variant) -> BrandLines:
    """Give the lines of whose handout it is."""
    brand = variant.brand
    return BrandLines(
        organisation=brand.organisation or "",
        contact=brand.contact or "",
        event=brand.event or "",
        footer=brand.footer or "",
        logo=variant.logo,
    )


def colours_of(cluster: Cluster, variant: Variant) -> Colours:
    """Give the brand's colours, or those of a cluster; black and white for the copier."""
    if variant.ink is Ink.COPIER:
        return Colours(
            accent="#000000",
            tint="#ffffff",
            soft="#ffffff",
            pattern=cluster.pattern,
            is_hatched=True,
        )
    accent = variant.brand.accent or cluster.accent
    return Colours(
        accent=accent,
        tint=mix(accent, 0.09),
        soft=mix(accent, 0.35),
        pattern=cluster.pattern,
        is_hatched=False,
    )


def _state_pay(profile: Profile, variant: Variant) -> tuple[str, tables.StatePay] | None:
    """Give the state's name and its official pay, if both are asked for and published."""
    official = profile.official
    if variant.state is None or profile.currency != "USD":
        return None
    if official is None or official.soc is None or official.match == "none":
        return None
    pay = tables.Tables(variant.figure_folders).state_pay(official.soc, variant.state)
    if pay is None or (pay.low is None and pay.median is None and pay.high is None):
        return None
    return STATES[variant.state], pay


def _state_note(profile: Profile, variant: Variant, wording: Wording) -> RichText:
    """Say how many jobs the state has, or that none of its pay is published."""
    if variant.state is None:
        return rich("")
    found = _state_pay(profile, variant)
    name = STATES[variant.state]
    if found is None:
        return rich(wording.words["state_absent"].format(state=name))
    jobs = found[1].jobs
    if jobs is None:
        return rich(wording.words["state_jobs_absent"].format(state=name))
    return rich(wording.words["state_jobs"].format(jobs=wording.number(jobs), state=name) + ".")


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


def _facts(profile: Profile, figures: tables.Tables, wording: Wording) -> tuple[Fact, ...]:
    """Give three facts: what most time goes to, what the first path pays, the outlook or day."""
    words = wording.words
    most = max(profile.work.time_split, key=lambda share: share.percent)
    path = profile.money.paths[0]
    ends = [n for n in (path.low, path.high or path.typical) if n is not None]
    is_open = path.open_ended
    amounts = [wording.money(n, profile.currency, is_open=is_open and n is ends[-1]) for n in ends]
    between = f" {words['to']} "
    pay = f"{between.join(amounts)} {words[f'per_{path.per}']}: {path.label}"
    if profile.source(path.source).estimate:
        pay += f" ({words['estimate']})"
    growth = growth_lines(profile, figures, wording)
    first, last = profile.day.entries[0], profile.day.entries[-1]
    third = Fact(name=words["the_day"], value=rich(f"{first.time} – {last.time}"))
    if growth:
        line = growth[-1]
        third = Fact(name=words["outlook"], value=rich(f"{line.figure}, {line.said_by.plain}"))
    return (
        Fact(
            name=words["most_time"],
            value=rich(f"{most.activity}, {wording.percent(most.percent)}"),
        ),
        Fact(name=words["pay"], value=rich(pay)),
        third,
    )


def _reasons(profile: Profile) -> list[str]:
    """Say why figures differ from the official ones, where the profile gives a reason."""
    return [
        f"{path.label}: {path.differs_because}"
        for path in profile.money.paths
        if path.differs_because
    ]


def _official_pay(profile: Profile, figures: tables.Tables) -> tables.Pay | None:
    official = profile.official
    if official is None or official.soc is None or official.match == "none":
        return None
    return figures.pay(official.soc)


def _official_sentence(official: tables.Pay | None, wording: Wording) -> RichText:
    if official is None:
        return rich("")
    date = wording.date(official.date)
    return rich(wording.words["official_pay"].format(date=date))


def _pay_chart(
    profile: Profile,
    official: tables.Pay | None,
    state: tuple[str, tables.StatePay] | None,
    *,
    width: float,
    size: float,
    wording: Wording,
) -> PayChart:
    words = wording.words
    paths = profile.money.paths
    same = next((n for n, p in enumerate(paths) if official and _is_same(p, official)), None)
    added = [] if official is None or same is not None else [official]
    units = {path.per for path in paths} | {pay.per for pay in added}
    is_mixed = len(units | ({"year"} if state else set())) > 1
    rows = [
        _row(path, profile, wording, is_official=n == same, is_mixed=is_mixed)
        for n, path in enumerate(paths)
    ]
    rows += [
        _official_row(
            (pay.low, pay.median, pay.high),
            label=f"{words['official']}: {pay.title}",
            per=pay.per,
            is_open=pay.is_top_coded,
            is_mixed=is_mixed,
            wording=wording,
        )
        for pay in added
    ]
    if state is not None:
        name, local = state
        rows.append(
            _official_row(
                (local.low, local.median, local.high),
                label=f"{words['official']}, {name}: {local.title}",
                per="year",
                is_open=local.is_top_coded,
                is_mixed=is_mixed,
                wording=wording,
            )
        )
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


def _official_row(
    figures: tuple[Decimal | None, Decimal | None, Decimal | None],
    *,
    label: str,
    per: str,
    is_open: bool,
    is_mixed: bool,
    wording: Wording,
) -> PayRow:
    words = wording.words
    suffix = words[f"short_{per}"] if is_mixed else ""
    named = zip(_PERCENTILES, figures, strict=True)
    given = [(words[name], figure) for name, figure in named if figure is not None]
    last = len(given) - 1
    return PayRow(
        label=label,
        low=figures[0],
        typical=figures[1],
        high=figures[2],
        is_open=is_open,
        per=per,
        is_official=True,
        values=tuple(
            (name, wording.money(figure, "USD", is_open=is_open and n == last) + suffix)
            for n, (name, figure) in enumerate(given)
        ),
    )


def growth_lines(
    profile: Profile, figures: tables.Tables, wording: Wording
) -> tuple[GrowthLine, ...]:
    """Give the profile's growth claim, attributed, and the official projection beside it."""
    lines = []
    claim = profile.outlook.growth
    official = _projection(profile, figures)
    if claim is not None and not (official and claim.low == claim.high == official.percent):
        source = profile.source(claim.source)
        said = wording.words["claimed_growth"].format(source=_dated_name(source, wording))
        said += f" ({claim.differs_because})" if claim.differs_because else ""
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


def _projection(profile: Profile, figures: tables.Tables) -> tables.Projection | None:
    official = profile.official
    if official is None or official.soc is None or official.match == "none":
        return None
    return figures.projection(official.soc)


def _dated_name(source: Source, wording: Wording) -> str:
    return f"{source.name}, {wording.date(source.date)}" if source.date else source.name


def source_line(source: Source, wording: Wording, *, is_addressed: bool) -> SourceLine:
    """Give a source as it stands in the foot; with its address in words if ``is_addressed``."""
    parts = [source.detail, wording.date(source.date) if source.date else None]
    return SourceLine(
        name=rich(source.name),
        note=rich(", ".join(part for part in parts if part)),
        url=source.url or "",
        address=address_in_words(source.url) if source.url and is_addressed else "",
    )
