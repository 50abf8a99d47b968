"""A fair's file → what is known of the fair, with every finding by line."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from careerprint.booklet.booklet_file import Choice, filters_are
from careerprint.errors import ExitCode, InputError, Severity, UsageError
from careerprint.fair.copies import Kind
from careerprint.profile.library import Library
from careerprint.profile.values import parse_number
from careerprint.reading.documents import Draft, Finding, Loaded, Rule, load
from careerprint.reading.plain_words import plain_error, shortened
from careerprint.settings import Language, Paper
from careerprint.typefaces.findings import unprintable

CAREERS: Final = "careers"
STANDS: Final = "stands"
MOST_CAREERS: Final = 200
MOST_VISITORS: Final = 50_000
MOST_COPIES: Final = 100_000
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
StandName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4)]
RowName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8)]
MOST_A_ROW: Final = 12
"""Stands in a row: the plan has room for their numbers."""


def _whole(value: Any, *, least: int, most: int) -> int:
    """Read a whole number; thousands may be set off by commas, as people write them."""
    number = (
        parse_number(str(value).replace(",", "")) if not isinstance(value, (list, dict)) else None
    )
    if number is None or number != int(number):
        said = f"must be a whole number, not '{shortened(value)}'"
        raise plain_error(said, "write the number alone, such as 600")
    if not least <= number <= most:
        raise plain_error(f"must lie between {least:,} and {most:,}")
    return int(number)


def _count(least: int, most: int) -> Any:
    return BeforeValidator(partial(_whole, least=least, most=most))


Number = Annotated[int, _count(0, MOST_COPIES)]


class _Record(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class StandFile(_Record):
    """A stand: its number, the row that it is in, its careers, and who is there."""

    stand: StandName | None = None
    row: RowName | None = None
    careers: Annotated[tuple[str, ...], Field(max_length=40)] = ()
    host: Line | None = Field(None, description="Who is there; it stands on the order alone.")


class CardsFile(_Record):
    """How cards are laid out: four or eight to a sheet, of a cluster or of one career each."""

    up: Annotated[int, _count(4, 8)] = 4
    by: Literal["cluster", "career"] = "cluster"


class CopiesFile(_Record):
    """Copies that are given instead of reckoned; 0 leaves a kind out."""

    sheets: Number | None = Field(None, description="One-pagers of each career.")
    cards: Number | None = Field(None, description="Cards of each career.")
    guide: Number | None = Field(None, description="Guides in all languages together.")
    signs: Number | None = Field(None, description="Table signs of each stand.")
    posters: Number | None = None
    large_print: Number | None = Field(None, description="Large prints of each career.")
    speakers: Number | None = Field(None, description="Sheets for speakers, of each career.")

    def given(self, kind: Kind) -> int | None:
        """Give the copies that are given for a kind; None if they are to be reckoned."""
        value: int | None = getattr(self, kind.field)
        return value


def _price(value: Any) -> Decimal:
    number = parse_number(str(value))
    if number is None or not 0 <= number <= 1000:
        said = f"must be the price of a sheet, not '{shortened(value)}'"
        raise plain_error(said, "write it alone, such as 0.12")
    return number


class PriceFile(_Record):
    """What a sheet costs, printed: of a paper, and if it matters of an ink and a stock."""

    paper: Paper
    ink: Literal["color", "copier"] | None = None
    stock: Literal["plain", "card"] | None = None
    sheet: Annotated[Decimal, BeforeValidator(_price)]


def _languages(value: Any) -> Any:
    return [one.strip() for one in value.split(",")] if isinstance(value, str) else value


def _language(value: Any) -> Language:
    try:
        return Language(str(value).strip().lower())
    except ValueError:
        raise plain_error(f"cannot be '{value}'", f"choose from: {', '.join(Language)}") from None


def _careers(value: Any) -> Any:
    return [{"all": "true"}] if isinstance(value, str) and value.strip() == "all" else value


class FairFile(_Record):
    """What a fair's file says."""

    title: Line = "Career Fair"
    date: Line | None = Field(None, description="As it is printed: March 12, 2027, 9 to 12.")
    place: Line | None = None
    visitors: Annotated[int, _count(1, MOST_VISITORS)] = 300
    careers: Annotated[
        tuple[Choice, ...], Field(max_length=MOST_CAREERS), BeforeValidator(_careers)
    ] = ()
    stands: Annotated[tuple[StandFile, ...], Field(max_length=MOST_CAREERS)] = ()
    tables: Annotated[int, _count(1, MOST_CAREERS)] | None = Field(
        None, description="How many tables there are, where no stands are named."
    )
    tables_a_row: Annotated[int, _count(1, MOST_A_ROW)] = 8
    languages: Annotated[
        tuple[Annotated[Language, BeforeValidator(_language)], ...],
        Field(min_length=1, max_length=2),
        BeforeValidator(_languages),
    ] = (Language.ENGLISH, Language.SPANISH)
    second_language_percent: Annotated[int, _count(0, 100)] = Field(
        25, description="Of a hundred visitors, how many take the guide in the second language."
    )
    handouts_a_visitor: Annotated[int, _count(1, 50)] = 5
    cards_a_visitor: Annotated[int, _count(1, 50)] = 2
    spare_percent: Annotated[int, _count(0, 200)] = 10
    layout: str = Field("one-pager", description="The layout of the stacks of sheets.")
    posters: Literal["stand", "career"] = Field(
        "stand", description="A poster of each stand's first career, or of every career."
    )
    cards: CardsFile = CardsFile()
    copies: CopiesFile = CopiesFile()
    copies_of: dict[str, Number] = Field(
        default_factory=dict, description="A career → the copies of its sheet."
    )
    currency: Literal["USD", "EUR", "CAD", "MXN"] = "USD"
    prices: Annotated[tuple[PriceFile, ...], Field(max_length=40)] = ()


