"""The profile of a printing condition: which inks give which colours on its paper.

Places in the header are of ICC.1:2010, 7.2.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from careerprint.press.press_error import ProfileError
from careerprint.resources import shipped

SHIPPED_CONDITION: Final = "CGATS TR 006"
"""By its name in the ICC's registry of characterization data: GRACoL 2006 on coated paper."""
MOST_BYTES: Final = 16 * 1024 * 1024
"""Real ones have 0.5 to 3 MB, and it goes into every file."""
_REGISTRY: Final = "http://www.color.org"
_HEADER: Final = 128
_SUFFIXES: Final = (".icc", ".icm")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """A printing condition by its registered name, and the profile that stands for it."""

    condition: str
    content: bytes = field(repr=False)
    registry: str = _REGISTRY


@cache
def shipped_profile() -> PrinterProfile:
    """Give the condition that comes with the program."""
    content = (shipped("data") / "press" / "cgats-tr-006.icc").read_bytes()
    return PrinterProfile(condition=SHIPPED_CONDITION, content=content)


def read_printer_profile(path: Path, condition: str) -> PrinterProfile:
    """Read the profile of a condition.

    Raises ``ProfileError`` if it cannot be read, or is not one of a printer with four inks.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ProfileError(f"cannot be read ({error.strerror})") from error
    if len(content) > MOST_BYTES:
        raise ProfileError("is larger than 16 MiB, and would be put into every file")
    if reason := what_is_wrong(content):
        raise ProfileError(reason)
    return PrinterProfile(condition=condition, content=content)


def what_is_wrong(content: bytes) -> str:
    """Say why bytes are no profile of a printer with four inks; empty if they are one."""
    if len(content) < _HEADER or content[36:40] != b"acsp":
        return "is not an ICC profile"
    if content[12:16] != b"prtr":
        return "is not the profile of a printer"
    if content[16:20] != b"CMYK":
        return "is not a profile for the four inks cyan, magenta, yellow and black"
    if int.from_bytes(content[:4], "big") > len(content):
        return "is cut short"
    return ""


def is_file_name(condition: str) -> bool:
    """Whether the name of a condition is that of a file, which no registry knows."""
    return condition.lower().endswith(_SUFFIXES)
