"""Submitting and looking at one's work: checks, hints, the mark and its feedback."""

from datetime import datetime

from base.db import reading, writing
from base.errors import Refused
from base.language import Language
from base.model import Value
from course import journal
from course.attempts import Attempt, view
from course.classes import teaches
from course.closing import close, settle
from course.journal import Kind
from course.limits import may_submit
from course.people import Person
from course.pinned import Pinned, evidence_of, exercise_of, pinned, playable
from course.policies import allowed
from course.releasing import Shown, must_be_shown
from grading import gradebook
from grading.feedback import Remark, feedback
from grading.grade import judge
from grading.gradebook import Standing
from grading.mark import Mark
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
    if settle(handle, at=at):
        return _standing(someone, handle)
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        _mine(kept, someone)
        if kept.row.exam is None:
            limit = playable(session, kept).scenario.policies.attempts
            may_submit(session, kept.row, limit)
        mark = close(session, kept, at=at, account=someone.id)
        return Submitted(attempt=view(kept.row), mark=mark)


def _standing(someone: Person, handle: str) -> Submitted:
    """Return what the clock submitted a moment before the trainee did."""
    with reading() as session:
        kept = pinned(session, handle)
        mark = gradebook.standing(session, handle)
        if kept.row.account != someone.id:
            raise Refused("attempt.foreign")
        if mark is None:
            raise Refused("attempt.given_back")
        return Submitted(attempt=view(kept.row), mark=mark)


def _mine(kept: Pinned, someone: Person) -> None:
    if kept.row.account != someone.id:
        raise Refused("attempt.foreign")
    if kept.row.status != "open":
        raise Refused("attempt.not_open")


def check_work(someone: Person, handle: str, *, at: datetime) -> Checked:
    """Say which criteria hold; each question is counted.

    Raises:
        Refused: ``attempt.no_checks`` in an exam or when none is left.
    """
    settle(handle, at=at)
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        _mine(kept, someone)
        scenario = playable(session, kept).scenario
        may = allowed(Mode(kept.row.mode), scenario.policies)
        left = may.checks - kept.row.checks_used
        if left <= 0:
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
    settle(handle, at=at)
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        _mine(kept, someone)
        scenario = playable(session, kept).scenario
        if not allowed(Mode(kept.row.mode), scenario.policies).hints:
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


def result_of(
    someone: Person, handle: str, language: Language, *, at: datetime
) -> tuple[Submitted, list[Remark]]:
    """Return the mark and its feedback, once submitted and released.

    Whoever teaches the trainee sees all of it; of an exam whose release is points alone the
    trainee sees no remark.

    Raises:
        Refused: ``attempt.foreign``, ``attempt.not_submitted``, ``exam.result_waits``,
            ``attempt.given_back`` for work that could not be graded.
    """
    settle(handle, at=at)
    with reading() as session:
        kept = pinned(session, handle)
        own = kept.row.account == someone.id
        if not own and not teaches(session, someone, kept.row.account):
            raise Refused("attempt.foreign")
        mark = gradebook.standing(session, handle)
        if mark is None:
            given_back = kept.row.status == "given-back"
            raise Refused("attempt.given_back" if given_back else "attempt.not_submitted")
        told = must_be_shown(session, kept.row, at) if own else Shown.ALL
        rubric = exercise_of(session, kept).scenario.rubric
        remarks = feedback(mark.report, rubric, language) if told is Shown.ALL else []
        return Submitted(attempt=view(kept.row), mark=mark), remarks
