"""Who says so: growth figures with who gives them, and sources as they stand in the foot."""

from collections.abc import Sequence
from dataclasses import replace

from careerprint.figures.tables import Tables
from careerprint.profile.model import Profile, Source
from careerprint.view.page import GrowthLine, SourceLine
from careerprint.view.rich import address_in_words, rich
from careerprint.view.wording import Wording


def growth_lines(profile: Profile, figures: Tables, wording: Wording) -> tuple[GrowthLine, ...]:
    """Give the profile's growth claim, attributed, and the official projection beside it."""
    lines = []
    claim = profile.outlook.growth
    soc = profile.official_soc
    official = figures.projection(soc) if soc else None
    if claim is not None and not (official and claim.low == claim.high == official.percent):
        source = profile.source(claim.source)
        said = wording.words["claimed_growth"].format(source=_dated_name(source, wording))
        said += f" ({claim.differs_because})" if claim.differs_because else ""
        lines.append(
            GrowthLine(
                figure=wording.change(claim.low, claim.high),
                said_by=rich(said),
                is_official=False,
                at="outlook.growth",
            )
        )
    if official is not None:
        said = wording.words["official_growth"].format(years=wording.years(official.years))
        lines.append(
            GrowthLine(
                figure=wording.change(official.percent, official.percent),
                said_by=rich(said),
                is_official=True,
                at="official",
            )
        )
    return tuple(lines)


def _dated_name(source: Source, wording: Wording) -> str:
    return f"{source.name}, {wording.date(source.date)}" if source.date else source.name


def source_lines(
    sources: Sequence[Source], wording: Wording, *, is_addressed: bool
) -> tuple[SourceLine, ...]:
    """Give sources as they stand in the foot: an address in words once, after the last it is of."""
    later = [{one.url for one in sources[place + 1 :]} for place in range(len(sources))]
    lines = (
        source_line(source, wording, is_addressed=is_addressed and source.url not in rest)
        for source, rest in zip(sources, later, strict=True)
    )
    return tuple(replace(line, at=f"sources.{n}") for n, line in enumerate(lines))


def source_line(source: Source, wording: Wording, *, is_addressed: bool) -> SourceLine:
    """Give a source as it stands in the foot; with its address in words if ``is_addressed``."""
    parts = [source.detail, wording.date(source.date) if source.date else None]
    return SourceLine(
        name=rich(source.name),
        note=rich(", ".join(part for part in parts if part)),
        url=source.url or "",
        address=address_in_words(source.url) if source.url and is_addressed else "",
    )
