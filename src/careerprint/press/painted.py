"""All that a page paints with → inks: drawings, pictures, patterns, gradients, soft masks."""

import zlib
from collections.abc import Callable
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from careerprint.binder.source import Key, padded
from careerprint.press.bleed import IDENTITY, in_bleed, times
from careerprint.press.colour_spaces import ColourSpace, read_colour_space
from careerprint.press.content import Call, ContentSeparator, as_matrix
from careerprint.press.crop_marks import ALL_PLATES
from careerprint.press.overprint import add_states
from careerprint.press.page_boxes import PageBoxes
from careerprint.press.press_error import PressError
from careerprint.press.separation import BLACK, read_picture
from careerprint.press.soft_mask import make_mask_grey

_STARTS_BLACK: Final = b"0 0 0 1 k 0 0 0 1 K\n"
"""A page begins in the black of DeviceGray, which cannot overprint."""
_BY_ITSELF: Final = Call(name="", matrix=IDENTITY, fill=BLACK)
_STRAIGHT: Final = frozenset({2, 3})
"""Functions of straight lines between colours (ISO 32000-1, 7.10.3 and 7.10.4)."""
_SMOOTH: Final = frozenset({2, 3})
"""Gradients along a line and between circles (8.7.4.5)."""
_AS_THEY_ARE: Final = frozenset({"/DeviceGray", "/G", "/CalGray", "/DeviceCMYK", "/CMYK"})


