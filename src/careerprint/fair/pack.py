"""The files of a fair's pack, made one after the other: what is right already is left as it is."""

import hashlib
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from careerprint.errors import CareerprintError, Diagnostic, WriteError, on_file
from careerprint.fair.fair_pages import FOLDED, FairPages
from careerprint.fair.fair_plan import FairPlan
from careerprint.fair.made_before import Made, MadeBefore
from careerprint.fair.order import OrderLine, sheets_of
from careerprint.fair.pack_items import SMALL, PackItem
from careerprint.handouts.printing import Printed, Printing
from careerprint.impose.sheet_files import SheetOrder, lay_out
from careerprint.impose.sheet_plan import Scheme
from careerprint.preflight.press_file import press_path
from careerprint.profile.library import Career, Library
from careerprint.publish.files import write_whole
from careerprint.publish.for_press import write_for_press
from careerprint.render.layouts import Layout, named_layout
from careerprint.sections.keys import section_key
from careerprint.sections.sections import Sections
from careerprint.settings import Settings, Variant
from careerprint.view.guide_page import Facts, Shown

if TYPE_CHECKING:
    from careerprint.press.press import Press

SHEETS_MARK: Final = "-sheets"
"""Behind the name of a file whose pages are laid out on sheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file of the pack.

    ``line`` is its line of the order, with its pages as they are; None if it could not be made.
    ``files`` are those that stand there for it, by their names in the folder: the one to print is
    named in the line. ``fault`` is the traceback of a fault of our own.
    """

    item: PackItem
    line: OrderLine | None
    files: tuple[str, ...] = ()
    is_unchanged: bool = False
    findings: tuple[Diagnostic, ...] = ()
    fault: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing of it."""
        return self.line is not None and not any(one.is_error for one in self.findings)


@dataclass(kw_only=True, eq=False)
class Pack:
    """Makes a pack in a folder.

    ``variant`` is the form of the fair's own pages. With a ``press`` each file has one for a print
    shop beside it, which the order then names. ``check`` raises if the run was interrupted.
    """

    plan: FairPlan
    library: Library
    settings: Settings
    sections: Sections
    folder: Path
    variant: Variant
    press: "Press | None" = None
    check: Callable[[], None] = lambda: None

    @cached_property
    def pages(self) -> FairPages:
        """What sets the fair's own pages."""
        return FairPages(self.settings, self.sections)

    @cached_property
    def _before(self) -> MadeBefore:
        return MadeBefore(self.folder)

    def make(self, items: tuple[PackItem, ...]) -> Iterator[Outcome]:
        """Make files and give each outcome at once; one that fails does not stop the rest.

        Raises ``WriteError`` if the disk takes no more: what is made stands there.
        """
        try:
            for item in items:
                yield self._made(item)
                self.check()
        finally:
            self._before.save()

    def left_over(self) -> tuple[str, ...]:
        """Give the files of earlier runs that are no part of this pack."""
        return self._before.left_over()

    def _made(self, item: PackItem) -> Outcome:
        try:
            return self._guide(item) if item.language else self._handouts(item)
        except WriteError:
            raise
        except CareerprintError as error:
            said = (on_file(self.folder / item.name, error.message, error.hint),)
            return Outcome(item=item, line=None, findings=said)
        except Exception:  # noqa: BLE001, RUF100 - our own fault must not cost the other files
            return Outcome(item=item, line=None, fault=traceback.format_exc())

    # --- the guide -------------------------------------------------------------------------

    def _guide(self, item: PackItem) -> Outcome:
        assert item.language  # noqa: S101 - it is a guide
        plan, variant = self.plan, self.variant
        shown = [
            Shown(career=self.library.career(path, item.language), stands=plan.stands_of(path))
            for path in plan.careers
        ]
        facts = facts_of(plan)
        pdf, key = self.pages.guide(
            shown,
            plan.rows,
            facts,
            variant=variant,
            language=item.language,
            paper=SMALL[variant.paper],
        )
        names = self._names(item, is_laid_out=True)
        key = self._key(key)
        if known := self._still(names, key):
            return self._outcome(item, names, known, is_unchanged=True)
        source = self.folder / item.name
        write_whole(source, pdf)
        laid = lay_out(source, self.folder / names[1], SheetOrder(scheme=Scheme.SADDLE))
        findings = laid.findings
        if self.press:
            findings += write_for_press(source, pdf, self.press).findings
        sheets = laid.imposed.sheets if laid.imposed else 1
        return self._noted(item, names, key, FOLDED * sheets, sheets, findings)

    # --- handouts --------------------------------------------------------------------------

    def _handouts(self, item: PackItem) -> Outcome:
        names = self._names(item, is_laid_out=item.is_imposed)
        key = self._key_of(item)
        if known := self._still(names, key):
            return self._outcome(item, names, known, is_unchanged=True)
        target = self.folder / item.name
        settings = replace(item.settings, output=target.parent)
        combined = target if item.is_combined else None
        press = None if item.is_imposed else self.press
        printing = Printing(
            settings, self.sections, combined=combined, press=press, check=self.check
        )
        printed = []
        for one in printing.print_groups(self.library, item.groups):
            if one.is_unwritten:
                raise WriteError(one.diagnostics[-1].message, hint=one.diagnostics[-1].hint)
            printed.append(one)
        file, for_press = printing.bind()
        findings = [*printing.warnings, *(of for one in printed for of in one.diagnostics)]
        findings += for_press.findings
        fault = "".join(one.fault for one in printed)
        done = [one for one in printed if one.path]
        if not done or (item.is_combined and file is None):
            return Outcome(item=item, line=None, findings=tuple(findings), fault=fault)
        if item.is_imposed:
            order = self.press.order if self.press else None
            sheets_order = SheetOrder(scheme=Scheme.TWO_UP, press=order)
            findings += lay_out(target, self.folder / names[1], sheets_order).findings
        pages, sheets = _paper_of(done, item)
        outcome = self._noted(item, names, key, pages, sheets, tuple(findings))
        return replace(outcome, fault=fault)

    def _key_of(self, item: PackItem) -> str:
        """Give the key of all that is on the sheets of a file."""
        fonts = self.sections.fonts
        return self._key(*(section_key(*one, fonts) for one in self._on_sheets(item)))

    def _on_sheets(self, item: PackItem) -> Iterator[tuple[tuple[Career, ...], Layout, Variant]]:
        """Give what is typeset for a file: the careers of each sheet, in which layout and form."""
        settings = item.settings
        languages = settings.variant.languages
        layout = named_layout(settings.layout, settings.layout_folders, languages=len(languages))
        for group in item.groups:
            usable = [one for one in group.paths if self.library.is_usable(one, languages)]
            careers = [self.library.career(one, lang) for one in usable for lang in languages]
            if careers:
                yield tuple(careers), layout, replace(settings.variant, stand=group.stand)

    # --- files -----------------------------------------------------------------------------

    def _names(self, item: PackItem, *, is_laid_out: bool) -> tuple[str, ...]:
        """Give the files of an item, the one to print last."""
        names = [item.name]
        if is_laid_out:
            names.append(item.name.replace(".pdf", f"{SHEETS_MARK}.pdf"))
        if self.press:
            # a shop lays out pages by itself; cards are laid out for it, to be cut
            to_print = names[-1] if item.is_imposed else item.name
            names.append(str(press_path(Path(to_print))))
        return tuple(names)

    def _key(self, *keys: str) -> str:
        order = self.press.order if self.press else None
        profile = hashlib.sha256(order.profile.content).hexdigest() if order else ""
        return hashlib.sha256("\n".join((*keys, repr(order), profile)).encode()).hexdigest()

    def _still(self, names: tuple[str, ...], key: str) -> Made | None:
        """Give what is known of files that all stand there as they were made of the same."""
        found = [self._before.still(name, key) for name in names]
        return found[0] if all(found) else None

    def _noted(
        self,
        item: PackItem,
        names: tuple[str, ...],
        key: str,
        pages: int,
        sheets: int,
        findings: tuple[Diagnostic, ...],
    ) -> Outcome:
        has_failed = any(one.is_error for one in findings)
        for name in names if not has_failed else ():
            self._before.note(name, key, pages, sheets)
        made = Made(key=key, digest="", pages=pages, sheets=sheets)
        return replace(self._outcome(item, names, made), findings=findings)

    def _outcome(
        self, item: PackItem, names: tuple[str, ...], made: Made, *, is_unchanged: bool = False
    ) -> Outcome:
        there = tuple(name for name in names if (self.folder / name).is_file())
        line = replace(
            item.line,
            file=names[-1],
            pages=made.pages,
            sheets_a_copy=made.sheets,
            is_about=False,
            staple="fold" if item.language and made.sheets > 1 else item.line.staple,
        )
        return Outcome(item=item, line=line, files=there, is_unchanged=is_unchanged)


def facts_of(plan: FairPlan) -> Facts:
    """Give what is said of a fair at the head of its pages."""
    file = plan.file
    return Facts(title=file.title, date=file.date or "", place=file.place or "")


def _paper_of(done: list[Printed], item: PackItem) -> tuple[int, int]:
    """Give the pages of what was printed, and the paper of one copy: each on its own sheets."""
    pages = [int(one.receipt["pages"]) for one in done]
    if item.is_imposed:
        return sum(pages), 1
    return sum(pages), sheets_of(pages, 2 if item.line.is_two_sided else 1)
