"""``careerprint impose``: the pages of a finished PDF on sheets."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.cli.common_options import choice
from careerprint.errors import Diagnostic, ExitCode, Location, Severity, UsageError

if TYPE_CHECKING:
    from careerprint.impose.imposition import Imposed
    from careerprint.impose.sheet_plan import Scheme


@click.command("impose")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--scheme",
    type=choice("saddle", "2up", "4up"),
    required=True,
    help="saddle: a booklet to fold and staple; 2up: two pages side by side; 4up: four, to cut.",
)
@click.option(
    "--creep",
    type=float,
    default=0.0,
    metavar="MM",
    help="How far the innermost sheet of the folded booklet stands out, 0 to 20 mm.",
)
@click.option(
    "--paper",
    type=choice("letter", "a4", "legal", "tabloid", "a3"),
    help="The paper of the sheets, the pages scaled to fit; twice a page's width if not given.",
)
@click.option(
    "--marks/--no-marks", "has_marks", default=True, help="Marks to fold, staple or cut by."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The PDF of the sheets.",
)
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    scheme: str,
    creep: float,
    paper: str | None,
    output: Path,
    *,
    has_marks: bool,
) -> int:
    """Lay the pages of FILE, a PDF of ours or another's, out on sheets of paper.

    Links and form fields are left out: sheets are for the printer, not for a screen.
    """
    from careerprint.cli.terminal import note, report_diagnostics, say
    from careerprint.errors import shown
    from careerprint.impose.imposition import impose
    from careerprint.impose.sheet_plan import Scheme
    from careerprint.impose.source_pages import FinishedPdfError
    from careerprint.publish.files import write_whole
    from careerprint.reading.sheets import refused
    from careerprint.settings import SIZE_MM, Paper

    content = _read(file)
    if output.exists() and output.samefile(file):
        raise UsageError(
            f"{shown(output)} is the PDF to be laid out", hint="give the sheets another name"
        )
    try:
        imposed = impose(
            content,
            scheme=Scheme(scheme),
            creep_mm=creep,
            sheet_mm=SIZE_MM[Paper(paper)] if paper else None,
            has_marks=has_marks,
        )
    except FinishedPdfError as error:
        raise refused(file, error.message, error.hint) from error
    write_whole(output, imposed.pdf)
    say(shown(output))
    if imposed.is_repaired:
        report_diagnostics((_damaged(file),), is_error_stream=True)
    if not ctx.obj["quiet"]:
        note(_in_words(imposed, Scheme(scheme)))
    return ExitCode.OK


def _read(file: Path) -> bytes:
    from careerprint.reading.sheets import refused

    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise refused(file, "there is no such file", "check the spelling of its name") from None
    except OSError as error:
        raise refused(file, f"the file cannot be read ({error.strerror or error})") from error


def _damaged(file: Path) -> Diagnostic:
    return Diagnostic(
        location=Location(file),
        severity=Severity.WARNING,
        message="this PDF is damaged, and was repaired as far as that goes",
        hint="look at every page of the sheets before you print them",
    )


def _in_words(imposed: "Imposed", scheme: "Scheme") -> str:
    """Say what was made and how it is printed."""
    from careerprint.cli.terminal import counted
    from careerprint.impose.sheet_plan import Scheme

    width, height = imposed.sheet_mm
    parts = [f"{counted(imposed.sheets, 'sheet')} of {_paper(width, height)}"]
    if imposed.blanks:
        parts.append(f"{counted(imposed.blanks, 'blank page')} at the end")
    percent = f"{imposed.scale:.1%}"
    parts.append("pages at full size" if percent == "100.0%" else f"pages scaled to {percent}")
    if scheme is Scheme.SADDLE:
        edge = "short" if width >= height else "long"
        parts.append(f"print on both sides, flip on the {edge} edge")
    return "; ".join(parts)


def _paper(width_mm: float, height_mm: float) -> str:
    """Name a paper as it lies, or give its size in millimetres."""
    from careerprint.settings import SIZE_MM

    sides = sorted((width_mm, height_mm))
    for paper, size in SIZE_MM.items():
        if all(abs(a - b) < 0.05 for a, b in zip(sides, size, strict=True)):
            return f"{paper}, {'landscape' if width_mm > height_mm else 'portrait'}"
    return f"{width_mm:.1f} × {height_mm:.1f} mm"
