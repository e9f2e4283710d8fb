"""Exams: a pool, a window, minutes, extra time for a person; made, listed, cancelled."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlmodel import Session, col, select

from base.db import reading, writing
from base.errors import Refused
from base.model import Value
from course.attempts import Attempt, view
from course.classes import classes_of, teaches_class, trainees
from course.closing import sweep
from course.people import Person
from course.policies import Release
from course.tables import AttemptRow, ExamRow, ExtraTimeRow
from scenarios.errors import Problems
from scenarios.exercise import find
from scenarios.model import Status

ADVISED: Final = 4
"""Scenarios a pool should have, so that neighbours do not sit the same one."""
LONGEST: Final = 600
"""Minutes."""


class Phase(StrEnum):
    """Where an exam is in its own life."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Plan(Value):
    """What an instructor sets."""

    title: str
    pool: list[str]
    opens: datetime
    closes: datetime
    minutes: int
    release: Release = Release.AFTER_CLOSE


class Exam(Plan):
    """An exam as the floors above see it."""

    id: int
    school_class: int
    cancelled: bool

    @property
    def thin(self) -> bool:
        """Whether the pool has fewer scenarios than advised."""
        return len(self.pool) < ADVISED

    def phase(self, at: datetime) -> Phase:
        """Return where the exam is at a moment of the school's clock."""
        if self.cancelled:
            return Phase.CANCELLED
        if at < self.opens:
            return Phase.COMING
        return Phase.OPEN if at < self.closes else Phase.CLOSED


class Seat(Value):
    """One person's place in an exam: their attempt, if begun, and their extra time."""

    account: int
    name: str
    extra: int = 0
    attempt: Attempt | None = None


def make(someone: Person, school_class: int, plan: Plan, *, at: datetime) -> Exam:
    """Make an exam for a class one teaches.

    Raises:
        Refused: ``exam.not_yours``, ``exam.no_title``, ``exam.empty_pool``, ``exam.twice``,
            ``exam.window``, ``exam.minutes``, ``scenario.not_released``.
    """
    _sound(plan, at)
    with writing() as session:
        teaches_in(session, someone, school_class)
        row = ExamRow(
            school_class=school_class,
            **{**plan.model_dump(), "title": plan.title.strip()},
            made_by=someone.id,
            made_at=at,
        )
        session.add(row)
        session.flush()
        return exam_from(row)


def _sound(plan: Plan, at: datetime) -> None:
    wrong = {
        "exam.no_title": not plan.title.strip(),
        "exam.empty_pool": not plan.pool,
        "exam.twice": len(set(plan.pool)) < len(plan.pool),
        "exam.window": plan.closes <= max(plan.opens, at),
        "exam.minutes": not 1 <= plan.minutes <= LONGEST,
    }
    for code, holds in wrong.items():
        if holds:
            raise Refused(code, most=LONGEST)
    for name in plan.pool:
        if not _released(name):
            raise Refused("scenario.not_released", scenario=name)


def _released(name: str) -> bool:
    try:
        return find(name).scenario.status is Status.RELEASED
    except Problems:
        return False


def teaches_in(session: Session, someone: Person, school_class: int) -> None:
    """Refuse whoever does not teach a class: ``exam.not_yours``."""
    if not teaches_class(session, someone, school_class):
        raise Refused("exam.not_yours")


def exam_from(row: ExamRow) -> Exam:
    """Return the value of an exam's row."""
    facts = row.model_dump(exclude={"made_by", "made_at", "cancelled_at"})
    return Exam(**facts, cancelled=row.cancelled_at is not None)


def cancel(someone: Person, exam: int, *, at: datetime) -> None:
    """Cancel an exam that nobody has begun.

    Raises:
        Refused: ``exam.unknown``, ``exam.not_yours``, ``exam.begun``.
    """
    with writing() as session:
        row = exam_row(session, exam)
        teaches_in(session, someone, row.school_class)
        if session.exec(select(AttemptRow).where(AttemptRow.exam == exam)).first():
            raise Refused("exam.begun")
        row.cancelled_at = at
        session.add(row)


