"""Attempts: start, reset, answer, resume; one transaction a use case, opened here."""

from datetime import datetime, timedelta
from typing import Any  # requests are JSON

from sqlmodel import select

from base.db import reading, writing
from base.errors import Refused
from base.model import Value
from course import journal
from course.classes import classes_of
from course.closing import settle
from course.entering import Terms, enter
from course.journal import Kind
from course.limits import may_start
from course.mastery import next_seed
from course.people import Person
from course.pinned import Pinned, pinned, playable
from course.policies import allowed
from course.tables import AttemptRow
from grading.checks.quiz import Quiz
from sandbox.blobs import blobs
from scenarios.exercise import find
from scenarios.model import Mode
from scenarios.world import Tell, baked
from scenarios.world import start as clone_of


class Attempt(Value):
    """An attempt as the floors above see it."""

    handle: str
    account: int
    scenario: str
    version: int
    mode: Mode
    seed: str
    status: str
    "open, submitted, given-back"
    number: int
    started_at: datetime
    submitted_at: datetime | None
    checks_used: int
    steps_done: list[str]
    hints: dict[str, Any]
    exam: int | None = None
    deadline: datetime | None = None
    "when the server submits it"
    automatic: bool = False
    "whether the server submitted it"
    revealed_at: datetime | None = None


def view(row: AttemptRow) -> Attempt:
    """Return the value of an attempt's row."""
    return Attempt(**row.model_dump(include=set(Attempt.model_fields)))


def begin(
    someone: Person,
    scenario: str,
    *,
    at: datetime,
    mode: Mode | None = None,
    seed: str | None = None,
    school_class: int | None = None,
    tell: Tell | None = None,
) -> Attempt:
    """Start an exercise on a variant the trainee has not had yet.

    The variant is found or baked outside the transaction; the attempt and its archive are made
    inside one.

    Args:
        someone: who starts.
        scenario: its id.
        at: wall time.
        mode: the scenario's own unless told; exam rules outside an exam end with its minutes.
        seed: the next variant not seen yet unless told.
        school_class: in which class it counts; the person's first one unless told.
        tell: hears how far the baking is, where the variant must be baked.

    Raises:
        Refused: ``attempt.open_already``, ``attempt.none_left``, ``scenario.not_released``.
    """
    exercise = find(scenario)
    with reading() as session:
        may_start(session, someone, exercise)
        chosen = seed or next_seed(session, someone.id, scenario)
        rooms = classes_of(session, someone)
    template = baked(exercise, chosen, tell=tell)
    how = mode or exercise.scenario.mode
    ends = at + timedelta(minutes=exercise.scenario.minutes)
    terms = Terms(
        mode=how,
        seed=chosen,
        school_class=school_class or (rooms[0].id if rooms else None),
        deadline=ends if allowed(how, exercise.scenario.policies).timed else None,
    )
    with writing() as session:
        may_start(session, someone, exercise)
        return view(enter(session, someone, exercise, template, terms, at=at))


def reset(someone: Person, handle: str, *, at: datetime) -> Attempt:
    """Begin the same variant again; what was done stays in the journal and its old sandbox.

    Raises:
        Refused: ``attempt.foreign``, ``attempt.not_open``, ``attempt.no_resets``.
    """
    settle(handle, at=at)
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        _must_be_mine(kept, someone)
        policies = playable(session, kept).scenario.policies
        if not allowed(Mode(kept.row.mode), policies).resets:
            raise Refused("attempt.no_resets")
        fresh = clone_of(session, kept.template, kind="attempt", blobs=blobs())
        old = kept.row.sandbox
        kept.row.sandbox = fresh.sandbox
        kept.row.resets += 1
        kept.row.steps_done = []
        content = {"from": old, "to": fresh.sandbox}
        journal.note(session, kept.row, Kind.RESET, at=at, account=someone.id, content=content)
        return view(kept.row)


def _must_be_mine(kept: Pinned, someone: Person) -> None:
    if kept.row.account != someone.id:
        raise Refused("attempt.foreign")
    if kept.row.status != "open":
        raise Refused("attempt.not_open")


def answer(someone: Person, handle: str, question: str, given: Any, *, at: datetime) -> None:  # noqa: ANN401 - JSON
    """Keep the answer to a quiz question; it may be changed until submission.

    Raises:
        Refused: ``attempt.no_question`` for anything else: marks given by hand lie beside answers.
    """
    settle(handle, at=at)
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        _must_be_mine(kept, someone)
        criteria = playable(session, kept).scenario.criteria
        if question not in {one.check.id for one in criteria if isinstance(one.check, Quiz)}:
            raise Refused("attempt.no_question", question=question[:60])
        kept.row.answers = {**kept.row.answers, question: given}
        content = {"question": question, "answer": given}
        journal.note(session, kept.row, Kind.ANSWERED, at=at, account=someone.id, content=content)


def attempts_of(someone: Person, scenario: str | None = None) -> list[Attempt]:
    """Return somebody's attempts, the newest first."""
    with reading() as session:
        question = select(AttemptRow).where(AttemptRow.account == someone.id)
        if scenario is not None:
            question = question.where(AttemptRow.scenario == scenario)
        rows = session.exec(question).all()
        return sorted((view(row) for row in rows), key=lambda one: one.started_at, reverse=True)


def attempt_of(someone: Person, handle: str) -> Attempt:
    """Return one's own attempt: what a page opens, after a refresh or a lost connection too.

    Raises:
        Refused: ``attempt.foreign`` for anybody else's, ``attempt.unknown``.
    """
    with reading() as session:
        kept = pinned(session, handle)
        if kept.row.account != someone.id:
            raise Refused("attempt.foreign")
        return view(kept.row)
