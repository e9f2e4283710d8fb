"""Baking ahead: the variants that will be asked for first, in a process of its own."""

import logging
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from datetime import datetime
from threading import Lock, Thread

from base.errors import Misconfigured
from course.ahead import Wanted, sittings, wanted
from scenarios.errors import Problems
from scenarios.exercise import find, folders, load
from scenarios.model import Mode, Status
from scenarios.world import baked

LOG = logging.getLogger("khotap.baking")
PREVIEWED = "1"
"""The variant that the instructors' preview opens with."""
KINDNESS = 10
"""By how much the oven steps back behind people who click (``nice``)."""


class Oven:
    """Bakes in the background, one variant after another; the app never waits for it.

    An exam's variants go before all others: many people will sit down in the same minute.
    """

    def __init__(self, pool: Executor | None = None) -> None:
        """Start one spawned process, unless told who works: typst must never be forked."""
        self.pool = pool or _process()
        self._lock = Lock()
        self._queue: deque[Wanted] = deque()
        self._asked: set[Wanted] = set()
        self._busy = False

    def fill(self) -> None:
        """Ask for what the first trainees would get next, then for what instructors look at."""
        names = released()
        self._ask([*wanted(names), *(Wanted(name, PREVIEWED) for name in names)])

    def look(self, at: datetime) -> None:
        """Ask for the variants of exams that are open or about to open, before anything else."""
        self._ask(sittings(at), first=True)

    def close(self) -> None:
        """Stop without waiting for what is being baked."""
        with self._lock:
            self._queue.clear()
        self.pool.shutdown(wait=False, cancel_futures=True)

    def _ask(self, asked: Iterable[Wanted], *, first: bool = False) -> None:
        """Put what was not asked for before into the queue; each is tried once."""
        with self._lock:
            fresh = [
                one
                for one in dict.fromkeys(asked)
                if one not in self._asked or (first and one in self._queue)
            ]
            others = [one for one in self._queue if one not in fresh]
            self._queue = deque([*fresh, *others] if first else [*others, *fresh])
            self._asked.update(fresh)
        self._next()

    def _next(self) -> None:
        """Bake the next one, when nothing is being baked."""
        with self._lock:
            if self._busy or not self._queue:
                return
            self._busy = True
            one = self._queue.popleft()
        try:
            self.pool.submit(bake, *one).add_done_callback(self._done)
        except RuntimeError:  # the house is closing
            LOG.info("the oven is closed")

    def _done(self, future: "Future[str]") -> None:
        if not future.cancelled() and (error := future.exception()):
            LOG.warning("a variant could not be baked ahead: %s", error)
        with self._lock:
            self._busy = False
        if not future.cancelled():
            self._next()


def _process() -> Executor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_step_back)


def _step_back() -> None:
    """Work behind people who click, and never longer than the app, however it ends."""
    if hasattr(os, "nice"):
        os.nice(KINDNESS)
    Thread(target=_end_with_the_app, daemon=True).start()


def _end_with_the_app() -> None:
    app = multiprocessing.parent_process()
    if app is not None:
        app.join()
        os._exit(0)


def released() -> list[str]:
    """Return the ids of the scenarios that trainees may start, the guided and short ones first."""
    found = []
    for folder in folders():
        with suppress(Problems, Misconfigured):
            told = load(folder).scenario
            if told.status is Status.RELEASED:
                found.append((told.mode is not Mode.GUIDED, told.minutes, folder.name))
    return [name for *_, name in sorted(found)]


def bake(scenario: str, seed: str) -> str:
    """Bake one variant, in the pool's process; return the template's fingerprint."""
    return baked(find(scenario), seed).fingerprint
