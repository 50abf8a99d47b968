"""Settings of a run: defaults ← the project's ``careerprint.yaml`` ← the command's options."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from careerprint.errors import ExitCode, InputError, UsageError
from careerprint.reading import load
from careerprint.reading.wording import plain_error
from careerprint.resources import shipped
from careerprint.typefaces import character_name, missing_characters

FILE_NAME: Final = "careerprint.yaml"


class Paper(StrEnum):
    """The papers that a layout may be composed for, upright."""

    LETTER = "letter"
    A4 = "a4"


SIZE_MM: Final[dict[Paper, tuple[float, float]]] = {
    Paper.LETTER: (215.9, 279.4),
    Paper.A4: (210.0, 297.0),
}
"""Width and height of each paper in millimetres (ANSI/ASME Y14.1; ISO 216)."""


def _paper(value: Any) -> Paper:
    try:
        return Paper(str(value).strip().lower())
    except ValueError:
        known = ", ".join(paper.value for paper in Paper)
        raise plain_error(f"cannot be '{value}'", f"the papers are: {known}") from None


def _printable(value: str) -> str:
    """Refuse a text with characters that no face has; own fonts are for profiles."""
    if missing := missing_characters(value):
        raise plain_error(
            f"has characters that no typeface has: {', '.join(map(character_name, missing))}",
            "write it in Latin, Greek or Cyrillic letters",
        )
    return value


_Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(_printable),
]


class Brand(BaseModel):
    """Whose handout it is: printed in the foot."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True)

    organisation: _Text | None = None
    contact: _Text | None = None


class ProjectFile(BaseModel):
    """What ``careerprint.yaml`` may say; everything in it is optional."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True)

    brand: Brand = Brand()
    paper: Annotated[Paper, BeforeValidator(_paper)] = Paper.LETTER
    layout: Annotated[
        str, StringConstraints(strip_whitespace=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    ] = "one-pager"


class Settings(BaseModel):
    """What a run works with. Folders of the project come before the shipped ones."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True)

    project: Path | None = None
    brand: Brand = Brand()
    paper: Paper = Paper.LETTER
    layout: str = "one-pager"
    output: Path = Path("output")

    @property
    def career_folders(self) -> tuple[Path, ...]:
        """Where careers stand, the project's own first."""
        return (*self._own("data", "careers"), shipped("data") / "careers")

    @property
    def layout_folders(self) -> tuple[Path, ...]:
        """Where layouts stand, the project's own first."""
        return (*self._own("layouts"), shipped("layouts"))

    @property
    def font_folder(self) -> Path | None:
        """Where a project keeps fonts for characters that ours lack."""
        return self.project / "fonts" if self.project else None

    def _own(self, *parts: str) -> tuple[Path, ...]:
        folder = self.project.joinpath(*parts) if self.project else None
        is_other = folder is not None and folder.resolve() != shipped(parts[0]).joinpath(*parts[1:])
        return (folder,) if folder is not None and is_other else ()


def find_project(start: Path) -> Path | None:
    """Give the nearest folder upwards from ``start`` that holds a ``careerprint.yaml``."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    return None


def read_settings(
    project: Path | None, *, start: Path, paper: str | None = None, layout: str | None = None
) -> Settings:
    """Give the settings of a run from a project folder, or from where ``start`` lies.

    Raises ``InputError`` with its findings if ``careerprint.yaml`` is broken.
    """
    folder = project or find_project(start)
    if project is not None and not (project / FILE_NAME).is_file():
        raise UsageError(
            f"{project} is not a project: it has no {FILE_NAME}",
            hint=f"start one with: careerprint init {project}",
        )
    said = ProjectFile()
    if folder is not None:
        loaded = load(folder / FILE_NAME, ProjectFile, may_be_empty=True)
        if loaded.value is None:
            raise InputError(loaded.diagnostics, ExitCode.USAGE)
        said = loaded.value
    return Settings(
        project=folder,
        brand=said.brand,
        paper=Paper(paper) if paper else said.paper,
        layout=layout or said.layout,
        output=(folder or start) / "output",
    )
