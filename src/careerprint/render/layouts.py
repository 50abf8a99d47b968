"""Layouts: a folder with ``layout.yaml``, ``page.html.j2`` and ``style.css``, and no Python."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, ClassVar, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from careerprint.errors import ExitCode, InputError, UsageError
from careerprint.profile.library import Career
from careerprint.profile.model import Profile
from careerprint.reading.documents import Draft, Finding, load
from careerprint.reading.plain_words import suggest
from careerprint.resources import shipped
from careerprint.settings import SIZE_MM, Paper, Settings
from careerprint.view.printed_parts import EXTRAS, OPTIONAL, PART_NAMES

SETTINGS: Final = "layout.yaml"
TEMPLATE: Final = "page.html.j2"
STYLE: Final = "style.css"
SHARED: Final = "_shared"
CHARTS: Final = ("split", "day", "pay")
"""The charts whose width a layout may set."""
_ISO: Final = (Paper.A3, Paper.A4, Paper.A5)


class _Record(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ChartWidth(_Record):
    """The width at which a chart is drawn."""

    width_mm: float = Field(gt=20, lt=400)


class ChartWidths(_Record):
    """The widths of charts that are to be others than those of the places they stand in."""

    split: ChartWidth | None = None
    day: ChartWidth | None = None
    pay: ChartWidth | None = None


class Room(_Record):
    """The room that something takes at the most, in millimetres."""

    width_mm: float = Field(gt=0, lt=400)
    height_mm: float = Field(gt=0, lt=400)


class Composition(_Record):
    """What a layout declares for one paper.

    ``column_mm`` is the width of a text column, ``charts`` are those of charts elsewhere: where
    they are to be others than the widths of their places, which are learned. ``words`` is about
    how many fit, where that differs from the other papers. ``landscape`` turns the page to its
    long side.
    """

    landscape: bool = False
    column_mm: float | None = Field(None, gt=20, lt=400)
    charts: ChartWidths = ChartWidths()
    words: int | None = Field(None, ge=10)


class Range(_Record):
    """From the smallest to the largest value that the fitter may choose."""

    smallest: float = Field(gt=0, lt=100)
    largest: float = Field(gt=0, lt=100)

    def at(self, share: float) -> float:
        """Give the value at a share from 0 (smallest) to 1 (largest)."""
        return self.smallest + share * (self.largest - self.smallest)


class Leading(Range):
    """Line height in em, chosen along with the size.

    So much of it lines may stand closer, or further apart, for a page to be just full: what a page
    asks for is then met without another pass. Never below the smallest, or above the largest.
    """

    closer: float = Field(0.0, ge=0, le=0.1)
    wider: float = Field(0.0, ge=0, le=0.1)

    def closest(self, share: float) -> float:
        """Give the least leading at a share of the scale."""
        return max(self.smallest, self.at(share) * (1 - self.closer))

    def widest(self, share: float) -> float:
        """Give the most leading at a share of the scale."""
        return min(self.largest, self.at(share) * (1 + self.wider))


class Air(_Record):
    """Space that may be added at each element of the class ``air``; at ``twice``, two shares.

    ``places`` is from when places were not yet counted; it changes nothing.
    """

    most_pt: float = Field(ge=0, le=300)
    places: int | None = Field(None, ge=0, le=50)


def _pages(value: object) -> object:
    return None if value == "any" else value


class LayoutFile(_Record):
    """What ``layout.yaml`` says."""

    description: str
    pages: Annotated[Annotated[int, Field(ge=1, le=50)] | None, BeforeValidator(_pages)]
    """How many pages it fills; None, written ``any``, for as many as it takes."""
    languages: int = Field(1, ge=1, le=2, description="How many languages it prints.")
    in_two_languages: str | None = Field(
        None, description="The layout that stands for this one when two languages are asked for."
    )
    careers: int = Field(1, ge=1, le=16, description="How many careers stand on a sheet.")
    has_form: bool = Field(False, description="Whether it can be a form to fill in.")
    papers: dict[Paper, Composition] = Field(min_length=1)
    body_pt: Range
    leading: Leading
    charts: ChartWidths = Field(
        ChartWidths(), description="Widths of charts on all papers, where one says no other."
    )
    logo: Room | None = Field(None, description="The room of a large logo, such as a band.")
    label_em: float = Field(0.95, ge=0.5, le=2, description="Size of chart labels, in em.")
    times_em: float = Field(
        1.0, ge=0.5, le=3, description="Room for the times of a day, in em of Source Sans."
    )
    words: int = Field(ge=10, description="About how many words fit at the smallest size.")
    abreast: tuple[tuple[str, ...], ...] = Field(
        (), description="Parts that stand in columns beside each other, a list for each column."
    )
    air: Air
    floor_pt: float = Field(6.5, gt=0, lt=100, description="No text may be smaller.")
    may_leave_out: tuple[str, ...] = Field(
        (),
        description="Fields of the page that may go, in this order, if nothing else helps.",
    )
    if_room: dict[str, tuple[frozenset[str], ...]] = Field(
        default_factory=dict,
        description="Parts that are printed only where they cost neither size nor pages, with the"
        " places to try, each by names that the template knows.",
    )
    at_once: tuple[str, ...] = Field(
        (),
        description="Those of them that mostly have room at their first place, which moves no"
        " other part to another page: they are tried along with the size.",
    )
    divisions: tuple[frozenset[str], ...] = Field(
        (),
        description="Ways to divide a career over the pages, by names that the template knows.",
    )
    even_percent: float = Field(
        70, gt=0, le=100, description="Pages this full before air need no other division."
    )
    roomier: str | None = Field(
        None, description="The layout that stands for this one where a career is too long for it."
    )
    omits: tuple[str, ...] = Field(
        (), description="Parts that it means not to print; any other that is missing is told."
    )

    @property
    def logo_mm(self) -> tuple[float, float] | None:
        """The width and height that a large logo may take; None if there is none."""
        return (self.logo.width_mm, self.logo.height_mm) if self.logo else None

    def size_mm(self, paper: Paper) -> tuple[float, float]:
        """Give width and height of its page on a paper, in millimetres."""
        width_mm, height_mm = SIZE_MM[paper]
        is_turned = self.papers[paper].landscape
        return (height_mm, width_mm) if is_turned else (width_mm, height_mm)

    def words_of(self, career: Career) -> int:
        """Give about how many words a career takes the room of.

        Columns that stand beside each other are all as long as the longest: what is empty below
        the others counts as words.
        """
        words = career.words_by_part
        columns = [sum(words.get(part, 0) for part in column) for column in self.abreast]
        empty = sum(max(columns, default=0) - column for column in columns)
        return sum(words.values()) + empty

    def words_on(self, paper: Paper) -> int:
        """Give about how many words fit on a paper at the smallest size."""
        return self.papers[paper].words or self.words

    def chart_mm(self, paper: Paper) -> dict[str, float]:
        """Give the widths of charts on a paper, by their names; others take the column's."""
        own = self.papers[paper].charts
        found = {name: getattr(own, name) or getattr(self.charts, name) for name in CHARTS}
        return {name: chart.width_mm for name, chart in found.items() if chart}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout folder, read and checked."""

    name: str
    folder: Path
    file: LayoutFile

    @property
    def template(self) -> Path:
        """The template of its page."""
        return self.folder / TEMPLATE

    @property
    def sheets(self) -> tuple[Path, ...]:
        """The stylesheets: what all layouts share, then its own."""
        shared = self.shared / STYLE
        if not shared.is_file():
            shared = shipped("layouts") / SHARED / STYLE
        return tuple(p for p in (shared, self.folder / STYLE) if p.is_file())

    @property
    def shared(self) -> Path:
        """The folder of what several layouts use: beside its own, or the shipped one."""
        beside = self.folder.parent / SHARED
        return beside if beside.is_dir() else shipped("layouts") / SHARED


def _parts_are_known(draft: Draft) -> Iterator[Finding]:
    """A part that may be left out is a field of the page that can be empty."""
    names = draft.get("may_leave_out")
    for index, name in enumerate(names if isinstance(names, list) else ()):
        if name not in OPTIONAL:
            yield Finding(
                at=("may_leave_out", index),
                message=f"'{name}' cannot be left out",
                hint=suggest(str(name), OPTIONAL) or f"these can: {', '.join(OPTIONAL)}",
            )


def _at_once_is_if_room(draft: Draft) -> Iterator[Finding]:
    """What is tried along with the size is a part that is printed only where there is room."""
    names, places = draft.get("at_once"), draft.get("if_room")
    for index, name in enumerate(names if isinstance(names, list) else ()):
        if not (isinstance(places, dict) and places.get(name)):
            yield Finding(
                at=("at_once", index),
                message=f"'{name}' has no place under 'if_room'",
                hint=f"say where it may stand: if_room: {{{name}: [[back]]}}",
            )


def _extras_are_known(draft: Draft) -> Iterator[Finding]:
    """A part that is printed only where there is room is one of those that a career may lack."""
    names = draft.get("if_room")
    for name in names if isinstance(names, dict) else ():
        if name not in EXTRAS:
            yield Finding(
                at=("if_room", name),
                message=f"'{name}' is printed wherever it stands, not only where there is room",
                hint=f"these are: {', '.join(EXTRAS)}",
                is_about_key=True,
            )


def _parts_abreast_are_of_a_profile(draft: Draft) -> Iterator[Finding]:
    """What stands in a column is a part of the profile."""
    columns = draft.get("abreast")
    known = tuple(Profile.model_fields)
    for place, column in enumerate(columns if isinstance(columns, list) else ()):
        for index, name in enumerate(column if isinstance(column, list) else ()):
            if name not in known:
                yield Finding(
                    at=("abreast", place, index),
                    message=f"a profile has no part '{name}'",
                    hint=suggest(str(name), known) or "such as: work, day, money, outlook, try_it",
                )


def _omitted_are_parts(draft: Draft) -> Iterator[Finding]:
    """What a layout omits is a part that others print."""
    names = draft.get("omits")
    for index, name in enumerate(names if isinstance(names, list) else ()):
        if name not in PART_NAMES:
            yield Finding(
                at=("omits", index),
                message=f"there is no part '{name}'",
                hint=suggest(str(name), PART_NAMES) or f"the parts are: {', '.join(PART_NAMES)}",
            )


def _ranges_run_up(draft: Draft) -> Iterator[Finding]:
    """A range's smallest is not above its largest."""
    for name in ("body_pt", "leading"):
        try:
            low, high = (float(draft.get(name, end) or "") for end in ("smallest", "largest"))
        except (TypeError, ValueError):
            continue
        if low > high:
            yield Finding(
                at=(name, "smallest"),
                message=f"'smallest' ({low:g}) is above 'largest' ({high:g})",
                hint="exchange them",
            )


