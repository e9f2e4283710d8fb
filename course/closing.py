"""The end of an attempt: evidence becomes a mark, by the trainee's hand or by the clock."""

from datetime import datetime

from sqlmodel import Session, col, select

from base.db import reading, writing
from base.errors import Refused
from base.model import Value
from course import journal
from course.journal import Kind
from course.pinned import Footing, Pinned, evidence_of, footing, open_archive, pinned, playable
from course.tables import AttemptRow
from grading import gradebook
from grading.grade import grade
from grading.gradebook import Entry, Standing
from grading.report import Report
from sandbox.events import broken_at
from scenarios.exercise import Exercise
from scenarios.tables import WorldRow


class Credit(Value):
    """What a report is worth to this trainee: hints paid for, a revealed variant worth nothing."""

    score: float
    passed: bool


def close(
    session: Session, kept: Pinned, *, at: datetime, account: int | None, automatic: bool = False
) -> Standing:
    """Seal the archive, grade what is there and write the mark, in the caller's transaction.

    A broken check gives the attempt back: it does not count and is reported.

    Args:
        session: a write session; the attempt's row is locked.
        kept: an open attempt.
        at: wall time; an attempt closed by the clock counts as submitted at its deadline.
        account: who submits; None for the server's clock.
        automatic: whether the clock closes it.

    Raises:
        Refused: ``attempt.log_broken``, ``attempt.outdated``.
    """
    exercise = playable(session, kept)
    archive = open_archive(session, kept, locked=True)
    _unbroken(session, kept)
    archive.keep(sealed=True)
    report = grade(evidence_of(session, kept, archive), exercise.scenario.rubric)
    kept.row.status = "given-back" if report.broken else "submitted"
    kept.row.submitted_at = kept.row.deadline if automatic and kept.row.deadline else at
    kept.row.automatic = automatic
    kind = Kind.GIVEN_BACK if report.broken else Kind.SUBMITTED
    content = {"automatic": automatic} if automatic else None
    journal.note(session, kept.row, kind, at=at, account=account, content=content)
    credit = credited(session, kept.row, exercise, report)
    return gradebook.write(
        session,
        kept.row.handle,
        report,
        entry=Entry.GIVEN_BACK if report.broken else Entry.GRADE,
        rubric=exercise.digest,
        at=at,
        score=credit.score,
        passed=credit.passed,
    )


def credited(session: Session, row: AttemptRow, exercise: Exercise, report: Report) -> Credit:
    """Return what a report earns this trainee: nothing once the variant's solution was opened."""
    if revealed_before(session, row):
        return Credit(score=0.0, passed=False)
    return after_hints(row, exercise, report)


def after_hints(row: AttemptRow, exercise: Exercise, report: Report) -> Credit:
    """Return what a report earns a trainee who opened no solution: less what hints cost."""
    score = max(0.0, round(report.score - paid(row, exercise), 2))
    return Credit(score=score, passed=report.passed and score >= report.pass_mark)


def paid(row: AttemptRow, exercise: Exercise) -> float:
    """Return what the hints unlocked cost, in points."""
    prices = {hint.criterion: hint.prices for hint in exercise.scenario.hints}
    return sum(
        sum(prices[criterion][:level])
        for criterion, level in row.hints.items()
        if criterion in prices
    )


def revealed_before(session: Session, row: AttemptRow) -> bool:
    """Whether this trainee had opened the solution of this variant before submitting.

    Variants are the same when their answers are: another seed with the same answer key too.
    """
    world = session.get(WorldRow, row.world)
    assert world is not None  # noqa: S101 - the foreign key holds it
    opened = session.exec(
        select(AttemptRow.revealed_at)
        .join(WorldRow, col(WorldRow.id) == AttemptRow.world)
        .where(
            AttemptRow.account == row.account,
            AttemptRow.scenario == row.scenario,
            WorldRow.answer_key == world.answer_key,
            col(AttemptRow.revealed_at).is_not(None),
        )
    ).all()
    end = row.submitted_at
    return any(when is not None and (end is None or when <= end) for when in opened)


def closed_credit(handle: str) -> bool:
    """Whether an attempt earns nothing because its variant's solution was opened before."""
    with reading() as session:
        return revealed_before(session, pinned(session, handle).row)


def _unbroken(session: Session, kept: Pinned) -> None:
    """Verify both logs before they become evidence."""
    archive = open_archive(session, kept)
    events = archive.events()
    head = events[-1].hash if events else ""
    if broken_at(events) is not None or head != archive.state["head"]:
        raise Refused("attempt.log_broken")
    assert kept.row.id is not None  # noqa: S101 - read from the database
    if journal.broken_at(journal.entries(session, kept.row.id), kept.row.head) is not None:
        raise Refused("attempt.log_broken")


def over(row: AttemptRow, at: datetime) -> bool:
    """Whether an open attempt's time has run out."""
    return row.status == "open" and row.deadline is not None and at >= row.deadline


def close_over(session: Session, kept: Pinned, *, at: datetime) -> bool:
    """Submit what was saved when the time has run out; return whether it was done now.

    Work that cannot be graded by no fault of the trainee's is given back instead of lost.
    """
    if not over(kept.row, at):
        return False
    try:
        close(session, kept, at=at, account=None, automatic=True)
    except Refused as refused:
        give_back(session, kept, at=at, why=refused.code)
    return True


def give_back(session: Session, kept: Pinned, *, at: datetime, why: str) -> None:
    """Take an attempt out of the count; it can be begun again."""
    kept.row.status = "given-back"
    kept.row.submitted_at = at
    journal.note(session, kept.row, Kind.GIVEN_BACK, at=at, content={"why": why})


def settle(handle: str, *, at: datetime) -> bool:
    """Close an attempt whose time has run out, in a transaction of its own.

    Whoever touches an attempt asks this first, so that what comes late finds it closed.
    """
    with reading() as session:
        row = session.exec(select(AttemptRow).where(AttemptRow.handle == handle)).first()
        if row is None or not over(row, at):
            return False
    with writing() as session:
        return close_over(session, pinned(session, handle, lock=True), at=at)


def sweep(*, at: datetime) -> list[str]:
    """Close every attempt whose time has run out; return their handles.

    Asked when the house opens and every half minute after, so that an exam ends even when
    nobody looks at it again.
    """
    with reading() as session:
        question = select(AttemptRow.handle).where(
            AttemptRow.status == "open", col(AttemptRow.deadline) <= at
        )
        due = list(session.exec(question))
    return [handle for handle in due if settle(handle, at=at)]


def give_up_outdated(handle: str, account: int, *, at: datetime) -> None:
    """Give back an attempt that cannot go on because the engine moved; another may be begun.

    Raises:
        Refused: ``attempt.foreign``, ``attempt.not_open``; ``attempt.still_good`` for one that
            can go on.
    """
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        if kept.row.account != account:
            raise Refused("attempt.foreign")
        if kept.row.status != "open":
            raise Refused("attempt.not_open")
        if footing(session, kept) is not Footing.ENGINE_MOVED:
            raise Refused("attempt.still_good")
        give_back(session, kept, at=at, why="outdated")
