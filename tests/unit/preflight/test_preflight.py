"""Each rule of preflight catches its planted fault, and a press file of ours has none."""

import io
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from tests.conftest import ROOT
from tests.damage import DAMAGE, damaged
from tests.unit.press.test_press import drawn

from careerprint.errors import Severity
from careerprint.preflight.demands import Demands
from careerprint.preflight.flaw import Flaw
from careerprint.preflight.page_reader import read_page
from careerprint.preflight.preflight import preflight
from careerprint.preflight.statement_rules import judge_metadata
from careerprint.press.page_boxes import MM
from careerprint.press.press import Press
from careerprint.press.press_error import PressError
from careerprint.press.press_order import PressOrder

BODY = b"0.4 0.1 0.5 rg 0 300 400 100 re f BT /F 12 Tf 60 60 Td 0.1 g (Words) Tj ET"


@pytest.fixture(scope="module")
def whole() -> bytes:
    """Give a press file without a flaw: a band at the trim, black text in an embedded font."""
    with pikepdf.open(io.BytesIO(drawn(BODY, size=(400, 400)))) as pdf:
        font = pdf.pages[0].Resources.Font.F
        font.FirstChar, font.LastChar, font.Widths = 0, 127, Array([500] * 128)
        program = pdf.make_stream(b"a font program")
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Some, FontFile2=program)
        font.FontDescriptor = pdf.make_indirect(descriptor)
        target = io.BytesIO()
        pdf.save(target)
    return Press(PressOrder()).made(target.getvalue())


