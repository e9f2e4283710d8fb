"""The debrief's timeline: own acts, duties with days, and the partial order of the reference."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.errors import Refused
from course.attempts import begin
from course.submitting import submit
from course.timeline import Deed, Kept, Stride, compare, duties, named, orders, timeline
from sandbox import entities as e
from sandbox.events import Outcome
from scenarios.model import Step
from tests.course.school import NOON, School
from tests.make import Small, archive

VERBS = ["draft-document", "sign-document", "number-document", "seal-document", "issue-document"]


def deed(seq: int, verb: str, *refs: str, outcome: Outcome = Outcome.SUCCESS) -> Deed:
    return Deed(seq=seq, at=NOON, verb=verb, actor="VT0001", outcome=outcome, refs=list(refs))


def stride(step: str, *after: str, refs: tuple[str, ...] = ()) -> Stride:
    return Stride(step=step, verb=step, refs=list(refs), after=list(after))


@st.composite
def ways(draw: st.DrawFn) -> tuple[list[Stride], list[str]]:
    """A random partial order of steps, and one of the orders that keep it."""
    size = draw(st.integers(1, 7))
    names = [f"verb-{n}" for n in range(size)]
    near = [draw(st.sets(st.integers(0, n - 1))) if n else set() for n in range(size)]
    after: list[set[int]] = []
    for n in range(size):
        after.append(near[n] | {far for one in near[n] for far in after[one]})
    left, order = set(range(size)), []
    while left:
        free = sorted(n for n in left if not after[n] & left)
        order.append(draw(st.sampled_from(free)))
        left.remove(order[-1])
    way = [stride(names[n], *(names[one] for one in after[n])) for n in range(size)]
    return way, [names[n] for n in order]


@given(ways())
def test_steps_that_commute_are_never_shown_as_reversed(
    told: tuple[list[Stride], list[str]],
) -> None:
    way, order = told
    found = compare(way, [deed(place, verb) for place, verb in enumerate(order)])
    assert found.reversed == []
    assert found.missing == []


@given(ways())
def test_every_pair_that_must_keep_its_order_is_seen_when_all_is_turned_round(
    told: tuple[list[Stride], list[str]],
) -> None:
    way, order = told
    turned = [deed(place, verb) for place, verb in enumerate(reversed(order))]
    pairs = {(one.first, one.then) for one in compare(way, turned).reversed}
    assert pairs == {(first, one.verb) for one in way for first in one.after}


def test_doing_a_step_again_at_the_right_moment_is_no_reversal() -> None:
    way = [stride("sign"), stride("issue", "sign")]
    assert compare(way, [deed(1, "issue"), deed(2, "sign")]).reversed
    assert not compare(way, [deed(1, "issue"), deed(2, "sign"), deed(3, "issue")]).reversed


def test_a_step_counts_for_the_record_it_names_and_a_refused_one_not_at_all() -> None:
    way = [stride("appraise", refs=("HS0001",))]
    assert compare(way, [deed(1, "appraise", "HS0002")]).missing == ["appraise"]
    refused = deed(1, "appraise", "HS0001", outcome=Outcome.REFUSED)
    assert compare(way, [refused]).missing == ["appraise"]
    assert compare(way, [deed(1, "appraise", "HS0001")]).done == {"appraise": [1]}


def test_the_order_of_steps_reaches_through_those_between() -> None:
    steps = [Step(id=name, op="sign-document") for name in "abc"]
    steps.append(Step(id="d", op="sign-document", after=[]))
    assert orders(steps) == {"a": set(), "b": {"a"}, "c": {"a", "b"}, "d": set()}


def test_records_are_found_however_deep_a_request_names_them() -> None:
    asked = {"a": "HS0001", "b": ["VB0002", {"c": "NL0003"}], "d": 4, "e": "no code", "f": None}
    assert named(asked) == {"HS0001", "VB0002", "NL0003"}


DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("due", "met", "kept"),
    [
        (DAY - timedelta(days=1), None, Kept.MISSED),
        (DAY, None, Kept.OPEN),
        (DAY, datetime(2026, 3, 2, 9, tzinfo=UTC), Kept.MET),
        (DAY - timedelta(days=3), datetime(2026, 3, 1, 9, tzinfo=UTC), Kept.LATE),
    ],
)
def test_a_duty_is_met_late_missed_or_still_to_come(
    sqlite: object, due: date, met: datetime | None, kept: Kept
) -> None:
    small = Small()
    small.planter.add(
        e.Deadline(ref="HN0001", about="VB0001", due=due, rule="rule/nd30.d24", met_at=met)
    )
    with archive(sqlite, small) as shelf:  # type: ignore[arg-type]  # the fixture's database
        assert [one.kept for one in duties(shelf)] == [kept]


def test_the_timeline_of_a_perfect_attempt_misses_nothing_in_either_order(school: School) -> None:
    for turn in (1, -1):
        mai = school.person()
        attempt = begin(mai, "tiny-one", at=NOON)
        for place, request in enumerate(school.requests(attempt)[::turn]):
            from course.acting import act

            act(mai, attempt.handle, request, expected_seq=place, at=NOON)
        submit(mai, attempt.handle, at=NOON)
        found = timeline(mai, attempt.handle, at=NOON)
        assert [one.verb for one in found.deeds] == ["appraise-file"] * 2
        assert found.comparison.cost == 0
        assert len(found.comparison.done) == 2


def test_the_timeline_of_an_idle_attempt_names_what_was_not_done(school: School) -> None:
    mai = school.person()
    attempt = begin(mai, "tiny-one", at=NOON)
    with pytest.raises(Refused) as refused:
        timeline(mai, attempt.handle, at=NOON)
    assert refused.value.code == "attempt.not_submitted"
    submit(mai, attempt.handle, at=NOON)
    found = timeline(mai, attempt.handle, at=NOON)
    assert found.deeds == []
    assert found.comparison.missing == ["appraise-file"] * 2
    with pytest.raises(Refused) as refused:
        timeline(school.person(), attempt.handle, at=NOON)
    assert refused.value.code == "attempt.foreign"
