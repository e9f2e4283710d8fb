"""Which records a check means: joined by “and”, narrowed, followed, taken away."""

from collections.abc import Iterator
from typing import Any

import pytest

from grading.evidence import Truth
from grading.pick import Pick, problems_of, resolve
from sandbox import entities as e
from sandbox.archive import Archive
from tests.grading.worlds import evidence, theatre
from tests.sandbox.stories import Stage

TRUTH = Truth(
    labels={"one": "HS0001", "two": "HS0002", "letter": "VB0001", "gone": "HS0404"},
    tags={"due": ["HS0001", "HS0002", "HS0003"], "held": ["HS0002"], "letters": ["VB0001"]},
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with theatre(tmp_path_factory) as made:
        yield made


PICKS: list[tuple[dict[str, Any], list[str]]] = [
    ({"label": "one"}, ["HS0001"]),
    ({"label": "$one"}, ["HS0001"]),
    ({"label": ["two", "one"]}, ["HS0001", "HS0002"]),
    ({"label": "unbound"}, []),
    ({"label": "gone"}, ["HS0404"]),
    ({"label": "gone", "kind": "File"}, []),
    ({"tag": "held"}, ["HS0002"]),
    ({"tag": ["held", "letters"]}, ["HS0002", "VB0001"]),
    ({"tag": "nobody"}, []),
    ({"label": ["one", "two"], "tag": "held"}, ["HS0002"]),
    ({"kind": "File"}, ["HS0001", "HS0002", "HS0003", "HS0004"]),
    ({"kind": "File", "tag": ["held", "letters"]}, ["HS0002"]),
    ({"kind": "File", "where": {"maintenance": "VV"}}, ["HS0004"]),
    ({"kind": "File", "where": {"maintenance": ["VV", "10"], "ref": "$one"}}, ["HS0001"]),
    ({"tag": "due", "where": {"status": "current"}}, ["HS0001", "HS0002", "HS0003"]),
    ({"tag": "due", "where": {"status": "open"}}, []),
    ({"tag": ["due", "letters"], "where": {"ref": ["HS0001", "VB0001"]}}, ["HS0001", "VB0001"]),
    ({"kind": "Filing", "where": {"file": "$one"}, "field": "document"}, ["VB0004"]),
    ({"kind": "File", "where": {"ref": {"pick": {"tag": "held"}}}}, ["HS0002"]),
    ({"kind": "Filing", "where": {"file": {"pick": {"tag": "due"}}}, "field": "document"},
     ["VB0004", "VB0005", "VB0006"]),
    ({"label": "letter", "field": "organ"}, ["CQ0003"]),
    ({"label": "letter", "field": "signer"}, []),
    ({"kind": "File", "without": {"tag": "due"}}, ["HS0004"]),
    ({"tag": "due", "without": {"label": "one", "without": {"label": "one"}}},
     ["HS0001", "HS0002", "HS0003"]),
    ({"where": {"status": "current"}}, []),
    ({}, []),
]  # fmt: skip


@pytest.mark.parametrize(("written", "refs"), PICKS)
def test_the_table(written: dict[str, Any], refs: list[str], stage: Stage) -> None:
    with stage.opened() as (_, archive):
        assert Pick.model_validate(written).refs(evidence(archive, TRUTH)) == refs


def test_lists_and_objects_name_their_members(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        story.listed(archive)
        found = evidence(archive, TRUTH)
        for field in ("files", "reasons"):
            pick = Pick(kind="Disposal", field=field)
            assert pick.refs(found) == ["HS0001", "HS0002"]


def _made_and_changed(archive: Archive) -> None:
    archive.add(archive.get(e.File, "HS0001").model_copy(update={"ref": "HS0009"}))
    archive.change(archive.get(e.File, "HS0001"), status="review")


def test_the_start_is_looked_at_when_told(stage: Stage) -> None:
    with stage.opened() as (_, archive):
        _made_and_changed(archive)
        found = evidence(archive, TRUTH)
        current: dict[str, Any] = {"kind": "File", "where": {"status": "current"}}
        now = Pick.model_validate(current).refs(found)
        then = Pick.model_validate({**current, "at_start": True}).refs(found)
        assert set(now) ^ set(then) == {"HS0001", "HS0009"}


def test_what_is_new_is_everything_without_what_was_there(stage: Stage) -> None:
    with stage.opened() as (_, archive):
        _made_and_changed(archive)
        new = Pick(kind="File", without=Pick(kind="File", at_start=True))
        assert new.refs(evidence(archive, TRUTH)) == ["HS0009"]


def test_labels_stand_for_their_records_however_deep() -> None:
    written = {"a": ["$one", {"b": "$two"}], "c": "$unbound", "d": 5, "e": "one"}
    assert resolve(written, TRUTH) == {
        "a": ["HS0001", {"b": "HS0002"}], "c": "$unbound", "d": 5, "e": "one",
    }  # fmt: skip


PROBLEMS: list[tuple[dict[str, Any], list[tuple[str, str, str]]]] = [
    ({"label": "one"}, []),
    ({"label": "oen"}, [("unknown.label", "check.records", "one")]),
    ({"label": ["$one", "$x"]}, [("unknown.label", "check.records", "—")]),
    ({"tag": "deu"}, [("unknown.tag", "check.records", "due")]),
    ({"kind": "Fiel"}, [("unknown.kind", "check.records", "File")]),
    ({"kind": "File", "where": {"statsu": "open"}},
     [("unknown.field", "check.records", "status")]),
    ({"kind": "Disposal", "field": "fiels"}, [("unknown.field", "check.records", "files")]),
    ({}, [("pick.empty", "check.records", "")]),
    ({"kind": "File", "without": {"tag": "x"}}, [("unknown.tag", "check.records.without", "—")]),
    ({"kind": "File", "where": {"ref": {"pick": {"tag": "deu"}}}},
     [("unknown.tag", "check.records.where.ref", "due")]),
]  # fmt: skip


@pytest.mark.parametrize(("written", "wanted"), PROBLEMS)
def test_what_a_pick_names_must_exist(written: dict[str, Any], wanted: list[Any]) -> None:
    found = problems_of(
        Pick.model_validate(written), labels={"one", "two"}, tags={"due"}, path="check.records"
    )
    told = [(p.code, p.facts["path"], p.facts.get("nearest", "")) for p in found]
    assert told == wanted