def exam_row(session: Session, exam: int, *, lock: bool = False) -> ExamRow:
    """Return an exam's row; Refused ``exam.unknown``."""
    row = session.get(ExamRow, exam, with_for_update=lock)
    if row is None:
        raise Refused("exam.unknown")
    return row


def deadline(exam: Exam, start: datetime, extra: int) -> datetime:
    """Return when an attempt ends: its minutes and the person's own, never past the window."""
    return min(start + timedelta(minutes=exam.minutes + extra), exam.closes)


def exam_of(exam: int) -> Exam:
    """Return an exam; Refused ``exam.unknown``."""
    with reading() as session:
        return exam_from(exam_row(session, exam))


def exams_of(someone: Person) -> list[Exam]:
    """Return the exams of somebody's classes, the soonest to close first; none cancelled ones."""
    with reading() as session:
        rooms = [one.id for one in classes_of(session, someone)]
        question = select(ExamRow).where(
            col(ExamRow.school_class).in_(rooms), col(ExamRow.cancelled_at).is_(None)
        )
        rows = session.exec(question.order_by("closes", col(ExamRow.id)))
        return [exam_from(row) for row in rows]


def seats(someone: Person, exam: int) -> list[Seat]:
    """Return every trainee's place in an exam, by name, for its instructors.

    Raises:
        Refused: ``exam.unknown``, ``exam.not_yours``.
    """
    with reading() as session:
        row = exam_row(session, exam)
        teaches_in(session, someone, row.school_class)
        return [
            Seat(
                account=one.id,
                name=one.name,
                extra=extra_minutes(session, exam, one.id),
                attempt=attempt_in(session, exam, one.id),
            )
            for one in trainees(session, row.school_class)
        ]


def seat_of(someone: Person, exam: int) -> Seat:
    """Return one's own place in an exam."""
    with reading() as session:
        return Seat(
            account=someone.id,
            name=someone.name,
            extra=extra_minutes(session, exam, someone.id),
            attempt=attempt_in(session, exam, someone.id),
        )


def attempt_in(session: Session, exam: int, account: int) -> Attempt | None:
    """Return the attempt that counts; one that was given back does not."""
    question = select(AttemptRow).where(
        AttemptRow.exam == exam, AttemptRow.account == account, AttemptRow.status != "given-back"
    )
    row = session.exec(question).first()
    return view(row) if row else None


def extra_minutes(session: Session, exam: int, account: int) -> int:
    """Return somebody's extra minutes in an exam."""
    question = (
        select(ExtraTimeRow.minutes)
        .where(ExtraTimeRow.exam == exam, ExtraTimeRow.account == account)
        .order_by(col(ExtraTimeRow.id).desc())
    )
    return session.exec(question).first() or 0


def give_time(
    someone: Person, exam: int, account: int, minutes: int, *, reason: str, at: datetime
) -> None:
    """Give a person extra minutes; a running attempt gets its new deadline at once.

    Raises:
        Refused: ``exam.unknown``, ``exam.not_yours``, ``exam.minutes``, ``exam.no_reason``;
            ``exam.over`` when their attempt is submitted.
    """
    if not 0 <= minutes <= LONGEST:
        raise Refused("exam.minutes", most=LONGEST)
    if not reason.strip():
        raise Refused("exam.no_reason")
    sweep(at=at)
    with writing() as session:
        row = exam_row(session, exam)
        teaches_in(session, someone, row.school_class)
        if account not in {one.id for one in trainees(session, row.school_class)}:
            raise Refused("exam.not_yours")
        session.add(
            ExtraTimeRow(
                exam=exam,
                account=account,
                minutes=minutes,
                reason=reason.strip(),
                author=someone.id,
                at=at,
            )
        )
        _extend(session, row, account, minutes)


def _extend(session: Session, exam: ExamRow, account: int, minutes: int) -> None:
    question = select(AttemptRow).where(
        AttemptRow.exam == exam.id, AttemptRow.account == account, AttemptRow.status != "given-back"
    )
    running = session.exec(question).first()
    if running is None:
        return
    if running.status != "open":
        raise Refused("exam.over")
    running.deadline = deadline(exam_from(exam), running.started_at, minutes)
    session.add(running)
