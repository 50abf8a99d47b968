"""A booklet file and a library → the kit that a batch's workers are sent."""

from pathlib import Path

from careerprint.batch.jobs import Kit
from careerprint.booklet.booklet_file import BookletFile
from careerprint.booklet.forms import layout_names
from careerprint.booklet.setup import cover_of
from careerprint.profile.library import Library
from careerprint.render.layouts import find_layout
from careerprint.sections.bundle import bundle_of
from careerprint.sections.store import default_folder
from careerprint.settings import Language, Settings


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
        bundle=bundle_of(settings.project),
        cache=default_folder() if is_cached else None,
    )
