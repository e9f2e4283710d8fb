"""Item analysis: what a simulated cohort is known to do is what the analysis says of it."""

from collections.abc import Iterator
from datetime import timedelta
from math import sqrt
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.db import Database
from base.language import knows
from course.analysis import Analysis, Sign, analyse
from course.figures import FEWEST, alpha, correlation, fifths, mean, quarters
from course.traps import fell_for
from grading import gradebook
from grading.evidence import Planted
from grading.gradebook import Entry
from grading.mark import Found, Mark
from grading.report import Result
from tests.databases import fresh_sqlite
from tests.grading.cohorts import (
    AT,
    DECOY,
    FALLS,
    MODEL,
    SCENARIO,
    TWIN,
    Cohort,
    cohort_of,
    discrimination,
    facility,
    weights,
)
from tests.grading.school import install

PEOPLE = 500


@pytest.fixture(scope="module")
def of_500(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analysis]:
    """The analysis of 500, with everything beside them that must not count."""
    database = fresh_sqlite(tmp_path_factory.mktemp("cohort"))
    with pytest.MonkeyPatch.context() as patch:
        install(database, patch)
        cohort_of(database, PEOPLE)
        with database.writing() as session:
            noise = Cohort(session, seeds=1)
            for account in range(1, 201):
                noise.attempt(account, {}, number=2)
            for _ in range(30):
                noise.attempt(noise.account_of_its_own(), {}, status="given-back")
                noise.attempt(
                    noise.account_of_its_own(), {}, revealed_at=AT + timedelta(days=1, minutes=5)
                )
        yield analyse(SCENARIO)
    database.close()


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    database = fresh_sqlite(tmp_path)
    install(database, monkeypatch)
    yield database
    database.close()


@pytest.mark.parametrize("name", MODEL)
def test_facility_is_recovered_within_three_points(name: str, of_500: Analysis) -> None:
    (item,) = (one for one in of_500.items if one.id == name)
    assert item.n == PEOPLE
    assert item.facility.value == pytest.approx(facility(name), abs=0.03)
    assert item.met.value == item.facility.value


@pytest.mark.parametrize("name", MODEL)
def test_discrimination_is_recovered_within_a_twentieth(name: str, of_500: Analysis) -> None:
    (item,) = (one for one in of_500.items if one.id == name)
    assert item.discrimination.value == pytest.approx(discrimination(name, weights()), abs=0.05)


def test_the_model_is_no_easy_one() -> None:
    """Criteria hard and easy, telling and not: else recovering them would prove nothing."""
    shares = [facility(name) for name in MODEL]
    tells = [discrimination(name, weights()) for name in MODEL]
    assert (min(shares) < 0.3, max(shares) > 0.7) == (True, True)
    assert (min(tells) < 0.15, max(tells) > 0.4) == (True, True)


def test_a_planted_fault_is_told_from_other_ways_to_lose_its_criterion(of_500: Analysis) -> None:
    traps = {trap.label: trap for trap in of_500.traps}
    assert traps["twin"].n == PEOPLE
    assert traps["twin"].fell.value == pytest.approx(
        FALLS * (1 - facility("incoming-filed")), abs=0.03
    )
    assert traps["twin"].criteria == ["incoming-filed"]
    assert (traps["alike"].red_herring, traps["alike"].fell.value) == (True, 0)


def test_first_attempts_alone_are_counted(of_500: Analysis) -> None:
    assert (of_500.n, of_500.later, of_500.shown, of_500.other) == (PEOPLE, 200, 30, 0)
    assert sum(of_500.spread) == PEOPLE


def test_the_fifths_rise_with_what_a_criterion_tells(of_500: Analysis) -> None:
    (item,) = (one for one in of_500.items if one.id == "right-order")
    values = [value for value in item.fifths if value is not None]
    assert len(values) == 5
    assert values == sorted(values)
    assert fmean(values) == pytest.approx(item.facility.value or 0, abs=0.001)


def test_equal_variants_do_not_stand_out(of_500: Analysis) -> None:
    assert [one.n for one in of_500.variants] == [100] * 5
    assert not any(one.stands_out for one in of_500.variants)


