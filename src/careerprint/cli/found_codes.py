"""How codes that may be meant look on a terminal."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careerprint.figures.code_search import Code
    from careerprint.figures.tables import Tables


def code_lines(found: "Sequence[Code]", figures: "Tables") -> "Iterator[str]":
    """Give a line for each code: code, median pay, jobs, title, and what it was found as."""
    for one in found:
        known = f"  ({one.known_as})" if one.known_as else ""
        yield f"{one.soc}  {_pay(one.soc, figures):>20}  {one.title}{known}"


def _pay(soc: str, figures: "Tables") -> str:
    pay = figures.pay(soc)
    if pay is None:
        return "no pay published"
    if pay.median is None:
        median = "top-coded"
    else:
        median = f"${pay.median:,.0f}" if pay.per == "year" else f"${pay.median:,.2f}/h"
    jobs = f"{pay.jobs:,} jobs" if pay.jobs is not None else "jobs n/a"
    return f"{median:>9} {jobs:>15}"
