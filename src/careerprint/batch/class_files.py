"""The booklets of each class in one file, for a printer that takes one job a class."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from careerprint.binder.archive import Description
from careerprint.binder.binder import bind
from careerprint.binder.pagination import Numbering, Side
from careerprint.binder.part import Part
from careerprint.binder.source import Source
from careerprint.publish.files import write_whole

ALL_CLASS_FILES: Final = "combined-*.pdf"


def class_file_name(group: str) -> str:
    """Give the name of a class's file, below the output folder; empty is no class."""
    return ALL_CLASS_FILES.replace("*", group or "all")


def write_class_files(
    classes: Mapping[str, Mapping[str, Path]], output: Path, *, is_grey: bool
) -> Iterator[tuple[Path, int]]:
    """Bind the booklets of each class into one file, each a document that begins a new sheet.

    ``is_grey`` says that they are made for the copier.
    Gives each file with its number of pages. Raises ``BindError`` if a booklet is damaged.
    """
    for group, booklets in sorted(classes.items()):
        if not booklets:
            continue
        parts = [
            Part(
                source=Source(path.read_bytes(), name=path.name),
                title=path.stem,
                numbering=Numbering.NONE,
                prefix=path.stem,
                side=Side.RIGHT,
                begins_document=True,
            )
            for path in booklets.values()
        ]
        title = group or "All booklets"
        bound = bind(parts, Description(title=title, language="en", is_grey=is_grey))
        target = output / class_file_name(group)
        write_whole(target, bound.pdf)
        yield target, bound.pages
