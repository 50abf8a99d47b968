"""What templates see: one frozen :class:`Page`, ready to print, and what it is made of.

They see this and nothing else: every number is worded, every chart has its coordinates,
every text is safe HTML. So a layout needs no arithmetic and no knowledge of profiles. What comes
from a profile has in ``at`` the places that it is from.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from careerprint.pictures.picture import Picture
from careerprint.view.charts.day_chart import DayChart, Gutter
from careerprint.view.charts.pay_chart import PayChart
from careerprint.view.charts.poster_charts import GreatBars
from careerprint.view.charts.split_chart import SplitChart
from careerprint.view.qr import QrCode
from careerprint.view.rich import Quoted, RichText, rich
from careerprint.view.shapes import Shapes

MM: Final = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandLines:
    """Whose handout it is, as printed: lines that are not given are empty.

    ``large_logo`` is the logo in the room that a layout has for it; None if it has none.
    """

    organisation: str
    contact: str
    event: str
    footer: str
    logo: Picture | None
    large_logo: Picture | None = None


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
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source as it stands in the foot; ``note`` is its detail and date, in words.

    ``address`` is its web address in words, where the paper cannot be clicked.
    """

    name: RichText
    note: RichText
    url: str
    address: str
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthLine:
    """A growth figure and who says so."""

    figure: str
    said_by: RichText
    is_official: bool
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing to know at a glance."""

    name: str
    value: RichText
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickFacts:
    """What the official tables say of an occupation, with their releases.

    ``about`` names the occupation where it is only the nearest; else it is empty.
    """

    about: RichText
    rows: tuple[Fact, ...]
    releases: RichText
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedStep:
    """One step on the way in; ``time`` and ``cost`` are empty where no source says them."""

    number: str
    what: RichText
    time: RichText
    cost: RichText
    text: RichText
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsSource:
    """A source of the way in; ``steps`` names the steps that it is of, empty if of all."""

    line: SourceLine
    steps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayInLines:
    """How people get in; ``columns`` is how many steps may stand side by side."""

    steps: tuple[PrintedStep, ...]
    columns: int
    called: RichText
    shared: RichText
    sources: tuple[StepsSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that can stand on a handout. Optional parts are empty when not given."""

    lang: str
    words: dict[str, str]
    ink: str
    sheet: Sheet
    colours: Colours
    id: str
    title: Quoted
    headline_pt: float
    """The size at which the title, in the semibold serif, fills a column; 108 at the most."""
    cluster: Quoted
    description: str
    keywords: tuple[str, ...]
    created: str
    edition: Quoted
    brand: BrandLines
    fallback_note: str
    fallback_lang: str
    qr: QrCode | None
    summary: RichText
    first_sentence: RichText
    worth_a_look_if: RichText
    maybe_not_if: RichText
    facts: tuple[Fact, ...]
    quick_facts: QuickFacts | None
    work_story: tuple[RichText, ...]
    split: SplitChart
    great_split: GreatBars
    strip: Shapes
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
    try_url: Quoted
    money_story: tuple[RichText, ...]
    pay: PayChart
    great_pay: GreatBars
    money_basis: RichText
    official_pay: RichText
    state_note: RichText
    official_note: RichText
    where_it_is_going: tuple[RichText, ...]
    right_now: tuple[RichText, ...]
    growth: tuple[GrowthLine, ...]
    """What is said of growth beside the quick facts; empty where those say it."""
    growth_alone: tuple[GrowthLine, ...]
    """What is said of growth where no quick facts stand."""
    way_in: WayInLines | None
    """How people get in, with sources of its own; None where it is not given, or has no room."""
    sources: tuple[SourceLine, ...]
    related: tuple[RichText, ...]
    dated: Quoted
    closing: RichText
    is_fillable: bool = False
    """Whether the worksheet is a form to fill in on a screen."""
    is_bound: bool = False
    """Whether it will be a part of a booklet, which has a foot and sources of its own."""
    stand: str = ""
    """The stand of a fair that it is for; empty if it is for none."""
    division: frozenset[str] = frozenset()
    """How it is divided over its pages, by names that its layout declares."""
    others: "tuple[Page, ...]" = ()
    """What else stands on the sheet: the same career in a second language, or more careers."""


def without(page: Page, names: tuple[str, ...]) -> Page:
    """Give a page, and the others with it, with some fields empty that need not be printed.

    Without the quick facts, what they say of growth stands by itself.
    """
    empty: dict[str, Any] = {"growth": (), "related": ()}
    empty |= dict.fromkeys(("day_chart", "quick_facts", "way_in"))
    changes = {name: empty.get(name, rich("")) for name in names}
    if "quick_facts" in names and "growth" not in names:
        changes["growth"] = page.growth_alone
    others = tuple(without(other, names) for other in page.others)
    return replace(page, others=others, **changes)
