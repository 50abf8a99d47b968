"""The screen of a fair: which careers for how many visitors, what lies on the tables, the pack."""

import json
import shlex
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from careerprint.errors import UsageError
from careerprint.settings import Ink, Paper, Settings
from careerprint.web.answers import Answers, language_of, posted_lists, shown
from careerprint.web.booklet_screen import PAPERS, each_once, moved
from careerprint.web.desk import LANGUAGES, Desk, Form
from careerprint.web.errands import Errand, Errands, Outcome
from careerprint.web.kept_files import OUTPUT, names_in, output_folder
from careerprint.web.screen_words import outcome_words, screen_words

KIND: Final = "fair"
STEPS: Final = ("list", "make")
FAIRS: Final = ("fair*.yaml", "fair*.yml")
EVERY: Final = "*"
"""Stands for every career, where a file's name or nothing may stand."""
_ORDER: Final = "order.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class FairOrder:
    """What a fair is to be: a file of the project, every career, or those that are chosen."""

    source: str = EVERY
    careers: tuple[str, ...] = ()
    visitors: str = ""
    paper: Paper = Paper.LETTER
    ink: Ink = Ink.COLOR
    language: str = ""
    folder: str = "fair"

    @property
    def arguments(self) -> tuple[str, ...]:
        """Give the command's arguments, but for what is made of it."""
        named = self.careers if not self.source else (self.source,)
        return (
            "fair",
            *(("--all",) if self.source == EVERY else named),
            *((f"--visitors={self.visitors}",) if self.visitors else ()),
            f"--paper={self.paper}",
            f"--ink={self.ink}",
            *((f"--lang={self.language}",) if self.language else ()),
        )

    @property
    def command(self) -> str:
        """The command that makes the same pack."""
        made = ("-o", f"{OUTPUT}/{self.folder}", "--zip")
        return shlex.join(("careerprint", *self.arguments, *made))


class FairScreen:
    """The addresses of the fair."""

    def __init__(self, desk: Desk, errands: Errands, answers: Answers) -> None:
        self._desk, self._errands, self._answers = desk, errands, answers
        self._order: FairOrder | None = None
        self._asked: dict[str, FairOrder] = {}

    @property
    def routes(self) -> list[Route]:
        """Every address."""
        told = self._answers.told
        return [
            Route("/fair", told(self.show)),
            Route("/fair", told(self.act), methods=["POST"]),
            Route("/fair/order", told(self.order)),
            Route("/fair/zip", told(self.zip)),
        ]

    async def show(self, request: Request) -> Response:
        """Show what is chosen, and the pack that comes of it."""
        settings = await run_in_threadpool(self._desk.settings, Form())
        cards = await run_in_threadpool(self._desk.cards)
        files = await run_in_threadpool(names_in, self._desk.project, *FAIRS)
        order = self._order or self._first(files, settings)
        if picked := request.query_params.getlist("career"):
            known = {card.id for card in cards}
            self._order = replace(order, source="", careers=each_once(picked, known))
            return RedirectResponse("/fair", 303)
        words = screen_words(language_of(request))
        listed, made = (self._errands.last(KIND, step) for step in STEPS)
        by_id = {card.id: card for card in cards}
        result = listed.result if listed and listed.outcome is not Outcome.RUNNING else {}
        is_old = self._asked.get("list") != order
        if is_old and self._asked.get("make") == order and (pack := _pack_of(made)):
            result, is_old = pack, False
        return shown(
            request,
            "fair",
            order=order,
            files=files,
            every=EVERY,
            chosen=[by_id[one] for one in order.careers if one in by_id],
            others=[card for card in cards if card.cluster and card.id not in order.careers],
            has_project=self._desk.project is not None,
            listed=listed,
            made=made,
            ended={one.step: outcome_words(one, words) for one in (listed, made) if one},
            pack=result,
            kinds=_by_kind(result.get("files", [])),
            is_old=is_old,
            order_made=_file_of(made, _ORDER) is not None,
            zip_made=_zip_of(made) is not None,
            output=OUTPUT,
        )

    async def act(self, request: Request) -> Response:
        """Take what was chosen, and do what was clicked."""
        said = await posted_lists(request)
        known = {card.id for card in await run_in_threadpool(self._desk.cards)}
        files = await run_in_threadpool(names_in, self._desk.project, *FAIRS)
        what, _, career = said.get("do", [""])[0].partition(":")
        if what == "add":
            career = said.get("add", [""])[0]
        order = _said(said, known, files)
        order = replace(order, careers=moved(order.careers, what, career, known))
        self._order = order
        if what in STEPS:
            if not order.source and not order.careers:
                raise UsageError("no career is chosen", hint="choose some, or every career")
            await run_in_threadpool(self._begin, what, order)
        return RedirectResponse("/fair", 303)

    def _begin(self, step: str, order: FairOrder) -> None:
        if step == "list":
            folder = self._errands.own_folder()
            asked = (*order.arguments, "--dry-run", "--json")
        elif self._desk.project is None:
            raise UsageError(
                "there is no project to make it in", hint="start one with: careerprint init"
            )
        else:
            folder = output_folder(self._desk.project, order.folder)
            asked = (*order.arguments, "-o", str(folder), "--zip")
        self._errands.begin(KIND, step, asked, folder)
        self._asked[step] = order

    async def order(self, request: Request) -> Response:  # noqa: ARG002 - as every answer
        """Give the order for the print shop."""
        return _given(_file_of(self._errands.last(KIND, "make"), _ORDER), "application/pdf")

    async def zip(self, request: Request) -> Response:  # noqa: ARG002 - as every answer
        """Give the whole pack."""
        return _given(_zip_of(self._errands.last(KIND, "make")), "application/zip")

    @staticmethod
    def _first(files: tuple[str, ...], settings: Settings) -> FairOrder:
        variant = settings.variant
        is_iso = variant.paper in {Paper.A3, Paper.A4, Paper.A5}
        return FairOrder(
            source=files[0] if files else EVERY,
            paper=Paper.A4 if is_iso else Paper.LETTER,
            ink=variant.ink,
        )


