"""One structure tree of many: complete, in order, and every link of it leads back."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.bound import NAMES, bound, changed, content, opened, part, source
from tests.conftest import ROOT
from tests.pdf_text import painted
from tests.structure import Element, Tree, stray

from careerprint.binder.binder import Bound
from careerprint.binder.part import Part
from careerprint.binder.source import Source


def _flat(elements: list[Any]) -> list[tuple[int, str, str]]:
    return [line for element in elements for line in element.flat()]


def _parts(made: Bound) -> list[list[Any]]:
    """Give what stands below each part; faults and strays fail."""
    with opened(made) as pdf:
        tree = Tree(pdf)
        assert tree.faults == []
        assert stray(pdf, tree) == []
        (document,) = tree.tops
        assert document.role == "/Document"
        return [top.kids for top in document.kids]


def _below_top(pdf: bytes) -> list[Any]:
    with opened(pdf) as document:
        return Tree(document).tops[0].kids


@pytest.mark.parametrize("name", NAMES)
def test_a_bound_source_says_what_it_said(name: str) -> None:
    made = bound(part(name))
    (kids,) = _parts(made)
    assert _flat(kids) == _flat(_below_top(content(name)))
    assert painted(made.pdf) == painted(content(name))


def test_all_bound_into_one_say_what_they_said_in_order(tmp_path: Path) -> None:
    made = bound(*(part(name) for name in NAMES))
    for name, kids in zip(NAMES, _parts(made), strict=True):
        assert _flat(kids) == _flat(_below_top(content(name))), name
    assert painted(made.pdf) == "".join(painted(content(name)) for name in NAMES)
    (tmp_path / "all.pdf").write_bytes(made.pdf)
    done = subprocess.run(
        ["qpdf", "--check", str(tmp_path / "all.pdf")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


LONG = [name for name in NAMES if len(pikepdf.open(f"{ROOT}/tests/pdfs/{name}.pdf").pages) > 1]


@pytest.mark.parametrize("name", LONG)
def test_two_ranges_of_a_source_have_each_their_own_share(name: str) -> None:
    """Every content once, in the range of its page; the border goes through elements."""
    one = source(name)
    pages = len(one.pages)
    for border in range(1, pages):
        first, second = range(border), range(border, pages)
        parts = (Part(source=one, pages=first, name="a"), Part(source=one, pages=second, name="b"))
        halves = _parts(bound(*parts))
        assert sorted(_content(halves[0] + halves[1])) == sorted(
            _content(_below_top(content(name)))
        )
        for half, pages_of_it in zip(halves, (first, second), strict=True):
            (alone,) = _parts(bound(Part(source=source(name), pages=pages_of_it)))
            assert _flat(half) == _flat(alone)


def test_the_same_source_gives_the_same_again_after_its_ranges() -> None:
    one = source("typst-spanning-table")
    before = bound(Part(source=one)).pdf
    bound(Part(source=one, pages=range(1)), Part(source=one, pages=range(1, 3)))
    assert bound(Part(source=one)).pdf == before


def _content(elements: list[Any]) -> list[str]:
    return [line[2] for line in _flat(elements) if line[1] == "content"]


def test_a_row_without_content_stays_with_its_table() -> None:
    """The table runs over the border of the ranges; one of its cells is empty."""
    one = source("typst-spanning-table")
    parts = [Part(source=one, pages=range(n, n + 1)) for n in range(3)]
    rows = [row for kids in _parts(bound(*parts)) for row in _rows(kids)]
    assert [len(row.kids) for row in rows] == [3] * 13


def test_empty_rows_at_a_border_stay() -> None:
    def empty(pdf: pikepdf.Pdf) -> None:
        """Take away what the rows of the table's body have, cells and all."""
        table = next(k for k in _top(pdf).K if Name.Table == k.S)
        for row in list(table.K[-1].K)[3:5]:
            row.K = Array()
            for key in ("/Pg",):
                if key in row:
                    del row[key]

    one = Source(changed(content("typst-spanning-table"), empty), name="x")
    parts = [Part(source=one, pages=range(n, n + 1)) for n in range(3)]
    with opened(bound(*parts)) as pdf:
        tops = Tree(pdf).tops[0].kids
    assert sum(len(_rows(top.kids)) for top in tops) == 13


def _top(pdf: pikepdf.Pdf) -> Any:
    kids = pdf.Root.StructTreeRoot.K
    return kids[0] if isinstance(kids, Array) else kids


def _rows(elements: list[Any]) -> list[Element]:
    found = []
    for element in elements:
        if isinstance(element, Element):
            found += [element] if element.role == "/TR" else _rows(element.kids)
    return found


