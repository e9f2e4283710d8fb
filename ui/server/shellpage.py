"""The page that Streamlit ships, made ours: its language, its title, and tight headers."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from base.language import Language, is_language
from ui.server.doorkeeper import LANGUAGE_COOKIE, cookies, whose

OWN: Final = ("/login", "/logout", "/language/", "/page/", "/file/", "/health", "/parts/")
"""Paths of our own routes: their answers are not Streamlit's page."""
ASSETS: Final = ("/static/", "/app/static/", "/_stcore/", "/media/", "/component/")
_UNWANTED: Final = {b"accept-encoding", b"if-none-match", b"if-modified-since"}


class ShellPage:
    """Pure ASGI middleware: security headers everywhere, words of ours in the one HTML page.

    The page is asked for uncompressed and whole, so that ``<html lang>`` can be set to the
    reader's language (WCAG 3.1.1).
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and dress its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].startswith((*OWN, *ASSETS)):
            await self.app(scope, receive, _guarded(send))
            return
        kept = [pair for pair in scope["headers"] if pair[0].lower() not in _UNWANTED]
        whole = _Whole(send, speaks(scope))
        await self.app({**scope, "headers": kept}, receive, whole)


def speaks(scope: Scope) -> Language:
    """Return the language of a request: the account's, the cookie's, the browser's."""
    someone = whose(scope)
    if someone:
        return someone.language
    chosen = cookies(scope["headers"]).get(LANGUAGE_COOKIE)
    if is_language(chosen):
        return chosen
    wanted = next((v for name, v in scope["headers"] if name == b"accept-language"), b"vi")
    return "en" if wanted.lower().startswith(b"en") else "vi"


class _Whole:
    """Collects an answer and sends it changed."""

    def __init__(self, send: Send, language: Language) -> None:
        self.send, self.language = _guarded(send), language
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        self.body += message.get("body", b"")
        if message.get("more_body") or self.start is None:
            return
        headers = dict(self.start["headers"])
        if b"text/html" in headers.get(b"content-type", b""):
            self.body = _ours(self.body, self.language)
            headers[b"cache-control"] = b"no-store"
            headers.pop(b"etag", None)
        headers[b"content-length"] = str(len(self.body)).encode()
        await self.send({**self.start, "headers": list(headers.items())})
        await self.send({"type": "http.response.body", "body": self.body})


def _ours(body: bytes, language: Language) -> bytes:
    page = body.decode("utf-8")
    page = page.replace('<html lang="en">', f'<html lang="{language}">', 1)
    page = page.replace("<title>Streamlit</title>", "<title>Kho Tập</title>", 1)
    page = page.replace('href="./favicon.png"', 'href="./app/static/favicon.svg"', 1)
    return re.sub(r"<link\s+rel=\"(preload|service-desc)\"[^>]*>", "", page).encode()


def _guarded(send: Send) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            held = {name.lower() for name, _ in message["headers"]}
            extra = [pair for pair in _headers() if pair[0] not in held]
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return dressed


@cache
def _headers() -> tuple[tuple[bytes, bytes], ...]:
    return (
        (b"content-security-policy", policy().encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
    )


@cache
def policy() -> str:
    """Return the content security policy: our own origin, and Streamlit's one inline script.

    ``blob:`` is needed by the loader of inline components; nothing is evaluated from text.
    """
    scripts = " ".join(f"'sha256-{one}'" for one in _inline_scripts())
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {scripts} blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _inline_scripts() -> list[str]:
    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    return [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    ]
