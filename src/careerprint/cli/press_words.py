"""What became of a file for a print shop, told."""

from careerprint.cli.terminal import note, report_diagnostics, say
from careerprint.errors import shown
from careerprint.publish.for_press import ForPress


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
