"""How what is wrong with a layout looks on a terminal: its place, and how often it is so."""

from collections.abc import Sequence
from typing import Final

from careerprint.cli.terminal import counted, report_diagnostics, say, styled
from careerprint.render.proof import ProofFinding

_NAMED: Final = 4
"""How many careers and forms are named."""


def report_finding(finding: ProofFinding, total: int) -> None:
    """Print a finding, where on the page it is, and in which of ``total`` page sets."""
    report_diagnostics([finding.diagnostic], is_error_stream=False)
    text = f"“{finding.text}”" if finding.text else ""
    if place := ": ".join(part for part in (finding.where, text) if part):
        say(styled(f"    at: {place}", dim=True))
    sets = finding.page_sets
    if len(sets) == total:
        say(styled(f"    in: all {counted(total, 'page set')}", dim=True))
        return
    careers = _some([one.specimen.name for one in sets])
    forms = _some([one.form for one in sets])
    say(
        styled(f"    in: {len(sets)} of {counted(total, 'page set')}: {careers}; {forms}", dim=True)
    )


def _some(names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    more = len(different) - _NAMED
    return ", ".join(different[:_NAMED]) + (f" and {more} more" if more > 0 else "")
