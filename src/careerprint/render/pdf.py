"""HTML and stylesheets → laid-out pages → a tagged PDF.

One :class:`Typesetter` lives as long as its process: it holds one font configuration and
each stylesheet parsed once. It loads nothing but the files of the layout, the project and
this package: no network, no other path, and none of the machine's own fonts, so that the
same input gives the same bytes everywhere.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from careerprint.errors import LayoutError, Location
from careerprint.render.columns import Columns
from careerprint.render.engine import load_engine, repaint, without_system_fonts
from careerprint.render.fetching import FONT_SCHEME, allowed_file, closed_fetcher
from careerprint.render.finishing import finish, finish_grey
from careerprint.render.lean_sheet import PROVED, lean_html, needs_whole_sheet, sheet_needs_whole
from careerprint.render.lines import Releading
from careerprint.render.measure import (
    AIR,
    AIR_NUMBER,
    AIR_PROPERTY,
    COLUMN_MARK,
    PAIR,
    PX_PER_PT,
    AirRoom,
    Overrun,
    air_rooms,
    filled_px,
    has_class,
    overruns,
    sides,
    used_px,
)
from careerprint.render.moving import NO_AIR, Moves, moves
from careerprint.render.placed import pages_that_print
from careerprint.render.scripts import spelled
from careerprint.render.unbroken import unbroken
from careerprint.settings import Ink, Paper
from careerprint.typefaces.faces import FALLBACKS, WEIGHTS, own_family, own_fonts
from careerprint.typefaces.own_faces import own_faces

_SOME_AIR_PT: Final = 0.01
"""Never none: margins would collapse through, and added air would add more than itself."""
_ROUNDING_PX: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The size of the body text in points, its leading in em, and the air added in points.

    ``air_pt`` has what each element of the class ``air`` gets, by its number in the document.
    """

    body_pt: float
    leading: float
    air_pt: tuple[float, ...] = ()

    @property
    def css(self) -> str:
        """The stylesheet that sets it: layouts measure everything else in rem and em."""
        return (
            f"html{{font-size:{self.body_pt:.3f}pt;line-height:{self.leading:.4f};"
            f"{AIR_PROPERTY}:{_SOME_AIR_PT}pt}}.{AIR}{{padding-top:var({AIR_PROPERTY})}}"
        )

    def prepare(self, root: Any) -> None:
        """Number the elements of the class ``air`` below a document's root, and give them theirs.

        What stands side by side in a ``pair`` is marked as a column.
        """
        for pair in root.iter():
            if has_class(pair, PAIR):
                for column in pair:
                    column.set(COLUMN_MARK, "")
        airy = (one for one in root.iter() if has_class(one, AIR))
        for number, element in enumerate(airy):
            element.set(AIR_NUMBER, str(number))
            own_pt = self.air_pt[number] if number < len(self.air_pt) else 0.0
            # never that of what is around it
            own = f"{AIR_PROPERTY}:{max(own_pt, _SOME_AIR_PT):.2f}pt;"
            element.set("style", own + (element.get("style") or ""))


