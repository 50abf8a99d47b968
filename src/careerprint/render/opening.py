"""A typesetter that is opened when it is first needed, in whatever process that is."""

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

from careerprint.settings import Settings

if TYPE_CHECKING:
    from careerprint.render.pdf import Typesetter


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesetterOf:
    """Opens a typesetter, once a process; workers can be sent it.

    A worker that begins as a copy of a process has the one that is open there.
    """

    roots: tuple[Path, ...]
    font_folder: Path | None
    number: int = field(default_factory=count().__next__)

    def __call__(self) -> "Typesetter":
        """Give the typesetter; raises ``UsageError`` if it cannot be opened."""
        found = _open.get(self.number)
        if found is None:
            from careerprint.render.pdf import Typesetter  # the engine costs a start

            found = Typesetter(roots=self.roots, font_folder=self.font_folder)
            _open[self.number] = found
        return found


_open: Final = WeakValueDictionary[int, "Typesetter"]()
"""What :class:`TypesetterOf` opened, as long as somebody has it."""


def typesetter_of(settings: Settings) -> TypesetterOf:
    """Give what opens a project's typesetter."""
    return TypesetterOf(roots=settings.layout_folders, font_folder=settings.font_folder)
