"""The order engine against a plain reading of the rule, on every sequence of at most six events."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise, product

import pytest

from grading.checks.order import Step, judge_order
from grading.checks.pattern import Span

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PATTERNS = ("a", "b", "c")


def _first(sequence: tuple[str, ...], letter: str) -> Step | None:
    for place, one in enumerate(sequence):
        if one == letter:
            return Step(seq=place + 1, at=START + timedelta(hours=place))
    return None


def _plainly(sequence: tuple[str, ...], wanted: tuple[str, ...], hours: int | None) -> str:
    """Each pattern's first event; all there; each later than the one before; each in time."""
    places = [sequence.index(letter) if letter in sequence else None for letter in wanted]
    if None in places:
        return "missing"
    for one, other in pairwise(places):
        if one >= other:
            return "swapped"
    if hours is not None:
        for one, other in pairwise(places):
            if other - one > hours:
                return "late"
    return "right"


@pytest.mark.parametrize("wanted", [("a", "b"), ("a", "b", "c"), ("b", "a"), ("a",)])
@pytest.mark.parametrize("hours", [None, 1, 2])
def test_the_engine_agrees_with_the_plain_reading(
    wanted: tuple[str, ...], hours: int | None
) -> None:
    span = None if hours is None else Span(hours=hours)
    checked = 0
    for length in range(7):
        for sequence in product("abcx", repeat=length):
            steps = [_first(sequence, letter) for letter in wanted]
            assert judge_order(steps, span) == _plainly(sequence, wanted, hours), sequence
            checked += 1
    assert checked == sum(4**n for n in range(7))


def test_nothing_never_passes() -> None:
    assert judge_order([None, None], None) == "missing"


def test_working_days_follow_vietnams_calendar() -> None:
    friday = datetime(2026, 2, 13, 2, 0, tzinfo=UTC)  # the last working day before Tết
    after_holiday = datetime(2026, 2, 23, 2, 0, tzinfo=UTC)
    steps = [Step(1, friday), Step(2, after_holiday)]
    assert judge_order(list(steps), Span(working_days=1)) == "right"
    assert judge_order(list(steps), Span(days=1)) == "late"
