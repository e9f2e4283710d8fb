"""What can be computed again from bytes: verdicts, page images, format identifications.

A derived thing is keyed by everything it depends on, so it is never stale; it may be deleted
at any time. It is kept outside the database, so that reading may fill it.
"""

from collections.abc import Callable
from threading import Lock

from base.canonical import digest
from base.settings import settings
from sandbox.blobs import write_whole

_LOCK = Lock()
_RECENT: dict[str, bytes] = {}
_RECENT_MOST = 4_000


def derive(kind: str, key: object, make: Callable[[], bytes]) -> bytes:
    """Return what ``make`` gives for ``key``, from memory or disk when it was made before.

    Args:
        kind: what sort of thing (a folder): ``verdict``, ``page``, ``format``.
        key: everything the result depends on, tool version included; canonical JSON.
        make: computes it; two who ask at the same moment may both compute it.
    """
    name = digest([kind, key])
    with _LOCK:
        if name in _RECENT:
            return _RECENT[name]
    path = settings().derived / kind / name[:2] / name
    try:
        made = path.read_bytes()
    except FileNotFoundError:
        made = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, made, durable=False)
    _remember(name, made)
    return made


def _remember(name: str, made: bytes) -> None:
    if len(made) > _SMALL:
        return
    with _LOCK:
        while len(_RECENT) >= _RECENT_MOST:
            _RECENT.pop(next(iter(_RECENT)))
        _RECENT[name] = made


_SMALL = 20_000
"""Bytes: larger things (page images) are read from disk each time."""
