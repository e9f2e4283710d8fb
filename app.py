"""The door: an ASGI app with the entry, the papers and, behind them, the screens.

``python start.py`` serves it with uvicorn; ``streamlit run app.py`` works too (slower).
"""

import logging
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from base.settings import settings
from ui.server import entry, papers, parts
from ui.server.doorkeeper import Doorkeeper
from ui.server.mishap import told
from ui.server.opening import lifespan
from ui.server.shellpage import ShellPage

HERE = Path(__file__).parent
logging.getLogger("streamlit").setLevel(logging.ERROR)


async def health(_request: Request) -> PlainTextResponse:
    """Say that the house is open."""
    return PlainTextResponse("ok")


app = st.App(
    HERE / "ui" / "shell.py",
    lifespan=lifespan,
    middleware=[
        Middleware(TrustedHostMiddleware, allowed_hosts=settings().hosts, www_redirect=False),
        Middleware(Doorkeeper),
        Middleware(ShellPage),
    ],
    on_script_error=told,
    routes=[
        Route("/login", entry.login_page, methods=["GET"]),
        Route("/login", entry.login, methods=["POST"]),
        Route("/logout", entry.logout, methods=["POST"]),
        Route("/language/{language}", entry.language, methods=["POST"]),
        Route("/page/{attempt}/{component}/{digest}/{number:int}.png", papers.page),
        Route("/file/{attempt}/{component}", papers.file),
        Route("/parts/{name}", parts.part),
        Route("/health", health),
    ],
)
