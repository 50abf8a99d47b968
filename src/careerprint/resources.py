"""Where the library and the layouts that careerprint ships lie on this machine."""

from functools import cache
from pathlib import Path


@cache
def shipped(folder: str) -> Path:
    """Give the folder ``data`` or ``layouts`` that came with the program.

    An installed wheel carries both inside the package; in a checkout they stand at the
    top, where writers and designers work.
    """
    package = Path(__file__).resolve().parent
    inside = package / folder
    return inside if inside.is_dir() else package.parents[1] / folder
