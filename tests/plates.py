"""The plates of a press file, as Ghostscript separates them: whose reading is not ours."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

_SEPARATING = ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep")
INKS = ("Cyan", "Magenta", "Yellow", "Black")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plates:
    """The four plates of a page: 255 is a dot of full ink; ``dpi`` pixels an inch."""

    inks: tuple[Image.Image, ...]
    dpi: int

    @property
    def most_ink_percent(self) -> float:
        """The most that the inks cover together, anywhere on the page."""
        pixels = zip(*(plate.tobytes() for plate in self.inks), strict=True)
        return max(map(sum, set(pixels))) / 255 * 100

    def at(self, x_pt: float, y_pt: float) -> tuple[int, ...]:
        """Give the inks in a place, from the left and the foot of the media box."""
        x, y = int(x_pt * self.dpi / 72), int(y_pt * self.dpi / 72)
        values = [plate.getpixel((x, plate.height - 1 - y)) for plate in self.inks]
        assert all(isinstance(value, int) for value in values)
        return tuple(int(str(value)) for value in values)


def plates(pdf: bytes, folder: Path, *, dpi: int = 72) -> list[Plates]:
    """Separate each page; transparency is blended, and overprint simulated, as a press does."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "press.pdf"
    file.write_bytes(pdf)
    subprocess.run(
        [*_SEPARATING, f"-r{dpi}", "-o", str(folder / "plate%d.tif"), str(file)],
        check=True,
        capture_output=True,
    )
    pages = sorted(folder.glob("plate*(Black).tif"), key=lambda one: int(one.name[5:-11]))
    return [Plates(inks=tuple(_plate(one, ink) for ink in INKS), dpi=dpi) for one in pages]


def _plate(black: Path, ink: str) -> Image.Image:
    with Image.open(black.with_name(black.name.replace("Black", ink))) as read:
        return read.convert("L").point([255 - value for value in range(256)])
