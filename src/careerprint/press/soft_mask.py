"""What shows through by a soft mask (ISO 32000-1, 11.6.5.3): its colours are lightness, not ink.

They become greys of the same luminance, blended in grey: black ink would mask otherwise.
"""

from typing import Any, Final

import pikepdf
from pikepdf import ContentStreamInstruction as Step
from pikepdf import Dictionary, Name, Operator

from careerprint.binder.source import padded
from careerprint.press.press_error import PressError

_LUMA: Final = (0.3, 0.59, 0.11)
"""What red, green and blue give to luminance (11.5.3)."""
_GREYS: Final = {"rg": "g", "RG": "G"}
_IN_GREY: Final = frozenset({"/DeviceGray", "/Pattern"})
_REFUSED: Final = frozenset({"k", "K", "Do", "INLINE IMAGE"})


def make_mask_grey(group: Any) -> None:
    """Have the group of a mask by luminosity name no space but grey.

    Raises ``PressError`` if it has pictures, drawings or inks in it.
    """
    steps = [_grey(step) for step in pikepdf.parse_content_stream(group)]
    shadings = [*group.get("/Resources", Dictionary()).get("/Shading", Dictionary()).values()]
    if any(str(one.ColorSpace) != "/DeviceGray" for one in shadings):
        raise _refusal()
    group.write(padded(pikepdf.unparse_content_stream(steps)))
    if "/Group" in group:
        group.Group[Name.CS] = Name.DeviceGray
    if "/ColorSpace" in group.get("/Resources", Dictionary()):
        del group.Resources["/ColorSpace"]


def _grey(step: Any) -> Any:
    name = str(step.operator)
    if name in _GREYS:
        parts = (float(part) for part in step.operands)
        level = sum(share * part for share, part in zip(_LUMA, parts, strict=True))
        return Step([round(level, 4)], Operator(_GREYS[name]))
    is_other = name in {"cs", "CS"} and str(step.operands[0]) not in _IN_GREY
    if name in _REFUSED or is_other:
        raise _refusal()
    return step


def _refusal() -> PressError:
    return PressError(
        "a transparent part in it cannot be separated into inks",
        hint="let it fade by a gradient, or make it opaque",
    )
