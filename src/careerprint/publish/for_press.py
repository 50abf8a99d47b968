"""The press file of a finished PDF, beside it under a name of its own: proved, then written."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from careerprint.errors import Diagnostic
from careerprint.publish.files import write_whole

if TYPE_CHECKING:
    from careerprint.press.press import Press


@dataclass(frozen=True, slots=True, kw_only=True)
class ForPress:
    """What became of a press file: where it is, or None with an error among the findings.

    ``outdated`` is one of an earlier run that stands where this one was to be.
    """

    path: Path | None = None
    findings: tuple[Diagnostic, ...] = ()
    outdated: Path | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing that was asked for is missing."""
        return not any(finding.is_error for finding in self.findings)


def write_for_press(path: Path, pdf: bytes, press: "Press") -> ForPress:
    """Write the press file of the PDF at a path, unless it has flaws that are errors.

    Raises ``WriteError`` if it cannot be written.
    """
    # what proves a file costs a run that asks for none
    from careerprint.preflight.press_file import press_file, press_path

    target, made = press_path(path), press_file(pdf, press)
    findings = made.findings(target)
    if made.pdf is None:
        outdated = target if target.is_file() else None
        return ForPress(findings=findings, outdated=outdated)
    write_whole(target, made.pdf)
    return ForPress(path=target, findings=findings)
