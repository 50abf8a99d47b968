"""What a run takes of paper: how its pages come on sheets, and what all of them come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careerprint.batch.jobs import Kit
from careerprint.booklet.booklet_file import CAREERS, BookletFile
from careerprint.booklet.forms import Forms, find_forms
from careerprint.booklet.page_count import PageCount, PageRule
from careerprint.figures.matching import Matcher
from careerprint.figures.tables import Tables
from careerprint.impose.sheet_plan import Scheme
from careerprint.profile.library import Career
from careerprint.roster.student import Student
from careerprint.settings import Ink


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How booklets are printed: each on sheets of its own, so many pages on a sheet.

    ``is_two_sided`` says that sheets have two printed sides, ``is_folded`` that they are folded
    and stapled, ``is_cut`` that they are cut. ``edition`` is its name, or empty; ``what`` they are
    called.
    """

    pages_a_sheet: int = 2
    is_two_sided: bool = True
    is_folded: bool = False
    is_cut: bool = False
    edition: str = ""
    what: str = "booklet"
    ink: Ink = Ink.COLOR

    def sheets(self, pages: int) -> int:
        """Give the sheets that a booklet of so many pages takes."""
        return -(-pages // self.pages_a_sheet)

    @property
    def said(self) -> str:
        """How it is printed, in words."""
        parts = ["two-sided" if self.is_two_sided else "one-sided"]
        parts += ["folded"] if self.is_folded else []
        parts += ["to cut"] if self.is_cut else []
        parts += ["for the copier"] if self.ink is Ink.COPIER else []
        return ", ".join(parts)

    @property
    def record(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "pages_a_sheet": self.pages_a_sheet,
            "two_sided": self.is_two_sided,
            "folded": self.is_folded,
            "edition": self.edition or None,
            "ink": self.ink.value,
        }


def printing_of(forms: Forms, file: BookletFile, scheme: Scheme | None, ink: Ink) -> Printing:
    """Give how booklets are printed: on sheets of a scheme, or by their edition's rule.

    Pages of an edition that is folded lie two on each side of a sheet.
    """
    edition = forms.around.file.edition if file.edition else None
    is_folded = scheme is Scheme.SADDLE or (scheme is None and bool(edition and edition.fold))
    is_cut = scheme is not None and not is_folded
    return Printing(
        pages_a_sheet=scheme.multiple if scheme else 4 if is_folded else 2,
        is_two_sided=not is_cut,
        is_folded=is_folded,
        is_cut=is_cut,
        edition=file.edition or "",
        what="handout" if not file.edition and file.parts == (CAREERS,) else "booklet",
        ink=ink,
    )


@dataclass(slots=True, kw_only=True)
class PaperUse:
    """How many booklets, of how many pages and sheets.

    ``is_about`` says that some of the pages are counted by a rule that may fail.
    """

    booklets: int = 0
    pages: int = 0
    sheets: int = 0
    is_about: bool = False

    def add(self, pages: int, printing: Printing, *, is_about: bool = False) -> None:
        """Count a booklet; each is on sheets of its own."""
        self.booklets += 1
        self.pages += pages
        self.sheets += printing.sheets(pages)
        self.is_about |= is_about

    def words(self, printing: Printing) -> str:
        """Say it in one line: 400 booklets · 8,000 pages · 2,000 sheets, two-sided, folded."""
        about = "about " if self.is_about else ""
        kind = f"{printing.edition} {printing.what}".strip()
        return (
            f"{_counted(self.booklets, kind)} · {about}{_counted(self.pages, 'page')}"
            f" · {about}{_counted(self.sheets, 'sheet')}, {printing.said}"
        )


class Forecast:
    """Counts what booklets will take before they are made; ``language`` is who says none's.

    ``careers`` are by id and language. Of students only the first ``most`` count, if given.
    """

    def __init__(
        self,
        rule: PageRule,
        printing: Printing,
        careers: Mapping[tuple[str, str], Career],
        matcher: Matcher,
        language: str,
        most: int | None = None,
    ) -> None:
        self._rule, self._careers, self._matcher = rule, careers, matcher
        self._language, self._most = language, most
        self._counted: dict[tuple[str, tuple[str, ...]], PageCount] = {}
        self._seen = 0
        self.printing = printing
        self.use = PaperUse()

    def add(self, student: Student) -> None:
        """Count a student's booklet."""
        self._seen += 1
        if self._most and self._seen > self._most:
            return
        names = student.careers or self._matcher.careers(student.interests)
        if found := self.pages(names, student.language or self._language):
            self.use.add(found.pages, self.printing, is_about=found.is_about)

    def pages(self, names: Sequence[str], language: str) -> PageCount | None:
        """Give the pages of a booklet of some careers; None if one of them cannot be used."""
        key = (language, tuple(names))
        if key not in self._counted:
            found = [self._careers.get((name, language)) for name in names]
            good = [career for career in found if career]
            if not good or len(good) < len(found):
                return None
            self._counted[key] = self._rule.count(good)
        return self._counted[key]


def forecast_of(
    kit: Kit, folders: tuple[Path, ...], *, scheme: Scheme | None, matches: int, most: int | None
) -> Forecast:
    """Give what counts the paper that a kit's booklets will take; ``folders`` are of layouts."""
    variant = kit.variant
    forms = find_forms(kit.file, folders, variant.paper)
    profiles = {key[0]: career.profile for key, career in kit.careers.items()}
    return Forecast(
        PageRule(kit.file, forms, variant.paper),
        printing_of(forms, kit.file, scheme, variant.ink),
        kit.careers,
        Matcher(profiles, Tables(variant.figure_folders), matches),
        variant.languages[0].value,
        most,
    )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