_RULES: Final = (
    _ranges_run_up,
    _parts_are_known,
    _parts_abreast_are_of_a_profile,
    _extras_are_known,
    _at_once_is_if_room,
    _omitted_are_parts,
)


def all_layouts(folders: tuple[Path, ...]) -> tuple[Layout, ...]:
    """Give every layout by name; one in an earlier folder hides its namesake later.

    Raises ``InputError`` with its findings if a ``layout.yaml`` is broken.
    """
    found: dict[str, Layout] = {}
    for folder in folders:
        for settings in sorted(folder.glob(f"*/{SETTINGS}")):
            name = settings.parent.name
            if name not in found:
                found[name] = _read(name, settings.parent)
    return tuple(layout for _, layout in sorted(found.items()))


def find_layout(
    name: str, folders: tuple[Path, ...], paper: Paper, *, languages: int = 1
) -> Layout:
    """Give the layout of a name on a paper.

    Raises ``UsageError`` if there is none or it is not made for the paper, and
    ``InputError`` with its findings if its ``layout.yaml`` is broken.
    """
    layout = named_layout(name, folders, languages=languages)
    refuse_papers(layout, [paper])
    return layout


def refuse_papers(layout: Layout, papers: Sequence[Paper]) -> None:
    """Raise ``UsageError`` if a layout is not made for one of some papers."""
    for paper in papers:
        if paper not in layout.file.papers:
            raise _unmade([layout], paper, f"it is made for: {', '.join(layout.file.papers)}")


