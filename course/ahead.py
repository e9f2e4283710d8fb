"""Which variants will be wanted soon: those of exams to come, and the first trainees' next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlmodel import Session, col, select

from base.db import reading
from base.errors import Misconfigured
from course.classes import trainees
from course.exams import exam_from
from course.mastery import next_seed
from course.people import Role
from course.sitting import drawn
from course.tables import AccountRow, AttemptRow, ExamRow
from scenarios.errors import Problems
from scenarios.exercise import Exercise, find
from scenarios.world import is_baked

FIRST = 2
"""Trainees looked at: a demo class has two; a full class bakes when it is prepared."""
AHEAD: Final = timedelta(hours=24)
"""How long before an exam opens its variants are baked: a night is enough for any class."""


class Wanted(NamedTuple):
    """A variant that somebody will ask for."""

    scenario: str
    seed: str


def wanted(scenarios: Sequence[str]) -> list[Wanted]:
    """Return what trainees will ask for, in that order, each once."""
    with reading() as session:
        first = session.exec(
            select(AccountRow.id)
            .where(AccountRow.role == Role.TRAINEE)
            .order_by(col(AccountRow.id))
            .limit(FIRST)
        ).all()
        asked = [
            Wanted(name, next_seed(session, one, name))
            for one in first
            if one is not None
            for name in scenarios
        ]
    return list(dict.fromkeys(asked))


def sittings(at: datetime) -> list[Wanted]:
    """Return the variants of exams that are open or open within ``AHEAD``, and nobody baked yet.

    Those of the exam that opens first come first; whoever has begun wants none. The seeds are an
    exam's secret: they are for the oven alone.
    """
    with reading() as session:
        rows = session.exec(
            select(ExamRow)
            .where(
                col(ExamRow.cancelled_at).is_(None),
                col(ExamRow.opens) <= at + AHEAD,
                col(ExamRow.closes) > at,
            )
            .order_by(col(ExamRow.opens), col(ExamRow.id))
        ).all()
        asked = [one for row in rows for one in _of(session, row)]
        known = {name: _found(name) for name in {one.scenario for one in asked}}
        return [
            one
            for one in dict.fromkeys(asked)
            if (exercise := known[one.scenario]) and not is_baked(session, exercise, one.seed)
        ]


def _of(session: Session, row: ExamRow) -> list[Wanted]:
    begun = set(session.exec(select(AttemptRow.account).where(AttemptRow.exam == row.id)))
    people = trainees(session, row.school_class)
    exam = exam_from(row)
    return [Wanted(*drawn(exam, one.id)) for one in people if one.id not in begun]


def _found(scenario: str) -> Exercise | None:
    """Return a scenario that can be baked; a broken one is its author's to mend."""
    try:
        return find(scenario)
    except (Problems, Misconfigured):
        return None
