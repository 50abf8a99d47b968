"""The career profile: one frozen record for each part of the page, declared once.

The JSON Schema that editors use comes from these declarations. Lengths are bounds in
characters; the descriptions say how long a field usually is, so that it fits its page.
"""

import json
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from careerprint.profile.clusters import clusters
from careerprint.profile.values import (
    Amount,
    Change,
    Currency,
    DateText,
    Duration,
    Identifier,
    Percent,
    SocCode,
    TimeOfDay,
    WebAddress,
    at_most,
)
from careerprint.reading.plain_words import plain_error

Title = Annotated[str, at_most(80)]
Label = Annotated[str, at_most(60)]
OtherName = Annotated[str, at_most(60)]
Line = Annotated[str, at_most(300)]
Paragraph = Annotated[str, at_most(1_500)]
Story = Annotated[str, at_most(6_000)]

OTHER_NAMES: Final = "also_known_as"
"""The one field that no page prints."""
MOST_OTHER_NAMES: Final = 30
WAY_IN: Final = "way_in"
"""The one part that is printed only where there is room for it."""


class Record(BaseModel):
    """What all parts of a profile share: frozen, and no key that is not declared."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _at_least(least: int, most: int) -> Any:
    return Field(min_length=least, max_length=most)


class Related(Record):
    """A neighbouring career: by id, or by title where no profile of it exists yet."""

    id: Identifier | None = None
    title: Title | None = None


def _related(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


RelatedCareer = Annotated[
    Related,
    BeforeValidator(_related),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "description": "The id of a career in the library."},
                {
                    "type": "object",
                    "properties": {"title": {"type": "string", "maxLength": 80}},
                    "required": ["title"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


class Verdict(Record):
    """Who should look at this career and who should not, a sentence or two each."""

    worth_a_look_if: Paragraph = Field(description="Reads on after “Worth a look if”: 20–40 words.")
    maybe_not_if: Paragraph = Field(description="Reads on after “Maybe not if”: 12–40 words.")


class Share(Record):
    """One activity and the share of the working time that it takes, in per cent."""

    activity: Label = Field(description="Two to five words; the label of a bar.")
    percent: Percent


class Work(Record):
    """What one would actually do all day."""

    story: Story = Field(description="The picture and the reality: 50–90 words.")
    time_split: Annotated[tuple[Share, ...], _at_least(2, 12)] = Field(
        description="Drawn as a bar chart, in this order; the shares add up to 100."
    )
    shift: Paragraph | None = Field(None, description="How the split changes with seniority.")
    basis: Paragraph = Field(description="What the split rests on; never “official” unless it is.")


class DayEntry(Record):
    """One stage of the day."""

    time: TimeOfDay = Field(description="As people say it: 11:00, 3:00, 3:00 pm or 15:00.")
    title: Label = Field(description="Two to five words.")
    text: Paragraph = Field(description="One or two sentences: 12–28 words.")


class Day(Record):
    """A typical day, in the order in which it happens."""

    entries: Annotated[tuple[DayEntry, ...], _at_least(2, 12)]
    note: Paragraph | None = Field(None, description="For whom the day would look different.")


def _side(value: Any) -> Any:
    if value == []:
        raise plain_error("is empty", "an honest handout shows both sides: fill this one too")
    return value


Side = Annotated[tuple[Line, ...], _at_least(1, 10), BeforeValidator(_side)]


class Fit(Record):
    """Two checklists of equal weight."""

    your_thing_when: Side = Field(
        description="Each reads on after “It’s your thing when …”: they have, they like …"
    )
    not_your_thing_when: Side = Field(description="Never empty: an honest handout has a no side.")


class TryIt(Record):
    """A first project to find out with."""

    title: Title
    text: Paragraph = Field(description="What to do this week, without money: 30–60 words.")
    url: WebAddress | None = Field(None, description="Printed as a QR code and in words.")


class PayPath(Record):
    """One way of being paid; its figures in the profile's currency."""

    label: Label
    low: Amount | None = None
    typical: Amount | None = None
    high: Amount | None = None
    open_ended: bool = Field(False, description="True if some earn more than the high figure.")
    per: Literal["hour", "day", "week", "month", "year"] = "year"
    source: Identifier = Field(description="The id of one of the sources below.")
    soc: SocCode | None = Field(
        None, description="The SOC code that these figures are of, if not the profile’s own."
    )
    differs_because: Paragraph | None = Field(
        None, description="Why the figures differ from the official ones; printed with both."
    )


class Money(Record):
    """What it pays: both sides of it."""

    story: Story = Field(description="50–90 words.")
    paths: Annotated[tuple[PayPath, ...], _at_least(1, 8)] = Field(
        description="Ways of being paid, drawn on one scale."
    )
    basis: Paragraph = Field(description="What the figures cover and what they do not.")


