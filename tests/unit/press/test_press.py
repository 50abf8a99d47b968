"""Press files: what conforms, what lies on which plate, and what is refused in words."""

import io
import re
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from tests.conftest import ROOT
from tests.pdf_text import painted
from tests.plates import plates

from careerprint.press.page_boxes import MM
from careerprint.press.press import Press
from careerprint.press.press_error import PressError, ProfileError
from careerprint.press.press_order import PressOrder
from careerprint.press.printer_profile import (
    MOST_BYTES,
    PrinterProfile,
    read_printer_profile,
    shipped_profile,
)
from careerprint.press.separation import BLACK, NO_INK, Separation

SLUG_PT = (3.175 + 7) * MM


@pytest.fixture(scope="module")
def press() -> Press:
    """Give a press with the order of the house."""
    return Press(PressOrder())


def drawn(content: bytes, *, size: tuple[float, float] = (200, 100), **more: Any) -> bytes:
    """Give a PDF of one page that draws something; ``more`` goes into its resources."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=size)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(F=font), **more)
        page.obj.Contents = pdf.make_stream(content)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def content_of(pdf: bytes) -> str:
    """Give what the first page draws."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return pikepdf.unparse_content_stream(
            list(pikepdf.parse_content_stream(opened.pages[0]))
        ).decode()


def with_picture(image: bytes, *, space: Name, size: int = 10, **more: Any) -> bytes:
    """Give a PDF with a picture of so many pixels a side."""
    with pikepdf.open(io.BytesIO(drawn(b"q 20 0 0 20 50 50 cm /P Do Q"))) as pdf:
        made = pdf.make_stream(
            image, Type=Name.XObject, Subtype=Name.Image, Width=size, Height=size, ColorSpace=space
        )
        made.BitsPerComponent = 8
        for key, value in more.items():
            made[f"/{key}"] = value
        pdf.pages[0].obj.Resources.XObject = Dictionary(P=made)
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


# --- colours ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def separation() -> Separation:
    """Give the separation for the condition that comes along."""
    return Separation(shipped_profile(), ink_limit_percent=300)


def test_black_text_takes_black_ink_alone(separation: Separation) -> None:
    assert separation.of_colour([0.114, 0.114, 0.122]) == BLACK
    assert separation.of_colour([0]) == BLACK
    assert separation.of_colour([1, 1, 1]) == NO_INK


def test_greys_keep_their_lightness_in_black_ink(separation: Separation) -> None:
    cyan, magenta, yellow, black = separation.of_colour([0.5])
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert separation.lightness((0, 0, 0, black)) == pytest.approx(53.6, abs=1.5)


def test_pale_tints_stay_tints(separation: Separation) -> None:
    lilac = separation.of_colour([0.94, 0.925, 0.949])
    assert lilac[1] > 0
    assert lilac[3] < 0.1


def test_ink_stays_below_its_limit() -> None:
    low = Separation(shipped_profile(), ink_limit_percent=200)
    assert sum(low.of_colour([0.1, 0.0, 0.35])) <= 2.0
    assert sum(low.of_colour([0.9, 0.9, 0.9, 0.9])) <= 2.0
    assert low.of_colour([0.9, 0.9, 0.9, 0.9])[3] == 0.9


def test_pictures_stay_below_the_limit_and_others_are_left() -> None:
    from PIL import Image

    dark, pale = Image.new("RGB", (3, 3), (20, 0, 60)), Image.new("RGB", (3, 3), (200, 220, 240))
    low = Separation(shipped_profile(), ink_limit_percent=150)
    high = Separation(shipped_profile(), ink_limit_percent=400)
    assert sum(low.picture(dark)[:4]) <= 1.5 * 255
    assert sum(high.picture(dark)[:4]) > 1.5 * 255
    assert low.picture(pale) == high.picture(pale)


