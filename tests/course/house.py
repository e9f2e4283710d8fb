"""The house with the real first scenario: grown once a run, planted in each test's database."""

import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

import base.db
import scenarios.world
from base.db import Database
from course.attempts import Attempt, begin
from course.people import Person, Role, enrol
from course.pinned import Pinned, open_archive, pinned
from sandbox.blobs import blobs
from sandbox.clones import carry
from scenarios import exercise as library_code
from scenarios.exercise import LIBRARY, find, load
from scenarios.tables import WorldRow
from scenarios.world import grow, keep
from tests.databases import fresh_sqlite

NAME, SEED = "first-file", "1"
MORNING = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)
_SECONDS = count(1)


def tick() -> datetime:
    """The school's clock, a second later each time it is read."""
    return MORNING + timedelta(seconds=next(_SECONDS))


@cache
def _origin() -> tuple[Database, dict[str, Any]]:
    """The world in a database of its own, and its row."""
    database = fresh_sqlite(Path(tempfile.mkdtemp(prefix="khotap-origin-")))
    exercise = load(LIBRARY / NAME)
    garden = grow(exercise, SEED, blobs=blobs())
    with database.writing() as session:
        keep(session, exercise, SEED, garden)
        row = session.exec(select(WorldRow)).one()
        return database, row.model_dump(exclude={"id"})


class House:
    """A school with one world of the library."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def plant(self) -> None:
        """Carry the world over; the library's own digest says whose it is."""
        origin, world = _origin()
        with origin.reading() as source, self.database.writing() as target:
            carry(source, world["sandbox"], target, blobs=blobs())
            target.add(WorldRow(**{**world, "digest": find(NAME).digest}))
            if not self.database.url.startswith("sqlite"):  # the row came with its number
                target.exec(text("SELECT setval('sandbox_id_seq', 1000)"))  # type: ignore[call-overload]  # plain SQL

    def person(self, name: str = "Lò Thị Mai", role: Role = Role.TRAINEE) -> Person:
        with self.database.writing() as session:
            return enrol(
                session,
                login=f"hv{next(_SECONDS)}",
                name=name,
                role=role,
                password="mot-mat-khau-dai",  # noqa: S106 - a test's
                at=MORNING,
            )

    def started(self, someone: Person) -> Attempt:
        return begin(someone, NAME, at=tick(), seed=SEED)

    @contextmanager
    def looking(self, handle: str) -> Iterator[tuple[Session, Pinned]]:
        with self.database.reading() as session:
            yield session, pinned(session, handle)

    def state(self, handle: str) -> dict[str, Any]:
        with self.looking(handle) as (session, kept):
            return open_archive(session, kept).state

    def fingerprint(self, handle: str) -> str:
        with self.looking(handle) as (session, kept):
            return open_archive(session, kept).fingerprint()

    def label(self, handle: str, name: str) -> str:
        with self.looking(handle) as (_, kept):
            return kept.template.truth.labels[name]


@contextmanager
def opened(database: Database, library: Path | None = None) -> Iterator[House]:
    """Open the house on a database; with its library, or one of the test's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base.db, "database", lambda: database)
        patch.setattr(scenarios.world, "database", lambda: database)
        if library is not None:
            for function in (library_code.folders, library_code.find):
                patch.setattr(function, "__defaults__", (library,))
        house = House(database)
        house.plant()
        yield house


def limited(folder: Path, limit: int) -> Path:
    """A library in which the scenario may be submitted ``limit`` times."""
    shutil.copytree(LIBRARY / NAME, folder / NAME)
    path = folder / NAME / "scenario.yaml"
    told = path.read_text("utf-8")
    path.write_text(told.replace("policies: {", f"policies: {{attempts: {limit}, "), "utf-8")
    assert load(folder / NAME).scenario.policies.attempts == limit
    return folder


def at_once(threads: int, work: Any) -> list[Any]:
    """Do the same in many threads that begin together; ``work`` gets the thread's number."""
    ready = Barrier(threads)

    def one(number: int) -> Any:
        ready.wait()
        return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))