class Typeset:
    """A document laid out on pages, not yet written.

    ``used_pt`` is the height that its content takes on each page, ``rooms_pt`` the height of each
    page's content area, ``room_pt`` that of the first, ``warnings`` what the engine had to say and
    could go on with. ``boxes`` are those of its pages, for measuring.
    """

    def __init__(self, document: Any, heard: "_Heard", engine: Any) -> None:
        self._document = document
        self._heard = heard
        self._engine = engine
        self.pages = len(document.pages)
        self.boxes = [page._page_box for page in document.pages]  # noqa: SLF001 - not public
        self.rooms_pt = tuple(box.height / PX_PER_PT for box in self.boxes)
        self.room_pt = self.rooms_pt[0]
        self.used_pt = tuple(used_px(box) / PX_PER_PT for box in self.boxes)

    def with_air(self, air_pt: tuple[float, ...]) -> "Typeset | None":
        """Give the same pages with air, in points by the numbers of the elements that take some.

        Their boxes are moved, so that this one must not be used any more. None where only another
        pass would give what a pass gives: then nothing has moved.
        """
        more_pt = (max(one - _SOME_AIR_PT, 0.0) for one in air_pt)
        return self._moved(self._moves({n: pt * PX_PER_PT for n, pt in enumerate(more_pt)}))

    def with_leading(self, leading: float) -> "Typeset | None":
        """Give the same pages with another leading in em, not below its own, as with air."""
        return self._moved(self._moves(NO_AIR, leading))

    def grown_pt(self, leading: float) -> tuple[float, ...] | None:
        """Give how much higher each page would be with another leading in em, not below its own.

        None where only a pass can tell. Nothing moves.
        """
        found = self._moves(NO_AIR, leading)
        return tuple(grown / PX_PER_PT for grown in found.grown_px) if found else None

    def _moves(self, air_px: Mapping[int, float], leading: float | None = None) -> Moves | None:
        if self._engine.__version__ not in PROVED:
            return None
        releading = None
        if leading is not None:
            own = self.boxes[0].children[0].style["line_height"]
            strut = self._engine.text.line_break.strut
            releading = Releading(was=own, now=leading, strut=strut)
        return moves(self.boxes, air_px=air_px, releading=releading)

    def _moved(self, found: Moves | None) -> "Typeset | None":
        """Carry moves out, unless a page would not hold them."""
        if found is None or any(
            grown > page.height - used_px(page) + _ROUNDING_PX
            for grown, page in zip(found.grown_px, self.boxes, strict=True)
        ):
            return None
        found.carry_out()
        repaint(self._engine, self._document)
        return Typeset(self._document, self._heard, self._engine)

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
    def needed_pt(self) -> tuple[float, ...]:
        """The height that each side needs: down to its last line, and what ran on to more pages."""
        return tuple(
            sum(filled_px(self.boxes[page]) for page in pages[:-1]) / PX_PER_PT
            + self.used_pt[pages[-1]]
            for pages in sides(self.boxes)
        )

    def sides_that_print(self, parts: Sequence[str]) -> frozenset[int]:
        """The sides, by their numbers in ``needed_pt``, that print something of some parts."""
        pages = pages_that_print(parts, self.boxes)
        return frozenset(n for n, side in enumerate(sides(self.boxes)) if pages.intersection(side))

    @cached_property
    def overruns(self) -> tuple[Overrun, ...]:
        """The lines that leave their column or the page, the widest first."""
        return tuple(sorted(overruns(self.boxes), key=lambda one: -one.over_pt))

    @property
    def air_rooms(self) -> tuple[AirRoom, ...]:
        """The room that is left on each page and in each column, with the places that may grow."""
        return tuple(air_rooms(self.boxes))

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
            pdf: bytes = self._document.write_pdf(
                pdf_variant="pdf/ua-1", finisher=finish_grey if is_grey else finish
            )
        if self._heard.faults:
            raise LayoutError("; ".join(dict.fromkeys(self._heard.faults)))
        return pdf


class Typesetter:
    """Sets documents with one font configuration and stylesheets parsed once."""

    def __init__(self, *, roots: tuple[Path, ...], font_folder: Path | None = None) -> None:
        """Open an engine that may read files under ``roots`` and in ``font_folder`` only.

        Raises ``UsageError`` if the engine's system libraries are missing.
        """
        self._engine = load_engine()
        places = (*roots, font_folder) if font_folder else roots
        self._roots = tuple(place.resolve() for place in places)
        self._fetcher = closed_fetcher(self._engine, self._roots)
        with without_system_fonts():
            self._fonts = self._engine.text.fonts.FontConfiguration()
        self._sheets: dict[Path, tuple[Any, _Heard]] = {}
        self._lean = lean_html(self._engine)
        self._for_all: set[Path] = set()
        """Sheets for which the engine's own must be whole."""
        self._own_fonts = own_fonts(font_folder)
        self._faces = self._parse(font_faces(font_folder))
        self._fallbacks: dict[str, Any] = {}
        self.columns: dict[tuple[Path, Paper, Ink], Columns] = {}
        """The widths that were learned of layouts' columns, whose sheets it has parsed."""

    def typeset(
        self, html: str, *, base: Path, sheets: tuple[Path, ...], setting: Setting
    ) -> Typeset:
        """Lay out HTML with a layout's stylesheets at a setting.

        ``base`` is the folder that relative addresses start from. Warnings name the sheet.
        """
        heard = _Heard()
        parsed = [self._sheet(path, heard) for path in sheets]
        is_lean = self._for_all.isdisjoint(sheets)
        return self._laid_out(html, base, parsed, heard, setting, is_lean=is_lean)

    def _laid_out(
        self,
        html: str,
        base: Path | None,
        sheets: list[Any],
        heard: "_Heard",
        setting: Setting | None = None,
        *,
        is_lean: bool = True,
    ) -> Typeset:
        is_lean = is_lean and not needs_whole_sheet(html)
        read = self._lean if is_lean and self._lean else self._engine.HTML
        html, families = spelled(html, self._own_fonts)
        html = unbroken(html)
        sheets = [
            self._faces,
            *map(self._fallback, sorted(families & _FALLBACK_FAMILIES)),
            *sheets,
            *([self._parse(setting.css)] if setting else []),
        ]
        with _captured(heard):
            source = read(string=html, base_url=_address(base), url_fetcher=self._fetcher)
            if setting:
                setting.prepare(source.etree_element)
            document = source.render(
                stylesheets=sheets, font_config=self._fonts, pdf_variant="pdf/ua-1"
            )
        return Typeset(document, heard, self._engine)

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
            if self._lean and sheet_needs_whole(sheet):
                self._for_all.add(path)
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
