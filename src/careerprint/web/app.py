"""The addresses of the page in the browser, and what is answered under each."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from careerprint.errors import (
    CareerprintError,
    Diagnostic,
    FitError,
    InputError,
    UsageError,
    on_file,
)
from careerprint.handouts.printing import file_name
from careerprint.resources import shipped
from careerprint.settings import STATES, Language, Paper, Settings
from careerprint.typefaces.faces import FACES, face_file
from careerprint.web.answers import Answers, language_of, posted, shown
from careerprint.web.booklet_screen import BookletScreen
from careerprint.web.brand_screen import BrandScreen
from careerprint.web.desk import LANGUAGES, ChangedError, Desk, Form, Text
from careerprint.web.errands import Errands
from careerprint.web.fair_screen import FairScreen
from careerprint.web.file_pages import FileShelf
from careerprint.web.finding_words import retold
from careerprint.web.library_filters import filters
from careerprint.web.page_pictures import WIDTHS_PX, PagePictures, SetPages
from careerprint.web.pointing import pointed
from careerprint.web.roster_screen import RosterScreen
from careerprint.web.screens import cluster_styles, counted_by_severity, folder
from careerprint.web.watching import Listeners
from careerprint.web.work_screen import WorkScreen

_FILES: Final = {
    "screen.css": "text/css",
    "screen.js": "text/javascript",
    "library.js": "text/javascript",
    "career.js": "text/javascript",
    "schema_keys.js": "text/javascript",
    "places.js": "text/javascript",
    "booklet.js": "text/javascript",
    "brand.js": "text/javascript",
    "roster.js": "text/javascript",
    "vendor/codemirror.js": "text/javascript",
}
"""What is given of ``data/preview`` as it is, and nothing else."""


class App:
    """The answers, from a desk and its pictures."""

    def __init__(
        self,
        desk: Desk,
        pictures: PagePictures,
        listeners: Listeners,
        answers: Answers,
    ) -> None:
        self._desk, self._pictures, self._listeners = desk, pictures, listeners
        self._answers = answers

    @property
    def routes(self) -> list[Route]:
        """Every address."""
        told = self._answers.told
        return [
            Route("/", told(self.library)),
            Route("/career/{id}", told(self.career)),
            Route("/career/{id}/pages", told(self.pages)),
            Route("/career/{id}/places", told(self.places)),
            Route("/career/{id}/findings", told(self.findings)),
            Route("/career/{id}/picture/{page:int}", told(self.picture)),
            Route("/career/{id}/pdf", told(self.pdf)),
            Route("/career/{id}/text", told(self.text)),
            Route("/career/{id}/check", told(self.check), methods=["POST"]),
            Route("/career/{id}/save", told(self.save), methods=["POST"]),
            Route("/print", told(self.print)),
            Route("/glances", told(self.glances)),
            Route("/changes", self.changes),
            Route("/look/clusters.css", _clusters),
            Route("/look/profile.schema.json", _schema),
            Route("/look/{name:path}", _look),
            Route("/face/{name}", _face),
        ]

    async def library(self, request: Request) -> Response:
        """Show all careers."""
        cards = await run_in_threadpool(self._desk.cards)
        found = {card.cluster.id: card.cluster for card in cards if card.cluster}
        counts = {name: sum(c.cluster == one for c in cards) for name, one in found.items()}
        groups = sorted(found.values(), key=lambda one: one.name_in(language_of(request)))
        settings = await run_in_threadpool(self._desk.settings)
        return shown(
            request,
            "library",
            cards=cards,
            clusters=groups,
            counts=counts,
            filters=await run_in_threadpool(
                filters,
                [card.occupation for card in cards],
                self._desk.figures(),
                language_of(request),
            ),
            settings=settings,
            layouts=await run_in_threadpool(self._desk.layouts, settings),
            papers=list(Paper),
        )

    async def career(self, request: Request) -> Response:
        """Show a career: how it is printed, its pages, its findings, its text."""
        form, name = _form(request), request.path_params["id"]
        settings = await run_in_threadpool(self._desk.settings, form)
        card = await run_in_threadpool(self._desk.card, name)
        layouts = await run_in_threadpool(self._desk.layouts, settings)
        text = await run_in_threadpool(self._desk.text, name, _edited(settings))
        variant = settings.variant
        chosen = Form(
            layout=settings.layout,
            paper=variant.paper.value,
            ink=variant.ink.value,
            lang=",".join(variant.languages),
            state=variant.state or "",
        )
        layout = next((one for one in layouts if one.name == settings.layout), None)
        return shown(
            request,
            "career",
            card=card,
            chosen=chosen,
            layouts=layouts,
            papers=[one for one in Paper if layout is None or one in layout.file.papers],
            languages=LANGUAGES if layout and layout.file.in_two_languages else LANGUAGES[:2],
            states=STATES,
            text=text,
            address=partial(_address, form),
            query=_query(form),
            command=_command(name, chosen, settings),
        )

    async def pages(self, request: Request) -> Response:
        """Give the part of a career's screen that shows its pages, once they are set."""
        name, form = request.path_params["id"], _form(request)
        settings = await run_in_threadpool(self._desk.settings, form)
        card = await run_in_threadpool(self._desk.card, name)
        set_pages, findings = None, tuple[Diagnostic, ...]()
        try:
            set_pages = await self._set(name, settings)
        except (CareerprintError, OSError) as error:
            findings = await run_in_threadpool(self._of_error, name, settings, error)
        answer = shown(
            request,
            "pages",
            card=card,
            pages=set_pages,
            receipt=asdict(set_pages.section.receipt) if set_pages else {},
            findings=[one for one in findings if isinstance(one, Diagnostic)],
            query=_query(form),
            widths=WIDTHS_PX[1:],
        )
        if set_pages:
            answer.headers["Server-Timing"] = f"set;dur={set_pages.set_s * 1000:.1f}"
        return answer

    async def places(self, request: Request) -> Response:
        """Give where each block of a career's pages stands, and on which lines it is written."""
        name, form = request.path_params["id"], _form(request)
        settings = await run_in_threadpool(self._desk.settings, form)
        pages = await self._set(name, settings)
        text = await run_in_threadpool(self._desk.text, name, _edited(settings))
        blocks = await run_in_threadpool(
            pointed,
            pages.section.blocks,
            partial(self._desk.loaded, name),
            edited=text.path,
            address=lambda language, line: f"{_address(form, lang=language.value)}#line-{line}",
        )
        record = {"key": pages.key, "sizes": pages.sizes_pt, "digest": text.digest}
        return JSONResponse(record | {"blocks": blocks})

    async def findings(self, request: Request) -> Response:
        """Give the part of a career's screen that tells what is found in its files."""
        name = request.path_params["id"]
        settings = await run_in_threadpool(self._desk.settings, _form(request))
        languages = settings.variant.languages
        told = await run_in_threadpool(self._desk.findings, name, languages)
        text = await run_in_threadpool(self._desk.text, name, _edited(settings))
        return shown(
            request, "findings", findings=told, counts=counted_by_severity(told), text=text
        )

    async def picture(self, request: Request) -> Response:
        """Give a page as a picture; its address changes with what is on it."""
        width = request.query_params.get("width", "")
        if width not in map(str, WIDTHS_PX):
            return PlainTextResponse("There is no picture of this width.", 404)
        settings = await run_in_threadpool(self._desk.settings, _form(request))
        name, page = request.path_params["id"], request.path_params["page"]
        wanted, _ = await run_in_threadpool(self._desk.wanted, name, settings)
        try:
            png = await asyncio.wrap_future(
                self._pictures.draw(
                    wanted, settings, self._desk.edition, page=page - 1, width_px=int(width)
                )
            )
        except IndexError:
            return PlainTextResponse("There is no such page.", 404)
        headers = {"Cache-Control": "private, max-age=3600"} if "v" in request.query_params else {}
        return Response(png, media_type="image/png", headers=headers)

    async def pdf(self, request: Request) -> Response:
        """Give the file that ``careerprint render`` makes, under its name."""
        settings = await run_in_threadpool(self._desk.settings, _form(request))
        name = request.path_params["id"]
        pages = await self._set(name, settings)
        headers = {"Content-Disposition": f'attachment; filename="{file_name(name, settings)}"'}
        return Response(pages.section.pdf, media_type="application/pdf", headers=headers)

    async def print(self, request: Request) -> Response:
        """Give one file of the careers that are picked, or say which cannot be printed."""
        settings = await run_in_threadpool(self._desk.settings, _form(request))
        names = request.query_params.getlist("career")
        if not names:
            raise UsageError("no career is picked", hint="tick some in the library")
        paths = await run_in_threadpool(self._desk.paths, names)
        bound = await asyncio.wrap_future(self._pictures.bind(paths, settings, self._desk.edition))
        for one in bound.printed:
            if one.fault:
                self._answers.tell_fault(one.fault)
        bad = [one for one in bound.printed if not one.is_done]
        if bad or not bound.pdf:
            raise InputError(tuple(found for one in bad for found in one.diagnostics))
        headers = {
            "Content-Disposition": f'attachment; filename="{file_name("careers", settings)}"'
        }
        return Response(bound.pdf, media_type="application/pdf", headers=headers)

    async def text(self, request: Request) -> Response:
        """Give the text of a career's file as it is on the disk."""
        settings = await run_in_threadpool(self._desk.settings, _form(request))
        name = request.path_params["id"]
        text = await run_in_threadpool(self._desk.text, name, _edited(settings))
        return JSONResponse(_text_record(text))

    async def check(self, request: Request) -> Response:
        """Give the findings in a text that is not saved yet."""
        said = await posted(request)
        settings = await run_in_threadpool(self._desk.settings, _form(request))
        name, content = request.path_params["id"], said.get("text", "")
        told = await run_in_threadpool(self._desk.findings_in, name, _edited(settings), content)
        told = retold(told, language_of(request))
        return JSONResponse([one.as_record() | {"path": one.location.path.name} for one in told])

    async def save(self, request: Request) -> Response:
        """Save a text; what was changed elsewhere is not written over."""
        said = await posted(request)
        form, name = _form(request), request.path_params["id"]
        settings = await run_in_threadpool(self._desk.settings, form)
        content, digest = said.get("text", ""), said.get("digest", "")
        is_script = request.headers.get("accept") == "application/json"
        try:
            text = await run_in_threadpool(
                self._desk.save, name, _edited(settings), content, digest
            )
        except ChangedError as error:
            record = _text_record(error.text)
            if is_script:
                return JSONResponse(record, 409)
            return shown(
                request, "changed", 409, name=name, query=_query(form), mine=content, disk=record
            )
        self._listeners.tell([name])
        if is_script:
            return JSONResponse(_text_record(text))
        return RedirectResponse(f"/career/{name}?{_query(form)}", 303)

    async def glances(self, request: Request) -> Response:
        """Give how many findings each career has that has any, as long as somebody waits for it.

        One career after the other: whoever looks at one meanwhile need not wait for all.
        """
        found = {}
        for card in await run_in_threadpool(self._desk.cards):
            if await request.is_disconnected():
                break
            if card.cluster is None:
                found[card.id] = (1, 0)
            elif any(counts := await run_in_threadpool(self._desk.glance, card.id)):
                found[card.id] = counts
        return JSONResponse(found)

    async def changes(self, request: Request) -> Response:
        """Tell of files that changed since the page was made, and that change while it is open."""
        last = request.headers.get("last-event-id") or request.query_params.get("since", "")
        since = int(last[:15]) if last.isdecimal() else self._listeners.count
        return StreamingResponse(self._listeners.events(since), media_type="text/event-stream")

    async def _set(self, name: str, settings: Settings) -> SetPages:
        wanted, _ = await run_in_threadpool(self._desk.wanted, name, settings)
        return await asyncio.wrap_future(self._pictures.set(wanted, settings, self._desk.edition))

    def _of_error(
        self, name: str, settings: Settings, error: CareerprintError | OSError
    ) -> tuple[Diagnostic, ...]:
        """Say as findings why a career's pages cannot be set."""
        if isinstance(error, InputError):
            return error.diagnostics
        if isinstance(error, FitError):
            return (self._desk.unfit(name, settings, error),)
        return (on_file(Path(name), str(error), getattr(error, "hint", "")),)


