"""The order of a fair: file by file what is printed how, and what it takes of paper and money."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from careerprint.fair.copies import Kind
from careerprint.fair.fair_file import PriceFile
from careerprint.settings import Ink, Paper

PLAIN, CARD = "plain", "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One file to print.

    ``file`` is its path below the pack's folder, ``pages`` those of the file, ``sheets_a_copy`` the
    paper that one copy of it takes. ``cut`` is into how many pieces a sheet is cut, 0 for none;
    ``flip`` the edge that two-sided sheets are turned over, ``staple`` where: in the ``fold``, at a
    ``corner``, or empty. ``is_about`` says that the pages are not counted yet.
    """

    file: str
    kind: Kind
    copies: int
    pages: int
    sheets_a_copy: int
    paper: Paper
    ink: Ink
    stock: str = PLAIN
    is_two_sided: bool = False
    flip: str = "long"
    is_folded: bool = False
    staple: str = ""
    cut: int = 0
    careers: tuple[str, ...] = ()
    is_about: bool = False

    @property
    def sheets(self) -> int:
        """The paper that all copies take."""
        return self.copies * self.sheets_a_copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Sheets of one paper, stock and ink, and what they cost; None if there is no price."""

    paper: Paper
    stock: str
    ink: Ink
    sheets: int
    price: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """All lines of a pack, with the prices of a sheet."""

    lines: tuple[OrderLine, ...]
    prices: tuple[PriceFile, ...] = ()
    currency: str = "USD"

    @property
    def totals(self) -> tuple[Total, ...]:
        """The sheets by paper, stock and ink, in the order of the lines."""
        sheets: dict[tuple[Paper, str, Ink], int] = {}
        for line in self.lines:
            key = line.paper, line.stock, line.ink
            sheets[key] = sheets.get(key, 0) + line.sheets
        return tuple(
            Total(
                paper=key[0], stock=key[1], ink=key[2], sheets=count, price=self._price(key, count)
            )
            for key, count in sheets.items()
        )

    @property
    def sheets(self) -> int:
        """All sheets."""
        return sum(line.sheets for line in self.lines)

    @property
    def unpriced_sheets(self) -> int:
        """The sheets that have no price."""
        return sum(total.sheets for total in self.totals if total.price is None)

    @property
    def price(self) -> Decimal | None:
        """What all that has a price costs; None if nothing has one."""
        known = [total.price for total in self.totals if total.price is not None]
        return sum(known, Decimal(0)) if known else None

    def _price(self, key: tuple[Paper, str, Ink], sheets: int) -> Decimal | None:
        """Give the price of sheets by the most telling of the prices that hold for them."""
        paper, stock, ink = key
        fitting = [
            one
            for one in self.prices
            if one.paper is paper and one.ink in {None, ink.value} and one.stock in {None, stock}
        ]
        if not fitting:
            return None
        best = max(fitting, key=lambda one: (one.ink is not None) + (one.stock is not None))
        return best.sheet * sheets

    def as_csv(self) -> bytes:
        """Give the order as a table for a spreadsheet."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(line) for line in self.lines)
        return text.getvalue().encode()

    def record(self) -> dict[str, Any]:
        """Give the order for a program."""
        return {
            "files": [dict(zip(COLUMNS, _row(line), strict=True)) for line in self.lines],
            "totals": [
                {
                    "paper": total.paper.value,
                    "stock": total.stock,
                    "ink": total.ink.value,
                    "sheets": total.sheets,
                    "price": str(total.price) if total.price is not None else None,
                }
                for total in self.totals
            ],
            "sheets": self.sheets,
            "price": str(self.price) if self.price is not None else None,
            "currency": self.currency if self.price is not None else None,
        }


COLUMNS: Final = (
    "file",
    "what",
    "copies",
    "pages",
    "sheets_a_copy",
    "sheets",
    "paper",
    "stock",
    "ink",
    "sides",
    "flip",
    "fold",
    "staple",
    "cut",
    "careers",
)


def _row(line: OrderLine) -> Sequence[str | int]:
    return (
        line.file,
        line.kind.value,
        line.copies,
        line.pages,
        line.sheets_a_copy,
        line.sheets,
        line.paper.value,
        line.stock,
        line.ink.value,
        2 if line.is_two_sided else 1,
        line.flip if line.is_two_sided else "",
        "once" if line.is_folded else "",
        line.staple,
        line.cut or "",
        " ".join(line.careers),
    )


def as_json(order: Order, about: dict[str, Any]) -> bytes:
    """Give an order as JSON, behind what is said ``about`` its fair."""
    return (json.dumps({**about, **order.record()}, ensure_ascii=False, indent=2) + "\n").encode()


def sheets_of(pages: Iterable[int], pages_a_sheet: int) -> int:
    """Give the paper of documents of so many pages, each on sheets of its own."""
    return sum(-(-count // pages_a_sheet) for count in pages)
