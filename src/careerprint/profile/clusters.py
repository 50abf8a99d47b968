"""The 14 career clusters of ``data/clusters.yaml``."""

from functools import cache
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from careerprint.errors import InputError, UsageError
from careerprint.profile.values import Identifier
from careerprint.reading.documents import load
from careerprint.reading.plain_words import suggest
from careerprint.resources import shipped
from careerprint.settings import Language


class Cluster(BaseModel):
    """One of the 14 career clusters, with the accent and the hatch that stand for it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    id: Identifier
    name: str
    es: str
    accent: str = Field(pattern=r"^#[0-9a-f]{6}$")
    pattern: str

    def name_in(self, language: Language) -> str:
        """Give the cluster's name in a language."""
        return self.es if language is Language.SPANISH else self.name


class _Clusters(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    clusters: Annotated[tuple[Cluster, ...], BeforeValidator(lambda value: value)]


@cache
def clusters() -> dict[str, Cluster]:
    """Give the career clusters by id, in the framework's order.

    Raises ``InputError`` if the shipped ``data/clusters.yaml`` is broken.
    """
    loaded = load(shipped("data") / "clusters.yaml", _Clusters)
    if loaded.value is None:
        raise InputError(loaded.diagnostics)
    return {cluster.id: cluster for cluster in loaded.value.clusters}


def known_cluster(name: str) -> Cluster:
    """Give the cluster of an id or a name; raises ``UsageError`` with the nearest if none."""
    by_name = {cluster.name.casefold(): cluster for cluster in clusters().values()}
    wanted = name.strip().casefold()
    found = clusters().get(wanted) or by_name.get(wanted)
    if found is None:
        known = tuple(clusters())
        raise UsageError(
            f"there is no cluster '{name}'",
            hint=suggest(name, known) or f"the clusters are: {', '.join(known)}",
        )
    return found
