"""The stacks answer what the database would answer, whatever was touched since."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from base.db import Database
from sandbox import archive as archives
from sandbox import entities as e
from sandbox import stacks
from sandbox.archive import Archive
from sandbox.blobs import MemoryBlobs
from sandbox.clones import clone
from sandbox.planter import Planter
from sandbox.shelf import running
from sandbox.stacks import Laid, Stack
from sandbox.statements import names
from sandbox.tables import SandboxRow
from tests.make import KEY, NOW
from tests.sandbox import samples

quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
KINDS = st.sampled_from([e.Document, e.File, e.Filing, e.Certificate, e.Post, e.RegisterEntry])


def template(session: Session, *entities: e.Entity) -> Archive:
    planter = Planter(now=NOW, world_key=KEY, blobs=MemoryBlobs())
    for entity in entities:
        planter.add(entity)
        planter.next_ref(type(entity))
    return planter.plant(session, SandboxRow(kind="template", world_key=KEY.hex(), now=NOW))


def _changed_at_random(archive: Archive, kind: type[e.Entity], data: st.DataObject) -> None:
    for number in data.draw(st.lists(st.integers(1, 6), max_size=5)):
        there = archive.find(kind, running(kind, number))
        if there is None:
            archive.add(data.draw(samples.entity(kind, number)))
        elif data.draw(st.booleans()):
            archive.remove(there)
        else:
            name = data.draw(st.sampled_from(sorted(set(names(kind)) - {"ref"})))
            archive.change(there, **{name: data.draw(samples.field(kind, name))})


def _asked_at_random(kind: type[e.Entity], data: st.DataObject) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    for name in data.draw(st.lists(st.sampled_from(names(kind)), max_size=3, unique=True)):
        values = (
            st.sampled_from([running(kind, n) for n in range(1, 7)])
            if name == "ref"
            else samples.field(kind, name).filter(lambda one: not isinstance(one, list | dict))
        )
        if not isinstance(kind.model_fields[name].default_factory, type):
            asked[name] = data.draw(values | st.lists(values, min_size=1, max_size=3))
    return {
        name: [one for one in value if one is not None] if isinstance(value, list) else value
        for name, value in asked.items()
    }


@pytest.mark.parametrize("most", [400, 1])
@given(data=st.data())
@quick
def test_an_archive_answers_as_its_database_does(
    sqlite: Database, most: int, data: st.DataObject
) -> None:
    kind = data.draw(KINDS)
    start = [data.draw(samples.entity(kind, n)) for n in range(1, 4)]
    with pytest.MonkeyPatch.context() as patch, sqlite.writing() as session:
        patch.setattr(archives, "_MOST_NOTED", most)
        seed = template(session, *start)
        archive = clone(session, seed.sandbox, kind="scratch", blobs=MemoryBlobs())
        _changed_at_random(archive, kind, data)
        asked = _asked_at_random(kind, data)
        again = Archive(session, archive.sandbox, blobs=archive.blobs)
        for one in (archive, again, seed):
            wanted = [] if [] in asked.values() else one._asked(kind, asked)
            assert one.all(kind, **asked) == wanted
            for number in range(1, 7):
                ref = running(kind, number)
                there = one._asked(kind, {"ref": ref})
                assert one.find(kind, ref) == (there[0] if there else None)
        session.rollback()


@given(data=st.data())
@quick
def test_what_was_touched_lies_over_the_template(sqlite: Database, data: st.DataObject) -> None:
    kind = data.draw(KINDS)
    with sqlite.writing() as session:
        seed = template(session, *(data.draw(samples.entity(kind, n)) for n in range(1, 4)))
        archive = clone(session, seed.sandbox, kind="scratch", blobs=MemoryBlobs())
        _changed_at_random(archive, kind, data)
        below = archive.stack(kind)
        assert below is not None
        touched = archive.touched(kind)
        laid = Laid(below, touched, archive.all(kind, ref=touched))
        now = archive._asked(kind, {})
        assert list(laid.every) == now
        assert list(laid.rows) == [one.ref for one in now]
        for one in now:
            assert laid.get(one.ref) == one
            assert laid.pick({"ref": one.ref}) == [one]
        assert all(laid.get(ref) is None for ref in touched - set(laid.rows))
        assert list(below.every) == seed._asked(kind, {})
        session.rollback()


def test_a_question_of_a_clone_nobody_touched_asks_no_table(sqlite: Database) -> None:
    with sqlite.writing() as session:
        seed = template(session, *(samples.plain(e.Document, n) for n in range(1, 40)))
        one = clone(session, seed.sandbox, kind="attempt", blobs=MemoryBlobs())
        assert len(one.all(e.Document)) == 39
        other = clone(session, seed.sandbox, kind="attempt", blobs=MemoryBlobs())
        other._run = None  # type: ignore[assignment,method-assign]  # whoever asks falls
        assert len(other.all(e.Document, subject="x")) == 39
        assert other.find(e.Document, "VB0007") == one.get(e.Document, "VB0007")
        session.rollback()


def test_a_code_that_a_field_does_not_have_is_nobodys_answer(sqlite: Database) -> None:
    with sqlite.writing() as session:
        seed = template(session, samples.plain(e.Document))
        with pytest.raises(ValueError, match="lost"):
            seed.all(e.Document, status="lost")
        session.rollback()


def test_of_many_templates_those_asked_for_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stacks, "_MOST_ROWS", 30)
    monkeypatch.setattr(stacks, "_SHELVES", type(stacks._SHELVES)())
    rows = [samples.plain(e.Document, n) for n in range(1, 13)]
    for name in ("first", "second"):
        stacks.keep(name, e.Document, Stack(rows))
    assert stacks.kept("first", e.Document) is not None
    stacks.keep("third", e.Document, Stack(rows))
    assert [stacks.kept(name, e.Document) is None for name in ("first", "second", "third")] == [
        False,
        True,
        False,
    ]
