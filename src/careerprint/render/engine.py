"""WeasyPrint, loaded without the machine's fonts and taught what it does not do by itself.

No other file imports it: the rest of the room works with what :func:`load_engine` gives.
"""

import os
import re
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from careerprint.errors import UsageError
from careerprint.render.runs import breaking_runs
from careerprint.typefaces.letters import Spoken, spoken

_NO_SYSTEM_FONTS: Final = "<fontconfig><cachedir>{folder}</cachedir></fontconfig>"
_BY_LETTER: Final = ("dx", "dy", "rotate", "letter-spacing", "textLength")


@cache
def load_engine() -> Any:
    """Give the engine, loaded once a process.

    Raises ``UsageError`` if one of its system libraries is missing.
    """
    try:
        with without_system_fonts(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import weasyprint
            import weasyprint.svg
            import weasyprint.text.fonts
    except OSError as error:
        raise UsageError(
            f"the typesetting engine lacks a system library ({error})",
            hint="careerprint doctor says what to install; in a checkout, make setup does it",
        ) from error
    _keep_patterns()
    _draw_labels_whole(weasyprint)
    _draw_steps(weasyprint)
    _break_runs(weasyprint)
    _say_what_glyphs_cannot(weasyprint)
    _say_languages(weasyprint)
    return weasyprint


def engine_state() -> tuple[str, bool]:
    """Give the engine's version, and whether the HarfBuzz subsetter is there.

    Without the subsetter the engine falls back to a slower one. Raises ``UsageError`` if a
    system library is missing.
    """
    engine = load_engine()
    from weasyprint.text import ffi

    return engine.__version__, bool(ffi.harfbuzz_subset)


@contextmanager
def without_system_fonts() -> Iterator[None]:
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


class _Patterns(dict[tuple[Any, bool], re.Pattern[str]]):
    """Patterns of characters to stop at, or not to, each made once."""

    def __missing__(self, key: tuple[Any, bool]) -> re.Pattern[str]:
        characters, opposite = key
        signs = "".join(f"\\x{ord(one):02x}" for one in characters)
        self[key] = re.compile(f"[{'' if opposite else '^'}{signs}]+")
        return self[key]


def _keep_patterns() -> None:
    """Have the engine's reader of HTML keep its patterns, as it means to.

    Up to tinyhtml5 2.1 it keeps them under a wrong key, and writes each anew for every word.
    """
    from tinyhtml5 import inputstream

    inputstream.characters_until_regex = _Patterns()


def repaint(engine: Any, document: Any) -> None:
    """Have what is drawn behind boxes, and links and bookmarks, follow boxes that were moved."""
    boxes = [page._page_box for page in document.pages]  # noqa: SLF001 - no public way
    pictures = {address: picture for box in boxes for address, picture in _grounds(box)}
    for box in boxes:
        engine.layout.layout_backgrounds(box, lambda url, **_: pictures.get(url))
    document.pages[:] = map(engine.document.Page, boxes)


def _grounds(box: Any) -> Iterator[tuple[str, Any]]:
    """Give the pictures behind a box and all within it, by their addresses."""
    ground = getattr(box, "background", None)
    if ground is not None:
        said = zip(box.style["background_image"], ground.layers, strict=True)
        for (kind, address), layer in said:
            if kind == "url" and layer.image is not None:
                yield address, layer.image
    for child in getattr(box, "children", ()):
        yield from _grounds(child)


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


class _Line(str):
    """A label that is drawn in one piece: the engine takes it for a single letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


_NUMBER: Final = r"-?(?:\d+\.?\d*|\.\d+)"
_STEPS: Final = re.compile(rf"(?:M{_NUMBER} {_NUMBER}(?:[hv]{_NUMBER})+z)+")
_STEP: Final = re.compile(r"([Mhvz])(-?[\d.]*)(?: (-?[\d.]+))?")


def _draw_steps(engine: Any) -> None:
    """Have paths of level and upright steps alone, such as bars and codes, drawn as they are read.

    The engine's reader of paths is made for any, and takes ten times as long. What is drawn is the
    same; paths with markers, which it prepares on the way, are left to it.
    """
    draw_any = engine.svg.TAGS["path"]

    def draw(svg: Any, node: Any, font_size: float) -> None:
        said = node.get("d", "")
        if not _STEPS.fullmatch(said) or any("marker" in name for name in node.attrib):
            draw_any(svg, node, font_size)
            return
        x, y, begun = 0.0, 0.0, (0.0, 0.0)
        svg.stream.move_to(0, 0)
        for kind, first, second in _STEP.findall(said):
            if kind == "M":
                x, y = begun = float(first), float(second)
                svg.stream.move_to(x, y)
            elif kind == "z":
                x, y = begun
                svg.stream.close()
            else:
                x, y = (x + float(first), y) if kind == "h" else (x, y + float(first))
                svg.stream.line_to(x, y)

    engine.svg.TAGS["path"] = draw


def _break_runs(engine: Any) -> None:
    """Have lines broken that would leave their column behind emphasis or a link."""
    lines, boxes = engine.layout.inline, engine.formatting_structure.boxes
    lines.split_inline_box = breaking_runs(
        lines.split_inline_box, boxes.LineBox, lines.trailing_whitespace_size
    )


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


def _say_languages(engine: Any) -> None:
    """Have what is in another language than its document say so in the structure tree.

    ISO 32000-1, 14.9.2.2: the language of an element holds for all within it; WCAG 2.1, 3.1.2.
    The elements of a page whole are the document's, which says its own.
    """
    from pydyf import String

    tags = engine.pdf.tags
    build = tags._build_box_tree  # noqa: SLF001 - no public way

    def told(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        own: Any = getattr(box, "element", None)
        said = own.get("lang") if own is not None and box.element_tag == own.tag else None
        is_other = said and own.tag not in {"html", "body"} and said != pdf.catalog["Lang"].string
        for element in build(box, parent, pdf, *rest):
            if is_other:
                element["Lang"] = String(said)
            yield element

    tags._build_box_tree = told  # noqa: SLF001
