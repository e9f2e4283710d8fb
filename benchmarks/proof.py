"""Proving: how long an author waits for one seed, the library's tests, and a release."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

from benchmarks.figure import Measured
from benchmarks.school import LARGE, SEED, SMALL
from benchmarks.stopwatch import once
from scenarios.exercise import find, folders
from scenarios.proof.prove import prove

_SEEDS: Final = 25
_TABLED: Final = ("first-file", "send-for-keeps", "what-must-go")
"""Proved in full: the smallest, one of 81 documents, the largest (164 documents)."""


def measure() -> Iterator[Measured]:
    """Prove on one seed, the library on one seed, and three scenarios in full."""
    for name in (SMALL, LARGE):
        exercise = find(name)
        ms = once(lambda one=exercise: prove(one, seeds=[SEED], level="quick"))  # type: ignore[misc]  # bound
        how = f"prove({name}), level quick, one seed, one process, growing the world included"
        yield Measured(f"prove.{name}", ms / 1000, 1, how)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield _library(pool)
        for name in _TABLED:
            yield _in_full(name, pool)


def _library(pool: ProcessPoolExecutor) -> Measured:
    """Prove every scenario at once on two workers: what the tests of a release do."""
    names = [folder.name for folder in folders()]
    ms = once(lambda: list(pool.map(_quick, names)))
    how = f"level quick, one seed each, {len(names)} scenarios side by side on two workers"
    return Measured("prove.library", ms / 1000 / len(names), len(names), how)


def _quick(name: str) -> bool:
    return prove(find(name), seeds=[SEED], level="quick").proven


def _in_full(name: str, pool: ProcessPoolExecutor) -> Measured:
    seeds = [str(number) for number in range(1, _SEEDS + 1)]
    ms = once(lambda: prove(find(name), seeds=seeds, level="full", executor=pool))
    how = f"prove({name}), level full, {_SEEDS} seeds, two workers, growing included"
    return Measured(f"prove.full.{name}", ms / 1000, _SEEDS, how)
