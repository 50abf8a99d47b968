"""What no program can judge: the conditions of the Matterhorn Protocol 1.1 that are a person's.

Of those that it marks so (“H”) these are the ones that printed matter can break; the others are
about sound, flickering, scripts and scanned pages, which a rule finds to be absent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to a person: its name, the conditions that it is about, what it asks about.

    Without any of the types of tags in ``roles`` in the files it needs not be asked, nor, unless
    it ``is_of_paper``, if none of them can be read aloud.
    """

    name: str
    conditions: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    is_of_paper: bool = False


QUESTIONS: Final = (
    Question(name="title", conditions=("06-004",)),
    Question(name="real", conditions=("01-001", "01-002", "18-001", "18-002")),
    Question(name="order", conditions=("09-001", "28-001")),
    Question(name="kinds", conditions=("01-006", "09-002", "09-003", "14-001", "16-003")),
    Question(name="roles", conditions=("02-002",)),
    Question(name="colour", conditions=("04-001",), is_of_paper=True),
    Question(name="language", conditions=("11-007",)),
    Question(
        name="figures",
        conditions=("13-001", "13-005", "13-006", "13-007", "13-008"),
        roles=frozenset({"Figure"}),
    ),
    Question(name="captions", conditions=("13-003",), roles=frozenset({"Figure", "Table"})),
    Question(
        name="tables",
        conditions=("15-001", "15-002", "15-004", "15-005"),
        roles=frozenset({"Table"}),
    ),
    Question(name="numbered", conditions=("16-001", "16-002"), roles=frozenset({"L"})),
    Question(name="blanks", conditions=("24-001",), is_of_paper=True),
    Question(name="fonts", conditions=("31-010",), is_of_paper=True),
    Question(name="meaning", roles=frozenset({"Figure"})),
    Question(name="links", roles=frozenset({"Link"})),
    Question(name="plain", is_of_paper=True),
    Question(name="facts", is_of_paper=True),
)
"""The last ones are of no protocol: what makes a page useful to whoever hears it."""


def questions_about(roles: frozenset[str], *, are_read: bool) -> Iterator[Question]:
    """Give the questions about files that have some types of tags, and can be read aloud or not."""
    return (
        one
        for one in QUESTIONS
        if (are_read or one.is_of_paper) and (not one.roles or one.roles & roles)
    )
