"""A layout to start from: a copy of another, with what one changes first at hand."""

from pathlib import Path
from typing import Final

from careerprint.errors import UsageError, shown
from careerprint.profile.values import is_id
from careerprint.render.cascade import LayoutText
from careerprint.render.layouts import SHARED, STYLE, Layout, any_layout
from careerprint.resources import shipped
from careerprint.settings import STYLE_OF_NAMES, Settings

_CHANGED: Final = {
    "h1": ("font-family", "font-size", "line-height"),
    "h2": ("font-family", "font-size", "line-height", "margin"),
    ".band": ("padding-top", "padding-bottom"),
    ".pair": ("border-spacing", "padding-left", "padding-right"),
    ".box": ("border-width", "padding"),
    ".try": ("padding", "margin-top"),
    ".small": ("font-size", "line-height"),
}
"""What is changed first: selectors with their properties."""
_HEAD: Final = "What is changed first, as it stands: take a comment's marks away, and change it."


def _to_change(source: Layout) -> str:
    """Give what is changed first in a layout's stylesheet, each with the value that it has."""
    lines = [f"\n/* {_HEAD} */\n"]
    rules = LayoutText(source).rules
    for selector, names in _CHANGED.items():
        values: dict[str, str] = {}
        for rule in rules:
            if selector in rule.names:
                values |= {n: rule.properties[n][1] for n in names if n in rule.properties}
        said = "; ".join(f"{name}: {values[name]}" for name in names if name in values)
        if said:
            lines.append(f"/* {selector} {{ {said} }} */\n")
    return "".join(lines)


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
    to_change = _to_change(source).encode()
    files = ((one, one.read_bytes()) for one in sorted(source.folder.iterdir()) if one.is_file())
    return tuple(
        (folder / one.name, content + to_change if one.name == STYLE else content)
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
