"""What is under way, for every page that shows it: how far it is, and the way to stop it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from careerprint.web.answers import Answers, language_of, posted
from careerprint.web.errands import Errands
from careerprint.web.screen_words import progress_words, screen_words


class WorkScreen:
    """The addresses of what is under way."""

    def __init__(self, errands: Errands, answers: Answers) -> None:
        self._errands, self._answers = errands, answers

    @property
    def routes(self) -> list[Route]:
        """Every address."""
        told = self._answers.told
        return [
            Route("/work", told(self.work)),
            Route("/work/stop", told(self.stop), methods=["POST"]),
        ]

    async def work(self, request: Request) -> Response:
        """Say how far what is under way is; nothing if nothing is."""
        errand = self._errands.running
        if errand is None:
            return JSONResponse({})
        words = screen_words(language_of(request))
        return JSONResponse(errand.record | {"words": progress_words(errand, words)})

    async def stop(self, request: Request) -> Response:
        """Stop what is under way."""
        await posted(request)
        errand = self._errands.running
        self._errands.stop()
        return RedirectResponse(f"/{errand.kind}" if errand else "/", 303)
