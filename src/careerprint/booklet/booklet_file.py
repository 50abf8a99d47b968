"""A booklet file → its careers and parts, with every finding by line."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from careerprint.booklet.edition import Edition
from careerprint.errors import ExitCode, InputError, Severity, UsageError
from careerprint.pictures.picture import KINDS, PictureError, findings_on, read_picture
from careerprint.profile.clusters import clusters
from careerprint.profile.library import Library
from careerprint.profile.values import parse_number
from careerprint.reading.documents import Draft, Finding, Loaded, Rule, load
from careerprint.reading.plain_words import plain_error, suggest
from careerprint.resources import shipped
from careerprint.settings import Headers
from careerprint.typefaces.findings import unprintable

CAREERS: Final = "careers"
WORKSHEETS: Final = "worksheets"
PARTS: Final = (
    "cover",
    "how-to-read",
    "contents",
    "comparison",
    CAREERS,
    WORKSHEETS,
    "short-list",
    "sources",
    "back-cover",
)
"""The parts of a booklet, in their usual order."""
TEMPLATES: Final = "_booklet"
MOST_CAREERS: Final = 200

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class _Record(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Filter(_Record):
    """Careers by what they are: all conditions that are given must hold."""

    cluster: str | None = None
    education: Literal["no-degree", "two-year", "four-year", "graduate"] | None = None
    median_pay_over: Decimal | None = Field(None, ge=0)
    median_pay_under: Decimal | None = Field(None, ge=0)
    interest: Annotated[str, StringConstraints(pattern=r"^[RIASEC]{1,3}$")] | None = None
    all: Literal["true"] | None = None


def _choice(value: Any) -> Any:
    if isinstance(value, (str, dict)):
        return value
    raise plain_error("must be a career or a filter", "write an id, or {cluster: construction}")


Choice = Annotated[str | Filter, BeforeValidator(_choice)]


def _edition(value: Any) -> Edition:
    try:
        return Edition(str(value).strip().lower())
    except ValueError:
        names = ", ".join(Edition)
        raise plain_error(f"cannot be '{value}'", f"choose from: {names}") from None


class BookletFile(_Record):
    """What a booklet file says."""

    title: Line
    subtitle: Line | None = None
    for_whom: Line | None = Field(None, alias="for")
    cover: str | None = Field(None, description="A drawing or picture, from the file's folder.")
    pattern: str | None = Field(None, description="A hatch for the cover, as clusters have them.")
    careers: Annotated[tuple[Choice, ...], Field(max_length=MOST_CAREERS)] = ()
    order: Literal["given", "title", "cluster", "pay"] = "given"
    edition: Annotated[Edition, BeforeValidator(_edition)] | None = Field(
        None, description="Chooses parts, layouts, paper and spreads together."
    )
    parts: Annotated[tuple[str, ...], Field(min_length=1, max_length=40)] = PARTS
    layout: str = "chapter"
    worksheet_layout: str = "worksheet"
    worksheet_after_each: bool = False
    starts_right: bool = True
    columns: Headers = Field(
        default_factory=dict, description="Fields of a roster → the headers that stand for them."
    )

    @property
    def own_form(self) -> tuple[str, ...]:
        """The fields of its form that it gives itself, which an edition would choose."""
        return tuple(name for name in OF_FORM if name in self.model_fields_set)


OF_FORM: Final = (
    "parts",
    "layout",
    "worksheet_layout",
    "worksheet_after_each",
    "starts_right",
)
"""The fields of a booklet file that an edition stands for."""


def prints_names(file: BookletFile) -> bool:
    """Tell whether a booklet has parts that may name its reader: all but the careers' own."""
    return file.edition is not None or not {CAREERS, WORKSHEETS}.issuperset(file.parts)


def read_booklet(
    path: Path,
    library: Library,
    layout_folders: tuple[Path, ...],
    *,
    cover_room_mm: tuple[float, float],
) -> Loaded[BookletFile]:
    """Read a booklet file with all findings; raises ``InputError`` if it cannot be used.

    ``cover_room_mm`` is the room that the cover has for a picture.
    """
    rules: tuple[Rule, ...] = (
        _knows_careers(library),
        _knows_parts(layout_folders),
        _pattern_is,
        filters_are,
        _is_of_one_form,
        _can_be_printed(library.fonts),
        _cover_is_seen(path.parent, cover_room_mm),
    )
    loaded = load(path, BookletFile, rules)
    if loaded.value is None:
        raise InputError(loaded.diagnostics, ExitCode.USAGE)
    return loaded


