"""HTML and stylesheets → a tagged PDF. The only module that knows WeasyPrint.

One :class:`Typesetter` lives as long as its process: it holds one font configuration and
each stylesheet parsed once. It loads nothing but the files of the layout, the project and
this package: no network, no other path, and none of the machine's own fonts, so that the
same input gives the same bytes everywhere.
"""

import logging
import os
import re
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from careerprint.errors import LayoutError, Location, UsageError
from careerprint.render.copier import make_grey
from careerprint.render.fetching import FONT_SCHEME, allowed_file, closed_fetcher
from careerprint.render.measure import PX_PER_PT, Overrun, overruns, used_px
from careerprint.render.runs import breaking_runs
from careerprint.render.scripts import spelled
from careerprint.render.thrift import dissolve_groups, merge_texts, share_resources
from careerprint.typefaces.faces import (
    FALLBACKS,
    WEIGHTS,
    own_family,
    own_fonts,
)
from careerprint.typefaces.letters import Spoken, spoken
from careerprint.typefaces.own_faces import own_faces

if TYPE_CHECKING:
    import weasyprint

_NO_SYSTEM_FONTS: Final = "<fontconfig><cachedir>{folder}</cachedir></fontconfig>"
_SOME_AIR_PT: Final = 0.01
"""Never none: margins would collapse through, and added air would add more than itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The size of the body text in points, its leading in em, and the air added in points."""

    body_pt: float
    leading: float
    air_pt: float = 0.0

    @property
    def css(self) -> str:
        """The stylesheet that sets it: layouts measure everything else in rem and em."""
        return (
            f"html{{font-size:{self.body_pt:.3f}pt;line-height:{self.leading:.4f}}}"
            f".air{{padding-top:{max(self.air_pt, _SOME_AIR_PT):.2f}pt}}"
        )


class Typeset:
    """A document laid out on pages, not yet written.

    ``used_pt`` is the height that its content takes on each page, ``rooms_pt`` the height of each
    page's content area, ``room_pt`` that of the first, ``warnings`` what the engine had to say
    and could go on with. ``boxes`` are those of its pages, for measuring.
    """

    def __init__(self, document: "weasyprint.Document", heard: "_Heard") -> None:
        self._document = document
        self._heard = heard
        self.pages = len(document.pages)
        self.boxes = [page._page_box for page in document.pages]  # noqa: SLF001 - not public
        self.rooms_pt = tuple(box.height / PX_PER_PT for box in self.boxes)
        self.room_pt = self.rooms_pt[0]
        self.used_pt = tuple(used_px(box) / PX_PER_PT for box in self.boxes)

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height of its first page, margins included."""
        page = self._document.pages[0]
        return page.width / PX_PER_PT, page.height / PX_PER_PT

    @property
    def anchors(self) -> dict[str, int]:
        """The page, from 0, on which each element with an id begins."""
        found: dict[str, int] = {}
        for index, page in enumerate(self._document.pages):
            for name in page.anchors:
                found.setdefault(name, index)
        return found

    @cached_property
    def overruns(self) -> tuple[Overrun, ...]:
        """The lines that leave their column or the page, the widest first."""
        return tuple(sorted(overruns(self.boxes), key=lambda one: -one.over_pt))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the engine had to say, without repetition."""
        return tuple(dict.fromkeys(self._heard.warnings))

    @property
    def faults(self) -> tuple[str, ...]:
        """What the engine could not load so far, such as a picture, without repetition."""
        return tuple(dict.fromkeys(self._heard.faults))

    def write(self, *, is_grey: bool = False) -> bytes:
        """Give the PDF: tagged, PDF/UA-1 declared (ISO 14289-1), the same bytes every time.

        ``is_grey`` leaves no colour space but DeviceGray, for a copier that counts colour pages.
        Raises ``LayoutError`` if something on the page could not be loaded or drawn.
        """
        with _captured(self._heard):
            finish = _finish_grey if is_grey else _finish
            pdf: bytes = self._document.write_pdf(pdf_variant="pdf/ua-1", finisher=finish)
        if self._heard.faults:
            raise LayoutError("; ".join(dict.fromkeys(self._heard.faults)))
        return pdf


_PRINT: Final = 4
"""An annotation's Print flag (ISO 32000-1, table 165): paper and screen are alike."""


