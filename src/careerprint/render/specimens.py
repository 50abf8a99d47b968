"""What a layout is proved on: careers of every length, and samples at the edges."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Final

from careerprint.brand import Brand, read_logo
from careerprint.pictures.picture import Picture
from careerprint.profile.library import Career, Library
from careerprint.render.layouts import Layout
from careerprint.resources import shipped
from careerprint.settings import Ink, Language, Paper, Settings, Variant

_SAMPLE_BRAND: Final = Brand(
    organisation="Sample Community High School",
    contact="counseling office, room 12",
    event="Sample Career Fair",
    footer="a line for the foot",
)
_EXTREME, _BARE = "extreme", "bare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """Something to print in a layout: a career, what else is on its sheet, whose handout it is.

    ``name`` is what it is called; ``logo`` is where its logo stands, if it has one. ``is_telling``
    marks those that are printed in every form, not in the first one alone, ``is_sample`` those
    that are no career.
    """

    name: str
    career: Career
    others: tuple[Career, ...] = ()
    brand: Brand = field(default_factory=Brand)
    logo: Path | None = None
    is_telling: bool = True
    is_sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSet:
    """A specimen in one form."""

    specimen: Specimen
    variant: Variant

    @property
    def form(self) -> str:
        """The form in words: paper, ink, and whether it is a form to fill in."""
        words = [self.variant.paper.value, self.variant.ink.value]
        return " ".join([*words, *(["fillable"] if self.variant.is_fillable else [])])


def chosen_specimens(
    layout: Layout,
    library: Library,
    settings: Settings,
    *,
    names: Sequence[str] = (),
    is_all: bool = False,
) -> tuple[Specimen, ...]:
    """Give the careers of some names; or all, or the longest, a middling and the shortest.

    Without names the samples come with them: one with every part that there can be, one with
    none that can be left out. Raises ``UsageError`` if a name is unknown.
    """
    if names:
        return careers_in(layout, library, settings, names=names)
    every = [one.career for one in careers_in(layout, library, settings)]
    ranked = sorted(every, key=lambda one: (-one.words, one.id))
    middle = dict.fromkeys((0, len(ranked) // 2, len(ranked) - 1)) if ranked else {}
    chosen = ranked if is_all else [ranked[n] for n in middle]
    samples = Library((shipped("data") / "samples",))
    extreme, bare = (
        _specimen(layout, samples, settings, samples.career(samples.find(name, Path.cwd())))
        for name in (_EXTREME, _BARE)
    )
    return (
        replace(
            extreme,
            name="the extreme sample",
            is_sample=True,
            brand=_full_brand(settings),
            logo=_logo_of(settings) or shipped("data") / "samples" / "logo.svg",
        ),
        replace(
            bare,
            name="the bare sample",
            brand=Brand(),
            logo=None,
            is_telling=is_all,
            is_sample=True,
        ),
        *(
            replace(
                _specimen(layout, library, settings, one), is_telling=is_all or one is ranked[0]
            )
            for one in chosen
        ),
    )


def careers_in(
    layout: Layout, library: Library, settings: Settings, *, names: Sequence[str] = ()
) -> tuple[Specimen, ...]:
    """Give the careers of some names, or all that can be used.

    Raises ``UsageError`` if a name is unknown.
    """
    named = [library.find(name, Path.cwd()) for name in names]
    paths = named or [path for path in library.paths if library.load(path).value]
    careers = [library.career(path) for path in dict.fromkeys(paths)]
    return tuple(_specimen(layout, library, settings, one) for one in careers)


def _specimen(layout: Layout, library: Library, settings: Settings, career: Career) -> Specimen:
    """Give a career with what else its layout prints on the sheet: a second language."""
    path = next((one for one in library.paths if one.stem == career.id), None)
    others = (library.career(path, Language.SPANISH),) if path else (career,)
    return Specimen(
        name=career.id,
        career=career,
        others=others if layout.file.languages > 1 else (),
        brand=settings.variant.brand,
        logo=_logo_of(settings),
    )


def _logo_of(settings: Settings) -> Path | None:
    name = settings.variant.brand.logo
    return settings.project / name if settings.project and name else None


def _full_brand(settings: Settings) -> Brand:
    """Give the project's lines, and a sample's where it has none."""
    said = {name: value for name, value in settings.variant.brand if value is not None}
    return _SAMPLE_BRAND.model_copy(update=said)


def page_sets(
    layout: Layout,
    specimens: Sequence[Specimen],
    variant: Variant,
    *,
    papers: Sequence[Paper] = (),
    inks: Sequence[Ink] = (),
) -> tuple[PageSet, ...]:
    """Give what to print: every specimen in the first form, the telling ones in all others.

    Forms are the papers that the layout is made for, or those named, in both inks, or those
    named, and as a form to fill in where it has one.
    """
    is_form = (False, True) if layout.file.has_form else (False,)
    forms = product(papers or tuple(layout.file.papers), inks or tuple(Ink), is_form)
    logos: dict[tuple[Path, Ink], Picture] = {}
    found = []
    for number, (paper, ink, is_fillable) in enumerate(forms):
        for one in specimens:
            if not one.is_telling and number:
                continue
            logo = None
            if one.logo is not None:
                at = (one.logo, ink)
                logo = logos.get(at) or read_logo(
                    one.logo, is_grey=ink is Ink.COPIER, logo_mm=one.brand.logo_mm
                )
                logos[at] = logo
            form = replace(
                variant, paper=paper, ink=ink, is_fillable=is_fillable, brand=one.brand, logo=logo
            )
            found.append(PageSet(specimen=one, variant=form))
    return tuple(found)
