"""How many pages a booklet will have, by the rule of its form, before anything is set."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from careerprint.binder.pagination import Extent, Side, paginate
from careerprint.booklet.booklet_file import CAREERS, WORKSHEETS, BookletFile
from careerprint.booklet.edition import notes_pages
from careerprint.booklet.forms import Forms
from careerprint.profile.library import Career
from careerprint.render.layouts import Layout
from careerprint.settings import Paper

_NEARLY: Final = 0.86
"""Careers with so many of the words that a layout holds may be too long for it."""
_EXACT: Final = frozenset({"cover", CAREERS, WORKSHEETS, "back-cover"})
"""Parts of a free booklet whose pages are known before they are set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCount:
    """Pages of a booklet; ``is_about`` says that it may turn out to have some more or less."""

    pages: int
    is_about: bool = False


class PageRule:
    """Counts the pages of the booklets of one file, on one paper."""

    def __init__(self, file: BookletFile, forms: Forms, paper: Paper) -> None:
        self._file, self._forms, self._paper = file, forms, paper
        self._shares: dict[tuple[str, str, str], float] = {}

    def count(self, careers: Sequence[Career]) -> PageCount:
        """Give the pages of a booklet of some careers."""
        each = [self._of_career(career) for career in careers]
        is_about = any(one.is_about for one in each)
        pages = [one.pages for one in each]
        edition = self._forms.around.file.edition if self._file.edition else None
        if edition is None:
            is_known = _EXACT.issuperset(self._file.parts)
            return PageCount(pages=self._free(pages), is_about=is_about or not is_known)
        around = len(edition.parts if len(careers) > 1 else edition.alone) - 1
        total = around + sum(pages)
        return PageCount(
            pages=total + notes_pages(total, is_folded=edition.fold), is_about=is_about
        )

    def _of_career(self, career: Career) -> PageCount:
        """Give the pages of a career, in a roomier form if it is surely too long for its own."""
        *smaller, last = (self._forms.chapter, *self._forms.roomier)
        fitting = (one for one in smaller if self._share(career, one) <= 1)
        layout = next(fitting, last)
        is_long = bool(smaller) and self._share(career, layout) > _NEARLY
        return PageCount(
            pages=layout.file.pages or 1, is_about=is_long or layout.file.pages is None
        )

    def _share(self, career: Career, layout: Layout) -> float:
        """Give how much of what a layout holds a career has."""
        key = (career.id, career.language, layout.name)
        if key not in self._shares:
            words = layout.file.words_of(career)
            self._shares[key] = words / layout.file.words_on(self._paper)
        return self._shares[key]

    def _free(self, pages: Sequence[int]) -> int:
        """Give the pages of a booklet that names its parts itself, each of one page."""
        file = self._file
        side = Side.RIGHT if file.starts_right else Side.ANY
        sheet = self._forms.worksheet.file.pages or 1
        extents: list[Extent] = []
        for name in file.parts:
            if name == CAREERS:
                for one in pages:
                    extents.append(Extent(pages=one, side=side))
                    extents += [Extent(pages=sheet)] if file.worksheet_after_each else []
            elif name == WORKSHEETS:
                extents.append(Extent(pages=sheet * len(pages), side=side))
            else:
                own = Side.LEFT if name == "back-cover" else Side.ANY
                extents.append(Extent(pages=1, side=own))
        return sum(one.blanks for one in paginate(extents)) + sum(one.pages for one in extents)
