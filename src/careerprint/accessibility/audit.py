"""A file → what of PDF/UA-1 a program can see in it, and the contrast of its texts: the one way in.

It reads the file as it is, whoever made it. Clauses are those of the Matterhorn Protocol 1.1,
a list of all ways to fail PDF/UA-1; ``RULES`` says which of them each rule looks for.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Final

import pikepdf

from careerprint.accessibility.contrast_rules import judge_contrast
from careerprint.accessibility.document import Document
from careerprint.accessibility.file_rules import (
    judge_archive,
    judge_fonts,
    judge_identity,
    judge_language,
    judge_letters,
    judge_links,
    judge_protection,
    judge_still,
    judge_title,
)
from careerprint.accessibility.tag_rules import (
    judge_alternatives,
    judge_content,
    judge_headings,
    judge_lists,
    judge_notes,
    judge_order,
    judge_roles,
    judge_tables,
    judge_tagged,
)
from careerprint.preflight.flaw import Flaw, merged
from careerprint.preflight.letter_widths import LetterWidths
from careerprint.preflight.page_reader import read_page

_Judge = Callable[[Document], Iterator[Flaw]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: the conditions of the Matterhorn Protocol 1.1 that it looks for, if any.

    ``is_of_paper`` says that it holds also for what is only printed, and never read aloud.
    """

    name: str
    conditions: tuple[str, ...] = ()
    is_of_paper: bool = False
    judge: _Judge = field(repr=False)


def _judge_pages(document: Document) -> Iterator[Flaw]:
    """Judge the contrast of the texts of each page."""
    widths: dict[tuple[int, int], LetterWidths] = {}
    for number, page in enumerate(document.pdf.pages, 1):
        for flaw in judge_contrast(read_page(page, widths)):
            document.look("contrast")
            if flaw is not None:
                yield replace(flaw, page=number)


RULES: Final = (
    Rule(name="tagged", conditions=("01-007",), judge=judge_tagged),
    Rule(name="identity", conditions=("06-001", "06-002"), judge=judge_identity),
    Rule(name="title", conditions=("06-003", "07-001", "07-002"), judge=judge_title),
    Rule(name="language", judge=judge_language),
    Rule(name="content", conditions=("01-003", "01-004", "01-005"), judge=judge_content),
    Rule(name="order", judge=judge_order),
    Rule(name="roles", conditions=("02-001", "02-003", "02-004"), judge=judge_roles),
    Rule(name="alternatives", conditions=("13-004", "17-002"), judge=judge_alternatives),
    Rule(name="headings", conditions=("14-002", "14-003", "14-007"), judge=judge_headings),
    Rule(name="tables", conditions=("15-003",), judge=judge_tables),
    Rule(name="lists", judge=judge_lists),
    Rule(name="notes", conditions=("19-003", "19-004"), judge=judge_notes),
    Rule(name="fonts", conditions=("31-009",), is_of_paper=True, judge=judge_fonts),
    Rule(name="letters", conditions=("31-028", "31-029"), judge=judge_letters),
    Rule(
        name="links",
        conditions=("28-004", "28-005", "28-008", "28-009", "28-010", "28-011", "28-012"),
        judge=judge_links,
    ),
    Rule(name="still", conditions=("25-001", "30-001"), judge=judge_still),
    Rule(name="protection", conditions=("26-002",), is_of_paper=True, judge=judge_protection),
    Rule(name="archive", judge=judge_archive),
    Rule(name="contrast", is_of_paper=True, judge=_judge_pages),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was seen in one file: its digest, size, pages, things looked at by rule, flaws.

    ``features`` are the types of tags that it has: what is not there need not be judged.
    """

    sha256: str
    size: int
    pages: int = 0
    looked: dict[str, int] = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()
    features: frozenset[str] = frozenset()


def audit(content: bytes) -> Audit:
    """Look at a file by all rules; whatever is wrong with it, nothing is raised."""
    start = Audit(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return _seen(Document(pdf), start)
    except pikepdf.PasswordError:
        flaw = Flaw(rule="protection", message="it is protected with a password")
    except Exception:  # noqa: BLE001, RUF100 - a reader of others, on bytes of others
        flaw = Flaw(rule="damage", message="it is not a whole PDF", hint="make it anew")
    return replace(start, flaws=(flaw,))


def _seen(document: Document, start: Audit) -> Audit:
    flaws = merged(flaw for rule in RULES for flaw in _kept(rule, document))
    roles = set[str]()
    with suppress(Exception):  # said by the rules
        roles = {one.role for one in document.tree.elements} if document.tree else roles
    return replace(
        start,
        pages=len(document.pdf.pages),
        looked=dict(document.looked),
        flaws=flaws,
        features=frozenset(roles),
    )


def _kept(rule: Rule, document: Document) -> Iterator[Flaw]:
    """Give the flaws of a rule; one more if what it reads proves damaged on the way."""
    try:
        yield from rule.judge(document)
    except Exception:  # noqa: BLE001, RUF100 - a reader of others, on bytes of others
        message = "a part of it cannot be read, and was not looked at in full"
        yield Flaw(rule=rule.name, message=message, hint="make it anew")
