"""A copier's file names no colour space but grey, whatever stands on the page; the walk sees all.

Ghostscript counts the ink of whole pages elsewhere; here every kind of colour is set once.
"""

import base64
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from tests.greys import colours_in

from careerprint.binder.source import BindError
from careerprint.render.pdf import Setting, Typesetter

SETTING = Setting(body_pt=9, leading=1.3)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10" style="height:40pt">{}</svg>'
GRADIENT = (
    '<defs><{0}Gradient id="g"><stop offset="0" stop-color="#c00"/>'
    '<stop offset=".5" stop-color="rgb(0 90 200 / 40%)"/><stop offset="1" stop-color="#0a0"/>'
    '</{0}Gradient></defs><rect width="30" height="10" fill="url(#g)"/>'
)


def _address(mode: str = "RGB", kind: str = "PNG", **options: Any) -> str:
    image = Image.linear_gradient("L").resize((24, 8))
    image = Image.merge("RGB", (image, image.point(lambda n: 255 - n), image)).convert(mode)
    if mode.endswith("A"):
        image.putalpha(image.getchannel(0))
    target = BytesIO()
    image.save(target, kind, **options)
    said = base64.b64encode(target.getvalue()).decode()
    return f"data:image/{kind.lower()};base64,{said}"


def _img(*values: str) -> str:
    return f'<img alt="x" style="width:60pt;height:20pt" src="{_address(*values)}">'


def _box(css: str) -> str:
    return f'<div style="height:20pt;width:90pt;{css}">x</div>'


COLOURED = {
    "text": '<p style="color:#c00;text-decoration:underline overline #0a0">red</p>',
    "text of css 4": '<p style="color:oklch(60% 0.2 30)">a</p><p style="color:lab(50% 40 0)">b</p>',
    "text for a press": '<p style="color:device-cmyk(10% 80% 20% 5%)">ink</p>',
    "strokes of css 4": _box("border:3pt dashed lab(50% 60 20)"),
    "shade": _box("background:rgb(200 0 0 / 40%);border-radius:4pt"),
    "linear shade": _box("background:linear-gradient(45deg, #c00, #0a0 30%, rgb(0 0 200 / 20%))"),
    "radial shade": _box("background:repeating-radial-gradient(#c00, #0a0 10pt)"),
    "picture": _img("RGB"),
    "clear picture": _img("RGBA"),
    "grey picture": _img("LA"),
    "palette": _img("P"),
    "photograph": _img("RGB", "JPEG"),
    "photograph for a press": _img("CMYK", "JPEG"),
    "tiles": _box(f"background:url({_address()}) 0 0/8pt"),
    "opacity": f'<div style="opacity:.5;mix-blend-mode:multiply">{_img("RGB")}</div>',
    "drawing": SVG.format('<g opacity=".4"><path stroke="#c0c" fill="#0cc" d="M1 1h9v5z"/></g>'),
    "linear gradient": SVG.format(GRADIENT.format("linear")),
    "radial gradient": SVG.format(GRADIENT.format("radial")),
    "picture in a drawing": SVG.format(f'<image width="30" height="10" href="{_address()}"/>'),
    "pattern": SVG.format(
        '<pattern id="p" width="3" height="3" patternUnits="userSpaceOnUse">'
        '<rect width="2" height="2" fill="#c00"/></pattern>'
        '<rect width="30" height="10" fill="url(#p)"/>'
    ),
    "mask": SVG.format(
        '<mask id="m"><rect width="20" height="9" fill="#8c8"/></mask>'
        '<rect width="30" height="10" fill="#c00" mask="url(#m)"/>'
    ),
    "form": '<form><input name="a" style="appearance:auto;color:#c00">'
    '<input type="checkbox" name="b" style="appearance:auto;color:#00c"></form>',
    "link": '<a href="https://example.org" style="color:#00c">there</a>',
}


def _written(body: str, tmp_path: Path, *, is_grey: bool) -> bytes:
    css = "@page{size:200pt 120pt;margin:8pt}"
    html = f'<html lang="en"><title>x</title><style>{css}</style><h1>x</h1>{body}'
    done = Typesetter(roots=(tmp_path,)).typeset(html, base=tmp_path, sheets=(), setting=SETTING)
    return done.write(is_grey=is_grey)


@pytest.mark.parametrize("kind", COLOURED)
def test_every_kind_of_colour_becomes_grey(kind: str, tmp_path: Path) -> None:
    """The page says no colour any more, and looks as its colours do in grey."""
    coloured = _written(COLOURED[kind], tmp_path, is_grey=False)
    grey = _written(COLOURED[kind], tmp_path, is_grey=True)
    assert colours_in(coloured)
    assert colours_in(grey) == ()
    assert _SPACES.search(_records(coloured))
    assert not _SPACES.search(_records(grey))
    assert _apart(coloured, grey) < 12


