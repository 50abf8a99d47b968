"""Settings of a run: defaults ← the project's ``careerprint.yaml`` ← the command's options."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from careerprint.brand import Brand, logo_rule, read_logo
from careerprint.errors import Diagnostic, ExitCode, InputError, Location, UsageError
from careerprint.pictures.picture import Picture
from careerprint.press_settings import PressSettings, profile_rule
from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Loaded, load
from careerprint.reading.plain_words import plain_error, suggest
from careerprint.resources import real_path, shipped

FILE_NAME: Final = "careerprint.yaml"
STYLE_OF_NAMES: Final = "small letters, digits and single hyphens, such as two-sider"


class Paper(StrEnum):
    """The papers that a layout may be composed for, upright."""

    LETTER = "letter"
    A4 = "a4"
    LEGAL = "legal"
    TABLOID = "tabloid"
    A3 = "a3"
    A5 = "a5"
    HALF_LETTER = "half-letter"


SIZE_MM: Final[dict[Paper, tuple[float, float]]] = {
    Paper.LETTER: (215.9, 279.4),
    Paper.A4: (210.0, 297.0),
    Paper.LEGAL: (215.9, 355.6),
    Paper.TABLOID: (279.4, 431.8),
    Paper.A3: (297.0, 420.0),
    Paper.A5: (148.0, 210.0),
    Paper.HALF_LETTER: (139.7, 215.9),
}
"""Width and height of each paper in millimetres (ANSI/ASME Y14.1; ISO 216)."""


class Ink(StrEnum):
    """What a handout is printed with: in colour, or on a black-and-white copier."""

    COLOR = "color"
    COPIER = "copier"


class Language(StrEnum):
    """The languages of the page's standing words."""

    ENGLISH = "en"
    SPANISH = "es"


STATES: Final = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "District of Columbia",
    "FL": "Florida",
    "GA": "Georgia",
    "GU": "Guam",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "PR": "Puerto Rico",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VI": "Virgin Islands",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
}
"""Postal code → name of the states and territories that the official tables cover."""


def _choice(value: Any, *, known: type[StrEnum]) -> StrEnum:
    try:
        return known(str(value).strip().lower())
    except ValueError:
        names = ", ".join(known)
        raise plain_error(f"cannot be '{value}'", f"choose from: {names}") from None


def _state(value: Any) -> str:
    code = find_state(str(value))
    if code is None:
        raise plain_error(f"cannot be '{value}'", "write a postal code, such as OH, or a name")
    return code


def find_state(text: str) -> str | None:
    """Give the postal code of a state named by code or name; None if there is none."""
    if text.strip().upper() in STATES:
        return text.strip().upper()
    named = {name.casefold(): code for code, name in STATES.items()}
    return named.get(text.strip().casefold())


class MailSecurity(StrEnum):
    """How the way to a mail server is encrypted, as a user says it."""

    STARTTLS = "starttls"
    TLS = "tls"
    PLAIN = "plain"


class MailProfile(StrEnum):
    """Mail providers whose server and daily cap are known."""

    GMAIL = "gmail"
    WORKSPACE = "workspace"


def read_rate(text: str) -> float | None:
    """Give the messages a minute of ``30`` or ``30/min``; None if it is neither."""
    found = re.fullmatch(r"(\d{1,5}(?:\.\d+)?)\s*(?:/\s*min)?", text.strip())
    rate = float(found[1]) if found else 0.0
    return rate or None


def _rate(value: Any) -> float:
    rate = read_rate(str(value))
    if rate is None:
        raise plain_error(f"cannot be '{value}'", "write messages a minute, such as 30/min")
    return rate


