"""The rules between fields: each a plain function from a draft to its findings.

A rule reads leniently: what is missing or malformed is another finding's matter.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from careerprint.errors import Severity
from careerprint.profile.model import OTHER_NAMES, WAY_IN
from careerprint.profile.prose import amounts
from careerprint.profile.values import parse_number, parse_time
from careerprint.profile.way_in_rules import costs_are_in_the_currency, spans_of, spans_run_up
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Draft, Finding, Rule
from careerprint.reading.plain_words import suggest

DAY_MINUTES: Final = 24 * 60
LONGEST_GAP_MINUTES: Final = 18 * 60
"""A step back in time of less than six hours is a slip, not a night."""
ROOMY_WORDS: Final = 1_000
"""About what one side of Letter or A4 holds at its smallest size."""


def split_adds_up(draft: Draft) -> Iterator[Finding]:
    """The shares of the time split add up to exactly 100."""
    rows = list(draft.rows("work", "time_split"))
    shares = [parse_number(row.get("percent")) for _, row in rows]
    numbers = [share for share in shares if share is not None]
    if not numbers or len(numbers) != len(draft.get("work", "time_split")):
        return
    total = sum(numbers, Decimal())
    if total != 100:
        yield Finding(
            at=("work", "time_split"),
            message=f"the shares of 'time_split' add up to {total.normalize():f}, not 100",
            hint=_split_hint(total),
            is_about_key=True,
        )


def _split_hint(total: Decimal) -> str:
    off = (total - 100).normalize()
    return f"take {off:f} away" if off > 0 else f"add {-off:f} to one of them"


def pay_is_ordered(draft: Draft) -> Iterator[Finding]:
    """A pay path has a figure, and low ≤ typical ≤ high."""
    for path, row in draft.rows("money", "paths"):
        named = [(n, parse_number(row.get(n))) for n in ("low", "typical", "high")]
        given = [(name, number) for name, number in named if number is not None]
        if all(row.get(name) is None for name, _ in named):
            yield Finding(
                at=path,
                message="this way of being paid has no figure",
                hint="give low, typical or high",
            )
        for (lower, small), (upper, large) in pairwise(given):
            if small > large:
                yield Finding(
                    at=(*path, lower),
                    message=f"'{lower}' ({small:,}) is above '{upper}' ({large:,})",
                    hint="exchange them, or look for a digit too many",
                )
    low, high = (parse_number(draft.get("outlook", "growth", n)) for n in ("low", "high"))
    if low is not None and high is not None and low > high:
        yield Finding(
            at=("outlook", "growth", "low"),
            message=f"'low' ({low}) is above 'high' ({high})",
            hint="exchange them",
        )


def sources_of(draft: Draft) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Give every source, the way in's too, each with its key path."""
    yield from draft.rows("sources")
    yield from draft.rows(WAY_IN, "sources")


def sources_are_known(draft: Draft) -> Iterator[Finding]:
    """Every figure names a source of the list, and no two sources share an id."""
    first: dict[str, KeyPath] = {}
    for path, row in sources_of(draft):
        name = row.get("id")
        if isinstance(name, str) and first.setdefault(name, path) != path:
            yield Finding(
                at=(*path, "id"),
                message=f"two sources have the id '{name}'",
                hint="give the second another id",
            )
    users = [path for path, _ in draft.rows("money", "paths")]
    if isinstance(draft.get("outlook", "growth"), dict):
        users.append(("outlook", "growth"))
    users += [path for path, _ in draft.rows(WAY_IN, "steps")]
    users += [path for path, _ in spans_of(draft)]
    for user in users:
        known = [one for one, path in first.items() if WAY_IN in user or WAY_IN not in path]
        name = draft.text(*user, "source")
        if name and name not in known:
            yield Finding(
                at=(*user, "source"),
                message=f"there is no source with the id '{name}'",
                hint=suggest(name, tuple(known))
                or f"the sources are: {', '.join(known) or 'none yet'}",
            )


