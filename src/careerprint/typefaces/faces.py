"""The files of the typefaces.

Source Serif for titles and Source Sans for the rest come as packages, and so do the Noto faces
that stand in where these lack a letter; all are under the SIL Open Font License. Machines' own
fonts are never used: the same input must give the same page everywhere. A project adds
characters that all of them lack with files in its ``fonts/``.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

FACES: Final = {
    "sans": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "sans-italic": ("font_source_sans_pro", "SourceSansPro-It.ttf"),
    "sans-semibold": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "sans-bold": ("font_source_sans_pro", "SourceSansPro-Bold.ttf"),
    "serif-semibold": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    "serif-bold": ("font_source_serif_pro", "SourceSerifPro-Bold.ttf"),
}
"""Name of each face → the package it comes in and its file there."""

SANS: Final = "Source Sans"
SERIF: Final = "Source Serif"

FONT_NAMES: Final = {
    "Source-Sans": "sans",
    "Source-Sans-Italic": "sans-italic",
    "Source-Sans-Semi-Bold": "sans-semibold",
    "Source-Sans-Bold": "sans-bold",
    "Source-Serif-Semi-Bold": "serif-semibold",
    "Source-Serif-Bold": "serif-bold",
}
"""What a face is called in a PDF of the typesetter's, without its tag → its name here."""

SUFFIXES: Final = frozenset({".ttf", ".otf"})

_WEIGHT_NAMES: Final = {400: "Regular", 600: "SemiBold"}
WEIGHTS: Final = tuple(_WEIGHT_NAMES)
"""The weights in which a fallback is set: for running text, and for what stands out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """A face that stands in for letters that the Source faces lack.

    ``language`` is the one (BCP 47) that its script is mostly written for, as a voice that reads
    aloud needs it; empty where the script does not tell. ``extra`` is the part of an installation
    that brings it. ``file`` is a variable font, or has a place for the name of a weight.
    """

    family: str
    package: str
    file: str
    language: str = ""
    extra: str = ""

    @property
    def path(self) -> Path | None:
        """Its file, the regular one if there are several; None where it is not installed."""
        return self.path_at(WEIGHTS[0])

    def path_at(self, weight: int) -> Path | None:
        """Give its file for a weight; None where the package is not installed."""
        folder = _folder(self.package)
        return folder and folder / self.file.replace("{weight}", _WEIGHT_NAMES[weight])


def _noto(pack: str, script: str, language: str, *, axes: str = "wdth,wght") -> Fallback:
    folder = f"fonts/ofl/notosans{script.lower()}"
    return Fallback(
        family=f"Noto Sans {script}",
        package=f"justmytype_intl_{pack}",
        file=f"{folder}/NotoSans{script}[{axes}].ttf",
        language=language,
        extra="cjk" if pack == "cjk" else "",
    )


FALLBACKS: Final = (
    _noto("south_asia", "Devanagari", "hi"),
    Fallback(family="Noto Sans", package="fontpkg_noto_sans", file="files/NotoSans[wdth,wght].ttf"),
    _noto("rtl", "Hebrew", "he"),
    Fallback(  # before Noto's, which draws dots by themselves: its glyphs say no letters
        family="IBM Plex Sans Arabic",
        package="fontpkg_ibm_plex_sans_arabic",
        file="files/IBMPlexSansArabic-{weight}.ttf",
        language="ar",
    ),
    _noto("rtl", "Arabic", "ar"),
    _noto("south_asia", "Bengali", "bn"),
    _noto("south_asia", "Tamil", "ta"),
    _noto("south_asia", "Telugu", "te"),
    _noto("sea", "Thai", "th"),
    _noto("sea", "Lao", "lo"),
    _noto("sea", "Khmer", "km"),
    _noto("sea", "Myanmar", "my"),
    _noto("africa", "Ethiopic", "am"),
    _noto("cjk", "SC", "zh-Hans", axes="wght"),
    _noto("cjk", "TC", "zh-Hant", axes="wght"),
    _noto("cjk", "JP", "ja", axes="wght"),
    _noto("cjk", "KR", "ko", axes="wght"),
)
"""In the order in which they are asked for a letter."""

PACKAGES: Final = tuple(
    package.replace("_", "-")
    for package in dict.fromkeys((*dict(FACES.values()), *(one.package for one in FALLBACKS)))
)
"""What the faces come in, by the names that they are installed under."""


def face_file(face: str) -> Path:
    """Give the font file of a face named in :data:`FACES`."""
    package, name = FACES[face]
    folder = _folder(package)
    if folder is None:
        raise ModuleNotFoundError(f"the font package {package} is not installed")
    return folder / "files" / name


@cache
def _folder(package: str) -> Path | None:
    """Give a package's folder, looked for once; None where it is not installed."""
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def own_fonts(folder: Path | None) -> tuple[Path, ...]:
    """Give the font files that a project brings along, sorted by name."""
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted(f for f in folder.iterdir() if f.suffix.lower() in SUFFIXES))


def own_family(number: int) -> str:
    """Give the name under which a project's font file of a number, from 0, is set."""
    return f"own {number}"


@cache
def versions() -> str:
    """Give the versions of the packages that typefaces come in: pages hang on them."""
    from importlib.metadata import PackageNotFoundError, version  # costs a start

    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} none")
    return ", ".join(found)


def static_font(family: str, weight: int) -> bytes:
    """Give a fallback at one weight of :data:`WEIGHTS`, as a font file without axes.

    A variable file is pinned (OpenType, fvar) by HarfBuzz, width 100 %: the engine would mix
    up the weights of a variable one. Raises ``ModuleNotFoundError`` if it is not installed.
    """
    import uharfbuzz

    path = next(one.path_at(weight) for one in FALLBACKS if one.family == family)
    if path is None:
        raise ModuleNotFoundError(f"the typeface {family} is not installed")
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    if not face.has_var_data:
        return path.read_bytes()
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_all_axes_to_default(face)
    wanted.pin_axis_location(face, "wght", weight)
    pinned = uharfbuzz.subset(face, wanted)
    return bytes(pinned.blob.data)
