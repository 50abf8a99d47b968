"""What careers' ribbons are made of: tones of a colour, or for the copier lines of a kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from careerprint.colour import Rgb, distance, read_hex, turned, write_hex
from careerprint.view.branding import mix
from careerprint.view.page import Colours

TONES: Final = (1.0, 0.46, 0.76)
"""Shares of the colour: of the widest ribbon, and of the others in turn."""
_LEAST_CONTRAST: Final = 4.5
_APART: Final = 0.1
"""Colours nearer than this are taken for one, from 0 to 1."""
_TURNS: Final = (40, -40, 80, -80, 120, -120, 160, -160, 0, 20, -20, 60, -60)
"""Degrees around the circle of hues at which a colour of its own is looked for."""
_LIGHTNESS: Final = (0.5, 0.28)
_DASHES: Final = ((), (4.2, 1.8), (1.3, 1.7), (7.0, 1.6, 1.4, 1.6))
_PITCHES: Final = (1.0, 1.4, 0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A career's thread: three tones in colour, or the dash and the pitch of its lines.

    ``accent`` is the tone of the widest ribbon, which text may have too. ``pitch`` is how far
    lines stand apart, as a factor.
    """

    accent: str
    tones: tuple[str, str, str]
    is_ruled: bool = False
    dash: tuple[float, ...] = ()
    pitch: float = 1.0


def thread_of(colours: Colours) -> Thread:
    """Give the thread of a career that stands alone."""
    return threads([colours])[0]


def threads(careers: Sequence[Colours]) -> tuple[Thread, ...]:
    """Give the thread of each career: of two that have one colour, the later gets another."""
    taken: list[Rgb] = []
    found = []
    for number, colours in enumerate(careers):
        if colours.is_hatched:
            found.append(_ruled(number))
            continue
        own = _apart(read_hex(colours.accent), taken)
        taken.append(own)
        accent = write_hex(own)
        light, middle = (mix(accent, tone) for tone in TONES[1:])
        found.append(Thread(accent=accent, tones=(accent, light, middle)))
    return tuple(found)


def _ruled(number: int) -> Thread:
    """Give the lines of a career for the copier; of the first twelve no two are alike."""
    pitch = _PITCHES[number // len(_DASHES) % len(_PITCHES)]
    dash = _DASHES[number % len(_DASHES)]
    black = "#000000"
    return Thread(accent=black, tones=(black, black, black), is_ruled=True, dash=dash, pitch=pitch)


def _apart(wanted: Rgb, taken: Sequence[Rgb]) -> Rgb:
    """Give a colour if no other is like it; else the first, or the farthest, around the circle."""
    others = (
        turned(wanted, by, lightness=lightness, least_contrast=_LEAST_CONTRAST)
        for lightness in _LIGHTNESS
        for by in _TURNS
    )
    tried = [wanted, *others]

    def room(colour: Rgb) -> float:
        return min((distance(colour, other) for other in taken), default=1.0)

    return next((one for one in tried if room(one) >= _APART), max(tried, key=room))
