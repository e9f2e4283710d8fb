"""The working days of state agencies, 2024 to 2028, as data; outside them nobody can tell."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from pydantic import Field

from base.errors import Sentence
from base.language import Words
from base.model import Value
from sandbox.rulebook.volumes import entry, volume
from sandbox.verdicts import Verdict

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class Basis(StrEnum):
    """How surely a day off is known."""

    PUBLISHED = "published"
    CUSTOMARY = "customary"
    "by the Labour Code and earlier years; replace when the year's arrangement is announced"


class DaysOff(Value):
    """A run of days off."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    vi: str
    en: str
    basis: Basis


class Year(Value):
    """One year of the calendar."""

    year: int
    off: tuple[DaysOff, ...]
    worked: tuple[date, ...]
    "Saturdays worked in place of a day off"


class LeftOut(Value):
    """A day that the calendar deliberately does not count as a day off, and why."""

    day: str
    why: Words


class WorkingDay(Value):
    """A day found by counting working days; none, and why, when the calendar cannot tell."""

    day: date | None = None
    why: Sentence | None = None


class WorkingDays(Value):
    """How many working days; none, and why, when the calendar cannot tell."""

    count: int | None = None
    why: Sentence | None = None


class _Days(NamedTuple):
    years: frozenset[int]
    off: frozenset[date]
    worked: frozenset[date]


@cache
def years() -> Sequence[Year]:
    """Return the years the calendar knows, in order."""
    return [entry(Year, row, "calendar") for row in volume("calendar")["years"]]


def left_out() -> Sequence[LeftOut]:
    """Return what the calendar deliberately leaves out."""
    return [entry(LeftOut, row, "calendar") for row in volume("calendar")["left_out"]]


@cache
def _days() -> _Days:
    return _Days(
        years=frozenset(one.year for one in years()),
        off=frozenset(day for one in years() for off in one.off for day in _run(off)),
        worked=frozenset(day for one in years() for day in one.worked),
    )


def _run(off: DaysOff) -> Iterator[date]:
    day = off.first
    while day <= off.last:
        yield day
        day += _DAY


def is_working_day(day: date) -> Verdict:
    """Whether agencies work on ``day``; undetermined outside the years we know."""
    known = _days()
    if day.year not in known.years:
        return Verdict.UNDETERMINED
    return Verdict.VALID if _works(day, known) else Verdict.INVALID


def _works(day: date, known: _Days) -> bool:
    return day in known.worked or (day.weekday() < _SATURDAY and day not in known.off)


def next_working_day(day: date) -> WorkingDay:
    """Return the first working day after ``day``."""
    return add_working_days(day, 1)


def add_working_days(day: date, count: int) -> WorkingDay:
    """Return the day ``count`` working days after ``day`` (which itself is not counted).

    ``count`` is 0 or more; 0 gives ``day`` back. No day when the count leaves the years we know.
    """
    known = _days()
    if day.year not in known.years:
        return WorkingDay(why=outside(day))
    while count > 0:
        day += _DAY
        if day.year not in known.years:
            return WorkingDay(why=outside(day))
        count -= _works(day, known)
    return WorkingDay(day=day)


def working_days_between(first: date, last: date) -> WorkingDays:
    """Return how many working days lie after ``first`` up to and with ``last``.

    Negative when ``last`` comes before ``first``; the inverse of ``add_working_days``.
    """
    known = _days()
    for day in (first, last):
        if day.year not in known.years:
            return WorkingDays(why=outside(day))
    sign, early, late = (1, first, last) if first <= last else (-1, last, first)
    span = (early + _DAY * step for step in range(1, (late - early).days + 1))
    return WorkingDays(count=sign * sum(_works(day, known) for day in span))


def outside(day: date) -> Sentence:
    """Say that ``day`` lies outside the years we know."""
    known = sorted(_days().years)
    facts = {"year": str(day.year), "first": str(known[0]), "last": str(known[-1])}
    return Sentence(code="rulebook.calendar.outside", facts=facts)
