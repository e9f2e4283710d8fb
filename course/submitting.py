"""Submitting and looking at one's work: the moment when evidence becomes a mark."""

from datetime import datetime

from sqlmodel import Session

from base.db import reading, writing
from base.errors import Refused
from base.language import Language
from base.model import Value
from course import journal
from course.attempts import Attempt, view
from course.journal import Kind
from course.limits import may_submit
from course.people import Person
from course.pinned import Pinned, evidence_of, exercise_of, open_archive, pinned
from grading import gradebook
from grading.feedback import Remark, feedback
from grading.grade import grade, judge
from grading.gradebook import Entry, Standing
from grading.mark import Mark
from sandbox.events import broken_at
from scenarios.model import Mode


class Submitted(Value):
    """A submitted attempt with its mark."""

    attempt: Attempt
    mark: Standing


class Checked(Value):
    """Which criteria hold now; never which answer would be right."""

    holds: dict[str, Mark]
    left: int
    "how often one may still ask"


def submit(someone: Person, handle: str, *, at: datetime) -> Submitted:
    """Submit an attempt and grade it, in one transaction.

    A broken check gives the attempt back: it does not count and is reported.

    Raises:
        Refused: ``attempt.foreign``, ``attempt.not_open``, ``attempt.none_left``,
            ``attempt.log_broken``.
    """
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        _mine(kept, someone)
        exercise = exercise_of(kept)
        may_submit(session, kept.row, exercise.scenario.policies.attempts)
        archive = open_archive(session, kept, locked=True)
        _unbroken(session, kept)
        archive.keep(sealed=True)
        report = grade(evidence_of(session, kept, archive), exercise.scenario.rubric)
        kept.row.status = "given-back" if report.broken else "submitted"
        kept.row.submitted_at = at
        kind = Kind.GIVEN_BACK if report.broken else Kind.SUBMITTED
        journal.note(session, kept.row, kind, at=at, account=someone.id)
        score = max(0.0, round(report.score - _paid(kept), 2))
        mark = gradebook.write(
            session,
            handle,
            report,
            entry=Entry.GIVEN_BACK if report.broken else Entry.GRADE,
            rubric=exercise.digest,
            at=at,
            score=score,
            passed=report.passed and score >= report.pass_mark,
        )
        return Submitted(attempt=view(kept.row), mark=mark)


def _paid(kept: Pinned) -> float:
    """Return what the hints unlocked cost, in points."""
    prices = {hint.criterion: hint.prices for hint in exercise_of(kept).scenario.hints}
    return sum(
        sum(prices[criterion][:level])
        for criterion, level in kept.row.hints.items()
        if criterion in prices
    )


def _mine(kept: Pinned, someone: Person) -> None:
    if kept.row.account != someone.id:
        raise Refused("attempt.foreign")
    if kept.row.status != "open":
        raise Refused("attempt.not_open")


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


def check_work(someone: Person, handle: str, *, at: datetime) -> Checked:
    """Say which criteria hold; each question is counted.

    Raises:
        Refused: ``attempt.no_checks`` in an exam or when none is left.
    """
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        _mine(kept, someone)
        scenario = exercise_of(kept).scenario
        left = scenario.policies.checks - kept.row.checks_used
        if kept.row.mode == Mode.EXAM or left <= 0:
            raise Refused("attempt.no_checks")
        evidence = evidence_of(session, kept)
        holds = {one.id: judge(evidence, one).mark for one in scenario.criteria if one.points}
        kept.row.checks_used += 1
        content = {name: str(mark) for name, mark in holds.items()}
        journal.note(session, kept.row, Kind.CHECKED, at=at, account=someone.id, content=content)
        return Checked(holds=holds, left=left - 1)


def hint(someone: Person, handle: str, criterion: str, *, at: datetime) -> int:
    """Unlock the next level of a criterion's hint; return the level reached.

    Raises:
        Refused: ``hint.none``, ``hint.all_shown``, ``attempt.no_hints``.
    """
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        _mine(kept, someone)
        scenario = exercise_of(kept).scenario
        if kept.row.mode == Mode.EXAM or not scenario.policies.hints:
            raise Refused("attempt.no_hints")
        offered = next((one for one in scenario.hints if one.criterion == criterion), None)
        if offered is None:
            raise Refused("hint.none")
        level = int(kept.row.hints.get(criterion, 0)) + 1
        if level > len(offered.levels):
            raise Refused("hint.all_shown")
        kept.row.hints = {**kept.row.hints, criterion: level}
        content = {"criterion": criterion, "level": level}
        journal.note(session, kept.row, Kind.HINTED, at=at, account=someone.id, content=content)
        return level


def result_of(someone: Person, handle: str, language: Language) -> tuple[Submitted, list[Remark]]:
    """Return the mark and its feedback, once submitted.

    Raises:
        Refused: ``attempt.foreign``, ``attempt.not_submitted``.
    """
    with reading() as session:
        kept = pinned(session, handle)
        if kept.row.account != someone.id:
            raise Refused("attempt.foreign")
        mark = gradebook.standing(session, handle)
        if mark is None:
            raise Refused("attempt.not_submitted")
        exercise = exercise_of(kept)
        remarks = feedback(mark.report, exercise.scenario.rubric, language)
        return Submitted(attempt=view(kept.row), mark=mark), remarks