class Painter:
    """Takes what the pages of one document paint with into inks, each object once."""

    def __init__(self, by: ContentSeparator) -> None:
        self._by = by
        self._done: set[Key] = set()
        self._lists: list[Any] = []
        self._kinds: dict[str, Callable[[Any, Any], None]] = {
            "/XObject": self._object,
            "/Pattern": self._pattern,
            "/Shading": lambda one, _: self._gradient(one),
            "/ExtGState": lambda one, _: self._state(one),
            "/Font": self._font,
        }

    def page(self, pdf: pikepdf.Pdf, page: Any, boxes: PageBoxes) -> None:
        """Take a page into inks."""
        obj = page.obj
        if "/Resources" not in obj:
            obj.Resources = Dictionary()
        resources = obj.Resources
        contents = obj.get("/Contents", Array())
        streams = list(contents) if isinstance(contents, Array) else [contents]
        made = self._by.page(streams, resources, boxes)
        pieces = [b"q\n", _STARTS_BLACK, *(b"%b\n" % one.content for one in made), b"Q\n"]
        obj.Contents = pdf.make_stream(padded(b"".join(pieces)))
        for one in made:
            self._called(resources, one.calls, boxes)
        self._listed(resources)
        obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, I=True)

    def _called(self, resources: Any, calls: tuple[Call, ...], boxes: PageBoxes | None) -> None:
        """Take the drawings that a stream calls into inks, in the place where they are called."""
        objects = resources.get("/XObject", Dictionary())
        for call in calls:
            called = objects.get(call.name)
            if isinstance(called, Stream) and called.get("/Subtype") == Name.Form:
                self._drawing(called, resources, call, boxes)

    def _drawing(
        self,
        form: Any,
        around: Any,
        call: Call,
        boxes: PageBoxes | None,
        start: bytes = b"",
    ) -> None:
        """Take a form (8.10) into inks; ``start`` goes before it."""
        if form.objgen in self._done:
            return
        self._done.add(form.objgen)
        own = form.get("/Matrix")
        placed = times(as_matrix(own), call.matrix) if own is not None else call.matrix
        resources = form.get("/Resources")
        inner = resources if resources is not None else around
        made = self._by.drawing(form, inner, placed, boxes, call.fill)
        form.write(padded(start + made.content))
        if boxes is not None and "/BBox" in form:
            x, y, other_x, other_y = (float(edge) for edge in form.BBox)
            moved = in_bleed((x, y, other_x, other_y), placed, boxes)
            if moved is not None:
                form.BBox = Array(list(moved))
        if "/Group" in form:
            form.Group[Name.CS] = Name.DeviceCMYK
        if resources is not None:
            self._called(resources, made.calls, boxes)
            self._listed(resources)

    def _listed(self, resources: Any) -> None:
        """Take what a list of resources names into inks, as far as it is not yet."""
        key = resources.objgen
        if resources.is_indirect and key in self._done:
            return
        self._done.add(key)
        for kind, take in self._kinds.items():
            for one in resources.get(kind, Dictionary()).values():
                take(one, resources)
        add_states(resources)
        self._lists.append(resources)

    def _object(self, one: Any, around: Any) -> None:
        if one.get("/Subtype") == Name.Image:
            self._picture(one)
        elif one.get("/Subtype") == Name.Form:
            self._drawing(one, around, _BY_ITSELF, None)

    def _pattern(self, one: Any, around: Any) -> None:
        """Take a gradient or tiles (8.7); coloured tiles begin with a state of their own."""
        if "/Shading" in one:
            self._gradient(one.Shading)
        elif isinstance(one, Stream):
            start = _STARTS_BLACK if one.get("/PaintType", 1) == 1 else b""
            self._drawing(one, around, _BY_ITSELF, None, start)

    def _font(self, font: Any, around: Any) -> None:
        """Take glyphs that are drawings (9.6.5) into inks."""
        for glyph in font.get("/CharProcs", Dictionary()).values():
            self._drawing(glyph, font.get("/Resources", around), _BY_ITSELF, None)

    def finish(self) -> None:
        """Drop the lists of colour spaces (8.6.3): nothing is painted in them any more."""
        for resources in self._lists:
            listed = resources.get("/ColorSpace", Dictionary())
            kept = Dictionary({key: listed[key] for key in listed.keys() if key == ALL_PLATES})  # noqa: SIM118
            if len(kept):
                resources["/ColorSpace"] = kept
            elif "/ColorSpace" in resources:
                del resources["/ColorSpace"]

    def _state(self, state: Any) -> None:
        """Take the mask of a graphics state, and what only a shop may say, such as screens."""
        for key in ("/TR", "/TR2", "/HT", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2"):
            if key in state:
                del state[key]  # how plates are screened is the shop's matter
        mask = state.get("/SMask")
        if not isinstance(mask, Dictionary) or "/G" not in mask or mask.G.objgen in self._done:
            return
        if mask.get("/S") == Name.Luminosity:
            self._done.add(mask.G.objgen)
            make_mask_grey(mask.G)
        else:
            self._drawing(mask.G, Dictionary(), _BY_ITSELF, None)

    # --- pictures -------------------------------------------------------------------------

    def _picture(self, image: Any) -> None:
        if image.objgen in self._done:
            return
        self._done.add(image.objgen)
        for key in ("/Interpolate", "/Alternates", "/OPI", "/Intent"):
            if key in image:
                del image[key]
        if image.get("/ImageMask", False):
            return
        if isinstance(mask := image.get("/SMask"), Stream):
            self._picture(mask)
        space = image.get("/ColorSpace")
        if space is None or str(space) in _AS_THEY_ARE:
            return
        if isinstance(image.get("/Mask"), Array):
            raise PressError(
                "a picture in it says by a colour what is clear, and cannot be separated into inks",
                hint="save it as a PNG with transparency",
            )
        read = self._read(space)
        pixels = read_picture(pikepdf.PdfImage(image))
        if pixels.mode == "CMYK":
            image[Name.ColorSpace] = Name.DeviceCMYK
            return
        if pixels.mode in {"L", "1"} and read.parts == 1:
            self._put(image, pixels.convert("L").tobytes(), Name.DeviceGray)
            return
        is_palette = isinstance(space, Array) and str(space[0]) in {"/Indexed", "/I"}
        profile = self._read(space[1]).profile if is_palette else read.profile
        inks = self._by.separation.picture(pixels, profile)
        self._put(image, inks, Name.DeviceCMYK)

    def _read(self, space: Any) -> ColourSpace:
        return read_colour_space(space, self._by.separation)

    @staticmethod
    def _put(image: Any, samples: bytes, space: Name) -> None:
        for key in ("/Decode", "/DecodeParms"):
            if key in image:
                del image[key]
        image.write(zlib.compress(padded(samples), 9), filter=Name.FlateDecode)
        image[Name.ColorSpace], image[Name.BitsPerComponent] = space, 8

    # --- gradients --------------------------------------------------------------------------

    def _gradient(self, shading: Any) -> None:
        if shading.is_indirect:
            if shading.objgen in self._done:
                return
            self._done.add(shading.objgen)
        space = shading.ColorSpace
        if str(space) in _AS_THEY_ARE:  # greys are of black ink, and soft masks share them
            return
        function = shading.get("/Function")
        if int(shading.ShadingType) not in _SMOOTH or not isinstance(function, Dictionary):
            raise PressError(
                "a gradient in it cannot be separated into inks",
                hint="make it run along a line or from a point, between named colours",
            )
        read = self._read(space)
        self._function(function, read)
        shading[Name.ColorSpace] = Name.DeviceCMYK
        if "/Background" in shading:
            shading.Background = Array(list(read.inks([float(one) for one in shading.Background])))

    def _function(self, function: Any, space: ColourSpace) -> None:
        """Have a function give inks; a line between two colours stays a line between their inks."""
        if int(function.FunctionType) not in _STRAIGHT:
            raise PressError(
                "a gradient in it cannot be separated into inks",
                hint="let it run between named colours",
            )
        for one in function.get("/Functions", ()):
            self._function(one, space)
        if int(function.FunctionType) != 2:
            return
        for key, unsaid in (("/C0", 0.0), ("/C1", 1.0)):
            end = [float(part) for part in function.get(key, [unsaid] * space.parts)]
            if len(end) == space.parts:
                function[key] = Array([round(part, 3) for part in space.inks(end)])
        if "/Range" in function:
            function.Range = Array([0, 1] * 4)
