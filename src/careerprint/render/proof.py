"""A layout proved on careers and samples: what a designer must know, each fault once."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from careerprint.errors import CareerprintError, Diagnostic, FitError, Location, Severity
from careerprint.reading.plain_words import shortened
from careerprint.render.as_written import slips
from careerprint.render.cascade import LayoutText
from careerprint.render.engine_words import said
from careerprint.render.inspection import Fault, Limits, faults_on
from careerprint.render.layouts import TEMPLATE, Layout
from careerprint.render.misfit import misfits
from careerprint.render.pdf import Typeset, Typesetter
from careerprint.render.section import LaidOut, lay_out, lay_out_at_smallest
from careerprint.render.specimens import PageSet
from careerprint.render.unprinted import unprinted
from careerprint.settings import Ink, Settings
from careerprint.typefaces.own_faces import own_faces
from careerprint.view.page import Page


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
    """A proof of a layout: page sets are printed one after the other, faults gathered."""

    def __init__(
        self, layout: Layout, typesetter: Typesetter, families: Iterable[str] = ()
    ) -> None:
        """Open it; ``families`` are those of a project's own fonts."""
        self._layout, self._typesetter = layout, typesetter
        self._text = LayoutText(layout)
        self._slips = tuple(slips(layout))
        self._limits = Limits(
            floor_pt=layout.file.floor_pt,
            families=(*families, *self._text.families),
            times_em=layout.file.times_em,
        )
        self._locations: dict[tuple[str, str], Location] = {}
        self._worst: dict[tuple[str, str], tuple[Fault, Location]] = {}
        self._page_sets: dict[tuple[str, str], list[PageSet]] = {}
        self._lost: dict[str, str] = {}
        self._lost_sets: list[PageSet] = []
        self._left_out: dict[str, None] = {}
        self._left_out_sets: list[PageSet] = []

    def print(self, page_set: PageSet) -> None:
        """Print a page set and note what is wrong with it.

        That is: engine warnings, fields and pictures that are not there, a page of another size,
        text under the layout's floor, low contrast, typefaces that are not there, what is painted
        out of order, parts that are printed nowhere, and what does not fit.
        """
        variant, specimen = page_set.variant, page_set.specimen
        for slip in self._slips:
            fault = Fault(kind=slip.message, message=slip.message, hint=slip.hint)
            self._note(replace(fault, is_warning=slip.is_warning), slip.location, page_set)
        try:
            laid = lay_out(
                specimen.career,
                others=specimen.others,
                layout=self._layout,
                variant=variant,
                typesetter=self._typesetter,
            )
        except FitError as error:
            self._note_misfit(error, page_set)
        except CareerprintError as error:
            self._note(_refused(error), getattr(error, "location", None), page_set)
        else:
            self._inspect(laid.page, laid.typeset, page_set)
            if laid.receipt.left_out and not specimen.is_sample:  # they have more than a career
                self._left_out |= dict.fromkeys(laid.receipt.left_out)
                self._left_out_sets.append(page_set)
            if not laid.typeset.faults:
                self._write(laid, page_set)

    def _inspect(self, page: Page, typeset: Typeset, page_set: PageSet) -> None:
        """Note what is wrong with pages that were laid out."""
        for message in (*typeset.warnings, *typeset.faults):
            told = said(message, self._text)
            fault = Fault(kind=told.message, message=told.message, hint=told.hint)
            self._note(fault, told.location, page_set)
        limits = replace(
            self._limits,
            own_widths=frozenset(self._layout.file.chart_mm(page_set.variant.paper)),
            paper=page_set.variant.paper.value,
        )
        for fault in faults_on(page, typeset.boxes, limits):
            self._note(fault, None, page_set)
        self._note_lost(page, typeset, page_set)

    def _note_misfit(self, error: FitError, page_set: PageSet) -> None:
        """Note what keeps a page set from fitting, and that it does not.

        It is looked at as it comes out at the smallest size, on as many pages as it takes.
        """
        specimen = page_set.specimen
        page, typeset = lay_out_at_smallest(
            specimen.career,
            others=specimen.others,
            layout=self._layout,
            variant=page_set.variant,
            typesetter=self._typesetter,
        )
        self._inspect(page, typeset, page_set)
        why = [*misfits(typeset.boxes, typeset.overruns)]
        if not error.hint:  # for its length
            why.append(_too_long(error, self._layout))
        for fault in why:
            is_warning = fault.is_warning or specimen.is_sample  # longer than a career need be
            kind = f"{fault.kind} sample" if specimen.is_sample else fault.kind
            at = self._text.setting("body_pt") if fault.kind == _LONG else None
            self._note(replace(fault, kind=kind, is_warning=is_warning), at, page_set)

    def _write(self, laid: LaidOut, page_set: PageSet) -> None:
        try:
            laid.typeset.write(is_grey=page_set.variant.ink is Ink.COPIER)
        except CareerprintError as error:
            self._note(_refused(error), None, page_set)

    def _note_lost(self, page: Page, typeset: Typeset, page_set: PageSet) -> None:
        """Note the parts that are printed nowhere and that the layout does not say it omits."""
        lost = {
            name: text
            for name, text in unprinted(page, typeset.boxes)
            if name not in self._layout.file.omits
        }
        if lost:
            self._lost_sets.append(page_set)
        for name, text in lost.items():
            self._lost.setdefault(name, text)

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

    def _note(self, fault: Fault, location: Location | None, page_set: PageSet) -> None:
        """Note a fault: what comes from one rule, or stands in one place, is one."""
        at = (fault.kind, fault.place)
        if at not in self._locations:
            self._locations[at] = location or self._location(fault)
        key = (fault.kind, str(self._locations[at]))
        sets = self._page_sets.setdefault(key, [])
        if not sets or sets[-1] is not page_set:
            sets.append(page_set)
        if key not in self._worst or fault.amount > self._worst[key][0].amount:
            self._worst[key] = (fault, self._locations[at])

    def _location(self, fault: Fault) -> Location:
        elements = fault.stand.elements
        found = self._text.declared(elements, fault.properties) if fault.properties else None
        return found or self._text.written(elements)

    @property
    def findings(self) -> tuple[ProofFinding, ...]:
        """What was found, errors before warnings, what is wrong most often first.

        That something does not fit comes last: what stands before it may be why.
        """
        found = [*self._lost_finding(), *self._left_out_finding()]
        for key, (fault, location) in self._worst.items():
            sets = tuple(self._page_sets[key])
            page = f"page {fault.stand.page + 1}" if fault.stand.elements else ""
            where = ", ".join(part for part in (fault.place, page) if part)
            found.append(
                ProofFinding(
                    diagnostic=Diagnostic(
                        location=location,
                        severity=Severity.WARNING if fault.is_warning else Severity.ERROR,
                        message=fault.message,
                        hint=fault.hint,
                    ),
                    where=where,
                    text=fault.text,
                    page_sets=sets,
                )
            )
        found.sort(key=lambda one: (not one.diagnostic.is_error, -len(one.page_sets)))
        found.sort(key=lambda one: one.diagnostic.message.startswith(_DOES_NOT_FIT))
        return tuple(found)


_LONG: Final = "long"
_DOES_NOT_FIT: Final = "does not fit"


def _too_long(error: FitError, layout: Layout) -> Fault:
    """Say that a page set does not fit to who can change the layout."""
    percent = math.ceil(100 * (1 + error.over))
    return Fault(
        kind=_LONG,
        message=f"{_DOES_NOT_FIT}: {percent}% full at the smallest size"
        f" ({layout.file.body_pt.smallest:g} pt)",
        hint="less padding and wider columns in style.css, or in layout.yaml a smaller"
        " body_pt.smallest;\npages: any prints all of it while you design",
        amount=error.over,
    )


def _refused(error: CareerprintError) -> Fault:
    """Give the fault of a page set that could not be printed."""
    message = getattr(error, "bare", error.message)
    return Fault(kind=message, message=message, hint=error.hint)


def open_proof(layout: Layout, settings: Settings) -> Proof:
    """Open the proof of a layout with the typefaces of a project."""
    fonts = settings.font_folder
    typesetter = Typesetter(roots=settings.layout_folders, font_folder=fonts)
    return Proof(layout, typesetter, (one.family for one in own_faces(fonts)))
