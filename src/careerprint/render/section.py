"""A career → its finished pages in one layout, paper and brand."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

from careerprint.errors import LayoutError
from careerprint.pictures.picture import LEAST_DPI, pixels_for
from careerprint.profile.library import Career
from careerprint.render import html
from careerprint.render.columns import (
    NARROW_MM,
    Columns,
    learned_columns,
    narrow_specimen,
    said_columns,
)
from careerprint.render.fit import fit
from careerprint.render.layouts import Layout
from careerprint.render.pdf import Setting, Typeset, Typesetter
from careerprint.render.placed import placed_blocks
from careerprint.render.receipt import Arrangement, Receipt, Section
from careerprint.settings import Ink, Language, Paper, Variant
from careerprint.view.compose import Frame, compose
from careerprint.view.page import Page, without


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A career fitted and laid out, not yet written: its page, pages, and the receipt."""

    page: Page
    typeset: Typeset
    receipt: Receipt


def typeset_section(
    career: Career,
    *,
    layout: Layout,
    variant: Variant,
    typesetter: Typesetter,
    others: tuple[Career, ...] = (),
) -> Section:
    """Compose, render, fit and typeset a career; gives what is written, raises as ``lay_out``."""
    laid = lay_out(career, layout=layout, variant=variant, typesetter=typesetter, others=others)
    pdf = laid.typeset.write(is_grey=variant.ink is Ink.COPIER)
    warnings = (*laid.typeset.warnings, *_coarse_logo(laid.page, variant.brand.logo_mm))
    blocks = tuple(
        replace(one, text=one.text[:_BEGINS]) for one in placed_blocks(laid.typeset.boxes)
    )
    return Section(pdf=pdf, receipt=laid.receipt, warnings=warnings, blocks=blocks)


_FURNITURE: Final = {Language.ENGLISH: 200, Language.SPANISH: 240}
"""What headings, labels, bars and the names of sources take of a page, in words of text."""
_BEGINS: Final = 48
"""Letters of a block's text that are kept with its section."""


def _coarse_logo(page: Page, logo_mm: float | None) -> Iterator[str]:
    """Say that the logo is too coarse for the room that a layout has for it.

    At ``logo_mm``, the width that the project says, it was judged when the project was read.
    """
    logo = page.brand.large_logo
    if logo is None or (logo_mm is not None and logo_mm >= logo.width_mm):
        return
    if logo.dpi is not None and logo.dpi < LEAST_DPI:
        yield (
            f"the logo prints at {logo.dpi:.0f} dots an inch, {logo.width_mm:.0f} mm wide: set"
            f" brand.logo_mm: {math.ceil(logo.width_mm)}, with a file that is"
            f" {pixels_for(logo.width_mm)} pixels wide, or an SVG"
        )


def lay_out(
    career: Career,
    *,
    layout: Layout,
    variant: Variant,
    typesetter: Typesetter,
    others: tuple[Career, ...] = (),
) -> LaidOut:
    """Compose, render and fit a career.

    ``others`` stand on the same sheet, for layouts that print several: the same career in a
    second language, or further careers.

    Raises ``FitError`` if it does not fit the pages that the layout declares, and
    ``LayoutError`` if the layout's template is at fault, or its page is of another size.
    """
    page_at, set_at = _steps((career, *others), layout, variant, typesetter)
    words = _words(layout.file.words_of(career), career.language)
    length = words / _words(layout.file.words_on(variant.paper))
    typeset, receipt = fit(layout, length, set_at, _extras((career, *others), layout))
    page = page_at(receipt.body_pt, receipt.arrangement)
    return LaidOut(page=page, typeset=typeset, receipt=receipt)


def _words(text: int, language: Language = Language.ENGLISH) -> int:
    """Give what a page holds, in words: those of its text, and what stands around them."""
    return text + _FURNITURE[language]


def lay_out_at_smallest(
    career: Career,
    *,
    layout: Layout,
    variant: Variant,
    typesetter: Typesetter,
    others: tuple[Career, ...] = (),
) -> tuple[Page, Typeset]:
    """Compose, render and lay out a career at the smallest size, whether it fits or not.

    It is for looking at why it does not. Raises ``LayoutError`` as ``lay_out`` does.
    """
    page_at, set_at = _steps((career, *others), layout, variant, typesetter)
    body_pt, leading = layout.file.body_pt.smallest, layout.file.leading.smallest
    arrangement = Arrangement(left_out=_extras((career, *others), layout))
    typeset = set_at(Setting(body_pt=body_pt, leading=leading), arrangement)
    return page_at(body_pt, arrangement), typeset