def _finish(_document: Any, pdf: Any) -> None:
    """Mend what the engine leaves: figure boxes, links' Print flag, metadata in plain bytes.

    A figure's BBox is in the default user space (ISO 32000-1, 14.8.5.4.3): points from the
    lower left corner. An uncompressed metadata stream can be read by any archive tool.
    """
    metadata = pdf.catalog.get("Metadata")
    records: list[Any] = [item for item in pdf.objects if isinstance(item, dict)]
    pages = [item for item in records if item.get("Type") == "/Page"]
    heights = {page.reference: page["MediaBox"][3] for page in pages}
    for item in pdf.objects:
        if item.reference == metadata:
            item.compress = False
    _mend_maps(pdf, records)
    merge_texts(pdf)
    dissolve_groups(pdf)
    share_resources(pdf)
    if "AcroForm" in pdf.catalog:
        _finish_form(pdf, [item for item in records if item.get("Subtype") == "/Widget"])
    elements = {item.reference: item for item in records if item.get("Type") == "/StructElem"}
    for item in records:
        if item.get("S") == "/TH":
            item["A"].setdefault("Scope", _scope(item, elements))
        if item.get("Subtype") == "/Link":
            item["F"] = _PRINT
        if item.get("S") == "/Figure":
            _move_to_page_space(item["A"]["BBox"], heights[item["Pg"]])


def _scope(head: Any, elements: dict[bytes, Any]) -> str:
    """Give what a header cell heads (14.8.5.7): a column if it stands in a table's head."""
    row = elements[head["P"]]
    return "/Column" if elements[row["P"]]["S"] == "/THead" else "/Row"


def _mend_maps(pdf: Any, records: list[Any]) -> None:
    """Have every glyph say some text (14289-1, 7.21.7): one that says none is no width of space.

    The engine gives a letter of several glyphs to one of them and nothing to the others; the
    map of a whole font may hold a byte-order mark.
    """
    for font in records:
        if "ToUnicode" in font:
            lines = pdf.objects[int(font["ToUnicode"].split()[0])].stream
            lines[:] = [_SAYS_NOTHING.sub(rb"\1<200b>", line) for line in lines]


def _finish_form(pdf: Any, fields: list[Any]) -> None:
    """Give every empty field its appearance, so that no viewer has to make one up.

    ISO 32000-1, 12.5.5: an appearance stream; 12.7.4.2.3: a tick box has one for each state.
    """
    from pydyf import Dictionary, Stream

    pdf.catalog["AcroForm"].pop("NeedAppearances", None)
    for one in fields:
        x1, y1, x2, y2 = (float(n) for n in one["Rect"])
        box = type(one["Rect"])([0, 0, round(abs(x2 - x1), 3), round(abs(y2 - y1), 3)])
        empty = Stream([], {"Type": "/XObject", "Subtype": "/Form", "BBox": box})
        pdf.add_object(empty)
        if "AP" in one:
            one["AP"]["N"]["Off"] = empty.reference
        else:
            one["AP"] = Dictionary({"N": empty.reference})


def _finish_grey(document: Any, pdf: Any) -> None:
    """Finish a page for the copier: every colour becomes the grey of its luminance."""
    _finish(document, pdf)
    make_grey(pdf)


_SAYS_NOTHING: Final = re.compile(rb"^(<[0-9a-f]{4}> )<(?:feff)?>$")


def _move_to_page_space(box: Any, page_height_pt: float) -> None:
    """Turn a box in CSS pixels from the top into points from the bottom, in place."""
    x1, y1, x2, y2 = (float(n) / PX_PER_PT for n in box)
    box[:] = [round(n, 3) for n in (x1, page_height_pt - y2, x2, page_height_pt - y1)]


