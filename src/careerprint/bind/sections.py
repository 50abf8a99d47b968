"""Sections kept: what was typeset once is not typeset again.

A section's key is a hash of everything that went in: the career as it was read, the form, the
layout's files, the official tables, the fonts, the program and its engine. An entry carries a
checksum, is written whole or not at all, and may be dropped at any moment by any process: all
that is lost is the time to make it anew.
"""

import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from careerprint.errors import CareerprintError
from careerprint.profile.library import Career
from careerprint.publish.files import PART_PREFIX, write_whole
from careerprint.render.fit import Receipt
from careerprint.render.layouts import Layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import Section, typeset_section
from careerprint.resources import shipped
from careerprint.settings import Variant
from careerprint.typefaces.faces import versions

MOST_BYTES: Final = 512 * 1024 * 1024
_MAGIC: Final = b"careerprint section 1\n"
_SUFFIX: Final = ".section"


def default_folder() -> Path:
    """Give where sections are kept: ``CAREERPRINT_CACHE``, or the user's cache folder."""
    if given := os.environ.get("CAREERPRINT_CACHE"):
        return Path(given)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "careerprint"
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "careerprint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """How much a cache holds: entries, and their size in bytes."""

    folder: Path
    entries: int
    size: int


class Sections:
    """Gives sections, from the cache or typeset now.

    ``folder`` is where they are kept; None keeps nothing. ``open_typesetter`` is called when
    something has to be typeset, once. ``fonts`` is the project's folder of fonts. ``check`` is
    called before a section is kept, and raises if it may have been ruined by an interruption.
    """

    def __init__(
        self,
        open_typesetter: Callable[[], Typesetter],
        folder: Path | None,
        *,
        fonts: Path | None = None,
        most_bytes: int = MOST_BYTES,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._check = check
        self.fonts = fonts
        self._open_typesetter = open_typesetter
        self._typesetter: Typesetter | None = None
        self._folder = folder
        self._most_bytes = most_bytes
        self.typeset_count = 0
        self._unswept = _SWEPT_AFTER - 1

    @property
    def typesetter(self) -> Typesetter:
        """The typesetter, opened when it is first needed."""
        if self._typesetter is None:
            self._typesetter = self._open_typesetter()
        return self._typesetter

    def section(
        self,
        career: Career,
        *,
        layout: Layout,
        variant: Variant,
        others: tuple[Career, ...] = (),
    ) -> Section:
        """Give the pages of a career in a form; raises what ``typeset_section`` raises."""
        key = section_key((career, *others), layout, variant, self.fonts)
        kept = self._read(key)
        if kept is not None:
            return kept
        section = typeset_section(
            career, others=others, layout=layout, variant=variant, typesetter=self.typesetter
        )
        self.typeset_count += 1
        self._check()
        self._write(key, section)
        return section

    def specimen(self, html: str) -> bytes:
        """Give a PDF of HTML set in the typefaces alone, kept under its hash."""
        key = _hash("specimen", html, program(), _folder_digest(self.fonts) if self.fonts else "")
        kept = self._read(key)
        if kept is None:
            pdf = self.typesetter.specimen(html)
            self.typeset_count += 1
            empty = Receipt(
                body_pt=0,
                leading=0,
                air_pt=0,
                percent_full=0,
                percent_by_page=(),
                pages=1,
                passes=1,
            )
            kept = Section(pdf=pdf, receipt=empty, warnings=())
            self._write(key, kept)
        return kept.pdf

    def kept(self, key: str) -> bytes | None:
        """Give what is kept under a key; None if nothing is, or it is damaged."""
        return self._body(key)

    def keep(self, key: str, body: bytes) -> None:
        """Keep something, if the disk lets us."""
        self._check()
        self._put(key, body)

    def _path(self, key: str) -> Path | None:
        return self._folder / key[:2] / f"{key}{_SUFFIX}" if self._folder else None

    def _read(self, key: str) -> Section | None:
        """Give a kept section; None if it is not there, or damaged and to be made anew."""
        body = self._body(key)
        return None if body is None else _unpacked(body)

    def _body(self, key: str) -> bytes | None:
        path = self._path(key)
        if path is None:
            return None
        try:
            body = _checked(path.read_bytes())
        except OSError:
            return None
        if body is not None:
            with suppress(OSError):
                os.utime(path)  # the least recently used goes first
        return body

    def _write(self, key: str, section: Section) -> None:
        self._put(key, _packed(section))

    def _put(self, key: str, body: bytes) -> None:
        """Keep an entry if the disk lets us; nobody waits for a cache."""
        path = self._path(key)
        if path is None or self._folder is None:
            return
        with suppress(OSError, CareerprintError):
            write_whole(path, _MAGIC + hashlib.sha256(body).digest() + body)
            self._unswept += 1
            if self._unswept >= _SWEPT_AFTER:
                self._unswept = 0
                _make_room(self._folder, self._most_bytes)


def shelf(folder: Path) -> Shelf:
    """Give how much a cache holds."""
    sizes = [size for _, size, _ in _entries(folder)]
    return Shelf(folder=folder, entries=len(sizes), size=sum(sizes))


def clear(folder: Path) -> Shelf:
    """Empty a cache; gives what it held. Files of others in the folder stay."""
    before = shelf(folder)
    for _, _, path in _entries(folder):
        with suppress(OSError):
            path.unlink()
    _drop_strays(folder, older_than=time.time() - _STRAY_SECONDS)
    return before


def _entries(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """Give time of last use, size and path of each entry."""
    for path in sorted(folder.glob(f"??/*{_SUFFIX}")):
        with suppress(OSError):
            status = path.stat()
            yield status.st_mtime, status.st_size, path


_STRAY_SECONDS: Final = 3600
_SWEPT_AFTER: Final = 32
"""Entries after which room is made: looking through a cache costs more than an entry."""


def _make_room(folder: Path, most_bytes: int) -> None:
    """Drop the least recently used entries, and what a writer that was killed left behind."""
    _drop_strays(folder, older_than=time.time() - _STRAY_SECONDS)
    entries = sorted(_entries(folder))
    total = sum(size for _, size, _ in entries)
    for _, size, path in entries:
        if total <= most_bytes:
            return
        with suppress(OSError):
            path.unlink()
        total -= size


def _drop_strays(folder: Path, *, older_than: float) -> None:
    for path in folder.glob(f"??/{PART_PREFIX}*"):
        with suppress(OSError):
            if path.stat().st_mtime < older_than:
                path.unlink()


def _packed(section: Section) -> bytes:
    about = {
        "receipt": asdict(section.receipt),
        "warnings": section.warnings,
    }
    head = json.dumps(about).encode()
    return len(head).to_bytes(4, "big") + head + section.pdf


def _checked(content: bytes) -> bytes | None:
    """Give what an entry holds; None if it is damaged, cut short, or of another program."""
    digest, body = content[len(_MAGIC) : len(_MAGIC) + 32], content[len(_MAGIC) + 32 :]
    is_whole = content.startswith(_MAGIC) and hashlib.sha256(body).digest() == digest
    return body if is_whole else None


def _unpacked(body: bytes) -> Section | None:
    """Read a section; None if it is not one that this program writes."""
    end = 4 + int.from_bytes(body[:4], "big")
    try:
        about: dict[str, Any] = json.loads(body[4:end])
        receipt: dict[str, Any] = about["receipt"]
        receipt |= {name: tuple(receipt[name]) for name in ("percent_by_page", "left_out")}
        return Section(
            pdf=body[end:],
            receipt=Receipt(**receipt),
            warnings=tuple(about["warnings"]),
        )
    except (ValueError, TypeError, KeyError):
        return None


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
        *(_folder_digest(folder) for folder in folders),
        _folder_digest(fonts) if fonts else "",
        program(),
    )


def blocks_key(folder: Path, variant: Variant, fonts: Path | None = None) -> str:
    """Give a hash of what all blocks of a booklet's parts hang on."""
    folders = (folder, shipped("layouts"), *((fonts,) if fonts else ()))
    form = replace(variant, figure_folders=())
    return _hash(repr(form), *(_folder_digest(one) for one in folders if one.is_dir()), program())


def block_key(blocks: str, name: str, html: str) -> str:
    """Give the key of a block: a hash of what all of them hang on, its part and its HTML."""
    return _hash("block", blocks, name, html)


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


def _folder_digest(folder: Path) -> str:
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
