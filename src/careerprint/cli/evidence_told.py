"""The evidence of a run is written, and said: where it is, and whether a check failed."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careerprint.batch.batch import Batch
    from careerprint.evidence.evidence import Evidence
    from careerprint.evidence.looking import MadeFile
    from careerprint.profile.library import Library
    from careerprint.render.pdf import Typesetter
    from careerprint.settings import Settings


def leave_evidence(
    settings: "Settings",
    made: "Sequence[MadeFile]",
    place: Path,
    *,
    run: str,
    is_quiet: bool,
    careers: "tuple[Library, Sequence[Path]] | None" = None,
    open_typesetter: "Callable[[], Typesetter] | None" = None,
) -> None:
    """Look at the files of a run, and write what was seen; ``place`` has no suffix.

    ``careers`` are a library and those of its profiles that were printed, if they are known.
    """
    from careerprint.evidence.evidence import Evidence
    from careerprint.evidence.facts import take_facts
    from careerprint.evidence.looking import look_at
    from careerprint.figures.deviation import day_of_run
    from careerprint.preflight.demands import Demands

    if not made:
        return
    evidence = Evidence(run=run, day=day_of_run())
    demands = Demands(ink_percent=settings.press.ink_limit_percent)
    for file in made:
        evidence.add(file, look_at(file, demands))
    if careers is not None:
        take_facts(evidence, *careers, settings)
    write_told(settings, evidence, place, open_typesetter, is_quiet=is_quiet)


def batch_evidence(
    library: "Library", settings: "Settings", *, is_quiet: bool
) -> "Callable[[Batch], None]":
    """Give what leaves the evidence of a batch."""
    return partial(_leave_of_batch, library=library, settings=settings, is_quiet=is_quiet)


def _leave_of_batch(
    batch: "Batch", library: "Library", settings: "Settings", *, is_quiet: bool
) -> None:
    """Leave what was checked on the booklets of a batch, unless an earlier run said it of these."""
    from careerprint.batch.batch_evidence import is_said_already, listed_files, take_files
    from careerprint.evidence.evidence import Evidence
    from careerprint.evidence.facts import take_facts
    from careerprint.evidence.written import NAME
    from careerprint.figures.deviation import day_of_run

    place, pressed = batch.order.output / NAME, batch.report.summary.pressed
    listed = listed_files(batch, has_press=bool(pressed.files))
    if not listed or is_said_already(listed, place.with_suffix(".json")):
        return
    seen = {career for career, _ in batch.sample.careers}
    evidence = Evidence(run="batch", day=day_of_run(), careers_seen=len(seen))
    take_files(evidence, batch, listed)
    if pressed.files:
        evidence.take_preflight(pressed.files - pressed.kept, pressed.remarks)
    asked = {career for career, _ in batch.sample.asked}
    careers = [path for path in library.paths if path.stem in asked]
    take_facts(evidence, library, careers, settings)
    write_told(settings, evidence, place, is_quiet=is_quiet)


def write_told(
    settings: "Settings",
    evidence: "Evidence",
    place: Path,
    open_typesetter: "Callable[[], Typesetter] | None" = None,
    *,
    is_quiet: bool,
) -> None:
    """Write evidence, and say where it is and how many checks failed."""
    from careerprint.cli.terminal import note
    from careerprint.errors import shown
    from careerprint.evidence.written import form_of, write_evidence
    from careerprint.render.pdf import Typesetter

    def own_typesetter() -> Typesetter:
        return Typesetter(roots=settings.layout_folders, font_folder=settings.font_folder)

    page = write_evidence(evidence, place, form_of(settings), open_typesetter or own_typesetter)
    failed = sum(bool(one.found) for one in evidence.checks)
    said = "no check failed" if not failed else f"{failed} of {len(evidence.checks)} checks failed"
    if failed or not is_quiet:
        note(f"evidence: {shown(page)}: {said}")
