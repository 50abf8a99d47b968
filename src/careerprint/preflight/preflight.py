"""A file → all that keeps it from being printed well, page by page: the one way in.

It reads the file as it is, whoever made it: nothing is taken from what this program knows of its
own files.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Final

import pikepdf

from careerprint.preflight.box_rules import judge_annotations, judge_boxes, judge_sizes
from careerprint.preflight.colour_rules import (
    judge_black_text,
    judge_blending,
    judge_ink,
    judge_spaces,
)
from careerprint.preflight.demands import Demands
from careerprint.preflight.document_rules import judge_catalog, judge_frame, judge_objects
from careerprint.preflight.flaw import Flaw, merged
from careerprint.preflight.page_reader import read_page
from careerprint.preflight.painting import Pieces
from careerprint.preflight.print_rules import (
    judge_edges,
    judge_lines,
    judge_safe_area,
    judge_sharpness,
    judge_small_type,
)
from careerprint.preflight.statement_rules import judge_intents, judge_metadata, judge_trapping

_OF_PIECES: Final[tuple[Callable[[Pieces, Any, int, Demands], Iterator[Flaw]], ...]] = (
    judge_spaces,
    judge_blending,
    judge_ink,
    judge_black_text,
    judge_edges,
    judge_safe_area,
    judge_sharpness,
    judge_lines,
    judge_small_type,
)
_OF_DOCUMENT: Final[tuple[Callable[[pikepdf.Pdf], Iterator[Flaw]], ...]] = (
    judge_catalog,
    judge_objects,
    judge_intents,
    judge_metadata,
    judge_trapping,
    judge_sizes,
)


def preflight(content: bytes, demands: Demands | None = None) -> tuple[Flaw, ...]:
    """Give the flaws of a file, errors first; whatever is wrong with it, nothing is raised."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return merged(_judged(pdf, content, demands or Demands()))
    except pikepdf.PasswordError:
        flaw = Flaw(
            rule="protection",
            message="it is protected with a password",
            hint="save it without protection",
        )
    except Exception:  # noqa: BLE001, RUF100 - a reader of others, on bytes of others
        kind = "a whole PDF" if b"%PDF-" in content[:1024] else "a PDF"
        flaw = Flaw(rule="damage", message=f"this is not {kind}", hint="export it anew")
    return (flaw,)


def _judged(pdf: pikepdf.Pdf, content: bytes, demands: Demands) -> Iterator[Flaw]:
    if not len(pdf.pages):
        yield Flaw(rule="damage", message="it has no pages", hint="export it anew")
    yield from _kept(judge_frame(pdf, content))
    for rule in _OF_DOCUMENT:
        yield from _kept(rule(pdf))
    for number, page in enumerate(pdf.pages, 1):
        yield from _kept(_of_page(page, number, demands), number)


def _of_page(page: Any, number: int, demands: Demands) -> Iterator[Flaw]:
    yield from judge_boxes(page, number, demands)
    yield from judge_annotations(page, number)
    seen = read_page(page)
    for rule in _OF_PIECES:
        yield from rule(seen, page, number, demands)


def _kept(flaws: Iterator[Flaw], number: int = 0) -> Iterator[Flaw]:
    """Give flaws; one more if what is judged proves damaged on the way."""
    try:
        yield from flaws
    except Exception:  # noqa: BLE001, RUF100 - a reader of others, on bytes of others
        yield Flaw(
            rule="damage",
            message="a part of it cannot be read, and was not looked at in full",
            hint="export it anew",
            page=number,
        )
