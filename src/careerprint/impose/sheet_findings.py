"""What whoever prints sheets should know beforehand: too small, too thick, perhaps not whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from careerprint.errors import Diagnostic, Severity, on_file
from careerprint.impose.imposition import Imposed
from careerprint.impose.sheet_plan import Scheme

SMALLEST_TYPE_PT: Final = 8.0
"""Below it many readers have trouble; captions of our own pages are no smaller."""
THICKEST_SHEETS: Final = 20
"""What a stapler with a long arm takes, folded; of thicker booklets the fold gapes too."""


def findings_on(imposed: Imposed, file: Path, scheme: Scheme) -> Iterator[Diagnostic]:
    """Give a warning for each thing to look at before the sheets of a file are printed."""
    if imposed.is_repaired:
        yield on_file(
            file,
            "this PDF is damaged, and was repaired as far as that goes",
            "look at every page of the sheets before you print them",
            Severity.WARNING,
        )
    if 0 < imposed.type_pt < SMALLEST_TYPE_PT:
        page_pt = imposed.type_pt / imposed.scale
        yield on_file(
            file,
            f"small type of {page_pt:.1f} pt will be {imposed.type_pt:.1f} pt on the sheet, which "
            f"is hard to read (under {SMALLEST_TYPE_PT:g} pt)",
            "leave out --paper: on sheets two pages wide they keep their size; for a printer "
            "without such paper make small pages: batch --edition pocket",
            Severity.WARNING,
        )
    if scheme is Scheme.SADDLE and imposed.thickest > THICKEST_SHEETS:
        yield on_file(
            file,
            f"a booklet of {imposed.thickest} sheets is too thick to fold and staple: "
            f"about {THICKEST_SHEETS} go",
            "choose fewer careers, or print it unfolded and bind it at the side; if this is a file "
            "of several booklets, lay out each by itself",
            Severity.WARNING,
        )
