"""The screen of a booklet: which careers, in which form, whose it is; its pages as they lie open.

What was chosen is held by the server and stands in no address, because a reader's name is in it.
"""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from careerprint.batch.paper_use import printing_of
from careerprint.booklet.booklet_file import BookletFile
from careerprint.booklet.edition import MOST_CAREERS, Edition
from careerprint.booklet.forms import find_forms, layout_names
from careerprint.errors import UsageError
from careerprint.render.layouts import on_own_paper
from careerprint.settings import Ink, Language, Paper, Settings
from careerprint.web.answers import Answers, language_of, posted_lists, shown
from careerprint.web.desk import Card, Desk, Form
from careerprint.web.errands import Errands, Outcome
from careerprint.web.file_pages import FilePages, FileShelf, picture_answer, spreads
from careerprint.web.kept_files import OvertakenError, read_kept, write_kept
from careerprint.web.roster_columns import SPEC, with_columns_of
from careerprint.web.screen_words import outcome_words, screen_words

KIND: Final = "booklet"
FILE: Final = "booklet.pdf"
PAPERS: Final = (Paper.LETTER, Paper.A4)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletOrder:
    """What a booklet is to be."""

    careers: tuple[str, ...] = ()
    edition: Edition = Edition.POCKET
    title: str = ""
    recipient: str = field(default="", repr=False)
    paper: Paper = Paper.LETTER
    ink: Ink = Ink.COLOR
    language: Language = Language.ENGLISH

    def arguments(self, output: str) -> tuple[str, ...]:
        """Give the command's arguments."""
        return (
            "booklet",
            *self.careers,
            f"--edition={self.edition}",
            *((f"--title={self.title}",) if self.title else ()),
            *((f"--for={self.recipient}",) if self.recipient else ()),
            f"--paper={self.paper}",
            f"--ink={self.ink}",
            f"--lang={self.language}",
            "-o",
            output,
        )

    @property
    def command(self) -> str:
        """The command that makes the same file."""
        return shlex.join(("careerprint", *self.arguments(FILE)))

    @property
    def spec(self) -> str:
        """The booklet file that says the same, but for its reader, paper and ink."""
        title = (self.title or "Careers to look at").replace("'", "''")
        careers = "".join(f"  - {one}\n" for one in self.careers)
        return f"title: '{title}'\nedition: {self.edition}\ncareers:\n{careers}"


class BookletScreen:
    """The addresses of the booklet."""

    def __init__(self, desk: Desk, shelf: FileShelf, errands: Errands, answers: Answers) -> None:
        self._desk, self._shelf, self._errands, self._answers = desk, shelf, errands, answers
        self._order: BookletOrder | None = None
        self._made: BookletOrder | None = None
        self._note = ""

    @property
    def routes(self) -> list[Route]:
        """Every address."""
        told = self._answers.told
        return [
            Route("/booklet", told(self.show)),
            Route("/booklet", told(self.act), methods=["POST"]),
            Route("/booklet/picture/{page:int}", told(self.picture)),
            Route("/booklet/pdf", told(self.pdf)),
        ]

    async def show(self, request: Request) -> Response:
        """Show what is chosen, and the pages once they are made."""
        settings = await run_in_threadpool(self._desk.settings, Form())
        cards = await run_in_threadpool(self._desk.cards)
        order = self._order or _first(settings)
        if picked := request.query_params.getlist("career"):
            known = {card.id for card in cards}
            self._order = replace(order, careers=each_once(picked, known))
            return RedirectResponse("/booklet", 303)
        note, self._note = self._note, ""
        words = screen_words(language_of(request))
        errand = self._errands.last(KIND, "make")
        pages = await self._pages()
        by_id = {card.id: card for card in cards}
        project = self._desk.project
        kept = await run_in_threadpool(read_kept, project, SPEC) if project else None
        return shown(
            request,
            "booklet",
            order=order,
            chosen=[by_id[one] for one in order.careers if one in by_id],
            others=_others(cards, order.careers),
            editions=list(Edition),
            papers=PAPERS,
            most=MOST_CAREERS,
            errand=errand,
            ended_words=outcome_words(errand, words) if errand else "",
            made=self._made,
            pages=pages,
            is_old=pages is not None and self._made != order,
            spreads=spreads(len(pages.sizes_pt)) if pages else (),
            printing=await run_in_threadpool(_printing, self._made or order, settings),
            kept=kept,
            note=note,
        )

    async def act(self, request: Request) -> Response:
        """Take what was chosen, and do what was clicked."""
        said = await posted_lists(request)
        known = {card.id for card in await run_in_threadpool(self._desk.cards)}
        order = _said(said, known)
        what, _, career = said.get("do", [""])[0].partition(":")
        if what == "add":
            career = said.get("add", [""])[0]
        order = replace(order, careers=moved(order.careers, what, career, known))
        self._order = order
        if what == "make":
            if not order.careers:
                raise UsageError("no career is chosen", hint="choose some, then show the booklet")
            folder = self._errands.own_folder()
            self._errands.begin(KIND, "make", order.arguments(str(folder / FILE)), folder)
            self._made = order
        elif what == "save":
            await run_in_threadpool(self._save, order, said.get("digest", [""])[0], request)
        return RedirectResponse("/booklet", 303)

    def _save(self, order: BookletOrder, digest: str, request: Request) -> None:
        words = screen_words(language_of(request))
        if self._desk.project is None:
            raise UsageError(
                "there is no project to save it in", hint="start one with: careerprint init"
            )
        if not order.careers:
            raise UsageError("no career is chosen", hint="choose some, then save")
        before = read_kept(self._desk.project, SPEC).content
        try:
            content = with_columns_of(order.spec, before)
            write_kept(self._desk.project, SPEC, content, digest)
        except OvertakenError:
            self._note = words["overtaken"].format(file=SPEC)
        else:
            self._note = words["kept_in"].format(file=SPEC)

    async def picture(self, request: Request) -> Response:
        """Give a page of the booklet as a picture."""
        return await picture_answer(request, self._shelf, await self._pages())

    async def pdf(self, request: Request) -> Response:  # noqa: ARG002 - as every answer
        """Give the booklet that was made."""
        errand = self._errands.last(KIND, "make")
        if errand is None or not (errand.folder / FILE).is_file():
            raise UsageError("there is no booklet yet", hint="make it first")
        return FileResponse(errand.folder / FILE, media_type="application/pdf", filename=FILE)

    async def _pages(self) -> FilePages | None:
        errand = self._errands.last(KIND, "make")
        if errand is None or errand.outcome is Outcome.RUNNING:
            return None
        return await self._shelf.pages(errand.folder / FILE)


