"""Entering an exercise: the one place where an attempt's row is made, with all that it pins."""

from datetime import datetime

from sqlmodel import Session, select

from base.model import Value
from base.secrets import token
from course import contents, journal
from course.journal import Kind
from course.people import Person
from course.tables import AttemptRow
from grading.report import SEMANTICS
from sandbox.blobs import blobs
from scenarios.exercise import Exercise
from scenarios.model import Mode
from scenarios.world import Template
from scenarios.world import start as clone_of


class Terms(Value):
    """On which terms somebody enters."""

    mode: Mode
    seed: str
    school_class: int | None = None
    exam: int | None = None
    deadline: datetime | None = None


def enter(
    session: Session,
    someone: Person,
    exercise: Exercise,
    template: Template,
    terms: Terms,
    *,
    at: datetime,
) -> AttemptRow:
    """Clone the variant, keep the content it is judged by, and write the attempt.

    Whether somebody may enter is asked before, inside the same transaction.
    """
    contents.keep(session, exercise, at=at)
    archive = clone_of(session, template, kind="attempt", blobs=blobs())
    row = AttemptRow(
        handle=token()[:22],
        account=someone.id,
        scenario=exercise.id,
        digest=exercise.digest,
        version=exercise.scenario.version,
        semantics=SEMANTICS,
        rules=contents.rules_of(exercise),
        world=template.world,
        sandbox=archive.sandbox,
        number=so_far(session, someone, exercise.id) + 1,
        started_at=at,
        **terms.model_dump(),
    )
    session.add(row)
    session.flush()
    journal.note(session, row, Kind.STARTED, at=at, account=someone.id)
    return row


def so_far(session: Session, someone: Person, scenario: str) -> int:
    """Return how often somebody has begun a scenario."""
    question = select(AttemptRow).where(
        AttemptRow.account == someone.id, AttemptRow.scenario == scenario
    )
    return len(session.exec(question).all())