MailText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class Mail(BaseModel):
    """How handouts are mailed. A password has no place here: this file is shared."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, defer_build=True, populate_by_name=True
    )

    sender: MailText | None = Field(
        None,
        alias="from",
        description="Who the messages come from.",
        examples=["Counseling <counseling@example.org>"],
    )
    reply_to: MailText | None = Field(
        None, description="Where answers go, if elsewhere.", examples=["office@example.org"]
    )
    server: MailText | None = Field(
        None, description="The server that sends, with its port.", examples=["mail.example.org:587"]
    )
    security: Annotated[MailSecurity, BeforeValidator(partial(_choice, known=MailSecurity))] = (
        Field(MailSecurity.STARTTLS, description="How the way to the server is encrypted.")
    )
    user: MailText | None = Field(
        None,
        description="The name to log in with. A password has no place in this file:"
        " it is asked for, or taken from the environment.",
        examples=["counseling"],
    )
    unsubscribe: MailText | None = Field(
        None,
        description="The address in each message with which one asks for no more.",
        examples=["no-more@example.org"],
    )
    rate: Annotated[float, BeforeValidator(_rate)] = Field(
        30.0, description="The most messages a minute.", examples=["30/min"]
    )
    profile: Annotated[MailProfile, BeforeValidator(partial(_choice, known=MailProfile))] | None = (
        Field(
            None,
            description="A provider whose server and daily cap are known.",
            examples=["workspace"],
        )
    )


LONGEST_TEXT: Final = 200
"""Characters of a short text."""
ShortText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)
]
Words = Annotated[dict[ShortText, ShortText], BeforeValidator(lambda value: value or {})]
"""Word → what it stands for; a key below which all lines are comments has none."""


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Headers = Annotated[
    dict[ShortText, Annotated[tuple[ShortText, ...], BeforeValidator(_listed)]],
    BeforeValidator(lambda value: value or {}),
]
"""Field of a roster → the header that stands for it, or a list of headers."""


class ProjectFile(BaseModel):
    """What ``careerprint.yaml`` may say; everything in it is optional."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    brand: Brand = Field(default_factory=Brand, description="Whose handouts they are.")
    paper: Annotated[Paper, BeforeValidator(partial(_choice, known=Paper))] = Field(
        Paper.LETTER,
        description="The paper to print on. A layout that is not made for it prints on its own.",
    )
    ink: Annotated[Ink, BeforeValidator(partial(_choice, known=Ink))] = Field(
        Ink.COLOR, description="In colour, or black and white for a copier."
    )
    language: Annotated[Language, BeforeValidator(partial(_choice, known=Language))] = Field(
        Language.ENGLISH, description="The language of the pages: English or Spanish."
    )
    state: Annotated[str, BeforeValidator(_state)] | None = Field(
        None,
        description="The state, by postal code or name, whose official pay stands beside the"
        " nation's.",
        examples=["OH"],
    )
    layout: Annotated[
        str, StringConstraints(strip_whitespace=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    ] = Field(
        "one-pager",
        description="The layout to print in: careerprint layout list shows them.",
    )
    reading_grade: Annotated[int, Field(ge=1, le=20)] = Field(
        9, description="The US school grade that profiles should read at, or below."
    )
    aliases: Words = Field(
        default_factory=dict,
        description="What people here call a career: word → the career's id or title.",
        examples=[{"law": "paralegal"}],
    )
    columns: Headers = Field(
        default_factory=dict,
        description="Headers of rosters that only this school uses: our field → the header, or a"
        " list of them.",
        examples=[{"careers": "Which careers interest you?"}],
    )
    mail: Mail = Field(default_factory=Mail, description="How handouts are mailed.")
    press: PressSettings = Field(
        default_factory=PressSettings, description="How your print shop wants its files (--press)."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The form in which careers are printed: all that changes a page but the career itself.

    ``languages`` has one language, or two for layouts that print one on each side.
    ``is_fillable`` makes a PDF form of a layout that has one, ``is_bound`` leaves the foot to
    the booklet. ``stand`` is the stand of a fair that they are for. ``figure_folders`` are a
    project's own official tables, which come before the shipped ones.
    """

    paper: Paper = Paper.LETTER
    ink: Ink = Ink.COLOR
    languages: tuple[Language, ...] = (Language.ENGLISH,)
    state: str | None = None
    brand: Brand = field(default_factory=Brand)
    logo: Picture | None = None
    is_fillable: bool = False
    is_bound: bool = False
    stand: str = ""
    figure_folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run works with. Folders of the project come before the shipped ones."""

    project: Path | None = None
    variant: Variant = field(default_factory=Variant)
    layout: str = "one-pager"
    output: Path = Path("output")
    warnings: tuple[Diagnostic, ...] = ()
    reading_grade: int = 9
    """The US school grade that profiles should read at, or below."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """What people here call a career → its id or title."""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fields of a roster → the headers that stand for them."""
    file: Loaded[ProjectFile] | None = field(default=None, repr=False)
    """The project's file as it was read: it knows where each value stands."""
    mail: Mail = field(default_factory=Mail)
    press: PressSettings = field(default_factory=PressSettings)

    def locate(self, key_path: KeyPath) -> Location:
        """Give the place of a value of the project's file."""
        return self.file.locate(key_path) if self.file else Location(Path(FILE_NAME))

    @property
    def career_folders(self) -> tuple[Path, ...]:
        """Where careers stand, the project's own first."""
        return (*self._own("data", "careers"), shipped("data") / "careers")

    @property
    def layout_folders(self) -> tuple[Path, ...]:
        """Where layouts stand, the project's own first."""
        return (*self._own("layouts"), shipped("layouts"))

    @property
    def font_folder(self) -> Path | None:
        """Where a project keeps fonts for characters that ours lack."""
        return self.project / "fonts" if self.project else None

    def _own(self, *parts: str) -> tuple[Path, ...]:
        folder = self.project.joinpath(*parts) if self.project else None
        ours = shipped(parts[0]).joinpath(*parts[1:])
        return (folder,) if folder is not None and real_path(folder) != ours else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a command's options say; None or empty where one is not given."""

    paper: str | None = None
    ink: str | None = None
    language: str | None = None
    state: str | None = None
    layout: str | None = None
    output: Path | None = None
    is_fillable: bool = False


def find_project(start: Path) -> Path | None:
    """Give the nearest folder upwards from ``start`` that holds a ``careerprint.yaml``."""
    for folder in (start, *start.parents):
        if _is_project(folder):
            return folder
    return None


def _is_project(folder: Path) -> bool:
    """Whether a folder has settings; a link that leads nowhere is one, which is then said."""
    return (folder / FILE_NAME).is_file() or (folder / FILE_NAME).is_symlink()


def read_settings(project: Path | None, *, start: Path, options: Options | None = None) -> Settings:
    """Give the settings of a run from a project folder, or from where ``start`` lies.

    Raises ``InputError`` with its findings if ``careerprint.yaml`` is broken, and
    ``UsageError`` if an option cannot be.
    """
    given = options or Options()
    folder = project or find_project(start)
    if project is not None and not _is_project(project):
        raise UsageError(
            f"{project} is not a project: it has no {FILE_NAME}",
            hint=f"start one with: careerprint init {project}",
        )
    said, warnings, loaded = ProjectFile(), tuple[Diagnostic, ...](), None
    if folder is not None:
        rules = (logo_rule(folder), profile_rule(folder))
        loaded = load(folder / FILE_NAME, ProjectFile, rules, may_be_empty=True)
        if loaded.value is None:
            raise InputError(loaded.diagnostics, ExitCode.USAGE)
        said, warnings = loaded.value, loaded.diagnostics
    return Settings(
        project=folder,
        variant=_variant(said, given, folder),
        layout=given.layout or said.layout,
        output=given.output or (folder or start) / "output",
        warnings=warnings,
        reading_grade=said.reading_grade,
        aliases=said.aliases,
        columns=said.columns,
        file=loaded,
        mail=said.mail,
        press=said.press,
    )


def _variant(said: ProjectFile, given: Options, folder: Path | None) -> Variant:
    ink = Ink(given.ink) if given.ink else said.ink
    logo = None
    if folder is not None and said.brand.logo:
        logo = read_logo(
            folder / said.brand.logo, is_grey=ink is Ink.COPIER, logo_mm=said.brand.logo_mm
        )
    return Variant(
        paper=Paper(given.paper) if given.paper else said.paper,
        ink=ink,
        languages=_languages(given.language) if given.language else (said.language,),
        state=_state_option(given.state) if given.state else said.state,
        brand=said.brand,
        logo=logo,
        is_fillable=given.is_fillable,
        figure_folders=(folder / "data" / "figures",) if folder else (),
    )


def _languages(text: str) -> tuple[Language, ...]:
    """Read ``es`` or ``en,es``."""
    try:
        languages = tuple(Language(part.strip().lower()) for part in text.split(","))
    except ValueError:
        raise UsageError(
            f"there is no language '{text}'", hint="choose en, es or both: en,es"
        ) from None
    if len(set(languages)) != len(languages):
        raise UsageError(f"the language '{text}' is named twice", hint="choose en, es or en,es")
    return languages


def _state_option(text: str) -> str:
    code = find_state(text)
    if code is None:
        hint = suggest(text, tuple(STATES.values())) or "write a postal code, such as OH"
        raise UsageError(f"there is no state '{text}'", hint=hint)
    return code
