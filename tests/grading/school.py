"""A small school for tests of marks: an instructor, trainees, attempts that were really made."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

import base.db
import scenarios.world
from base.db import Database, writing
from course.attempts import begin
from course.classes import found, join
from course.people import Person, Role, enrol
from course.pinned import open_archive, pinned
from course.submitting import submit
from scenarios.edits import edited
from scenarios.exercise import find
from scenarios.model import Edit
from scenarios.solving import Player

AT = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)
SCENARIO = "first-file"

HANDS = {
    "an": [],
    "binh": [Edit(drop="seal")],
    "chi": [Edit(drop="file-incoming")],
    "dung": [Edit(drop="close"), Edit(drop="file-reply")],
}
"""Login → what the trainee leaves out of the solution."""


class School:
    """Who teaches, who learns, and the handles of their attempts."""

    def __init__(self) -> None:
        self.teacher = self._enrol("co-giao", Role.INSTRUCTOR)
        self.stranger = self._enrol("thay-la", Role.INSTRUCTOR)
        self.trainees = {login: self._enrol(login, Role.TRAINEE) for login in HANDS}
        with writing() as session:
            self.school_class = found(session, code="K1", name="K1", at=AT)
            for one in (self.teacher, *self.trainees.values()):
                join(session, self.school_class, one)
        self.handles: dict[str, str] = {}

    def enrolled(self, login: str) -> Person:
        """Another trainee of the class."""
        someone = self._enrol(login, Role.TRAINEE)
        with writing() as session:
            join(session, self.school_class, someone)
        return someone

    def _enrol(self, login: str, role: Role) -> Person:
        with writing() as session:
            return enrol(session, login=login, name=login.title(), role=role,
                         password="-" * 12, at=AT)  # fmt: skip

    def work(self) -> None:
        """Everybody makes an attempt with their own hands."""
        for place, (login, edits) in enumerate(HANDS.items()):
            someone, at = self.trainees[login], AT + timedelta(hours=place)
            made = begin(someone, SCENARIO, at=at, seed="1", school_class=self.school_class)
            self.handles[login] = made.handle
            play(made.handle, edits)
            submit(someone, made.handle, at=at + timedelta(minutes=20))


def install(database: Database, patch: pytest.MonkeyPatch) -> None:
    """Make a database the one that use cases open."""
    patch.setattr(base.db, "database", lambda: database)
    patch.setattr(scenarios.world, "database", lambda: database)


def play(handle: str, edits: list[Edit]) -> None:
    """Play the reference solution, edited."""
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        player = Player(open_archive(session, kept, locked=True), kept.template.truth)
        player.play(edited(find(SCENARIO).solutions[0], edits).steps)


def copied(database: Database, to: str) -> Database:
    """A copy of a SQLite database, to write into."""
    path = str(database.engine.url.database)
    with closing(sqlite3.connect(path)) as whole, closing(sqlite3.connect(to)) as copy:
        whole.backup(copy)
    return Database(f"sqlite:///{to}", durable=False)
