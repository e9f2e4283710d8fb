"""collateral: what changed that should not have; a truth table, tiers, and what is allowed."""

from collections.abc import Iterator
from typing import Any

import pytest

from grading.checks.collateral import BOOKKEEPING
from grading.evidence import Truth
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.shelf import KINDS
from tests.grading.worlds import Row, check, evidence, look, nothing, shows, theatre
from tests.sandbox.stories import Stage, Story

TRUTH = Truth(labels={"file": "HS0001", "planned": "DM0001"}, tags={"due": ["HS0001", "HS0002"]})


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with theatre(tmp_path_factory) as made:
        yield made


def _set(ref: str, **facts: Any) -> Any:
    def done(_: Story, archive: Archive) -> None:
        kind = {"HS": e.File, "VB": e.Document, "TE": e.Component}[ref[:2]]
        archive.change(archive.get(kind, ref), **facts)

    return done


def _open(story: Story, archive: Archive) -> None:
    story.opened(archive)


def _open_unplanned(story: Story, archive: Archive) -> None:
    story.go(archive, "officer", "open-file", title="Hồ sơ khác", file_notation="09.X")


def _retitle_many(_: Story, archive: Archive) -> None:
    for file in archive.all(e.File):
        archive.change(file, title="khác")


def _unfile(_: Story, archive: Archive) -> None:
    archive.remove(archive.all(e.Filing)[0])


def _both(*steps: Any) -> Any:
    def done(story: Story, archive: Archive) -> None:
        for step in steps:
            step(story, archive)

    return done


def _allowing(*allowed: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"kind": "collateral", "each": 5, "cap": 20, "allowed": list(allowed), **more}


BARE = _allowing()
RETITLED, RETERMED = _set("HS0001", title="khác"), _set("HS0001", maintenance="20")
DESTROYED = _set("HS0003", status="destroyed")
NEW_FILE = {"kind": "File", "made": {"planned": "$planned"}}
NONE, CHANGED, GROSS = ["collateral.none"], ["collateral.changed"], ["collateral.gross"]

ROWS = [
    Row("nothing changed", BARE, nothing, 1, NONE),
    Row("one thing changed", BARE, RETITLED, 0.75, CHANGED),
    Row("four things changed", BARE, _retitle_many, 0, CHANGED * 4),
    Row("a cap of two", {**BARE, "cap": 10}, _retitle_many, 0, CHANGED * 4),
    Row("a record destroyed costs all", BARE, DESTROYED, 0, GROSS),
    Row("a filing taken out", BARE, _unfile, 0.75, CHANGED),
    Row("without a cap, nothing", {**BARE, "cap": 0}, nothing, 1, NONE),
    Row("without a cap, something", {**BARE, "cap": 0}, RETITLED, 0, CHANGED),
    Row("bookkeeping of a file", BARE, _set("HS0001", total_doc=9, end_date=None), 1, NONE),
    Row("bookkeeping and more", BARE, _set("HS0001", total_doc=9, title="khác"), 0.75, CHANGED),
    Row("bookkeeping of a document", BARE, _set("VB0001", held_by="VT0001"), 1, NONE),
    Row("bookkeeping of bytes", BARE, _set("TE0001", digest="f" * 64, size=3), 1, NONE),
    Row("other bytes under another name", BARE, _set("TE0001", file_name="x.pdf"), 0.75, CHANGED),
    Row("any change of a kind", _allowing({"kind": "File"}), _both(RETITLED, _open_unplanned),
        1, NONE),
    Row("a change of these records", _allowing({"kind": "File", "records": {"tag": "due"}}),
        RETITLED, 1, NONE),
    Row("a change of others", _allowing({"kind": "File", "records": {"tag": "due"}}),
        _set("HS0003", title="khác"), 0.75, CHANGED),
    Row("a change of these fields", _allowing({"kind": "File", "fields": ["maintenance"]}),
        RETERMED, 1, NONE),
    Row("these fields with bookkeeping", _allowing({"kind": "File", "fields": ["maintenance"]}),
        _set("HS0001", maintenance="20", total_doc=9), 1, NONE),
    Row("a change of other fields", _allowing({"kind": "File", "fields": ["maintenance"]}),
        _both(RETERMED, RETITLED), 0.75, CHANGED),
    Row("fields allow no new one", _allowing({"kind": "File", "fields": ["maintenance"]}),
        _open_unplanned, 0.75, CHANGED),
    Row("a new one as told", _allowing(NEW_FILE, {"kind": "Filing"}), _open, 1, NONE),
    Row("a new one not as told", _allowing(NEW_FILE), _open_unplanned, 0.75, CHANGED),
    Row("a new one allows no change of old ones", _allowing(NEW_FILE), RETITLED, 0.75, CHANGED),
    Row("nor their destruction", _allowing(NEW_FILE), DESTROYED, 0, GROSS),
    Row("a new one and these fields of old ones",
        _allowing({**NEW_FILE, "fields": ["maintenance"]}, {"kind": "Filing"}),
        _both(_open, RETERMED), 1, NONE),
    Row("an allowance of another kind", _allowing({"kind": "Document"}), RETITLED, 0.75, CHANGED),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_table(row: Row, stage: Stage) -> None:
    found = look(stage, row, TRUTH)
    assert shows(found, row), found


def test_what_strayed_is_told_with_its_fields_and_events(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        file = story.opened(archive)
        story.go(archive, "officer", "set-retention", file=file, maintenance="VV")
        told = check(**BARE).look(evidence(archive, TRUTH)).found
        assert [(one.refs, one.events) for one in told if file in one.refs] == [([file], [1, 2, 3])]


def test_bookkeeping_names_kinds_and_fields_that_exist() -> None:
    for kind, fields in BOOKKEEPING.items():
        assert (fields or set()) <= set(KINDS[kind].model_fields)


@pytest.mark.parametrize("kind", [k for k, f in BOOKKEEPING.items() if f is None])
def test_what_follows_from_other_changes_is_no_harm(kind: str, stage: Stage) -> None:
    with stage.opened() as (story, archive):
        story.signed(archive)
        story.held(archive)
        story.destroyed(archive)
        strays = check(**BARE).strays(evidence(archive, TRUTH))  # type: ignore[union-attr]  # collateral has strays
        assert kind not in {change.kind.__name__ for change in strays}
