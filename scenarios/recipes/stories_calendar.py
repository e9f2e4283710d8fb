"""Which days an office works: neither weekends nor holidays; and at which hour it does what."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final

from base.clock import VIETNAM
from sandbox.rulebook.calendar import is_working_day
from sandbox.verdicts import Verdict
from scenarios.streams import Stream

_NEW_YEAR: Final = (
    "2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 "
    "2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 "
    "2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31"
)
_KINGS: Final = (
    "2010-04-23 2011-04-12 2012-03-31 2013-04-19 2014-04-09 2015-04-28 2016-04-16 2017-04-06 "
    "2018-04-25 2019-04-14 2020-04-02 2021-04-21 2022-04-10 2023-04-29 2024-04-18 2025-04-07 "
    "2026-04-26 2027-04-16 2028-04-04 2029-04-23 2030-04-12 2031-04-01 2032-04-19 2033-04-08"
)
"""First day of Tết, and Giỗ Tổ Hùng Vương, by the lunar calendar."""

_FIXED: Final = ((1, 1), (4, 30), (5, 1), (9, 2))
_WEEKEND: Final = 5


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year (Bộ luật Lao động); days off in lieu are left out."""
    days = {date(year, month, day) for month, day in _FIXED}
    days |= {day for day in map(date.fromisoformat, _KINGS.split()) if day.year == year}
    for first in map(date.fromisoformat, _NEW_YEAR.split()):
        if first.year == year:
            days |= {first + timedelta(days=place) for place in range(-1, 4)}
    return frozenset(days)


@cache
def works(day: date) -> bool:
    """Whether the office works on a day: by the rulebook's calendar, else by the Labour Code."""
    told = is_working_day(day)
    if told is not Verdict.UNDETERMINED:
        return told is Verdict.VALID and day.weekday() < _WEEKEND
    return day.weekday() < _WEEKEND and day not in holidays(day.year)


def working_day(day: date, step: int = 1) -> date:
    """Return ``day`` when the office works then, else the next such day (or the one before)."""
    while not works(day):
        day += timedelta(days=step)
    return day


def after(day: date, count: int) -> date:
    """Return the working day ``count`` working days after ``day``, before it when negative."""
    year = day.year
    days = working_days(year)
    place = bisect_left(days, day) if count >= 0 else bisect_right(days, day) - 1
    place += count
    while place >= len(days):
        place -= len(days)
        year += 1
        days = working_days(year)
    while place < 0:
        year -= 1
        days = working_days(year)
        place += len(days)
    return days[place]


@cache
def working_days(year: int) -> Sequence[date]:
    """Return the days of a year on which the office works, in order."""
    first = date(year, 1, 1)
    span = (first + timedelta(days=place) for place in range((date(year, 12, 31) - first).days + 1))
    return [day for day in span if works(day)]


def at(day: date, hour: int, minute: int, second: int = 0) -> datetime:
    """Return a moment by a clock in Hà Nội, as aware UTC."""
    local = datetime.combine(day, time(hour, minute, second), tzinfo=VIETNAM)
    return local.astimezone(UTC)


def office_hour(day: date, stream: Stream, first: int = 8, last: int = 16) -> datetime:
    """Return a moment of a working day, with its seconds, outside the lunch hours."""
    hours = [hour for hour in range(first, last + 1) if hour not in {12, 13}]
    return at(day, stream.choice(hours), stream.integer(0, 59), stream.integer(0, 59))