def on_own_paper(settings: Settings, names: Sequence[str]) -> Settings:
    """Give settings with a paper that all of some layouts are made for.

    The project's gives way to one of its family, or else to another. Raises ``UsageError`` if
    there is no such layout, or they share no paper.
    """
    languages = len(settings.variant.languages) if len(names) == 1 else 1
    found = [named_layout(one, settings.layout_folders, languages=languages) for one in names]
    paper = own_paper(found, settings.variant.paper)
    return replace(settings, variant=replace(settings.variant, paper=paper))


def own_paper(layouts: Sequence[Layout], paper: Paper) -> Paper:
    """Give a paper that all of some layouts are made for: this one, else one of its family.

    Raises ``UsageError`` if they share none.
    """
    shared = [one for one in Paper if all(one in layout.file.papers for layout in layouts)]
    wanted = (paper, *(one for one in shared if are_of_one_family(one, paper)), *shared)
    found = next((one for one in wanted if one in shared), None)
    if found is None:
        raise _unmade(layouts, paper, "choose layouts that are made for one paper")
    return found


def are_of_one_family(one: Paper, other: Paper) -> bool:
    """Whether two papers are both of ISO 216, or both not."""
    return (one in _ISO) is (other in _ISO)


def _unmade(layouts: Sequence[Layout], paper: Paper, hint: str) -> UsageError:
    names = " and ".join(f"'{layout.name}'" for layout in layouts)
    what = f"the layout {names} is" if len(layouts) == 1 else f"the layouts {names} are"
    return UsageError(f"{what} not made for {paper.value}", hint=hint)