class Typesetter:
    """Sets documents with one font configuration and stylesheets parsed once."""

    def __init__(self, *, roots: tuple[Path, ...], font_folder: Path | None = None) -> None:
        """Open an engine that may read files under ``roots`` only.

        Raises ``UsageError`` if the engine's system libraries are missing.
        """
        self._engine = _engine()
        self._roots = tuple(root.resolve() for root in roots)
        self._fetcher = closed_fetcher(self._engine, self._roots)
        with _without_system_fonts():
            self._fonts = self._engine.text.fonts.FontConfiguration()
        self._sheets: dict[Path, tuple[Any, _Heard]] = {}
        self._own_fonts = own_fonts(font_folder)
        self._faces = self._parse(font_faces(font_folder))
        self._fallbacks: dict[str, Any] = {}

    def typeset(
        self, html: str, *, base: Path, sheets: tuple[Path, ...], setting: Setting
    ) -> Typeset:
        """Lay out HTML with a layout's stylesheets at a setting.

        ``base`` is the folder that relative addresses start from. Warnings name the sheet.
        """
        heard = _Heard()
        parsed = [self._sheet(path, heard) for path in sheets]
        return self._laid_out(html, base, [*parsed, self._parse(setting.css)], heard)

    def _laid_out(
        self, html: str, base: Path | None, sheets: list[Any], heard: "_Heard"
    ) -> Typeset:
        html, families = spelled(html, self._own_fonts)
        faces = [self._faces, *map(self._fallback, sorted(families & _FALLBACK_FAMILIES))]
        with _captured(heard):
            document = self._engine.HTML(
                string=html, base_url=_address(base), url_fetcher=self._fetcher
            ).render(stylesheets=[*faces, *sheets], font_config=self._fonts, pdf_variant="pdf/ua-1")
        return Typeset(document, heard)

    def specimen(self, html: str) -> bytes:
        """Give a tagged PDF of HTML set in our faces with no layout: its fonts are the point."""
        return self._laid_out(html, None, [], _Heard()).write()

    def _fallback(self, family: str) -> Any:
        """Give the stylesheet of a fallback's faces: they are loaded where a text needs them."""
        if family not in self._fallbacks:
            rules = (
                f'@font-face{{font-family:"{family}";font-weight:{weight};'
                f'src:url("{FONT_SCHEME}:{quote(family)}/{weight}")}}'
                for weight in WEIGHTS
            )
            self._fallbacks[family] = self._parse("".join(rules))
        return self._fallbacks[family]

    def _sheet(self, path: Path, heard: "_Heard") -> Any:
        """Give a parsed stylesheet; what the engine says of it is heard with its file's name."""
        if path not in self._sheets:
            own = _Heard()
            with _captured(own):
                sheet = self._parse(self._text(path), path.parent)
            self._sheets[path] = (sheet, own)
        sheet, own = self._sheets[path]
        heard.warnings += [f"{path}: {message}" for message in own.warnings]
        heard.faults += [f"{path}: {message}" for message in own.faults]
        return sheet

    def _text(self, path: Path) -> str:
        try:
            return allowed_file(path.resolve().as_uri(), self._roots).read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            message = "the stylesheet is not saved as UTF-8"
            raise LayoutError(message, location=Location(path)) from error
        except OSError as error:
            raise LayoutError(str(error), location=Location(path)) from error

    def _parse(self, css: str, base: Path | None = None) -> Any:
        return self._engine.CSS(
            string=css,
            base_url=_address(base),
            url_fetcher=self._fetcher,
            font_config=self._fonts,
        )


def _address(folder: Path | None) -> str | None:
    return f"{folder.resolve().as_uri()}/" if folder else None


def font_faces(folder: Path | None = None) -> str:
    """Give the stylesheet of the typefaces, and of the font files in a project's ``folder``.

    The engine turns to a project's own fonts for characters that ours lack; a layout may name
    them by the family that they say themselves. There is always
    a face: without any, the engine's text library brings the process down.
    """
    rules = [
        f'@font-face{{font-family:"{_FAMILIES[family]}";font-weight:{weight};'
        f'font-style:{style};src:url("{FONT_SCHEME}:{name}")}}'
        for name, (family, weight, style) in _STYLES.items()
    ]
    rules += [
        f'@font-face{{font-family:"{own_family(n)}";src:url("{file.resolve().as_uri()}")}}'
        for n, file in enumerate(own_fonts(folder))
    ]
    rules += [
        f'@font-face{{font-family:"{one.family}";font-weight:{one.css_weight};'
        f'font-style:{one.style};src:url("{one.file.resolve().as_uri()}")}}'
        for one in own_faces(folder)
    ]
    return "".join(rules)


_FAMILIES: Final = {"sans": "Source Sans", "serif": "Source Serif"}
_STYLES: Final = {
    "sans": ("sans", 400, "normal"),
    "sans-italic": ("sans", 400, "italic"),
    "sans-semibold": ("sans", 600, "normal"),
    "sans-bold": ("sans", 700, "normal"),
    "serif-semibold": ("serif", 600, "normal"),
    "serif-bold": ("serif", 700, "normal"),
}
"""Each face of :data:`careerprint.typefaces.faces.FACES` → family, weight and style."""
_FALLBACK_FAMILIES: Final = frozenset(one.family for one in FALLBACKS)


