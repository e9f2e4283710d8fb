"""Growing worlds: time by size, which must be a line; and 200 signed records on two processes.

Of those 200 every paper is identified as well (PRONOM, by Siegfried from the bytes): growing itself
asks that only of what is not plainly a whole PDF.
"""

import multiprocessing
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter

from benchmarks.figure import Measured
from benchmarks.school import LARGE, SEED
from sandbox.blobs import blobs
from sandbox.entities import Component, Document, Signature
from sandbox.packages.formats import identify
from scenarios.exercise import Exercise, find
from scenarios.recipes.backlog import Backlog
from scenarios.world import grow

SIZES = (50, 100, 200, 400)
"""Documents of the backlog, about."""
PER_FILE = 2.5
SIGNED = 200


def measure() -> Iterator[Measured]:
    """Grow ever larger worlds; then two worlds side by side, printed and signed in full."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        pool.submit(grown, 20, "light", SEED).result()  # imports and fonts, once
        each: dict[int, float] = {}
        for size in SIZES:
            seconds, records, _, _ = pool.submit(grown, size, "light", SEED).result()
            how = f"{records} documents; backlog of {LARGE} without its faults, detectors run"
            yield Measured(f"growth.{size}", seconds, 1, how)
            each[size] = seconds / records
    how = "seconds a document in the largest world by those in the second"
    yield Measured("growth.linear", each[400] / each[100], len(SIZES), how)
    yield from _signed(context)


def _signed(context: multiprocessing.context.SpawnContext) -> Iterator[Measured]:
    with ProcessPoolExecutor(max_workers=2, mp_context=context) as pool:
        for done in [pool.submit(grown, 20, "full", f"warm-{n}") for n in (1, 2)]:
            done.result()
        begun = perf_counter()
        halves = [pool.submit(grown, SIGNED // 2, "full", f"half-{n}") for n in (1, 2)]
        told = [one.result() for one in halves]
        seconds = perf_counter() - begun
    records, signed = sum(one[1] for one in told), sum(one[2] for one in told)
    how = (
        f"two worlds side by side, {records} documents, {signed} signed, papers in full, PRONOM ids"
    )
    yield Measured("growth.signed", seconds, 1, how)
    yield Measured("growth.memory", max(one[3] for one in told), 2, "the larger of the two workers")


def grown(size: int, bytes_: str, seed: str) -> tuple[float, int, int, float]:
    """Grow a world in a worker.

    Returns:
        Seconds, documents, signed documents, the worker's highest resident memory in MB.
    """
    exercise = _sized(find(LARGE), size, bytes_)
    begun = perf_counter()
    planter = grow(exercise, seed, blobs=blobs()).planter
    if bytes_ == "full":
        for part in planter.all(Component):
            identify(part.file_name, planter.blob(part.digest))
    seconds = perf_counter() - begun
    parts = {part.ref: part.document for part in planter.all(Component)}
    signed = {parts[one.component] for one in planter.all(Signature) if one.component in parts}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, len(planter.all(Document)), len(signed), peak


def _sized(exercise: Exercise, size: int, bytes_: str) -> Exercise:
    """Return the scenario with a backlog of another size."""
    world = exercise.scenario.world
    changes: dict[str, object] = {"count": round(size / PER_FILE), "bytes": bytes_}
    if bytes_ == "full":  # of the years in which most papers are electronic originals
        changes |= {"first": 2019, "shares": {"due": 4, "running": 14, "permanent": 8, "linked": 1}}
    recipes = [
        one.model_copy(update=changes) if isinstance(one, Backlog) else one for one in world.recipes
    ]
    recipes = [one for one in recipes if one.recipe not in {"fault", "herring"}]
    told = exercise.scenario.model_copy(
        update={"world": world.model_copy(update={"recipes": recipes}), "colleagues": []}
    )
    return exercise.model_copy(update={"scenario": told})
