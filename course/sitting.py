"""Sitting an exam: which scenario and variant somebody is given, and when the clock stops."""

import hmac
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from base.db import reading, writing
from base.errors import Misconfigured, Refused
from base.secrets import installation_key
from course.attempts import Attempt, view
from course.classes import classes_of
from course.entering import Terms, enter
from course.exams import (
    Exam,
    Phase,
    attempt_in,
    deadline,
    exam_from,
    exam_row,
    extra_minutes,
)
from course.people import Person
from scenarios.errors import Problems
from scenarios.exercise import find
from scenarios.model import Mode
from scenarios.world import Tell, baked, is_baked


def drawn(exam: Exam, account: int) -> tuple[str, str]:
    """Return which scenario and which variant somebody is given: always the same, never guessed.

    Both come from an HMAC under this installation's exam pepper, so that owning the software
    does not give the answers (``docs/architecture.md``, two kinds of secret).
    """
    name = f"{exam.school_class}/{exam.id}/{account}".encode()
    mark = hmac.digest(installation_key("exam-pepper"), name, "sha256")
    return exam.pool[int.from_bytes(mark[:8]) % len(exam.pool)], f"exam-{mark[8:24].hex()}"


def prepare(exam: Exam, account: int, *, tell: Tell | None = None) -> None:
    """Bake the variant somebody will be given, so that sitting down takes no time.

    ``tell`` hears how far it is; nothing when the variant was baked ahead (``course.ahead``).

    Raises:
        Problems: the scenario is broken.
    """
    scenario, seed = drawn(exam, account)
    baked(find(scenario), seed, tell=tell)


def prepared(exam: Exam, accounts: Sequence[int]) -> frozenset[int]:
    """Return whose variants are baked: who would sit down without waiting."""
    with reading() as session:
        return frozenset(one for one in accounts if _is_prepared(session, exam, one))


def _is_prepared(session: Session, exam: Exam, account: int) -> bool:
    scenario, seed = drawn(exam, account)
    try:
        return is_baked(session, find(scenario), seed)
    except (Problems, Misconfigured):
        return False


def sit(someone: Person, exam: int, *, at: datetime) -> Attempt:
    """Begin an exam, or go on with it.

    Args:
        someone: a trainee of the class.
        exam: its id.
        at: wall time; bake the variant before (``prepare``), so that baking costs no time.

    Raises:
        Refused: ``exam.unknown``, ``exam.not_yours``, ``exam.not_open``, ``exam.closed``,
            ``exam.over`` when it was submitted already.
    """
    with reading() as session:
        sat = _may_sit(session, someone, exam, at)
        if sat is not None:
            return sat
        asked = exam_from(exam_row(session, exam))
    scenario, seed = drawn(asked, someone.id)
    exercise = find(scenario)
    template = baked(exercise, seed)
    with writing() as session:
        exam_row(session, exam, lock=True)
        sat = _may_sit(session, someone, exam, at)
        if sat is not None:
            return sat
        extra = extra_minutes(session, exam, someone.id)
        terms = Terms(
            mode=Mode.EXAM,
            seed=seed,
            school_class=asked.school_class,
            exam=exam,
            deadline=deadline(asked, at, extra),
        )
        return view(enter(session, someone, exercise, template, terms, at=at))


def _may_sit(session: Session, someone: Person, exam: int, at: datetime) -> Attempt | None:
    """Return the attempt to go on with; None when one may begin."""
    asked = exam_from(exam_row(session, exam))
    if asked.school_class not in {one.id for one in classes_of(session, someone)}:
        raise Refused("exam.not_yours")
    phase = asked.phase(at)
    if phase in {Phase.COMING, Phase.CANCELLED}:
        raise Refused("exam.not_open")
    sat = attempt_in(session, exam, someone.id)
    if sat is not None and sat.status == "open" and sat.deadline and at < sat.deadline:
        return sat
    if sat is not None:
        raise Refused("exam.over")
    if phase is Phase.CLOSED:
        raise Refused("exam.closed")
    return None
