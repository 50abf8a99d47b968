"""Whose handout it is: a school's name, logo, colour and lines, checked before printing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from careerprint.colour import WHITE, contrast, read_hex
from careerprint.pictures.picture import KINDS, Picture, PictureError, findings_on, read_picture
from careerprint.reading.documents import Draft, Finding
from careerprint.reading.plain_words import plain_error
from careerprint.typefaces.letters import mend, missing_characters, named

LOGO_ROOM_MM: Final = (54.0, 9.0)
"""The most that a logo takes in a page's foot: width and height."""
LARGEST_LOGO: Final = 2.0
"""How many times that size a booklet's back cover shows it."""
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

    ``logo`` is the path of a drawing or picture, from the project's folder.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    organisation: Text | None = None
    logo: Text | None = None
    accent: Annotated[str, BeforeValidator(_accent)] | None = None
    contact: Text | None = None
    event: Text | None = None
    footer: Text | None = None


def read_logo(path: Path, *, is_grey: bool = False) -> Picture:
    """Read a logo at the largest size in :data:`LOGO_ROOM_MM`.

    Raises ``PictureError`` if it cannot be used; the message goes behind the file's name.
    """
    return read_picture(path, LOGO_ROOM_MM, largest=LARGEST_LOGO, is_grey=is_grey)


def logo_rule(folder: Path) -> Callable[[Draft], Iterator[Finding]]:
    """Give the rule that a project's logo can be read, and will be seen in print."""

    def rule(draft: Draft) -> Iterator[Finding]:
        name, at = draft.text("brand", "logo"), ("brand", "logo")
        if not name:
            return
        try:
            logo = read_logo(folder / name)
        except PictureError as error:
            yield Finding(at=at, message=f"{name} {error}", hint=f"name {KINDS}")
            return
        yield from findings_on(logo, name, at)

    return rule
