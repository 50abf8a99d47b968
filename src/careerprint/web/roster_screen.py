"""The screen of a roster: which students, what is made for them, what is found, the batch.

A roster that is sent here lies in a folder of this server's own until it is let go of or the
server ends. No name of a student, and no name of its file, stands in an address.
"""

import csv
import re
import secrets
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from careerprint.batch.report import CSV_NAME
from careerprint.booklet.edition import Edition
from careerprint.errors import UsageError, WriteError
from careerprint.settings import Ink, Language, Paper
from careerprint.web.answers import Answers, ForeignError, has_key, language_of, posted, shown
from careerprint.web.desk import Desk, Form
from careerprint.web.door import UPLOAD
from careerprint.web.errands import Errand, Errands, Outcome
from careerprint.web.file_pages import FilePages, FileShelf, picture_answer, spreads
from careerprint.web.kept_files import OUTPUT, OvertakenError, names_in, output_folder, read_kept
from careerprint.web.roster_columns import (
    FIELDS,
    SPEC,
    file_of,
    save_columns,
    shown_columns,
    typed_headings,
)
from careerprint.web.roster_made import (
    WAYS,
    class_file_answer,
    class_names,
    mail_arguments,
    mails_of,
    whole,
    zip_answer,
)
from careerprint.web.screen_words import outcome_words, screen_words

KIND: Final = "roster"
SAMPLES: Final = 3
"""Booklets that are made to look at."""
STEPS: Final = ("check", "sample", "make", "mail")
_MADE_OF_A_FORM: Final = frozenset({"check", "sample", "make"})
TABLES: Final = ("*.csv", "*.tsv", "*.xlsx", "*.xlsm", "*.CSV", "*.XLSX")
SUFFIXES: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm"})
MOST_ROWS: Final = 100
"""Rows with findings that are shown; all of them stand in the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenRoster:
    """A roster that was taken: its file, what it is called, whether it was sent here."""

    id: str = field(default_factory=secrets.token_urlsafe)
    path: Path = field(repr=False)
    name: str = field(repr=False)
    is_sent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOrder:
    """What is made for each row; ``what`` is an edition, a layout, or the booklet's file."""

    what: str = f"edition={Edition.POCKET}"
    paper: Paper = Paper.LETTER
    ink: Ink = Ink.COLOR
    language: Language = Language.ENGLISH
    is_combined: bool = False
    is_imposed: bool = False
    folder: str = "booklets"

    def arguments(self, roster: str, output: str) -> tuple[str, ...]:
        """Give the command's arguments."""
        return (
            "batch",
            roster,
            f"--{self.what}",
            f"--paper={self.paper}",
            f"--ink={self.ink}",
            f"--lang={self.language}",
            "-o",
            output,
        )

    def is_other(self, before: "BatchOrder | None") -> bool:
        """Whether the booklets are others than those of an order before, if there was one."""
        return before is not None and before.arguments("", "") != self.arguments("", "")

    @property
    def extras(self) -> tuple[str, ...]:
        """Give what is made besides, of the whole batch alone."""
        return (
            *(("--combined",) if self.is_combined else ()),
            *(("--imposed",) if self.is_imposed else ()),
        )

    def command(self, roster: str) -> str:
        """Give the command that makes the same files."""
        made = self.arguments(roster, f"{OUTPUT}/{self.folder}")
        return shlex.join(("careerprint", *made, *self.extras))