def test_a_harder_variant_stands_out(fresh: Database) -> None:
    cohort_of(fresh, 300, handicap=lambda seed: -1.5 if seed == "3" else 0.0)
    told = {one.seed: one for one in analyse(SCENARIO).variants}
    assert [seed for seed, one in told.items() if one.stands_out] == ["3"]
    assert (told["3"].difference or 0) < -10


def test_minutes_and_reliability_are_told(of_500: Analysis) -> None:
    assert of_500.minutes == [15, 20, 25]
    assert of_500.reliability.value is not None
    assert 0.5 < of_500.reliability.value < 0.9
    assert of_500.score.value == pytest.approx(
        sum(points * facility(name) for name, points in weights().items()), abs=3
    )


def test_nothing_is_said_below_ten_and_the_number_is_shown(fresh: Database) -> None:
    cohort_of(fresh, FEWEST - 1)
    told = analyse(SCENARIO)
    assert told.n == FEWEST - 1
    figures = [told.score, told.passed, told.reliability]
    figures += [
        one for item in told.items for one in (item.facility, item.discrimination, item.met)
    ]
    figures += [one for variant in told.variants for one in (variant.score, variant.passed)]
    figures += [trap.fell for trap in told.traps]
    assert [one.value for one in figures] == [None] * len(figures)
    assert {item.sign for item in told.items} == {Sign.UNKNOWN}
    assert {item.n for item in told.items} == {FEWEST - 1}
    assert told.minutes is None


@pytest.mark.usefixtures("fresh")
def test_an_exercise_nobody_tried_is_analysed_too() -> None:
    told = analyse(SCENARIO)
    assert (told.n, told.variants, told.traps) == (0, [], [])
    assert [item.n for item in told.items] == [0] * len(told.items)


def test_what_was_blocked_counts_neither_for_nor_against(fresh: Database) -> None:
    with fresh.writing() as session:
        cohort = Cohort(session)
        for place in range(40):
            credit = {"reply-drafted": 0.0, "notation": -1.0} if place < 15 else {"notation": 0.4}
            cohort.attempt(cohort.account(), credit)
    items = {one.id: one for one in analyse(SCENARIO).items}
    assert (items["notation"].n, items["notation"].blocked) == (25, 15)
    assert items["notation"].facility.value == 0.4
    assert items["notation"].met.value == 0
    assert items["reply-drafted"].facility.value == 25 / 40


def test_hints_are_compared_and_what_they_led_to_is_told(fresh: Database) -> None:
    with fresh.writing() as session:
        cohort = Cohort(session)
        for place in range(40):
            credit = {"notation": float(place % 4 != 0)} if place < 20 else {"notation": 0.5}
            hints = {"notation": 1} if place < 20 else {"incoming-filed": 0}
            cohort.attempt(cohort.account(), credit, hints=hints)
    effects = {one.criterion: one for one in analyse(SCENARIO).hints}
    notation = effects["notation"]
    assert (notation.opened.value, notation.opened.n) == (0.75, 20)
    assert (notation.unopened.value, notation.unopened.n) == (0.5, 20)
    assert notation.met_after == 0.75
    assert effects["incoming-filed"].opened.n == 0


def test_a_human_mark_counts_and_other_criteria_are_left_out(fresh: Database) -> None:
    with fresh.writing() as session:
        cohort = Cohort(session)
        handles = [cohort.attempt(cohort.account(), {}) for _ in range(12)]
        report = cohort.report({}, {})
        gradebook.write(session, handles[0], report, entry=Entry.OVERRIDE, rubric="x", at=AT,
                        score=40.0, passed=False)  # fmt: skip
        older = report.model_copy(update={"results": report.results[1:]})
        gradebook.write(session, handles[1], older, entry=Entry.REGRADE, rubric="x", at=AT)
    told = analyse(SCENARIO)
    assert (told.n, told.other) == (11, 1)
    assert told.score.value == pytest.approx((10 * 100 + 40) / 11, abs=0.001)
    assert told.spread[4] == 1


