"""A layout proved on careers and samples: what a designer must know, each fault once."""

from collections.abc import Iterator
from dataclasses import dataclass

from careerprint.errors import CareerprintError, Diagnostic, Location, Severity
from careerprint.reading.plain_words import shortened
from careerprint.render.cascade import LayoutText
from careerprint.render.layouts import TEMPLATE, Layout
from careerprint.render.look import DOES_NOT_FIT, Noted, Notes, refusal
from careerprint.render.specimens import PageSet


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFinding:
    """A fault of a layout, told once.

    ``where`` names its place on the page where it is worst, ``text`` what stands there;
    ``page_sets`` are all that have it.
    """

    diagnostic: Diagnostic
    where: str
    text: str
    page_sets: tuple[PageSet, ...]


class Proof:
    """A proof of a layout: what was seen on page sets, gathered."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._text = layout, LayoutText(layout)
        self._locations: dict[tuple[str, str], Location] = {}
        self._worst: dict[tuple[str, str], tuple[Noted, Location]] = {}
        self._page_sets: dict[tuple[str, str], list[PageSet]] = {}
        self._lost: dict[str, str] = {}
        self._lost_sets: list[PageSet] = []
        self._left_out: dict[str, None] = {}
        self._left_out_sets: list[PageSet] = []

    def take(self, page_set: PageSet, notes: Notes) -> None:
        """Gather what was seen on a page set."""
        for at, noted in notes.noted.items():
            location = self._locations.setdefault(at, noted.location)
            key = (noted.fault.kind, str(location))
            sets = self._page_sets.setdefault(key, [])
            if not sets or sets[-1] is not page_set:
                sets.append(page_set)
            if key not in self._worst or noted.fault.amount > self._worst[key][0].fault.amount:
                self._worst[key] = (noted, location)
        if notes.lost:
            self._lost_sets.append(page_set)
        for name, text in notes.lost.items():
            self._lost.setdefault(name, text)
        if notes.left_out:
            self._left_out |= dict.fromkeys(notes.left_out)
            self._left_out_sets.append(page_set)

    def refuse(self, page_set: PageSet, error: CareerprintError) -> None:
        """Note that a page set could not be looked at."""
        fault, location = refusal(error), self._text.written(())
        noted = Noted(fault=fault, location=location, where="")
        self.take(page_set, Notes(noted={(fault.kind, fault.place): noted}))

    def _lost_finding(self) -> Iterator[ProofFinding]:
        """Give all parts that are not printed as one finding: a layout is mended in one go."""
        if not self._lost:
            return
        omitted = ", ".join(sorted((*self._layout.file.omits, *self._lost)))
        first = next(text for text in self._lost.values())
        yield ProofFinding(
            diagnostic=Diagnostic(
                location=Location(self._layout.template),
                severity=Severity.ERROR,
                message=f"printed nowhere: {', '.join(sorted(self._lost))}",
                hint=f"place them in {TEMPLATE}; what is meant to be missing, say in layout.yaml:"
                f"\nomits: [{omitted}]",
            ),
            where="",
            text=shortened(first),
            page_sets=tuple(self._lost_sets),
        )

    def _left_out_finding(self) -> Iterator[ProofFinding]:
        """Give the parts that careers must do without in this layout as one finding."""
        if self._left_out:
            yield ProofFinding(
                diagnostic=Diagnostic(
                    location=self._text.setting("may_leave_out"),
                    severity=Severity.WARNING,
                    message=f"left out to make the rest fit: {', '.join(self._left_out)}",
                    hint="less padding and wider columns in style.css, or a smaller"
                    " body_pt.smallest, keep them",
                ),
                where="",
                text="",
                page_sets=tuple(self._left_out_sets),
            )

    @property
    def findings(self) -> tuple[ProofFinding, ...]:
        """What was found, errors before warnings, what is wrong most often first.

        That something does not fit comes last: what stands before it may be why.
        """
        found = [*self._lost_finding(), *self._left_out_finding()]
        for key, (noted, location) in self._worst.items():
            fault = noted.fault
            found.append(
                ProofFinding(
                    diagnostic=Diagnostic(
                        location=location,
                        severity=Severity.WARNING if fault.is_warning else Severity.ERROR,
                        message=fault.message,
                        hint=fault.hint,
                    ),
                    where=noted.where,
                    text=fault.text,
                    page_sets=tuple(self._page_sets[key]),
                )
            )
        found.sort(key=lambda one: (not one.diagnostic.is_error, -len(one.page_sets)))
        found.sort(key=lambda one: one.diagnostic.message.startswith(DOES_NOT_FIT))
        return tuple(found)
