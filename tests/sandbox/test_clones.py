"""A clone is its template to the letter, costs no bytes, and goes its own way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlmodel import Session

from base.db import Database
from base.errors import Refused
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.blobs import MemoryBlobs
from sandbox.clones import clone, forget
from sandbox.events import EventDraft, Outcome, broken_at
from sandbox.planter import Planter
from sandbox.shelf import PREFIX
from sandbox.tables import ROWS, EventRow, SandboxRow, table_of
from tests.make import KEY, NOW
from tests.sandbox import samples


def planted(documents: int) -> Planter:
    """A planter with one entity of every kind and a log, about as many documents as asked for."""
    plant = Planter(now=NOW, world_key=KEY, blobs=MemoryBlobs())
    for kind in PREFIX:
        plant.next_ref(kind)
        plant.add(samples.plain(kind))
    for number in range(2, documents + 1):
        plant.next_ref(e.Document)
        digest = plant.blobs.put(f"document {number}".encode())
        plant.add(samples.plain(e.Document, number))
        plant.add(samples.plain(e.Component, number, digest=digest, document=f"VB{number:04}"))
        plant.log(
            EventDraft(
                type="creation",
                verb="draft-document",
                outcome=Outcome.SUCCESS,
                at=NOW - timedelta(days=documents - number),
            )
        )
    return plant


def template(database: Database, documents: int = 3) -> tuple[int, MemoryBlobs]:
    plant = planted(documents)
    with database.writing() as session:
        row = SandboxRow(
            kind="template",
            scenario="s",
            version="v",
            seed="7",
            world_key=KEY.hex(),
            now=NOW,
            desk="VT0001",
            desks=["VT0001", "VT0002"],
        )
        assert isinstance(plant.blobs, MemoryBlobs)
        return plant.plant(session, row).sandbox, plant.blobs


def test_a_clone_is_its_template_to_the_letter(database: Database) -> None:
    source, blobs = template(database)
    kept = blobs.digests()
    with database.writing() as session:
        copy = clone(session, source, kind="attempt", blobs=blobs)
        original = Archive(session, source, blobs=blobs)
        assert copy.fingerprint() == original.fingerprint() == original.state["fingerprint"]
        assert copy.events() == original.events() != []
        assert broken_at(copy.events()) is None
        assert {kind: copy.all(kind) for kind in PREFIX} == {
            kind: original.all(kind) for kind in PREFIX
        }
        same = {name: value for name, value in copy.state.items() if name in _INHERITED}
        assert same == {name: original.state[name] for name in _INHERITED}
        assert copy.differences(source) == []
    assert blobs.digests() == kept


_INHERITED = (
    "scenario", "version", "seed", "world_key", "now", "desk", "desks", "events", "head",
    "counters", "fingerprint",
)  # fmt: skip


def test_a_clone_is_open_and_knows_where_it_comes_from(database: Database) -> None:
    source, blobs = template(database)
    with database.writing() as session:
        state = clone(session, source, kind="attempt", blobs=blobs).state
    assert (state["kind"], state["template"]) == ("attempt", source)
    assert (state["sealed"], state["changes"]) == (False, 0)


def test_a_world_that_is_still_planted_or_gone_is_not_cloned(sqlite: Database) -> None:
    with sqlite.writing() as session:
        row = SandboxRow(kind="template", world_key="00", now=NOW)
        session.add(row)
        session.flush()
        assert row.id is not None
        with pytest.raises(Refused, match=r"template\.unsealed"):
            clone(session, row.id, kind="attempt", blobs=MemoryBlobs())
        with pytest.raises(Refused, match=r"archive\.gone"):
            clone(session, row.id + 1, kind="attempt", blobs=MemoryBlobs())
        session.rollback()


@contextmanager
def _counted(database: Database) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def test_a_large_world_is_cloned_with_as_many_statements_as_a_small_one(database: Database) -> None:
    counts = []
    for documents in (3, 120):
        source, blobs = template(database, documents)
        with _counted(database) as asked, database.writing() as session:
            copy = clone(session, source, kind="attempt", blobs=blobs)
        with database.reading() as session:
            assert Archive(session, copy.sandbox, blobs=blobs).count(e.Document) == documents
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] < 2 * len(ROWS)


def test_of_a_forgotten_sandbox_no_row_is_left(database: Database) -> None:
    source, blobs = template(database)
    with database.writing() as session:
        copy = clone(session, source, kind="scratch", blobs=blobs)
        forget(session, copy.sandbox)
        forget(session, copy.sandbox)
        tables = [*(table_of(kind) for kind in ROWS), EventRow.__table__]
        left = [t.name for t in tables if _rows(session, t, copy.sandbox)]
        assert left == []
        assert all(_rows(session, table, source) for table in tables)
    assert blobs.digests() != []


def _rows(session: Session, table: Any, sandbox: int) -> int:
    return len(session.execute(table.select().where(table.c.sandbox == sandbox)).all())
