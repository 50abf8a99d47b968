"""A finished PDF → its press file, proved before anybody sees it."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from careerprint.errors import Diagnostic, Severity, on_file
from careerprint.preflight.demands import Demands
from careerprint.preflight.flaw import Flaw
from careerprint.preflight.preflight import preflight_for
from careerprint.press.press import Press
from careerprint.press.press_error import PressError

_MARK: Final = "-press"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressFile:
    """A press file, or None if it has flaws that are errors, or could not be made.

    ``refusal`` is why it could not be made.
    """

    pdf: bytes | None = field(repr=False)
    flaws: tuple[Flaw, ...] = ()
    refusal: PressError | None = None

    def findings(self, path: Path) -> tuple[Diagnostic, ...]:
        """Give what is to be said of the file at a path: each error, warnings once a rule."""
        said = [flaw.on(path) for flaw in self.flaws if flaw.is_error]
        if self.refusal is not None:
            said.append(on_file(path, self.refusal.message, self.refusal.hint))
        said += [flaw.on(path) for flaw in _once_a_rule(self.flaws)]
        return tuple(said)


def press_file(pdf: bytes, press: Press) -> PressFile:
    """Make the press file of a PDF and prove it; what is wrong with it is in what is given."""
    try:
        made = press.made(pdf)
    except PressError as error:
        return PressFile(pdf=None, refusal=error)
    demands = Demands(ink_percent=press.order.ink_limit_percent)
    flaws = preflight_for(demands).flaws(made)
    return PressFile(pdf=None if any(flaw.is_error for flaw in flaws) else made, flaws=flaws)


def press_path(path: Path) -> Path:
    """Give the path of the press file of the file at a path: it stands beside it."""
    return path.with_name(f"{path.stem}{_MARK}{path.suffix}")


def is_press_path(path: Path) -> bool:
    """Whether a file has the name of a press file."""
    return path.stem.endswith(_MARK)


def _once_a_rule(flaws: tuple[Flaw, ...]) -> list[Flaw]:
    """Give the first warning of each rule, with the number of places of all."""
    first: dict[str, Flaw] = {}
    for flaw in flaws:
        if flaw.severity is not Severity.WARNING:
            continue
        known = first.get(flaw.rule)
        first[flaw.rule] = replace(known, count=known.count + flaw.count) if known else flaw
    return list(first.values())
