"""The screen of the brand: whose handouts they are, seen on a page while it is typed.

What is tried is read as ``careerprint.yaml`` would be, by the same rules, before it is saved there.
"""

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from careerprint.brand import logo_rule, read_logo
from careerprint.colour import WHITE, contrast, read_hex
from careerprint.errors import CareerprintError, Diagnostic, UsageError
from careerprint.press_settings import profile_rule
from careerprint.reading.documents import load
from careerprint.reading.written_keys import with_text
from careerprint.settings import FILE_NAME, Ink, ProjectFile, Settings
from careerprint.web.answers import Answers, language_of, posted, shown
from careerprint.web.desk import Desk, Form
from careerprint.web.errands import Errands
from careerprint.web.kept_files import (
    KeptFile,
    OvertakenError,
    names_in,
    read_kept,
    write_kept,
)
from careerprint.web.page_pictures import WIDTHS_PX, PagePictures
from careerprint.web.screen_words import screen_words

FIELDS: Final = ("organisation", "accent", "logo", "contact", "event", "footer", "link")
PICTURES: Final = ("*.svg", "*.png", "*.jpg", "*.jpeg", "*.webp", "*.gif", "*.tif", "*.tiff")
_SECTION: Final = "brand"
_MOST_TRIED: Final = 8
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A brand that was tried: the findings, and the settings to print with if it can be."""

    content: str
    findings: tuple[Diagnostic, ...]
    settings: Settings | None

    @property
    def key(self) -> str:
        """Another for another brand."""
        return hashlib.sha256(self.content.encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def contrast(self) -> float | None:
        """The contrast of the colour with white; None if there is none."""
        accent = self.settings.variant.brand.accent if self.settings else None
        return contrast(read_hex(accent), WHITE) if accent else None


class BrandScreen:
    """The addresses of the brand."""

    def __init__(
        self, desk: Desk, pictures: PagePictures, errands: Errands, answers: Answers
    ) -> None:
        self._desk, self._pictures, self._answers = desk, pictures, answers
        self._session = errands.session
        self._tried = OrderedDict[str, Tried]()
        self._draft: dict[str, str] | None = None
        self._career = ""
        self._note = ""

    @property
    def routes(self) -> list[Route]:
        """Every address."""
        told = self._answers.told
        return [
            Route("/brand", told(self.show)),
            Route("/brand", told(self.act), methods=["POST"]),
            Route("/brand/try", told(self.tried), methods=["POST"]),
            Route("/brand/picture/{page:int}", told(self.picture)),
        ]

    async def show(self, request: Request) -> Response:
        """Show the brand as it is saved or tried, and a page with it."""
        settings = await run_in_threadpool(self._desk.settings, Form())
        cards = [one for one in await run_in_threadpool(self._desk.cards) if one.cluster]
        kept = await run_in_threadpool(self._kept)
        said = self._draft or _saved(settings)
        logos = await run_in_threadpool(names_in, self._desk.project, *PICTURES)
        note, self._note = self._note, ""
        tried = await run_in_threadpool(self._try, said, kept) if kept else None
        career = self._career or (cards[0].id if cards else "")
        return shown(
            request,
            "brand",
            said=said,
            kept=kept,
            cards=cards,
            logos=sorted({*logos, *filter(None, (said["logo"],))}),
            note=note,
            **await self._look(tried, career),
        )

    async def tried(self, request: Request) -> Response:
        """Give the part of the screen that shows a brand that is typed."""
        said = await posted(request)
        kept = await run_in_threadpool(self._kept)
        if kept is None:
            raise _no_project()
        tried = await run_in_threadpool(self._try, _fields(said), kept)
        return shown(request, "brand_page", **await self._look(tried, said.get("career", "")))

    async def act(self, request: Request) -> Response:
        """Show what was chosen, or save it."""
        said = await posted(request)
        words = screen_words(language_of(request))
        fields, self._career = _fields(said), self._known(said.get("career", ""))
        kept, project = await run_in_threadpool(self._kept), self._desk.project
        if kept is None or project is None:
            raise _no_project()
        self._draft = fields
        if said.get("do") == "save":
            tried = await run_in_threadpool(self._try, fields, kept)
            if tried.settings is None:
                self._note = words["mend_first"]
                return RedirectResponse("/brand", 303)
            try:
                await run_in_threadpool(
                    write_kept, project, FILE_NAME, tried.content, said.get("digest", "")
                )
            except OvertakenError:
                self._note = words["overtaken"].format(file=FILE_NAME)
            else:
                self._draft = None
                self._desk.changed([kept.path])
                self._note = words["kept_in"].format(file=FILE_NAME)
        return RedirectResponse("/brand", 303)

    async def picture(self, request: Request) -> Response:
        """Give a page with a brand that was tried."""
        given = request.query_params
        tried, width = self._tried.get(given.get("t", "")), given.get("width", "")
        if tried is None or tried.settings is None or width not in map(str, WIDTHS_PX):
            return PlainTextResponse("There is no such picture.", 404)
        career = given.get("career", "")
        wanted, _ = await run_in_threadpool(self._desk.wanted, career, tried.settings)
        page = request.path_params["page"] - 1
        try:
            png = await asyncio.wrap_future(
                self._pictures.draw(
                    wanted, tried.settings, self._desk.edition, page=page, width_px=int(width)
                )
            )
        except IndexError:
            return PlainTextResponse("There is no such page.", 404)
        return Response(png, media_type="image/png")

    async def _look(self, tried: Tried | None, career: str) -> dict[str, Any]:
        """Give what the page of a brand is shown from."""
        sizes, fault, career = tuple[tuple[float, float], ...](), "", self._known(career)
        if tried and tried.settings and career:
            try:
                wanted, _ = await run_in_threadpool(self._desk.wanted, career, tried.settings)
                pages = await asyncio.wrap_future(
                    self._pictures.set(wanted, tried.settings, self._desk.edition)
                )
                sizes = pages.sizes_pt
            except CareerprintError as error:
                fault = str(error)
        return {"tried": tried, "career": career, "sizes": sizes, "fault": fault}

    def _kept(self) -> KeptFile | None:
        return read_kept(self._desk.project, FILE_NAME) if self._desk.project else None

    def _known(self, career: str) -> str:
        cards = [one.id for one in self._desk.cards() if one.cluster]
        return career if career in cards else next(iter(cards), "")

    def _try(self, said: dict[str, str], kept: KeptFile) -> Tried:
        """Read a brand as if it stood in the project's file already."""
        content, project = kept.content, kept.path.parent
        for name in FIELDS:
            content = with_text(content, _SECTION, name, said[name])
        draft = self._session / "brand" / FILE_NAME
        draft.parent.mkdir(exist_ok=True)
        draft.write_bytes(content.encode("utf-8", "surrogatepass"))
        loaded = load(
            draft, ProjectFile, (logo_rule(project), profile_rule(project)), may_be_empty=True
        )
        found = loaded.value
        settings = _with_brand(self._desk.settings(Form()), found, project) if found else None
        tried = Tried(content=content, findings=loaded.diagnostics, settings=settings)
        self._tried[tried.key] = tried
        while len(self._tried) > _MOST_TRIED:
            self._tried.popitem(last=False)
        return tried


def _with_brand(settings: Settings, file: ProjectFile, project: Path) -> Settings:
    brand, ink = file.brand, settings.variant.ink
    logo = None
    if brand.logo:
        logo = read_logo(project / brand.logo, is_grey=ink is Ink.COPIER, logo_mm=brand.logo_mm)
    return replace(settings, variant=replace(settings.variant, brand=brand, logo=logo))


def _saved(settings: Settings) -> dict[str, str]:
    return {name: getattr(settings.variant.brand, name) or "" for name in FIELDS}


def _fields(said: dict[str, str]) -> dict[str, str]:
    return {name: " ".join(said.get(name, "").split())[:_LONGEST] for name in FIELDS}


def _no_project() -> UsageError:
    return UsageError("there is no project to save it in", hint="start one with: careerprint init")
