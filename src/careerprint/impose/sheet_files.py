"""PDFs in files → their sheets in files, one outcome for each; what is no booklet is left alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import pikepdf

from careerprint.errors import Diagnostic, on_file
from careerprint.evidence.evidence_page import KEYWORD
from careerprint.impose.imposition import Imposed, impose, is_sheets
from careerprint.impose.sheet_findings import findings_on
from careerprint.impose.sheet_plan import Scheme
from careerprint.impose.source_pages import FinishedPdfError
from careerprint.preflight.press_file import press_path
from careerprint.press.press import press_for
from careerprint.press.press_order import PressOrder
from careerprint.press.statement import is_press_file
from careerprint.publish.files import write_whole
from careerprint.publish.for_press import ForPress, write_for_press


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOrder:
    """How sheets are laid out; see :func:`careerprint.impose.imposition.impose`.

    ``is_careful`` has them take the place of earlier sheets only, not of any other file. With a
    ``press`` order they have a file for a print shop beside them.
    """

    scheme: Scheme
    creep_mm: float = 0.0
    sheet_mm: tuple[float, float] | None = None
    has_marks: bool = True
    is_careful: bool = False
    press: PressOrder | None = None

    def targets(self, target: Path) -> tuple[Path, ...]:
        """Give the files that the sheets at a path come to."""
        return (target, press_path(target)) if self.press else (target,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """What became of a file: its sheets (their bytes are in the file), or None, and findings.

    ``for_press`` is their file for a print shop, if one was asked for and could be made.
    """

    source: Path
    target: Path
    imposed: Imposed | None
    findings: tuple[Diagnostic, ...] = ()
    for_press: Path | None = None

    @property
    def is_done(self) -> bool:
        """Whether all that was asked for is there."""
        return not any(finding.is_error for finding in self.findings)


def lay_out(source: Path, target: Path, order: SheetOrder) -> Laid:
    """Write the sheets of a file; what the file is at fault for is a finding of the outcome.

    Raises ``UsageError`` if the order cannot be, and ``WriteError`` if the target cannot.
    """
    taken = [one for one in order.targets(target) if one.exists()]
    if order.is_careful and any(kind_of(one) is not Kind.SHEETS for one in taken):
        hint = "choose another folder with -o"
        return _refused(source, target, "its sheets would take the place of another file", hint)
    try:
        content = source.read_bytes()
    except FileNotFoundError:
        return _refused(source, target, "there is no such file", "check the spelling of its name")
    except OSError as error:
        return _refused(source, target, f"the file cannot be read ({error.strerror or error})")

    def impose_by(order: SheetOrder) -> Imposed:
        return impose(
            content,
            scheme=order.scheme,
            creep_mm=order.creep_mm,
            sheet_mm=order.sheet_mm,
            has_marks=order.has_marks,
        )

    try:
        imposed = impose_by(order)
    except FinishedPdfError as error:
        return _refused(source, target, error.message, error.hint)
    write_whole(target, imposed.pdf)
    findings = tuple(findings_on(imposed, source, order.scheme))
    made = ForPress()
    if order.press is not None:
        # marks to fold and staple by would be printed within the cut
        plain = impose_by(replace(order, has_marks=False)).pdf if order.has_marks else imposed.pdf
        made = write_for_press(target, plain, press_for(order.press))
    return Laid(
        source=source,
        target=target,
        imposed=replace(imposed, pdf=b""),
        findings=(*findings, *made.findings),
        for_press=made.path,
    )


def _refused(source: Path, target: Path, message: str, hint: str = "") -> Laid:
    findings = (on_file(source, message, hint),)
    return Laid(source=source, target=target, imposed=None, findings=findings)


class Kind(StrEnum):
    """What a PDF is to whoever lays out a folder; ``BOOKLET`` is also what cannot be opened."""

    BOOKLET = "booklet"
    SHEETS = "sheets"
    COMBINED = "combined"
    PRESS = "press"
    EVIDENCE = "evidence"


def kind_of(file: Path) -> Kind:
    """Tell what a PDF is, by what it says of itself."""
    try:
        with pikepdf.open(file) as pdf:
            if is_sheets(pdf):
                return Kind.SHEETS
            if is_press_file(pdf):
                return Kind.PRESS
            if str(pdf.docinfo.get("/Keywords", "")) == KEYWORD:
                return Kind.EVIDENCE
            return Kind.COMBINED if "/DPartRoot" in pdf.Root else Kind.BOOKLET
    except Exception:  # noqa: BLE001, RUF100 - whatever is wrong with it is said when it is laid out
        return Kind.BOOKLET


def pages_in(file: Path) -> int:
    """Give how many pages a PDF has; none if it cannot be opened."""
    try:
        with pikepdf.open(file) as pdf:
            return len(pdf.pages)
    except (pikepdf.PdfError, OSError):
        return 0


def pdfs_below(folder: Path, *, leaving_out: Path | None = None) -> Iterator[Path]:
    """Give the PDFs of a folder and those below it, in the order of their names.

    Hidden ones are left out, and those in ``leaving_out`` if that lies below the folder.
    """
    out = leaving_out.resolve() if leaving_out else None
    if out is not None and folder.resolve().is_relative_to(out):
        out = None
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() != ".pdf" or not file.is_file():
            continue
        if any(part.startswith(".") for part in file.relative_to(folder).parts):
            continue
        if out is None or not file.resolve().is_relative_to(out):
            yield file


def earlier_sheets(output: Path, made: Iterable[Path]) -> tuple[Path, ...]:
    """Give the sheets in a folder that are not among those just made: of booklets that are gone."""
    known = set(made)
    return tuple(
        file for file in pdfs_below(output) if file not in known and kind_of(file) is Kind.SHEETS
    )