def test_the_profile_that_comes_along_never_asks_for_more_than_its_limit() -> None:
    from PIL import Image

    steps = range(0, 256, 17)
    colours = b"".join(bytes((r, g, b)) for r in steps for g in steps for b in steps)
    pixels = Image.frombytes("RGB", (len(colours) // 3, 1), colours)
    free = Separation(shipped_profile(), ink_limit_percent=400).picture(pixels)
    assert max(sum(free[at : at + 4]) for at in range(0, len(free), 4)) < 2.8 * 255


# --- bleed, plates ------------------------------------------------------------------------------


def test_a_band_at_the_trim_goes_on_into_the_bleed(press: Press, tmp_path: Path) -> None:
    made = press.made(drawn(b"0.4 0.1 0.5 rg 0 60 200 40 re f 1 0 0 rg 40 10 20 20 re f"))
    (page,) = plates(made, tmp_path, dpi=144)
    edge, inside = SLUG_PT - 3.175 * MM + 1, SLUG_PT + 1
    assert page.at(edge, SLUG_PT + 80) == page.at(inside, SLUG_PT + 80) != (0, 0, 0, 0)
    assert page.at(SLUG_PT + 100, SLUG_PT + 100 + 3.175 * MM - 1) == page.at(inside, SLUG_PT + 80)
    assert page.at(edge - 2, SLUG_PT + 80) == (0, 0, 0, 0), "nothing between the bleed and marks"
    assert page.at(SLUG_PT + 39, SLUG_PT + 20) == (0, 0, 0, 0), "what ends inside ends there"


GROUND = b"/Artifact <</Type /Background /BBox [0 20 180 80]>> BDC 0.4 0.1 0.5 rg "
CLOTH = b"1 20 60 60 re f 60 30 120 50 re f EMC 0 0 1 rg 60 20 40 4 re f"


@pytest.mark.parametrize("place", [b"", b"q 1 0 0 1 0 0 cm "])
def test_the_ground_of_a_page_goes_on_from_where_it_ends(place: bytes, press: Press) -> None:
    made = content_of(press.made(drawn(place + GROUND + CLOTH)))
    bleed = 3.175 * MM
    found = [line.split() for line in made.splitlines() if line.endswith(" re")]
    first, second, inside = ([float(one) for one in line[:4]] for line in found[-3:])
    assert first[:2] == pytest.approx([-bleed, -bleed], abs=0.01), "a gap before the edge is none"
    assert first[0] + first[2] == pytest.approx(61), "what ends within the ground ends there"
    right, top = second[0] + second[2], second[1] + second[3]
    assert [right, top] == pytest.approx([200 + bleed, 100 + bleed], abs=0.01)
    assert inside == [60, 20, 40, 4], "what is no ground stays"


def test_a_ground_that_ends_on_the_page_ends_there(press: Press) -> None:
    said = GROUND.replace(b"[0 20 180 80]", b"[0 20 180 60]")
    made = content_of(press.made(drawn(said + b"0 20 60 40 re f EMC")))
    sides = next(line.split() for line in made.splitlines() if line.endswith(" re"))
    assert float(sides[1]) + float(sides[3]) == pytest.approx(60)


def test_a_drawing_within_a_drawing_bleeds_too(press: Press, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(drawn(b"q 2 0 0 2 0 0 cm /D Do Q"))) as pdf:
        form = pdf.make_stream(b"0 0 1 rg 0 0 100 50 re f", Type=Name.XObject, Subtype=Name.Form)
        form.BBox = Array([0, 0, 100, 50])
        pdf.pages[0].obj.Resources.XObject = Dictionary(D=form)
        target = io.BytesIO()
        pdf.save(target)
    (page,) = plates(press.made(target.getvalue()), tmp_path)
    assert page.at(SLUG_PT - 6, SLUG_PT + 50)[0] > 200


def test_black_text_changes_the_black_plate_alone(press: Press, tmp_path: Path) -> None:
    band = b"0.9 0.8 0.95 rg 0 0 200 100 re f "
    text = b"BT /F 30 Tf 20 40 Td 0.114 0.114 0.122 rg (Black) Tj ET"
    (with_text,) = plates(press.made(drawn(band + text)), tmp_path / "a")
    (without,) = plates(press.made(drawn(band)), tmp_path / "b")
    for ink, (one, other) in enumerate(zip(with_text.inks, without.inks, strict=True)):
        assert (one.tobytes() != other.tobytes()) == (ink == 3)


def test_white_text_knocks_out_what_is_below(press: Press, tmp_path: Path) -> None:
    made = press.made(drawn(b"0.4 0.1 0.5 rg 0 0 200 100 re f BT /F 90 Tf 9 9 Td 1 g (MMM) Tj ET"))
    (page,) = plates(made, tmp_path)
    assert 0 in page.inks[1].crop((60, 60, 160, 100)).tobytes()


def test_marks_stand_outside_of_the_bleed_and_are_artifacts(press: Press, tmp_path: Path) -> None:
    made = press.made(drawn(b""))
    (page,) = plates(made, tmp_path, dpi=288)
    inked = page.inks[0].point([0] + [255] * 255)
    scale, bleed = 288 / 72, SLUG_PT - 3.175 * MM
    inner = [
        round(v * scale)
        for v in (bleed, bleed, 200 + 2 * SLUG_PT - bleed, 100 + 2 * SLUG_PT - bleed)
    ]
    assert inked.getbbox()
    assert not inked.crop((inner[0], inner[1], inner[2], inner[3])).getbbox()
    assert page.most_ink_percent <= 300
    assert re.search(r"/Artifact <<\s*/Type /Page\s*>> BDC", content_of(made))


def test_without_marks_the_paper_ends_with_the_bleed() -> None:
    made = Press(PressOrder(has_marks=False)).made(drawn(b""))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[0]
        assert list(page.MediaBox) == list(page.BleedBox)
        assert float(page.TrimBox[0]) - float(page.BleedBox[0]) == pytest.approx(9, abs=0.001)
        assert [float(edge) for edge in page.TrimBox] == [0, 0, 200, 100]


# --- what is in the file ------------------------------------------------------------------------


def test_small_painted_three_inks_can_be_black() -> None:
    text = b"BT /F %d Tf 9 9 Td 0.36 0.16 0.43 rg (a) Tj ET"
    press = Press(PressOrder(small_text_in_black=True))
    small, large = (content_of(press.made(drawn(text % size))) for size in (9, 14))
    assert re.search(r"0 0 0 1 k\n/PressOverprints gs\n\(a\) Tj\n0\.\d+ 0\.\d+ 0 0?\.?\d* k", small)
    assert "PressOverprints" not in large
    pale = content_of(press.made(drawn(b"BT /F 9 Tf 9 9 Td 0.9 0.8 0.7 rg (a) Tj ET")))
    assert "PressOverprints" not in pale


def test_spaces_of_others_become_inks(press: Press) -> None:
    spot = Array(
        [
            Name.Separation,
            Name.Leaf,
            Name.DeviceRGB,
            Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0.5, 0], N=1),
        ]
    )
    lab = Array([Name.Lab, Dictionary(WhitePoint=[0.95, 1, 1.08])])
    spaces = Dictionary(Spot=spot, Lab=lab)
    content = (
        b"/Spot cs 1 scn 0 0 9 9 re f /Lab CS 50 60 0 SCN 0 0 m 9 9 l S "
        b"/DeviceRGB cs 1 0 0 sc 9 9 9 9 re f"
    )
    made = press.made(drawn(content, ColorSpace=spaces))
    said = content_of(made)
    assert not re.search(r" (cs|sc|scn|rg)\n", said)
    assert said.count(" k\n") >= 4
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert list(pdf.pages[0].Resources.ColorSpace.keys()) == ["/PressAll"]


