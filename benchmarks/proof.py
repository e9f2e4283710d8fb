"""Proving: how long an author waits to hear whether a scenario holds on one seed."""

from collections.abc import Iterator

from benchmarks.figure import Measured
from benchmarks.school import LARGE, SEED, SMALL
from benchmarks.stopwatch import once
from scenarios.exercise import find
from scenarios.proof.prove import prove


def measure() -> Iterator[Measured]:
    """Prove the smallest and the largest scenario on one seed."""
    for name in (SMALL, LARGE):
        exercise = find(name)
        ms = once(lambda one=exercise: prove(one, seeds=[SEED], level="quick"))  # type: ignore[misc]  # bound
        how = f"prove({name}), level quick, one seed, one process, growing the world included"
        yield Measured(f"prove.{name}", ms / 1000, 1, how)