def test_pages_may_be_bound_twice() -> None:
    one = source("chromium-links")
    twice = _parts(bound(Part(source=one), Part(source=one), Part(source=one, pages=range(1, 2))))
    whole = _flat(_below_top(content("chromium-links")))
    assert _flat(twice[0]) == _flat(twice[1]) == whole
    assert twice[2]


def test_each_part_keeps_its_language_and_title() -> None:
    with opened(bound(part("typst-languages", title="Carpintera"), part("chromium-lists"))) as pdf:
        first, second = _top(pdf).K
        assert (str(first.Lang), str(first["/T"])) == ("es", "Carpintera")
        assert str(second.Lang) == "en"


# --- names that must be unique or agree ------------------------------------------------------


def test_identifiers_that_collide_are_renamed_and_headers_follow() -> None:
    names = ("chromium-table", "chromium-table-again", "chromium-table", "typst-footnotes")
    with opened(bound(*(Part(source=source(n)) for n in names))) as pdf:
        leaf = pdf.Root.StructTreeRoot.IDTree.Kids[0]
        listed = dict(zip(map(bytes, leaf.Names[::2]), leaf.Names[1::2], strict=True))
        assert list(listed) == sorted(listed)
        assert (bytes(leaf.Limits[0]), bytes(leaf.Limits[1])) == (min(listed), max(listed))
        for top in _top(pdf).K:
            cells = list(_cells(top))
            own = {bytes(cell.ID): cell for cell in cells if "/ID" in cell}
            for name, cell in own.items():
                assert listed[name].objgen == cell.objgen
            wanted = [bytes(h) for cell in cells for h in _headers(cell)]
            assert set(wanted) <= set(own)
        assert len(listed) == sum(len(source(n).survey.identifiers) for n in names)


def _cells(element: Any) -> Any:
    yield element
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, Array) else (kids,):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _cells(kid)


def _headers(cell: Any) -> list[Any]:
    given = cell.get("/A", ())
    found = [a for a in (given if isinstance(given, Array) else (given,)) if "/Headers" in a]
    return [header for attributes in found for header in attributes.Headers]


def test_cells_that_share_their_attributes_are_renamed_once() -> None:
    def share(pdf: pikepdf.Pdf) -> None:
        cells = [c for c in _cells(_top(pdf)) if _headers(c)]
        assert len(cells) > 3
        shared = pdf.make_indirect(Dictionary(O=Name.Table, Headers=Array(_headers(cells[0]))))
        for cell in cells:
            cell.A = shared

    pdf = changed(content("typst-spanning-table"), share)
    parts = [Part(source=Source(pdf, name=str(n)), name=str(n)) for n in range(3)]
    with opened(bound(*parts)) as made:
        for top in _top(made).K:
            own = {bytes(c.ID) for c in _cells(top) if "/ID" in c}
            assert {bytes(h) for c in _cells(top) for h in _headers(c)} <= own


def test_an_identified_element_over_a_border_is_named_in_both_ranges() -> None:
    def name_table(pdf: pikepdf.Pdf) -> None:
        next(k for k in _top(pdf).K if Name.Table == k.S).ID = String(b"t\xe9\x81")

    one = Source(changed(content("typst-spanning-table"), name_table), name="x")
    made = bound(*(Part(source=one, pages=range(n, n + 1)) for n in range(3)))
    assert len(_parts(made)) == 3
    with opened(made) as pdf:
        names = list(pdf.Root.StructTreeRoot.IDTree.Kids[0].Names)
        listed = {bytes(n): e for n, e in zip(names[::2], names[1::2], strict=True)}
        tables = [bytes(e.ID) for e in listed.values() if Name.Table == e.S]
        assert len(set(tables)) == 3