def test_a_criterion_that_runs_against_the_rest_is_flagged(fresh: Database) -> None:
    with fresh.writing() as session:
        cohort = Cohort(session)
        for place in range(60):
            good = float(place % 2)
            cohort.attempt(cohort.account(), {"notation": 1 - good, "right-order": good,
                                              "incoming-filed": good})  # fmt: skip
    signs = {one.id: one.sign for one in analyse(SCENARIO).items}
    assert (signs["notation"], signs["right-order"]) == (Sign.AGAINST, Sign.FINE)
    assert signs["handed-over"] is Sign.TOO_EASY


def test_another_class_and_another_mode_are_not_mixed_in(fresh: Database) -> None:
    with fresh.writing() as session:
        cohort = Cohort(session)
        for place in range(24):
            cohort.attempt(cohort.account(), {}, mode="exam" if place % 2 else "practice")
    assert analyse(SCENARIO, mode="exam").n == 12
    assert analyse(SCENARIO, school_class=1).n == 0


FALLEN = [
    ("its record is named", [TWIN], Mark.FAILED, True),
    ("another of its kind is named", ["VB0001"], Mark.FAILED, False),
    ("none of its kind is named", ["HS0001"], Mark.FAILED, True),
    ("nothing is named", [], Mark.FAILED, True),
    ("the criterion was met", [], Mark.PASSED, False),
]


@pytest.mark.parametrize(("name", "refs", "mark", "fell"), FALLEN, ids=[one[0] for one in FALLEN])
def test_falling_is_losing_over_the_planted_record(
    name: str, refs: list[str], mark: Mark, fell: bool
) -> None:
    planting = Planted(fault="fault/D04", label="twin", ref=TWIN, finding="x")
    found = Found(code="x", good=mark is Mark.PASSED, refs=refs)
    result = Result(id="a", mark=mark, credit=0, points=0, possible=1, found=[found])
    assert fell_for(planting, [result]) is fell, name
    herring = planting.model_copy(update={"red_herring": True, "ref": DECOY})
    assert not fell_for(herring, [result])


numbers = st.lists(st.integers(0, 20).map(float), min_size=FEWEST, max_size=40)


@given(numbers)
@settings(max_examples=60, deadline=None)
def test_figures_keep_their_bounds(values: list[float]) -> None:
    middle = mean(values)
    assert middle.value is not None
    assert min(values) - 0.001 <= middle.value <= max(values) + 0.001
    itself = correlation(values, values)
    assert itself.value in {None, 1.0}
    assert (itself.value is None) == (len(set(values)) == 1)
    against = correlation(values, [-one for one in values]).value
    assert against == (None if itself.value is None else -1.0)
    assert fmean(v for v in fifths(values, values) if v is not None) == pytest.approx(
        fmean(values), abs=0.2 * (max(values) - min(values)) + 0.001
    )
    told = quarters(values)
    assert told == sorted(told or [])


@given(st.lists(st.floats(0, 1), max_size=FEWEST - 1))
@settings(max_examples=20, deadline=None)
def test_few_values_give_no_figure(values: list[float]) -> None:
    assert mean(values).value is None
    assert correlation(values, values).value is None
    assert fifths(values, values) == [None] * 5
    assert quarters(values) is None
    assert alpha([values, values]).value is None


def test_criteria_that_are_one_and_the_same_are_wholly_reliable() -> None:
    column = [float(place % 3) for place in range(30)]
    assert alpha([column, column, column]).value == 1
    assert alpha([column]).value is None
    assert alpha([[1.0] * 30, [2.0] * 30]).value is None


def test_the_error_of_a_correlation_is_the_textbooks() -> None:
    told = correlation([0.0, 1.0] * 50, [0.0, 1.0, 1.0, 1.0] * 25)
    assert told.value is not None
    assert told.error == pytest.approx((1 - told.value**2) / sqrt(99), abs=0.0001)


def test_every_sign_has_its_words() -> None:
    assert [sign for sign in Sign if not knows(f"analysis.sign.{sign}")] == []
