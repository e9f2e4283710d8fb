"""The stopwatch: how long work takes, in milliseconds, and what is typical of many goes."""

from collections.abc import Callable, Iterable
from functools import partial
from math import ceil
from statistics import median
from time import perf_counter
from typing import TypeVar

__all__ = ["each", "median", "once", "percentile", "times"]

T = TypeVar("T")


def once(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes, ms."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def times(count: int, work: Callable[[], object], *, warm: int = 1) -> list[float]:
    """Return how long each of ``count`` goes takes, ms, after ``warm`` goes that do not count."""
    for _ in range(warm):
        work()
    return [once(work) for _ in range(count)]


def each(things: Iterable[T], work: Callable[[T], object]) -> list[float]:
    """Return how long ``work`` takes for each of the things, ms."""
    return [once(partial(work, thing)) for thing in things]


def percentile(values: list[float], share: float) -> float:
    """Return the smallest value that ``share`` (0…1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]