def test_roles_of_one_name_and_two_meanings_are_renamed() -> None:
    def other(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.RoleMap.Remark = Name.BlockQuote

    pdf = changed(content("libreoffice-styles"), other)
    parts = (part("libreoffice-styles"), Part(source=Source(pdf, name="other")))
    first, second = (_flat(kids) for kids in _parts(bound(*parts)))
    assert [role for _, role, _ in first].count("/BlockQuote") == 0
    assert [role for _, role, _ in second].count("/BlockQuote") == 1
    with opened(bound(*parts)) as made:
        roles = {n: str(r) for n, r in made.Root.StructTreeRoot.RoleMap.items()}
    assert roles["/Remark"] == "/P"
    assert roles["/Remark.1"] == "/BlockQuote"


def test_a_standard_type_given_another_meaning_does_not_spread() -> None:
    """LibreOffice maps H6 to H; the H6 of a part that means it stays one."""

    def heading(pdf: pikepdf.Pdf) -> None:
        next(k for k in _top(pdf).K if k.S == Name.P).S = Name.H6

    pdf = changed(content("chromium-table-again"), heading)
    parts = (part("libreoffice-styles-again"), Part(source=Source(pdf, name="plain")))
    first, second = (_flat(kids) for kids in _parts(bound(*parts)))
    assert "/H" in [role for _, role, _ in first]
    assert "/H6" in [role for _, role, _ in second]


def test_a_chain_of_roles_comes_to_its_end_and_a_circle_to_nothing() -> None:
    def chain(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(
            {"/One": Name.Two, "/Two": Name.P, "/Round": Name.About, "/About": Name.Round}
        )
        kids = _top(pdf).K
        kids[0].S, kids[1].S = Name.One, Name.Round

    pdf = changed(content("chromium-languages"), chain)
    with opened(bound(Part(source=Source(pdf, name="x")))) as made:
        roles = {n: str(r) for n, r in made.Root.StructTreeRoot.RoleMap.items()}
    assert roles == {"/One": "/P", "/Round": "/About"}


def test_classes_of_one_name_and_two_meanings_are_renamed() -> None:
    def classed(indent: int) -> Source:
        def change(pdf: pikepdf.Pdf) -> None:
            attributes = Dictionary(O=Name.Layout, StartIndent=indent)
            pdf.Root.StructTreeRoot.ClassMap = Dictionary(Body=attributes)
            first, second, *_ = _top(pdf).K
            first.C = Name.Body
            second.C = Array([Name.Body, 0])

        return Source(changed(content("chromium-languages"), change), name=str(indent))

    with opened(bound(*(Part(source=classed(n)) for n in (10, 20, 10)))) as made:
        root = made.Root.StructTreeRoot
        kept = {n: int(v.StartIndent) for n, v in root.ClassMap.items()}
        assert kept == {"/Body": 10, "/Body.1": 20}
        used = [(str(top.K[0].C), str(top.K[1].C[0])) for top in root.K[0].K]
    assert used == [("/Body", "/Body"), ("/Body.1", "/Body.1"), ("/Body", "/Body")]


# --- what is unusual and allowed -------------------------------------------------------------


def test_a_form_on_two_pages_keeps_its_element() -> None:
    """Both pages share their resources; the form with marked content is drawn on the first."""

    def share(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        more = pdf.make_indirect(Dictionary(dict(page.obj.items())))
        for key in ("/StructParents", "/Annots"):
            if key in more:
                del more[key]
        more.Contents = pdf.make_stream(b"q Q")
        pdf.pages.append(pikepdf.Page(more))

    pdf = changed(content("chromium-opacity"), share)
    whole = _flat(_below_top(content("chromium-opacity")))
    assert _flat(_parts(bound(Part(source=Source(pdf, name="x"))))[0]) == whole
    for order in ((0, 1), (1, 0)):
        one = Source(pdf, name="x")
        made = _parts(bound(*(Part(source=one, pages=range(n, n + 1)) for n in order)))
        assert _flat(made[order.index(0)]) == whole


def test_content_right_below_the_document_stays() -> None:
    def bare(pdf: pikepdf.Pdf) -> None:
        top = _top(pdf)
        first = top.K[0]
        mcid = first.K if isinstance(first.K, int) else first.K[0]
        pairs = _nums(pdf.Root.StructTreeRoot.ParentTree)
        pairs[1][mcid] = top
        top.Pg = pdf.pages[0].obj
        top.K = Array([mcid, *list(top.K)[1:]])

    pdf = changed(content("typst-languages"), bare)
    with opened(pdf) as before, opened(bound(Part(source=Source(pdf, name="x")))) as made:
        tree = Tree(made)
        assert tree.faults == []
        assert _content(tree.tops) == _content(Tree(before).tops)


def test_an_element_of_the_parent_tree_alone_does_not_drag_its_tree_along() -> None:
    def orphan(pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.StructTreeRoot
        lost = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root.K[0]))
        _nums(root.ParentTree)[1].append(lost)

    pdf = changed(content("typst-languages"), orphan)
    with opened(bound(Part(source=Source(pdf, name="x")))) as made:
        assert stray(made, Tree(made)) == []
        assert sum("/ParentTree" in o for o in made.objects if isinstance(o, Dictionary)) == 1


def _nums(node: Any) -> Any:
    return node.Nums if "/Nums" in node else _nums(node.Kids[0])


# --- the same every time ---------------------------------------------------------------------

SCRIPT = (
    "import hashlib\n"
    "from tests.bound import NAMES, bound, part\n"
    "print(hashlib.sha256(bound(*map(part, NAMES)).pdf).hexdigest())\n"
)


def test_the_same_parts_give_the_same_bytes_in_every_process() -> None:
    sums = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        )
        sums.add(done.stdout)
    assert len(sums) == 1
