"""The arithmetic of item analysis: shares, correlations, their errors; None rather than a guess."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from statistics import fmean, quantiles
from typing import Final

from base.model import Value

FEWEST: Final = 10
"""Attempts below which a figure says more about chance than about the criterion."""


class Figure(Value):
    """A figure with what it rests on. ``value`` is None when too little lies under it."""

    value: float | None
    n: int
    error: float | None = None
    "standard error: two of them to either side hold the true value 19 times in 20"


def mean(values: Sequence[float]) -> Figure:
    """Return a mean with its standard error."""
    n = len(values)
    if n < FEWEST:
        return Figure(value=None, n=n)
    middle = fmean(values)
    spread = sum((one - middle) ** 2 for one in values) / (n - 1)
    return Figure(value=round(middle, 4), n=n, error=round(sqrt(spread / n), 4))


def correlation(one: Sequence[float], other: Sequence[float]) -> Figure:
    """Return Pearson's correlation; None where either side does not vary at all."""
    n = len(one)
    if n < FEWEST:
        return Figure(value=None, n=n)
    a, b = fmean(one), fmean(other)
    across = sum((x - a) * (y - b) for x, y in zip(one, other, strict=True))
    within = sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in other)
    if within <= 0:
        return Figure(value=None, n=n)
    r = max(-1.0, min(1.0, across / sqrt(within)))
    return Figure(value=round(r, 4), n=n, error=round((1 - r * r) / sqrt(n - 1), 4))


def fifths(values: Sequence[float], by: Sequence[float]) -> list[float | None]:
    """Return the mean of ``values`` in each fifth of ``by``, the lowest first.

    Who is equal in ``by`` is equal here too: each gets the mean of all with the same ``by``, so
    that no order among them is made up.
    """
    n = len(values)
    if n < FEWEST:
        return [None] * 5
    alike: dict[float, list[float]] = {}
    for value, key in zip(values, by, strict=True):
        alike.setdefault(key, []).append(value)
    ranked = [fmean(alike[key]) for key in sorted(by)]
    cuts = [n * fifth // 5 for fifth in range(6)]
    return [round(fmean(ranked[low:high]), 4) for low, high in pairwise(cuts)]


def quarters(values: Sequence[float]) -> list[float] | None:
    """Return the lower quartile, the median and the upper quartile."""
    if len(values) < FEWEST:
        return None
    return [round(one, 2) for one in quantiles(values, n=4, method="inclusive")]


def alpha(columns: Sequence[Sequence[float]]) -> Figure:
    """Return Cronbach's alpha of criteria (columns) over attempts: do they measure one thing?"""
    n = len(columns[0]) if columns else 0
    if n < FEWEST or len(columns) < 2:  # noqa: PLR2004 - one criterion agrees with itself
        return Figure(value=None, n=n)
    totals = [sum(row) for row in zip(*columns, strict=True)]
    whole = _variance(totals)
    if whole <= 0:
        return Figure(value=None, n=n)
    k = len(columns)
    parts = sum(_variance(column) for column in columns)
    return Figure(value=round(k / (k - 1) * (1 - parts / whole), 4), n=n)


def _variance(values: Sequence[float]) -> float:
    middle = fmean(values)
    return sum((one - middle) ** 2 for one in values) / (len(values) - 1)
