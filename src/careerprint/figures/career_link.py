"""Where a career's code leads: to a page about this career, wherever there is one.

The US Department of Labor has a page of each occupation by its O*NET-SOC code, in English (My
Next Move) and in Spanish (Mi Próximo Paso); those of the tables at hand are those that it has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from careerprint.brand import CAREER_IN_LINK
from careerprint.errors import Diagnostic, Severity
from careerprint.figures.tables import Tables
from careerprint.profile.library import language_of
from careerprint.profile.model import Profile
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Loaded
from careerprint.reading.web_addresses import is_front_page
from careerprint.settings import FILE_NAME, Language, Variant

_OCCUPATION: Final = {
    Language.ENGLISH: "https://www.mynextmove.org/profile/summary/",
    Language.SPANISH: "https://www.miproximopaso.org/profile/summary/",
}
_HANDBOOK: Final = "https://www.bls.gov/ooh/"


class Leads(Enum):
    """What a code leads to, by the name of the words that stand under it."""

    CAREER = "scan_for_career"
    NEAREST = "scan_for_nearest"
    PROJECT = "scan_to_try"
    SOURCE = "scan_for_source"
    SCHOOL = "scan_for_school"


@dataclass(frozen=True, slots=True, kw_only=True)
class CareerLink:
    """An address, what it leads to, and the key of the profile that it comes from, if any.

    ``title`` is the career's, or that of the occupation that is the nearest.
    """

    url: str
    leads: Leads
    title: str
    at: KeyPath | None = None

    @property
    def is_of_a_career(self) -> bool:
        """Whether it leads further than to a front page, or to a school's page for all."""
        if self.leads in {Leads.CAREER, Leads.NEAREST}:
            return True
        return self.leads is not Leads.SCHOOL and not is_front_page(self.url)


def career_link(
    profile: Profile, career_id: str, language: Language, variant: Variant
) -> CareerLink | None:
    """Give where the code of a career leads; None if nothing has an address.

    A school's own page of the career comes first, then the first project's, the occupation's by
    its code, a source's. What leads to a front page is taken only if there is nothing else.
    """
    found = tuple(_links(profile, career_id, language, variant))
    return next((one for one in found if one.is_of_a_career), next(iter(found), None))


def _links(
    profile: Profile, career_id: str, language: Language, variant: Variant
) -> Iterator[CareerLink]:
    own, title = variant.brand.link or "", profile.title
    if CAREER_IN_LINK in own:
        filled = own.replace(CAREER_IN_LINK, career_id)
        yield CareerLink(url=filled, leads=Leads.CAREER, title=title)
        return
    if own:
        yield CareerLink(url=own, leads=Leads.SCHOOL, title=title)
    if profile.try_it.url:
        url = profile.try_it.url
        yield CareerLink(url=url, leads=Leads.PROJECT, title=title, at=("try_it", "url"))
    soc = profile.official_soc
    occupation = Tables(variant.figure_folders).interests_of_all(soc) if soc else None
    if occupation and profile.official:
        is_near = profile.official.match == "closest"
        yield CareerLink(
            url=_OCCUPATION[language] + occupation.onet_soc,
            leads=Leads.NEAREST if is_near else Leads.CAREER,
            title=occupation.title if is_near else title,
            at=("official", "soc"),
        )
    sources = [
        CareerLink(
            url=_whole(source.url), leads=Leads.SOURCE, title=title, at=("sources", n, "url")
        )
        for n, source in enumerate(profile.sources)
        if source.url
    ]
    yield from sorted(sources, key=lambda one: not one.url.startswith(_HANDBOOK))


def _whole(url: str) -> str:
    """Give the address of a page as a whole where a source names a part of the Handbook's."""
    return url.partition("#")[0] if url.startswith(_HANDBOOK) else url


def link_findings(profiles: Sequence[Loaded[Profile]], variant: Variant) -> Iterator[Diagnostic]:
    """Give a warning for each code that leads to a front page, or where an earlier one leads.

    Two careers that both say that their occupation is only the closest one have said so: that
    is a note. Translations share with their originals.
    """
    first: dict[str, tuple[str, CareerLink]] = {}
    for loaded in profiles:
        language = language_of(loaded.path)
        link = loaded.value and career_link(loaded.value, loaded.path.stem, language, variant)
        if not link or link.leads is Leads.SCHOOL:
            continue
        place = loaded.locate(link.at or ())
        if not link.is_of_a_career:
            yield Diagnostic(
                location=place,
                severity=Severity.WARNING,
                message=f"the page's code leads to a front page: {link.url}",
                hint=_HINT,
            )
            continue
        name, other = first.setdefault(link.url, (loaded.path.stem, link))
        if name != loaded.path.stem:
            is_said = link.leads is other.leads is Leads.NEAREST
            yield Diagnostic(
                location=place,
                severity=Severity.NOTE if is_said else Severity.WARNING,
                message=f"the page's code leads where that of {name} leads: {link.url}",
                hint=_HINT,
            )


_HINT: Final = (
    "give the project a page of its own (try_it: url:), name the occupation (official: soc:),"
    f" or set brand: link: in {FILE_NAME}"
)