def read_fair(path: Path, library: Library) -> Loaded[FairFile]:
    """Read a fair's file with all findings; raises ``InputError`` if it cannot be used."""
    rules: tuple[Rule, ...] = (
        _knows_careers(library),
        filters_are,
        _stands_are,
        _rows_are_short,
        _has_careers,
        _languages_differ,
        _cards_are,
        _can_be_printed(library.fonts),
    )
    loaded = load(path, FairFile, rules, start_hint="begin with: careerprint init DIR")
    if loaded.value is None:
        raise InputError(loaded.diagnostics, ExitCode.USAGE)
    return loaded


def _knows_careers(library: Library) -> Rule:
    def knows(draft: Draft) -> Iterator[Finding]:
        """Every career is in the library; in the list and at a stand it stands once."""
        yield from _names_in(library, draft, (CAREERS,))
        for at, _ in draft.rows(STANDS):
            yield from _names_in(library, draft, (*at, CAREERS))
        given = draft.get("copies_of")
        for name in given if isinstance(given, dict) else ():
            try:
                library.find(str(name), Path())
            except UsageError as error:
                yield Finding(
                    at=("copies_of", name),
                    message=error.message,
                    hint=error.hint,
                    is_about_key=True,
                )

    return knows


def _names_in(library: Library, draft: Draft, at: tuple[str | int, ...]) -> Iterator[Finding]:
    given = draft.get(*at)
    seen: set[Path] = set()
    for index, name in enumerate(given if isinstance(given, list) else ()):
        if not isinstance(name, str):
            continue
        try:
            path = library.find(name, Path())
        except UsageError as error:
            yield Finding(at=(*at, index), message=error.message, hint=error.hint)
            continue
        if path in seen:
            yield Finding(
                at=(*at, index),
                message=f"'{name}' is there twice",
                hint="it counts once",
                severity=Severity.WARNING,
            )
        seen.add(path)


def _stands_are(draft: Draft) -> Iterator[Finding]:
    """A stand has careers and a number of its own; tables are counted where none are named."""
    seen: set[str] = set()
    for number, (at, row) in enumerate(draft.rows(STANDS), 1):
        name = draft.text(*at, "stand")
        if not row.get(CAREERS):
            yield Finding(
                at=at,
                message=f"the stand {name or number} has no careers",
                hint="name its careers, as [chef, welder], or take the stand away",
            )
        if name and name in seen:
            yield Finding(
                at=(*at, "stand"),
                message=f"two stands are called {name}",
                hint="give each its own number: guide, signs and plan go by it",
            )
        seen.add(name or "")
    if draft.get("tables") is not None and draft.get(STANDS):
        yield Finding(
            at=("tables",),
            message="'tables' and 'stands' contradict each other",
            hint="tables are counted where no stands are named: take one of them away",
        )


def _rows_are_short(draft: Draft) -> Iterator[Finding]:
    """A row that is named has no more stands than the plan has room for."""
    row, counts = "", dict[str, int]()
    for at, _ in draft.rows(STANDS):
        row = draft.text(*at, "row") or row
        counts[row] = counts.get(row, 0) + 1
        if row and counts[row] == MOST_A_ROW + 1:
            yield Finding(
                at=at,
                message=f"the row {row} has more than {MOST_A_ROW} stands",
                hint="begin another row here: the plan of the hall has no room for more",
            )


def _has_careers(draft: Draft) -> Iterator[Finding]:
    """There is something to show."""
    if not draft.get(CAREERS) and not draft.get(STANDS):
        yield Finding(
            at=(),
            message="the fair has no careers",
            hint="write: careers: all, or careers: [chef, welder]",
        )


def _languages_differ(draft: Draft) -> Iterator[Finding]:
    """No language is named twice."""
    given = draft.get("languages")
    names = _languages(given) if given is not None else []
    if isinstance(names, list) and len({str(one).strip().lower() for one in names}) < len(names):
        yield Finding(at=("languages",), message="a language is named twice", hint="write: en, es")


def _cards_are(draft: Draft) -> Iterator[Finding]:
    """Cards come four or eight to a sheet."""
    up = draft.text("cards", "up")
    if up in {"5", "6", "7"}:
        yield Finding(at=("cards", "up"), message=f"no sheet has {up} cards", hint="write 4 or 8")


def _can_be_printed(fonts: tuple[Path, ...]) -> Rule:
    def can_be_printed(draft: Draft) -> Iterator[Finding]:
        """Every character that is printed has a face."""
        yield from unprintable(draft.texts(), fonts)

    return can_be_printed
