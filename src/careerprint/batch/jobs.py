"""What travels to a worker and back: everything by value, nothing of the machine it came from."""

import hashlib
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from careerprint.booklet.booklet_file import BookletFile
from careerprint.profile.library import Career
from careerprint.sections.bundle import Bundle
from careerprint.settings import Variant
from careerprint.view.booklet_page import Cover


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What all booklets of a batch share.

    ``careers`` are by id and language; ``bundle`` holds the project's own files, for workers that
    do not see its folder; ``cache`` is where a worker may keep sections.
    """

    file: BookletFile
    variant: Variant
    cover: Cover
    careers: Mapping[tuple[str, str], Career]
    bundle: Bundle = field(default_factory=Bundle)
    cache: Path | None = None

    def packed(self) -> "Packed":
        """Give the kit as bytes, with a digest that tells kits apart."""
        content = pickle.dumps(self, protocol=5)
        return Packed(content=content, digest=hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A kit on its way to workers, and a digest of it.

    It travels by value, or lies in a ``file`` that the workers of one machine read: a pipe that
    a killed worker leaves half read or half written would hold up all the others.
    """

    content: bytes = field(default=b"", repr=False)
    file: Path | None = None
    digest: str

    def laid_down(self, folder: Path) -> "Packed":
        """Give it by way of a file in a folder."""
        file = folder / self.digest
        file.write_bytes(self.content)
        return Packed(file=file, digest=self.digest)

    @property
    def folder(self) -> Path | None:
        """The folder that its file lies in."""
        return self.file.parent if self.file else None

    def kit(self) -> Kit:
        """Give the kit."""
        content = self.file.read_bytes() if self.file else self.content
        kit: Kit = pickle.loads(content)  # noqa: S301 - our own, made a moment ago
        return kit


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One booklet to make; its ``repr`` says nothing of whom it is for.

    ``number`` counts the roster's good rows from 1, ``row`` is the spreadsheet's, ``group`` the
    student's class, for the report; ``path`` is
    below the output folder; ``owner`` is the keyed hash that stands for the student.
    ``interests`` is the code that the careers were chosen for, or empty.
    ``target`` is an absolute path that the worker writes itself, or empty.
    """

    number: int
    row: int
    path: str = field(repr=False)
    owner: str
    recipient: str = field(repr=False)
    careers: tuple[str, ...]
    language: str
    state: str | None
    target: str = field(default="", repr=False)
    group: str = ""
    interests: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A booklet that was made: its bytes, unless the worker wrote it, and what they are."""

    number: int
    pdf: bytes = field(repr=False)
    digest: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A booklet that could not be made, with the reason in plain words.

    ``is_unwritten`` says that the disk did not take it: then it takes no other either.
    """

    number: int
    reason: str
    hint: str = ""
    is_unwritten: bool = False


Outcome = Built | Failed
