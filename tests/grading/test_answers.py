"""quiz and manual: an answer to a question, a human's mark; whatever is given is judged."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.checks.quiz import Manual, Quiz
from grading.mark import Look
from tests.grading.worlds import check

BOTH = {"vi": "…", "en": "…"}
OPTIONS = [{"id": name, "text": BOTH, "right": name in "ab"} for name in "abcd"]


class Answers:
    """Evidence that has nothing but answers."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers


def _quiz(given: Any, *, right: str = "ab") -> Look:
    options = [{**one, "right": one["id"] in right} for one in OPTIONS]
    quiz = check(kind="quiz", id="q1", question=BOTH, options=options)
    assert isinstance(quiz, Quiz)
    return quiz.look(Answers(q1=given))  # type: ignore[arg-type]  # it reads the answers alone


@pytest.mark.parametrize(
    ("given", "right", "credit", "code"),
    [
        (["a", "b"], "ab", 1, "right"),
        (["b", "a"], "ab", 1, "right"),
        (["a", "a", "b"], "ab", 1, "right"),
        (["a"], "ab", 0, "wrong"),
        (["a", "b", "c"], "ab", 0, "wrong"),
        (["c"], "ab", 0, "wrong"),
        (["a", "b", "c", "d"], "ab", 0, "wrong"),
        ("a", "a", 1, "right"),
        ("b", "a", 0, "wrong"),
        ([], "ab", 0, "none"),
        ("", "ab", 0, "none"),
        (None, "ab", 0, "none"),
        ([], "", 0, "none"),
        (7, "ab", 0, "wrong"),
        ([7, "a"], "ab", 0, "wrong"),
        ({"a": 1}, "ab", 0, "wrong"),
    ],
)
def test_exactly_the_right_options(given: Any, right: str, credit: float, code: str) -> None:
    found = _quiz(given, right=right)
    assert (found.credit, found.found[0].code) == (credit, f"quiz.{code}")


answers = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=5,
)


@given(answers)
@settings(max_examples=100, deadline=None)
def test_no_answer_breaks_a_check(given: Any) -> None:
    assert _quiz(given).credit in {0, 1}
    manual = check(kind="manual", id="essay", guidance=BOTH)
    assert isinstance(manual, Manual)
    found = manual.look(Answers(**{"manual:essay": given}))  # type: ignore[arg-type]  # answers alone
    assert 0 <= found.credit <= 1


@pytest.mark.parametrize(
    ("given", "credit", "code"),
    [
        (None, 0, "awaited"),
        ("1", 0, "awaited"),
        (0, 0, "given"),
        (0.4, 0.4, "given"),
        (1, 1, "given"),
        (7, 1, "given"),
        (-1, 0, "given"),
        (float("nan"), 0, "given"),
    ],
)
def test_a_human_mark_counts_as_given(given: Any, credit: float, code: str) -> None:
    manual = check(kind="manual", id="essay", guidance=BOTH)
    found = manual.look(Answers(**{"manual:essay": given}))  # type: ignore[arg-type]  # answers alone
    assert (found.credit, found.found[0].code) == (credit, f"manual.{code}")


def test_an_unanswered_question_is_another_than_a_wrong_one() -> None:
    quiz = check(kind="quiz", id="q1", question=BOTH, options=OPTIONS)
    assert quiz.look(Answers()).found[0].code == "quiz.none"  # type: ignore[arg-type]  # answers alone
    assert quiz.look(Answers(q2=["a", "b"])).credit == 0  # type: ignore[arg-type]  # answers alone