def test_pictures_become_inks_and_greys_stay(press: Press) -> None:
    rgb = press.made(
        with_picture(bytes((200, 30, 40)) * 100, space=Name.DeviceRGB, Interpolate=True)
    )
    grey = press.made(with_picture(bytes(100), space=Name.DeviceGray))
    with pikepdf.open(io.BytesIO(rgb)) as pdf:
        image = pdf.pages[0].Resources.XObject.P
        assert image.ColorSpace == Name.DeviceCMYK
        assert "/Interpolate" not in image
        assert len(image.read_bytes()) == 400
    with pikepdf.open(io.BytesIO(grey)) as pdf:
        assert pdf.pages[0].Resources.XObject.P.ColorSpace == Name.DeviceGray


def test_gradients_become_inks(press: Press) -> None:
    line = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 0.4], N=1)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1], Function=line
    )
    made = press.made(drawn(b"/S sh", Shading=Dictionary(S=shading)))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        read = pdf.pages[0].Resources.Shading.S
        assert read.ColorSpace == Name.DeviceCMYK
        assert len(read.Function.C0) == len(read.Function.C1) == 4


def handout() -> bytes:
    """Give a tagged document with links, made by another program."""
    return (ROOT / "tests" / "pdfs" / "chromium-links.pdf").read_bytes()