def sources_are_dated(draft: Draft) -> Iterator[Finding]:
    """A source without a date stands under the profile's own date: worth a warning."""
    for path, row in sources_of(draft):
        if "date" not in row and isinstance(row.get("id"), str):
            yield Finding(
                at=path,
                message=f"the source '{row['id']}' has no date",
                hint="add the date of its release; until then the profile's own date stands for it",
                severity=Severity.WARNING,
            )


def day_runs_forward(draft: Draft) -> Iterator[Finding]:
    """Times that say which half of the day they mean run forward and pass midnight once."""
    elapsed, previous = 0, None
    for path, row in draft.rows("day", "entries"):
        time = parse_time(str(row.get("time")))
        if time is None or not time.is_definite:
            continue
        if previous is not None:
            gap = (time.minutes - previous.minutes) % DAY_MINUTES
            elapsed += gap
            if gap > LONGEST_GAP_MINUTES or elapsed > DAY_MINUTES:
                yield Finding(
                    at=(*path, "time"),
                    message=f"{time.written} comes after {previous.written} in the list",
                    hint="put the entries in the order of the day",
                )
                elapsed -= gap
                continue
        previous = time


def story_tells_the_rows(draft: Draft) -> Iterator[Finding]:
    """An amount in the story of the pay is not one digit off a figure in the rows below it."""
    rows = [
        (name, number)
        for _, row in draft.rows("money", "paths")
        for name in ("low", "typical", "high")
        if (number := parse_number(row.get(name))) is not None
    ]
    for path in (("money", "story"), ("money", "basis")):
        for written, amount in amounts(draft.text(*path) or "").items():
            near = [one for one in rows if _is_a_digit_off(amount, one[1])]
            if near and all(amount != number for _, number in rows):
                name, number = near[0]
                yield Finding(
                    at=path,
                    message=f"the text says {written}, and '{name}' below says {number:,f}",
                    hint="write the right one in both places",
                    severity=Severity.WARNING,
                )


def _is_a_digit_off(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts that are not round look like a slip: a digit, or two exchanged."""
    left, right = f"{one.normalize():f}", f"{other.normalize():f}"
    if len(left) != len(right) or min(len(one.rstrip("0")) for one in (left, right)) < 3:
        return False
    off = [n for n, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    return len(off) == 1 or (len(off) == 2 and sorted(left) == sorted(right))


def related_names_someone(draft: Draft) -> Iterator[Finding]:
    """A related career is an id, or a group with a title."""
    for path, row in draft.rows("related"):
        if not row.get("id") and not row.get("title"):
            yield Finding(
                at=path,
                message="this related career has neither id nor title",
                hint="write its id, or {title: …} where no profile of it exists",
            )


def official_has_code(draft: Draft) -> Iterator[Finding]:
    """A match with the official tables names its code; a loose one says why."""
    match, path = draft.text("official", "match"), ("official",)
    if match in {"exact", "closest"} and not draft.get("official", "soc"):
        yield Finding(
            at=path,
            message=f"'match: {match}' needs a SOC code",
            hint="add soc: NN-NNNN, or write match: none",
            is_about_key=True,
        )
    if match in {"closest", "none"} and not draft.get("official", "note"):
        yield Finding(
            at=path,
            message=f"'match: {match}' does not say why",
            hint="add note: with the reason",
            severity=Severity.WARNING,
            is_about_key=True,
        )


def length_is_printable(draft: Draft) -> Iterator[Finding]:
    """A text far longer than a page holds is said before anything is typeset.

    The way in does not count: it is printed only where there is room.
    """
    given = draft.get()
    printed = {key: given[key] for key in given if key not in {OTHER_NAMES, WAY_IN}}
    words = Draft(printed).words()
    if words > ROOMY_WORDS:
        yield Finding(
            at=(),
            message=f"the text has {words:,} words; a one-pager holds about {ROOMY_WORDS:,}",
            hint="it may not fit: render tells how much to cut, and where",
            severity=Severity.WARNING,
        )


RULES: Final[tuple[Rule, ...]] = (
    split_adds_up,
    pay_is_ordered,
    spans_run_up,
    costs_are_in_the_currency,
    sources_are_known,
    sources_are_dated,
    day_runs_forward,
    story_tells_the_rows,
    related_names_someone,
    official_has_code,
    length_is_printable,
)
