"""How every screen is asked and answered: its words, its frame, its faults, and who may change.

A fault ends one answer and nothing else. A change needs the key that our own pages send along.
"""

import json
import traceback
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import parse_qs, urlencode

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from careerprint.errors import CareerprintError, Diagnostic, InputError
from careerprint.settings import Language
from careerprint.web.door import TooLargeError, is_post_key, too_large
from careerprint.web.errands import Errands
from careerprint.web.finding_words import in_spanish
from careerprint.web.screens import Frame, screen

Answer = Callable[[Request], Awaitable[Response]]
_UI: Final = "careerprint-ui"
_SCREENS: Final = frozenset({"/booklet", "/roster", "/fair", "/brand"})
"""Screens that a change comes from: whoever cannot have it goes back there."""


class ForeignError(Exception):
    """A change came without the key that our pages send along."""


class Answers:
    """Has faults told on a page, in place of an answer; ``tell_fault`` is given our own.

    ``changes`` gives how many changes of files there were: what an answer is made of is read later.
    """

    def __init__(self, tell_fault: Callable[[str], None], changes: Callable[[], int]) -> None:
        self.tell_fault, self._changes = tell_fault, changes

    def told(self, answer: Answer) -> Answer:
        """Have a fault told on a page, instead of an answer."""

        async def told(request: Request) -> Response:
            request.scope["state"]["changes"] = self._changes()
            try:
                return await answer(request)
            except Exception as error:
                return self._said_of(error, request)

        return told

    def _said_of(self, error: Exception, request: Request) -> Response:
        findings, said, status = tuple[Diagnostic, ...](), ("", ""), 404
        if isinstance(error, ForeignError):
            return PlainTextResponse("This change did not come from a page of ours.", 403)
        if isinstance(error, TooLargeError):
            return too_large(request.scope)
        if isinstance(error, InputError):
            findings, status = error.diagnostics, 409
        elif isinstance(error, CareerprintError):
            said = (str(error), error.hint)
        elif isinstance(error, ClientDisconnect):
            return Response(status_code=400)
        else:
            self.tell_fault("".join(traceback.format_exception(error)))
            said, status = ("This is a fault of careerprint", "The terminal says more."), 500
        message, is_english = _message(*said, language_of(request))
        if request.headers.get("accept") == "application/json":
            return JSONResponse({"message": message}, status)
        path = request.url.path
        back = path if path in _SCREENS and request.method == "POST" else ""
        return shown(
            request,
            "problem",
            status,
            findings=findings,
            message=message,
            is_english=is_english,
            back=back,
        )


def _message(text: str, hint: str, language: Language) -> tuple[str, bool]:
    """Give a fault and its hint as one, and whether that is English on a Spanish screen."""
    if not text:
        return "", False
    if language is Language.SPANISH:
        (said, is_said), (do, is_do_said) = in_spanish(text), in_spanish(hint)
        if is_said and is_do_said:
            return f"{said}. {do}".strip(), False
    return f"{text}. {hint}".strip(), language is Language.SPANISH


def has_key(request: Request, given: str | None) -> bool:
    """Whether the key of our pages came along, in the head or as ``given``."""
    key = request.headers.get("x-careerprint") or given
    return is_post_key(key, request.scope["state"]["post_key"])


async def posted(request: Request) -> dict[str, str]:
    """Give what was sent as JSON or by a form, of each name the first value.

    Raises ``ForeignError`` without our key.
    """
    return {name: values[0] for name, values in (await posted_lists(request)).items()}


async def posted_lists(request: Request) -> dict[str, list[str]]:
    """Give what was sent as JSON or by a form; raises ``ForeignError`` without our key."""
    body = (await request.body()).decode("utf-8", "replace")
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            said: Any = json.loads(body)
        except (ValueError, RecursionError):
            said = {}
        said = said if isinstance(said, dict) else {}
        found = {str(name): [value] for name, value in said.items() if isinstance(value, str)}
    else:
        try:
            found = parse_qs(body, keep_blank_values=True, max_num_fields=5_000)
        except ValueError:
            found = {}
    if not has_key(request, found.get("post_key", [None])[0]):
        raise ForeignError
    return found


def language_of(request: Request) -> Language:
    """Give the language that a page is asked for in."""
    asked = request.query_params.get("ui") or request.cookies.get(_UI)
    return Language(asked) if asked in set(Language) else Language.ENGLISH


def shown(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Give a screen by the name of its template."""
    language = language_of(request)
    other = Language.ENGLISH if language is Language.SPANISH else Language.SPANISH
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "ui"]
    state = request.scope["state"]
    errands: Errands = request.app.state.errands
    frame = Frame(
        language=language,
        post_key=state["post_key"],
        nonce=state["nonce"],
        place=template,
        switch=f"?{urlencode([*kept, ('ui', other.value)])}",
        errand=errands.running,
        changes=state["changes"],
    )
    answer = HTMLResponse(screen(template, frame, **values), status)
    if request.query_params.get("ui") in set(Language):
        answer.set_cookie(_UI, language.value, httponly=True, samesite="strict", max_age=31_536_000)
    return answer
