"""Worlds of the library, grown from nothing, and the prints by which two growths are compared."""

import hashlib
from typing import NamedTuple

from base.canonical import canonical, digest
from sandbox.blobs import MemoryBlobs
from scenarios.exercise import Exercise, find, folders, load
from scenarios.garden import Garden
from scenarios.model import Status
from scenarios.world import answer_key, grow

DISTINCT = 0.9
"""Share of the seeds that must differ in what is right."""


class Print(NamedTuple):
    """What two growths of one seed must agree in."""

    rows: str
    answer_key: str
    blobs: str

    def __str__(self) -> str:
        """The three on one line, for a process to print."""
        return " ".join(self)


def library() -> list[Exercise]:
    """Every scenario that is no draft."""
    found = [load(folder) for folder in folders()]
    return [one for one in found if one.scenario.status is not Status.DRAFT]


def grown(name: str, seed: str) -> tuple[Garden, Print]:
    """Grow a world from nothing and take its prints."""
    blobs = MemoryBlobs()
    garden = grow(find(name), seed, blobs=blobs)
    rows = hashlib.sha256(garden.planter.world_key)
    for kind, values in garden.planter.rows().items():
        rows.update(canonical([kind.__name__, values]).encode())
    prints = Print(rows.hexdigest(), answer_key(garden.truth()), digest(blobs.digests()))
    return garden, prints