_SPACES = re.compile(rb"DeviceRGB|DeviceCMYK|ICCBased|/Lab|CalRGB")


def _records(pdf: bytes) -> bytes:
    """Give what the objects of a PDF say, those that nothing leads to among them."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return b"".join(
            repr(dict(one.items())).encode()
            if isinstance(one, pikepdf.Stream)
            else one.unparse(True)
            for one in document.objects
        )


def _apart(one: bytes, other: bytes) -> float:
    """Give how far the darkness of two pages differs: the mean of the worst line, of 255."""
    pages = [_shades(pdf) for pdf in (one, other)]
    assert pages[0].size == pages[1].size
    lines = zip(*(_lines(page) for page in pages), strict=True)
    apart = [sum(abs(a - b) for a, b in zip(*pair, strict=True)) / len(pair[0]) for pair in lines]
    return float(max(apart))


def _lines(page: Image.Image) -> list[bytes]:
    samples = page.tobytes()
    return [samples[n : n + page.width] for n in range(0, len(samples), page.width)]


def _shades(pdf: bytes) -> Image.Image:
    with pymupdf.open(stream=pdf) as document:
        pixels = document[0].get_pixmap(dpi=50)
        seen = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    return seen.convert("L")


def test_a_profile_of_the_layouts_own_is_dropped(tmp_path: Path) -> None:
    from careerprint.binder.archive import srgb_profile

    (tmp_path / "own.icc").write_bytes(srgb_profile())
    body = (
        "<style>@color-profile --own{src:url(own.icc);components:r, g, b}</style>"
        '<p style="color:color(--own 0.8 0 0)">x</p>'
    )
    assert colours_in(_written(body, tmp_path, is_grey=False))
    grey = _written(body, tmp_path, is_grey=True)
    assert colours_in(grey) == ()
    assert not _SPACES.search(_records(grey))


def test_the_copiers_page_is_the_same_each_time(tmp_path: Path) -> None:
    body = COLOURED["clear picture"] + COLOURED["linear gradient"]
    once, again = (_written(body, tmp_path, is_grey=True) for _ in range(2))
    assert once == again


@pytest.mark.parametrize("is_grey", [False, True])
def test_a_picture_of_a_layout_is_drawn_as_it_is_meant(is_grey: bool, tmp_path: Path) -> None:
    """A grey of 16 bits that is turned on its side: white where it is white."""
    data = b"".join((n * 257).to_bytes(2, "little") for n in range(256)) * 64
    exif = Image.Exif()
    exif[274] = 6
    Image.frombytes("I;16", (256, 64), data).save(tmp_path / "own.png", exif=exif)
    body = '<img alt="x" style="height:40pt" src="own.png">'
    with pymupdf.open(stream=_written(body, tmp_path, is_grey=is_grey)) as document:
        (info,) = document[0].get_image_info()
        box = pymupdf.Rect(info["bbox"])
        pixels = document[0].get_pixmap(clip=box)
    rows = (4, pixels.height // 2, pixels.height - 4)
    shades = [pixels.pixel(pixels.width // 2, row)[0] for row in rows]
    assert box.height / box.width == pytest.approx(4, rel=0.02)
    assert shades == pytest.approx([0.1 * 255, 0.5 * 255, 0.9 * 255], abs=12)


# --- the walk ---------------------------------------------------------------------------------


def _image(pdf: Pdf, space: Any, **entries: Any) -> Any:
    stream = pdf.make_stream(bytes(4))
    stream.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=1,
            Height=1,
            BitsPerComponent=8,
            ColorSpace=space,
            **entries,
        )
    )
    return stream


def _plant(name: str, make: Callable[[Pdf], Any]) -> Callable[[Pdf], None]:
    def plant(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        if name not in page.Resources:
            page.Resources[name] = Dictionary()
        page.Resources[name]["/Planted"] = make(pdf)

    return plant


def _draw(content: bytes) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].contents_add(content)


def _icc(pdf: Pdf, components: int) -> Any:
    stream = pdf.make_stream(b"profile")
    stream.N = components
    return stream


def _soft_mask(pdf: Pdf) -> Any:
    group = pdf.make_stream(b"")
    group.update(
        Dictionary(
            Subtype=Name.Form,
            BBox=[0, 0, 1, 1],
            Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB),
        )
    )
    return Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))


def _form(content: bytes, **entries: Any) -> Callable[[Pdf], Any]:
    def made(pdf: Pdf) -> Any:
        stream = pdf.make_stream(content)
        stream.update(Dictionary(Subtype=Name.Form, BBox=[0, 0, 1, 1], **entries))
        return stream

    return made


def _tiles(pdf: Pdf) -> Any:
    stream = pdf.make_stream(b"0 1 1 0 k 0 0 1 1 re f")
    stream.update(Dictionary(PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 1, 1]))
    return stream


def _glyphs(pdf: Pdf) -> Any:
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        CharProcs=Dictionary(a=pdf.make_stream(b"9 0 d0 1 0 0 rg 0 0 1 1 re f")),
    )


def _annotate(**entries: Any) -> Callable[[Pdf], None]:
    def plant(pdf: Pdf) -> None:
        annotation = Dictionary(Type=Name.Annot, Rect=[0, 0, 1, 1], **entries)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(annotation)])
        if annotation.Subtype == Name.Widget:
            pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots)

    return plant


def _intend(pdf: Pdf) -> None:
    pdf.Root.OutputIntents = Array([Dictionary(DestOutputProfile=_icc(pdf, 3))])


INLINE = b"BI /W 1 /H 1 /BPC 8 /CS /%b ID abc EI"
SHADING: dict[str, Any] = {"ShadingType": 2, "Coords": [0, 0, 1, 1]}
PLANTED: dict[str, Callable[[Pdf], None]] = {
    "operator": _draw(b"1 0 0 rg"),
    "stroke": _draw(b"0 0 0 1 K"),
    "named space": _draw(b"/DeviceCMYK cs"),
    "inline picture": _draw(INLINE % b"RGB"),
    "picture": _plant("/XObject", lambda pdf: _image(pdf, Name.DeviceRGB)),
    "soft mask of a picture": _plant(
        "/XObject", lambda pdf: _image(pdf, Name.DeviceGray, SMask=_image(pdf, Name.DeviceCMYK))
    ),
    "indexed": _plant(
        "/XObject", lambda pdf: _image(pdf, Array([Name.Indexed, Name.DeviceRGB, 0, b"abc"]))
    ),
    "profile": _plant("/XObject", lambda pdf: _image(pdf, Array([Name.ICCBased, _icc(pdf, 1)]))),
    "calibrated": _plant(
        "/XObject",
        lambda pdf: _image(pdf, Array([Name.CalGray, Dictionary(WhitePoint=[1, 1, 1])])),
    ),
    "shading": _plant("/Shading", lambda _: Dictionary(ColorSpace=Name.DeviceRGB, **SHADING)),
    "shading in a pattern": _plant(
        "/Pattern",
        lambda _: Dictionary(
            PatternType=2, Shading=Dictionary(ColorSpace=Name.DeviceRGB, **SHADING)
        ),
    ),
    "tiles": _plant("/Pattern", _tiles),
    "group": _plant("/ExtGState", _soft_mask),
    "form": _plant("/XObject", _form(b"0 0 1 RG")),
    "form in a form": _plant(
        "/XObject",
        lambda pdf: _form(
            b"", Resources=Dictionary(XObject=Dictionary(In=_form(b"0 0 1 RG")(pdf)))
        )(pdf),
    ),
    "space by default": _plant("/ColorSpace", lambda _: Name.DeviceRGB),
    "glyphs": _plant("/Font", _glyphs),
    "annotation": _annotate(Subtype=Name.Link, C=[1, 0, 0]),
    "field": _annotate(Subtype=Name.Widget, DA=b"/F 9 Tf 1 0 0 rg"),
    "frame of a field": _annotate(Subtype=Name.Widget, MK=Dictionary(BC=[1, 0, 0])),
    "output intent": _intend,
}
GREY: dict[str, Callable[[Pdf], None]] = {
    "inline picture": _draw(INLINE % b"G"),
    "stencil": _draw(b"BI /W 1 /H 1 /IM true ID a EI"),
    "indexed": _plant(
        "/XObject", lambda pdf: _image(pdf, Array([Name.Indexed, Name.DeviceGray, 0, b"a"]))
    ),
    "pattern": _draw(b"/Pattern cs 0.5 g"),
    "frame": _annotate(Subtype=Name.Widget, DA=b"/F 9 Tf 0 g", MK=Dictionary(BC=[0])),
}


def _with(plant: Callable[[Pdf], None]) -> bytes:
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.pages[0].obj.Resources = Dictionary()
        plant(pdf)
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize("kind", PLANTED)
def test_the_walk_finds_a_planted_colour(kind: str) -> None:
    assert len(colours_in(_with(PLANTED[kind]))) == 1


@pytest.mark.parametrize("kind", GREY)
def test_the_walk_lets_greys_pass(kind: str) -> None:
    assert colours_in(_with(GREY[kind])) == ()


def test_what_is_no_pdf_is_said() -> None:
    with pytest.raises(BindError, match="not a whole PDF"):
        colours_in(b"%PDF-1.7 no more")
