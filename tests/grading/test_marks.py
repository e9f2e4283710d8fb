"""Credit, marks and the set rule, as laws."""

from hypothesis import given
from hypothesis import strategies as st

from grading.mark import Found, Mark, all_or_nothing, share


def _found(right: int, wrong: int) -> list[Found]:
    return [Found(code="x", good=True)] * right + [Found(code="x", good=False)] * wrong


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_credit_lies_between_nothing_and_all(right: int, wrong: int, expected: int) -> None:
    look = share(_found(min(right, expected), wrong), expected=expected)
    assert 0 <= look.credit <= 1


@given(st.integers(1, 50), st.integers(0, 50))
def test_choosing_everything_earns_what_right_exceeds_wrong(expected: int, others: int) -> None:
    look = share(_found(expected, others), expected=expected)
    assert look.credit == max(0, expected - others) / expected


@given(st.integers(1, 30), st.integers(0, 30), st.integers(0, 30))
def test_another_wrong_choice_never_earns_more(expected: int, right: int, wrong: int) -> None:
    right = min(right, expected)
    fewer = share(_found(right, wrong), expected=expected).credit
    more = share(_found(right, wrong + 1), expected=expected).credit
    assert more <= fewer


def test_nothing_expected_earns_nothing() -> None:
    assert share(_found(0, 0), expected=0).mark is Mark.FAILED


def test_nothing_found_fails() -> None:
    assert all_or_nothing([]).mark is Mark.FAILED


def test_one_wrong_among_all_fails_when_all_are_asked_for() -> None:
    assert all_or_nothing(_found(3, 1)).mark is Mark.FAILED
    assert all_or_nothing(_found(3, 0)).mark is Mark.PASSED


def test_some_right_is_partly() -> None:
    assert share(_found(1, 0), expected=2).mark is Mark.PARTLY
