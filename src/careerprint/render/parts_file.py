"""``parts.yaml``: what a folder of a booklet's parts declares, and where its files are found."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from careerprint.errors import ExitCode, InputError
from careerprint.reading.documents import load
from careerprint.resources import shipped
from careerprint.view.booklet_frame import BookletFrame, FrameRecord, Points

SETTINGS: Final = "parts.yaml"


class StampFile(FrameRecord):
    """Page numbers and running heads: their size, and how far they stand from the edges."""

    size_pt: float = Field(8.0, gt=0, le=40)
    baseline_pt: Points = 16.0
    margin_pt: Points = 30.0


class EditionFile(FrameRecord):
    """What an edition is made of: the layout of its careers, and its parts in their order.

    ``alone`` are the parts around a single career. Pages come in twos, or with ``fold`` in
    fours: what lacks is filled with notes after the careers.
    """

    layout: str
    parts: Annotated[tuple[str, ...], Field(min_length=2, max_length=20)]
    alone: Annotated[tuple[str, ...], Field(min_length=2, max_length=20)]
    fold: bool = False


class PartsFile(BookletFrame):
    """What ``parts.yaml`` says of the parts in its folder."""

    description: str
    stamp: StampFile = Field(default_factory=StampFile)
    edition: EditionFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around careers: a folder of layouts, the name of the parts' folder in it.

    A file that the folder lacks is the shipped one.
    """

    layouts: Path
    name: str
    file: PartsFile

    @property
    def folder(self) -> Path:
        """The folder that the parts' addresses start from."""
        own = self.layouts / self.name
        return own if own.is_dir() else shipped("layouts") / self.name

    @property
    def style(self) -> Path:
        """The stylesheet of the parts."""
        return _found("style.css", self.layouts, self.name)


def find_surroundings(name: str, folders: tuple[Path, ...]) -> Surroundings:
    """Give the parts of a folder's name, a project's own before the shipped ones.

    Raises ``InputError`` with its findings if its ``parts.yaml`` is broken.
    """
    layouts = next(folder for folder in folders if (folder / name).is_dir())
    loaded = load(_found(SETTINGS, layouts, name), PartsFile)
    if loaded.value is None:
        raise InputError(loaded.diagnostics, ExitCode.USAGE)
    return Surroundings(layouts=layouts, name=name, file=loaded.value)


def _found(file: str, layouts: Path, name: str) -> Path:
    own = layouts / name / file
    return own if own.is_file() else shipped("layouts") / name / file