def test_links_go_and_their_words_stay(press: Press) -> None:
    made = press.made(handout())
    with pikepdf.open(io.BytesIO(handout())) as before, pikepdf.open(io.BytesIO(made)) as after:
        assert any("/Annots" in page.obj for page in before.pages)
        assert not any("/Annots" in page.obj for page in after.pages)
        roles = {str(one.get("/S", "")) for one in after.objects if isinstance(one, Dictionary)}
        assert "/Link" not in roles
        assert not any(
            isinstance(one, Dictionary) and one.get("/Type") == Name.OBJR for one in after.objects
        )
    assert painted(made) == painted(handout())


def test_the_same_input_gives_the_same_bytes(press: Press) -> None:
    other = Press(PressOrder())
    assert press.made(handout()) == press.made(handout()) == other.made(handout())


def test_a_file_says_its_condition_and_dates(press: Press) -> None:
    made = press.made(handout())
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.pdf_version == "1.6"
        x, a = pdf.Root.OutputIntents
        assert (x.S, a.S) == (Name.GTS_PDFX, Name.GTS_PDFA1)
        assert x.DestOutputProfile.objgen == a.DestOutputProfile.objgen
        assert str(x.OutputConditionIdentifier) == "CGATS TR 006"
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert "PDF/X-4" in packet
        assert "/Filter" not in pdf.Root.Metadata
        assert re.search(r"<xmp:ModifyDate>\d{4}-\d\d-\d\dT00:00:00Z", packet)
        assert pdf.docinfo.Trapped == Name("/False")


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pdf", "said"),
    [
        (b"no PDF", "this is not a whole PDF"),
        (drawn(b"0 g")[:100], "this is not a whole PDF"),
        (drawn(b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI"), "a small picture in it cannot"),
        (with_picture(b"abc", space=Name.DeviceRGB), "a picture in it cannot be separated"),
    ],
)
def test_what_cannot_be_made_is_said(press: Press, pdf: bytes, said: str) -> None:
    with pytest.raises(PressError, match=said):
        press.made(pdf)


def test_a_press_file_is_not_made_again(press: Press) -> None:
    with pytest.raises(PressError, match="for a press already"):
        press.made(press.made(drawn(b"0 g")))


def _profile(kind: bytes = b"prtr", space: bytes = b"CMYK", length: int = 500) -> bytes:
    head = bytearray(length)
    head[:4], head[12:16], head[16:20], head[36:40] = (500).to_bytes(4, "big"), kind, space, b"acsp"
    return bytes(head)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not an ICC profile"),
        (_profile(b"mntr", b"RGB "), "not the profile of a printer"),
        (_profile(space=b"RGB "), "for the four inks"),
        (_profile(length=200), "is cut short"),
        (bytes(MOST_BYTES + 1), "is larger than 16 MiB"),
    ],
)
def test_profiles_that_are_none_are_refused(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "other.icc"
    file.write_bytes(content)
    with pytest.raises(ProfileError, match=said):
        read_printer_profile(file, "Other")


def test_a_damaged_profile_is_refused_when_it_is_used() -> None:
    damaged = PrinterProfile(condition="Other", content=_profile())
    with pytest.raises(ProfileError, match="is damaged"):
        Press(PressOrder(profile=damaged))
    half = PrinterProfile(condition="Other", content=shipped_profile().content[:900])
    with pytest.raises(ProfileError, match="is damaged"):
        Press(PressOrder(profile=half))


def test_tagged_files_conform(press: Press) -> None:
    made = press.made(handout())
    for standard in (page_validation.ValidationProfile.PDF_A_2A,):
        report = page_validation.validate_pdf_bytes(made, profile=standard)
        assert [(f.rule_id, f.message) for f in report.failures] == []


def test_a_stream_that_comes_again_is_separated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from careerprint.press import content

    done: list[int] = []
    separated = content._Run.separated

    def counted(run: Any, stream: Any) -> Any:
        done.append(1)
        return separated(run, stream)

    monkeypatch.setattr(content._Run, "separated", counted)
    press = Press(PressOrder())
    first = press.made(handout())
    before = len(done)
    assert before > 0
    assert press.made(handout()) == first
    assert len(done) == before


def test_a_drawing_turned_by_a_quarter_bleeds(press: Press, tmp_path: Path) -> None:
    made = press.made(drawn(b"q 0 1 -1 0 200 0 cm 0 0 1 rg 0 100 50 100 re f Q"))
    (page,) = plates(made, tmp_path)
    assert page.at(SLUG_PT - 6, SLUG_PT + 20)[0] > 200
    assert page.at(SLUG_PT - 6, SLUG_PT + 80) == (0, 0, 0, 0)


def test_no_stream_ends_with_a_carriage_return(press: Press) -> None:
    """About one file in forty would have one, by the checksum of its objects."""
    for number in range(300):
        with pikepdf.open(io.BytesIO(drawn(b"0 g 0 0 9 9 re f"))) as pdf:
            pdf.docinfo.Title, pdf.docinfo.Author = f"Page {number}", "x" * (number % 50)
            pdf.save(target := io.BytesIO())
        assert not re.search(rb"\r\n?endstream", press.made(target.getvalue()))


def _masked(content: bytes, shading_space: Name = Name.DeviceGray) -> bytes:
    """Give a red area that fades by a mask, as typesetters write one: blended in RGB."""
    with pikepdf.open(io.BytesIO(drawn(b"/M gs 1 0 0 rg 0 0 200 100 re f"))) as pdf:
        group = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form)
        group.BBox = Array([0, 0, 200, 100])
        group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=True)
        line = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=1)
        shading = Dictionary(ShadingType=2, ColorSpace=shading_space, Coords=[0, 0, 200, 0])
        shading.Function = line
        group.Resources = Dictionary(Shading=Dictionary(S=shading))
        mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group)
        pdf.pages[0].Resources.ExtGState = Dictionary(M=Dictionary(SMask=mask))
        pdf.save(target := io.BytesIO())
    return target.getvalue()


