"""The files that a check looks at, each with what a copy editor marks, and their mending."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from careerprint.errors import shown
from careerprint.profile.copy_edit import Mended, mended, with_slips
from careerprint.profile.library import Library, language_of
from careerprint.profile.model import Profile
from careerprint.reading.documents import Loaded
from careerprint.resources import is_shipped, real_path
from careerprint.settings import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A file that is to be written anew, or one that is not ours to touch."""

    path: Path
    mended: Mended
    is_shipped: bool


def checked_paths(library: Library, names: Sequence[str], start: Path) -> tuple[Path, ...]:
    """Give the files that names stand for, each with its translations; all if there is no name.

    A name is an id, a title, a file or a folder of files. Raises ``UsageError`` for one that is
    none of these.
    """
    paths = [path for name in names for path in _named(name, library, start)]
    if not names:
        paths = list(library.paths)
    every = (one for path in paths for one in (path, *library.translations_of(path)))
    return tuple(dict.fromkeys(every))


def _named(name: str, library: Library, start: Path) -> Iterator[Path]:
    folder = Path(name)
    if not folder.is_dir():
        yield library.find(name, start)
        return
    own = sorted(folder.glob("*.yaml"))
    lone = (path for language in Language for path in sorted(folder.glob(f"{language}/*.yaml")))
    yield from (*own, *lone) or (folder,)


def checked(library: Library, paths: Iterable[Path]) -> tuple[Loaded[Profile], ...]:
    """Give the files with all that is found in them."""
    return tuple(with_slips(library.load(path), language_of(path)) for path in paths)


def originals(loaded: Iterable[Loaded[Profile]]) -> tuple[Loaded[Profile], ...]:
    """Give the files that are no translations."""
    return tuple(one for one in loaded if language_of(one.path) is Language.ENGLISH)


def mends(library: Library, paths: Iterable[Path], names: Sequence[str]) -> Iterator[Mend]:
    """Give what is safe to mend, file by file.

    A career that comes with careerprint is not touched, unless its file itself was named.
    """
    named = {real_path(Path(name)) for name in names}
    for path in paths:
        if found := mended(library.load(path), language_of(path), name=shown(path)):
            place = real_path(path)
            is_named = place in named or not named.isdisjoint(place.parents)
            yield Mend(path=path, mended=found, is_shipped=is_shipped(path) and not is_named)
