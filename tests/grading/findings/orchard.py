"""A world with room for every fault: grown once a seed, forked for each planting."""

import copy
from collections import defaultdict
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from grading.findings import detect
from sandbox.blobs import MemoryBlobs
from scenarios.garden import Garden
from scenarios.recipes import paperwork
from scenarios.recipes.agency import Agency
from scenarios.recipes.backlog import Backlog
from scenarios.recipes.correspondents import Correspondents
from scenarios.recipes.faults import FAULTS, HERRINGS, Fault, Herring
from scenarios.recipes.file_list import FileList
from scenarios.recipes.matter import Matters
from scenarios.recipes.recipe import Recipe
from scenarios.recipes.tray import Tray
from scenarios.streams import world_stream

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""A Monday morning."""

_MATTERS: list[dict[str, Any]] = [
    {"name": "young", "count": 5, "from": date(2025, 1, 1), "state": "closed"},
    {"name": "long", "count": 4, "from": date(2018, 2, 1), "to": date(2021, 12, 31),
     "state": "current"},
    {"name": "paper", "count": 3, "from": date(2009, 1, 1), "to": date(2015, 12, 31),
     "state": "current", "stories": ["plan-and-report-year", "working-rules", "budget-year"]},
    {"name": "copies", "count": 1, "from": date(2019, 1, 1), "state": "current",
     "stories": ["circulated"], "label": "round"},
]  # fmt: skip
_BACKLOG: dict[str, Any] = {
    "from": 2008, "to": 2024, "count": 16, "bytes": "full",
    "shares": {"due": 6, "running": 4, "permanent": 4, "undecided": 2},
}  # fmt: skip


_AGENCIES: list[dict[str, Any]] = [
    {"standing": "department", "field": "noi-vu"},
    {"standing": "department"},
    {"standing": "department", "field": "tai-chinh", "merged_2025": True},
    {"standing": "commune", "merged_2025": True},
    {"standing": "unit_hospital", "staff": 22},
]
"""Shapes of the agency, by seed."""


def recipes(seed: int) -> list[Recipe]:
    """Return what grows in the orchard of a seed, in order."""
    shape = _AGENCIES[(seed - 1) % len(_AGENCIES)]
    return [
        Agency.model_validate({"since": 2005, **shape}),
        Correspondents(count=12),
        FileList(years=[2025, 2026], count=60),
        Backlog.model_validate(_BACKLOG),
        *(Matters.model_validate(one) for one in _MATTERS),
        Tray(count=7),
    ]


@cache
def orchard(seed: int) -> Garden:
    """Return the world of a seed; whoever plants in it forks it first."""
    garden = Garden(now=NOW, stream=world_stream("orchard", seed), blobs=MemoryBlobs())
    for recipe in recipes(seed):
        assert not recipe.problems()
        recipe.grow(garden)
    return garden


def fork(garden: Garden) -> Garden:
    """Return a copy of a world that can be planted in alone; bytes are shared."""
    made = copy.copy(garden)
    made.planter = copy.copy(garden.planter)
    made.planter._kept = {kind: dict(kept) for kind, kept in garden.planter._kept.items()}
    made.planter._found = {}
    made.planter._counters = defaultdict(int, garden.planter._counters)
    made.planter._log = list(garden.planter._log)
    made.planter.blobs = MemoryBlobs(garden.planter.blobs)
    made._labels = dict(garden._labels)
    made._tags = defaultdict(dict, {tag: dict(refs) for tag, refs in garden._tags.items()})
    made._facts = defaultdict(dict, {ref: dict(told) for ref, told in garden._facts.items()})
    made._later = dict(garden._later)
    made._planted = list(garden._planted)
    made._streams = set(garden._streams)
    registry = copy.copy(paperwork.registry_of(garden))
    registry._garden, registry._planter = made, made.planter
    made._shared = {**garden._shared, paperwork.Registry: registry}
    return made


@cache
def planted(name: str, seed: int) -> Garden:
    """Return the orchard of a seed with one fault, or one herring, in it; for reading only."""
    garden = fork(orchard(seed))
    if name in FAULTS:
        Fault(fault=name, label="zz_one").grow(garden)
    else:
        assert name in HERRINGS
        Herring(herring=name, label="zz_one").grow(garden)
    return garden


def seen(garden: Garden) -> set[tuple[str, str]]:
    """Return what detectors see: finding and record."""
    return {(one.finding, one.ref) for one in detect(garden.planter)}


def told(garden: Garden) -> set[tuple[str, str]]:
    """Return what was planted and should be seen."""
    return {(one.finding, one.ref) for one in garden.faults() if not one.red_herring}
