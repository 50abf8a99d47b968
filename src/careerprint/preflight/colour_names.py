"""Colour spaces by their names (ISO 32000-1, 8.6)."""

from typing import Any, Final

from pikepdf import Array, Name

_SHORT: Final = {
    "/G": "/DeviceGray",
    "/RGB": "/DeviceRGB",
    "/CMYK": "/DeviceCMYK",
    "/I": "/Indexed",
}
PATTERN: Final = "Pattern"


def space_name(space: Any) -> str:
    """Give the name of a colour space: of a palette that of its colours, of a spot its own too."""
    if not isinstance(space, Array):
        name = str(space)
        return _SHORT.get(name, name).lstrip("/")
    kind = space_name(space[0])
    if kind == "Indexed":
        return space_name(space[1])
    if kind == "Separation":
        return f"Separation {str(space[1]).lstrip('/')}"
    return kind


def named_space(name: Any, resources: Any) -> str:
    """Give the name of a space that an operator names, looked up in a list of resources."""
    listed = resources.get("/ColorSpace") if resources is not None else None
    if listed is not None and isinstance(name, Name) and str(name) in listed:
        return space_name(listed[str(name)])
    return space_name(name)
