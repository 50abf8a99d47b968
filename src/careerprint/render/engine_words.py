"""What the engine says of a layout, in plain words and with its place.

Its messages name a rule by line and column, and a file by its address.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from careerprint.errors import Location
from careerprint.reading.plain_words import shortened
from careerprint.render.cascade import LayoutText

_SHEET: Final = re.compile(r"(?P<path>.+?\.css): (?P<rest>.+)", re.DOTALL)
_PLACE: Final = re.compile(r"(?P<what>.+?) at (?P<line>\d+):(?P<column>\d+)[,:]? ?(?P<why>.*)")
_PICTURE: Final = re.compile(
    r"Failed to (?:load image at|render SVG image) ['\"]?(?P<url>.*?)['\"]?(?:: (?P<why>.*))?$",
    re.DOTALL,
)
_SHEET_LOST: Final = re.compile(r"Failed to load stylesheet at (?P<url>\S+?) ?: (?P<why>.*)")
_SELECTOR: Final = re.compile(r"Invalid or unsupported selector, '(?P<what>.+?)'", re.DOTALL)
_FACE: Final = re.compile(r"Font-face '(?P<family>.+)' cannot be loaded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the engine said: the message in plain words, its place, and a hint."""

    message: str
    location: Location
    hint: str = ""


def said(message: str, text: LayoutText) -> Said:
    """Give a message of the engine in plain words; ``text`` is of the layout that it is about."""
    path: Path | None = None
    if sheet := _SHEET.fullmatch(message):
        path, message = Path(sheet["path"]), sheet["rest"]
    if picture := _PICTURE.search(message):
        return _of_file(picture["url"], picture["why"] or "", "picture", text)
    if lost := _SHEET_LOST.search(message):
        return _of_file(lost["url"], lost["why"], "stylesheet", text)
    if face := _FACE.search(message):
        return Said(
            message=f"the typeface '{face['family']}' cannot be loaded",
            location=text.naming(face["family"]),
            hint="name a TrueType or OpenType file in the layout's folder, by its path from there",
        )
    if selector := _SELECTOR.search(message):
        what = selector["what"].strip()
        return Said(
            message=f"the engine knows no selector '{shortened(what)}'",
            location=text.naming(what.partition("\n")[0].removeprefix(":is(")),
        )
    if place := _PLACE.fullmatch(message.rstrip(".")):
        what = " ".join(place["what"].removeprefix("Ignored ").strip("` ").split())
        why = f": {place['why']}" if place["why"] else ""
        location = Location(path, int(place["line"]), int(place["column"])) if path else None
        return Said(
            message=f"the engine ignores '{what}'{why}", location=location or text.naming(what)
        )
    location = Location(path) if path else text.naming(message)
    return Said(message=f"the engine says: {message}", location=location)


def _of_file(url: str, why: str, what: str, text: LayoutText) -> Said:
    """Say why a file that a layout names is not on the page."""
    address = unquote(urlsplit(url).path) or url
    name = Path(address).name
    if urlsplit(url).scheme in {"http", "https"} or "may not load" in why:
        message = f"the {what} {name} lies outside of the layout's folder"
        hint = "put the file into its folder: nothing is loaded from elsewhere"
    elif "No such file" in why or "FileNotFound" in why:
        message, hint = f"the {what} {name} is not there", "put the file into the layout's folder"
    else:
        message, hint = f"the {what} {name} cannot be drawn", "save it anew in its program"
    return Said(message=message, location=text.naming(name), hint=hint)
