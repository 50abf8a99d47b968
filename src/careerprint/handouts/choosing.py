"""The careers that are to be printed, by their names, by a cluster, or all."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from careerprint.errors import UsageError
from careerprint.profile.clusters import known_cluster
from careerprint.profile.library import Library, refuse_namesakes


def chosen_paths(
    library: Library, names: Sequence[str], *, cluster: str | None = None, is_all: bool = False
) -> tuple[Path, ...]:
    """Give the profiles of careers by id, title or path, of a cluster, or of the whole library.

    Each comes once, in the order given, then in the library's. Raises ``UsageError`` if a name or
    cluster is unknown, if there is no career, or if two of them would be printed into one file.
    """
    paths = [library.find(name, Path.cwd()) for name in names]
    if is_all:
        paths += library.paths
    elif cluster:
        paths += _of_cluster(library, cluster)
    if not paths:
        raise UsageError("there is no career to print", hint="careerprint list shows all careers")
    refuse_namesakes(
        paths,
        "would be printed into one file",
        "print them into two folders with -o, or rename one",
    )
    return tuple(dict.fromkeys(paths))


def _of_cluster(library: Library, cluster: str) -> Iterator[Path]:
    wanted = known_cluster(cluster)
    for path in library.paths:
        profile = library.load(path).value
        if profile is None or profile.cluster == wanted.id:
            yield path
