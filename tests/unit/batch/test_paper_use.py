"""What a run takes of paper: sheets by how pages lie on them, pages by the rule of the form."""

from dataclasses import replace

import pytest
from tests.editions import FOLDERS, TWELVE, careers

from careerprint.batch.paper_use import PaperUse, Printing, printing_of
from careerprint.booklet.booklet_file import BookletFile
from careerprint.booklet.edition import Edition
from careerprint.booklet.forms import find_forms
from careerprint.booklet.page_count import PageRule
from careerprint.impose.sheet_plan import Scheme
from careerprint.settings import Ink, Paper


def _rule(file: BookletFile, paper: Paper = Paper.LETTER) -> PageRule:
    return PageRule(file, find_forms(file, FOLDERS, paper), paper)


def test_the_cost_of_a_schools_booklets_in_one_line() -> None:
    folded = Printing(pages_a_sheet=4, is_folded=True)
    use = PaperUse()
    for _ in range(400):
        use.add(20, folded)
    said = "400 booklets · 8,000 pages · 2,000 sheets, two-sided, folded"
    assert use.words(folded) == said


@pytest.mark.parametrize(
    ("pages", "printing", "sheets"),
    [
        (5, Printing(), 3),
        (5, Printing(pages_a_sheet=4, is_folded=True), 2),
        (8, Printing(pages_a_sheet=4, is_folded=True), 2),
    ],
)
def test_each_booklet_is_on_sheets_of_its_own(pages: int, printing: Printing, sheets: int) -> None:
    use = PaperUse()
    use.add(pages, printing)
    use.add(pages, printing, is_about=True)
    assert (use.booklets, use.pages, use.sheets) == (2, 2 * pages, 2 * sheets)
    assert f"· about {2 * pages} pages · about {2 * sheets} sheets, two-sided" in use.words(
        printing
    )


@pytest.mark.parametrize(
    ("edition", "scheme", "ink", "said", "pages_a_sheet"),
    [
        (Edition.POCKET, None, Ink.COLOR, "two-sided, folded", 4),
        (Edition.SHORT, None, Ink.COPIER, "two-sided, for the copier", 2),
        (Edition.FULL, Scheme.SADDLE, Ink.COLOR, "two-sided, folded", 4),
        (None, Scheme.TWO_UP, Ink.COLOR, "one-sided, to cut", 2),
        (None, Scheme.FOUR_UP, Ink.COLOR, "one-sided, to cut", 4),
    ],
)
def test_how_it_is_printed_comes_from_edition_and_scheme(
    edition: Edition | None, scheme: Scheme | None, ink: Ink, said: str, pages_a_sheet: int
) -> None:
    file = BookletFile(title="T", edition=edition)
    paper = Paper.HALF_LETTER if edition is Edition.POCKET else Paper.LETTER
    printing = printing_of(find_forms(file, FOLDERS, paper), file, scheme, ink)
    assert (printing.said, printing.pages_a_sheet) == (said, pages_a_sheet)


@pytest.mark.parametrize(
    ("edition", "paper", "pages"),
    [
        (Edition.POCKET, Paper.HALF_LETTER, (8, 12, 20, 52)),
        (Edition.SHORT, Paper.LETTER, (6, 6, 8, 16)),
        (Edition.FULL, Paper.LETTER, (6, 8, 12, 28)),
    ],
)
def test_the_rule_of_an_edition_gives_its_pages(
    edition: Edition, paper: Paper, pages: tuple[int, ...]
) -> None:
    rule = _rule(BookletFile(title="T", edition=edition), paper)
    counts = [rule.count(careers(TWELVE[:count])) for count in (1, 2, 4, 12)]
    assert tuple(one.pages for one in counts) == pages
    assert not any(one.is_about for one in counts)


def test_a_career_that_may_need_the_roomier_form_makes_it_about() -> None:
    """As many words as the short form just holds; the library's own are shorter or longer."""
    (career,) = careers(["music-producer"])
    file = BookletFile(title="T", edition=Edition.SHORT)
    short = find_forms(file, FOLDERS, Paper.LETTER).chapter.file
    longer = " word" * (short.words_on(Paper.LETTER) - short.words_of(career))
    profile = career.profile.model_copy(update={"closing": career.profile.closing + longer})
    assert _rule(file).count([replace(career, profile=profile)]).is_about
    assert not _rule(file).count(careers(["welder"])).is_about


def test_handouts_are_exact_and_a_free_booklet_is_about() -> None:
    two = careers(TWELVE[:2])
    handouts = BookletFile(title="T", parts=("careers",), layout="one-pager", starts_right=False)
    exact = _rule(handouts).count(two)
    assert (exact.pages, exact.is_about) == (2, False)
    free = BookletFile(title="T", parts=("cover", "contents", "careers", "back-cover"))
    found = _rule(free).count(two)
    assert (found.pages, found.is_about) == (8, True)  # with a blank before the back cover
