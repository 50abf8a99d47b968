"""What the official tables say of an occupation at a glance, with the release of each figure."""

from collections.abc import Iterator
from decimal import Decimal

from careerprint.figures.tables import Interests, Kind, Projection, Tables
from careerprint.profile.model import Profile
from careerprint.view.catalogue import EDUCATION, INTERESTS, TRAINING
from careerprint.view.page import Fact, QuickFacts
from careerprint.view.rich import RichText, rich
from careerprint.view.wording import Wording


def quick_facts(profile: Profile, figures: Tables, wording: Wording) -> QuickFacts | None:
    """Give what the tables have of a profile's occupation; None if that is nothing.

    Where the code is only the nearest, the occupation that the facts are about is named.
    """
    soc = profile.official_soc
    if soc is None or profile.official is None:
        return None
    projected, interests = figures.projection(soc), figures.interests_of_all(soc)
    release = figures.newest(Kind.INTERESTS)
    rows = [
        *(_of_projection(projected, wording) if projected else ()),
        *(_of_interests(interests, wording) if interests else ()),
    ]
    if not rows:
        return None
    words, releases = wording.words, []
    if projected:
        releases.append(words["release_projections"].format(years=wording.years(projected.years)))
    if interests and release:
        releases.append(words["release_interests"].format(release=release.name))
    title = projected.title if projected else interests.title if interests else ""
    is_near = profile.official.match == "closest"
    return QuickFacts(
        about=_nearest(title, wording) if is_near else rich(""),
        rows=tuple(rows),
        releases=rich("; ".join(releases)),
        at="official",
    )


def _nearest(title: str, wording: Wording) -> RichText:
    """Say which occupation is the nearest; its title is English in any language (WCAG 3.1.2)."""
    before, after = wording.words["nearest_occupation"].split("{title}")
    said = f'<span lang="en">{rich(title)}</span>' if wording.language != "en" else rich(title)
    return RichText(f"{rich(before)} {said}{rich(after)}")


def _of_projection(found: Projection, wording: Wording) -> Iterator[Fact]:
    words, language = wording.words, wording.language
    education = EDUCATION[language].get(found.education)
    training = TRAINING[language].get(found.training)
    given = (
        ("usual_way_in", education),
        ("training", training),
        ("jobs", _count(found.jobs_k[0], wording)),
        ("openings", _count(found.openings_k, wording)),
    )
    for name, value in given:
        if value:
            yield Fact(name=words[name], value=rich(value))
    yield Fact(
        name=words["change"].format(years=wording.years(found.years)),
        value=rich(wording.change(found.percent, found.percent)),
    )


def _count(thousands: Decimal | None, wording: Wording) -> str | None:
    return None if thousands is None else wording.number(int(thousands * 1000))


def _of_interests(found: Interests, wording: Wording) -> Iterator[Fact]:
    """Give the code, the strongest interest first, with the names of its first two letters."""
    names = ", ".join(INTERESTS[wording.language][letter] for letter in found.code[:2])
    yield Fact(name=wording.words["interests"], value=rich(f"{found.code}: {names}"))