class RosterScreen:
    """The addresses of the roster."""

    def __init__(self, desk: Desk, shelf: FileShelf, errands: Errands, answers: Answers) -> None:
        self._desk, self._shelf, self._errands, self._answers = desk, shelf, errands, answers
        self._roster: TakenRoster | None = None
        self._order: BatchOrder | None = None
        self._asked: dict[str, BatchOrder] = {}
        self._note, self._named = "", dict[str, str]()

    @property
    def routes(self) -> list[Route]:
        """Every address."""
        told = self._answers.told
        return [
            Route("/roster", told(self.show)),
            Route("/roster", told(self.act), methods=["POST"]),
            Route(UPLOAD, told(self.upload), methods=["POST"]),
            Route("/roster/sample/{number:int}/picture/{page:int}", told(self.picture)),
            Route("/roster/sample/{number:int}/pdf", told(self.pdf)),
            Route("/roster/zip", told(self.zip)),
            Route("/roster/class/{number:int}", told(self.class_file)),
        ]

    async def show(self, request: Request) -> Response:
        """Show the roster, what is found in it, and what comes of it."""
        settings = await run_in_threadpool(self._desk.settings, Form())
        words = screen_words(language_of(request))
        order = self._order or _first(settings.variant.paper, settings.variant.languages[0])
        errands = {step: self._errands.last(KIND, step) for step in STEPS}
        check = errands["check"]
        is_read = check is not None and check.outcome is not Outcome.RUNNING
        samples = await run_in_threadpool(self._samples)
        looked_at = _number(request.query_params.get("look", ""), len(samples))
        pages = await self._pages(looked_at)
        layouts = await run_in_threadpool(self._desk.layouts, settings)
        files = await run_in_threadpool(names_in, self._desk.project, SPEC)
        found = check.result if check and is_read else {}
        return shown(
            request,
            "roster",
            roster=self._roster,
            samples=len(samples),
            looked_at=looked_at,
            order=order,
            tables=await run_in_threadpool(names_in, self._desk.project, *TABLES),
            editions=list(Edition),
            layouts=[one.name for one in layouts],
            specs=files,
            has_project=self._desk.project is not None,
            errands=errands,
            ended={step: outcome_words(one, words) for step, one in errands.items() if one},
            found=found,
            note=self._note,
            **await run_in_threadpool(self._columns, order, found),
            **await run_in_threadpool(self._made, errands["make"], errands["mail"]),
            rows=await run_in_threadpool(_told_rows, check) if check and is_read else (),
            is_old=order.is_other(self._asked.get("check")),
            pages=pages,
            spreads=spreads(len(pages.sizes_pt)) if pages else (),
            command=order.command(self._roster.name) if self._roster else "",
            output=OUTPUT,
        )

    async def act(self, request: Request) -> Response:
        """Take what was chosen, and do what was clicked."""
        said = await posted(request)
        what = said.get("do", "")
        self._note, self._named = "", {}
        settings = await run_in_threadpool(self._desk.settings, Form())
        if what == "take":
            self._take(await run_in_threadpool(names_in, self._desk.project, *TABLES), said)
            self._order = self._order or _first(
                settings.variant.paper, settings.variant.languages[0]
            )
        elif self._roster is None or said.get("roster") != self._roster.id:
            raise UsageError("another roster was taken meanwhile", hint="load this page anew")
        elif what == "forget":
            self._forget()
            return RedirectResponse("/roster", 303)
        elif what == "columns":
            words = screen_words(language_of(request))
            await run_in_threadpool(self._name_columns, said, words)
        elif what == "mail":
            await run_in_threadpool(self._draft, said.get("drafts", ""))
        else:
            layouts = {one.name for one in await run_in_threadpool(self._desk.layouts, settings)}
            self._order = _said(said, layouts)
        if what in {"take", *_MADE_OF_A_FORM}:
            await run_in_threadpool(self._begin, "check" if what == "take" else what)
        return RedirectResponse("/roster", 303)

    def _take(self, tables: tuple[str, ...], said: dict[str, str]) -> None:
        name, project = said.get("table", ""), self._desk.project
        if name not in tables or project is None:
            raise UsageError("there is no such roster in the project", hint="choose one that is")
        self._forget()
        self._roster = TakenRoster(path=project / name, name=name, is_sent=False)

    def _columns(self, order: BatchOrder, found: dict[str, Any]) -> dict[str, Any]:
        """Give what the screen shows of columns, and the file that names them."""
        file, project = file_of(order.what), self._desk.project
        return {
            "columns": shown_columns(found.get("columns", ()), self._named),
            "headings": typed_headings(found, self._named),
            "fields": FIELDS,
            "columns_file": file,
            "kept": read_kept(project, file) if project else None,
        }

    def _name_columns(self, said: dict[str, str], words: dict[str, str]) -> None:
        """Keep what was said of columns, and read the roster again."""
        project, order, check = self._desk.project, self._order, self._errands.last(KIND, "check")
        if project is None:
            raise UsageError(
                "there is no project to keep it in", hint="start one with: careerprint init"
            )
        self._errands.refuse_if_running()
        if order is None or check is None:
            raise UsageError("the roster was not read yet", hint="read it first")
        file = file_of(order.what)
        try:
            is_saved = save_columns(project, file, check.result.get("columns", ()), said)
        except OvertakenError:
            self._note, self._named = words["overtaken"].format(file=file), said
            return
        if not check.result.get("columns"):
            self._named = said
        self._note = words["kept_in"].format(file=file) if is_saved else words["columns_same"]
        if is_saved:
            self._desk.changed([project / file])
            self._begin("check")

    def _made(self, make: Errand | None, mail: Errand | None) -> dict[str, Any]:
        """Give what the screen shows of a batch that was made, and of its mails."""
        roster, made = self._roster, make.result if make else {}
        mails = None
        if make and roster and whole(make):
            columns, sent = made.get("columns", ()), roster.name if roster.is_sent else ""
            mails = mails_of(make, mail, columns, roster=roster.path, sent=sent)
        return {"made": made, "class_files": class_names(make), "mails": mails}

    def _draft(self, way: str) -> None:
        """Begin to write drafts of the mails of what was made."""
        roster, folder = self._roster, whole(self._errands.last(KIND, "make"))
        assert roster  # noqa: S101 - as act has seen to
        if folder is None:
            raise UsageError("there is no batch yet", hint="make the booklets first")
        at = str(roster.path) if roster.is_sent else ""
        asked = mail_arguments(str(folder), at, way if way in WAYS else "")
        self._errands.begin(KIND, "mail", asked, folder)

    def _begin(self, step: str) -> None:
        """Begin to read the roster, to make one booklet of it, or all."""
        roster, order = self._roster, self._order
        assert roster and order  # noqa: S101, PT018 - as act has seen to
        if step == "make":
            if self._desk.project is None:
                raise UsageError(
                    "there is no project to make it in", hint="start one with: careerprint init"
                )
            folder = output_folder(self._desk.project, order.folder)
            more = (*order.extras, "--json")
        else:
            folder = self._errands.own_folder()
            more = ("--dry-run", "--json") if step == "check" else (f"--sample={SAMPLES}", "--json")
        asked = (*order.arguments(str(roster.path), str(folder)), *more)
        self._errands.begin(KIND, step, asked, folder)
        self._asked[step] = order

    async def upload(self, request: Request) -> Response:
        """Take a roster that is sent, as it comes, and begin to read it."""
        if not has_key(request, None):
            raise ForeignError
        name = _harmless(unquote(request.headers.get("x-careerprint-file", "")))
        if (suffix := Path(name).suffix.lower()) not in SUFFIXES:
            raise UsageError(
                f"a {suffix or 'nameless'} file cannot be read as a roster",
                hint="save it as XLSX or CSV",
            )
        self._errands.refuse_if_running()
        folder = self._errands.own_folder()
        path = folder / name
        try:
            with path.open("wb") as file:
                async for part in request.stream():
                    file.write(part)
        except BaseException as error:
            path.unlink(missing_ok=True)  # nothing is kept of what was cut off
            if isinstance(error, OSError):
                message = f"the roster cannot be kept here ({error.strerror})"
                raise WriteError(message, hint="make room on the disk") from error
            raise
        self._forget()
        self._note, self._named = "", {}
        self._roster = TakenRoster(path=path, name=name, is_sent=True)
        settings = await run_in_threadpool(self._desk.settings, Form())
        self._order = self._order or _first(settings.variant.paper, settings.variant.languages[0])
        await run_in_threadpool(self._begin, "check")
        return JSONResponse({"at": "/roster"})

    def _forget(self) -> None:
        """Let go of the roster, of what was found in it, and of its copy."""
        if self._errands.running is not None and self._errands.running.kind == KIND:
            raise UsageError(
                "something is being made of it", hint="wait until it is done, or stop it"
            )
        self._errands.forget(KIND)
        self._asked.clear()
        if self._roster and self._roster.is_sent:
            self._roster.path.unlink(missing_ok=True)
        self._roster = None

    async def picture(self, request: Request) -> Response:
        """Give a page of one of the booklets to look at, by its number: no name stands here."""
        pages = await self._pages(request.path_params["number"])
        return await picture_answer(request, self._shelf, pages)

    async def pdf(self, request: Request) -> Response:
        """Give one of the booklets to look at, by its number."""
        number = request.path_params["number"]
        samples = await run_in_threadpool(self._samples)
        if not 1 <= number <= len(samples):
            raise UsageError("there is no booklet yet", hint="make one to look at first")
        path = samples[number - 1]
        return FileResponse(path, media_type="application/pdf", filename=f"booklet-{number}.pdf")

    async def zip(self, request: Request) -> Response:  # noqa: ARG002 - as every answer
        """Give everything that was made, in one file."""
        make = self._errands.last(KIND, "make")
        return await run_in_threadpool(zip_answer, make, self._errands)

    async def class_file(self, request: Request) -> Response:
        """Give the file of a class, by its number: its name stands in no address."""
        make, number = self._errands.last(KIND, "make"), request.path_params["number"]
        return await run_in_threadpool(class_file_answer, make, number)

    def _samples(self) -> tuple[Path, ...]:
        """Give the booklets to look at, once they are made."""
        errand = self._errands.last(KIND, "sample")
        if errand is None or errand.outcome is Outcome.RUNNING:
            return ()
        return tuple(sorted(errand.folder.rglob("*.pdf"))[:SAMPLES])

    async def _pages(self, number: int) -> FilePages | None:
        samples = await run_in_threadpool(self._samples)
        return await self._shelf.pages(samples[number - 1]) if 1 <= number <= len(samples) else None