def _given(path: Path | None, media_type: str) -> Response:
    if path is None:
        raise UsageError("the pack is not made yet", hint="make it first")
    return FileResponse(path, media_type=media_type, filename=path.name)


def _file_of(errand: Errand | None, name: str) -> Path | None:
    if errand is None or errand.outcome is Outcome.RUNNING:
        return None
    path = errand.folder / name
    return path if path.is_file() else None


def _pack_of(errand: Errand | None) -> dict[str, Any]:
    """Give the order of a pack that was made."""
    path = _file_of(errand, "order.json")
    found = json.loads(path.read_text(encoding="utf-8")) if path else {}
    return found if isinstance(found, dict) else {}


def _zip_of(errand: Errand | None) -> Path | None:
    if errand is None or errand.outcome not in {Outcome.DONE, Outcome.PARTLY}:
        return None
    path = errand.folder.with_name(f"{errand.folder.name}.zip")
    return path if path.is_file() else None


def _by_kind(files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give a line for each kind of thing in a pack: files, copies, sheets, how it is printed."""
    lines = []
    for kind, group in groupby(files, key=lambda one: one["what"]):
        found = list(group)
        copies = sorted({one["copies"] for one in found})
        lines.append(
            {
                "kind": kind,
                "files": found,
                "least": copies[0],
                "most": copies[-1],
                "sheets": sum(one["sheets"] for one in found),
                "form": sorted({(one["paper"], one["stock"], one["ink"]) for one in found}),
            }
        )
    return lines


def _said(said: dict[str, list[str]], known: set[str], files: tuple[str, ...]) -> FairOrder:
    """Give what a form says; what cannot be is as if it was not said."""

    def one(name: str) -> str:
        return " ".join(said.get(name, [""])[0].split())

    return FairOrder(
        source=one("source") if one("source") in {EVERY, *files} else "",
        careers=each_once(said.get("career", []), known),
        visitors=one("visitors")[:12],
        paper=Paper(one("paper")) if one("paper") in set(PAPERS) else Paper.LETTER,
        ink=Ink(one("ink")) if one("ink") in set(Ink) else Ink.COLOR,
        language=one("lang") if one("lang") in LANGUAGES else "",
        folder=one("folder") or FairOrder().folder,
    )