def test_what_fades_fades_alike(press: Press, tmp_path: Path) -> None:
    made = press.made(_masked(b"/S sh"))
    (page,) = plates(made, tmp_path)
    magenta = [page.at(SLUG_PT + x, SLUG_PT + 50)[1] for x in (4, 100, 196)]
    assert magenta[0] < 15
    assert 90 < magenta[1] < 150
    assert magenta[2] > 220
    with pikepdf.open(io.BytesIO(made)) as pdf:
        group = pdf.pages[0].Resources.ExtGState.M.SMask.G
        assert Name.DeviceGray == group.Group.CS
        assert group.Resources.Shading.S.ColorSpace == Name.DeviceGray


def test_a_mask_in_colours_masks_by_their_luminance(press: Press, tmp_path: Path) -> None:
    (page,) = plates(press.made(_masked(b"0 1 0 rg 0 0 200 100 re f")), tmp_path)
    assert page.at(SLUG_PT + 100, SLUG_PT + 50)[1] / 255 == pytest.approx(0.59, abs=0.06)
    for other in (_masked(b"0 0 0 1 k 0 0 9 9 re f"), _masked(b"/S sh", Name.DeviceRGB)):
        with pytest.raises(PressError, match="a transparent part"):
            press.made(other)


def test_streams_of_a_page_go_on_from_each_other(press: Press) -> None:
    with pikepdf.open(io.BytesIO(drawn(b""))) as pdf:
        parts = (b"q 0 g BT /F 9 Tf 9 9 Td (a) Tj ET", b"Q 0 g BT /F 9 Tf 9 9 Td (b) Tj ET")
        pdf.pages[0].obj.Contents = Array([pdf.make_stream(one) for one in parts])
        pdf.save(target := io.BytesIO())
    said = content_of(press.made(target.getvalue()))
    assert said.count("/PressOverprints gs") == 2, "what was kept before does not overprint"


def test_a_drawing_begins_with_the_ink_around_it(press: Press) -> None:
    with pikepdf.open(io.BytesIO(drawn(b"1 g /D Do"))) as pdf:
        form = pdf.make_stream(
            b"BT /F 9 Tf 9 9 Td (white) Tj ET", Type=Name.XObject, Subtype=Name.Form
        )
        form.BBox, form.Resources = (
            Array([0, 0, 99, 99]),
            Dictionary(dict(pdf.pages[0].Resources.items())),
        )
        pdf.pages[0].Resources.XObject = Dictionary(D=form)
        pdf.save(target := io.BytesIO())
    made = press.made(target.getvalue())
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert b"Overprints" not in pdf.pages[0].Resources.XObject.D.read_bytes()
