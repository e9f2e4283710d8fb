"""Baking ahead: the variants that will be asked for first, in a process of its own."""

import logging
import multiprocessing
import os
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress

from base.errors import Misconfigured
from course.ahead import wanted
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
    """Bakes in the background; the app never waits for it."""

    def __init__(self) -> None:
        """Start one spawned process: typst and signing must never be forked."""
        context = multiprocessing.get_context("spawn")
        self.pool = ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_step_back)

    def fill(self) -> list["Future[str]"]:
        """Ask for what the first trainees would get next, then for what instructors look at."""
        names = released()
        asked = dict.fromkeys([*wanted(names), *((name, PREVIEWED) for name in names)])
        futures = [self.pool.submit(bake, name, seed) for name, seed in asked]
        for future in futures:
            future.add_done_callback(_note)
        return futures

    def close(self) -> None:
        """Stop without waiting for what is being baked."""
        self.pool.shutdown(wait=False, cancel_futures=True)


def _step_back() -> None:
    if hasattr(os, "nice"):
        os.nice(KINDNESS)


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


def _note(future: "Future[str]") -> None:
    if not future.cancelled() and (error := future.exception()):
        LOG.warning("a variant could not be baked ahead: %s", error)
