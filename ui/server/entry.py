"""The entry: sign in, sign out and choose a language with ordinary HTML forms."""

from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlparse

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from base.clock import wall
from base.db import reading, writing
from base.errors import Refused
from base.language import Language, is_language, say
from base.settings import settings
from course.demo import DEMO
from course.people import LOGIN_LASTS, has_demo, sign_in, sign_out, speak
from ui.prose import filled
from ui.server.doorkeeper import COOKIE, LANGUAGE_COOKIE, whose
from ui.server.parts import version
from ui.server.shellpage import speaks

HERE: Final = Path(__file__).parent
MOST: Final = 8_000
"""Bytes of a form."""
_YEAR: Final = 365 * 24 * 3600


async def login_page(request: Request) -> Response:
    """Show the form."""
    where = _inside(request.query_params.get("next", "/"))
    return HTMLResponse(await run_in_threadpool(_page, request, where))


async def login(request: Request) -> Response:
    """Check a password; on success set the cookie and go where one wanted to."""
    if not ours(request):
        return PlainTextResponse("Cross-site request refused.", status_code=403)
    form = await _form(request)
    where = _inside(form.get("next", "/"))
    given = form.get("login", "")
    try:
        token = await run_in_threadpool(_signed_in, given, form.get("password", ""))
    except Refused as refusal:
        problem = say(refusal.sentence, speaks(request.scope))
        page = await run_in_threadpool(_page, request, where, problem, given)
        return HTMLResponse(page, status_code=429)
    if token is None:
        problem = say("entry.wrong", speaks(request.scope))
        page = await run_in_threadpool(_page, request, where, problem, given)
        return HTMLResponse(page, status_code=401)
    answer = RedirectResponse(where, status_code=303)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(LOGIN_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


async def logout(request: Request) -> Response:
    """End the login; the row is revoked, so the cookie is worth nothing even where it was kept."""
    if not ours(request):
        return PlainTextResponse("Cross-site request refused.", status_code=403)
    cookie = request.cookies.get(COOKIE, "")
    await run_in_threadpool(_signed_out, cookie)
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer


async def language(request: Request) -> Response:
    """Choose a language: for the account when signed in, else for this browser."""
    chosen = request.path_params["language"]
    if not ours(request):
        return PlainTextResponse("Cross-site request refused.", status_code=403)
    if not is_language(chosen):
        return PlainTextResponse("", status_code=404)
    form = await _form(request)
    someone = await run_in_threadpool(whose, request.scope)
    if someone is not None:
        await run_in_threadpool(_speaks, someone.id, chosen)
    answer = RedirectResponse(_inside(form.get("next", "/")), status_code=303)
    answer.set_cookie(LANGUAGE_COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="lax")
    return answer


def ours(request: Request) -> bool:
    """Whether a form was sent from our own page and not from another site."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    told = request.headers.get("origin") or request.headers.get("referer") or ""
    return urlparse(told).netloc == request.headers.get("host", "")


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            return {}
    read = parse_qs(body.decode("utf-8", errors="replace"), keep_blank_values=True)
    return {name: values[0] for name, values in read.items()}


def _inside(where: str) -> str:
    """A path of ours, never another site's address."""
    told = urlparse(where)
    safe = where.startswith("/") and not where.startswith(("//", "/\\"))
    return where if safe and not told.netloc and "\\" not in where else "/"


def _signed_in(login: str, password: str) -> str | None:
    with writing() as session:
        return sign_in(session, login=login, password=password, at=wall())


def _signed_out(cookie: str) -> None:
    with writing() as session:
        sign_out(session, cookie, wall())


def _speaks(account: int, chosen: str) -> None:
    if is_language(chosen):
        with writing() as session:
            speak(session, account, chosen)


def _page(request: Request, where: str, problem: str = "", login: str = "") -> str:
    tongue = speaks(request.scope)
    other: Language = "en" if tongue == "vi" else "vi"
    page = filled(
        HERE / "login.html",
        language=tongue,
        title=say("entry.title", tongue),
        lead=say("entry.lead", tongue),
        login_label=say("entry.login", tongue),
        password_label=say("entry.password", tongue),
        submit=say("entry.submit", tongue),
        foot=say("entry.foot", tongue),
        other_code=other,
        other_name=say("language.name", other),
        next=where,
        problem=problem,
        login=login,
        version=version("login.css"),
    )
    return page.replace("<!--demo-->", _demo(tongue) if _shows_demo(request) else "")


def _shows_demo(request: Request) -> bool:
    """Passwords are shown only where demo accounts exist and only this machine is served."""
    server = request.scope.get("server") or ("", 0)
    if settings().shared or server[0] not in {"127.0.0.1", "::1", "localhost"}:
        return False
    with reading() as session:
        return has_demo(session)


def _demo(tongue: Language) -> str:
    rows = "".join(
        filled(
            HERE / "demo_row.html",
            role=say(f"account_role.{one.role}", tongue),
            login=one.login,
            password=one.password,
        )
        for one in DEMO
    )
    names = ("title", "lead", "role", "login", "password")
    words = {name: say(f"entry.demo.{name}", tongue) for name in names}
    return filled(HERE / "demo.html", **words).replace("<!--rows-->", rows)
