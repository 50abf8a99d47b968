"""The careers of a fair and their stands → one frozen :class:`GuidePage`.

Like a :class:`~careerprint.view.page.Page` for the guide that every visitor gets: templates see
this and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from careerprint.figures.tables import Tables
from careerprint.profile.library import Career
from careerprint.profile.model import Profile
from careerprint.settings import SIZE_MM, Ink, Language, Paper, Variant
from careerprint.view.branding import brand_lines, colours_of, mix
from careerprint.view.catalogue import EDUCATION
from careerprint.view.charts.hall_plan import HallPlan, hall_plan
from careerprint.view.page import MM, BrandLines, Colours, Sheet
from careerprint.view.wording import Wording

MARGIN_PT: Final = 27.0
"""At the sides of a page of the guide."""
_ACCENT: Final = "#1e3a5f"
"""Where the project has no colour of its own."""
_FEW_ROWS: Final = 9
"""Of stands: so many leave room for notes below the plan."""
_PLAN_PT: Final = (300.0, 470.0)
"""The most height of a plan with few rows, and with more."""
_LABEL_PT: Final = 9.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of a fair at the head of its pages; lines that are not given are empty."""

    title: str
    date: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The room for notes: pages of them, and lines for each of those below the plan."""

    note_pages: int = 0
    note_lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A career and the numbers of the stands where it is shown."""

    career: Career
    stands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideLine:
    """A career on one line; ``lang`` is its language where it is not the page's."""

    stand: str
    title: str
    lang: str
    pay: str
    way_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideField:
    """The careers of a cluster."""

    name: str
    colours: Colours
    lines: tuple[GuideLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    """Everything that stands in a fair's guide.

    ``note_pages`` are pages for notes that fill it up to whole sheets, ``note_lines`` are those
    that each note below the plan has; 0 if there is no room.
    """

    lang: str
    words: dict[str, str]
    ink: str
    sheet: Sheet
    colours: Colours
    facts: Facts
    brand: BrandLines
    fields: tuple[GuideField, ...]
    plan: HallPlan
    note_lines: int
    note_pages: int
    created: str


def guide_page(
    shown: Sequence[Shown],
    rows: Sequence[tuple[str, Sequence[str]]],
    facts: Facts,
    *,
    variant: Variant,
    paper: Paper,
    room: Room,
) -> GuidePage:
    """Give the guide in the first of a variant's languages, on pages of a paper.

    ``shown`` come in the order of their stands, ``rows`` from the entrance on.
    """
    language = variant.languages[0]
    wording = Wording(language.value)
    words, figures = wording.words, Tables(variant.figure_folders)
    width_mm, height_mm = SIZE_MM[paper]
    found: dict[str, list[Shown]] = {}
    for one in shown:
        found.setdefault(one.career.cluster.id, []).append(one)
    return GuidePage(
        lang=language.value,
        words=words,
        ink=variant.ink.value,
        sheet=Sheet(name=paper.value, width_mm=width_mm, height_mm=height_mm),
        colours=fair_colours(variant),
        facts=facts,
        brand=brand_lines(variant),
        fields=tuple(
            GuideField(
                name=those[0].career.cluster.name_in(language),
                colours=colours_of(those[0].career.cluster, variant),
                lines=tuple(_line(one, language, wording, figures) for one in those),
            )
            for those in found.values()
        ),
        plan=hall_plan(
            rows,
            width=width_mm * MM - 2 * MARGIN_PT,
            most_height=_PLAN_PT[len(rows) > _FEW_ROWS],
            size=_LABEL_PT,
            entrance=words["guide_entrance"],
            alt=_plan_said(rows, words),
        ),
        note_lines=room.note_lines,
        note_pages=room.note_pages,
        created=newest([one.career for one in shown]),
    )


def fair_colours(variant: Variant) -> Colours:
    """Give the colours of a fair's own pages: the brand's or a plain blue, for the copier black."""
    if variant.ink is Ink.COPIER:
        return Colours(
            accent="#000000", tint="#ffffff", soft="#ffffff", pattern="ruled", is_hatched=True
        )
    accent = variant.brand.accent or _ACCENT
    return Colours(
        accent=accent,
        tint=mix(accent, 0.09),
        soft=mix(accent, 0.35),
        pattern="ruled",
        is_hatched=False,
    )


def newest(careers: Sequence[Career]) -> str:
    """Give the date of the newest of some profiles, which a document of them all has."""
    return max((one.profile.dated.split("/")[-1] for one in careers), default="")


def _line(one: Shown, language: Language, wording: Wording, figures: Tables) -> GuideLine:
    profile, own = one.career.profile, one.career.language
    return GuideLine(
        stand=", ".join(one.stands) or "–",
        title=profile.title,
        lang="" if own is language else own.value,
        pay=_pay(profile, wording),
        way_in=_way_in(profile, wording, figures) or wording.words["guide_on_sheet"],
    )


def _pay(profile: Profile, wording: Wording) -> str:
    """Give the range of the first way of being paid, as on the career's own sheet."""
    path = profile.money.paths[0]
    found = (path.low, path.high or path.typical)
    ends: list[Decimal] = [n for n in found if n is not None]
    amounts = [
        wording.money(n, profile.currency, is_open=path.open_ended and n is ends[-1]) for n in ends
    ]
    return "–".join(amounts) + wording.words[f"short_{path.per}"]


def _way_in(profile: Profile, wording: Wording, figures: Tables) -> str:
    """Give the usual way in by the projections: the apprenticeship where it is one."""
    soc = profile.official_soc
    found = figures.projection(soc) if soc else None
    if found is None:
        return ""
    if found.training == "Apprenticeship":
        return _IN_FEW_WORDS[wording.language].get(found.training, found.training)
    said = EDUCATION[wording.language].get(found.education, "")
    return _IN_FEW_WORDS[wording.language].get(found.education, said)


_IN_FEW_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {"Doctoral or professional degree": "Doctorate or professional"},
    "es": {
        "Apprenticeship": "Aprendizaje",
        "High school diploma or equivalent": "Preparatoria",
        "Some college, no degree": "Algo de universidad",
        "Postsecondary nondegree award": "Certificado posterior",
        "Associate's degree": "Título de dos años",
        "Bachelor's degree": "Título de cuatro años",
        "Doctoral or professional degree": "Doctorado o similar",
    },
}
"""Ways in that are too long for a line of the guide, by the table's own words."""


def _plan_said(rows: Sequence[tuple[str, Sequence[str]]], words: dict[str, str]) -> str:
    said = (
        words["guide_plan_row" if len(stands) > 1 else "guide_plan_lone"].format(
            row=row, first=stands[0], last=stands[-1]
        )
        for row, stands in rows
    )
    return words["guide_plan_alt"].format(rows="; ".join(said))
