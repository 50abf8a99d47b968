"""A layout proved on sample careers: every paper, both inks, what a designer must know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from careerprint.errors import CareerprintError
from careerprint.profile.library import Career
from careerprint.render.layouts import Layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import Section, typeset_section
from careerprint.settings import Ink, Variant

LEAST_CONTRAST: Final = 4.5
"""Of text with what it stands on (WCAG 2.1, 1.4.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One sample in one form, and what is wrong with it; empty if nothing is."""

    career: str
    variant: Variant
    faults: tuple[str, ...]


def prove(layout: Layout, careers: Sequence[Career], typesetter: Typesetter) -> Iterator[Proof]:
    """Print every career on every paper that a layout is made for, in both inks, and as a form.

    Faults are engine warnings, fields and pictures that are not there, a page of another size,
    text under the layout's floor, contrast under 4.5:1, and careers that do not fit.
    """
    forms = (False, True) if layout.file.has_form else (False,)
    for paper, ink, is_form, career in product(layout.file.papers, Ink, forms, careers):
        variant = Variant(paper=paper, ink=ink, is_fillable=is_form)
        try:
            section = typeset_section(
                career,
                layout=layout,
                variant=variant,
                typesetter=typesetter,
                is_inspected=True,
            )
            faults = tuple(_faults(section, layout))
        except CareerprintError as error:
            faults = (error.message,)
        yield Proof(career=career.id, variant=variant, faults=faults)


def _faults(section: Section, layout: Layout) -> Iterator[str]:
    yield from section.warnings
    seen = section.inspection
    if seen is None:
        return
    if seen.smallest_pt < layout.file.floor_pt - 0.05:
        yield f"text of {seen.smallest_pt:.1f} pt is under the floor of {layout.file.floor_pt:g} pt"
    if seen.lowest_contrast < LEAST_CONTRAST:
        ratio = f"{seen.lowest_contrast:.1f}:1"
        yield f"a text has a contrast of {ratio} and needs {LEAST_CONTRAST}:1"
