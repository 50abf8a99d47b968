"""What the colours of a PDF mean: its colour spaces (ISO 32000-1, 8.6) → inks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Array, Stream

from careerprint.press.press_error import PressError
from careerprint.press.separation import LAB, Inks, Separation

PATTERN: Final = "/Pattern"
_GREY: Final = frozenset({"/DeviceGray", "/CalGray", "/G"})
_RGB: Final = frozenset({"/DeviceRGB", "/CalRGB", "/RGB"})
_CMYK: Final = frozenset({"/DeviceCMYK", "/CMYK"})
_HINT: Final = "use colours in RGB, or in the four inks"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourSpace:
    """A colour space: how many parts a colour has, and the inks that it is printed in.

    ``profile`` is what its parts mean, for pictures in it.
    """

    parts: int
    inks: Callable[[Sequence[float]], Inks]
    profile: bytes = b""


def read_colour_space(space: Any, separation: Separation) -> ColourSpace:
    """Read a colour space; raises ``PressError`` for one that cannot be separated."""
    kind = str(space[0] if isinstance(space, Array) else space)
    if kind in _GREY or kind in _RGB or kind in _CMYK:
        parts = 1 if kind in _GREY else 3 if kind in _RGB else 4
        return ColourSpace(parts=parts, inks=separation.of_colour)
    if kind == "/ICCBased":
        return _profiled(space[1], separation)
    if kind == "/Lab":
        return ColourSpace(
            parts=3, inks=lambda lab: separation.of_colour(_lab_parts(lab), LAB), profile=LAB
        )
    if kind in {"/Indexed", "/I"}:
        return _indexed(space, separation)
    if kind in {"/Separation", "/DeviceN"}:
        return _spot(space, separation)
    raise PressError(f"a colour space in it is unknown ({kind.lstrip('/')})", hint=_HINT)


def _profiled(profile: Any, separation: Separation) -> ColourSpace:
    parts = int(profile.N)
    content = bytes(profile.read_bytes()) if parts == 3 else b""
    return ColourSpace(
        parts=parts, inks=lambda one: separation.of_colour(one, content), profile=content
    )


def _lab_parts(lab: Sequence[float]) -> tuple[float, ...]:
    lightness, a, b = (float(part) for part in lab)
    return lightness / 100, (round(a) & 0xFF) / 255, (round(b) & 0xFF) / 255


def _indexed(space: Any, separation: Separation) -> ColourSpace:
    base = read_colour_space(space[1], separation)
    table = bytes(space[3].read_bytes() if isinstance(space[3], Stream) else bytes(space[3]))

    def inks(index: Sequence[float]) -> Inks:
        at = int(index[0]) * base.parts
        return base.inks([byte / 255 for byte in table[at : at + base.parts]])

    return ColourSpace(parts=1, inks=inks)


def _spot(space: Any, separation: Separation) -> ColourSpace:
    """Read a colour of its own by what stands in for it, if that is a line between two colours."""
    name, function = str(space[1]).lstrip("/"), space[3]
    if str(space[0]) == "/DeviceN" or int(function.get("/FunctionType", 0)) != 2:
        raise PressError(
            f"it has a colour of its own that cannot be separated ({name})", hint=_HINT
        )
    base = read_colour_space(space[2], separation)
    power = float(function.N)
    ends = [[float(one) for one in function.get(key, default)] for key, default in _ENDS]

    def inks(tint: Sequence[float]) -> Inks:
        share = float(tint[0]) ** power
        return base.inks([low + share * (high - low) for low, high in zip(*ends, strict=True)])

    return ColourSpace(parts=1, inks=inks)


_ENDS: Final = (("/C0", (0.0,)), ("/C1", (1.0,)))
