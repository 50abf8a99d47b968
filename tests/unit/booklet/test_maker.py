"""A booklet is its reader's alone: nothing in it hangs on whom it was set along with."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from tests.conftest import CAREERS
from tests.editions import TWELVE, careers, last_ink, press

from careerprint.binder.pagination import Extent
from careerprint.booklet.booklet_file import BookletFile
from careerprint.booklet.edition import Edition
from careerprint.booklet.forms import find_forms
from careerprint.booklet.front_matter import FrontMatter
from careerprint.booklet.maker import BookletMaker, Copy, _Extents
from careerprint.errors import FitError, UsageError
from careerprint.profile.library import Career, Library
from careerprint.render.pdf import Typesetter
from careerprint.resources import shipped
from careerprint.sections.sections import Sections, Wanted
from careerprint.sections.store import default_folder
from careerprint.settings import Paper, Variant
from careerprint.view.booklet_page import Cover

FOLDERS = (shipped("layouts"),)
LIBRARY = Library((CAREERS,))
PARTS = ("cover", "contents", "comparison", "careers", "sources", "back-cover")


def _press() -> BookletMaker:
    file = BookletFile(title="Careers to look at", parts=PARTS)
    sections = Sections(lambda: Typesetter(roots=FOLDERS), default_folder())
    forms = find_forms(file, FOLDERS, Paper.LETTER)
    return BookletMaker(file, Variant(), sections, forms, Cover(title=file.title))


def _copy(name: str, *careers: str) -> Copy:
    found = tuple(LIBRARY.career(LIBRARY.find(career, Path())) for career in careers)
    return Copy(careers=found, recipient=name, owner=name)


def test_neighbours_leave_no_trace() -> None:
    """Set together or alone, a booklet has the same bytes, and no word of another reader."""
    copies = [
        _copy("Ana Ejemplo", "chef", "welder"),
        _copy("Testa Muster", "accountant", "farmer", "paralegal"),
    ]
    together = [bound.pdf for bound in _press().make(copies)]
    alone = [next(iter(_press().make([copy]))).pdf for copy in copies]
    assert together == alone
    with pymupdf.open(stream=together[0]) as document:
        text = "".join(page.get_text() for page in document)
    assert "Ana Ejemplo" in text
    assert "Testa" not in text
    assert "Accountant" not in text


class _Waited(Sections):
    """Sections that workers are at: what is to be done meanwhile is done at once."""

    def ahead(
        self, wanted: Iterable[Wanted], *, meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        """Have it done."""
        super().ahead(wanted)
        meanwhile()


@pytest.mark.parametrize("pages", [1, 2])
def test_what_stands_around_is_set_while_workers_are_at_the_careers(
    pages: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is set once if the careers are as long as expected; else again where that is told."""
    file = BookletFile(title="Careers to look at", parts=(*PARTS[:4], "worksheets", *PARTS[4:]))
    forms = find_forms(file, FOLDERS, Paper.LETTER)
    copy = _copy("Ana Ejemplo", "chef", "welder", "farmer")
    typesetter = Typesetter(roots=FOLDERS)

    def made(kind: type[Sections], folder: Path) -> bytes:
        sections = kind(lambda: typesetter, folder)
        maker = BookletMaker(file, Variant(), sections, forms, Cover(title=file.title))
        return next(iter(maker.make([copy]))).pdf

    whole = made(Sections, tmp_path / "one")
    done: list[str] = []

    def noted(what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            done.append(what)
            return function(*arguments)

        return call

    told = Extent(pages=pages)
    expected = _Extents(
        careers=tuple((career.id, told) for career in copy.careers),
        sheets=(("worksheets", Extent(pages=1)), *[("", Extent(pages=1))] * 2),
    )
    with monkeypatch.context() as patch:
        if pages != forms.chapter.file.pages:
            patch.setattr(BookletMaker, "_expected", lambda *_: expected)
        patch.setattr(FrontMatter, "_typeset", noted("around", FrontMatter._typeset))
        patch.setattr(BookletMaker, "_body", noted("careers", BookletMaker._body))
        assert made(_Waited, tmp_path / "other") == whole
    assert done[0] == "around"
    after = done[done.index("careers") :]
    assert after.count("around") == (0 if pages == forms.chapter.file.pages else 1)


def _long(words: int) -> Career:
    """Give a career whose texts are so much longer than it is."""
    (career,) = careers(["electrician"])
    profile = career.profile

    def more(text: str) -> str:
        return " ".join((text.split() * 9)[: words * len(text.split()) // 100])

    entries = tuple(one.model_copy(update={"text": more(one.text)}) for one in profile.day.entries)
    changes = {
        "summary": more(profile.summary),
        "work": profile.work.model_copy(update={"story": more(profile.work.story)}),
        "day": profile.day.model_copy(update={"entries": entries}),
        "money": profile.money.model_copy(update={"story": more(profile.money.story)}),
        "try_it": profile.try_it.model_copy(update={"text": more(profile.try_it.text)}),
    }
    longer = profile.model_copy(update=changes)
    return replace(career, id="long", profile=longer, digest=f"long-{words}")


def test_a_career_that_is_too_long_is_set_in_the_next_roomier_form() -> None:
    """It is said; notes with headings of their own fill the booklet up, none twice."""
    own = press(Edition.POCKET)
    (bound,) = own.make([Copy(careers=(_long(270), *careers(["chef"])), recipient="Ana")])
    assert own.roomier == {"long": "pocket-long"}
    assert bound.pages == 16
    with pymupdf.open(stream=bound.pdf) as document:
        headings = [title for level, title, _ in document.get_toc() if level == 1]
        assert headings[2:4] == ["Questions for the person I will ask", "A day that I watched"]
        assert "Chef" in document[7].get_text()
    assert min(last_ink(bound.pdf)) >= 55


def test_a_career_that_no_form_holds_is_refused_with_the_lines_to_cut() -> None:
    with pytest.raises(FitError, match="cut about"):
        list(press(Edition.POCKET).make([Copy(careers=(_long(600),))]))


def test_thirteen_careers_are_more_than_an_edition_holds() -> None:
    many = careers([*TWELVE, "paralegal"])
    with pytest.raises(UsageError, match="at most 12 careers, and these are 13"):
        list(press(Edition.POCKET).make([Copy(careers=many)]))


def test_a_running_head_that_has_no_room_is_shorter() -> None:
    (career,) = careers(["electrician"])
    title = "Electrical and electronic engineering technologist of machines and large plants"
    longer = replace(
        career, profile=career.profile.model_copy(update={"title": title}), digest="title"
    )
    (bound,) = press(Edition.POCKET).make([Copy(careers=(longer,))])
    with pymupdf.open(stream=bound.pdf) as document:
        foot = pymupdf.Rect(0, document[1].rect.height - 30, 400, document[1].rect.height)
        assert " ".join(document[1].get_text(clip=foot).split()) == f"2 {title}"
