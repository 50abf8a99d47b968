"""A career, a variant and a frame → one frozen :class:`~careerprint.view.page.Page`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from careerprint.figures.tables import Tables
from careerprint.profile.library import Career
from careerprint.profile.model import Profile
from careerprint.profile.prose import sentences
from careerprint.settings import SIZE_MM, Ink, Language, Variant
from careerprint.typefaces.letters import SPACES
from careerprint.view.attribution import growth_lines, source_lines
from careerprint.view.branding import brand_lines, colours_of
from careerprint.view.charts.day_chart import day_chart, gutter
from careerprint.view.charts.poster_charts import headline_pt, time_bars
from careerprint.view.charts.split_chart import share_at, split_chart
from careerprint.view.cloth import strip, yarn_of
from careerprint.view.page import MM, Fact, Page, Sheet, Stage
from careerprint.view.pay import (
    great_pay,
    national_note,
    national_pay,
    pay_on_one_scale,
    pay_rows,
    state_note,
    state_pay,
)
from careerprint.view.qr import career_code
from careerprint.view.quick_facts import quick_facts
from careerprint.view.quotes import Quotes
from careerprint.view.rich import Quoted, RichText, rich
from careerprint.view.threads import thread_of
from careerprint.view.way_in import way_in_lines
from careerprint.view.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The room that a layout gives: width of a column, sizes of body text and chart labels.

    ``chart_mm`` has the widths of charts (``split``, ``day``, ``pay``) that stand elsewhere than
    in a column, ``logo_mm`` the width and height that a large logo may take. ``times_em`` is how
    much more room times need than in Source Sans, ``size_mm`` the width and height of the page, if
    they are not those of its paper.
    """

    column_mm: float
    body_pt: float
    label_em: float = 0.95
    times_em: float = 1.0
    size_mm: tuple[float, float] | None = None
    chart_mm: Mapping[str, float] = field(default_factory=dict)
    logo_mm: tuple[float, float] | None = None

    def chart_pt(self, name: str) -> float:
        """Give the width at which a chart is drawn, in points."""
        return self.chart_mm.get(name, self.column_mm) * MM


def compose(career: Career, *, variant: Variant, frame: Frame) -> Page:
    """Give the page of a career, ready for a layout's template."""
    profile, wording = career.profile, Wording(career.language.value)
    words = wording.words
    is_copier = variant.ink is Ink.COPIER
    quotes = Quotes(profile=profile, is_addressed=is_copier)
    size = frame.body_pt * frame.label_em
    width_mm, height_mm = frame.size_mm or SIZE_MM[variant.paper]
    title = Quoted(" ".join(profile.title.translate(SPACES).split()), "title")
    cluster = Quoted(career.cluster.name_in(career.language), "cluster")
    figures = Tables(variant.figure_folders)
    national, local = national_pay(profile, figures), state_pay(profile, variant, figures)
    facts = quick_facts(profile, figures, wording)
    growth = growth_lines(profile, figures, wording)
    is_said = facts and len(growth) == 1 and growth[0].is_official  # by the facts
    split = split_chart(
        profile.work.time_split,
        width=frame.chart_pt("split"),
        size=size,
        title=words["time_split"],
        percent=wording.percent,
    )
    rows = pay_rows(profile, national, local, wording)
    pay = pay_on_one_scale(
        rows, profile.currency, width=frame.chart_pt("pay"), size=size, wording=wording
    )
    missing, colours = career.missing_language, colours_of(career.cluster, variant)
    return Page(
        lang=wording.language,
        words=words,
        ink=variant.ink.value,
        sheet=Sheet(name=variant.paper.value, width_mm=width_mm, height_mm=height_mm),
        colours=colours,
        id=career.id,
        title=title,
        headline_pt=headline_pt(title, width=frame.column_mm * MM, most_pt=_MOST_HEADLINE_PT),
        cluster=cluster,
        description=rich(profile.summary).plain,
        keywords=(title, cluster, words["keyword"], *career.related),
        created=profile.dated.split("/")[-1],
        edition=Quoted(f"{career.id} · {profile.dated} · {career.digest[:8]}", "dated"),
        brand=brand_lines(variant, frame.logo_mm),
        fallback_note=_fallback(missing, is_bound=variant.is_bound) if missing else "",
        fallback_lang=missing.value if missing else "",
        qr=career_code(career, variant, wording),
        summary=quotes.text("summary"),
        first_sentence=rich(first_sentence(profile.summary), at="summary", is_addressed=is_copier),
        worth_a_look_if=quotes.text("verdict.worth_a_look_if"),
        maybe_not_if=quotes.text("verdict.maybe_not_if"),
        facts=_facts(profile, figures, wording),
        quick_facts=facts,
        work_story=quotes.story("work.story"),
        split=split,
        great_split=time_bars(
            profile.work.time_split,
            width=frame.chart_pt("split"),
            size=size,
            alt=split.alt,
            percent=wording.percent,
        ),
        strip=strip(
            yarn_of(profile.work.time_split, thread_of(colours)),
            width=frame.column_mm * MM,
            height=14,
            gap=1.6,
        ),
        work_shift=quotes.text("work.shift"),
        work_basis=quotes.text("work.basis"),
        day=tuple(
            Stage(
                time=entry.time,
                title=rich(entry.title, is_addressed=is_copier),
                text=rich(entry.text, is_addressed=is_copier),
                at=f"day.entries.{n}",
            )
            for n, entry in enumerate(profile.day.entries)
        ),
        day_chart=day_chart(
            profile.day.entries, width=frame.chart_pt("day"), size=size, title=words["day_line"]
        ),
        gutter=gutter(profile.day.entries, size=frame.body_pt * frame.times_em),
        day_note=quotes.text("day.note"),
        your_thing_when=quotes.texts("fit.your_thing_when"),
        not_your_thing_when=quotes.texts("fit.not_your_thing_when"),
        try_title=quotes.text("try_it.title"),
        try_text=quotes.text("try_it.text"),
        try_url=Quoted(profile.try_it.url or "", "try_it.url"),
        money_story=quotes.story("money.story"),
        pay=pay,
        great_pay=great_pay(rows, pay, width=frame.chart_pt("pay"), size=size, wording=wording),
        money_basis=_money_basis(profile, is_addressed=is_copier),
        official_pay=national_note(national, wording),
        state_note=state_note(variant, local, wording, title),
        official_note=quotes.text("official.note") if profile.official else rich(""),
        where_it_is_going=quotes.story("outlook.where_it_is_going"),
        right_now=quotes.story("outlook.right_now"),
        growth=() if is_said else growth,
        growth_alone=growth,
        way_in=way_in_lines(profile, wording, is_addressed=is_copier),
        sources=source_lines(profile.sources, wording, is_addressed=is_copier),
        related=tuple(rich(name, at=f"related.{n}") for n, name in enumerate(career.related)),
        dated=Quoted(wording.date(profile.dated), "dated"),
        closing=quotes.text("closing"),
        is_fillable=variant.is_fillable,
        is_bound=variant.is_bound,
        stand=variant.stand,
    )


