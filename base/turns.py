"""Turns: who comes first writes first, and nobody waits for ever behind the quicker ones."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """A queue before a door that lets one in at a time.

    SQLite's own waiting is a guess: a writer that finds the door shut sleeps and tries again, and
    among twenty busy threads on a loaded machine one of them tried in vain for half a minute.
    """

    def __init__(self) -> None:
        """Open, with nobody inside."""
        self._lock = Lock()
        self._waiting: deque[Lock] = deque()
        self._taken = False

    @contextmanager
    def turn(self, patience: float) -> Iterator[bool]:
        """Wait for one's turn.

        Args:
            patience: seconds after which one goes on without it (whoever is inside may be another
                transaction of the same thread, which would never end).

        Yields:
            Whether it is one's turn.
        """
        mine = self._come(patience)
        try:
            yield mine
        finally:
            if mine:
                self._leave()

    def _come(self, patience: float) -> bool:
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            call = Lock()
            call.acquire()
            self._waiting.append(call)
        if call.acquire(timeout=patience):
            return True
        with self._lock:
            if call in self._waiting:
                self._waiting.remove(call)
                return False
        return True  # called in the very moment of giving up

    def _leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
