"""grade(): adds up, lets gates fall, never blames for our faults; pure to the byte."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from grading.grade import grade, judge
from grading.mark import Mark
from grading.report import Report
from grading.rubric import Criterion, Rubric
from sandbox.archive import Archive
from tests.databases import fresh_sqlite
from tests.grading.rubrics import broken, criterion, gate, given, rubric
from tests.sandbox.stories import Stage, Story


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    database = fresh_sqlite(tmp_path_factory.mktemp("grade"))
    with Stage(database, Story()).opened() as (_, opened):
        yield opened
    database.close()


A, B = criterion("a", 60), criterion("b", 40)
NEEDY = criterion("b", 40, requires=["a"])
FAIL = criterion("g", **gate("fail"))
CAP = criterion("g", **gate("cap", cap=30))
ZERO = criterion("g", **gate("zero", zero=["a"]))
MINUS = criterion("d", deduct=15)
LAST = criterion("c", 0, requires=["b"], deduct=1)

SCORES: list[tuple[str, Rubric, dict[str, float], float, bool]] = [
    ("everything", rubric(A, B), {"a": 1, "b": 1}, 100, True),
    ("nothing", rubric(A, B), {}, 0, False),
    ("half of one", rubric(A, B), {"a": 1, "b": 0.5}, 80, True),
    ("a third", rubric(A, B), {"a": 1 / 3}, 20, False),
    ("just the pass mark", rubric(A, B), {"a": 1, "b": 0.25}, 70, True),
    ("just below", rubric(A, B), {"a": 1, "b": 0.249}, 69.96, False),
    ("blocked by nothing done", rubric(A, NEEDY), {"b": 1}, 0, False),
    ("not blocked by half", rubric(A, NEEDY), {"a": 0.5, "b": 1}, 70, True),
    ("a gate that held", rubric(A, B, FAIL), {"a": 1, "b": 1, "g": 1}, 100, True),
    ("a gate that fell", rubric(A, B, FAIL), {"a": 1, "b": 1}, 69, False),
    ("a gate that half fell", rubric(A, B, FAIL), {"a": 1, "b": 1, "g": 0.9}, 69, False),
    ("a gate below what was earned", rubric(A, B, FAIL), {"a": 0.5}, 30, False),
    ("a cap", rubric(A, B, CAP), {"a": 1, "b": 1}, 30, False),
    ("a cap above what was earned", rubric(A, B, CAP), {"a": 0.1}, 6, False),
    ("a zeroed criterion", rubric(A, B, ZERO), {"a": 1, "b": 1}, 40, False),
    ("a deduction", rubric(A, B, MINUS), {"a": 1, "b": 1}, 85, True),
    ("half a deduction", rubric(A, B, MINUS), {"a": 1, "b": 1, "d": 0.5}, 92.5, True),
    ("never below nothing", rubric(A, B, MINUS), {"a": 0.1}, 0, False),
    ("our fault", rubric(A, broken("x", 40)), {"a": 1}, 100, False),
    ("our fault and half", rubric(A, broken("x", 40)), {"a": 0.5}, 50, False),
    ("all our fault", rubric(broken("x", 100)), {}, 0, False),
    (
        "a broken gate does not fall",
        rubric(A, B, broken("x", **gate())),
        {"a": 1, "b": 1},
        100,
        False,
    ),
    ("a broken one blocks nobody", rubric(broken("a", 60), NEEDY), {"b": 1}, 100, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "made", "marks", "score", "passed"), SCORES, ids=[one[0] for one in SCORES]
)
def test_the_table(
    name: str, made: Rubric, marks: dict[str, float], score: float, passed: bool, archive: Archive
) -> None:
    report = grade(given(archive, **marks), made)
    assert (report.score, report.passed) == (score, passed), name


def test_each_mark_is_told(archive: Archive) -> None:
    made = rubric(criterion("a", 20), criterion("b", 20), criterion("c", 20),
                  criterion("e", 20, requires=["c"]), broken("x", 20))  # fmt: skip
    report = grade(given(archive, a=1, b=0.25), made)
    assert [(one.id, one.mark, one.points) for one in report.results] == [
        ("a", Mark.PASSED, 20),
        ("b", Mark.PARTLY, 5),
        ("c", Mark.FAILED, 0),
        ("e", Mark.BLOCKED, 0),
        ("x", Mark.BROKEN, 0),
    ]
    assert report.score == round(25 * 100 / 80, 2)


def test_a_chain_of_requirements_is_blocked_to_its_end_and_loses_nothing_twice(
    archive: Archive,
) -> None:
    made = rubric(A, NEEDY, LAST)
    report = grade(given(archive, b=1), made)
    assert [one.mark for one in report.results] == [Mark.FAILED, Mark.BLOCKED, Mark.BLOCKED]
    assert report.score == 0


def test_a_crash_is_never_a_silent_nothing_or_all(archive: Archive) -> None:
    report = grade(given(archive), rubric(A, broken("x", 40)))
    told = report.result("x")
    assert report.broken
    assert (told.mark, told.credit, told.points, told.possible) == (Mark.BROKEN, 0, 0, 40)
    assert told.error.startswith("ValueError: ")
    assert told.gate == ""
    assert not grade(given(archive), rubric(A, B)).broken


def test_gates_that_fell_are_named_and_nothing_else(archive: Archive) -> None:
    made = rubric(A, B, FAIL, criterion("h", **gate("cap", cap=50)))
    assert grade(given(archive, a=1, b=1, h=1), made).gates == ["g"]
    assert grade(given(archive, g=1, h=1), made).gates == []
    assert grade(given(archive), made).gates == ["g", "h"]
    assert grade(given(archive), made).result("h").gate == "cap"


def test_a_zero_gate_takes_what_was_earned_and_not_what_was_lost(archive: Archive) -> None:
    made = rubric(A, B, criterion("d", deduct=10), criterion("g", **gate("zero", zero=["a", "d"])))
    report = grade(given(archive, a=1, b=1), made)
    assert (report.result("a").points, report.result("d").points) == (0, -10)
    assert report.score == 30


def test_one_criterion_can_be_judged_by_itself(archive: Archive) -> None:
    assert judge(given(archive, b=1), NEEDY).mark is Mark.PASSED
    assert judge(given(archive), broken("x")).mark is Mark.BROKEN


def test_a_rule_is_cited_as_it_stood_on_the_day_of_the_act(archive: Archive) -> None:
    ruled = criterion("a", 100, rules=["agency/qc.d8", "rule/nd30.d5.k1"])
    cited = grade(given(archive, a=1), rubric(ruled)).result("a").rules
    assert [one.rule for one in cited] == ["agency/qc.d8", "rule/nd30.d5.k1"]
    assert {one.day for one in cited} == {"2026-03-02"}
    assert {one.standing for one in cited} == {"in-force"}


def test_a_rule_older_than_the_book_is_not_in_it() -> None:
    from datetime import date

    from grading.grade import _cited

    cited = _cited("rule/nd30.d5.k1", date(1950, 1, 1))
    assert (cited.standing, cited.confidence) == ("not-in-rulebook", "C")


shares = st.sampled_from([0.0, 0.25, 0.5, 1.0])


@st.composite
def rubrics(draw: Any) -> Rubric:
    """Sound rubrics: points, deductions, gates of every effect, requirements."""
    made: list[Criterion] = []
    for number in range(draw(st.integers(1, 5))):
        earlier = [one.id for one in made]
        requires = sorted(draw(st.sets(st.sampled_from(earlier), max_size=2))) if earlier else []
        effect = draw(st.sampled_from(["", "", "fail", "cap", "zero"]))
        more: dict[str, Any] = {}
        if effect:
            more = gate(effect, cap=draw(st.integers(0, 100)), zero=earlier)
        elif not draw(st.booleans()):
            more = {"deduct": draw(st.integers(0, 30))}
        else:
            more = {"requires": requires}
        made.append(criterion(f"c{number}", draw(st.integers(0, 40)), **more))
    return rubric(*made, pass_mark=draw(st.integers(1, 100)))


def _marks(made: Rubric, draw: Any) -> dict[str, float]:
    return {one.id: draw(shares) for one in made.criteria}


fair = settings(max_examples=80, deadline=None)


@drawn(rubrics(), st.data())
@fair
def test_a_score_lies_between_nothing_and_all_and_agrees_with_its_verdict(
    archive: Archive, made: Rubric, data: Any
) -> None:
    report = grade(given(archive, **_marks(made, data.draw)), made)
    assert 0 <= report.score <= 100
    fallen = any(one.gate == "fail" for one in report.results)
    assert report.passed == (report.score >= made.pass_mark and not fallen)


@drawn(rubrics(), st.data())
@fair
def test_doing_more_of_one_thing_right_never_lowers_the_score(
    archive: Archive, made: Rubric, data: Any
) -> None:
    marks = _marks(made, data.draw)
    better = data.draw(st.sampled_from(sorted(marks)))
    before = grade(given(archive, **marks), made)
    after = grade(
        given(archive, **{**marks, better: data.draw(shares.filter(lambda c: c >= marks[better]))}),
        made,
    )
    assert after.score >= before.score
    assert after.passed or not before.passed


@drawn(rubrics(), st.data())
@fair
def test_the_order_of_criteria_changes_no_mark_and_no_score(
    archive: Archive, made: Rubric, data: Any
) -> None:
    marks = _marks(made, data.draw)
    shuffled = made.model_copy(update={"criteria": data.draw(st.permutations(made.criteria))})
    one, other = grade(given(archive, **marks), made), grade(given(archive, **marks), shuffled)
    assert (one.score, one.passed, one.broken) == (other.score, other.passed, other.broken)
    assert {r.id: r for r in one.results} == {r.id: r for r in other.results}
    assert set(one.gates) == set(other.gates)


@drawn(rubrics(), st.data())
@fair
def test_a_broken_check_costs_nothing(archive: Archive, made: Rubric, data: Any) -> None:
    marks = _marks(made, data.draw)
    sane = Rubric(criteria=made.criteria, pass_mark=made.pass_mark)
    whole = sum(one.points for one in made.criteria)
    if not 0 < whole < 100:
        return
    filled = rubric(*made.criteria, criterion("rest", 100 - whole), pass_mark=made.pass_mark)
    crashed = rubric(*made.criteria, broken("rest", 100 - whole), pass_mark=made.pass_mark)
    with_all = grade(given(archive, **marks, rest=1), filled)
    without = grade(given(archive, **marks), crashed)
    assert without.broken
    assert not without.passed
    if not with_all.gates and sum(r.points for r in with_all.results) >= 100 - whole:
        earned = sum(r.points for r in grade(given(archive, **marks), sane).results)
        assert without.score == pytest.approx(min(100, max(0, earned * 100 / whole)), abs=0.01)


def test_grading_twice_gives_the_same_bytes(archive: Archive) -> None:
    made = rubric(A, NEEDY, MINUS, FAIL, broken("x"))
    one, other = (grade(given(archive, a=1, b=0.3), made) for _ in range(2))
    assert one.as_json() == other.as_json()
    assert Report.model_validate_json(one.as_json()) == one


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    """With every kind of check, in a world built anew, under another hash seed."""
    code = "from tests.laws.test_checks import everything; print(everything())"
    told = set()
    for seed in ("1", "77"):
        home = {"KHOTAP_HOME": str(tmp_path / seed), "KHOTAP_DURABLE": "no"}
        ran = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            capture_output=True, text=True, check=False, timeout=120,
            env={**os.environ, **home, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        told.add(ran.stdout)
    assert len(told) == 1
    assert len(told.pop().strip()) == 64
