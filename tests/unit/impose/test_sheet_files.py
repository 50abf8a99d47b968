"""Files and folders of sheets: booklets in one file, what is left alone, what is warned of."""

from pathlib import Path

import pytest
from tests.sheets import numbered, texts
from tests.unit.binder.test_document_parts import combined

from careerprint.errors import Severity
from careerprint.impose.imposition import impose
from careerprint.impose.sheet_files import (
    Kind,
    SheetOrder,
    earlier_sheets,
    kind_of,
    lay_out,
    pdfs_below,
)
from careerprint.impose.sheet_findings import findings_on
from careerprint.impose.sheet_plan import Scheme
from careerprint.impose.source_pages import FinishedPdfError

SADDLE = SheetOrder(scheme=Scheme.SADDLE, is_careful=True)


def test_booklets_of_one_file_are_folded_each_by_itself() -> None:
    made = impose(combined(8, 3), scheme=Scheme.SADDLE)
    first = [["p8", "p1"], ["p2", "p7"], ["p6", "p3"], ["p4", "p5"]]
    assert texts(made.pdf) == [*first, ["p1"], ["p2", "p3"]]
    assert (made.booklets, made.sheets, made.thickest, made.blanks) == (2, 3, 2, 1)


@pytest.mark.parametrize(("scheme", "sheets"), [(Scheme.TWO_UP, 4), (Scheme.FOUR_UP, 2)])
def test_each_booklet_begins_a_sheet_in_every_scheme(scheme: Scheme, sheets: int) -> None:
    made = impose(combined(3, 4), scheme=scheme)
    assert made.sheets == sheets
    assert [side[0] for side in texts(made.pdf)].count("p1") == 2


def test_every_booklet_of_a_file_creeps_by_itself() -> None:
    alone = impose(numbered(12), scheme=Scheme.SADDLE, creep_mm=4)
    both = impose(combined(12, 12), scheme=Scheme.SADDLE, creep_mm=4)
    assert texts(both.pdf) == texts(alone.pdf) * 2


def test_sheets_are_not_laid_out_again() -> None:
    sheets = impose(numbered(4), scheme=Scheme.SADDLE).pdf
    with pytest.raises(FinishedPdfError, match="sheets already"):
        impose(sheets, scheme=Scheme.TWO_UP)


def test_kinds_are_told_apart_by_what_files_say(tmp_path: Path) -> None:
    contents = {
        Kind.BOOKLET: numbered(4),
        Kind.SHEETS: impose(numbered(4), scheme=Scheme.SADDLE).pdf,
        Kind.COMBINED: combined(2, 2),
    }
    for kind, content in contents.items():
        (tmp_path / "a.pdf").write_bytes(content)
        assert kind_of(tmp_path / "a.pdf") is kind
    (tmp_path / "a.pdf").write_bytes(b"damaged")
    assert kind_of(tmp_path / "a.pdf") is Kind.BOOKLET  # it is named when it is laid out


def test_hidden_and_own_files_are_not_looked_for(tmp_path: Path) -> None:
    for name in ("b.pdf", "sub/a.PDF", ".hidden/c.pdf", "sub/.d.pdf", "out/e.pdf", "f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = pdfs_below(tmp_path, leaving_out=tmp_path / "out")
    assert [file.relative_to(tmp_path).as_posix() for file in found] == ["b.pdf", "sub/a.PDF"]


def test_sheets_take_the_place_of_sheets_only(tmp_path: Path) -> None:
    source, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(numbered(4))
    target.write_bytes(numbered(2))
    laid = lay_out(source, target, SADDLE)
    assert laid.imposed is None
    assert "place of another file" in laid.findings[0].message
    assert target.read_bytes() == numbered(2)
    target.unlink()
    for _ in range(2):
        assert lay_out(source, target, SADDLE).imposed is not None
    assert earlier_sheets(tmp_path, [target]) == ()
    assert earlier_sheets(tmp_path, []) == (target,)


def test_a_booklet_that_no_stapler_takes_is_warned_of() -> None:
    for pages, said in ((80, []), (81, [Severity.WARNING])):
        made = impose(numbered(pages), scheme=Scheme.SADDLE)
        found = list(findings_on(made, Path("a.pdf"), Scheme.SADDLE))
        assert [one.severity for one in found] == said
    assert "21 sheets is too thick" in found[0].message
    flat = impose(numbered(81), scheme=Scheme.TWO_UP)
    assert not list(findings_on(flat, Path("a.pdf"), Scheme.TWO_UP))
