"""Each rule catches its planted fault; files of ours have none, files of others are read whole."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from tests.conftest import ROOT
from tests.damage import DAMAGE, damaged

from careerprint.accessibility.audit import RULES, audit
from careerprint.preflight.flaw import Flaw
from careerprint.render.pdf import Typesetter

HTML = """<!doctype html><html lang="en"><head><title>A page</title><style>
ul, ol {{ list-style: none }} svg, img {{ display: block }}
body {{ font: 12pt "Source Sans"; color: {ink} }} .band {{ background: {ground}; color: #fff }}
</style></head><body><h1>One</h1><h2>Two</h2><p class="band">Words on a band</p>
<ul><li>First</li></ul><ol><li>Second</li></ol>
<table><thead><tr><th>Head</th><th>Head</th></tr></thead>
<tbody><tr><td>a</td><td>b</td></tr></tbody></table>
<p><a href="https://example.org">A link</a></p>
<img alt="A square" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='40'
 height='40'%3E%3Crect width='40' height='40' fill='%23336'/%3E%3C/svg%3E">
</body></html>"""


@pytest.fixture(scope="module")
def whole(typesetter: Typesetter) -> bytes:
    """Give a page without a flaw."""
    return typesetter.specimen(HTML.format(ink="#222", ground="#303060"))


def changed(pdf: bytes, change: Callable[[Pdf], object], **options: Any) -> bytes:
    """Give a PDF with a change made to it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        target = io.BytesIO()
        opened.save(target, **options)
    return target.getvalue()


def elements(pdf: Pdf, role: str) -> Iterator[Any]:
    """Give the structure elements of a type."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/S") == Name(f"/{role}") and "/P" in item:
            yield item


def packet(old: str, new: str) -> Callable[[Pdf], None]:
    """Give a change of the metadata."""

    def change(pdf: Pdf) -> None:
        before = pdf.Root.Metadata.read_bytes()
        after = before.replace(old.encode(), new.encode())
        assert after != before
        pdf.Root.Metadata.write(after)

    return change


def content(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    """Give a change of what the page draws."""

    def change(pdf: Pdf) -> None:
        stream = pdf.pages[0].Contents
        before = stream.read_bytes()
        assert old in before
        stream.write(before.replace(old, new, 1))

    return change


def of(role: str, key: str, value: Any = None) -> Callable[[Pdf], None]:
    """Give a change of an entry of the first element of a type; None deletes it."""

    def change(pdf: Pdf) -> None:
        one = next(elements(pdf, role))
        if value is None:
            del one[key]
        else:
            one[key] = value

    return change


def both(*changes: Callable[[Pdf], object]) -> Callable[[Pdf], None]:
    """Give several changes as one."""

    def change(pdf: Pdf) -> None:
        for one in changes:
            one(pdf)

    return change


def _swap(pdf: Pdf) -> None:
    above = next(elements(pdf, "L")).P
    kids = list(above.K)
    above.K = Array([kids[1], kids[0], *kids[2:]])


def _lose(pdf: Pdf) -> None:
    above = next(elements(pdf, "L")).P
    above.K = Array(list(above.K)[1:])


def _short_row(pdf: Pdf) -> None:
    cell = next(elements(pdf, "TD"))
    cell.P.K = Array([cell])


def _note(pdf: Pdf) -> None:
    next(elements(pdf, "P")).S = Name.Note


def _of_fonts(key: str, value: Any = None) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        fonts = [one for one in pdf.objects if isinstance(one, Dictionary) and key in one]
        assert fonts
        for one in fonts:
            if value is None:
                del one[key]
            else:
                one[key] = pdf.make_stream(value)

    return change


def _annotation(key: str, value: Any = None) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        one = pdf.pages[0].Annots[0]
        if value is None:
            del one[key]
        else:
            one[key] = value

    return change


def _root(key: str, value: Any = None) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        if value is None:
            del pdf.Root[key]
        else:
            pdf.Root[key] = value

    return change


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("1")))


def _table_head(pdf: Pdf) -> None:
    next(elements(pdf, "TH")).A = Dictionary(O=Name.Table)
    for cell in elements(pdf, "TD"):
        if "/A" in cell:
            del cell.A


ARCHIVE = '<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" rdf:about="">{}'
ARCHIVE += "</rdf:Description></rdf:RDF>"
PART = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>{}</pdfaid:conformance>"


def _archive(level: str) -> Callable[[Pdf], None]:
    return packet("</rdf:RDF>", ARCHIVE.format(PART.format(level)))


INTENT = Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=Dictionary())
FAULTS: dict[str, Callable[[Pdf], object]] = {
    "tagged: no tree": _root("/StructTreeRoot"),
    "tagged: not said": _root("/MarkInfo"),
    "tagged: guessed": _root("/MarkInfo", Dictionary(Marked=True, Suspects=True)),
    "identity: no metadata": _root("/Metadata"),
    "identity: not said": packet("pdfuaid", "pdfuaix"),
    "title: none": packet("dc:title", "dc:titel"),
    "title: not shown": _root("/ViewerPreferences"),
    "language: none": _root("/Lang"),
    "language: no language": of("P", "/Lang", String("American English!")),
    "content: unmarked": content(b"EMC", b"EMC 0 0 9 9 re f"),
    "content: artifact within a tag": content(b"BDC", b"BDC /Artifact BMC 0 0 9 9 re f EMC"),
    "order: swapped": _swap,
    "order: lost": _lose,
    "roles: unknown": of("L", "/S", Name.Chapter),
    "alternatives: none": both(of("Figure", "/Alt")),
    "headings: first": of("H1", "/S", Name.H2),
    "headings: left out": of("H2", "/S", Name.H4),
    "headings: two kinds": of("H2", "/S", Name.H),
    "tables: no scope": _table_head,
    "tables: short row": _short_row,
    "lists: outside": of("L", "/S", Name.Div),
    "notes: no identifier": _note,
    "fonts: not there": _of_fonts("/FontFile2"),
    "letters: cannot be told": _of_fonts("/ToUnicode"),
    "letters: nothing": _of_fonts("/ToUnicode", b"1 beginbfchar\n<0041> <0000>\nendbfchar\n"),
    "links: not tagged": of("Link", "/S", Name.Span),
    "links: no description": _annotation("/Contents"),
    "links: out of order": lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"),
    "still: script": _script,
    "still: layers": _root("/OCProperties", Dictionary()),
    "still: film": _annotation("/Subtype", Name.Movie),
    "archive: another level": both(_archive("B"), _root("/OutputIntents", Array([INTENT]))),
    "archive: no colours": _archive("A"),
}


def rules(pdf: bytes) -> set[str]:
    """Give the rules that a file breaks."""
    return {flaw.rule for flaw in audit(pdf).flaws}


def test_a_page_of_ours_has_no_flaw(whole: bytes) -> None:
    found = audit(whole)
    assert found.flaws == ()
    unseen = {rule.name for rule in RULES} - {one for one, count in found.looked.items() if count}
    assert unseen == {"notes", "archive"}, "what is not there is not looked at"
    assert found.pages == 1
    assert {"Table", "Figure", "L"} <= found.features


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault: str, whole: bytes) -> None:
    pdf = changed(whole, FAULTS[fault])
    assert fault.split(":", maxsplit=1)[0] in rules(pdf)


def test_every_rule_has_a_planted_fault() -> None:
    planted = {fault.split(":", maxsplit=1)[0] for fault in FAULTS}
    assert {rule.name for rule in RULES} - planted == {"contrast", "protection"}


@pytest.mark.parametrize(
    ("ink", "ground", "count"),
    [("#222", "#fff", 1), ("#999", "#303060", 7), ("#767676", "#000", 0)],
)
def test_pale_texts_are_caught(typesetter: Typesetter, ink: str, ground: str, count: int) -> None:
    found = audit(typesetter.specimen(HTML.format(ink=ink, ground=ground)))
    pale = [flaw for flaw in found.flaws if flaw.rule == "contrast"]
    assert sum(flaw.count for flaw in pale) >= count
    assert bool(pale) == bool(count)


def test_protection_that_keeps_screen_readers_out_is_caught(whole: bytes) -> None:
    allowed = pikepdf.Permissions(accessibility=False)
    lock = pikepdf.Encryption(owner="a", user="", allow=allowed, R=3, aes=False, metadata=False)
    assert "protection" in rules(changed(whole, lambda _: None, encryption=lock))
    closed = changed(whole, lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert rules(closed) == {"protection"}


@pytest.mark.parametrize(
    "file", sorted((ROOT / "tests" / "pdfs").glob("*.pdf")), ids=lambda p: p.name
)
def test_files_of_others_are_read_to_their_end(file: Path) -> None:
    found = audit(file.read_bytes())
    assert found.pages
    assert not [flaw.said for flaw in found.flaws if "cannot be read" in flaw.message]


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_said_and_never_raised(kind: str) -> None:
    found = audit(damaged(kind, 0)[1])
    assert all(isinstance(flaw, Flaw) for flaw in found.flaws)
    assert audit(b"no PDF").flaws[0].rule == "damage"


def test_a_tree_that_leads_back_into_itself_ends(whole: bytes) -> None:
    def circle(pdf: Pdf) -> None:
        one = next(elements(pdf, "L"))
        one.K = Array([*one.K, one])

    found = audit(changed(whole, circle))
    assert "cannot be read" in " ".join(flaw.message for flaw in found.flaws)
