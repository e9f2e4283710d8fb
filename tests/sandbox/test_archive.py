"""One sandbox, one archive: neighbours never leak, and nobody else asks its tables."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from base.db import Database
from base.errors import Refused
from sandbox import entities as e
from sandbox.archive import Archive, Change
from sandbox.blobs import MemoryBlobs
from sandbox.clones import clone, forget
from sandbox.events import EventDraft, Outcome, broken_at
from sandbox.planter import Planter
from sandbox.shelf import PREFIX, kind_of, running
from sandbox.tables import SandboxRow
from tests.base import source
from tests.make import KEY, NOW
from tests.sandbox import samples


def template(session: Session, *entities: e.Entity) -> Archive:
    planter = Planter(now=NOW, world_key=KEY, blobs=MemoryBlobs())
    for entity in entities:
        planter.add(entity)
        planter.next_ref(type(entity))
    return planter.plant(session, SandboxRow(kind="template", world_key=KEY.hex(), now=NOW))


@contextmanager
def neighbours(database: Database) -> Iterator[tuple[Archive, Archive]]:
    """Two clones of a template with one entity of every kind."""
    with database.writing() as session:
        seed = template(session, *(samples.plain(kind) for kind in PREFIX))
        one, other = (
            clone(session, seed.sandbox, kind="scratch", blobs=MemoryBlobs()) for _ in range(2)
        )
        yield one, other
        session.rollback()


def _draft(**facts: Any) -> EventDraft:
    return EventDraft(
        **{"type": "creation", "verb": "open-file", "outcome": Outcome.SUCCESS, "at": NOW, **facts}
    )


def _picture(archive: Archive) -> tuple[object, ...]:
    """Everything one can see of an archive, read anew."""
    seen = Archive(archive.session, archive.sandbox, blobs=archive.blobs)
    return (
        seen.fingerprint(),
        seen.state,
        seen.now,
        [event.hash for event in seen.events()],
        [(kind, seen.all(kind), seen.count(kind), seen.touched(kind)) for kind in PREFIX],
    )


def _change_every_kind(archive: Archive) -> None:
    for kind in PREFIX:
        there = archive.all(kind)[0]
        archive.change(there, **{_a_text_of(kind): "mine"})
        mine = archive.add(samples.plain(kind, 7))
        archive.change_all([mine], **{_a_text_of(kind): "mine too"})
        archive.next_ref(kind)
        archive.remove(archive.add(samples.plain(kind, 8)))


def _a_text_of(kind: type[e.Entity]) -> str:
    """A field of a kind that holds any text."""
    return next(
        name
        for name, info in kind.model_fields.items()
        if name != "ref" and info.annotation in (str, str | None) and not info.metadata
    )


def _log_and_keep(archive: Archive) -> None:
    archive.log(_draft())
    archive.keep(now=NOW + timedelta(days=1), desk="VT0009", changes=5)


@pytest.mark.parametrize("work", [_change_every_kind, _log_and_keep])
def test_what_is_done_to_one_does_not_show_in_its_neighbour(work: Any, database: Database) -> None:
    with neighbours(database) as (one, other):
        before, mine = _picture(other), _picture(one)
        seed = Archive(one.session, one.state["template"], blobs=one.blobs)
        origin = _picture(seed)
        work(one)
        assert _picture(one) != mine
        assert _picture(other) == before
        assert _picture(seed) == origin


def test_no_question_is_answered_with_a_neighbours_record(database: Database) -> None:
    with neighbours(database) as (one, other):
        _change_every_kind(one)
        _log_and_keep(one)
        for kind in PREFIX:
            mine = running(kind, 7)
            assert one.find(kind, mine) is not None
            assert other.find(kind, mine) is None
            assert other.find(kind, None) is None
            assert [v.ref for v in other.all(kind)] == [running(kind, 1)]
            assert other.all(kind, ref=[mine]) == []
            assert other.count(kind, ref=mine) == 0
            assert other.count(kind) == 1
            with pytest.raises(Refused, match=r"archive\.unknown"):
                other.get(kind, mine)
        assert other.events() == []
        assert other.differences(other.state["template"]) == []
        changed = {change.ref for change in one.differences(one.state["template"])}
        assert changed == {running(kind, n) for kind in PREFIX for n in (1, 7)}


def test_every_question_an_archive_answers_is_asked_above() -> None:
    public = {name for name in vars(Archive) if not name.startswith("_")}
    assert public == {
        "now", "world_key", "as_of", "find", "get", "all", "count", "add", "change", "remove",
        "change_all", "remove_all", "next_ref", "keep", "blob", "log", "events",
        "fingerprint", "differences", "stack", "touched",
    }  # fmt: skip


def test_a_neighbour_that_is_forgotten_takes_nothing_with_it(database: Database) -> None:
    with neighbours(database) as (one, other):
        before = _picture(other)
        forget(one.session, one.sandbox)
        assert _picture(other) == before
        with pytest.raises(Refused, match=r"archive\.gone"):
            Archive(one.session, one.sandbox, blobs=one.blobs)


def _taken_from_tables(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "sandbox.tables":
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.Import):
            names |= {"*" for alias in node.names if alias.name == "sandbox.tables"}
        if isinstance(node, ast.ImportFrom) and node.module == "sandbox":
            names |= {"*" for alias in node.names if alias.name == "tables"}
    return names


def test_only_archive_its_statements_clones_and_planter_ask_the_tables() -> None:
    asking = {
        source.name(path) for path in source.modules() if _taken_from_tables(path) - {"SandboxRow"}
    }
    assert asking == {
        f"sandbox/{name}.py" for name in ("archive", "clones", "planter", "statements")
    }


def test_elsewhere_the_sandboxs_row_is_only_filled_in_for_the_planter() -> None:
    for path in source.modules():
        if "SandboxRow" not in _taken_from_tables(path) or path.parent.name == "sandbox":
            continue
        filled_in = {id(call.func) for call in source.calls(path)}
        used = [
            node
            for node in ast.walk(source.tree(path))
            if isinstance(node, ast.Name) and node.id == "SandboxRow"
        ]
        assert all(id(one) in filled_in for one in used), path


def test_nobody_writes_sql_of_their_own() -> None:
    for path in source.modules():
        if source.name(path) == "base/db.py":
            continue
        for node in ast.walk(source.tree(path)):
            assert not (isinstance(node, ast.Attribute) and node.attr == "exec_driver_sql"), path
            if isinstance(node, ast.ImportFrom) and node.module in {"sqlalchemy", "sqlmodel"}:
                assert "text" not in {alias.name for alias in node.names}, path


def test_only_the_doors_of_the_database_commit() -> None:
    committing = {
        source.name(path)
        for path in source.modules()
        for call in source.calls(path)
        if source.called(call) == "commit"
    }
    assert committing == {"base/db.py"}


def test_an_entity_is_validated_on_its_way_in_and_when_it_changes(database: Database) -> None:
    with neighbours(database) as (one, _):
        file = one.all(e.File)[0]
        for wrong in ({"maintenance": "three years"}, {"status": "lost"}, {"no_such_field": 1}):
            with pytest.raises(ValueError, match="validation error"):
                one.change(file, **wrong)
        facts = {**file.model_dump(), "ref": "HS0009", "maintenance": "three years"}
        unchecked = e.File.model_construct(**facts)
        with pytest.raises(ValueError, match="validation error"):
            one.add(unchecked)
        assert one.all(e.File) == [file]


def test_a_codes_letters_say_its_kind() -> None:
    assert len(set(PREFIX.values())) == len(PREFIX)
    for kind in PREFIX:
        assert kind_of(running(kind, 12)) is kind
    assert kind_of("XX0001") is None
    assert kind_of("") is None


def test_no_code_is_given_twice_not_even_after_its_record_is_gone(database: Database) -> None:
    with neighbours(database) as (one, other):
        first = one.next_ref(e.Document)
        one.remove(one.add(samples.plain(e.Document, int(first[2:]))))
        again = Archive(one.session, one.sandbox, blobs=one.blobs)
        given = [first, *(again.next_ref(e.Document) for _ in range(5))]
        assert given == [running(e.Document, n) for n in range(2, 8)]
        assert other.next_ref(e.Document) == first  # a neighbour counts for itself
        assert again.next_ref(e.File) == running(e.File, 2)  # and so does every kind


def test_an_hour_of_the_past_is_lent_and_given_back(database: Database) -> None:
    with neighbours(database) as (one, _):
        earlier = NOW - timedelta(hours=3)
        with one.as_of(earlier):
            assert one.now == earlier
            with one.as_of(None):
                assert one.now == NOW
            assert one.now == earlier
        assert one.now == NOW
        with pytest.raises(RuntimeError), one.as_of(earlier):
            raise RuntimeError
        assert one.now == NOW


def test_the_log_is_one_chain_whatever_is_asked_of_it(database: Database) -> None:
    with neighbours(database) as (one, _):
        written = [one.log(_draft(verb=f"verb-{n}")) for n in range(4)]
        assert [event.seq for event in written] == [1, 2, 3, 4]
        assert one.events() == written
        assert one.events(after=2) == written[2:]
        assert broken_at(one.events()) is None
        assert (one.state["events"], one.state["head"]) == (4, written[-1].hash)


quick = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
kinds = st.sampled_from([e.Document, e.File, e.Filing, e.Hold, e.Disposal, e.Certificate])


@given(st.data())
@quick
def test_differences_are_exactly_what_was_changed(sqlite: Database, data: st.DataObject) -> None:
    kind = data.draw(kinds)
    numbers = range(1, 4)
    start = {running(kind, n): data.draw(samples.entity(kind, n)) for n in numbers}
    with sqlite.writing() as session:
        seed = template(session, *start.values())
        archive = clone(session, seed.sandbox, kind="scratch", blobs=MemoryBlobs())
        now = dict(start)
        for number in data.draw(st.lists(st.integers(1, 5), max_size=6)):
            ref, name = running(kind, number), data.draw(st.sampled_from(sorted(_fields(kind))))
            if ref not in now:
                now[ref] = archive.add(data.draw(samples.entity(kind, number)))
            elif data.draw(st.booleans()):
                archive.remove(now.pop(ref))
            else:
                now[ref] = archive.change(now[ref], **{name: data.draw(samples.field(kind, name))})
        found = archive.differences(seed.sandbox)
        session.rollback()
    wanted = [
        Change(kind, ref, start.get(ref), now.get(ref))
        for ref in sorted({*start, *now})
        if start.get(ref) != now.get(ref)
    ]
    assert found == wanted


def _fields(kind: type[e.Entity]) -> set[str]:
    return set(kind.model_fields) - {"ref"}


@given(st.data())
@quick
def test_the_fingerprint_moves_with_every_field_and_only_then(
    sqlite: Database, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(list(PREFIX)))
    name = data.draw(st.sampled_from(sorted(_fields(kind))))
    with sqlite.writing() as session:
        archive = template(session, samples.plain(kind))
        before, value = archive.fingerprint(), archive.all(kind)[0]
        changed = archive.change(value, **{name: data.draw(samples.field(kind, name))})
        assert (archive.fingerprint() == before) == (changed == value)
        archive.log(_draft())
        archive.change(changed, **{name: getattr(value, name)})
        assert archive.fingerprint() == before  # no log in it
        archive.keep(desk="VT0001")
        assert archive.fingerprint() != before
        session.rollback()
