"""A world being planted reads exactly like the archive it becomes, and then changes no more."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.db import Database
from base.errors import Refused
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.blobs import MemoryBlobs
from sandbox.events import EventDraft, Outcome, broken_at
from sandbox.planter import Planter
from sandbox.shelf import PREFIX, running
from sandbox.tables import SandboxRow
from tests.make import KEY, NOW
from tests.sandbox import samples


def planter() -> Planter:
    return Planter(now=NOW, world_key=KEY, blobs=MemoryBlobs())


def row() -> SandboxRow:
    return SandboxRow(kind="template", world_key=KEY.hex(), now=NOW)


kinds = st.sampled_from(
    [e.Document, e.File, e.Filing, e.Hold, e.Post, e.StoredCopy, e.Errand, e.RegisterEntry]
)


def _grow(plant: Planter, kind: Any, data: st.DataObject) -> None:
    """Add, change and remove at random, asking in between so that the planter keeps an index."""
    there: dict[int, Any] = {}
    for number in data.draw(st.lists(st.integers(1, 5), min_size=1, max_size=8)):
        if number not in there:
            there[number] = plant.add(data.draw(samples.entity(kind, number)))
        elif data.draw(st.booleans()):
            plant.remove(there.pop(number))
        else:
            name = data.draw(st.sampled_from(sorted(set(kind.model_fields) - {"ref"})))
            fresh = {name: data.draw(samples.field(kind, name))}
            there[number] = plant.change(there[number], **fresh)
        plant.all(kind, **_question(kind, data))


def _question(kind: Any, data: st.DataObject) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    for name in data.draw(st.lists(st.sampled_from(_searched(kind)), max_size=2, unique=True)):
        one = samples.field(kind, name)
        asked[name] = data.draw(one | st.lists(one.filter(lambda v: v is not None), max_size=3))
    return asked


def _searched(kind: Any) -> list[str]:
    """Fields one may search by: not those that hold JSON."""
    return sorted(
        name for name in kind.model_fields if "list" not in str(kind.model_fields[name].annotation)
        and "dict" not in str(kind.model_fields[name].annotation)
    )  # fmt: skip


@given(st.data())
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_both_shelves_give_the_same_answers(sqlite: Database, data: st.DataObject) -> None:
    kind, plant = data.draw(kinds), planter()
    _grow(plant, kind, data)
    with sqlite.writing() as session:
        archive = plant.plant(session, row())
        assert archive.all(kind) == plant.all(kind) == plant.rows()[kind]
        for number in range(1, 7):
            ref = running(kind, number)
            assert archive.find(kind, ref) == plant.find(kind, ref)
        for _ in range(3):
            asked = _question(kind, data)
            assert archive.all(kind, **asked) == plant.all(kind, **asked), asked
            assert archive.count(kind, **asked) == len(plant.all(kind, **asked))
        session.rollback()


def test_both_shelves_answer_alike_on_both_databases(database: Database) -> None:
    plant = planter()
    for number, (state, term, day) in enumerate(
        [("open", "VV", 1), ("closed", "10", 2), ("open", None, None), ("current", "10", 1)], 1
    ):
        end = NOW.date() + timedelta(days=day) if day else None
        plant.add(
            samples.plain(e.File, number, status=state, maintenance=term, end_date=end, links=["x"])
        )
    questions: list[dict[str, Any]] = [
        {},
        {"status": e.FileStatus.OPEN},
        {"status": "open"},
        {"status": ["open", "current"]},
        {"status": {e.FileStatus.OPEN}},
        {"maintenance": None},
        {"maintenance": ["10", "VV"], "status": "open"},
        {"maintenance": []},
        {"maintenance": set()},
        {"end_date": NOW.date() + timedelta(days=1)},
        {"file_catalog": 1},
        {"ref": ("HS0001", "HS0004", "HS0009")},
    ]
    with database.writing() as session:
        archive = plant.plant(session, row())
        for asked in questions:
            assert archive.all(e.File, **asked) == plant.all(e.File, **asked), asked
            assert archive.count(e.File, **asked) == len(plant.all(e.File, **asked)), asked
        assert archive.get(e.File, "HS0002") == plant.get(e.File, "HS0002")
        session.rollback()


@pytest.mark.parametrize("made", ["archive", "planter"])
def test_what_is_not_there_is_refused_alike(made: str, sqlite: Database) -> None:
    plant = planter()
    with sqlite.writing() as session:
        shelf: Archive | Planter = plant.plant(session, row()) if made == "archive" else plant
        assert shelf.find(e.File, None) is None
        with pytest.raises(Refused) as refusal:
            shelf.get(e.File, "HS0404")
        assert refusal.value.facts == {"ref": "HS0404", "kind": "@kind.File"}
        with pytest.raises(KeyError):
            shelf.blob("0" * 64)
        session.rollback()


def test_the_template_holds_what_was_planted_and_counts_on_from_there(database: Database) -> None:
    plant = planter()
    for kind in PREFIX:
        plant.next_ref(kind)
        plant.add(samples.plain(kind, 1))
    with database.writing() as session:
        archive = plant.plant(session, row())
        again = Archive(session, archive.sandbox, blobs=plant.blobs)
        assert again.state["sealed"]
        assert again.state["fingerprint"] == again.fingerprint()
        assert (again.now, again.world_key) == (plant.now, plant.world_key) == (NOW, KEY)
        assert {kind: again.all(kind) for kind in PREFIX} == plant.rows()
        assert again.next_ref(e.Note) == running(e.Note, 2)
        session.rollback()


CHANGES = {
    "add": lambda plant, file: plant.add(samples.plain(e.File, 2)),
    "change": lambda plant, file: plant.change(file, title="another"),
    "remove": lambda plant, file: plant.remove(file),
    "log": lambda plant, file: plant.log(_draft(0)),
}


def _draft(hours: int) -> EventDraft:
    at = NOW - timedelta(hours=hours)
    return EventDraft(type="creation", verb=f"verb-{hours}", outcome=Outcome.SUCCESS, at=at)


@pytest.mark.parametrize("name", CHANGES)
def test_a_planted_world_changes_no_more(name: str, sqlite: Database) -> None:
    plant = planter()
    file = plant.add(samples.plain(e.File))
    with sqlite.writing() as session:
        plant.plant(session, row())
        with pytest.raises(Refused, match=r"planter\.sealed"):
            CHANGES[name](plant, file)
        with pytest.raises(Refused, match=r"planter\.sealed"):
            plant.plant(session, row())
        assert plant.all(e.File) == [file]
        session.rollback()


def test_what_happened_before_is_told_in_its_order_and_holds_together(sqlite: Database) -> None:
    plant = planter()
    for hours in (1, 5, 3):
        plant.log(_draft(hours))
    with sqlite.writing() as session:
        events = plant.plant(session, row()).events()
        session.rollback()
    assert [event.verb for event in events] == ["verb-5", "verb-3", "verb-1"]
    assert [event.seq for event in events] == [1, 2, 3]
    assert broken_at(events) is None


def test_a_planter_is_no_way_into_an_archive_that_is_there_already() -> None:
    with pytest.raises(TypeError):
        Planter(now=NOW, world_key=KEY, blobs=MemoryBlobs(), sandbox=1)  # type: ignore[call-arg]
