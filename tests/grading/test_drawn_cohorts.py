"""Item analysis of cohorts drawn by lot: it says of each exactly what that cohort really did."""

from collections.abc import Iterator
from math import sqrt
from statistics import correlation, fmean
from typing import NamedTuple

import pytest

from course.analysis import Analysis, analyse
from course.figures import correlation as told_correlation
from course.figures import mean
from scenarios.exercise import find
from scenarios.streams import world_stream
from tests.databases import fresh_sqlite
from tests.grading.cohorts import MODEL, discrimination, weights
from tests.grading.drawn import Crowd, Way, drawn, slips, worked
from tests.grading.school import SCENARIO, install

PEOPLE, COHORTS = 500, 6


class Sat(NamedTuple):
    """One drawn cohort: who slipped how, and what the analysis says of it."""

    drawn: list[tuple[float, Way]]
    told: Analysis


@pytest.fixture(scope="module")
def cohorts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Sat]]:
    database = fresh_sqlite(tmp_path_factory.mktemp("drawn"))
    with pytest.MonkeyPatch.context() as patch:
        install(database, patch)
        crowd = Crowd(worked(), PEOPLE)
        told = []
        for seed in range(COHORTS):
            lots = drawn(str(seed), PEOPLE)
            room = crowd.sits(str(seed), [way for _, way in lots])
            told.append(Sat(lots, analyse(SCENARIO, school_class=room)))
        yield told
    database.close()


def realised(ways: list[Way]) -> dict[str, list[float]]:
    """The credit of each criterion that a slip can lose, from the table of slips alone."""
    known = slips()
    lost = [
        {name for slip, made in zip(known, way, strict=True) if made for name in slip.loses}
        for way in ways
    ]
    return {
        name: [float(name not in one) for one in lost]
        for name in sorted({name for slip in known for name in slip.loses})
    }


def test_discrimination_is_that_of_the_slips_that_were_drawn(cohorts: list[Sat]) -> None:
    points = {one.id: one.points for one in find(SCENARIO).scenario.criteria}
    compared = 0
    for lots, told in cohorts:
        assert told.n == PEOPLE
        credit = realised([way for _, way in lots])
        for item in told.items:
            if item.id not in credit:
                assert (item.facility.value, item.discrimination.value) == (1.0, None)
                continue
            others = [name for name in credit if name != item.id]
            rest = [
                sum(points[name] * credit[name][place] for name in others)
                for place in range(PEOPLE)
            ]
            wanted = correlation(credit[item.id], rest)
            assert item.discrimination.value == pytest.approx(wanted, abs=0.0001)
            compared += 1
    assert compared == COHORTS * 6


def test_facility_is_the_realised_share_and_errs_as_lots_do(cohorts: list[Sat]) -> None:
    """Of 500 drawn by lot the share itself errs by up to seven points at the worst."""
    for lots, told in cohorts:
        credit = realised([way for _, way in lots])
        for item in (one for one in told.items if one.id in credit):
            chances = _chances(item.id, lots)
            lot = sqrt(sum(p * (1 - p) for p in chances)) / PEOPLE
            assert item.facility.value == pytest.approx(fmean(credit[item.id]), abs=0.0001)
            assert item.facility.value == pytest.approx(fmean(chances), abs=3.5 * lot)
            assert 3.5 * lot < 0.075


def _chances(criterion: str, lots: list[tuple[float, Way]]) -> list[float]:
    (slip,) = (one for one in slips() if criterion in one.loses)
    return [1 - slip.chance(ability) for ability, _ in lots]


@pytest.mark.parametrize("criterion", sorted({name for slip in slips() for name in slip.loses}))
def test_facility_over_all_cohorts_is_the_drawn_chance_within_three_points(
    cohorts: list[Sat], criterion: str
) -> None:
    told = [item for one in cohorts for item in one.told.items if item.id == criterion]
    chances = [chance for one in cohorts for chance in _chances(criterion, one.drawn)]
    assert len(told) == COHORTS
    assert fmean(item.facility.value or 0 for item in told) == pytest.approx(
        fmean(chances), abs=0.03
    )


def test_the_drawn_cohorts_differ_more_than_the_analysis_errs(cohorts: list[Sat]) -> None:
    """Else agreeing with each of them would say no more than agreeing with one."""
    for name in realised([cohorts[0].drawn[0][1]]):
        told = [
            item.discrimination.value or 0
            for one in cohorts
            for item in one.told.items
            if item.id == name
        ]
        assert max(told) - min(told) > 0.05


@pytest.mark.parametrize(("people", "least"), [(30, 0.88), (100, 0.92)])
def test_two_errors_hold_the_true_value_about_19_times_in_20(people: int, least: float) -> None:
    """The interval that is shown is neither too narrow nor so wide that it says nothing."""
    points = weights()
    inside, errors = [], []
    for seed in range(25):
        stream = world_stream("interval", seed)
        abilities = [sum(stream.real() for _ in range(12)) - 6 for _ in range(people)]
        credit = {
            name: [float(stream.chance(one.met(ability))) for ability in abilities]
            for name, one in MODEL.items()
        }
        columns = [[points[name] * one for one in values] for name, values in credit.items()]
        totals = [sum(row) for row in zip(*columns, strict=True)]
        for name, values in credit.items():
            own = points[name]
            rest = [all_ - own * one for all_, one in zip(totals, values, strict=True)]
            told = told_correlation(values, rest)
            if told.value is not None and told.error is not None:
                errors.append(told.error)
                off = abs(told.value - discrimination(name, points))
                inside.append(off <= 2 * told.error)
    assert least <= fmean(inside) < 0.99
    assert mean(errors).value == pytest.approx(0.9 / sqrt(people - 1), rel=0.15)
