"""Human marks: an override of a whole mark, a share of a manual criterion; always with a reason."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from base.db import writing
from base.errors import Refused
from course import journal
from course.classes import teaches
from course.closing import credited
from course.journal import Kind
from course.people import Person
from course.pinned import Pinned, evidence_of, exercise_of, pinned
from grading import gradebook
from grading.checks.quiz import Manual
from grading.grade import grade
from grading.gradebook import Entry, Standing
from scenarios.exercise import Exercise

SHORTEST_REASON: Final = 10
"""Characters: an override nobody can understand later is worth nothing."""


def override(
    someone: Person,
    handle: str,
    *,
    score: float,
    reason: str,
    at: datetime,
    passed: bool | None = None,
) -> Standing:
    """Set a mark by hand; it stands above every machine mark, and the lines before it stay.

    Args:
        someone: who marks: teaches a class of the trainee, or is an administrator.
        handle: of a submitted attempt.
        score: 0–100.
        reason: why, in a sentence; the trainee reads it.
        at: wall time.
        passed: whether it is passed; by the pass mark unless told.

    Raises:
        Refused: ``override.not_yours``, ``override.no_reason``, ``override.score``,
            ``attempt.not_submitted``, ``attempt.unknown``.
    """
    if not 0 <= score <= 100:  # noqa: PLR2004 - points of a whole; NaN falls out as well
        raise Refused("override.score", score=f"{score:g}")
    with writing() as session:
        kept, mark = _marked(session, someone, handle, reason)
        return gradebook.write(
            session,
            handle,
            mark.report,
            entry=Entry.OVERRIDE,
            rubric=kept.row.digest,
            at=at,
            score=round(score, 2),
            passed=score >= mark.report.pass_mark if passed is None else passed,
            author=someone.login,
            reason=reason.strip(),
        )


def mark_by_hand(
    someone: Person, handle: str, criterion: str, *, share: float, reason: str, at: datetime
) -> Standing:
    """Give a manual criterion its share (0–1) and grade the attempt again with it.

    Raises:
        Refused: as ``override``; ``override.not_manual`` for a criterion that machines judge.
    """
    if not 0 <= share <= 1:
        raise Refused("override.score", score=f"{share:g}")
    with writing() as session:
        kept, _ = _marked(session, someone, handle, reason)
        exercise = exercise_of(session, kept)
        question = _question(exercise, criterion)
        kept.row.answers = {**kept.row.answers, question: share}
        content = {"question": question, "answer": share}
        journal.note(session, kept.row, Kind.ANSWERED, at=at, account=someone.id, content=content)
        report = grade(evidence_of(session, kept), exercise.scenario.rubric)
        credit = credited(session, kept.row, exercise, report)
        return gradebook.write(
            session,
            handle,
            report,
            entry=Entry.REGRADE,
            rubric=exercise.digest,
            at=at,
            score=credit.score,
            passed=credit.passed,
            author=someone.login,
            reason=reason.strip(),
        )


def _question(exercise: Exercise, criterion: str) -> str:
    for one in exercise.scenario.criteria:
        if one.id == criterion and isinstance(one.check, Manual):
            return f"manual:{one.check.id}"
    raise Refused("override.not_manual", criterion=criterion)


def _marked(session: Session, someone: Person, handle: str, reason: str) -> tuple[Pinned, Standing]:
    """Return a submitted attempt of somebody this person teaches, and its mark."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("override.no_reason", least=SHORTEST_REASON)
    kept = pinned(session, handle, lock=True)
    if not teaches(session, someone, kept.row.account):
        raise Refused("override.not_yours")
    mark = gradebook.standing(session, handle)
    if kept.row.status != "submitted" or mark is None:
        raise Refused("attempt.not_submitted")
    return kept, mark
