"""The pages of a fair itself, typeset: the guide for every visitor, and the order."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from careerprint.errors import LayoutError
from careerprint.render.fit import refuse_overrun
from careerprint.render.html import OF_FAIR, render_of_fair
from careerprint.render.pdf import Setting, Typeset
from careerprint.resources import shipped
from careerprint.sections.keys import block_key, blocks_key
from careerprint.sections.sections import Sections
from careerprint.settings import Ink, Language, Paper, Settings, Variant
from careerprint.view.guide_page import Facts, GuidePage, Room, Shown, guide_page
from careerprint.view.order_page import OrderPage

FOLDED: Final = 4
"""Pages on a sheet that is folded once."""
_GUIDE_SIZES: Final = (10.0, 9.5, 9.0)
_NOTE_LINES: Final = (4, 3, 2)
"""Of each note below the plan, the most first."""
_ORDER: Final = Setting(body_pt=10.0, leading=1.36)


class FairPages:
    """Sets a fair's own pages, or gives those that are kept.

    ``settings`` are the project's: its layouts' folder ``_fair`` comes before the shipped one.
    """

    def __init__(self, settings: Settings, sections: Sections) -> None:
        self._sections = sections
        folders = settings.layout_folders
        self._layouts = next(one for one in folders if (one / OF_FAIR).is_dir())

    def guide(
        self,
        shown: Sequence[Shown],
        rows: Sequence[tuple[str, Sequence[str]]],
        facts: Facts,
        *,
        variant: Variant,
        language: Language,
        paper: Paper,
    ) -> tuple[bytes, str]:
        """Give the guide in a language on small pages, as many as fill whole sheets; and its key.

        It is set as large as leaves it on one sheet; what takes several is set in a middling size.
        Raises ``LayoutError`` if its template is at fault, and ``FitError`` if a line is too wide.
        """
        variant = replace(variant, languages=(language,))

        def page(room: Room) -> GuidePage:
            return guide_page(shown, rows, facts, variant=variant, paper=paper, room=room)

        key = self._key("guide", page(Room()), variant)
        pdf = self._sections.kept(key)
        if pdf is None:
            typeset = self._set_guide(page)
            pdf = typeset.write(is_grey=variant.ink is Ink.COPIER)
            self._sections.keep(key, pdf)
        return pdf, key

    def _set_guide(self, page: Callable[[Room], GuidePage]) -> Typeset:
        tried: dict[float, Typeset] = {}
        for size_pt in _GUIDE_SIZES:
            tried[size_pt] = self._set("guide", page(Room()), _setting(size_pt))
            if tried[size_pt].pages <= FOLDED:
                break
        else:
            size_pt = _GUIDE_SIZES[0]
        bare = tried[size_pt]
        pages = -bare.pages % FOLDED
        if pages:
            return self._set("guide", page(Room(note_pages=pages)), _setting(size_pt))
        for lines in _NOTE_LINES:
            noted = self._set("guide", page(Room(note_lines=lines)), _setting(size_pt))
            if noted.pages == bare.pages:
                return noted
        return bare

    def order(self, page: OrderPage, variant: Variant) -> bytes:
        """Give the order; raises as ``guide``. One that says who is at a stand is not kept."""
        key = self._key("order", page, variant)
        is_kept = not any(row.host for row in page.stands)
        pdf = self._sections.kept(key) if is_kept else None
        if pdf is None:
            pdf = self._set("order", page, _ORDER).write(is_grey=variant.ink is Ink.COPIER)
            if is_kept:
                self._sections.keep(key, pdf)
        return pdf

    def _key(self, name: str, page: GuidePage | OrderPage, variant: Variant) -> str:
        html = render_of_fair(page, self._layouts, name)
        return block_key(blocks_key(self._layouts, variant, self._sections.fonts), name, html)

    def _set(self, name: str, page: GuidePage | OrderPage, setting: Setting) -> Typeset:
        shared = shipped("layouts") / "_shared" / "style.css"
        own = self._layouts / OF_FAIR
        typeset = self._sections.typesetter.typeset(
            render_of_fair(page, self._layouts, name),
            base=own,
            sheets=(shared, _found(f"{name}.css", own)),
            setting=setting,
        )
        if typeset.warnings:
            raise LayoutError("; ".join(typeset.warnings))
        for overrun in typeset.overruns:
            refuse_overrun(overrun, f" in the {name} of the fair")
        return typeset


def _setting(size_pt: float) -> Setting:
    return Setting(body_pt=size_pt, leading=1.24)


def _found(name: str, own: Path) -> Path:
    return own / name if (own / name).is_file() else shipped("layouts") / OF_FAIR / name
