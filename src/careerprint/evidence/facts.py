"""How old the facts of some careers are, and whether their figures are the official ones."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from careerprint.errors import Severity
from careerprint.evidence.evidence import CareerFacts, Evidence, ReleaseFacts
from careerprint.figures.deviation import age_months, rules
from careerprint.figures.tables import Kind, Tables
from careerprint.profile.library import Library, open_library
from careerprint.profile.values import latest_month
from careerprint.settings import Language, Settings

_PRINTED: Final = (Kind.PAY, Kind.STATES, Kind.PROJECTIONS)


def take_facts(
    evidence: Evidence, library: Library, paths: Iterable[Path], settings: Settings
) -> None:
    """Add to the evidence what holds of the careers of some profiles; broken ones are left out."""
    tables = Tables(settings.variant.figure_folders)
    month, language = evidence.day[:7], settings.variant.languages[0]
    compared = open_library(settings, {Language.ENGLISH: rules(tables)})
    careers = []
    for path in paths:
        if not library.is_usable(path, (language,)):
            continue
        profile = library.career(path, language).profile
        dated = latest_month(profile.dated) or month
        age = age_months(dated, month)
        careers.append(CareerFacts(title=profile.title, dated=profile.dated, age_months=age))
        if path in compared.paths:
            known = set(library.load(path).diagnostics)
            found = [one for one in compared.load(path).diagnostics if one not in known]
            differing = [one.message for one in found if one.severity is not Severity.NOTE]
            evidence.compare(profile.title, differing)
    evidence.careers = tuple(careers)
    releases = [one for kind in _PRINTED if (one := tables.newest(kind)) is not None]
    evidence.releases = tuple(
        ReleaseFacts(
            kind=one.kind.value,
            name=one.name,
            published=one.published,
            age_months=age_months(one.published[:7], month) if one.published else 0,
        )
        for one in releases
    )
