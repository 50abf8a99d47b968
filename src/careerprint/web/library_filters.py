"""What the library is filtered by beside clusters: pay, education and interests of occupations.

All of it is from the official tables, as the quick facts of a page have it. A career is not found
by what they do not have of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from careerprint.booklet.selection import median_a_year
from careerprint.figures.tables import Kind, Tables, projection_years
from careerprint.profile.model import Profile
from careerprint.settings import Language
from careerprint.view.catalogue import EDUCATION, INTERESTS
from careerprint.view.wording import Wording

BANDS_USD: Final = (50_000, 65_000, 90_000)
"""Where one band of median pay a year ends and the next begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """What the tables have of a career's occupation; empty where that is nothing.

    ``pay`` is the number of a band, ``education`` that of a way in as the table words them, and
    ``interests`` are the letters of the two strongest.
    """

    pay: str = ""
    education: str = ""
    interests: str = ""


UNKNOWN: Final = Occupation()
"""What the tables have of a career without a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One thing to filter by: its options with how many careers each has, and where it is from."""

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]
    source: str


def occupation(profile: Profile, tables: Tables) -> Occupation:
    """Give what the tables have of a profile's occupation, its own or the nearest."""
    soc = profile.official_soc
    if soc is None:
        return UNKNOWN
    median = median_a_year(profile, tables)
    projected, interests = tables.projection(soc), tables.interests_of_all(soc)
    ways_in = list(EDUCATION[Language.ENGLISH])
    is_known = projected is not None and projected.education in ways_in
    return Occupation(
        pay="" if median is None else str(sum(median >= one for one in BANDS_USD)),
        education=str(ways_in.index(projected.education)) if projected and is_known else "",
        interests=interests.code[:2] if interests else "",
    )


def filters(
    occupations: Sequence[Occupation], tables: Tables, language: Language
) -> tuple[Filter, ...]:
    """Give what some careers can be filtered by, in words; no option that none of them has."""
    wording = Wording(language.value)
    words = wording.words
    pay, years, interests = map(tables.newest, (Kind.PAY, Kind.PROJECTIONS, Kind.INTERESTS))
    ways_in = enumerate(EDUCATION[language].values())
    found = (
        Filter(
            name="pay",
            label="median_pay",
            options=_counted([one.pay for one in occupations], _bands(wording)),
            source=words["official_pay"].format(date=wording.date(pay.name)) if pay else "",
        ),
        Filter(
            name="education",
            label="entry_education",
            options=_counted(
                [one.education for one in occupations],
                [(str(number), said) for number, said in ways_in],
            ),
            source=words["release_projections"].format(
                years=wording.years(projection_years(years.name))
            )
            if years
            else "",
        ),
        Filter(
            name="interest",
            label="interests_of",
            options=_counted(
                [letter for one in occupations for letter in one.interests],
                list(INTERESTS[language].items()),
            ),
            source=words["release_interests"].format(release=interests.name) if interests else "",
        ),
    )
    return tuple(one for one in found if one.options)


def _bands(wording: Wording) -> list[tuple[str, str]]:
    first, *_, last = said = [wording.sum(Decimal(one), "USD") for one in BANDS_USD]
    between = [f"{low}–{high}" for low, high in pairwise(said)]
    return [(str(number), one) for number, one in enumerate([f"< {first}", *between, f"≥ {last}"])]


def _counted(
    had: Sequence[str], options: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str, int], ...]:
    return tuple((value, said, had.count(value)) for value, said in options if value in had)
