"""Where the library and the layouts that careerprint ships lie on this machine."""

import os
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


def real_path(path: Path) -> Path:
    """Give where a path leads when links are followed; links in a circle lead to themselves."""
    return Path(os.path.realpath(path))


def is_shipped(path: Path) -> bool:
    """Whether a file came with the program."""
    return real_path(path).is_relative_to(real_path(shipped("data")))
