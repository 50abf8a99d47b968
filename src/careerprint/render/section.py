"""A career → its finished pages in one layout, paper and brand."""

from dataclasses import dataclass, replace
from functools import partial

from careerprint.errors import LayoutError
from careerprint.profile.library import Career
from careerprint.reading.documents import Draft
from careerprint.render import html
from careerprint.render.fit import Arrangement, Receipt, fit
from careerprint.render.layouts import Layout
from careerprint.render.measure import Inspection
from careerprint.render.pdf import Setting, Typeset, Typesetter
from careerprint.settings import SIZE_MM, Ink, Paper, Variant
from careerprint.view.compose import Frame, compose
from careerprint.view.page import without


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The pages of one career as a tagged PDF, with the fitter's receipt.

    ``warnings`` is what the engine had to say, such as a property that it does not know.
    """

    pdf: bytes
    receipt: Receipt
    warnings: tuple[str, ...]
    inspection: Inspection | None = None


def typeset_section(
    career: Career,
    *,
    layout: Layout,
    variant: Variant,
    typesetter: Typesetter,
    others: tuple[Career, ...] = (),
    is_inspected: bool = False,
) -> Section:
    """Compose, render, fit and typeset a career.

    ``others`` stand on the same sheet, for layouts that print several: the same career in a
    second language, or further careers.

    Raises ``FitError`` if it does not fit the pages that the layout declares, and
    ``LayoutError`` if the layout's template is at fault, or its page is of another size.
    """
    set_at = partial(
        _set_at, career, others=others, layout=layout, variant=variant, typesetter=typesetter
    )
    typeset, receipt = fit(layout, Draft(career.profile.model_dump()).words(), set_at)
    pdf = typeset.write(is_grey=variant.ink is Ink.COPIER)
    return Section(
        pdf=pdf,
        receipt=receipt,
        warnings=typeset.warnings,
        inspection=typeset.inspect() if is_inspected else None,
    )


def _set_at(  # noqa: PLR0913 - what a page is made of
    career: Career,
    setting: Setting,
    arrangement: Arrangement,
    *,
    others: tuple[Career, ...],
    layout: Layout,
    variant: Variant,
    typesetter: Typesetter,
) -> Typeset:
    frame = Frame(
        column_mm=layout.file.papers[variant.paper].column_mm,
        body_pt=setting.body_pt,
        label_em=layout.file.label_em,
    )
    page, *beside = (compose(c, variant=variant, frame=frame) for c in (career, *others))
    page = replace(page, others=tuple(beside), division=arrangement.division)
    page = without(page, arrangement.left_out)
    typeset = typesetter.typeset(
        html.render(page, layout), base=layout.folder, sheets=layout.sheets, setting=setting
    )
    _check_size(typeset, layout, variant.paper)
    return typeset


def _check_size(typeset: Typeset, layout: Layout, paper: Paper) -> None:
    wanted = (mm / 25.4 * 72 for mm in SIZE_MM[paper])
    if any(abs(a - b) > 0.5 for a, b in zip(typeset.size_pt, wanted, strict=True)):
        width, height = (round(n / 72 * 25.4) for n in typeset.size_pt)
        message = f"the page is {width} by {height} mm, which is not {paper.value}"
        raise LayoutError(message, hint=f"set the size of @page in {layout.folder.name}/style.css")
