"""The long run over the library's worlds: ``python -m tests.worlds [ID …] --seeds 25``.

Every world is grown, held against the detectors, grown again and compared; in the end the shares
of different answer keys are told. Ends with the number of disagreements.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import NamedTuple

if __name__ == "__main__":
    os.environ.setdefault("KHOTAP_HOME", tempfile.mkdtemp(prefix="khotap-worlds-"))

from base.canonical import canonical, digest
from base.errors import Misconfigured
from sandbox.blobs import MemoryBlobs
from scenarios.errors import Problems
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


def _tried(name: str, seed: str, keys: set[str]) -> Iterator[str]:
    try:
        _, first = grown(name, seed)
        _, again = grown(name, seed)
    except (Misconfigured, Problems) as problem:
        yield f"{name}, seed {seed}: {problem}"
        return
    keys.add(first.answer_key)
    if first != again:
        yield f"{name}, seed {seed}: grown twice, it differs: {first} and {again}"


def main() -> int:
    """Print what disagrees."""
    parser = argparse.ArgumentParser(prog="python -m tests.worlds")
    parser.add_argument("names", nargs="*", help="scenarios; the whole library unless told")
    parser.add_argument("--seeds", type=int, default=25)
    asked = parser.parse_args()
    wrong: list[str] = []
    for name in asked.names or [one.id for one in library()]:
        keys: set[str] = set()
        begun = time.monotonic()
        for seed in range(1, asked.seeds + 1):
            wrong += _tried(name, str(seed), keys)
        share = len(keys) / asked.seeds
        print(f"{name}: {share:.0%} distinct, {time.monotonic() - begun:.0f} s", flush=True)
        if share < DISTINCT:
            wrong.append(f"{name}: only {len(keys)} variants of {asked.seeds}")
    print("\n".join(wrong) or "every world grows the same twice, and agrees with the detectors")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(main(), 99))
