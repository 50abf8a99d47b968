"""A layout proved on page sets, or measured on them, several at a time."""

from collections.abc import Callable, Generator, Sequence
from functools import partial

from careerprint.errors import CareerprintError, SetAsideError
from careerprint.render.layouts import Layout
from careerprint.render.look import Look, Notes
from careerprint.render.opening import TypesetterOf, typesetter_of
from careerprint.render.page_figures import PageFigures, page_figures
from careerprint.render.proof import Proof
from careerprint.render.section import lay_out
from careerprint.render.specimens import PageSet
from careerprint.settings import Settings
from careerprint.typefaces.own_faces import own_faces
from careerprint.workers.in_order import Came, spread


def looked_at(
    proof: Proof,
    layout: Layout,
    settings: Settings,
    page_sets: Sequence[PageSet],
    *,
    workers: int | None = None,
) -> Generator[None, None, None]:
    """Have a proof take what is wrong on page sets, in their order; gives way after each.

    ``workers`` look at several at a time; closing the generator stops them.
    """
    families = tuple(one.family for one in own_faces(settings.font_folder))
    coming = spread(
        page_sets, partial(_open_look, layout, typesetter_of(settings), families), asked=workers
    )
    try:
        for one, came in zip(page_sets, coming, strict=True):
            try:
                proof.take(one, came.given())
            except SetAsideError as error:
                proof.refuse(one, error)
            yield
    finally:
        coming.close()


def measured(
    layout: Layout,
    settings: Settings,
    page_sets: Sequence[PageSet],
    *,
    workers: int | None = None,
) -> Generator[PageFigures | CareerprintError, None, None]:
    """Give the figures of each page set, or why it has none; ``workers`` as in `looked_at`."""
    open_bench = partial(_open_measure, layout, typesetter_of(settings))
    coming: Generator[Came[PageFigures], None, None]
    coming = spread(page_sets, open_bench, asked=workers)
    try:
        for came in coming:
            try:
                yield came.given()
            except CareerprintError as error:
                yield error
    finally:
        coming.close()


def _open_look(
    layout: Layout, open_typesetter: TypesetterOf, families: tuple[str, ...]
) -> Callable[[PageSet], Notes]:
    return Look(layout, open_typesetter(), families).at


def _open_measure(
    layout: Layout, open_typesetter: TypesetterOf
) -> Callable[[PageSet], PageFigures]:
    typesetter = open_typesetter()

    def measure(one: PageSet) -> PageFigures:
        laid = lay_out(
            one.specimen.career,
            others=one.specimen.others,
            layout=layout,
            variant=one.variant,
            typesetter=typesetter,
        )
        return page_figures(laid)

    return measure
