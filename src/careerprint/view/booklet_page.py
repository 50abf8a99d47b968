"""The careers of a booklet, its reader and its brand → one frozen :class:`BookletPage`.

Like a :class:`~careerprint.view.page.Page` for what stands around the careers: cover, contents,
comparison, short list, sources. Templates see this and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Final
from urllib.parse import urlsplit

from careerprint.figures.tables import Tables
from careerprint.pictures.picture import Picture
from careerprint.profile.library import Career
from careerprint.profile.model import Source
from careerprint.settings import SIZE_MM, Ink, Language, Variant
from careerprint.view.attribution import growth_lines, source_line
from careerprint.view.backdrop import Backdrop
from careerprint.view.booklet_frame import BookletFrame
from careerprint.view.branding import brand_lines, colours_of
from careerprint.view.cloth import Yarn, strip, yarn_of
from careerprint.view.page import MM, BrandLines, Colours, GrowthLine, Sheet, SourceLine
from careerprint.view.pay import national_note, national_pay
from careerprint.view.qr import QrCode, career_code
from careerprint.view.reader_name import ReaderName
from careerprint.view.rich import RichText, rich
from careerprint.view.shapes import Shapes
from careerprint.view.side_by_side import (
    CompareRow,
    CompareScale,
    PayFigures,
    RowRoom,
    StripRow,
    compare_row,
    compare_scale,
    strip_row,
)
from careerprint.view.threads import Thread, threads
from careerprint.view.wording import Wording

_STRIP_PT: Final = (100.0, 8.0)
"""The size that a career's strip is drawn in; a template gives it another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A career in the contents and in the comparison; ``number`` is its page as printed.

    ``thread`` is its colour on the cover, ``strip`` the ribbons of its working time.
    """

    id: str
    title: str
    cluster: str
    colours: Colours
    thread: Thread
    strip: Shapes
    number: str
    summary: RichText
    growth: GrowthLine | None
    education: str
    try_title: RichText
    qr: QrCode | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUse:
    """A career that has figures from a source, and which ones.

    ``url`` is where they stand, if that is not where those of all stand.
    """

    title: str
    detail: RichText
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedSource:
    """A source of one career or more; what ``line`` notes is its date."""

    line: SourceLine
    uses: tuple[SourceUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletPage:
    """Everything that can stand around the careers of a booklet."""

    lang: str
    words: dict[str, str]
    ink: str
    sheet: Sheet
    colours: Colours
    brand: BrandLines
    title: str
    subtitle: str
    for_whom: str
    recipient: str
    name: ReaderName
    cover: Picture | None
    pattern: str
    created: str
    dated: str
    entries: tuple[Entry, ...]
    pay: tuple[CompareRow, ...]
    pay_scale: CompareScale
    hours: tuple[StripRow, ...]
    sources: tuple[MergedSource, ...]
    pay_notes: tuple[RichText, ...]
    """Of when the official pay is that stands on the careers' pages, each note once."""
    worksheets: str
    """The page at which the worksheets begin; empty if there are none."""
    backdrops: Mapping[str, Backdrop] = field(default_factory=dict, repr=False)
    """What is painted below the text of a part, by the part's name."""

    def made_for(self, reader: str) -> "BookletPage":
        """Give the page for a reader, or for nobody if the name is empty."""
        return replace(self, recipient=reader, name=self.name.of(reader))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a booklet is called and whom it is for, with a picture, a pattern or neither."""

    title: str
    subtitle: str = ""
    for_whom: str = ""
    recipient: str = ""
    picture: Picture | None = None
    pattern: str = ""


def compose_booklet(
    careers: Sequence[Career],
    cover: Cover,
    variant: Variant,
    frame: BookletFrame,
    *,
    numbers: Sequence[str],
    worksheets: str = "",
) -> BookletPage:
    """Give the page of a booklet: ``numbers`` are the printed page numbers of its careers."""
    language = variant.languages[0]
    wording = Wording(language.value)
    width_mm, height_mm = SIZE_MM[variant.paper]
    room = RowRoom(
        width=width_mm * MM - 2 * frame.margin_pt,
        size=frame.comparison.label_pt,
        names=frame.comparison.names,
        row=frame.comparison.row(len(careers)),
    )
    figures = Tables(variant.figure_folders)
    rows = [_figures(career, wording) for career in careers]
    scale = compare_scale(
        room,
        words=wording.words,
        reach=max(pay.ends()[1] for pay in rows),
        money=lambda amount: wording.money(amount, "USD"),
    )
    colours = [colours_of(career.cluster, variant) for career in careers]
    yarns = tuple(
        yarn_of(career.profile.work.time_split, thread)
        for career, thread in zip(careers, threads(colours), strict=True)
    )
    newest = max((career.profile.dated.split("/")[-1] for career in careers), default="")
    return BookletPage(
        lang=language.value,
        words=wording.words,
        ink=variant.ink.value,
        sheet=Sheet(name=variant.paper.value, width_mm=width_mm, height_mm=height_mm),
        colours=_colours(careers, variant),
        brand=brand_lines(variant),
        title=cover.title,
        subtitle=cover.subtitle,
        for_whom=cover.for_whom,
        recipient=cover.recipient,
        name=_name(frame, width_mm * MM).of(cover.recipient),
        cover=cover.picture,
        pattern=cover.pattern,
        created=newest,
        dated=wording.date(newest) if newest else "",
        entries=tuple(
            _entry(career, number, yarn, figures, wording, variant)
            for career, number, yarn in zip(careers, numbers, yarns, strict=True)
        ),
        pay=tuple(compare_row(pay, scale, words=wording.words, row=room.row) for pay in rows),
        pay_scale=scale,
        hours=tuple(
            strip_row(c.profile.title, c.profile.work.time_split, room, wording.percent)
            for c in careers
        ),
        sources=_sources(careers, wording, is_addressed=variant.ink is Ink.COPIER),
        pay_notes=_pay_notes(careers, figures, wording),
        worksheets=worksheets,
        backdrops={
            part: Backdrop(frame=cloth, yarns=yarns, width=width_mm * MM, height=height_mm * MM)
            for part, cloth in frame.cloth.items()
        },
    )


def _name(frame: BookletFrame, width: float) -> ReaderName:
    """Give the room that the cover has for a name: inside of its label, or of its margins."""
    cloth = frame.cloth.get("cover")
    label = cloth.label if cloth else None
    beside = label.side_pt + label.inset_pt if label else frame.margin_pt
    return ReaderName(sizes_pt=frame.name_pt, room_pt=width - 2 * beside if frame.name_pt else 0)


def _pay_notes(
    careers: Sequence[Career], figures: Tables, wording: Wording
) -> tuple[RichText, ...]:
    notes = (national_note(national_pay(c.profile, figures), wording) for c in careers)
    return tuple(dict.fromkeys(note for note in notes if note))


def _colours(careers: Sequence[Career], variant: Variant) -> Colours:
    """Give the brand's colours, or those of the first career's cluster."""
    return colours_of(careers[0].cluster, variant)


def _entry(
    career: Career,
    number: str,
    yarn: Yarn,
    figures: Tables,
    wording: Wording,
    variant: Variant,
) -> Entry:
    profile = career.profile
    lines = growth_lines(profile, figures, wording)
    official = profile.official
    change = figures.projection(official.soc) if official and official.soc else None
    return Entry(
        id=career.id,
        title=profile.title,
        cluster=career.cluster.name_in(Language(wording.language)),
        colours=colours_of(career.cluster, variant),
        thread=yarn.thread,
        strip=strip(yarn, width=_STRIP_PT[0], height=_STRIP_PT[1]),
        number=number,
        summary=rich(profile.summary),
        growth=lines[-1] if lines else None,
        education=wording.education(change.education) if change else "–",
        try_title=rich(profile.try_it.title),
        qr=career_code(career, variant, wording),
    )


def _figures(career: Career, wording: Wording) -> PayFigures:
    """Give what a career pays in its first way."""
    profile = career.profile
    path = profile.money.paths[0]
    given = [n for n in (path.low, path.high or path.typical) if n is not None]
    amounts = [
        wording.money(n, profile.currency, is_open=path.open_ended and place == len(given) - 1)
        for place, n in enumerate(given)
    ]
    said = f" {wording.words['to']} ".join(dict.fromkeys(amounts))
    said += "" if path.per == "year" else f" {wording.words[f'per_{path.per}']}"
    said += f" ({wording.words['estimate']})" if profile.source(path.source).estimate else ""
    return PayFigures(
        title=profile.title,
        low=path.low,
        typical=path.typical,
        high=path.high,
        is_open=path.open_ended,
        per=path.per,
        said=said,
    )


def _sources(
    careers: Sequence[Career], wording: Wording, *, is_addressed: bool
) -> tuple[MergedSource, ...]:
    """Give the sources of all careers, each once, with what each career takes from it."""
    merged: dict[tuple[str, str | None, str], list[tuple[str, Source]]] = {}
    for career in careers:
        for source in career.profile.sources:
            site = urlsplit(source.url or "").netloc
            taken = merged.setdefault((source.name, source.date, site), [])
            taken.append((career.profile.title, source))
    return tuple(_merged(taken, wording, is_addressed=is_addressed) for taken in merged.values())


def _merged(
    taken: Sequence[tuple[str, Source]], wording: Wording, *, is_addressed: bool
) -> MergedSource:
    """Give a source of one career or more; its address is what theirs have in common."""
    urls = [source.url or "" for _, source in taken]
    shared = urls[0] if len(set(urls)) == 1 else _folder(urls)
    plain = taken[0][1].model_copy(update={"detail": None, "url": shared or None})
    return MergedSource(
        line=source_line(plain, wording, is_addressed=is_addressed),
        uses=tuple(
            SourceUse(
                title=title, detail=rich(source.detail or ""), url=url if url != shared else ""
            )
            for (title, source), url in zip(taken, urls, strict=True)
        ),
    )


def _folder(urls: Sequence[str]) -> str:
    """Give the folder that all of some addresses of one site lie in."""
    parts = zip(*(url.split("/")[:-1] for url in urls), strict=False)
    return "/".join(one[0] for one in takewhile(lambda part: len(set(part)) == 1, parts)) + "/"