def changed(pdf: bytes, change: Callable[[Pdf], object], *, version: str = "1.6") -> bytes:
    """Give a PDF with a change made to it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        target = io.BytesIO()
        level = pikepdf.StreamDecodeLevel.none
        opened.save(target, force_version=version, deterministic_id=True, stream_decode_level=level)
    return target.getvalue()


def content(edit: Callable[[bytes], bytes]) -> Callable[[Pdf], None]:
    """Give a change of what the first page draws."""

    def change(pdf: Pdf) -> None:
        stream = pdf.pages[0].Contents[0]
        before = stream.read_bytes()
        after = edit(before)
        assert after != before
        stream.write(after)

    return change


def adding(more: bytes) -> Callable[[Pdf], None]:
    """Give a change that draws more."""
    return content(lambda before: before + b"\nq " + more + b" Q\n")


def root(**entries: Any) -> Callable[[Pdf], None]:
    """Give a change of the catalog."""

    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value(pdf) if callable(value) else value

    return change


def page(**entries: Any) -> Callable[[Pdf], None]:
    """Give a change of the first page."""

    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            if value is None:
                del pdf.pages[0].obj[f"/{key}"]
            else:
                pdf.pages[0].obj[f"/{key}"] = value

    return change


def picture(
    space: Name, pixels: int, sample: bytes, size_pt: int = 72, **more: Any
) -> Callable[[Pdf], None]:
    """Give a change that adds a picture of one colour."""

    def change(pdf: Pdf) -> None:
        image = pdf.make_stream(
            sample * pixels * pixels, Type=Name.XObject, Subtype=Name.Image, Width=pixels
        )
        image.Height, image.ColorSpace, image.BitsPerComponent = pixels, space, 8
        for key, value in more.items():
            image[f"/{key}"] = value
        pdf.pages[0].Resources.XObject = Dictionary(Zz=image)
        adding(b"%d 0 0 %d 100 100 cm /Zz Do" % (size_pt, size_pt))(pdf)

    return change


def intent(**entries: Any) -> Callable[[Pdf], None]:
    """Give a change of the printing condition."""

    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            if value is None:
                del pdf.Root.OutputIntents[0][f"/{key}"]
            else:
                made = value(pdf) if callable(value) else value
                pdf.Root.OutputIntents[0][f"/{key}"] = made

    return change


def packet(before: bytes, after: bytes) -> Callable[[Pdf], None]:
    """Give a change of the metadata."""

    def change(pdf: Pdf) -> None:
        said = pdf.Root.Metadata.read_bytes()
        assert before in said
        pdf.Root.Metadata.write(said.replace(before, after))

    return change


def state(name: str, **entries: Any) -> Callable[[Pdf], None]:
    """Give a change that draws an area in a graphics state."""

    def change(pdf: Pdf) -> None:
        pdf.pages[0].Resources.ExtGState[f"/{name}"] = Dictionary(Type=Name.ExtGState, **entries)
        adding(f"/{name} gs 0 0 0 0.5 k 90 90 9 9 re f".encode())(pdf)

    return change


def _group(pdf: Pdf) -> None:
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    pdf.pages[0].Resources.XObject = Dictionary(Zz=form)
    adding(b"/Zz Do")(pdf)


def _mask(pdf: Pdf) -> None:
    group = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    state("T", SMask=Dictionary(S=Name.Luminosity, G=group))(pdf)


def _link(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[50, 50, 90, 60], A=action)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _bare_font(pdf: Pdf) -> None:
    del pdf.pages[0].Resources.Font.F.FontDescriptor.FontFile2


def _outside(pdf: Pdf) -> None:
    pdf.Root.Elsewhere = pdf.make_stream(b"", F=String("other.dat"))


def _second_size(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(300, 300))
    pdf.pages[1].obj.TrimBox = Array([9, 9, 291, 291])
    pdf.pages[1].obj.BleedBox = Array([0, 0, 300, 300])


def _tiles(pdf: Pdf) -> None:
    tile = pdf.make_stream(b"1 0 0 rg 0 0 5 5 re f", Type=Name.Pattern, PatternType=1)
    tile.PaintType, tile.TilingType, tile.XStep, tile.YStep = 1, 1, 9, 9
    tile.BBox, tile.Resources = Array([0, 0, 9, 9]), Dictionary()
    pdf.pages[0].Resources.Pattern = Dictionary(T=tile)
    adding(b"/Pattern cs /T scn 100 100 9 9 re f")(pdf)


def _gradient(pdf: Pdf) -> None:
    line = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1])
    shading.Function = line
    pdf.pages[0].Resources.Shading = Dictionary(S=shading)
    adding(b"100 100 9 9 re W n /S sh")(pdf)


SRGB = Path("/usr/share/color/icc/ghostscript/srgb.icc")
FAULTS: dict[str, tuple[str, Callable[[Pdf], object]]] = {
    # the document
    "a form": ("actions", root(AcroForm=Dictionary())),
    "an action at the start": ("actions", root(OpenAction=Dictionary(S=Name.JavaScript))),
    "a script somewhere": ("actions", root(X=lambda p: p.make_indirect(Dictionary(S=Name.Launch)))),
    "layers": ("layers", root(OCProperties=Dictionary())),
    "attachments": ("attachments", root(Names=Dictionary(EmbeddedFiles=Dictionary()))),
    "a font that is not there": ("fonts", _bare_font),
    "a part in another file": ("outside files", _outside),
    "PostScript": ("PostScript", root(X=lambda p: p.make_stream(b"", Subtype=Name.PS))),
    "a stand-in": ("stand-ins", root(X=lambda p: p.make_stream(b"", OPI=Dictionary()))),
    "a transfer curve": ("transfer curves", state("T", TR=Name.Identity)),
    # what it says of itself
    "no printing condition": ("printing condition", root(OutputIntents=Array())),
    "no profile": ("profile", intent(DestOutputProfile=None)),
    "a profile of a screen": (
        "profile",
        intent(DestOutputProfile=lambda p: p.make_stream(b"\0" * 36 + b"acsp" + b"\0" * 99, N=3)),
    ),
    "two profiles": ("one profile", intent(DestOutputProfile=lambda p: p.make_stream(b"", N=4))),
    "a condition named by a file": (
        "condition name",
        intent(OutputConditionIdentifier=String("GRACoL.icc")),
    ),
    "a condition without a name": ("condition name", intent(OutputConditionIdentifier=None)),
    "another standard": ("standard", packet(b">PDF/X-4<", b">PDF/X-3<")),
    "no date of change": ("metadata", packet(b"xmp:ModifyDate", b"xmp:Other")),
    "no trapping": ("trapping", lambda p: p.docinfo.__delitem__("/Trapped")),
    # boxes
    "no trim box": ("trim box", page(TrimBox=None)),
    "no bleed box": ("bleed", page(BleedBox=None)),
    "a bleed of 2 mm": ("bleed", page(BleedBox=Array([-5.67, -5.67, 405.67, 405.67]))),
    "a page without room for its bleed": ("boxes", page(MediaBox=Array([0, 0, 400, 400]))),
    "an art box": ("art box", page(ArtBox=Array([0, 0, 400, 400]))),
    "two sizes": ("one size", _second_size),
    "a link": ("annotations", _link),
    # colours and inks
    "an area in RGB": ("colours", adding(b"1 0 0 rg 90 90 9 9 re f")),
    "a line in RGB": ("colours", adding(b"1 0 0 RG 90 90 m 99 99 l S")),
    "a picture in RGB": ("colours", picture(Name.DeviceRGB, 300, b"abc")),
    "tiles in RGB": ("colours", _tiles),
    "a gradient in RGB": ("colours", _gradient),
    "a group in RGB": ("blending", _group),
    "a mask that blends in RGB": ("blending", _mask),
    "a page that blends in RGB": (
        "blending",
        page(Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)),
    ),
    "something that shows through": ("transparency", state("T", ca=0.5)),
    "an area of 320 %": ("ink", adding(b".9 .8 .7 .8 k 90 90 9 9 re f")),
    "a picture of 360 %": ("ink", picture(Name.DeviceCMYK, 300, b"\xe6\xe6\xe6\xe6")),
    "a picture that cannot be measured": (
        "ink",
        picture(Name.DeviceCMYK, 300, b"abcd", Filter=Name.JPXDecode),
    ),
    "black text that knocks out": (
        "black text",
        content(lambda b: b.replace(b"/PressOverprints gs", b"/PressKnocksOut gs")),
    ),
    "black text in grey": ("black text", adding(b"0 g BT /F 12 Tf 60 90 Td (a) Tj ET")),
    "black text of four inks": (
        "black text",
        adding(b".6 .4 .4 1 k BT /F 12 Tf 60 90 Td (a) Tj ET"),
    ),
    "white text that overprints": (
        "black text",
        adding(b"/PressOverprints gs 0 0 0 0 k BT /F 12 Tf 60 90 Td (a) Tj ET"),
    ),
    # what comes out well
    "an area that ends on the trim": ("edges", adding(b"0 0 0 .1 k 0 100 50 50 re f")),
    "an area that ends within the bleed": ("edges", adding(b"0 0 0 .1 k -4 100 50 50 re f")),
    "a picture on the trim": (
        "edges",
        adding(b"0 0 0 .5 k 400 100 m 300 200 l 400 300 l f"),
    ),
    "a bar that ends on the trim": ("edges", adding(b"0 0 0 1 K 9 w 0 100 m 90 100 l S")),
    "a tick that ends on the trim": ("edges", adding(b"0 0 0 1 K 0.5 w 0 100 m 90 100 l S")),
    "text that is cut": (
        "safe area",
        adding(b"0 0 0 1 k /PressOverprints gs BT /F 12 Tf 390 90 Td (abcd) Tj ET"),
    ),
    "text near the cut": (
        "safe area",
        adding(b"0 0 0 1 k /PressOverprints gs BT /F 12 Tf 3 90 Td (a) Tj ET"),
    ),
    "a picture of 72 dpi": ("sharpness", picture(Name.DeviceCMYK, 72, b"abcd")),
    "a hairline": ("thin lines", adding(b"0.1 w 0 0 0 1 K 90 90 m 99 99 l S")),
    "small type of three inks": (
        "small type",
        adding(b".5 .5 .5 0 k BT /F 9 Tf 60 90 Td (a) Tj ET"),
    ),
    "white type of 5 pt": ("small type", adding(b"0 0 0 0 k BT /F 5 Tf 60 350 Td (a) Tj ET")),
}
WARNINGS = {
    "layers",
    "attachments",
    "one size",
    "sharpness",
    "thin lines",
    "small type",
    "transparency",
}


def rules(pdf: bytes, demands: Demands | None = None) -> set[str]:
    """Give the rules that a file breaks."""
    return {flaw.rule for flaw in preflight(pdf, demands)}


def test_a_press_file_has_no_flaw(whole: bytes) -> None:
    assert [flaw.said for flaw in preflight(whole)] == []
    assert rules(changed(whole, lambda _: None)) == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault: str, whole: bytes) -> None:
    rule, plant = FAULTS[fault]
    flaws = preflight(changed(whole, plant))
    found = [flaw for flaw in flaws if flaw.rule == rule]
    assert found, [flaw.said for flaw in flaws]
    assert all(flaw.hint and flaw.message for flaw in found)
    if rule in WARNINGS:
        assert not any(flaw.is_error for flaw in found)


def test_each_fault_of_the_file_itself_is_caught(whole: bytes) -> None:
    assert rules(changed(whole, lambda _: None, version="1.7")) == {"version"}
    assert "identifier" in rules(whole.replace(b"/ID [", b"/IX ["))
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="a", user=""))
    assert "protection" in rules(target.getvalue())
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        pdf.save(target := io.BytesIO(), encryption=pikepdf.Encryption(owner="a", user="b"))
    (locked,) = preflight(target.getvalue())
    assert (locked.rule, locked.message) == ("protection", "it is protected with a password")
    half = whole[: whole.rindex(b"startxref")]
    assert rules(half) >= {"damage"}
    assert rules(b"%PDF-1.6 and nothing") == {"damage"}
    assert rules(b"") == {"damage"}


def test_a_compressed_description_is_caught(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:  # saving it would write them plain again
        assert list(judge_metadata(pdf)) == []
        packed = zlib.compress(pdf.Root.Metadata.read_bytes())
        pdf.Root.Metadata.write(packed, filter=Name.FlateDecode)
        (flaw,) = judge_metadata(pdf)
    assert flaw.message.startswith("its metadata are compressed")


def test_the_place_of_a_flaw_is_measured_from_the_head(whole: bytes) -> None:
    (flaw,) = preflight(changed(whole, adding(b"1 0 0 rg 90 90 9 9 re f")))
    assert flaw.page == 1
    assert flaw.place_mm is not None
    assert flaw.place_mm == pytest.approx((90 / MM, 301 / MM), abs=0.1)
    assert flaw.said.startswith("page 1, 32 mm from the left and 106 mm from the head: an area is")


def test_equal_flaws_are_counted(whole: bytes) -> None:
    twice = adding(b"1 0 0 rg 90 90 9 9 re f 190 90 9 9 re f 90 190 9 9 re f")
    (flaw,) = preflight(changed(whole, twice))
    assert flaw.count == 3
    assert flaw.said.endswith("(and in 2 more places)")
    assert replace(flaw, count=2).said.endswith("(and in 1 more place)")


def test_what_is_clipped_away_or_outside_is_no_flaw(whole: bytes) -> None:
    hidden = adding(b"50 50 9 9 re W n .9 .9 .9 .9 k 90 90 9 9 re f")
    assert rules(changed(whole, hidden)) == set()


def test_demands_are_the_shops(whole: bytes) -> None:
    assert "bleed" in rules(whole, Demands(bleed_mm=5))
    assert "ink" in rules(whole, Demands(ink_percent=100))


@pytest.mark.parametrize(
    "file", sorted((ROOT / "tests" / "pdfs").glob("*.pdf")), ids=lambda f: f.stem
)
def test_files_of_others_are_read_to_their_end(file: Path) -> None:
    flaws = preflight(file.read_bytes())
    assert "damage" not in {flaw.rule for flaw in flaws}
    assert {"colours", "printing condition"} <= {flaw.rule for flaw in flaws}


def test_a_page_that_cannot_be_read_does_not_hide_the_rest(whole: bytes) -> None:
    def plant(pdf: Pdf) -> None:
        pdf.pages[0].Resources.Font.F = Array([1])
        pdf.Root.AcroForm = Dictionary()

    flaws = preflight(changed(whole, plant))
    assert {"damage", "actions"} <= {flaw.rule for flaw in flaws}
    assert all(isinstance(flaw, Flaw) and flaw.severity is Severity.ERROR for flaw in flaws)


def test_a_page_that_comes_again_is_judged_once(
    whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from careerprint.preflight import preflight as room

    read: list[int] = []

    def counted(page: Any, widths: Any) -> Any:
        read.append(1)
        return read_page(page, widths)

    monkeypatch.setattr(room, "read_page", counted)
    one = room.Preflight(Demands())
    fault = changed(whole, adding(b"1 0 0 rg 90 90 9 9 re f"))
    again = changed(fault, lambda pdf: pdf.pages.append(pdf.pages[0]))
    assert [flaw.page for flaw in one.flaws(again)] == [1, 2]
    assert len(read) == 1
    assert one.flaws(whole) == ()
    assert len(read) == 2, "a page that paints with other things is read"


def test_drawings_that_call_each_other_without_end_are_said(whole: bytes) -> None:
    def plant(pdf: Pdf) -> None:
        form = pdf.make_stream(b"/Zz Do " * 50, Type=Name.XObject, Subtype=Name.Form)
        form.BBox = Array([0, 0, 400, 400])
        pdf.pages[0].Resources.XObject = Dictionary(Zz=form)
        adding(b"/Zz Do")(pdf)

    (flaw,) = preflight(changed(whole, plant))
    assert flaw.said == "page 1: a part of it cannot be read, and was not looked at in full"
    with pytest.raises(PressError, match="for a press already"):
        Press(PressOrder()).made(changed(whole, plant))


def test_a_tick_on_the_trim_is_a_note(whole: bytes) -> None:
    tick = adding(b"0 0 0 1 K 0.5 w 0 100 m 90 100 l S")
    (flaw,) = preflight(changed(whole, tick))
    assert (flaw.rule, flaw.severity) == ("edges", Severity.NOTE)


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_said_and_never_raised(kind: str) -> None:
    press = Press(PressOrder())
    for number in range(12):
        _, broken = damaged(kind, number)
        assert all(flaw.message for flaw in preflight(broken))
        with suppress(PressError):
            preflight(press.made(broken))


def test_pages_that_lead_to_each_other_are_judged(whole: bytes) -> None:
    def chain(pdf: Pdf) -> None:
        for _ in range(60):
            pdf.pages.append(pdf.pages[0])
        for number, one in enumerate(pdf.pages):
            after = pdf.pages[(number + 1) % len(pdf.pages)].obj
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[50, 50, 90, 60])
            link.Dest = Array([after, Name.Fit])
            one.obj.Annots = Array([pdf.make_indirect(link)])

    flaws = preflight(changed(whole, chain))
    assert [(flaw.rule, flaw.page) for flaw in flaws] == [
        ("annotations", number) for number in range(1, 62)
    ]
