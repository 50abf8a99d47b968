"""Whose handout it is: a school's name, logo, colour and lines, checked before printing."""

import base64
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from careerprint.colour import WHITE, contrast, read_hex
from careerprint.errors import Severity
from careerprint.reading import Draft, Finding
from careerprint.reading.wording import plain_error
from careerprint.typefaces.letters import mend, missing_characters, named

LOGO_HEIGHT_MM: Final = 9.0
"""The height at which layouts place a logo."""
LEAST_DPI: Final = 200
MOST_PIXELS: Final = 10_000
MOST_BYTES: Final = 2 * 1024 * 1024
LEAST_CONTRAST: Final = 4.5
"""Of an accent against white (WCAG 2.1, 1.4.3)."""


def _printable(value: str) -> str:
    """Refuse a text with characters that no face has; own fonts are for profiles."""
    if missing := missing_characters(value):
        raise plain_error(f"has characters that no typeface has: {named(missing)}", mend(missing))
    return value


def _accent(value: Any) -> str:
    text = str(value).strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise plain_error(f"must be a colour, not '{value}'", 'write it like "#5b2a6e", in quotes')
    if (ratio := contrast(read_hex(text), WHITE)) < LEAST_CONTRAST:
        raise plain_error(
            f"has a contrast of {ratio:.1f}:1 with white and needs {LEAST_CONTRAST}:1",
            "choose a darker tone of it: white text stands on it",
        )
    return text


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(_printable),
]


class Brand(BaseModel):
    """What a project says of itself; printed in the foot, the logo beside it.

    ``logo`` is the path of an SVG or PNG file, from the project's folder.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    organisation: Text | None = None
    logo: Text | None = None
    accent: Annotated[str, BeforeValidator(_accent)] | None = None
    contact: Text | None = None
    event: Text | None = None
    footer: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A logo ready to be placed: its bytes as a ``data:`` address, its printed size."""

    address: str
    width_mm: float
    height_mm: float
    dpi: float | None
    """Pixels an inch at that size; None for a drawing."""


class LogoError(ValueError):
    """A logo cannot be used; the message says why."""


def read_logo(path: Path, *, is_grey: bool = False) -> Logo:
    """Read a logo at its printed height of :data:`LOGO_HEIGHT_MM`.

    ``is_grey`` takes the colours out of a raster; a drawing's are taken out when its page is
    written. Raises ``LogoError`` if the file is missing, not an SVG or PNG, or too large.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LogoError(f"{path.name} cannot be read ({error.strerror})") from error
    if len(content) > MOST_BYTES:
        raise LogoError(f"{path.name} is larger than 2 MiB: a logo is a small file")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _raster(path, content, is_grey=is_grey)
    return _drawing(path, content)


def _raster(path: Path, content: bytes, *, is_grey: bool) -> Logo:
    """Read a PNG (ISO/IEC 15948): its size stands in the first chunk."""
    from io import BytesIO

    from PIL import Image

    if not content.rstrip().endswith(_PNG_END):
        raise LogoError(f"{path.name} is not a whole PNG file")
    try:
        width, height = struct.unpack(">II", content[16:24])
    except struct.error as error:
        raise LogoError(f"{path.name} is not a whole PNG file") from error
    if not 0 < max(width, height) <= MOST_PIXELS or not min(width, height):
        raise LogoError(
            f"{path.name} is {width:,} by {height:,} pixels: {MOST_PIXELS:,} are the most"
        )
    try:
        with Image.open(BytesIO(content)) as image:
            image.load()
            if is_grey:
                grey = BytesIO()
                image.convert("LA").save(grey, "PNG")
                content = grey.getvalue()
    except (OSError, SyntaxError, ValueError) as error:
        raise LogoError(f"{path.name} is not a whole PNG file") from error
    return _logo("image/png", content, width / height, dpi=height / (LOGO_HEIGHT_MM / 25.4))


_PNG_END: Final = b"IEND\xaeB`\x82"


def _drawing(path: Path, content: bytes) -> Logo:
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - expat bounds entity expansion
    except ElementTree.ParseError as error:
        raise LogoError(f"{path.name} is neither an SVG nor a PNG file") from error
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        raise LogoError(f"{path.name} is neither an SVG nor a PNG file")
    size = [_length(root.get(name, "")) for name in ("width", "height")]
    box = [_length(n) for n in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    if len(box) == 4 and box[2] and box[3]:
        return _logo("image/svg+xml", content, box[2] / box[3], dpi=None)
    if size[0] and size[1]:
        return _logo("image/svg+xml", content, size[0] / size[1], dpi=None)
    raise LogoError(f"{path.name} says no size: give its <svg> a viewBox")


def _length(text: str) -> float:
    match = re.match(r"\d+(\.\d+)?", text)
    return float(match[0]) if match else 0.0


def _logo(kind: str, content: bytes, ratio: float, *, dpi: float | None) -> Logo:
    height = LOGO_HEIGHT_MM if ratio <= 6 else LOGO_HEIGHT_MM * 6 / ratio
    return Logo(
        address=f"data:{kind};base64,{base64.b64encode(content).decode()}",
        width_mm=round(height * ratio, 2),
        height_mm=round(height, 2),
        dpi=None if dpi is None else dpi * LOGO_HEIGHT_MM / height,
    )


def logo_rule(folder: Path) -> Callable[[Draft], Iterator[Finding]]:
    """Give the rule that a project's logo can be read and is fine enough to print."""

    def rule(draft: Draft) -> Iterator[Finding]:
        name = draft.text("brand", "logo")
        if not name:
            return
        try:
            logo = read_logo(folder / name)
        except LogoError as error:
            yield Finding(at=("brand", "logo"), message=str(error), hint="name an SVG or PNG file")
            return
        if logo.dpi is not None and logo.dpi < LEAST_DPI:
            yield Finding(
                at=("brand", "logo"),
                message=f"{name} prints at {logo.dpi:.0f} dots an inch: it will look soft",
                hint=f"{LEAST_DPI} are needed: use an SVG, or a larger PNG",
                severity=Severity.WARNING,
            )

    return rule
