"""The tape remembers what was signed, so that a replay plays it back instead of signing again."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

MOST_BYTES: Final = 64_000_000
"""How much one process remembers; the least recently used goes first."""

_LOCK = Lock()
_TAPE: OrderedDict[str, bytes] = OrderedDict()


def remembered(key: str, make: Callable[[], bytes]) -> bytes:
    """Return what ``make`` gave for ``key``, making it at most about once.

    Args:
        key: a digest of everything the result depends on.
        make: a pure function; its errors are not remembered.
    """
    with _LOCK:
        if key in _TAPE:
            _TAPE.move_to_end(key)
            return _TAPE[key]
    made = make()
    with _LOCK:
        _TAPE[key] = made
        while sum(map(len, _TAPE.values())) > MOST_BYTES and len(_TAPE) > 1:
            _TAPE.popitem(last=False)
    return made


def forget() -> None:
    """Wipe the tape: for measuring."""
    with _LOCK:
        _TAPE.clear()
