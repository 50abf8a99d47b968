"""A project's own font files, by the family, weight and style that they say themselves."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from careerprint.typefaces.faces import FALLBACKS, SANS, SERIF, own_fonts

_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
"""Names of OpenType's table ``name``: the second groups more than four styles; both are good."""
_ITALIC, _OBLIQUE = 1, 512
"""Bits of ``fsSelection`` (OpenType, OS/2)."""
_NAME: Final = re.compile(r"[\w .+&-]{1,63}")
"""A family's name that a stylesheet can hold in quotes."""
_TAKEN: Final = frozenset({SANS, SERIF, *(one.family for one in FALLBACKS)})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFace:
    """A face of a project: its file, family, weight from 1 to 1000, and style as CSS names it.

    ``weights`` are the least and the most of a variable one.
    """

    file: Path
    family: str
    weight: int
    style: str
    weights: tuple[int, int] | None = None

    @property
    def css_weight(self) -> str:
        """Its weight as CSS says it: a number, or two for a variable face."""
        return f"{self.weights[0]} {self.weights[1]}" if self.weights else str(self.weight)


def own_faces(folder: Path | None) -> tuple[OwnFace, ...]:
    """Give the faces in a project's ``fonts/`` that a layout can name.

    One that says two families, such as “Slab” and “Slab Condensed”, is in both. A file that cannot
    be read, or that has the name of a family of ours, is left out.
    """
    found = (one for file in own_fonts(folder) for one in _read(file, file.stat().st_mtime_ns))
    return tuple(one for one in found if one.family not in _TAKEN)


@cache
def _read(file: Path, _mtime_ns: int) -> tuple[OwnFace, ...]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with file.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=0) as font:
            names = font["name"]
            said = [names.getDebugName(one) or "" for one in (_TYPOGRAPHIC_FAMILY, _FAMILY)]
            os2 = font["OS/2"]
            is_slanted = bool(os2.fsSelection & _ITALIC or os2.fsSelection & _OBLIQUE)
            axes = font["fvar"].axes if "fvar" in font else ()
            weights = next(
                ((int(a.minValue), int(a.maxValue)) for a in axes if a.axisTag == "wght"), None
            )
            weight = int(os2.usWeightClass)
    except (TTLibError, OSError, AssertionError, KeyError, AttributeError):
        return ()  # what cannot be read is told where its letters are asked for
    style = "italic" if is_slanted else "normal"
    return tuple(
        OwnFace(file=file, family=family, weight=weight, style=style, weights=weights)
        for family in dict.fromkeys(one.strip() for one in said)
        if _NAME.fullmatch(family)
    )
