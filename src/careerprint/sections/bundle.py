"""A project's own files taken along by value, for workers that do not see its folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from careerprint.resources import shipped

LAYOUTS: Final = "layouts"
FONTS: Final = "fonts"
FIGURES: Final = "data/figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a worker finds what pages are set with: as ``Settings`` has it of a project."""

    layouts: tuple[Path, ...]
    fonts: Path | None
    figures: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A project's layouts, fonts and official tables, by their paths in it."""

    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def unpacked(self, root: Path) -> Places:
        """Write the files into a folder, and say where things are then."""
        for name, content in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        layouts, fonts, figures = (root / name for name in (LAYOUTS, FONTS, FIGURES))
        own = (layouts,) if layouts.is_dir() else ()
        return Places(
            layouts=(*own, shipped("layouts")),
            fonts=fonts if fonts.is_dir() else None,
            figures=(figures,) if figures.is_dir() else (),
        )


def bundle_of(project: Path | None) -> Bundle:
    """Give the bundle of a project's folder; it is empty where there is none."""
    if project is None:
        return Bundle()
    paths = [
        path
        for folder in (LAYOUTS, FONTS, FIGURES)
        for path in sorted((project / folder).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]
    return Bundle(files={one.relative_to(project).as_posix(): one.read_bytes() for one in paths})