def _first(settings: Settings) -> BookletOrder:
    """Give what a booklet is as long as nothing is chosen: in the project's own form."""
    variant = settings.variant
    is_iso = variant.paper in {Paper.A3, Paper.A4, Paper.A5}
    return BookletOrder(
        paper=Paper.A4 if is_iso else Paper.LETTER,
        ink=variant.ink,
        language=variant.languages[0],
    )


def _said(said: dict[str, list[str]], known: set[str]) -> BookletOrder:
    """Give what a form says; what cannot be is as if it was not said."""

    def one(name: str) -> str:
        return " ".join(said.get(name, [""])[0].split())

    return BookletOrder(
        careers=each_once(said.get("career", []), known),
        edition=Edition(one("edition")) if one("edition") in set(Edition) else Edition.POCKET,
        title=one("title")[:120],
        recipient=one("recipient")[:200],
        paper=Paper(one("paper")) if one("paper") in set(PAPERS) else Paper.LETTER,
        ink=Ink(one("ink")) if one("ink") in set(Ink) else Ink.COLOR,
        language=Language(one("lang")) if one("lang") in set(Language) else Language.ENGLISH,
    )


def each_once(names: Sequence[str], known: set[str]) -> tuple[str, ...]:
    """Give those of some names that are known, each once."""
    return tuple(one for one in dict.fromkeys(names) if one in known)


def moved(careers: tuple[str, ...], what: str, career: str, known: set[str]) -> tuple[str, ...]:
    """Give careers with one of them added, dropped, or a place up or down."""
    if what == "add" and career in known and career not in careers:
        return (*careers, career)
    if career not in careers:
        return careers
    at, rest = careers.index(career), [one for one in careers if one != career]
    if what == "drop":
        return tuple(rest)
    if what in {"up", "down"}:
        rest.insert(max(0, at - 1) if what == "up" else at + 1, career)
        return tuple(rest)
    return careers


def _others(cards: Sequence[Card], careers: Sequence[str]) -> list[Card]:
    return [card for card in cards if card.cluster and card.id not in careers]


def _printing(order: BookletOrder, settings: Settings) -> object:
    """Give how a booklet comes on sheets."""
    file = BookletFile(title="Careers", edition=order.edition)
    own = replace(settings, variant=replace(settings.variant, paper=order.paper))
    own = on_own_paper(own, layout_names(file, own.layout_folders))
    forms = find_forms(file, own.layout_folders, own.variant.paper)
    return printing_of(forms, file, None, order.ink)
