"""Pictures of others are made plain once: upright, of the right shades, in proportion, seen."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from careerprint.binder import archive
from careerprint.colour import WHITE
from careerprint.pictures import drawing, raster
from careerprint.pictures.drawing import read_drawing
from careerprint.pictures.picture import PictureError, findings_on, read_picture

ROOM = (54.0, 9.0)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
)
RECT = '<rect width="10" height="10" fill="#c00"/>'


def _file(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def _read(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def _ramp_of_sixteen_bits() -> Image.Image:
    data = b"".join((value * 257).to_bytes(2, "little") for value in range(256))
    return Image.frombytes("I;16", (256, 1), data)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_grey_of_sixteen_bits_keeps_its_shades(kind: str) -> None:
    made = _read(raster.plain(_file(_ramp_of_sixteen_bits(), kind)))
    assert (made.mode, list(made.tobytes())) == ("L", list(range(256)))


def test_a_clear_shade_of_sixteen_bits_stays_clear() -> None:
    made = _read(raster.plain(_file(_ramp_of_sixteen_bits(), transparency=257 * 200)))
    alpha = made.getchannel("A").tobytes()
    assert [n for n, value in enumerate(alpha) if value == 0] == [200]


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_a_picture_stands_as_the_camera_was_held(turn: int, kind: str) -> None:
    """The red corner of an upright picture is where EXIF 2.32, 4.6.4 A says."""
    exif = Image.Exif()
    exif[274] = turn
    image = Image.new("RGB", (40, 20), "white")
    image.paste("red", (0, 0, 10, 10))
    made = _read(raster.plain(_file(image, kind, exif=exif)))
    assert made.size == ((40, 20) if turn <= 4 else (20, 40))
    right, bottom = made.width - 5, made.height - 5
    corner = {1: (5, 5), 2: (right, 5), 3: (right, bottom), 4: (5, bottom)}
    corner |= {5: (5, 5), 6: (right, 5), 7: (right, bottom), 8: (5, bottom)}
    red, green, _ = made.convert("RGB").getpixel(corner[turn])  # type: ignore[misc]
    assert red > 200
    assert green < 60
    assert made.getexif().get(274, 1) == 1


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"),
        ("P", "PNG"),
        ("P", "GIF"),
        ("CMYK", "JPEG"),
        ("CMYK", "TIFF"),
        ("YCbCr", "TIFF"),
        ("LAB", "TIFF"),
        ("RGBA", "WEBP"),
        ("LA", "PNG"),
    ],
)
@pytest.mark.parametrize("is_grey", [False, True])
def test_every_kind_of_colours_becomes_one_that_all_read_alike(
    mode: str, kind: str, is_grey: bool
) -> None:
    image = Image.new("RGB", (30, 10), "white")
    image.paste("black", (0, 0, 10, 10))
    if mode == "LAB":
        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        image = ImageCms.profileToProfile(image, srgb, lab, outputMode="LAB") or image
    else:
        image = image.convert(mode)
    made = _read(raster.plain(_file(image, kind), is_grey=is_grey))
    assert made.mode in ({"L", "LA"} if is_grey else {"L", "LA", "RGB", "RGBA"})
    grey = made.convert("L")
    assert grey.getpixel((5, 5)) < 40  # type: ignore[operator]
    assert grey.getpixel((25, 5)) > 230  # type: ignore[operator]


def test_colours_are_what_their_profile_says() -> None:
    """A profile with red and green exchanged makes green of what is written as red."""
    tags = {
        b"rXYZ": archive._xyz(0.38515, 0.71687, 0.09708),
        b"gXYZ": archive._xyz(0.43607, 0.22249, 0.01392),
        b"bXYZ": archive._xyz(0.14307, 0.06061, 0.71410),
    }
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), archive._curve())
    profile = archive._profile(b"RGB ", "exchanged", {**tags, **curves})
    for kind in ("PNG", "JPEG", "WEBP"):
        content = _file(Image.new("RGB", (16, 16), (250, 0, 0)), kind, icc_profile=profile)
        red, green, _ = _read(raster.plain(content)).getpixel((8, 8))  # type: ignore[misc]
        assert (red < 40, green > 215) == (True, True)


def test_a_profile_leaves_nothing_behind_and_keeps_what_is_clear() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGBA", (4, 2), "#cc000080")
    made = _read(raster.plain(_file(image, icc_profile=profile)))
    assert "icc_profile" not in made.info
    assert made.getpixel((0, 0))[3] == 128  # type: ignore[index]


def test_a_palette_with_a_clear_colour_keeps_it() -> None:
    image = Image.new("P", (4, 1), 0)
    image.putpalette([255, 255, 255, 200, 0, 0])
    image.putpixel((3, 0), 1)
    made = _read(raster.plain(_file(image, transparency=0)))
    assert made.getchannel("A").tobytes() == bytes([0, 0, 0, 255])


def test_what_is_plain_stays_as_it_is_and_the_rest_is_made_the_same_each_time() -> None:
    photograph = _file(Image.effect_noise((60, 40), 50).convert("RGB"), "JPEG")
    assert raster.plain(photograph) == photograph
    assert raster.plain(photograph, is_grey=True) == raster.plain(photograph, is_grey=True)
    assert raster.kind(raster.plain(photograph, is_grey=True)) == "image/jpeg"


def test_a_picture_is_no_finer_than_print(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("RGB", (6000, 2000), "teal").save(path)
    picture = read_picture(path, ROOM, largest=2)
    assert (picture.width_mm, picture.height_mm) == (27.0, 9.0)
    assert picture.dpi == pytest.approx(600, rel=0.01)


def test_the_reading_of_a_picture_that_is_cut_off_is_refused_whoever_read_before() -> None:
    from PIL import ImageFile

    content = _file(Image.effect_noise((200, 200), 60))
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        with pytest.raises(PictureError, match="not a whole picture"):
            raster.plain(content[:2000])
        assert ImageFile.LOAD_TRUNCATED_IMAGES is True
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


@pytest.mark.parametrize(
    ("side", "words"),
    [((20_000, 2), "20,000 by 2 pixels"), ((9_000, 9_000), "60,000,000 in all are the most")],
)
def test_what_unpacks_to_gigabytes_is_refused_unread(side: tuple[int, int], words: str) -> None:
    with pytest.raises(PictureError, match=words):
        raster.plain(_file(Image.new("1", side)))


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(40), b"II*\0" * 9]
)
def test_what_only_begins_like_a_picture_is_refused_in_words(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "odd.png"
    path.write_bytes(content)
    with pytest.raises(PictureError):
        read_picture(path, ROOM)


# --- drawings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("root", "ratio", "box"),
    [
        ('viewBox="0 0 3e2 100"', 3, "0 0 300 100"),
        ('viewBox="0,0 , 3E+2\n1.e2"', 3, "0 0 300 100"),
        ('viewBox="-10 -10 30 10"', 3, "-10 -10 30 10"),
        ('width="100%" height="100%" viewBox="0 0 30 10"', 3, "0 0 30 10"),
        ('width="100%" height="100%"', 2, "0 0 300 150"),
        ('width="3in" height="72pt"', 3, "0 0 288 96"),
        ('width="3e1mm" height="1cm"', 3, None),
        ('width="30em" height="160"', 3, "0 0 480 160"),
        ('width="30PX" height=" 10 "', 3, "0 0 30 10"),
        ('width="30" height="10" viewBox="0 0 10 10"', 3, "0 0 10 10"),
        ('height="10" viewBox="0 0 30 10"', 3, "0 0 30 10"),
        ('width="10" height="auto" viewBox="0 0 30 10"', 3, "0 0 30 10"),
        ('width="300" viewBox="0 0 30"', 2, "0 0 300 150"),
        ("", 2, "0 0 300 150"),
    ],
)
def test_a_drawing_has_the_size_that_browsers_give_it(
    root: str, ratio: float, box: str | None
) -> None:
    drawing = read_drawing(SVG.format(root, RECT).encode())
    assert drawing.ratio == pytest.approx(ratio)
    if box:
        assert f'viewBox="{box}"'.encode() in drawing.content
    again = read_drawing(drawing.content)
    assert again.content == drawing.content
    assert again.ratio == pytest.approx(drawing.ratio)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<html/>", "neither"),
        ("<svg/>", "neither"),
        ("no drawing", "neither"),
        (SVG.format('viewBox="0 0 0 10"', RECT), "size of 0"),
        (SVG.format('width="0" height="5"', RECT), "size of 0"),
        (SVG.format("", "<g>" * 9000 + "</g>" * 9000), "too deep"),
    ],
)
def test_what_is_no_drawing_is_refused_in_words(content: str, words: str) -> None:
    with pytest.raises(PictureError, match=words):
        read_drawing(content.encode())


# --- whether it is seen -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "contrast"),
    [
        ('<path d="M0 0h9v9z"/>', 21),
        ('<rect width="9" height="9" fill="white"/>', 1),
        ('<g fill="#fff"><rect width="9" height="9"/></g>', 1),
        ('<g style="fill: #FFF"><rect width="9" height="9" stroke="currentColor"/></g>', 21),
        ('<style>/* . */ .a, .b{fill:#fff}</style><rect class="b" width="9" height="9"/>', 1),
        ('<defs><path id="p" d="M0 0h9v9z" fill="#fff"/></defs><use href="#p"/>', 1),
        ('<symbol id="p"><path d="M0 0h9v9z"/></symbol><use xlink:href="#p" fill="#fff"/>', 1),
        ('<use id="p" href="#p"/>', 1),
        ('<rect width="9" height="9" fill="none"/>', 1),
        ('<rect width="9" height="9" fill="#fff"/><text fill="#000">A</text>', 21),
        ('<rect width="9" height="9" fill="url(#g)"/>', None),
        ('<image width="9" height="9" href="data:,"/>', None),
    ],
)
def test_the_contrast_of_a_drawing_is_that_of_its_strongest_paint(
    inner: str, contrast: float | None
) -> None:
    found = read_drawing(SVG.format('viewBox="0 0 9 9"', inner).encode()).contrast
    assert found == (None if contrast is None else pytest.approx(contrast))


@pytest.mark.parametrize(
    ("colour", "ground", "is_seen"),
    [
        ("#ffffff", (0, 0, 0, 0), False),
        ("#ffff00", (255, 255, 255, 255), False),
        ("#f0f0f0", (255, 255, 255, 255), False),
        ("#cc0000", (255, 255, 255, 255), True),
        ("#ffffff", (0, 60, 120, 255), True),
        ("#000000", (0, 0, 0, 0), True),
    ],
)
def test_what_cannot_be_seen_on_white_paper_is_said(
    colour: str, ground: tuple[int, int, int, int], is_seen: bool, tmp_path: Path
) -> None:
    image = Image.new("RGBA", (900, 300), ground)
    image.paste(colour, (100, 100, 800, 110))
    image.save(path := tmp_path / "logo.png")
    said = [one.message for one in findings_on(read_picture(path, ROOM), "logo.png", ("logo",))]
    assert len(said) == (0 if is_seen else 1)
    assert is_seen or "can hardly be seen" in said[0]


@pytest.mark.parametrize(
    ("inner", "is_lost"),
    [
        ('<circle cx="5" cy="5" r="4"/><text x="12" y="8" fill="#fff">School</text>', True),
        ('<rect width="60" height="10"/><text x="12" y="8" fill="#fff">School</text>', False),
        ('<circle cx="5" cy="5" r="4"/><text x="12" y="8">School</text>', False),
        ('<path d="M0 0h9v9h-9z"/><path d="m12 1l9 0 0 8-9 0z" fill="white"/>', True),
        ('<path d="M0 0H60V10H0z"/><path d="m12 1l9 0 0 8-9 0z" fill="white"/>', False),
        (
            '<rect width="60" transform="rotate(9)"/><rect width="9" fill="#fff"/>',
            False,
        ),
        (
            '<rect width="60" height="10" fill="none" stroke="#000"/>'
            '<text x="12" y="8" fill="#fff">School</text>',
            True,
        ),
        (
            '<g transform="translate(30 0) scale(2)"><rect width="5" height="5"/></g>'
            '<rect x="31" width="8" height="8" fill="#fff"/>',
            False,
        ),
    ],
)
def test_what_of_a_drawing_vanishes_on_white_is_measured(inner: str, is_lost: bool) -> None:
    content = read_drawing(SVG.format('viewBox="0 0 60 10"', inner).encode()).content
    assert (drawing.lost_share(content, WHITE, 1.5) > 0.1) is is_lost
    assert drawing.lost_share(content, (0.5, 0.5, 0.5), 1.5) == 0


def test_what_of_a_picture_vanishes_on_white_is_measured() -> None:
    badge = Image.new("RGBA", (200, 50), (0, 0, 0, 0))
    badge.paste((0, 0, 120, 255), (0, 0, 50, 50))
    badge.paste((255, 255, 255, 255), (10, 10, 30, 30))
    assert raster.lost_share(_png(badge), WHITE, 1.5) == 0
    badge.paste((255, 255, 255, 255), (100, 10, 200, 40))
    assert raster.lost_share(_png(badge), WHITE, 1.5) == pytest.approx(3000 / 5500, abs=0.02)
    assert raster.lost_share(_png(badge), (0.2, 0.5, 0.2), 1.5) == 0


def _png(image: Image.Image) -> bytes:
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()
