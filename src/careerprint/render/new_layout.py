"""A layout to start from: a copy of another, with what one changes first at hand."""

from pathlib import Path
from typing import Final

from careerprint.errors import UsageError, shown
from careerprint.profile.values import is_id
from careerprint.render.layouts import SHARED, STYLE, any_layout
from careerprint.resources import shipped
from careerprint.settings import STYLE_OF_NAMES, Settings

_TO_CHANGE: Final = """
/* What is changed first, as it stands in _shared/style.css: take the marks of a comment away. */
/* h1 { font-family: "Source Serif"; font-size: 31pt; line-height: 1.12 } */
/* h2 { font-family: "Source Serif"; font-size: 1.5rem; margin: 7pt 0 1.5pt } */
/* .band { padding-top: 13pt; padding-bottom: 8pt } */
/* .pair { border-spacing: 8pt 0 } */
/* .box { border-width: 0.8pt; border-top-width: 2.4pt; padding: 4pt 9pt 6pt } */
/* .try { padding: 6pt 10pt 7pt } */
/* .small, .foot { font-size: 0.87rem } */
"""


def new_files(settings: Settings, name: str, like: str) -> tuple[tuple[Path, bytes], ...]:
    """Give the files of a new layout in the project's ``layouts/``, each with its content.

    Raises ``UsageError`` if this is no project, the name cannot be one or is taken, or there is
    no layout to start from.
    """
    if settings.project is None:
        raise UsageError("this is not a project", hint="start one with: careerprint init DIR")
    if not is_id(name):
        raise UsageError(f"'{name}' cannot be a layout's name", hint=STYLE_OF_NAMES)
    source = any_layout(like, settings.layout_folders)
    folder = settings.project / "layouts" / name
    if folder.exists():
        raise UsageError(f"{shown(folder)} is there already", hint="choose another name")
    files = ((one, one.read_bytes()) for one in sorted(source.folder.iterdir()) if one.is_file())
    return tuple(
        (folder / one.name, content + _TO_CHANGE.encode() if one.name == STYLE else content)
        for one, content in files
    )


def first_changes(settings: Settings, name: str) -> str:
    """Give the way on in words: what is changed where."""
    own = settings.project / "layouts" / SHARED if settings.project else None
    shared = own if own and own.is_dir() else shipped("layouts") / SHARED
    return (
        "the order of the parts is in page.html.j2, a part alone is changed by writing its block\n"
        "there anew, looks are in style.css, sizes and papers in layout.yaml;\n"
        f"what all layouts share is in {shown(shared)}:\n"
        "  parts.html.j2 has each part's markup, style.css its looks, handout.html.j2 the blocks\n"
        f"see it with: careerprint render filmmaker --layout {name}; prove it with:"
        f" careerprint layout check {name}"
    )