def _first(paper: Paper, language: Language) -> BatchOrder:
    is_iso = paper in {Paper.A3, Paper.A4, Paper.A5}
    return BatchOrder(paper=Paper.A4 if is_iso else Paper.LETTER, language=language)


def _number(said: str, most: int) -> int:
    """Give a number from 1 that was said, or the first."""
    return int(said) if said.isdecimal() and 1 <= int(said) <= most else 1


def _said(said: dict[str, str], layouts: set[str]) -> BatchOrder:
    """Give what a form says; what cannot be is as if it was not said."""
    what, paper = said.get("what", ""), said.get("paper", "")
    ink, language = said.get("ink", ""), said.get("lang", "")
    known = {
        *(f"edition={one}" for one in Edition),
        *(f"layout={one}" for one in layouts),
        f"booklet={SPEC}",
    }
    return BatchOrder(
        what=what if what in known else BatchOrder().what,
        paper=Paper(paper) if paper in {Paper.LETTER, Paper.A4} else Paper.LETTER,
        ink=Ink(ink) if ink in set(Ink) else Ink.COLOR,
        language=Language(language) if language in set(Language) else Language.ENGLISH,
        is_combined="combined" in said,
        is_imposed="imposed" in said,
        folder=said.get("folder", "").strip() or BatchOrder().folder,
    )


def _harmless(name: str) -> str:
    """Give the name of a file that was sent, without what could lead anywhere."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w .-]", "_", last).strip(" .-")[-80:]


def _told_rows(errand: Errand) -> tuple[dict[str, Any], ...]:
    """Give the first rows of a report that something is said of."""
    try:
        with (errand.folder / CSV_NAME).open(encoding="utf-8", newline="") as file:
            return tuple(islice(_with_reason(csv.DictReader(file)), MOST_ROWS))
    except OSError:
        return ()


def _with_reason(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (row for row in rows if row["reason"])
