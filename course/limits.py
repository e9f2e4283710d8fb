"""Limits: how many attempts, how fast; always asked inside the transaction that takes them."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from base.errors import Refused
from course.people import Person, Role
from course.tables import AccountRow, AttemptRow, JournalRow
from scenarios.exercise import Exercise
from scenarios.model import Status

WINDOW: Final = timedelta(seconds=10)
MOST_IN_WINDOW: Final = 60
"""Requests of one attempt in ``WINDOW``: more than any person clicks."""
SPENT: Final = ("submitted", "abandoned")
"""States in which an attempt has been used up; one that was given back has not."""


def may_start(session: Session, someone: Person, exercise: Exercise) -> None:
    """Refuse a start that is not due.

    Raises:
        Refused: ``scenario.not_released`` for trainees, ``attempt.open_already``,
            ``attempt.none_left``.
    """
    if exercise.scenario.status is not Status.RELEASED and someone.role is Role.TRAINEE:
        raise Refused("scenario.not_released", scenario=exercise.id)
    _one_at_a_time(session, someone.id)
    mine = session.exec(
        select(AttemptRow).where(
            AttemptRow.account == someone.id,
            AttemptRow.scenario == exercise.id,
            col(AttemptRow.exam).is_(None),
        )
    ).all()
    if any(row.status == "open" for row in mine):
        raise Refused("attempt.open_already", scenario=exercise.id)
    limit = exercise.scenario.policies.attempts
    if limit is not None and sum(row.status in SPENT for row in mine) >= limit:
        raise Refused("attempt.none_left", limit=limit)


def _one_at_a_time(session: Session, account: int) -> None:
    """Let whoever counts this account's attempts wait for whoever is about to change the count.

    SQLite has one writer anyway; PostgreSQL would let two transactions count the same number.
    """
    session.exec(select(AccountRow.id).where(AccountRow.id == account).with_for_update()).one()


def may_submit(session: Session, row: AttemptRow, limit: int | None) -> None:
    """Refuse a submission beyond the limit; counted in the transaction that submits.

    Raises:
        Refused: ``attempt.none_left``.
    """
    if limit is None:
        return
    _one_at_a_time(session, row.account)
    submitted = session.exec(
        select(func.count())
        .select_from(AttemptRow)
        .where(
            AttemptRow.account == row.account,
            AttemptRow.scenario == row.scenario,
            col(AttemptRow.status).in_(SPENT),
            col(AttemptRow.exam).is_(None),
        )
    ).one()
    if submitted >= limit:
        raise Refused("attempt.none_left", limit=limit)


def too_fast(session: Session, row: AttemptRow, at: datetime) -> bool:
    """Whether an attempt has been asked more often than a person could ask."""
    recent = session.exec(
        select(func.count())
        .select_from(JournalRow)
        .where(JournalRow.attempt == row.id, col(JournalRow.at) > at - WINDOW)
    ).one()
    return recent >= MOST_IN_WINDOW
