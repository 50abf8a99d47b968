"""The order of a fair as it is printed: everything in words, ready for its template."""

from dataclasses import dataclass

from careerprint.view.guide_page import Facts
from careerprint.view.page import BrandLines, Colours, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """Sheets of one kind of paper and ink; ``price`` is empty where there is none."""

    paper: str
    stock: str
    ink: str
    sheets: str
    price: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file: how it is printed, in words."""

    file: str
    copies: str
    sheets: str
    paper: str
    ink: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileGroup:
    """The files of a kind."""

    name: str
    rows: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandRow:
    """What lies at a stand: its careers, and the copies of each one's sheet."""

    number: str
    host: str
    careers: str
    stacks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """Everything that stands on the order; ``unpriced`` says what has no price, or is empty."""

    lang: str
    words: dict[str, str]
    ink: str
    sheet: Sheet
    colours: Colours
    facts: Facts
    brand: BrandLines
    summary: str
    totals: tuple[TotalRow, ...]
    all_sheets: str
    all_price: str
    unpriced: str
    groups: tuple[FileGroup, ...]
    stands: tuple[StandRow, ...]
    created: str
