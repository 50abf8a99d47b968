"""The figures of a layout on a terminal: a line a career, and what they come to."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import mean
from typing import Any, Final

from careerprint.cli.terminal import counted, say
from careerprint.render.page_figures import PageFigures
from careerprint.render.specimens import PageSet

_COLUMNS: Final = (
    ("body pt", "body_pt", ".2f"),
    ("fullest %", "fullest_percent", ".1f"),
    ("emptiest %", "emptiest_percent", ".1f"),
    ("smallest pt", "smallest_pt", ".2f"),
    ("hole mm", "largest_hole_mm", ".1f"),
    ("pages", "pages", ".0f"),
    ("passes", "passes", ".0f"),
)
_ENDS: Final = (("min", min), ("mean", mean), ("max", max))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A career in one form with its figures; ``refused`` says why there are none."""

    page_set: PageSet
    figures: PageFigures | None
    refused: str = ""


def report_figures(measured: Sequence[Measured]) -> None:
    """Print a table for each form: every career, then the least, the mean and the most."""
    for form in dict.fromkeys(one.page_set.form for one in measured):
        rows = [one for one in measured if one.page_set.form == form]
        width = max(len(form), *(len(one.page_set.specimen.name) for one in rows))
        say(f"{form:<{width}}  " + "  ".join(name for name, _, _ in _COLUMNS))
        for one in rows:
            name = f"{one.page_set.specimen.name:<{width}}  "
            if one.figures is None:
                say(f"{name}{one.refused}")
                continue
            left_out = (
                f"  without {', '.join(one.figures.left_out)}" if one.figures.left_out else ""
            )
            say(name + _cells({n: getattr(one.figures, n) for _, n, _ in _COLUMNS}) + left_out)
        for name, values in _summary(rows).items():
            say(f"{name:<{width}}  {_cells(values)}")
        say(counted(len(rows), "career"))


def _cells(values: dict[str, float]) -> str:
    return "  ".join(f"{values[field]:{len(name)}{form}}" for name, field, form in _COLUMNS)


def _summary(rows: Sequence[Measured]) -> dict[str, dict[str, float]]:
    """Give the least, the mean and the most of each figure; empty if there are none."""
    found = [one.figures for one in rows if one.figures]
    if not found:
        return {}
    return {
        name: {field: round(end(getattr(f, field) for f in found), 2) for _, field, _ in _COLUMNS}
        for name, end in _ENDS
    }


def figures_record(measured: Sequence[Measured]) -> list[dict[str, Any]]:
    """Give the same for a program: a record for each form."""
    return [
        {
            "form": form,
            "careers": [_record(one) for one in measured if one.page_set.form == form],
            "summary": _summary([one for one in measured if one.page_set.form == form]),
        }
        for form in dict.fromkeys(one.page_set.form for one in measured)
    ]


def _record(one: Measured) -> dict[str, Any]:
    name = one.page_set.specimen.name
    return {"career": name, **(asdict(one.figures) if one.figures else {"refused": one.refused})}