def _knows_careers(library: Library) -> Rule:
    def knows(draft: Draft) -> Iterator[Finding]:
        """Every career is in the library, once."""
        given = draft.get(CAREERS)
        seen: dict[Path, int] = {}
        for index, name in enumerate(given if isinstance(given, list) else ()):
            if not isinstance(name, str):
                continue
            try:
                path = library.find(name, Path())
            except UsageError as error:
                yield Finding(at=(CAREERS, index), message=error.message, hint=error.hint)
                continue
            if seen.setdefault(path, index) != index:
                yield Finding(
                    at=(CAREERS, index),
                    message=f"'{name}' is there twice",
                    hint="it is bound once",
                    severity=Severity.WARNING,
                )

    return knows


def _cover_is_seen(folder: Path, room_mm: tuple[float, float]) -> Rule:
    def is_seen(draft: Draft) -> Iterator[Finding]:
        """The cover picture can be read, and will be seen in print."""
        if not (name := draft.text("cover")):
            return
        said = f"the cover picture {name}"
        try:
            picture = read_picture(folder / name, room_mm)
        except PictureError as error:
            yield Finding(at=("cover",), message=f"{said} {error}", hint=f"name {KINDS}")
            return
        yield from findings_on(picture, said, ("cover",))

    return is_seen


def _knows_parts(folders: tuple[Path, ...]) -> Rule:
    def knows(draft: Draft) -> Iterator[Finding]:
        """Every part has a template, and none is there twice."""
        given = draft.get("parts")
        places = (*folders, shipped("layouts"))
        own = {p.name.removesuffix(".html.j2") for f in places for p in f.glob(f"{TEMPLATES}/*.j2")}
        known = sorted({*PARTS, *own} - {"booklet"})
        for index, name in enumerate(given if isinstance(given, list) else ()):
            if name not in known:
                yield Finding(
                    at=("parts", index),
                    message=f"there is no part '{name}'",
                    hint=suggest(str(name), known)
                    or f"write its template as layouts/{TEMPLATES}/{name}.html.j2",
                )
            elif name in given[:index]:
                yield Finding(at=("parts", index), message=f"the part '{name}' is there twice")
            elif name == "contents" and CAREERS not in given:
                yield Finding(
                    at=("parts", index),
                    message="the contents would name careers that are not bound",
                    hint=f"add '{CAREERS}' to the parts, or leave out 'contents'",
                )

    return knows


def _can_be_printed(fonts: tuple[Path, ...]) -> Rule:
    def can_be_printed(draft: Draft) -> Iterator[Finding]:
        """Every character of its own lines has a face; headers of a roster are not printed."""
        printed = ((path, text) for path, text in draft.texts() if path[0] != "columns")
        yield from unprintable(printed, fonts)

    return can_be_printed


def _pattern_is(draft: Draft) -> Iterator[Finding]:
    """The cover's pattern is one of the hatches."""
    known = sorted({cluster.pattern for cluster in clusters().values()})
    pattern = draft.text("pattern")
    if pattern and pattern not in known:
        yield Finding(
            at=("pattern",),
            message=f"there is no pattern '{pattern}'",
            hint=suggest(pattern, known) or f"there are: {', '.join(known)}",
        )


def _is_of_one_form(draft: Draft) -> Iterator[Finding]:
    """An edition, or parts and layouts of one's own."""
    edition = draft.text("edition")
    for name in OF_FORM if edition else ():
        if draft.get(name) is not None:
            yield Finding(
                at=(name,),
                message=f"'{name}' and 'edition' contradict each other",
                hint=f"an edition chooses its own: take away '{name}', or 'edition: {edition}'",
            )
    if edition and draft.get("pattern") is not None:
        yield Finding(
            at=("pattern",),
            message="the cover of an edition is woven from its careers: no hatch is printed on it",
            hint="take away 'pattern'",
            severity=Severity.WARNING,
        )


def filters_are(draft: Draft) -> Iterator[Finding]:
    """A filter says something, and names a cluster that there is."""
    for path, row in draft.rows(CAREERS):
        if not row:
            yield Finding(
                at=path, message="this filter says nothing", hint="{cluster: construction}"
            )
        cluster = row.get("cluster")
        if isinstance(cluster, str) and cluster not in clusters():
            hint = suggest(cluster, tuple(clusters())) or ", ".join(clusters())
            yield Finding(
                at=(*path, "cluster"), message=f"there is no cluster '{cluster}'", hint=hint
            )
        low, high = (parse_number(row.get(f"median_pay_{end}")) for end in ("over", "under"))
        if low is not None and high is not None and low >= high:
            yield Finding(
                at=(*path, "median_pay_over"),
                message=f"no pay is over {low:,f} and under {high:,f}",
                hint="exchange them",
            )