def _form(request: Request) -> Form:
    given = request.query_params
    return Form(**{name: given.get(name, "") for name in Form.__dataclass_fields__})


def _query(form: Form) -> str:
    return urlencode({name: value for name, value in asdict(form).items() if value})


def _address(form: Form, **changes: str) -> str:
    """Give the address of the same screen with something else chosen."""
    return f"?{_query(replace(form, **changes))}"


def _edited(settings: Settings) -> Language:
    """Give the language whose text is edited: that of the page, the first if it has two."""
    return settings.variant.languages[0]


def _command(name: str, chosen: Form, settings: Settings) -> str:
    """Give the command that makes the file which is shown."""
    state = f" --state {settings.variant.state}" if settings.variant.state else ""
    return (
        f"careerprint render {name} --layout {chosen.layout} --paper {chosen.paper}"
        f" --ink {chosen.ink} --lang {chosen.lang}{state}"
    )


def _text_record(text: Text) -> dict[str, Any]:
    return {"text": text.content, "digest": text.digest, "is_own": text.is_own}


async def _look(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        return PlainTextResponse("There is nothing here.", 404)
    return FileResponse(folder() / name, media_type=_FILES[name])


async def _clusters(request: Request) -> Response:  # noqa: ARG001 - as every answer
    return Response(cluster_styles(), media_type="text/css")


async def _schema(request: Request) -> Response:  # noqa: ARG001 - as every answer
    """Give the schema of profiles, for the editor; a page that has it keeps it for an hour."""
    headers = {"Cache-Control": "private, max-age=3600"}
    return FileResponse(shipped("data") / "profile.schema.json", headers=headers)


async def _face(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in FACES:
        return PlainTextResponse("There is nothing here.", 404)
    headers = {"Cache-Control": "private, max-age=86400"}
    return FileResponse(face_file(name), media_type="font/ttf", headers=headers)


def application(
    desk: Desk,
    pictures: PagePictures,
    listeners: Listeners,
    errands: Errands,
    tell_fault: Callable[[str], None],
) -> Starlette:
    """Give the pages, without the door before them; a fault of ours is told in its traceback."""
    answers = Answers(tell_fault, lambda: listeners.count)
    shelf = FileShelf(pictures)
    screens = (
        App(desk, pictures, listeners, answers),
        WorkScreen(errands, answers),
        BookletScreen(desk, shelf, errands, answers),
        RosterScreen(desk, shelf, errands, answers),
        FairScreen(desk, errands, answers),
        BrandScreen(desk, pictures, errands, answers),
    )
    found = Starlette(routes=[route for one in screens for route in one.routes])
    found.state.errands = errands
    return found
