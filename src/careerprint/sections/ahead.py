"""Sections that worker processes make before they are asked for."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from careerprint.render.opening import typesetter_of
from careerprint.sections.sections import Sections, Wanted, packed
from careerprint.sections.store import default_folder
from careerprint.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from careerprint.render.pdf import Typesetter
    from careerprint.workers.in_order import Came


class SectionsAhead(Sections):
    """Sections that workers set ahead: in the end they are the same, and so are their errors.

    ``workers`` is how many there are to be; see :func:`careerprint.workers.executors.workers_for`.
    With a ``far`` they are those of a cluster.
    """

    def __init__(
        self,
        open_typesetter: "Callable[[], Typesetter]",
        folder: Path | None,
        *,
        fonts: Path | None = None,
        workers: int | None = None,
        check: Callable[[], None] = lambda: None,
        far: "Far | None" = None,
    ) -> None:
        super().__init__(open_typesetter, folder, fonts=fonts, check=check)
        self._folder, self._workers, self._far = folder, workers, far
        self._keys: deque[str] = deque()
        self._coming: Generator[Came[bytes], None, None] | None = None
        self._came: dict[str, Came[bytes]] = {}

    def ahead(
        self, wanted: Iterable[Wanted], *, meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        """Have workers set what is not kept yet, best in the order in which it is asked for."""
        self.close()
        keyed = {self.key_of(one): one for one in wanted}
        missing = {key: one for key, one in keyed.items() if self.kept(key) is None}
        if len(missing) < 2:
            return
        from careerprint.workers.executors import workers_for  # processes cost a start
        from careerprint.workers.in_order import in_order

        orders = tuple(missing.values())
        workers = workers_for(len(orders), self._workers)
        if self._far:
            self._coming = in_order(
                orders,
                self._far.open_bench,
                workers=workers,
                begun=meanwhile,
                open_cluster=self._far.open_cluster,
            )
        elif workers > 1:
            bench = partial(_open_bench, self._open_typesetter, self._folder, self.fonts)
            self._coming = in_order(orders, bench, workers=workers, begun=meanwhile)
        self._keys.extend(missing if self._coming else ())

    def _made(self, key: str) -> bytes | None:
        """Give what a worker made, waiting for it; else what is kept. Raises what a worker did."""
        try:
            while self._coming and key in self._keys:
                self._came[self._keys.popleft()] = next(self._coming)
        except OSError:  # no process or no file is to be had: then it is set here
            self.close()
        except BaseException:
            self.close()
            raise
        if key not in self._came:
            return super()._made(key)
        self.typeset_count += 1
        made = self._came.pop(key).given()
        if self._far:  # its workers have another disk
            self.keep(key, made)
        return made

    def close(self) -> None:
        """Stop the workers; what they have kept stays."""
        if self._coming:
            self._coming.close()
        self._coming = None
        self._keys.clear()
        self._came.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Far:
    """What opens a cluster, and what its workers are sent."""

    open_cluster: "Callable[[], Executor]"
    open_bench: Callable[[], Callable[[Wanted], bytes]]


def _far(settings: Settings, address: str) -> Far:
    from careerprint.sections.bundle import bundle_of  # processes cost a start
    from careerprint.sections.far import FarBenchOf
    from careerprint.workers.executors import open_dask

    bench = FarBenchOf(bundle=bundle_of(settings.project))
    return Far(open_cluster=partial(open_dask, address), open_bench=bench)


def _open_bench(
    open_typesetter: "Callable[[], Typesetter]", folder: Path | None, fonts: Path | None
) -> Callable[[Wanted], bytes]:
    """Give what a worker does with a section that is wanted: set it, keep it, hand it over."""
    setter = open_typesetter()
    sections = Sections(lambda: setter, folder, fonts=fonts)

    def bench(one: Wanted) -> bytes:
        career, *others = one.careers
        return packed(
            sections.section(career, others=tuple(others), layout=one.layout, variant=one.variant)
        )

    return bench


@contextmanager
def open_sections_ahead(
    settings: Settings,
    *,
    is_cached: bool = True,
    workers: int | None = None,
    check: Callable[[], None] = lambda: None,
    dask: str | None = None,
) -> Iterator[SectionsAhead]:
    """Give a project's sections: kept in the user's cache, or typeset anew each time.

    With ``dask``, the address of a scheduler, its cluster sets them. However it is left, the
    workers have stopped.
    """
    sections = SectionsAhead(
        typesetter_of(settings),
        default_folder() if is_cached else None,
        fonts=settings.font_folder,
        workers=workers,
        check=check,
        far=_far(settings, dask) if dask else None,
    )
    try:
        yield sections
    finally:
        sections.close()
