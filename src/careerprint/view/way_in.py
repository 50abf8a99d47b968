"""How people get in: the steps in order, each with its time and cost in words, and who says so."""

from collections.abc import Sequence
from dataclasses import replace

from careerprint.profile.model import CostSpan, Profile, Step, TimeSpan
from careerprint.view.attribution import source_line
from careerprint.view.page import PrintedStep, StepsSource, WayInLines
from careerprint.view.quotes import Quotes
from careerprint.view.rich import rich
from careerprint.view.wording import Wording

MOST_COLUMNS = 4
"""Steps side by side over the width of a page; of more there are two rows."""


def way_in_lines(profile: Profile, wording: Wording, *, is_addressed: bool) -> WayInLines | None:
    """Give the way in as printed; None if the profile tells none.

    Sources have their address in words if ``is_addressed``.
    """
    told = profile.way_in
    if told is None:
        return None
    count, quotes = len(told.steps), Quotes(profile=profile, is_addressed=is_addressed)
    return WayInLines(
        steps=tuple(
            PrintedStep(
                number=str(number),
                at=f"way_in.steps.{number - 1}",
                what=rich(step.what),
                time=rich(_time(step.time, wording) if step.time else ""),
                cost=rich(_cost(step.cost, profile.currency, wording) if step.cost else ""),
                text=rich(step.text or "", is_addressed=is_addressed),
            )
            for number, step in enumerate(told.steps, 1)
        ),
        columns=count if count <= MOST_COLUMNS else (count + 1) // 2,
        called=quotes.text("way_in.called"),
        shared=quotes.text("way_in.shared"),
        sources=_sources(profile, told.steps, wording, is_addressed=is_addressed),
    )


def _time(span: TimeSpan, wording: Wording) -> str:
    """Say how long: 4–5 years, 1 year, 6 months or more, up to 2 years."""
    ends = [n for n in (span.low, span.high) if n is not None]
    unit = wording.words[f"{'one' if ends[-1] == 1 else 'many'}_{span.unit}"]
    figures = [wording.decimal(n) for n in ends]
    if span.high is None:  # “from 18 years” would be an age
        return wording.words["or_more"].format(time=f"{figures[0]}\N{NO-BREAK SPACE}{unit}")
    return f"{_between(span, figures, wording)}\N{NO-BREAK SPACE}{unit}"


def _cost(span: CostSpan, currency: str, wording: Wording) -> str:
    """Say what it costs: $500–$1,200, $300, up to $90 a year; nothing where both are 0."""
    if span.low == span.high == 0:
        return wording.words["costs_nothing"]
    figures = [wording.sum(n, currency) for n in (span.low, span.high) if n is not None]
    said = _between(span, figures, wording)
    return f"{said} {wording.words[f'per_{span.per}']}" if span.per else said


def _between(span: TimeSpan | CostSpan, figures: Sequence[str], wording: Wording) -> str:
    if span.high is None:
        return f"{wording.words['from_figure']} {figures[0]}"
    if span.low is None:
        return f"{wording.words['up_to_figure']} {figures[0]}"
    return figures[0] if span.low == span.high else "–".join(figures)


def _sources(
    profile: Profile, steps: Sequence[Step], wording: Wording, *, is_addressed: bool
) -> tuple[StepsSource, ...]:
    """Give who says so, in the order of the steps; the steps of each, unless it is of all."""
    steps_of: dict[str, list[str]] = {}
    for number, step in enumerate(steps, 1):
        for said in (step, step.time, step.cost):
            if said and said.source:
                its = steps_of.setdefault(said.source, [])
                its.extend([str(number)] if str(number) not in its else [])
    return tuple(
        StepsSource(
            line=replace(
                source_line(profile.source(name), wording, is_addressed=is_addressed),
                at=_place_of(profile, name),
            ),
            steps=_steps_named(its, wording) if len(steps_of) > 1 else "",
        )
        for name, its in steps_of.items()
    )


def _place_of(profile: Profile, source_id: str) -> str:
    """Give the key of a source: of the profile, or of this part alone."""
    own = profile.way_in.sources if profile.way_in else ()
    lists = (("sources", profile.sources), ("way_in.sources", own))
    return next(
        f"{key}.{n}" for key, of in lists for n, one in enumerate(of) if one.id == source_id
    )


def _steps_named(numbers: Sequence[str], wording: Wording) -> str:
    name = wording.words["of_step" if len(numbers) == 1 else "of_steps"]
    return f"{name}\N{NO-BREAK SPACE}{', '.join(numbers)}"
