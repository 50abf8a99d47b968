"""A fair with its stands → the files of its pack, each with how it is printed and what is in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from careerprint.fair.copies import Kind, card_sheets, guides, shared, stack
from careerprint.fair.fair_plan import FairPlan
from careerprint.fair.order import CARD, OrderLine, sheets_of
from careerprint.handouts.printing import SheetGroup, file_name
from careerprint.profile.library import Library
from careerprint.render.layouts import Layout, named_layout, own_paper
from careerprint.settings import Ink, Language, Paper, Settings, Variant

_CARDS_A_SHEET: Final = 4
_SIGNS_A_SHEET: Final = 4
_WORDS_A_LARGE_PAGE: Final = 165
"""About: how many of a career's words stand on a page of 18 points."""
_TWO_LANGUAGES: Final = "two-sider"
"""The layout that prints one language a side."""
SMALL: Final = {Paper.LETTER: Paper.HALF_LETTER, Paper.A4: Paper.A5}
"""Half of each paper: the pages of the guide."""
_LARGE: Final = {Paper.LETTER: Paper.TABLOID, Paper.A4: Paper.A3}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackItem:
    """A file of the pack: its line of the order, and what it is printed from.

    ``settings`` have its layout and form; ``groups`` are its sheets. ``is_combined`` says that they
    are bound in one file, ``is_imposed`` that cards of two sheets are laid out on one. The guide
    has a ``language`` and no groups.
    """

    line: OrderLine
    settings: Settings
    groups: tuple[SheetGroup, ...] = ()
    is_combined: bool = False
    is_imposed: bool = False
    language: Language | None = None

    @property
    def name(self) -> str:
        """Its path below the folder of the pack."""
        return self.line.file


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A file that is asked for: its copies, and the pages of each document in it."""

    kind: Kind
    name: str
    copies: int
    pages: tuple[int, ...]
    is_about: bool = False


class PackItems:
    """The files of a pack, in the order of its order.

    ``settings`` are the project's with the options of the run; ``plan`` has careers that can be
    used only. Raises ``UsageError`` if a layout is not there or is made for no such paper.
    """

    def __init__(self, plan: FairPlan, library: Library, settings: Settings) -> None:
        self._plan, self._library = plan, library
        paper = settings.variant.paper
        paper = paper if paper in SMALL else own_paper([self._found(settings, "card")], paper)
        languages = plan.file.languages
        variant = replace(settings.variant, paper=paper, languages=languages[:1])
        self._settings = replace(settings, variant=variant)

    @property
    def variant(self) -> Variant:
        """The form of the pack's pages: its paper, ink and first language."""
        return self._settings.variant

    @property
    def untranslated(self) -> tuple[Path, ...]:
        """The careers that have no text in the second language of the fair."""
        languages = self._plan.file.languages
        return tuple(
            path
            for path in self._plan.careers
            if len(languages) > 1 and not self._is_in(path, languages)
        )

    def items(self) -> tuple[PackItem, ...]:
        """Give every file that is wanted."""
        found = (
            *self._guides(),
            *self._sheets(),
            *self._cards(),
            *self._signs(),
            *self._posters(),
            *self._large_prints(),
            *self._speakers(),
        )
        return tuple(item for item in found if item.line.copies)

    # --- each kind -------------------------------------------------------------------------

    def _guides(self) -> Iterator[PackItem]:
        file, variant = self._plan.file, self.variant
        given, languages = file.copies.guide, file.languages
        second = file.second_language_percent
        shares = [100] if len(languages) == 1 else [100 - second, second]
        copies = (
            guides(file.visitors, file.spare_percent, len(languages), second)
            if given is None
            else shared(given, shares)
        )
        for language, count in zip(languages, copies, strict=True):
            line = OrderLine(
                file=f"guide/guide-{language.value}-{self._form()}.pdf",
                kind=Kind.GUIDE,
                copies=count,
                pages=4,
                sheets_a_copy=1,
                paper=variant.paper,
                ink=variant.ink,
                is_two_sided=True,
                flip="short",
                is_folded=True,
                is_about=True,
            )
            yield PackItem(line=line, settings=self._settings, language=language)

    def _sheets(self) -> Iterator[PackItem]:
        file = self._plan.file
        for path in self._plan.careers:
            settings = self._of_sheet(path)
            layout = self._found(settings, settings.layout)
            yield self._one(
                _Asked(
                    kind=Kind.SHEETS,
                    name=f"sheets/{file_name(path.stem, settings)}",
                    copies=self._stack_of(path, Kind.SHEETS, file.handouts_a_visitor),
                    pages=(layout.file.pages or self._about_pages(path),),
                    is_about=layout.file.pages is None,
                ),
                settings,
                (SheetGroup(paths=(path,)),),
                is_combined=False,
            )

    def _of_sheet(self, path: Path) -> Settings:
        """Give the settings of a career's sheet: in both languages, where its text is."""
        file = self._plan.file
        if len(file.languages) > 1 and self._is_in(path, file.languages):
            variant = replace(self.variant, languages=file.languages)
            return replace(self._settings, layout=_TWO_LANGUAGES, variant=variant)
        return self._in_layout(file.layout)

    def _cards(self) -> Iterator[PackItem]:
        cards = self._plan.file.cards
        settings = self._in_layout("card")
        counts: dict[str, int] = {}
        for name, paths in self._card_groups():
            counts[name] = counts.get(name, 0) + 1
            number = f"-{counts[name]}" if counts[name] > 1 else ""
            sheets = [paths[n : n + _CARDS_A_SHEET] for n in range(0, len(paths), _CARDS_A_SHEET)]
            if cards.up > _CARDS_A_SHEET and len(sheets) == 1:
                sheets *= 2
            copies = self._stack_of(None, Kind.CARDS, self._plan.file.cards_a_visitor)
            is_imposed = cards.up > _CARDS_A_SHEET
            item = self._one(
                _Asked(
                    kind=Kind.CARDS,
                    name=f"cards/{file_name(name + number, settings)}",
                    copies=card_sheets(copies, len(paths), cards.up) if copies else 0,
                    pages=(1,) * len(sheets),
                ),
                settings,
                tuple(SheetGroup(paths=paths) for paths in sheets),
                is_combined=True,
            )
            line = replace(item.line, stock=CARD, cut=cards.up, careers=_ids(paths))
            if is_imposed:
                line = replace(line, paper=_LARGE[self.variant.paper], sheets_a_copy=1)
            yield replace(item, line=line, is_imposed=is_imposed)

    def _card_groups(self) -> Iterator[tuple[str, tuple[Path, ...]]]:
        """Give the careers that share a sheet of cards, and what the sheet is called."""
        cards, careers = self._plan.file.cards, self._plan.careers
        if cards.by == "career":
            yield from ((path.stem, (path,)) for path in careers)
            return
        fields: dict[str, list[Path]] = {}
        for path in careers:
            fields.setdefault(self._library.career(path).cluster.id, []).append(path)
        for name, paths in fields.items():
            for start in range(0, len(paths), cards.up):
                yield name, tuple(paths[start : start + cards.up])

    def _signs(self) -> Iterator[PackItem]:
        groups = tuple(
            SheetGroup(paths=stand.careers[n : n + _SIGNS_A_SHEET], stand=stand.number)
            for stand in self._plan.stands
            for n in range(0, len(stand.careers), _SIGNS_A_SHEET)
        )
        item = self._together(Kind.SIGNS, "table-sign", groups)
        yield replace(item, line=replace(item.line, stock=CARD, is_folded=True))

    def _posters(self) -> Iterator[PackItem]:
        is_every = self._plan.file.posters == "career"
        shown = self._plan.careers if is_every else [one.careers[0] for one in self._plan.stands]
        groups = tuple(SheetGroup(paths=(path,)) for path in dict.fromkeys(shown))
        yield self._together(Kind.POSTERS, "poster", groups)

    def _large_prints(self) -> Iterator[PackItem]:
        groups = tuple(SheetGroup(paths=(path,)) for path in self._plan.careers)
        item = self._together(Kind.LARGE_PRINT, "large-print", groups)
        yield replace(item, line=replace(item.line, staple="corner"))

    def _speakers(self) -> Iterator[PackItem]:
        placed = [
            SheetGroup(paths=(path,), stand=stand.number)
            for stand in self._plan.stands
            for path in stand.careers
        ]
        lone = [SheetGroup(paths=(path,)) for path in self._plan.unplaced]
        yield self._together(Kind.SPEAKERS, "speaker", (*placed, *lone))

    # --- what they share -------------------------------------------------------------------

    def _together(self, kind: Kind, layout: str, groups: tuple[SheetGroup, ...]) -> PackItem:
        """Give a file of all, once each: nobody sends forty files to a printer for one copy."""
        settings = self._in_layout(layout)
        known = self._found(settings, layout).file.pages
        given = self._plan.file.copies.given(kind)
        return self._one(
            _Asked(
                kind=kind,
                name=f"{kind}-{self._form(settings)}.pdf",
                copies=(1 if given is None else given) if groups else 0,
                pages=tuple(known or self._about_pages(one.paths[0]) for one in groups),
                is_about=known is None,
            ),
            settings,
            groups,
            is_combined=True,
        )

    def _one(
        self,
        asked: _Asked,
        settings: Settings,
        groups: tuple[SheetGroup, ...],
        *,
        is_combined: bool,
    ) -> PackItem:
        is_two_sided = any(count > 1 for count in asked.pages)
        line = OrderLine(
            file=asked.name,
            kind=asked.kind,
            copies=asked.copies,
            pages=sum(asked.pages),
            sheets_a_copy=sheets_of(asked.pages, 2 if is_two_sided else 1),
            paper=settings.variant.paper,
            ink=settings.variant.ink,
            is_two_sided=is_two_sided,
            careers=_ids(path for one in groups for path in one.paths),
            is_about=asked.is_about,
        )
        return PackItem(line=line, settings=settings, groups=groups, is_combined=is_combined)

    def _in_layout(self, layout: str) -> Settings:
        """Give the settings of a layout, on its own paper of the pack's family."""
        settings = replace(self._settings, layout=layout)
        paper = own_paper([self._found(settings, layout)], self.variant.paper)
        return replace(settings, variant=replace(self.variant, paper=paper))

    def _found(self, settings: Settings, layout: str) -> Layout:
        languages = len(settings.variant.languages)
        return named_layout(layout, settings.layout_folders, languages=languages)

    def _stack_of(self, path: Path | None, kind: Kind, taken: int) -> int:
        file = self._plan.file
        if path is not None:
            for name, copies in file.copies_of.items():
                if self._library.find(name, Path()) == path:
                    return copies
        given = file.copies.given(kind)
        if given is not None:
            return given
        return stack(file.visitors, len(self._plan.careers), taken, file.spare_percent)

    def _is_in(self, path: Path, languages: tuple[Language, ...]) -> bool:
        return all(self._library.text_in(path, one)[1] is one for one in languages)

    def _about_pages(self, path: Path) -> int:
        return max(1, round(self._library.career(path).words / _WORDS_A_LARGE_PAGE))

    def _form(self, settings: Settings | None = None) -> str:
        """Give what tells a file from the same in another form: paper, ink, language, state."""
        variant = (settings or self._settings).variant
        parts = [variant.paper.value]
        parts += ["copier"] if variant.ink is Ink.COPIER else []
        if settings is not None and variant.languages != (Language.ENGLISH,):
            parts += [variant.languages[0].value]
        parts += [variant.state.lower()] if variant.state else []
        return "-".join(parts)


def _ids(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path.stem for path in paths))
