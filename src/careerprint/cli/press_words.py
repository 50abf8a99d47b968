"""What became of files for a print shop, told."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from careerprint.cli.sheet_words import tell_earlier, tell_once
from careerprint.cli.terminal import counted, note, report_diagnostics, say
from careerprint.errors import Diagnostic, shown
from careerprint.publish.for_press import ForPress

if TYPE_CHECKING:
    from careerprint.batch.press_notes import PressNotes
    from careerprint.batch.pressing import Pressed
    from careerprint.press.press_order import PressOrder


def told_of_press(for_press: ForPress, *, is_said: bool = True) -> bool:
    """Tell where the file is and what was found on it; gives whether nothing is missing.

    ``is_said`` prints the path, as a result.
    """
    if is_said and for_press.path is not None:
        say(shown(for_press.path))
    report_diagnostics(for_press.findings, is_error_stream=True)
    if for_press.outdated is not None:
        note(f"{shown(for_press.outdated)} is of an earlier run, and out of date")
    return for_press.is_done


def press_all_told(
    files: Sequence[tuple[Path, Path]],
    order: "PressOrder",
    notes: "PressNotes",
    *,
    folder: Path | None,
    is_pruned: bool,
    is_quiet: bool,
) -> "Pressed":
    """Make many files for the press with a bar, tell what is amiss; gives what came of it.

    What the ``notes`` know to be made already is left as it is. ``folder`` is looked through for
    files of booklets that are gone, if it is given.
    """
    from careerprint.batch.pressing import (
        Pressed,
        earlier_press_files,
        press_all,
        press_targets,
    )
    from careerprint.cli.progress import Progress

    warnings, failed = list[Diagnostic](), 0
    wanted = [one for one in files if not notes.is_kept(*one)]
    progress = Progress(len(wanted), "press files", is_shown=not is_quiet)
    try:
        for (source, _), made in zip(wanted, press_all(wanted, order), strict=True):
            faults = [one for one in made.findings if one.is_error]
            failed += bool(faults)
            warnings += [one for one in made.findings if not one.is_error]
            report_diagnostics(faults, is_error_stream=True)
            if made.path is not None:
                notes.note(source, made.path)
            progress.step(1)
    finally:
        progress.close()
    tell_once(warnings)
    if folder is not None:
        made_now = press_targets([target for _, target in files])
        earlier = earlier_press_files(folder, made_now)
        tell_earlier("files for the press", folder, earlier, is_pruned=is_pruned)
    if not is_quiet:
        note(f"{counted(len(files) - failed, 'file')} for the press")
    kept = len(files) - len(wanted)
    return Pressed(files=len(files) - failed, kept=kept, failed=failed, remarks=len(warnings))