def _extras(careers: tuple[Career, ...], layout: Layout) -> tuple[str, ...]:
    """Give the parts that a layout prints only where there is room, and some career has."""
    return tuple(
        name
        for name in layout.file.if_room
        if any(getattr(career.profile, name) for career in careers)
    )


def _steps(
    careers: tuple[Career, ...], layout: Layout, variant: Variant, typesetter: Typesetter
) -> tuple[Callable[[float, Arrangement], Page], Callable[[Setting, Arrangement], Typeset]]:
    """Give what composes careers at a size, and what sets them on pages at a setting."""
    columns = columns_of(layout, variant, typesetter)
    page_at = cache(partial(_page_at, careers, layout, variant, columns))
    set_at = partial(_set_at, page_at, layout=layout, paper=variant.paper, typesetter=typesetter)
    return page_at, set_at


def columns_of(layout: Layout, variant: Variant, typesetter: Typesetter) -> Columns:
    """Give how wide the columns of a layout are: as it says, or learned once by a typesetter.

    Raises ``LayoutError`` as ``lay_out`` does.
    """
    plain = Variant(paper=variant.paper, ink=variant.ink)
    key = (layout.folder, plain.paper, plain.ink)
    found = said_columns(layout, plain.paper) or typesetter.columns.get(key)
    if found is None:
        career = narrow_specimen()
        careers = (career,) * layout.file.languages
        page_at = partial(_page_at, careers, layout, plain, Columns(column_mm=NARROW_MM))
        sizes = layout.file
        setting = Setting(body_pt=sizes.body_pt.smallest, leading=sizes.leading.smallest)
        narrow = _set_at(
            page_at,
            setting,
            Arrangement(),
            layout=layout,
            paper=plain.paper,
            typesetter=typesetter,
        )
        found = learned_columns(page_at(setting.body_pt, Arrangement()), narrow.boxes)
        found = replace(found, chart_mm={**found.chart_mm, **layout.file.chart_mm(plain.paper)})
        typesetter.columns[key] = found
    return found


def _page_at(
    careers: tuple[Career, ...],
    layout: Layout,
    variant: Variant,
    columns: Columns,
    body_pt: float,
    arrangement: Arrangement,
) -> Page:
    frame = Frame(
        column_mm=columns.column_mm,
        body_pt=body_pt,
        label_em=layout.file.label_em,
        times_em=layout.file.times_em,
        size_mm=layout.file.size_mm(variant.paper),
        chart_mm=columns.chart_mm,
        logo_mm=layout.file.logo_mm,
    )
    page, *beside = (compose(career, variant=variant, frame=frame) for career in careers)
    page = replace(page, others=tuple(beside), division=arrangement.division)
    omitted = tuple({"quick_facts"}.intersection(layout.file.omits))  # growth stands for them
    return without(page, (*omitted, *arrangement.left_out))


def _set_at(
    page_at: Callable[[float, Arrangement], Page],
    setting: Setting,
    arrangement: Arrangement,
    *,
    layout: Layout,
    paper: Paper,
    typesetter: Typesetter,
) -> Typeset:
    page = page_at(setting.body_pt, arrangement)
    typeset = typesetter.typeset(
        html.render(page, layout), base=layout.folder, sheets=layout.sheets, setting=setting
    )
    _check_size(typeset, layout, paper)
    return typeset


def _check_size(typeset: Typeset, layout: Layout, paper: Paper) -> None:
    wanted = (mm / 25.4 * 72 for mm in layout.file.size_mm(paper))
    if any(abs(a - b) > 0.5 for a, b in zip(typeset.size_pt, wanted, strict=True)):
        width, height = (round(n / 72 * 25.4) for n in typeset.size_pt)
        message = f"the page is {width} by {height} mm, which is not {paper.value}"
        turned = f"{paper.value}: {{landscape: true, …}}"
        raise LayoutError(
            message,
            hint=f"set no size of @page in {layout.folder.name}/style.css: it is the paper's;"
            f" for landscape say in layout.yaml, under papers: {turned}",
        )
