"""A small school on a database of its own: people, a class, a library of tiny scenarios."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

import base.db
import scenarios.world
from base.db import Database
from course import classes
from course.acting import Answered, act
from course.attempts import Attempt
from course.mastery import VARIANTS
from course.people import Person, Role, enrol
from course.pinned import Pinned, pinned
from course.tables import AttemptRow
from sandbox.archive import Archive
from sandbox.blobs import blobs
from scenarios import exercise as library_code
from scenarios.exercise import Exercise, load
from scenarios.expressions import Scope
from scenarios.solving import request_of
from scenarios.tables import WorldRow
from scenarios.world import baked, find_template
from tests.course import tiny

NAMES = ("tiny-one", "tiny-two")
NOON = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
_NUMBER = count(1)


class School:
    """A school whose clock is whatever a test says."""

    def __init__(self, database: Database, library: Path) -> None:
        self.database = database
        self.library = library
        for name in NAMES:
            tiny.scenario(library, name)

    def bake(self) -> None:
        """Grow one world a scenario and let every practice seed have its rows, under other keys."""
        for name in NAMES:
            for seed in range(1, VARIANTS + 1):
                self.ready(name, str(seed))

    def ready(self, name: str, seed: str) -> None:
        """Have a variant at hand without growing it: the first one's world, another answer key."""
        first = baked(self.exercise(name), "1")
        with self.database.writing() as session:
            if seed == "1" or find_template(session, self.exercise(name), seed):
                return
            world = session.get(WorldRow, first.world)
            assert world
            facts = {**world.model_dump(exclude={"id"}), "seed": seed}
            session.add(WorldRow(**{**facts, "answer_key": f"{world.answer_key}-{seed}"}))

    def person(self, role: Role = Role.TRAINEE, room: int | None = None) -> Person:
        with self.database.writing() as session:
            number = next(_NUMBER)
            made = enrol(
                session,
                login=f"nguoi{number}",
                name=f"Người {number}",
                role=role,
                password="mot-mat-khau-dai",  # noqa: S106 - a test's
                at=NOON,
            )
            if room is not None:
                classes.join(session, room, made)
            return made

    def room(self) -> int:
        with self.database.writing() as session:
            return classes.found(session, code=f"LOP-{next(_NUMBER)}", name="Lớp", at=NOON)

    def exercise(self, name: str) -> Exercise:
        return load(self.library / name)

    @contextmanager
    def kept(self, handle: str) -> Iterator[tuple[Session, Pinned]]:
        with self.database.reading() as session:
            yield session, pinned(session, handle)

    def row(self, handle: str) -> AttemptRow:
        with self.database.reading() as session:
            row = session.exec(select(AttemptRow).where(AttemptRow.handle == handle)).one()
            session.expunge(row)
            return row

    def change(self, handle: str, **facts: Any) -> None:
        with self.database.writing() as session:
            row = session.exec(select(AttemptRow).where(AttemptRow.handle == handle)).one()
            for name, value in facts.items():
                setattr(row, name, value)
            session.add(row)

    def requests(self, attempt: Attempt) -> list[dict[str, Any]]:
        """The reference solution's requests on this attempt's own variant."""
        with self.kept(attempt.handle) as (session, kept):
            archive = Archive(session, kept.row.sandbox, blobs=blobs())
            scope = Scope(archive, kept.template.truth)
            steps = self.exercise(attempt.scenario).solutions[0].steps
            return [request_of(step, scope).model_dump(mode="json") for step in steps]

    def solve(self, someone: Person, attempt: Attempt, at: datetime = NOON) -> list[Answered]:
        """Do all that the solution does."""
        return [
            act(someone, attempt.handle, request, expected_seq=place, at=at)
            for place, request in enumerate(self.requests(attempt))
        ]


@contextmanager
def opened(school: School) -> Iterator[School]:
    """Let the house read this school's database and library."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base.db, "database", lambda: school.database)
        patch.setattr(scenarios.world, "database", lambda: school.database)
        for function in (library_code.folders, library_code.find):
            patch.setattr(function, "__defaults__", (school.library,))
        yield school
