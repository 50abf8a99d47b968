"""What is wrong with a layout's files as they are written, before anything is laid out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from careerprint.errors import Diagnostic, Location, Severity
from careerprint.reading.plain_words import suggest
from careerprint.render.cascade import LayoutText, read_text
from careerprint.render.inspection import FAMILIES, GENERIC
from careerprint.render.layouts import Layout
from careerprint.render.measure import AIR, TWICE
from careerprint.render.unclosed import unclosed

_NEAR: Final = 0.8
"""How like a known class a strange one must be to be taken for it: hooks of one's own are fine."""
_CLASS: Final = re.compile(r"""\bclass=(["'])(?P<names>.*?)\1""")
_MARKUP: Final = re.compile(r"\{[{%#].*?[}%#]\}")
_SELECTED: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A fault of a file as it is written: its line, what is wrong, what to do about it."""

    location: Location
    message: str
    hint: str
    is_warning: bool = False


def slips(layout: Layout) -> Iterator[Slip]:
    """Give what a layout's own stylesheets leave open, and the classes that it misspells."""
    for path in layout.sheets:
        for one in unclosed(read_text(path)):
            yield Slip(
                location=Location(path, one.line),
                message=f"'{one.begins}' is not closed: what follows is read as a part of it",
                hint=f"put the {one.lacks} where it ends",
            )
    yield from _misspelt_classes(layout)


def missing_families(layout: Layout, own_families: Iterable[str]) -> Iterator[Diagnostic]:
    """Give a warning for each family that a layout's own stylesheet names and that is not there.

    ``own_families`` are those of a project's fonts. The first of a list that is there sets the
    text: what stands behind it is not needed.
    """
    text = LayoutText(layout)
    known = (*own_families, *text.families, *FAMILIES)
    names = {one.casefold() for one in known}
    for rule in text.rules:
        line, value, _ = rule.properties.get("font-family", (0, "", False))
        for part in value.split(","):
            family = part.strip().strip("\"'")
            if family.casefold() in {*names, *GENERIC, *_AS_AROUND}:
                break
            yield Diagnostic(
                location=Location(rule.location.path, line),
                severity=Severity.WARNING,
                message=f"there is no typeface '{family}'",
                hint=suggest(family, known)
                or "put its files into the project's fonts/, or declare it with @font-face",
            )


_AS_AROUND: Final = frozenset({"", "inherit", "initial", "unset", "revert"})


def _misspelt_classes(layout: Layout) -> Iterator[Slip]:
    known = {AIR, TWICE}
    for path in layout.sheets:
        known |= set(_SELECTED.findall(read_text(path)))
    for number, line in enumerate(read_text(layout.template).splitlines(), 1):
        for found in _CLASS.finditer(line):
            for name in _MARKUP.sub(" ", found["names"]).split():
                if name in known or not (hint := suggest(name, sorted(known), least=_NEAR)):
                    continue
                yield Slip(
                    location=Location(layout.template, number),
                    message=f"no stylesheet says anything of the class '{name}'",
                    hint=hint,
                    is_warning=True,
                )
