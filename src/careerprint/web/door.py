"""Who may come in: every request to the page in the browser passes here first.

A server of this machine is within reach of every page that its browser shows. So: only the names
of this machine are answered to (against DNS rebinding), only pages of ours may ask (``Origin``,
``Sec-Fetch-Site``), a key from the first address stays in a cookie that no script and no other
site can use, nothing is taken that is larger than a profile or a roster, and what is shown runs
no script but our own and asks no other machine for anything.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 4 * 1024 * 1024
"""The largest body that is taken: a profile of 1 MiB, every sign of it percent-encoded."""
UPLOAD: Final = "/roster/upload"
"""The one address that takes more."""
MOST_UPLOADED_BYTES: Final = 32 * 1024 * 1024
"""The largest roster that is taken: some 300,000 students."""
KEY: Final = "key"
"""What the first address calls the key."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})
_OWN_SITES: Final = frozenset({"same-origin", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The secrets of one run: ``entry`` lets in, ``post`` lets a page of ours change something."""

    entry: str = field(default_factory=secrets.token_urlsafe, repr=False)
    post: str = field(default_factory=secrets.token_urlsafe, repr=False)


class Door:
    """Lets requests through to the pages, or refuses them and says why."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], port: int, keys: Keys) -> None:
        self._app, self._keys = app, keys
        self._hosts = frozenset(f"{host}:{port}" for host in hosts)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        self._cookie = f"careerprint-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        sending = _Sending(send, nonce)
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, sending)
            return
        scope.setdefault("state", {})["nonce"] = nonce
        scope["state"]["post_key"] = self._keys.post
        body = _Body(receive, _most_bytes(scope))
        try:
            await self._app(scope, body, sending)
        except TooLargeError:
            if not sending.has_begun:
                await too_large(scope)(scope, receive, sending)

    def _refusal(self, scope: Scope) -> Response | None:
        """Give the answer to who may not come in; None for who may."""
        headers = _Headers(scope)
        if headers.only("host") not in self._hosts:
            return PlainTextResponse("This address is not ours.", 421)
        given = parse_qs(scope["query_string"].decode("latin-1")).get(KEY, [])
        if given and scope["path"] == "/" and scope["method"] == "GET":
            return self._entry(given)
        if self._is_foreign(headers, is_change=scope["method"] == "POST"):
            return PlainTextResponse("Another page may not ask for this.", 403)
        if not self._has_key(headers):
            return HTMLResponse(_LOCKED, 403)
        if scope["method"] not in _METHODS:
            return PlainTextResponse("This is not asked for here.", 405)
        length = headers.only("content-length") or "0"
        is_small = length.isdecimal() and int(length[:15]) <= _most_bytes(scope)
        return None if is_small else too_large(scope)

    def _is_foreign(self, headers: "_Headers", *, is_change: bool) -> bool:
        """Whether another site's page asks, or nothing says that ours asks for a change."""
        origin, site = headers.only("origin"), headers.only("sec-fetch-site")
        if origin is None and site is None:
            return is_change
        is_ours = origin is None or origin in self._origins
        return not (is_ours and (site is None or site in _OWN_SITES))

    def _entry(self, given: list[str]) -> Response:
        """Take the key of the first address into a cookie, and lead on without it.

        It is a page that leads on, not a redirection: a cookie of this kind is not sent along with
        one that began on another site.
        """
        if len(given) != 1 or not _is_same(given[0], self._keys.entry):
            return HTMLResponse(_LOCKED, 403)
        answer = HTMLResponse(_COME_IN)
        answer.set_cookie(self._cookie, self._keys.entry, httponly=True, samesite="strict")
        return answer

    def _has_key(self, headers: "_Headers") -> bool:
        for line in headers.all("cookie"):
            try:
                found = SimpleCookie(line).get(self._cookie)
            except CookieError:
                continue
            if found is not None and _is_same(found.value, self._keys.entry):
                return True
        return False


def _most_bytes(scope: Scope) -> int:
    return MOST_UPLOADED_BYTES if scope["path"] == UPLOAD else MOST_BYTES


def too_large(scope: Scope) -> Response:
    """Give the answer to a body that is larger than its address takes."""
    if scope["path"] == UPLOAD:
        return PlainTextResponse(
            "A roster may be 32 MiB at most. Take a larger one from the project's folder.", 413
        )
    return PlainTextResponse("This is larger than a profile may be.", 413)


def is_post_key(given: str | None, wanted: str) -> bool:
    """Whether what came with a change is the key that our pages send along."""
    return given is not None and _is_same(given, wanted)


def _is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


class TooLargeError(Exception):
    """A body is larger than is taken."""


class _Headers:
    """The headers of a request, as they came."""

    def __init__(self, scope: Scope) -> None:
        self._lines: list[tuple[bytes, bytes]] = scope["headers"]

    def all(self, name: str) -> list[str]:
        """Give every value of a header."""
        return [value.decode("latin-1") for key, value in self._lines if key == name.encode()]

    def only(self, name: str) -> str | None:
        """Give the value of a header; None if it is not there, what fits nothing if it is twice."""
        found = self.all(name)
        return (found[0] if len(found) == 1 else "?") if found else None


class _Body:
    """Hands a body on as it comes, and no more of it than is taken."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._count, self._most = receive, 0, most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._count += len(message.get("body", b""))
        if self._count > self._most:
            raise TooLargeError
        return message


class _Sending:
    """Puts what guards a page into the head of each answer."""

    def __init__(self, send: Send, nonce: str) -> None:
        self._send, self._nonce = send, nonce
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = (
                "default-src 'none'; img-src 'self' data:; font-src 'self'; script-src 'self';"
                f" style-src 'self' 'nonce-{self._nonce}'; connect-src 'self'; form-action 'self';"
                " base-uri 'none'; frame-ancestors 'none'"
            )
            headers["X-Content-Type-Options"] = "nosniff"
            headers["X-Frame-Options"] = "DENY"
            # with "no-referrer" a form of ours is sent from the origin "null" (Fetch, 3.2)
            headers["Referrer-Policy"] = "same-origin"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers.setdefault("Cache-Control", "no-store")
        await self._send(message)


_PAGE: Final = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>careerprint</title>{head}'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><p>{text}</p></html>'
)
_LOCKED: Final = _PAGE.format(
    head="",
    text="This page opens with the address that careerprint printed in the terminal:"
    " open it once more from there, key and all.",
)
_COME_IN: Final = _PAGE.format(
    head='<meta http-equiv="refresh" content="0;url=/">', text='<a href="/">The library</a>'
)
