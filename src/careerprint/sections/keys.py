"""What makes a kept section stale: its key is a hash of everything that goes into it.

That is the career as it was read, the form, the layout's files, the official tables, the fonts,
the program and its engine. No field is listed by hand.
"""

import hashlib
import re
import sys
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from careerprint.profile.library import Career
from careerprint.render.layouts import Layout
from careerprint.resources import shipped
from careerprint.settings import Variant
from careerprint.typefaces.faces import versions


def section_key(
    careers: tuple[Career, ...], layout: Layout, variant: Variant, fonts: Path | None = None
) -> str:
    """Give the key of a section: a hash, in hexadecimal, of everything that goes into it."""
    folders = (*_layout_folders(layout), *_figure_folders(variant))
    form = replace(variant, figure_folders=())
    return _hash(
        *(repr(career) for career in careers),
        layout.name,
        repr(form),
        *(folder_digest(folder) for folder in folders),
        folder_digest(fonts) if fonts else "",
        program(),
    )


def blocks_key(folder: Path, variant: Variant, fonts: Path | None = None) -> str:
    """Give a hash of what all blocks of a booklet's parts hang on."""
    folders = (folder, shipped("layouts"), *((fonts,) if fonts else ()))
    form = replace(variant, figure_folders=())
    return _hash(repr(form), *(folder_digest(one) for one in folders if one.is_dir()), program())


def block_key(blocks: str, name: str, html: str) -> str:
    """Give the key of a block: a hash of what all of them hang on, its part and its HTML."""
    return _hash("block", blocks, name, html)


def specimen_key(html: str, fonts: Path | None) -> str:
    """Give the key of HTML that is set in the typefaces alone."""
    return _hash("specimen", html, program(), folder_digest(fonts) if fonts else "")


def _layout_folders(layout: Layout) -> tuple[Path, ...]:
    """Give a layout's folder, the shared one, and those beside it that their files name."""
    folders = [layout.folder, layout.shared]
    for folder in folders:
        named = {name.decode() for path in _files(folder) for name in _NAMED(path.read_bytes())}
        for place in (layout.folder.parent, shipped("layouts")):
            beside = [place / name for name in sorted(named) if (place / name).is_dir()]
            folders += [one for one in beside if one not in folders]
    return tuple(folders)


_NAMED: Final = re.compile(rb"([A-Za-z0-9_-]+)/").findall


def _figure_folders(variant: Variant) -> tuple[Path, ...]:
    return (*variant.figure_folders, shipped("data") / "figures")


def _hash(*texts: str) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(len(text).to_bytes(8, "big"))
        digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def folder_digest(folder: Path) -> str:
    """Give a digest of the files in a folder: names and contents."""
    status = ((path, path.stat()) for path in _files(folder))
    return _files_digest(
        folder, tuple((path, one.st_mtime_ns, one.st_size) for path, one in status)
    )


@cache
def _files_digest(folder: Path, stamps: tuple[tuple[Path, int, int], ...]) -> str:
    return _hash(
        *(
            f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"
            for path, _, _ in stamps
        )
    )


_ENGINES: Final = (
    "weasyprint",
    "pydyf",
    "pyphen",
    "tinycss2",
    "tinyhtml5",
    "cssselect2",
    "pillow",
    "jinja2",
    "segno",
    "babel",
    "fonttools",
    "markdown-it-py",
    "uharfbuzz",
)
"""What the program sets pages with, beside the typefaces."""


@cache
def program() -> str:
    """Give a digest of the program itself, and the versions of what it works with."""
    package = Path(__file__).resolve().parent.parent
    stamps = tuple((path, 0, 0) for path in sorted(package.rglob("*.py")))
    engines = (version(engine) for engine in _ENGINES)
    return _hash(_files_digest(package, stamps), *engines, versions(), sys.version)
