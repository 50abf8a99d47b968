"""What a pack takes of paper and money."""

import csv
import io
import json
from decimal import Decimal

import pytest

from careerprint.fair.copies import Kind
from careerprint.fair.fair_file import PriceFile
from careerprint.fair.order import CARD, COLUMNS, Order, OrderLine, as_json, sheets_of
from careerprint.settings import Ink, Paper


def line(copies: int, sheets: int = 1, **changes: object) -> OrderLine:
    """Give a line of so many copies of so many sheets."""
    values: dict[str, object] = {
        "file": "a.pdf",
        "kind": Kind.SHEETS,
        "copies": copies,
        "pages": sheets,
        "sheets_a_copy": sheets,
        "paper": Paper.LETTER,
        "ink": Ink.COLOR,
    }
    return OrderLine(**{**values, **changes})  # type: ignore[arg-type]


def price(sheet: str, **of: object) -> PriceFile:
    return PriceFile.model_validate({"paper": "letter", "sheet": sheet, **of})


LINES = (
    line(90),
    line(200, 2),
    line(20, stock=CARD),
    line(3, 4, ink=Ink.COPIER),
    line(5, paper=Paper.TABLOID),
)


def test_sheets_are_summed_by_paper_stock_and_ink() -> None:
    order = Order(lines=LINES)
    assert [(one.paper, one.stock, one.ink, one.sheets) for one in order.totals] == [
        (Paper.LETTER, "plain", Ink.COLOR, 490),
        (Paper.LETTER, "card", Ink.COLOR, 20),
        (Paper.LETTER, "plain", Ink.COPIER, 12),
        (Paper.TABLOID, "plain", Ink.COLOR, 5),
    ]
    assert order.sheets == 527
    assert order.price is None
    assert order.unpriced_sheets == 527


def test_the_most_telling_price_holds() -> None:
    prices = (price("0.10"), price("0.30", stock="card"), price("0.04", ink="copier"))
    order = Order(lines=LINES, prices=prices)
    assert [one.price for one in order.totals] == [
        Decimal("49.00"),
        Decimal("6.00"),
        Decimal("0.48"),
        None,
    ]
    assert order.price == Decimal("55.48")
    assert order.unpriced_sheets == 5


def test_the_table_and_the_record_say_the_same() -> None:
    order = Order(lines=LINES)
    rows = list(csv.DictReader(io.StringIO(order.as_csv().decode())))
    record = json.loads(as_json(order, {"title": "Fair"}))
    assert record["title"] == "Fair"
    assert list(rows[0]) == list(COLUMNS)
    assert [int(row["sheets"]) for row in rows] == [one["sheets"] for one in record["files"]]
    assert sum(int(row["sheets"]) for row in rows) == record["sheets"] == 527


@pytest.mark.parametrize(
    ("pages", "pages_a_sheet", "sheets"),
    [((5, 6, 7), 2, 3 + 3 + 4), ((5, 5), 2, 6), ((1,), 2, 1), ((3, 4), 1, 7), ((), 2, 0)],
)
def test_each_document_takes_sheets_of_its_own_and_its_last_back_may_be_blank(
    pages: tuple[int, ...], pages_a_sheet: int, sheets: int
) -> None:
    assert sheets_of(pages, pages_a_sheet) == sheets