def engine_state() -> tuple[str, bool]:
    """Give the engine's version, and whether the HarfBuzz subsetter is there.

    Without the subsetter the engine falls back to a slower one. Raises ``UsageError`` if a
    system library is missing.
    """
    engine = _engine()
    from weasyprint.text import ffi

    return engine.__version__, bool(ffi.harfbuzz_subset)


@cache
def _engine() -> Any:
    try:
        with _without_system_fonts(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import weasyprint
            import weasyprint.svg
            import weasyprint.text.fonts
    except OSError as error:
        raise UsageError(
            f"the typesetting engine lacks a system library ({error})",
            hint="careerprint doctor says what to install; in a checkout, make setup does it",
        ) from error
    _draw_labels_whole(weasyprint)
    _break_runs(weasyprint)
    _say_what_glyphs_cannot(weasyprint)
    return weasyprint


def _say_what_glyphs_cannot(engine: Any) -> None:
    """Have text whose glyphs do not say its letters in their order say so.

    Glyphs are drawn from left to right: of a line from right to left it is said that they are
    reversed (ISO 32000-1, 14.8.2.3.3). Where letters are reordered, joined or stacked, a glyph's
    own text is not enough: that of the line goes with it (ActualText, 14.9.4).
    """
    draw_glyphs = engine.draw.draw_text

    def draw(stream: Any, textbox: Any, *rest: Any) -> None:
        how = spoken(textbox.text)
        if how is Spoken.BY_GLYPHS:
            draw_glyphs(stream, textbox, *rest)
            return
        if how is Spoken.REVERSED:
            stream.begin_marked_content("ReversedChars")
        else:
            said = textbox.text.encode("utf-16-be").hex()
            stream.begin_marked_content("Span", f"<</ActualText <feff{said}>>>".encode())
        draw_glyphs(stream, textbox, *rest)
        stream.end_marked_content()

    engine.draw.draw_text = draw


def _break_runs(engine: Any) -> None:
    """Have lines broken that would leave their column behind emphasis or a link."""
    lines, boxes = engine.layout.inline, engine.formatting_structure.boxes
    lines.split_inline_box = breaking_runs(
        lines.split_inline_box, boxes.LineBox, lines.trailing_whitespace_size
    )


def _draw_labels_whole(engine: Any) -> None:
    """Have SVG text drawn line by line where it can be.

    The engine sets it letter by letter, which costs half of a page's writing time, drops
    kerning and breaks scripts whose letters join. Text that is spaced, turned or placed
    letter by letter goes the engine's own way.
    """
    letter_by_letter = engine.svg.TAGS["text"]

    def draw(svg: Any, node: Any, font_size: float) -> None:
        placed = (node.get("x", ""), node.get("y", ""))
        if not any(name in node.attrib for name in _BY_LETTER) and " " not in "".join(placed):
            node._etree_node.text = _Line(node.text or "")  # noqa: SLF001 - no public way
        letter_by_letter(svg, node, font_size)

    engine.svg.text = draw
    for tag, function in tuple(engine.svg.TAGS.items()):
        if function is letter_by_letter:
            engine.svg.TAGS[tag] = draw


_BY_LETTER: Final = ("dx", "dy", "rotate", "letter-spacing", "textLength")


class _Line(str):
    """A label that is drawn in one piece: the engine takes it for a single letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextmanager
def _without_system_fonts() -> Iterator[None]:
    """Point fontconfig to a configuration without folders while fonts are gathered."""
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="careerprint-") as folder:
        file = Path(folder) / "fonts.conf"
        file.write_text(_NO_SYSTEM_FONTS.format(folder=folder), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


@dataclass(slots=True)
class _Heard:
    """What the engine said: warnings, and faults that leave something off the page."""

    warnings: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@contextmanager
def _captured(heard: _Heard) -> Iterator[None]:
    """Hear what the engine says instead of letting it print."""
    handler = _HearingHandler(heard)
    logger = logging.getLogger("weasyprint")
    propagate, handlers = logger.propagate, logger.handlers
    logger.propagate, logger.handlers = False, [handler]
    try:
        yield
    finally:
        logger.propagate, logger.handlers = propagate, handlers


class _HearingHandler(logging.Handler):
    def __init__(self, heard: _Heard) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        is_fault = record.levelno >= logging.ERROR
        (self._heard.faults if is_fault else self._heard.warnings).append(record.getMessage())