_MOST_HEADLINE_PT: Final = 108
_LEAST_SENTENCE: Final = 30
"""Letters: what is shorter ends with the point of an abbreviation."""


def first_sentence(text: str) -> str:
    """Give the first sentence of a text, with the quotation marks at its end."""
    whole = " ".join(text.split())
    end = 0
    for sentence in sentences(whole):
        end = whole.index(sentence, end) + len(sentence)
        if end >= _LEAST_SENTENCE:
            break
    rest = whole[end:]
    return whole[:end] + rest[: len(rest) - len(rest.lstrip('”’")'))]


def _fallback(missing: Language, *, is_bound: bool) -> str:
    """Say that the text is not in a language; in a booklet, where others say it, in few words."""
    return Wording(missing.value).words["no_translation_bound" if is_bound else "no_translation"]


def _facts(profile: Profile, figures: Tables, wording: Wording) -> tuple[Fact, ...]:
    """Give three facts: what most time goes to, what the first path pays, the outlook or day."""
    words = wording.words
    shares = profile.work.time_split
    most = max(shares, key=lambda share: share.percent)
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
    ends_at = f"day.entries.0 day.entries.{len(profile.day.entries) - 1}"
    third = Fact(name=words["the_day"], value=rich(f"{first.time} – {last.time}"), at=ends_at)
    if growth:
        line = growth[-1]
        said = rich(f"{line.figure}, {line.said_by.plain}")
        third = Fact(name=words["outlook"], value=said, at=line.at)
    return (
        Fact(
            name=words["most_time"],
            value=rich(f"{most.activity}, {wording.percent(most.percent)}"),
            at=share_at(shares.index(most)),
        ),
        Fact(name=words["pay"], value=rich(pay), at="money.paths.0"),
        third,
    )


def _money_basis(profile: Profile, *, is_addressed: bool) -> RichText:
    """Say what figures cover, and why they differ from the official ones, where that is said."""
    texts = {"money.basis": profile.money.basis}
    for n, path in enumerate(profile.money.paths):
        if path.differs_because:
            key = f"money.paths.{n}.differs_because"
            texts[key] = f"{path.label}: {path.differs_because}"
    return rich(" ".join(texts.values()), at=" ".join(texts), is_addressed=is_addressed)
