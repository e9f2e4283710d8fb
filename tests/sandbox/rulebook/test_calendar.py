"""Working days and deadlines."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.errors import Misconfigured
from base.language import say
from sandbox.rulebook import rulebook
from sandbox.rulebook.calendar import (
    Year,
    add_working_days,
    is_working_day,
    left_out,
    next_working_day,
    working_days_between,
    years,
)
from sandbox.rulebook.deadlines import add_months, deadline
from sandbox.verdicts import Verdict

KNOWN = st.dates(date(2024, 1, 1), date(2028, 6, 30))
COUNTS = st.integers(0, 60)


def test_the_years_are_consecutive_and_say_how_they_are_known():
    assert [one.year for one in years()] == [2024, 2025, 2026, 2027, 2028]
    for one in years():
        bases = {off.basis for off in one.off}
        assert bases == ({"published"} if one.year <= 2026 else {"customary"})


@pytest.mark.parametrize("one", years(), ids=lambda one: str(one.year))
def test_every_year_has_its_eleven_holidays(one: Year):
    days = {
        off.first + timedelta(days=n)
        for off in one.off
        for n in range((off.last - off.first).days + 1)
    }
    assert {date(one.year, 1, 1), date(one.year, 4, 30), date(one.year, 5, 1)} <= days
    assert date(one.year, 9, 2) in days
    assert len([day for day in days if day.weekday() < 5]) >= 10
    assert all(off.first <= off.last and off.vi and off.en for off in one.off)
    assert all(day.weekday() == 5 for day in one.worked)


@pytest.mark.parametrize(
    "new_year",
    [date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26)],
)
def test_the_lunar_new_year_and_its_eve_are_off(new_year: date):
    for step in range(-1, 3):
        assert is_working_day(new_year + timedelta(days=step)) is Verdict.INVALID


@pytest.mark.parametrize(
    "kings_day",
    [date(2024, 4, 18), date(2025, 4, 7), date(2026, 4, 26), date(2027, 4, 16), date(2028, 4, 4)],
)
def test_the_hùng_kings_day_is_off(kings_day: date):
    assert is_working_day(kings_day) is Verdict.INVALID


def test_a_saturday_worked_in_lieu_counts():
    assert is_working_day(date(2026, 1, 10)) is Verdict.VALID
    assert is_working_day(date(2026, 1, 17)) is Verdict.INVALID


def test_the_culture_day_is_left_out_and_the_calendar_says_so():
    assert is_working_day(date(2026, 11, 24)) is Verdict.VALID
    assert [one.day for one in left_out()] == ["24/11"]


def test_what_is_signed_before_tết_may_be_issued_after_it():
    assert next_working_day(date(2026, 2, 13)).day == date(2026, 2, 23)
    assert next_working_day(date(2026, 8, 28)).day == date(2026, 9, 3)


@given(KNOWN, COUNTS)
def test_counting_forward_and_between_agree(day: date, count: int):
    last = add_working_days(day, count).day
    assert last is not None
    assert working_days_between(day, last).count == count
    assert working_days_between(last, day).count == -count
    if count:
        assert is_working_day(last) is Verdict.VALID


@given(KNOWN, COUNTS, COUNTS)
def test_counting_is_additive(day: date, one: int, other: int):
    middle = add_working_days(day, one).day
    assert middle is not None
    assert add_working_days(middle, other) == add_working_days(day, one + other)


@given(KNOWN, KNOWN, COUNTS)
def test_counting_is_monotone(one: date, other: date, count: int):
    early, late = sorted([one, other])
    first, last = add_working_days(early, count).day, add_working_days(late, count).day
    assert first is not None
    assert last is not None
    assert first <= last


@given(st.dates(date(2029, 1, 1), date(2099, 12, 31)), st.integers(1, 9))
def test_outside_the_years_nothing_is_told(day: date, count: int):
    found = add_working_days(day, count)
    assert found.day is None
    assert found.why is not None
    assert "2028" in say(found.why, "vi")
    assert working_days_between(date(2026, 1, 1), day).count is None
    assert is_working_day(day) is Verdict.UNDETERMINED


def test_a_count_that_leaves_the_years_is_not_told():
    assert add_working_days(date(2028, 12, 28), 10).day is None
    assert add_working_days(date(2028, 12, 28), 0).day == date(2028, 12, 28)


@pytest.mark.parametrize(
    ("rule", "act", "parameter", "day"),
    [
        ("rule/nd30.d18.k1", date(2026, 2, 13), "", date(2026, 2, 23)),
        ("rule/nd30.d23.k1", date(2026, 11, 20), "", date(2026, 11, 23)),
        ("rule/nd30.d21.k2.pc", date(2026, 11, 20), "", date(2026, 11, 20)),
        ("rule/tt05.ch4.sixty-days", date(2026, 3, 2), "", date(2026, 5, 1)),
        ("rule/nd30.d30.k2", date(2026, 3, 2), "", date(2027, 3, 2)),
        ("rule/nd30.d30.k2", date(2026, 11, 30), "building_months", date(2027, 2, 28)),
        ("rule/ll24.d17.one-year", date(2026, 3, 2), "", date(2027, 12, 31)),
        ("rule/ll24.d17.five-years", date(2026, 3, 2), "", date(2031, 12, 31)),
        ("rule/tt05.ch4.reply", date(2026, 11, 20), "", date(2026, 12, 1)),
        ("rule/tt06.fifteen-days", date(2026, 11, 20), "", date(2026, 12, 5)),
        ("rule/tt05.ch4.register-ahead", date(2027, 11, 20), "", date(2026, 11, 20)),
        ("rule/tthc-1013932.reading", date(2026, 11, 20), "", date(2026, 11, 23)),
        ("rule/tthc-1013932.copy", date(2026, 11, 20), "", date(2026, 11, 24)),
        ("rule/tthc-1013932.conditional", date(2026, 11, 20), "", date(2026, 12, 1)),
        ("rule/tt05.ch6.request", date(2026, 11, 20), "", date(2026, 11, 30)),
        ("agency/qc.d27", date(2026, 3, 2), "", date(2026, 5, 1)),
        ("agency/qc.d27", date(2026, 3, 2), "paper_years", date(2027, 3, 2)),
        ("agency/qc.d46", date(2026, 3, 2), "", date(2026, 3, 17)),
    ],
)
def test_the_common_deadlines(rule: str, act: date, parameter: str, day: date):
    found = deadline(rule, act, parameter=parameter)
    assert found.day == day
    assert found.rule == rule
    assert found.citation == rulebook().rule(rule).citation


def test_an_act_under_the_old_law_takes_the_old_deadline():
    found = deadline("rule/ll24.d17.one-year", date(2024, 3, 2), parameter="calendar_years")
    assert (found.day, found.rule) == (date(2025, 3, 2), "rule/ll11.d11")


def test_a_deadline_that_cannot_be_told_says_why():
    early = deadline("rule/nd30.d18.k1", date(2019, 1, 1))
    assert early.day is None
    assert early.why is not None
    assert early.why.code == "rulebook.not_in_rulebook"
    late = deadline("rule/nd30.d18.k1", date(2031, 1, 1))
    assert late.day is None
    assert late.why is not None
    assert late.why.code == "rulebook.calendar.outside"


def test_a_rule_without_a_term_is_a_mistake_of_the_author():
    with pytest.raises(Misconfigured) as raised:
        deadline("rule/nd30.d7", date(2026, 1, 1))
    assert raised.value.code == "rulebook.parameter"
    with pytest.raises(Misconfigured):
        deadline("rule/nd30.d30.k2", date(2026, 1, 1), parameter="weeks")


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(-60, 60))
def test_months_keep_the_day_or_the_months_last(day: date, count: int):
    later = add_months(day, count)
    assert (later.year - day.year) * 12 + later.month - day.month == count
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
