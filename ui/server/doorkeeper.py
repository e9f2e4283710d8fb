"""The doorkeeper: every request gets the one signed identity header, or none at all."""

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from base.clock import wall
from base.db import reading
from course.people import Person, login_of, who
from ui.handle import HEADER, opened, sealed

COOKIE: Final = "sid"
LANGUAGE_COOKIE: Final = "language"
DENIED: Final = ("/_stcore/metrics", "/_stcore/agent")
"""Doors of Streamlit that nobody here needs and that ask for no identity."""
PUBLIC: Final = ("/static/", "/app/static/", "/parts/", "/_stcore/", "/login", "/language/",
                 "/health", "/component/")  # fmt: skip
"""Paths that need no sign-in: bundles, fonts, the entry itself; the websocket asks by itself."""
ANONYMOUS: Final = ("/static/", "/app/static/", "/parts/", "/health", "/_stcore/health")
"""Paths for which nobody's identity is looked up."""


class Doorkeeper:
    """Pure ASGI middleware for http and websocket alike.

    It strips an identity header that a client sends, resolves the cookie in the database, puts
    the signed handle in its place, and sends a browser without a sign-in to the entry.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, with its identity; turn it away where it must be."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path.startswith(DENIED):
            await _turn_away(scope, receive, send)
            return
        login = None if path.startswith(ANONYMOUS) else await run_in_threadpool(_login, scope)
        kept = [pair for pair in scope["headers"] if pair[0].lower() != HEADER]
        if login is not None:
            kept.append((HEADER, sealed(login).encode()))
        elif _page(scope):
            await _to_entry(scope)(scope, receive, send)
            return
        await self.app({**scope, "headers": kept}, receive, send)


def _page(scope: Scope) -> bool:
    """Whether a browser asks for a page of the app, which needs a sign-in."""
    return scope["type"] == "http" and not scope["path"].startswith(PUBLIC)


def _to_entry(scope: Scope) -> Response:
    asked = scope["path"] + (f"?{scope['query_string'].decode()}" if scope["query_string"] else "")
    where = "/login" if asked in {"/", "/logout"} else f"/login?next={quote(asked, safe='/')}"
    return RedirectResponse(where, status_code=303)


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await Response(status_code=404)(scope, receive, send)


def cookies(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the cookies of a request; an unreadable one is none."""
    jar: SimpleCookie = SimpleCookie()
    for name, value in headers:
        if name.lower() == b"cookie":
            try:
                jar.load(value.decode("latin-1"))
            except CookieError:
                continue
    return {name: morsel.value for name, morsel in jar.items()}


def _login(scope: Scope) -> int | None:
    cookie = cookies(scope["headers"]).get(COOKIE)
    if not cookie:
        return None
    with reading() as session:
        return login_of(session, cookie, wall())


def whose(scope: Scope) -> Person | None:
    """Return whose request this is, by the header the doorkeeper put there."""
    handle = next((value for name, value in scope["headers"] if name == HEADER), b"")
    login = opened(handle.decode("latin-1"))
    if login is None:
        return None
    with reading() as session:
        return who(session, login, wall())
