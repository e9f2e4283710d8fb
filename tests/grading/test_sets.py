"""set, choice, count, never-so: truth tables, false alarms, and laws of credit."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from grading.evidence import Truth
from grading.mark import Look, Mark
from sandbox import entities as e
from sandbox.archive import Archive
from tests.grading.worlds import Row, check, evidence, look, nothing, shows, theatre
from tests.make import NOW
from tests.sandbox.stories import Stage, Story

TRUTH = Truth(
    tags={"due": ["HS0001", "HS0002"], "none": [], "all": ["HS0001", "HS0002", "HS0003"]},
    facts={
        "HS0001": {"decision": "destroy", "why": ["expired"]},
        "HS0002": {"decision": "destroy", "why": ["expired", "duplicate"]},
        "HS0003": {"decision": "wait", "why": []},
        "VB0001": {"verdict": "valid"}, "VB0002": {"verdict": "invalid", "codes": ["integrity"],
                                                 "return_reason": ["integrity"]},
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with theatre(tmp_path_factory) as made:
        yield made


def _listed(*numbers: int) -> Any:
    def done(story: Story, archive: Archive) -> None:
        expired = [f"HS000{number}" for number in numbers]
        story.go(archive, "archivist", "propose-disposal", expired=expired)

    return done


def _decided(**by_file: str) -> Any:
    """``HS0001="destroy/expired"``."""

    def done(story: Story, archive: Archive) -> None:
        for file, told in by_file.items():
            decision, _, reason = told.partition("/")
            story.go(archive, "archivist", "appraise-file", file=file, decision=decision,
                     reason=reason or "other")  # fmt: skip

    return done


def _concluded(**by_document: str) -> Any:
    def done(_: Story, archive: Archive) -> None:
        for document, told in by_document.items():
            verdict, _, reasons = told.partition("/")
            archive.add(
                e.Conclusion(
                    ref=archive.next_ref(e.Conclusion),
                    document=document,
                    verdict=verdict,
                    reasons=reasons.split("+") if reasons else [],
                    by="VT0003",
                    recorded_at=NOW,
                )
            )

    return done


def _returned(**by_document: str) -> Any:
    def done(story: Story, archive: Archive) -> None:
        for document, reason in by_document.items():
            story.go(archive, "clerk", "return-incoming", document=document, reason=reason)

    return done


CHOSEN = {"kind": "set", "chosen": {"kind": "Disposal", "field": "files"}, "right": {"tag": "due"}}
EXACT = {**CHOSEN, "exact": True}
MILD = {**CHOSEN, "cost": 0.5}
NONE_RIGHT = {**CHOSEN, "right": {"tag": "none"}}
R, W, M = "set.right", "set.wrong", "set.missing"
DECIDE = {"kind": "choice", "records": {"tag": "due"}, "decided_in": "Appraisal", "reasons": "why"}
ALARMS = {**DECIDE, "default": "keep"}
FREE = {**DECIDE, "reasons": None}
ALL = {**DECIDE, "records": {"tag": "all"}}
LETTERS = {"kind": "Document", "where": {"ref": ["VB0001", "VB0002"]}}
VERDICT = {"kind": "choice", "records": LETTERS, "decided_in": "Conclusion",
           "decision": "verdict", "reasons": "codes", "default": "valid"}  # fmt: skip
BACK = {"kind": "choice", "records": {"kind": "Document", "where": {"ref": "VB0002"}},
        "decided_in": "Return", "reasons": "return_reason"}  # fmt: skip
OK, BAD, WHY, ABSENT = "choice.right", "choice.wrong", "choice.reason", "choice.missing"
ALARM = "choice.false_alarm"
REVIEW = {"kind": "File", "where": {"status": "review"}}
SO = {"kind": "never-so", "records": REVIEW}
SO_AMONG = {**SO, "among": {"tag": "due"}}
COUNT = {"kind": "count", "records": REVIEW}

ROWS = [
    Row("exactly the right ones", CHOSEN, _listed(1, 2), 1, [R, R]),
    Row("half of them", CHOSEN, _listed(1), 0.5, [R, M]),
    Row("one right, one wrong", CHOSEN, _listed(1, 3), 0, [R, W, M]),
    Row("all right, one wrong", CHOSEN, _listed(1, 2, 3), 0.5, [R, R, W]),
    Row("everything there is", CHOSEN, _listed(1, 2, 3, 4), 0, [R, R, W, W]),
    Row("only a wrong one", CHOSEN, _listed(3), 0, [W, M]),
    Row("nothing chosen", CHOSEN, nothing, 0, [M]),
    Row("nothing right, nothing chosen", NONE_RIGHT, nothing, 0, []),
    Row("nothing right, something chosen", NONE_RIGHT, _listed(1), 0, [W]),
    Row("exact and exact", EXACT, _listed(1, 2), 1, [R, R]),
    Row("exact but one missing", EXACT, _listed(1), 0, [R, M]),
    Row("exact but one too many", EXACT, _listed(1, 2, 3), 0, [R, R, W]),
    Row("a mild price", MILD, _listed(1, 2, 3), 0.75, [R, R, W]),
    Row("both decided with a reason", DECIDE,
        _decided(HS0001="destroy/expired", HS0002="destroy/duplicate"), 1, [OK, OK]),
    Row("one decided", DECIDE, _decided(HS0001="destroy/expired"), 0.5, [OK, ABSENT]),
    Row("one with a wrong reason", DECIDE,
        _decided(HS0001="destroy/duplicate", HS0002="destroy/expired"), 0, [WHY, OK]),
    Row("one the wrong way", DECIDE,
        _decided(HS0001="keep/expired", HS0002="destroy/expired"), 0, [BAD, OK]),
    Row("nothing decided", DECIDE, nothing, 0, [ABSENT]),
    Row("no reason asked for", FREE,
        _decided(HS0001="destroy", HS0002="destroy"), 1, [OK, OK]),
    Row("any reason where none is listed", ALL,
        _decided(HS0001="destroy/expired", HS0002="destroy/expired", HS0003="wait/other"), 1,
        [OK, OK, OK]),
    Row("a false alarm", ALARMS,
        _decided(HS0001="destroy/expired", HS0002="destroy/expired", HS0004="destroy/expired"),
        0.5, [OK, OK, ALARM]),
    Row("a decision that alarms nobody", ALARMS,
        _decided(HS0001="destroy/expired", HS0002="destroy/expired", HS0004="keep/running"),
        1, [OK, OK]),
    Row("alarms everywhere", ALARMS,
        _decided(HS0001="destroy/expired", HS0002="destroy/expired", HS0003="destroy/expired",
                 HS0004="destroy/expired"), 0, [OK, OK, ALARM, ALARM]),
    Row("others decided, alarms not asked for", DECIDE,
        _decided(HS0001="destroy/expired", HS0002="destroy/expired", HS0004="destroy/expired"),
        1, [OK, OK]),
    Row("both verdicts right", VERDICT,
        _concluded(VB0001="valid", VB0002="invalid/integrity+other"), 1, [OK, OK]),
    Row("a verdict for a wrong reason", VERDICT,
        _concluded(VB0001="valid", VB0002="invalid/unsigned"), 0, [OK, WHY]),
    Row("a sound one called unsound", VERDICT,
        _concluded(VB0001="valid", VB0002="invalid/integrity", VB0003="invalid/integrity"), 0.5,
        [OK, OK, ALARM]),
    Row("sent back for a reason of its own", BACK, _returned(VB0002="integrity"), 1, [OK]),
    Row("sent back for another reason", BACK, _returned(VB0002="misdirected"), 0, [WHY]),
    Row("not sent back", BACK, nothing, 0, [ABSENT]),
    Row("none is so", SO, nothing, 1, ["never.kept"]),
    Row("two are so", SO, _listed(1, 3), 0, ["never.so", "never.so"]),
    Row("none of these is so", SO_AMONG, _listed(3), 1, ["never.kept"]),
    Row("one of these is so", SO_AMONG, _listed(1, 3), 0, ["never.so"]),
    Row("at least one", COUNT, _listed(1), 1, ["count.right"]),
    Row("none of at least one", COUNT, nothing, 0, ["count.wrong"]),
    Row("more than at most", {**COUNT, "at_most": 2}, _listed(1, 2, 3), 0, ["count.wrong"]),
    Row("as many as at most", {**COUNT, "at_least": 2, "at_most": 2}, _listed(1, 2), 1,
        ["count.right"]),
    Row("fewer than at least", {**COUNT, "at_least": 2}, _listed(1), 0, ["count.wrong"]),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_table(row: Row, stage: Stage) -> None:
    found = look(stage, row, TRUTH)
    assert shows(found, row), found


def test_every_kind_passes_fails_and_where_it_can_partly_holds() -> None:
    marks = {(row.asked["kind"], Look(credit=row.credit).mark) for row in ROWS}
    graded = {(kind, mark) for kind in ("set", "choice") for mark in
              (Mark.PASSED, Mark.PARTLY, Mark.FAILED)}  # fmt: skip
    whole = {(k, m) for k in ("never-so", "count") for m in (Mark.PASSED, Mark.FAILED)}
    assert marks == graded | whole


def test_a_set_counts_what_was_right_wrong_and_expected(stage: Stage) -> None:
    found = look(stage, Row("", CHOSEN, _listed(1, 3, 4), 0, []), TRUTH)
    assert (found.right, found.wrong, found.expected) == (1, 2, 2)
    assert found.found[-1].refs == ["HS0002"]
    assert found.found[-1].facts == {"n": "1"}


def test_a_decision_changed_is_judged_as_it_stands(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        _decided(HS0001="keep/running", HS0002="destroy/expired")(story, archive)
        _decided(HS0001="destroy/expired")(story, archive)
        assert check(**DECIDE).look(evidence(archive, TRUTH)).credit == 1


def test_count_takes_records_or_an_event_and_not_both() -> None:
    event = {"verb": "open-file"}
    for wrong in ({}, {"records": REVIEW, "event": event}):
        with pytest.raises(ValidationError, match="either records or an event"):
            check(kind="count", **wrong)


numbers = st.sets(st.integers(1, 4), min_size=1)


@given(numbers, st.integers(1, 4), st.sampled_from([0.0, 0.5, 1.0, 2.0]))
@settings(max_examples=25, deadline=None)
def test_one_more_choice_raises_credit_only_when_it_is_right(
    stage: Stage, chosen: set[int], more: int, cost: float
) -> None:
    asked = {**CHOSEN, "cost": cost}
    before = look(stage, Row("", asked, _listed(*chosen), 0, []), TRUTH).credit
    after = look(stage, Row("", asked, _listed(*chosen | {more}), 0, []), TRUTH).credit
    if more in {1, 2}:
        assert after >= before
    else:
        assert after <= before
