"""Whose handout it is: a school's name, logo, colour and lines, checked before printing."""

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from careerprint.colour import WHITE, contrast, read_hex
from careerprint.pictures.picture import (
    KINDS,
    Picture,
    PictureError,
    findings_on,
    in_room,
    read_picture,
)
from careerprint.reading.documents import Draft, Finding
from careerprint.reading.plain_words import plain_error, shortened
from careerprint.reading.web_addresses import web_address
from careerprint.typefaces.letters import mend, missing_characters, named

LOGO_ROOM_MM: Final = (54.0, 9.0)
"""The most that a logo takes in a page's foot: width and height."""
LARGEST_LOGO: Final = 2.0
"""How many times that size a booklet's back cover shows it."""
LEAST_CONTRAST: Final = 4.5
"""Of an accent against white (WCAG 2.1, 1.4.3)."""


_COLOUR: Final = re.compile(r"#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]+")
"""A colour as it may be written: six or three digits, or a name of CSS Color 4, 6.1."""
_COLOURS: Final = 'write it like "#5b2a6e", in quotes, or by its name in CSS, such as darkgreen'


def _printable(value: str) -> str:
    """Refuse a text with characters that no face has; own fonts are for profiles."""
    if missing := missing_characters(value):
        raise plain_error(f"has characters that no typeface has: {named(missing)}", mend(missing))
    return value


def _accent(value: Any) -> str:
    text = str(value).strip().lower()
    from careerprint.pictures.raster import read_colour  # Pillow costs a start

    found = read_colour(text) if _COLOUR.fullmatch(text) else None
    if found is None:
        raise plain_error(f"must be a colour, not '{value}'", _COLOURS)
    text = "#" + "".join(f"{round(part * 255):02x}" for part in found)
    if (ratio := contrast(read_hex(text), WHITE)) < LEAST_CONTRAST:
        raise plain_error(
            f"has a contrast of {ratio:.1f}:1 with white and needs {LEAST_CONTRAST}:1",
            "choose a darker tone of it: white text stands on it",
        )
    return text


CAREER_IN_LINK: Final = "{career}"
"""What stands in a school's link for a career's id."""


def _link(value: Any) -> str:
    text = str(value).strip()
    rest = text.replace(CAREER_IN_LINK, "career")
    if {"{", "}"} & set(rest):
        raise plain_error(
            f"must be a web address, not '{shortened(value)}'",
            f"write {CAREER_IN_LINK} where a career's id belongs; nothing else stands in braces",
        )
    web_address(rest)
    return text


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(_printable),
]


class Brand(BaseModel):
    """What a project says of itself; printed in the foot, the logo beside it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    organisation: Text | None = Field(
        None, description="Your name, in the foot of every page.", examples=["Your School"]
    )
    logo: Text | None = Field(
        None,
        description="The logo's file, from this folder: SVG, PNG, JPEG, WebP, GIF or TIFF.",
        examples=["logo.svg"],
    )
    logo_mm: Annotated[float, Field(ge=10, le=420)] | None = Field(
        None,
        description="The width in millimetres at which a layout prints the logo at its largest;"
        " it is kept fine enough for that. 54 in a foot, twice that on a booklet's back.",
        examples=[190],
    )
    accent: Annotated[str, BeforeValidator(_accent)] | None = Field(
        None,
        description="The colour of bands, headings and bars instead of the cluster's:"
        " a CSS name, or six digits in quotes. White text must be legible on it.",
        examples=["darkgreen"],
    )
    link: Annotated[str, BeforeValidator(_link)] | None = Field(
        None,
        description="Where the QR code of a page leads. {career} stands for the career's id: then"
        " every page has your own address; without it, it is taken where nothing leads to the"
        " career itself.",
        examples=["https://school.example/careers/{career}"],
    )
    contact: Text | None = Field(
        None,
        description="Where to ask, in the foot of every page.",
        examples=["counseling office, room 12"],
    )
    event: Text | None = Field(
        None,
        description="What the pages are for, at their head and on a booklet's cover.",
        examples=["Career Fair 2026"],
    )
    footer: Text | None = Field(
        None,
        description="One more line in the foot of every page.",
        examples=["printed by the print shop class"],
    )


def read_logo(path: Path, *, is_grey: bool = False, logo_mm: float | None = None) -> Picture:
    """Read a logo at the largest size in :data:`LOGO_ROOM_MM`.

    ``logo_mm`` is the width in millimetres at which a layout prints it at its largest. Raises
    ``PictureError`` if it cannot be used; the message goes behind the file's name.
    """
    return read_picture(
        path, LOGO_ROOM_MM, largest=LARGEST_LOGO, largest_mm=logo_mm, is_grey=is_grey
    )


def logo_rule(folder: Path) -> Callable[[Draft], Iterator[Finding]]:
    """Give the rule that a project's logo can be read, and will be seen in print."""

    def rule(draft: Draft) -> Iterator[Finding]:
        name, at = draft.text("brand", "logo"), ("brand", "logo")
        if not name:
            return
        width_mm = _number(draft.get("brand", "logo_mm"))
        try:
            logo = read_logo(folder / name, logo_mm=width_mm)
        except PictureError as error:
            yield Finding(at=at, message=f"{name} {error}", hint=f"name {KINDS}")
            return
        if width_mm:
            logo = in_room(logo, (width_mm, math.inf))
        yield from findings_on(logo, name, at)

    return rule


def _number(value: object) -> float | None:
    """Give a number as written; None for what the field itself refuses."""
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if 10 <= number <= 420 else None
