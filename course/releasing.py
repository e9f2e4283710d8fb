"""What of a result its owner may see now: an exam's feedback waits until it is released."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from base.clock import vietnam
from base.db import reading
from base.errors import Refused
from course.attempts import Attempt
from course.policies import Release
from course.tables import AttemptRow, ExamRow


class Shown(StrEnum):
    """How much of a result is shown to whoever earned it."""

    NOTHING = "nothing"
    POINTS = "points"
    ALL = "all"


def shown(release: Release, closes: datetime, at: datetime) -> Shown:
    """Return how much of an exam's result is shown at a moment of the school's clock."""
    if release is Release.POINTS_ONLY:
        return Shown.POINTS
    if release is Release.AFTER_CLOSE and at < closes:
        return Shown.NOTHING
    return Shown.ALL


def shown_in(session: Session, row: AttemptRow, at: datetime) -> Shown:
    """Return how much of an attempt's result its owner may see."""
    exam = session.get(ExamRow, row.exam) if row.exam is not None else None
    return shown(Release(exam.release), exam.closes, at) if exam else Shown.ALL


def must_be_shown(session: Session, row: AttemptRow, at: datetime) -> Shown:
    """Return what is shown, if anything is.

    Raises:
        Refused: ``exam.result_waits``, with the hour, in Hà Nội's time, after which it is.
    """
    found = shown_in(session, row, at)
    if found is Shown.NOTHING and row.exam is not None:
        exam = session.get(ExamRow, row.exam)
        assert exam is not None  # noqa: S101 - the foreign key holds it
        raise Refused("exam.result_waits", when=f"{vietnam(exam.closes):%H:%M %d/%m/%Y}")
    return found


def waiting(attempts: Iterable[Attempt], *, at: datetime) -> set[str]:
    """Return the handles of attempts whose marks may not be shown yet."""
    sat = {one.handle: one.exam for one in attempts if one.exam is not None}
    if not sat:
        return set()
    with reading() as session:
        rows = session.exec(select(ExamRow).where(col(ExamRow.id).in_(set(sat.values()))))
        hidden = {
            row.id for row in rows if shown(Release(row.release), row.closes, at) is Shown.NOTHING
        }
    return {handle for handle, exam in sat.items() if exam in hidden}
