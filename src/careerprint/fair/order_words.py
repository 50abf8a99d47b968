"""The order of a fair in words, and the files that hold it: for people, spreadsheets, programs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from careerprint.fair.copies import Kind
from careerprint.fair.fair_plan import FairPlan
from careerprint.fair.order import Order, OrderLine, as_json
from careerprint.profile.library import Library
from careerprint.settings import SIZE_MM, Variant
from careerprint.view.branding import brand_lines
from careerprint.view.guide_page import Facts, fair_colours, newest
from careerprint.view.order_page import FileGroup, FileRow, OrderPage, StandRow, TotalRow
from careerprint.view.page import Sheet
from careerprint.view.wording import Wording

_TOGETHER: Final = (
    (Kind.GUIDE,),
    (Kind.SHEETS,),
    (Kind.CARDS,),
    (Kind.SIGNS, Kind.POSTERS, Kind.LARGE_PRINT, Kind.SPEAKERS),
)
"""The kinds of a table: those of one file each share one."""


def order_page(order: Order, plan: FairPlan, library: Library, variant: Variant) -> OrderPage:
    """Give the printed order of a pack in the first of a variant's languages."""
    language = variant.languages[0]
    wording = Wording(language.value)
    words, file = wording.words, plan.file
    width_mm, height_mm = SIZE_MM[variant.paper]

    def price(amount: Decimal | None) -> str:
        return "" if amount is None else wording.price(amount, order.currency)

    return OrderPage(
        lang=language.value,
        words=words,
        ink=variant.ink.value,
        sheet=Sheet(name=variant.paper.value, width_mm=width_mm, height_mm=height_mm),
        colours=fair_colours(variant),
        facts=Facts(title=file.title, date=file.date or "", place=file.place or ""),
        brand=brand_lines(variant),
        summary=words["order_for"].format(
            visitors=wording.number(file.visitors),
            careers=wording.number(len(plan.careers)),
            stands=wording.number(len(plan.stands)),
        ),
        totals=tuple(
            TotalRow(
                paper=words[f"paper_{total.paper}"],
                stock=words[f"stock_{total.stock}"],
                ink=words[f"ink_{total.ink}"],
                sheets=wording.number(total.sheets),
                price=price(total.price),
            )
            for total in order.totals
        ),
        all_sheets=wording.number(order.sheets),
        all_price=price(order.price),
        unpriced=words["order_unpriced"].format(sheets=wording.number(order.unpriced_sheets))
        if order.prices and order.unpriced_sheets
        else "",
        groups=tuple(_groups(order, wording)),
        stands=tuple(_stands(order, plan, library, wording)),
        created=newest([library.career(path) for path in plan.careers]),
    )


def _groups(order: Order, wording: Wording) -> Iterator[FileGroup]:
    words = wording.words
    for kinds in _TOGETHER:
        lines = [line for line in order.lines if line.kind in kinds]
        if not lines:
            continue
        name = ", ".join(dict.fromkeys(words[f"kind_{line.kind.field}"] for line in lines))
        yield FileGroup(
            name=name[:1].upper() + name[1:],
            rows=tuple(
                FileRow(
                    file=line.file,
                    copies=wording.number(line.copies),
                    sheets=wording.number(line.sheets),
                    paper=f"{words[f'paper_{line.paper}']}, {words[f'stock_{line.stock}']}",
                    ink=words[f"ink_{line.ink}"],
                    how=", ".join(how_printed(line, words)),
                )
                for line in lines
            ),
        )


def how_printed(line: OrderLine, words: dict[str, str]) -> Iterator[str]:
    """Give how a file is printed and finished, in words."""
    if line.is_two_sided:
        yield words["how_two_sided"].format(edge=words[f"how_{line.flip}"])
    else:
        yield words["how_one_sided"]
    if line.is_two_sided and line.copies > 1 and line.sheets_a_copy > 1:
        yield words["how_collate"]
    if line.is_folded:
        yield words["how_fold"]
    if line.staple:
        yield words["how_staple" if line.staple == "fold" else "how_staple_corner"]
    if line.cut:
        yield words[f"how_cut_{line.cut}"]


def _stands(order: Order, plan: FairPlan, library: Library, wording: Wording) -> Iterator[StandRow]:
    stacks = {line.careers[0]: line.copies for line in order.lines if line.kind is Kind.SHEETS}
    language = plan.file.languages[0]
    for stand in plan.stands:
        titles = [library.career(path, language).profile.title for path in stand.careers]
        counts = [stacks.get(path.stem) for path in stand.careers]
        yield StandRow(
            number=stand.number,
            host=stand.host,
            careers=", ".join(titles),
            stacks=", ".join("–" if n is None else wording.number(n) for n in counts),
        )


def order_files(
    order: Order, plan: FairPlan, pdf: bytes, findings: Sequence[str] = ()
) -> dict[str, bytes]:
    """Give the files of an order by their names; ``findings`` are what is not as it was wished."""
    file = plan.file
    about = {
        "title": file.title,
        "date": file.date,
        "place": file.place,
        "visitors": file.visitors,
        "stands": [
            {
                "stand": stand.number,
                "row": stand.row,
                "careers": [path.stem for path in stand.careers],
                "host": stand.host or None,
            }
            for stand in plan.stands
        ],
        "missing": list(findings),
    }
    return {"order.pdf": pdf, "order.csv": order.as_csv(), "order.json": as_json(order, about)}
