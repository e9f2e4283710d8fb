"""Mastery is three passes in a row on distinct variants, and each variant is a new one."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.errors import Refused
from course.attempts import begin
from course.mastery import IN_A_ROW, VARIANTS, Try, following, masteries, mastery
from course.submitting import submit
from scenarios.model import Mode
from tests.course.school import NOON, School


def tries(told: str, mode: Mode = Mode.PRACTICE) -> list[Try]:
    """``a`` passed on variant a, ``A`` failed on it."""
    return [Try(variant=one.lower(), passed=one.islower(), mode=mode, at=NOON) for one in told]


@pytest.mark.parametrize(
    ("told", "row", "mastered"),
    [
        ("", 0, False),
        ("ab", 2, False),
        ("abc", 3, True),
        ("aab", 2, False),
        ("aabc", 3, True),
        ("abCde", 2, False),
        ("abCdef", 3, True),
        ("abcD", 3, True),
        ("AbC", 0, False),
    ],
)
def test_the_row_grows_with_distinct_passes_and_breaks_with_a_miss(
    told: str, row: int, mastered: bool
) -> None:
    found = mastery("x", tries(told))
    assert (found.row, found.mastered) == (row, mastered)


def test_guided_attempts_neither_add_nor_break() -> None:
    mixed = [*tries("ab"), *tries("XyZ", Mode.GUIDED), *tries("c")]
    assert mastery("x", mixed).mastered
    assert mastery("x", tries("abc", Mode.GUIDED)).row == 0


@given(st.text(alphabet="abcdABCD", max_size=12))
def test_mastery_once_reached_is_kept(told: str) -> None:
    before, after = mastery("x", tries(told)), mastery("x", tries(told + "A"))
    assert after.mastered == before.mastered
    assert before.row <= IN_A_ROW


@given(st.integers(1, 10_000), st.integers(0, 60))
def test_no_variant_comes_back_before_all_were_seen(account: int, rounds: int) -> None:
    seen: list[str] = []
    for _ in range(rounds):
        seen.append(following(account, seen))
    assert len(set(seen)) == min(rounds, VARIANTS)
    assert all(1 <= int(seed) <= VARIANTS for seed in seen)
    assert all(seen[n] == seen[n - VARIANTS] for n in range(VARIANTS, rounds))


def test_three_passes_on_new_variants_make_mastery(school: School) -> None:
    mai = school.person()
    seeds, rows = set(), []
    for n in range(IN_A_ROW):
        at = NOON + timedelta(hours=n)
        attempt = begin(mai, "tiny-one", at=at)
        seeds.add(attempt.seed)
        school.solve(mai, attempt, at)
        assert submit(mai, attempt.handle, at=at).mark.passed
        rows.append(masteries(mai)["tiny-one"].row)
    assert len(seeds) == IN_A_ROW
    assert rows == [1, 2, 3]
    assert masteries(mai)["tiny-one"].mastered


def test_a_failed_attempt_begins_the_row_anew(school: School) -> None:
    mai = school.person()
    attempt = begin(mai, "tiny-one", at=NOON)
    school.solve(mai, attempt)
    submit(mai, attempt.handle, at=NOON)
    idle = begin(mai, "tiny-one", at=NOON)
    assert idle.seed != attempt.seed
    submit(mai, idle.handle, at=NOON + timedelta(minutes=1))
    assert masteries(mai)["tiny-one"].row == 0


def test_two_attempts_at_one_exercise_are_not_open_at_once(school: School) -> None:
    mai = school.person()
    begin(mai, "tiny-one", at=NOON)
    with pytest.raises(Refused) as refused:
        begin(mai, "tiny-one", at=NOON)
    assert refused.value.code == "attempt.open_already"
