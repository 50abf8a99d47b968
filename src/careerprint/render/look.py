"""A look at a page set: what is wrong with the pages that a layout makes of it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from careerprint.errors import CareerprintError, FitError, Location
from careerprint.render.as_written import slips
from careerprint.render.boxes import NOWHERE
from careerprint.render.cascade import LayoutText
from careerprint.render.engine_words import said
from careerprint.render.inspection import Fault, Limits, faults_on
from careerprint.render.layouts import Layout
from careerprint.render.misfit import misfits
from careerprint.render.pdf import Typeset, Typesetter
from careerprint.render.section import LaidOut, lay_out, lay_out_at_smallest
from careerprint.render.specimens import PageSet
from careerprint.render.unprinted import unprinted
from careerprint.settings import Ink
from careerprint.view.page import Page
from careerprint.view.printed_parts import EXTRAS


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A fault of a page set, the line that it comes from, and where on the page it is in words."""

    fault: Fault
    location: Location
    where: str


@dataclass(slots=True, kw_only=True)
class Notes:
    """What was seen on one page set, fit to be sent: nothing of its pages is in it.

    ``lost`` are the parts that are printed nowhere, with what they say; ``left_out`` those that a
    career must do without.
    """

    noted: dict[tuple[str, str], Noted] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


class Look:
    """Prints page sets in a layout, one after the other, and says what is wrong with each."""

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

    def at(self, page_set: PageSet) -> Notes:
        """Print a page set and give what is wrong with it.

        That is: engine warnings, fields and pictures that are not there, a page of another size,
        text under the layout's floor, low contrast, typefaces that are not there, what is painted
        out of order, parts that are printed nowhere, and what does not fit.
        """
        notes = Notes()
        variant, specimen = page_set.variant, page_set.specimen
        for slip in self._slips:
            fault = Fault(kind=slip.message, message=slip.message, hint=slip.hint)
            self._note(notes, replace(fault, is_warning=slip.is_warning), slip.location)
        try:
            laid = lay_out(
                specimen.career,
                others=specimen.others,
                layout=self._layout,
                variant=variant,
                typesetter=self._typesetter,
            )
        except FitError as error:
            self._note_misfit(notes, error, page_set)
        except CareerprintError as error:
            self._note(notes, refusal(error), getattr(error, "location", None))
        else:
            self._inspect(notes, laid.page, laid.typeset, page_set)
            if not specimen.is_sample:  # they have more than a career
                extras = self._layout.file.if_room  # lack of room for one is no fault
                notes.left_out = tuple(n for n in laid.receipt.left_out if n not in extras)
            if not laid.typeset.faults:
                self._write(notes, laid, page_set)
        return notes

    def _inspect(self, notes: Notes, page: Page, typeset: Typeset, page_set: PageSet) -> None:
        """Note what is wrong with pages that were laid out."""
        for message in (*typeset.warnings, *typeset.faults):
            told = said(message, self._text)
            fault = Fault(kind=told.message, message=told.message, hint=told.hint)
            self._note(notes, fault, told.location)
        limits = replace(
            self._limits,
            own_widths=frozenset(self._layout.file.chart_mm(page_set.variant.paper)),
            paper=page_set.variant.paper.value,
        )
        for fault in faults_on(page, typeset.boxes, limits):
            self._note(notes, fault, None)
        # nor does the layout say that it omits them, nor is it free not to print them
        file = self._layout.file
        free = {*file.omits, *EXTRAS}.difference(file.if_room)
        notes.lost |= {n: text for n, text in unprinted(page, typeset.boxes) if n not in free}

    def _note_misfit(self, notes: Notes, error: FitError, page_set: PageSet) -> None:
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
        self._inspect(notes, page, typeset, page_set)
        why = [*misfits(typeset.boxes, typeset.overruns)]
        if not error.hint:  # for its length
            why.append(_too_long(error, self._layout))
        for fault in why:
            is_warning = fault.is_warning or specimen.is_sample  # longer than a career need be
            kind = f"{fault.kind} sample" if specimen.is_sample else fault.kind
            at = self._text.setting("body_pt") if fault.kind == _LONG else None
            self._note(notes, replace(fault, kind=kind, is_warning=is_warning), at)

    def _write(self, notes: Notes, laid: LaidOut, page_set: PageSet) -> None:
        try:
            laid.typeset.write(is_grey=page_set.variant.ink is Ink.COPIER)
        except CareerprintError as error:
            self._note(notes, refusal(error), None)

    def _note(self, notes: Notes, fault: Fault, location: Location | None) -> None:
        """Note a fault: what comes from one rule, or stands in one place, is one, the worst."""
        at = (fault.kind, fault.place)
        before = notes.noted.get(at)
        if before and fault.amount <= before.fault.amount:
            return
        page = f"page {fault.stand.page + 1}" if fault.stand.elements else ""
        notes.noted[at] = Noted(
            fault=replace(fault, selector=fault.place, stand=NOWHERE),
            location=before.location if before else location or self._location(fault),
            where=", ".join(part for part in (fault.place, page) if part),
        )

    def _location(self, fault: Fault) -> Location:
        elements = fault.stand.elements
        found = self._text.declared(elements, fault.properties) if fault.properties else None
        return found or self._text.written(elements)


_LONG: Final = "long"
DOES_NOT_FIT: Final = "does not fit"


def _too_long(error: FitError, layout: Layout) -> Fault:
    """Say that a page set does not fit to who can change the layout."""
    percent = math.ceil(100 * (1 + error.over))
    return Fault(
        kind=_LONG,
        message=f"{DOES_NOT_FIT}: {percent}% full at the smallest size"
        f" ({layout.file.body_pt.smallest:g} pt)",
        hint="less padding and wider columns in style.css, or in layout.yaml a smaller"
        " body_pt.smallest;\npages: any prints all of it while you design",
        amount=error.over,
    )


def refusal(error: CareerprintError) -> Fault:
    """Give the fault of a page set that could not be printed."""
    message = getattr(error, "bare", error.message)
    return Fault(kind=message, message=message, hint=error.hint)
