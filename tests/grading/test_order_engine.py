"""The order engine against a plain reading of the rule, on every sequence of at most six events."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product

import pytest

from grading.checks.order import Order, Step, judge_order
from grading.checks.pattern import Pattern, Span
from grading.evidence import Truth
from grading.pick import Pick
from sandbox.events import EventDraft, Outcome

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


LETTERS = {"a": "sign-document", "b": "number-document", "x": "seal-document"}


class Told:
    """Evidence that has nothing but a log."""

    def __init__(self, sequence: tuple[tuple[str, str, str], ...]) -> None:
        self.truth = Truth(labels={"one": "VB0001"})
        self.archive = self
        self.events = [
            EventDraft(
                type="digital signature generation", verb=LETTERS[letter], role=role,
                outcome=Outcome.SUCCESS, at=START + timedelta(hours=place),
                objects=json.dumps([[ref, "source"]]),
            ).chained(seq=place + 1, previous="")
            for place, (letter, ref, role) in enumerate(sequence)
        ]  # fmt: skip


ACTS = [
    ("a", "VB0001", "leader"), ("a", "VB0001", "clerk"), ("a", "VB0002", "leader"),
    ("b", "VB0001", "clerk"), ("b", "VB0002", "clerk"), ("x", "VB0001", "clerk"),
]  # fmt: skip
ORDER = Order(
    events=[Pattern(verb="sign-document", role="leader"), Pattern(verb="number-document")],
    records=Pick(label="one"),
)


def _by_hand(sequence: tuple[tuple[str, str, str], ...]) -> str:
    """Signed by a leader, then numbered: both on the one document, the first of each counting."""
    signed = [n for n, act in enumerate(sequence) if act == ("a", "VB0001", "leader")]
    numbered = [
        n for n, (letter, ref, _) in enumerate(sequence) if (letter, ref) == ("b", "VB0001")
    ]
    if not signed or not numbered:
        return "missing"
    return "right" if signed[0] < numbered[0] else "swapped"


def test_roles_and_bound_records_agree_with_the_plain_reading() -> None:
    """On every log of at most four acts, by two roles, on two documents."""
    seen = set()
    for length in range(5):
        for sequence in product(ACTS, repeat=length):
            look = ORDER.look(Told(sequence))  # type: ignore[arg-type]  # it reads the log alone
            wanted = _by_hand(sequence)
            assert look.found[0].code == f"order.{wanted}", sequence
            assert look.credit == (wanted == "right")
            seen.add(wanted)
    assert seen == {"missing", "right", "swapped"}
