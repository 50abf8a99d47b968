"""The careers that a booklet file chooses, by name or by filter, in its order."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from careerprint.booklet.booklet_file import CAREERS, BookletFile, Filter
from careerprint.errors import Severity
from careerprint.figures.tables import Tables
from careerprint.profile.clusters import clusters
from careerprint.profile.library import Library, refuse_namesakes
from careerprint.profile.model import Profile
from careerprint.reading.documents import Finding

EDUCATION: Final[Mapping[str, frozenset[str]]] = {
    "no-degree": frozenset(
        {
            "No formal educational credential",
            "High school diploma or equivalent",
            "Some college, no degree",
            "Postsecondary nondegree award",
        }
    ),
    "two-year": frozenset({"Associate's degree"}),
    "four-year": frozenset({"Bachelor's degree"}),
    "graduate": frozenset({"Master's degree", "Doctoral or professional degree"}),
}
"""The ways in that a filter names, by the typical entry education of the projections."""


def chosen(
    file: BookletFile, library: Library, figures: Tables
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Give the careers that a booklet file chooses, in its order, each once.

    A filter that matches nothing is a finding. Careers that cannot be read are left out: their
    own findings say why. Raises ``UsageError`` if two careers have one name.
    """
    found: dict[Path, None] = {}
    findings = []
    for index, choice in enumerate(file.careers):
        if isinstance(choice, str):
            found.setdefault(library.find(choice, Path()))
            continue
        matching = [path for path in library.paths if _matches(choice, library, path, figures)]
        found |= dict.fromkeys(matching)
        if not matching:
            findings.append(
                Finding(
                    at=(CAREERS, index),
                    message="no career of the library matches this filter",
                    hint="careerprint list --markdown shows clusters and ways in",
                    severity=Severity.WARNING,
                )
            )
    refuse_namesakes(
        found,
        "have one name, and links could not tell them apart",
        "rename one of the files",
    )
    return ordered(tuple(found), file.order, library, figures), tuple(findings)


def ordered(
    paths: Sequence[Path], order: str, library: Library, figures: Tables
) -> tuple[Path, ...]:
    """Give careers in an order: as given, by title, by cluster and title, by median pay."""

    def key(path: Path) -> tuple[Any, ...]:
        profile = library.load(path).value
        if profile is None:
            return ()
        if order == "cluster":
            return (list(clusters()).index(profile.cluster), profile.title)
        if order == "pay":
            return (median_a_year(profile, figures) or Decimal(0), profile.title)
        return (profile.title,)

    return tuple(paths) if order == "given" else tuple(sorted(paths, key=key))


def _matches(wanted: Filter, library: Library, path: Path, figures: Tables) -> bool:
    profile = library.load(path).value
    if profile is None:
        return False
    soc = profile.official.soc if profile.official else None
    if wanted.cluster and profile.cluster != wanted.cluster:
        return False
    if wanted.education:
        change = figures.projection(soc) if soc else None
        if change is None or change.education not in EDUCATION[wanted.education]:
            return False
    if wanted.interest and not _has_interest(wanted.interest, soc, figures):
        return False
    return _pays(wanted, profile, figures)


def _has_interest(letters: str, soc: str | None, figures: Tables) -> bool:
    codes = [one.code for one in figures.interests(soc)] if soc else []
    return any(all(letter in code for letter in letters) for code in codes)


def _pays(wanted: Filter, profile: Profile, figures: Tables) -> bool:
    if wanted.median_pay_over is None and wanted.median_pay_under is None:
        return True
    median = median_a_year(profile, figures)
    if median is None:
        return False
    is_over = wanted.median_pay_over is None or median > wanted.median_pay_over
    return is_over and (wanted.median_pay_under is None or median < wanted.median_pay_under)


def median_a_year(profile: Profile, figures: Tables) -> Decimal | None:
    """Give the official median of a year's pay; None where none is published."""
    official = profile.official
    pay = figures.pay(official.soc) if official and official.soc else None
    if pay is None or pay.median is None:
        return None
    return pay.median if pay.per == "year" else pay.median * 2080
