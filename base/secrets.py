"""Installation keys: random at first start, kept 0600, never derived, never shown."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from base.settings import settings


def installation_key(name: str) -> bytes:
    """Return this installation's 32-byte key called ``name``, making it at first use.

    Two processes that race to make it agree: the file is made complete under another
    name and linked into place, so that whoever comes second reads the first one's key.
    """
    path = settings().home / "keys" / name
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(32))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        _into_place(draft, path)
    draft.unlink(missing_ok=True)


def _into_place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except OSError as error:  # a file system without hard links
        if isinstance(error, FileExistsError) or path.exists():
            raise FileExistsError from error
        draft.rename(path)


def token() -> str:
    """Return a random 256-bit token, URL-safe; only its digest may be stored."""
    return secrets.token_urlsafe(32)


def password() -> str:
    """Return a one-time password a person can type."""
    return secrets.token_urlsafe(9)