def any_layout(name: str, folders: tuple[Path, ...]) -> Layout:
    """Give the layout of a name from the first folder that has it, of however many languages.

    Raises as ``named_layout`` does.
    """
    folder = next((f / name for f in folders if (f / name / SETTINGS).is_file()), None)
    if folder is None:
        known = sorted({s.parent.name for f in folders for s in f.glob(f"*/{SETTINGS}")})
        raise UsageError(
            f"there is no layout '{name}'",
            hint=suggest(name, tuple(known)) or f"the layouts are: {', '.join(known)}",
        )
    return _read(name, folder)


def named_layout(name: str, folders: tuple[Path, ...], *, languages: int = 1) -> Layout:
    """Give the layout of a name from the first folder that has it.

    For two ``languages`` it is the layout that the named one declares to stand for it.

    Raises ``UsageError`` if there is none, and ``InputError`` with its findings if its
    ``layout.yaml`` is broken.
    """
    layout = any_layout(name, folders)
    if languages < layout.file.languages:
        raise UsageError(f"the layout '{name}' prints two languages", hint="use --lang en,es")
    if languages > layout.file.languages:
        if layout.file.in_two_languages is None:
            raise UsageError(
                f"the layout '{name}' prints one language", hint="use --layout two-sider"
            )
        return named_layout(layout.file.in_two_languages, folders, languages=languages)
    return layout


def _read(name: str, folder: Path) -> Layout:
    loaded = load(folder / SETTINGS, LayoutFile, _RULES)
    if loaded.value is None:
        raise InputError(loaded.diagnostics, ExitCode.USAGE)
    return Layout(name=name, folder=folder, file=loaded.value)
