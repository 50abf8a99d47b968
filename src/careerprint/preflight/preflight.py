"""A file → all that keeps it from being printed well, page by page: the one way in.

It reads the file as it is, whoever made it: nothing is taken from what this program knows of its
own files.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
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
from careerprint.preflight.fingerprint import Fingerprints
from careerprint.preflight.flaw import Flaw, merged
from careerprint.preflight.letter_widths import LetterWidths
from careerprint.preflight.page_reader import read_page
from careerprint.preflight.pieces import Pieces
from careerprint.preflight.print_rules import (
    judge_edges,
    judge_lines,
    judge_safe_area,
    judge_sharpness,
    judge_small_type,
)
from careerprint.preflight.statement_rules import judge_intents, judge_metadata, judge_trapping

_OF_PIECES: Final[tuple[Callable[[Pieces, Any, Demands], Iterator[Flaw]], ...]] = (
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


_MOST_KEPT: Final = 2048
"""Pages whose flaws are remembered."""


class Preflight:
    """Judges files by the demands of one shop.

    A page that comes again in another file, painted with the same, is judged once.
    """

    def __init__(self, demands: Demands) -> None:
        self._demands = demands
        self._known: dict[bytes, tuple[Flaw, ...]] = {}

    def flaws(self, content: bytes) -> tuple[Flaw, ...]:
        """Give the flaws of a file, errors first; whatever is wrong with it, nothing is raised."""
        try:
            with pikepdf.open(BytesIO(content)) as pdf:
                return merged(self._judged(pdf, content))
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

    def _judged(self, pdf: pikepdf.Pdf, content: bytes) -> Iterator[Flaw]:
        if not len(pdf.pages):
            yield Flaw(rule="damage", message="it has no pages", hint="export it anew")
        yield from _kept(judge_frame(pdf, content))
        for rule in _OF_DOCUMENT:
            yield from _kept(rule(pdf))
        fingerprints, widths = Fingerprints(), dict[tuple[int, int], LetterWidths]()
        for number, page in enumerate(pdf.pages, 1):
            for flaw in self._of_page(page, fingerprints, widths):
                yield replace(flaw, page=number)

    def _of_page(
        self, page: Any, fingerprints: Fingerprints, widths: dict[tuple[int, int], LetterWidths]
    ) -> tuple[Flaw, ...]:
        try:
            key = fingerprints.of(page.obj)
        except Exception:  # noqa: BLE001, RUF100 - a reader of others, on bytes of others
            return tuple(_kept(self._seen(page, widths)))
        if key not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[key] = merged(_kept(self._seen(page, widths)))
        return self._known[key]

    def _seen(self, page: Any, widths: dict[tuple[int, int], LetterWidths]) -> Iterator[Flaw]:
        yield from judge_boxes(page, self._demands)
        yield from judge_annotations(page)
        seen = read_page(page, widths)
        for rule in _OF_PIECES:
            yield from rule(seen, page, self._demands)


@lru_cache(maxsize=1)
def preflight_for(demands: Demands) -> Preflight:
    """Give what judges by some demands, once a process."""
    return Preflight(demands)


def preflight(content: bytes, demands: Demands | None = None) -> tuple[Flaw, ...]:
    """Give the flaws of one file, errors first."""
    return Preflight(demands or Demands()).flaws(content)


def _kept(flaws: Iterator[Flaw]) -> Iterator[Flaw]:
    """Give flaws; one more if what is judged proves damaged on the way."""
    try:
        yield from flaws
    except Exception:  # noqa: BLE001, RUF100 - a reader of others, on bytes of others
        yield Flaw(
            rule="damage",
            message="a part of it cannot be read, and was not looked at in full",
            hint="export it anew",
        )
