"""The signed handle: which sign-in a browser belongs to, readable only by this process."""

import hmac
from functools import cache
from hashlib import sha256
from typing import Final

from base.secrets import token

HEADER: Final = b"x-khotap-session"
"""The one identity header; the middleware strips what a client sends under this name."""


@cache
def _key() -> bytes:
    """A key made at process start: a handle of another process, or a forged one, opens nothing."""
    return token().encode()


def sealed(login: int) -> str:
    """Return the handle of a login row: ``<id>.<HMAC>``."""
    return f"{login}.{_mark(str(login))}"


def opened(handle: object) -> int | None:
    """Return the login row a handle names, or None when it is not one of ours."""
    if not isinstance(handle, str):
        return None
    login, _, mark = handle.partition(".")
    if not (login.isascii() and login.isdigit() and hmac.compare_digest(mark, _mark(login))):
        return None
    return int(login)


def _mark(login: str) -> str:
    return hmac.new(_key(), login.encode(), sha256).hexdigest()
