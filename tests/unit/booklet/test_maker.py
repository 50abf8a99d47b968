"""A booklet is its reader's alone: nothing in it hangs on whom it was set along with."""

from pathlib import Path

import pymupdf
from tests.conftest import CAREERS

from careerprint.booklet.booklet_file import BookletFile
from careerprint.booklet.maker import BookletMaker, Copy, find_forms
from careerprint.profile.library import Library
from careerprint.render.pdf import Typesetter
from careerprint.resources import shipped
from careerprint.sections.sections import Sections
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
