"""order, never and count on events: the log is read, refusals and roles included."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from grading.checks.pattern import Pattern, Span
from grading.evidence import Evidence, Truth
from grading.mark import Look, Mark
from sandbox.archive import Archive
from tests.grading.worlds import Row, check, evidence, look, nothing, shows, theatre
from tests.make import NOW
from tests.sandbox.stories import Stage, Story

TRUTH = Truth(
    labels={"letter": "VB0008", "received": "VB0002", "file": "HS0001", "nobody": "VB0404"},
    tags={"both": ["HS0001", "HS0002"], "none": []},
)
LETTER = {"label": "letter"}
SIGN, NUMBER = {"verb": "sign-document"}, {"verb": "number-document"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with theatre(tmp_path_factory) as made:
        yield made


def _signed(story: Story, archive: Archive) -> None:
    assert story.signed(archive) == "VB0008"


def _wait(**time: int) -> Any:
    def done(story: Story, archive: Archive) -> None:
        story.go(archive, "clerk", "advance-clock", **time)

    return done


def _number(story: Story, archive: Archive) -> None:
    story.go(archive, "clerk", "number-document", document="VB0008")


def _submitted(story: Story, archive: Archive) -> None:
    assert story.submitted(archive) == "VB0008"


def _sign(story: Story, archive: Archive) -> None:
    story.go(archive, "director", "sign-document", document="VB0008")


def _refused(story: Story, archive: Archive) -> None:
    story.ask(archive, "officer", "close-file", file="HS0001")


def _denied(story: Story, archive: Archive) -> None:
    story.ask(archive, "auditor", "return-incoming", document="VB0002", reason="other")


def _held(*files: str) -> Any:
    def done(story: Story, archive: Archive) -> None:
        for file in files:
            story.go(archive, "archivist", "place-hold", files=[file], mandate="12/TA")
            story.go(archive, "director", "lift-hold", hold=story.made["hold"], mandate="13")

    return done


def _one_after_another(*steps: Any) -> Any:
    def done(story: Story, archive: Archive) -> None:
        for step in steps:
            step(story, archive)

    return done


def _order(*events: dict[str, Any], records: Any = LETTER, **more: Any) -> dict[str, Any]:
    return {"kind": "order", "records": records, "events": list(events), **more}


def _never(event: dict[str, Any], records: Any = None) -> dict[str, Any]:
    return {"kind": "never", "event": event, "records": records}


def _count(event: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"kind": "count", "event": event, **more}


SN = _order(SIGN, NUMBER)
HOLDS = _order({"verb": "place-hold"}, {"verb": "lift-hold"}, records=None)
PLACED = _order({"verb": "place-hold"}, records={"tag": "both"})
OTHERS = {"kind": "File", "where": {"ref": ["HS0003", "HS0004"]}}
BEFORE_OTHERS = _order({"verb": "place-hold"}, {"verb": "place-hold", "records": OTHERS},
                       records={"label": "file"})  # fmt: skip
GOOD, MISSING = "order.right", "order.missing"
RETURN = {"verb": "return-incoming"}

ROWS = [
    Row("in order", SN, _one_after_another(_signed, _number), 1, [GOOD]),
    Row("the other way round", SN, _one_after_another(_submitted, _number, _sign), 0,
        ["order.swapped"]),
    Row("the second is missing", SN, _signed, 0, [MISSING]),
    Row("the first is missing", SN, _one_after_another(_submitted, _number), 0, [MISSING]),
    Row("nothing happened", SN, nothing, 0, [MISSING]),
    Row("of another record", _order(SIGN, NUMBER, records={"label": "received"}),
        _one_after_another(_signed, _number), 0, [MISSING]),
    Row("of no record", _order(SIGN, NUMBER, records={"tag": "none"}),
        _one_after_another(_signed, _number), 0, ["nothing"]),
    Row("one event, alone", _order(SIGN), _signed, 1, [GOOD]),
    Row("by the right role", _order({**SIGN, "role": "leader"}), _signed, 1, [GOOD]),
    Row("by the wrong role", _order({**SIGN, "role": "clerk"}), _signed, 0, [MISSING]),
    Row("within a day", {**SN, "within": {"days": 1}},
        _one_after_another(_signed, _wait(days=1), _number), 1, [GOOD]),
    Row("after two days", {**SN, "within": {"days": 1}},
        _one_after_another(_signed, _wait(days=2), _number), 0, ["order.late"]),
    Row("within three hours", {**SN, "within": {"hours": 3}},
        _one_after_another(_signed, _wait(hours=3), _number), 1, [GOOD]),
    Row("after four hours", {**SN, "within": {"hours": 3}},
        _one_after_another(_signed, _wait(hours=4), _number), 0, ["order.late"]),
    Row("the next working day", {**SN, "within": {"working_days": 1}},
        _one_after_another(_signed, _wait(days=1), _number), 1, [GOOD]),
    Row("Monday to Friday", {**SN, "within": {"working_days": 1}},
        _one_after_another(_signed, _wait(days=4), _number), 0, ["order.late"]),
    Row("any record", HOLDS, _held("HS0001"), 1, [GOOD]),
    Row("each of two", PLACED, _held("HS0001", "HS0002"), 1, [GOOD, GOOD]),
    Row("only one of two", PLACED, _held("HS0001"), 0, [GOOD, MISSING]),
    Row("one of two is enough", {**PLACED, "quantifier": "one"}, _held("HS0002"), 1, [GOOD]),
    Row("neither of two", {**PLACED, "quantifier": "one"}, nothing, 0, [MISSING]),
    Row("one group before another", BEFORE_OTHERS, _held("HS0001", "HS0003"), 1, [GOOD]),
    Row("one group after another", BEFORE_OTHERS, _held("HS0003", "HS0001"), 0,
        ["order.swapped"]),
    Row("nothing in the other group", BEFORE_OTHERS, _held("HS0001"), 0, [MISSING]),
    Row("a refused act is no act", _order({"verb": "close-file"}, records=None), _refused, 0,
        [MISSING]),
    Row("a refused act when asked for",
        _order({"verb": "close-file", "outcome": "refused"}, records={"label": "file"}),
        _refused, 1, [GOOD]),
    Row("asked for a field", _order({"verb": "submit-draft", "asked": {"to": "VT0001"}}),
        _submitted, 1, [GOOD]),
    Row("asked for another", _order({"verb": "submit-draft", "asked": {"to": "VT0002"}}),
        _submitted, 0, [MISSING]),
    Row("never and never", _never(RETURN), nothing, 1, ["never.kept"]),
    Row("never but once", _never({"verb": "place-hold"}), _held("HS0001"), 0, ["never.happened"]),
    Row("never to this one", _never({"verb": "place-hold"}, {"label": "file"}), _held("HS0002"),
        1, ["never.kept"]),
    Row("to this one", _never({"verb": "place-hold"}, {"label": "file"}),
        _held("HS0002", "HS0001"), 0, ["never.happened"]),
    Row("never to nobody", _never({"verb": "place-hold"}, {"tag": "none"}), _held("HS0001"),
        1, ["never.kept"]),
    Row("refused, so it did not happen", _never(RETURN), _denied, 1, ["never.kept"]),
    Row("not even tried", _never({**RETURN, "outcome": "any"}), _denied, 0, ["never.happened"]),
    Row("never with this content", _never({"verb": "place-hold", "asked": {"mandate": "99"}}),
        _held("HS0001"), 1, ["never.kept"]),
    Row("once", _count({"verb": "place-hold"}), _held("HS0001"), 1, ["count.right"]),
    Row("not at all", _count({"verb": "place-hold"}), nothing, 0, ["count.wrong"]),
    Row("too often", _count({"verb": "place-hold"}, at_most=1), _held("HS0001", "HS0002"), 0,
        ["count.wrong"]),
    Row("verbs together", _count({"verb": ["place-hold", "lift-hold"]}, at_least=4),
        _held("HS0001", "HS0002"), 1, ["count.right"]),
    Row("by a role", _count({"verb": ["place-hold", "lift-hold"], "role": "leader"}, at_least=2,
                            at_most=2), _held("HS0001", "HS0002"), 1, ["count.right"]),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_table(row: Row, stage: Stage) -> None:
    found = look(stage, row, TRUTH)
    assert shows(found, row), found


def test_every_kind_passes_and_fails() -> None:
    marks = {(row.asked["kind"], Look(credit=row.credit).mark) for row in ROWS}
    assert marks == {(k, m) for k in ("order", "never", "count") for m in
                     (Mark.PASSED, Mark.FAILED)}  # fmt: skip


def test_what_was_found_names_its_events(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        _one_after_another(_signed, _number)(story, archive)
        told = check(**SN).look(evidence(archive, TRUTH)).found[0]
        verbs = {event.seq: event.verb for event in archive.events()}
        assert [verbs[seq] for seq in told.events] == ["sign-document", "number-document"]
        assert told.refs == ["VB0008"]


def test_what_happened_before_the_trainee_came_is_no_deed_of_theirs(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        _held("HS0001")(story, archive)
        start = Archive(archive.session, archive.state["template"], blobs=archive.blobs)
        since = archive.state["events"]
        late = Evidence(archive=archive, start=start, truth=TRUTH, since=since)
        assert check(**HOLDS).look(late).credit == 0
        assert check(**HOLDS).look(evidence(archive, TRUTH)).credit == 1


def test_an_order_of_nothing_is_no_check() -> None:
    with pytest.raises(ValidationError):
        check(kind="order", events=[])


@pytest.mark.parametrize(
    ("asked", "matches"),
    [
        ({}, True),
        ({"files": "HS0001"}, True),  # one of a list
        ({"files": ["HS0001"]}, True),  # the whole list
        ({"files": ["HS0001", "HS0002"]}, False),
        ({"files": "$file"}, True),
        ({"files": "$unbound"}, False),
        ({"mandate": "12/TA"}, True),
        ({"mandate": ["12/TA", "13/TA"]}, True),  # one of these
        ({"mandate": "13/TA"}, False),
        ({"no_such_field": "x"}, False),
    ],
)
def test_a_pattern_reads_what_was_asked(asked: dict[str, Any], matches: bool, stage: Stage) -> None:
    with stage.opened() as (story, archive):
        story.go(archive, "archivist", "place-hold", files=["HS0001"], mandate="12/TA")
        pattern = Pattern(verb="place-hold", asked=asked)
        assert pattern.matches(archive.events()[-1], TRUTH) is matches


def test_a_span_is_not_negative() -> None:
    with pytest.raises(ValidationError):
        Span(days=-1)


def test_the_story_begins_on_a_monday() -> None:
    """The working-day rows above rest on it."""
    assert NOW.weekday() == 0
    assert (NOW + timedelta(days=4)).weekday() == 4