class Growth(Record):
    """A claim about growth, as its source makes it; equal bounds for a single figure."""

    low: Change
    high: Change
    unit: Literal["percent"] = "percent"
    source: Identifier
    differs_because: Paragraph | None = Field(
        None, description="Why the claim differs from the official one; printed with both."
    )


class Outlook(Record):
    """Where the career is going and how it stands now."""

    where_it_is_going: Story = Field(description="40–80 words.")
    right_now: Story = Field(description="40–80 words.")
    growth: Growth | None = None


class Official(Record):
    """The link to the official tables."""

    soc: SocCode | None = Field(None, description="SOC 2018 code; left out if nothing matches.")
    match: Literal["exact", "closest", "none"]
    note: Paragraph | None = Field(None, description="Why the match is only the closest, or none.")


class Source(Record):
    """Where figures come from."""

    id: Identifier
    name: Line
    detail: Line | None = None
    date: DateText | None = None
    url: WebAddress | None = None
    estimate: bool = Field(False, description="True if the figures are an estimate of ours.")


class TimeSpan(Record):
    """How long a step takes: from low to high, or one of them (from …, up to …)."""

    low: Duration | None = None
    high: Duration | None = None
    unit: Literal["hours", "days", "weeks", "months", "years"]
    source: Identifier | None = Field(None, description="Where it is not the step’s own.")


class CostSpan(Record):
    """What a step costs in the profile's currency, from low to high; both 0 if nothing."""

    low: Amount | None = None
    high: Amount | None = None
    per: Literal["week", "month", "year"] | None = Field(
        None, description="Left out where the figures are for the whole step."
    )
    source: Identifier | None = Field(None, description="Where it is not the step’s own.")


class Step(Record):
    """One step on the way in."""

    what: Label = Field(description="Two to five words: Registered apprenticeship.")
    text: Line | None = Field(None, description="A sentence or two: 8–20 words.")
    time: TimeSpan | None = None
    cost: CostSpan | None = None
    source: Identifier = Field(description="The id of the source that says so.")


class WayIn(Record):
    """How people get in: printed where there is room."""

    steps: Annotated[tuple[Step, ...], _at_least(1, 8)] = Field(
        description="In the order in which people take them; three to five are usual."
    )
    sources: Annotated[tuple[Source, ...], _at_least(0, 10)] = Field(
        (), description="Sources of this part alone; they are printed with it, and only there."
    )
    called: Line | None = Field(
        None, description="What else the job is called where it is offered, with commas between."
    )
    shared: Paragraph | None = Field(
        None, description="What nearby careers share of this way: 12–30 words."
    )


def _cluster(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise plain_error("is empty", f"choose one: {', '.join(clusters())}")
    return value


class Called(Record):
    """What a career is called."""

    title: Title
    also_known_as: Annotated[tuple[OtherName, ...], _at_least(0, MOST_OTHER_NAMES)] = Field(
        (), description="Other names that people look for it under; they are printed nowhere."
    )


class Profile(Called):
    """A career, honestly told."""

    cluster: Annotated[Identifier, BeforeValidator(_cluster)] = Field(
        description="The id of one of the 14 career clusters."
    )
    summary: Paragraph = Field(
        description="Two or three sentences, 40–60 words: who should look, and the honest catch."
    )
    related: Annotated[tuple[RelatedCareer, ...], _at_least(0, 8)] = ()
    currency: Currency = "USD"
    verdict: Verdict
    work: Work
    day: Day
    fit: Fit
    try_it: TryIt
    money: Money
    outlook: Outlook
    way_in: WayIn | None = Field(
        None, description="How people get in; optional, printed where there is room."
    )
    official: Official | None = None
    sources: Annotated[tuple[Source, ...], _at_least(1, 20)]
    dated: DateText = Field(description="When the profile was last checked.")
    closing: Line = Field(description="The last line, a call to try it.")

    @property
    def official_soc(self) -> str | None:
        """The SOC code whose official figures stand beside its own; None if nothing matches."""
        official = self.official
        return None if official is None or official.match == "none" else official.soc

    def source(self, source_id: str) -> Source:
        """Give the source with an id; KeyError if there is none (the rules see to that)."""
        own = self.way_in.sources if self.way_in else ()
        for source in (*self.sources, *own):
            if source.id == source_id:
                return source
        raise KeyError(source_id)


SCHEMA_ID: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a profile."""
    schema = Profile.model_json_schema()
    schema["properties"]["cluster"]["enum"] = list(clusters())
    return {"$schema": SCHEMA_ID, **schema}


def schema_text() -> str:
    """Give the JSON Schema of a profile as a file holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
