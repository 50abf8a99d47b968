"""Sheets are laid out, and said: how many, of which paper, how to print them, what to look at."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from careerprint.errors import Diagnostic

if TYPE_CHECKING:
    from careerprint.batch.imposing import SheetTotals
    from careerprint.impose.sheet_files import SheetOrder
    from careerprint.impose.sheet_plan import Scheme


def lay_out_told(
    files: Sequence[tuple[Path, Path]],
    order: "SheetOrder",
    *,
    is_quiet: bool,
    what: str = "booklets",
) -> "SheetTotals":
    """Lay out many files with a bar, tell what is amiss with which, and give the totals.

    ``what`` names the files that are laid out.
    """
    from careerprint.batch.imposing import SheetTotals, lay_out_all
    from careerprint.cli.progress import Progress
    from careerprint.cli.terminal import report_diagnostics

    totals, warnings = SheetTotals(), list[Diagnostic]()
    progress = Progress(len(files), f"{what} laid out", is_shown=not is_quiet)
    try:
        for laid in lay_out_all(files, order):
            totals.add(laid)
            faults = [one for one in laid.findings if one.is_error]
            warnings += [one for one in laid.findings if not one.is_error]
            report_diagnostics(faults, is_error_stream=True)
            progress.step(1)
    finally:
        progress.close()
    tell_once(warnings)
    return totals


def tell_once(warnings: Iterable[Diagnostic]) -> None:
    """Tell each kind of warning once, with how many more files have it."""
    from careerprint.cli.terminal import counted, note, report_diagnostics

    kinds: dict[str, list[Diagnostic]] = {}
    for warning in warnings:
        kinds.setdefault(warning.hint, []).append(warning)
    for alike in kinds.values():
        report_diagnostics(alike[:1], is_error_stream=True)
        if more := len(alike) - 1:
            note(f"    the same holds for {counted(more, 'other file')}")


def prune_told(output: Path, made: Sequence[Path], *, is_pruned: bool) -> None:
    """Tell of sheets in the output folder that are of no booklet; delete them if asked to."""
    from careerprint.impose.sheet_files import earlier_sheets

    tell_earlier("sheets", output, earlier_sheets(output, made), is_pruned=is_pruned)


def tell_earlier(what: str, output: Path, earlier: Sequence[Path], *, is_pruned: bool) -> None:
    """Tell of files in a folder that are of no booklet any more; delete them if asked to."""
    from careerprint.cli.terminal import counted, note
    from careerprint.errors import shown

    if not earlier:
        return
    said = f"earlier {what} that are of no booklet any more: {counted(len(earlier), 'file')}"
    if is_pruned:
        for file in earlier:
            file.unlink(missing_ok=True)
        note(f"deleted {said}")
        return
    note(f"{shown(output)} has {said}")
    note("    hint: --prune deletes them; do not print the folder as a whole with them in it")


def sheets_said(totals: "SheetTotals", scheme: "Scheme") -> str:
    """Say in one line what was laid out and how it is printed."""
    from careerprint.cli.terminal import counted
    from careerprint.impose.sheet_plan import Scheme

    papers = [
        f"{counted(count, 'sheet')} of {_paper(*size)}" for size, count in totals.papers.items()
    ]
    parts = [", ".join(papers)]
    if totals.booklets > 1:
        parts[0] = f"{totals.booklets:,} booklets, each by itself, on {parts[0]}"
    if totals.blanks:
        where = "the end" if totals.booklets == 1 else "their ends"
        parts.append(f"{counted(totals.blanks, 'blank page')} at {where}")
    parts.append(_scales(totals.scales))
    if scheme is Scheme.SADDLE:
        edges = {"short" if width >= height else "long" for width, height in totals.papers}
        parts += [f"print on both sides, flip on the {edge} edge" for edge in sorted(edges)]
    elif totals.booklets > 1:
        parts.append("print on one side")
    return "; ".join(parts)


def _scales(scales: set[float]) -> str:
    percents = sorted({f"{scale:.1%}" for scale in scales}, key=lambda text: float(text[:-1]))
    if percents == ["100.0%"]:
        return "pages at full size"
    ends = dict.fromkeys((percents[0], percents[-1]))
    return f"pages scaled to {' to '.join(ends)}"


def _paper(width_mm: float, height_mm: float) -> str:
    """Name a paper as it lies, or give its size in millimetres."""
    from careerprint.settings import SIZE_MM

    sides = sorted((width_mm, height_mm))
    for paper, size in SIZE_MM.items():
        if all(abs(a - b) < 0.05 for a, b in zip(sides, size, strict=True)):
            return f"{paper}, {'landscape' if width_mm > height_mm else 'portrait'}"
    return f"{width_mm:.1f} × {height_mm:.1f} mm"
