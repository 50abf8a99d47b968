"""A booklet file and a library → the kit that a batch's workers are sent."""

from pathlib import Path
from typing import Final

from careerprint.batch.jobs import Kit
from careerprint.booklet.booklet_file import BookletFile
from careerprint.booklet.forms import layout_names
from careerprint.booklet.setup import cover_of
from careerprint.profile.library import Library
from careerprint.render.layouts import find_layout
from careerprint.sections.store import default_folder
from careerprint.settings import Language, Settings

BUNDLED: Final = ("layouts", "fonts", "data/figures")
"""A project's folders that workers need and may not see."""


def pack(
    file: BookletFile, spec: Path | None, library: Library, settings: Settings, *, is_cached: bool
) -> Kit:
    """Give the kit of a booklet file, with all careers of the library that can be used.

    Raises ``UsageError`` if a layout or the cover's picture is amiss.
    """
    for layout in layout_names(file, settings.layout_folders):
        find_layout(layout, settings.layout_folders, settings.variant.paper)
    careers = {
        (path.stem, language.value): library.career(path, language)
        for path in library.paths
        for language in Language
        if library.is_usable(path, (language,))
    }
    return Kit(
        file=file,
        variant=settings.variant,
        cover=cover_of(file, spec, settings),
        careers=careers,
        bundle=_bundle(settings.project),
        cache=default_folder() if is_cached else None,
    )


def _bundle(project: Path | None) -> tuple[tuple[str, bytes], ...]:
    """Give a project's own layouts, fonts and official tables by their path in it."""
    if project is None:
        return ()
    files = [
        path
        for folder in BUNDLED
        for path in sorted((project / folder).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]
    return tuple((path.relative_to(project).as_posix(), path.read_bytes()) for path in files)
