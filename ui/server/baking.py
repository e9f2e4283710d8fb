"""Baking ahead: a first variant of every released scenario, in a process of its own."""

import logging
import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress

from base.errors import Misconfigured
from scenarios.errors import Problems
from scenarios.exercise import find, folders, load
from scenarios.model import Status
from scenarios.world import baked

LOG = logging.getLogger("khotap.baking")
SEEDS = ("1",)
"""Which variants are baked ahead."""


class Oven:
    """Bakes in the background; the app never waits for it."""

    def __init__(self) -> None:
        """Start one spawned process: typst and signing must never be forked."""
        context = multiprocessing.get_context("spawn")
        self.pool = ProcessPoolExecutor(max_workers=1, mp_context=context)

    def fill(self, seeds: tuple[str, ...] = SEEDS) -> list["Future[str]"]:
        """Ask for the given variants of every released scenario."""
        wanted = [(name, seed) for seed in seeds for name in released()]
        futures = [self.pool.submit(bake, name, seed) for name, seed in wanted]
        for future in futures:
            future.add_done_callback(_note)
        return futures

    def close(self) -> None:
        """Stop without waiting for what is being baked."""
        self.pool.shutdown(wait=False, cancel_futures=True)


def released() -> list[str]:
    """Return the ids of the scenarios that trainees may start; unreadable ones are left out."""
    names = []
    for folder in folders():
        with suppress(Problems, Misconfigured):
            if load(folder).scenario.status is Status.RELEASED:
                names.append(folder.name)
    return names


def bake(scenario: str, seed: str) -> str:
    """Bake one variant, in the pool's process; return the template's fingerprint."""
    return baked(find(scenario), seed).fingerprint


def _note(future: "Future[str]") -> None:
    if not future.cancelled() and (error := future.exception()):
        LOG.warning("a variant could not be baked ahead: %s", error)
