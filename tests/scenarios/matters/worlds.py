"""Worlds in which matters were told, for the tests of this folder; shared, so only read them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from sandbox.blobs import MemoryBlobs
from sandbox.entities import Component, Document, File, Filing
from scenarios.garden import Garden
from scenarios.recipes.agency import Agency
from scenarios.recipes.backlog import Backlog
from scenarios.recipes.correspondents import Correspondents
from scenarios.recipes.file_list import FileList
from scenarios.recipes.holds import Holds
from scenarios.recipes.matter import Matters
from scenarios.recipes.paperwork import Registry, registry_of
from scenarios.recipes.paperwork_prints import Bytes
from scenarios.recipes.recipe import Recipe
from scenarios.recipes.regulation import Regulation
from scenarios.recipes.stories_drafts import Draft
from scenarios.recipes.tray import Tray
from scenarios.streams import world_stream
from tests.scenarios.people.worlds import KINDS

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
TODAY = date(2026, 11, 20)
YEARS = [2024, 2025, 2026]
SHARES = {"due": 4, "running": 4, "permanent": 3, "undecided": 1, "linked": 1}


def bare(kind: int = 0, seed: int = 1) -> Garden:
    """Return a new world of people and lists, in which nothing was written yet."""
    garden = Garden(now=NOW, stream=world_stream("matters", seed), blobs=MemoryBlobs())
    for recipe in (
        Agency.model_validate(KINDS[kind]),
        Correspondents(count=14),
        FileList(years=YEARS, count=60),
    ):
        recipe.grow(garden)
    return garden


def matters(**parameters: object) -> Matters:
    """Return the recipe, as YAML would give it; without papers unless told."""
    return Matters.model_validate({"bytes": "none", "from": date(2025, 1, 1), **parameters})


def backlog(**parameters: object) -> Backlog:
    """Return the recipe; without papers unless told."""
    told = {"bytes": "none", "from": 2006, "shares": SHARES, **parameters}
    return Backlog.model_validate(told)


def told(*recipes: Recipe, kind: int = 0, seed: int = 1) -> Garden:
    """Return a new world in which recipes have grown, in order."""
    garden = bare(kind, seed)
    for recipe in recipes:
        assert recipe.problems() == []
        recipe.grow(garden)
    return garden


def everything(how: Bytes = "none", *, many: int = 3) -> list[Recipe]:
    """Return recipes of all my kinds: ``many`` times as much of each as the least."""
    return [
        Regulation(bytes=how),
        backlog(count=6 * many, bytes=how),
        Holds(label="$h", count=2, bytes=how),
        Holds(name="lifted", lifted=True, count=1, days_ago=(130, 220), bytes=how),
        matters(
            name="labelled", label="$m", stories=["coordination-letters"], tray_of="$officer",
            hold_back=["answer"], filed="none", bytes=how, **{"from": date(2026, 8, 1)},
        ),
        matters(name="closed", count=6 * many, state="closed", bytes=how),
        matters(
            name="going on", count=3 * many, filed="some", bytes=how, **{"from": date(2026, 3, 1)}
        ),
        matters(
            name="kept", count=3 * many, state="current", bytes=how, **{"from": date(2024, 3, 1)}
        ),
        Tray(count=6, urgent=3, conditional=2, bytes=how),
    ]  # fmt: skip


@cache
def busy(kind: int = 0, seed: int = 1) -> Garden:
    """Return a world in which everything happened, without papers."""
    return told(*everything(), kind=kind, seed=seed)


@cache
def printed(kind: int = 0, seed: int = 1) -> Garden:
    """Return a small world whose papers are printed, and a few signed."""
    return told(*everything("light", many=1), kind=kind, seed=seed)


@cache
def signed() -> Garden:
    """Return a smaller world, printed, signed and scanned in full."""
    return told(
        matters(count=6, state="closed", bytes="full"),
        matters(name="old", count=1, state="current", stories=["circulated"], bytes="full",
                **{"from": date(2016, 1, 4), "to": date(2017, 9, 1)}),
        Tray(count=2),
    )  # fmt: skip


class Written(NamedTuple):
    """A document as it was told and as it stands in the archive."""

    key: str
    draft: Draft
    document: Document


def written(garden: Garden) -> list[Written]:
    """Return everything told in a world."""
    registry = registry_of(garden)
    return [
        Written(key, registry.draft(key), garden.planter.get(Document, registry.ref(key)))
        for key in registry.keys()  # noqa: SIM118 - no mapping
    ]


def registry(garden: Garden) -> Registry:
    """Return the registry of a world."""
    return registry_of(garden)


def texts(tree: object) -> Iterator[str]:
    """Yield every text of a JSON tree, its keys left out."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for value in tree.values():
            yield from texts(value)
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from texts(value)


def says(garden: Garden, key: str) -> str:
    """Return all that the paper of a document says."""
    return " ".join(texts(registry_of(garden).sheet(key).model_dump(mode="json")))


def main_of(garden: Garden, document: Document) -> Component:
    """Return the main file of a document."""
    return garden.planter.all(Component, document=document.ref)[0]


def contents(garden: Garden, file: File) -> list[Document]:
    """Return the documents of a file, in its order."""
    filings = sorted(garden.planter.all(Filing, file=file.ref), key=lambda one: one.ordinal)
    return [garden.planter.get(Document, one.document) for one in filings]
