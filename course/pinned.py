"""What an attempt pins: its scenario's content, its world's truth, its own archive."""

from typing import NamedTuple

from sqlmodel import Session, select

from base.errors import Refused
from course.tables import AttemptRow
from grading.evidence import Evidence, Truth
from grading.grade import judge
from grading.mark import Mark
from sandbox.archive import Archive
from sandbox.blobs import blobs
from scenarios.exercise import Exercise, find
from scenarios.model import Mode
from scenarios.tables import WorldRow
from scenarios.world import Template


class Pinned(NamedTuple):
    """An attempt's row with the template it was cloned from."""

    row: AttemptRow
    template: Template


def pinned(session: Session, handle: str, *, lock: bool = False) -> Pinned:
    """Return an attempt with its world.

    Raises:
        Refused: ``attempt.unknown``.
    """
    question = select(AttemptRow).where(AttemptRow.handle == handle)
    row = session.exec(question.with_for_update() if lock else question).first()
    if row is None:
        raise Refused("attempt.unknown")
    world = session.get(WorldRow, row.world)
    assert world is not None  # noqa: S101 - the foreign key holds it
    assert world.id is not None  # noqa: S101 - read from the database
    template = Template(
        world.id,
        world.sandbox,
        Truth.model_validate(world.truth),
        world.fingerprint,
        world.answer_key,
    )
    return Pinned(row, template)


def exercise_of(kept: Pinned) -> Exercise:
    """Return the scenario an attempt is judged by.

    Raises:
        Refused: ``attempt.outdated`` when the installed content is no longer what it pinned.
    """
    exercise = find(kept.row.scenario)
    if exercise.digest != kept.row.digest:
        raise Refused("attempt.outdated", scenario=kept.row.scenario)
    return exercise


def open_archive(session: Session, kept: Pinned, *, locked: bool = False) -> Archive:
    """Return the attempt's own archive."""
    return Archive(session, kept.row.sandbox, blobs=blobs(), locked=locked)


def evidence_of(session: Session, kept: Pinned, archive: Archive | None = None) -> Evidence:
    """Return everything an attempt's mark rests on."""
    return Evidence(
        archive=archive or open_archive(session, kept),
        start=Archive(session, kept.template.sandbox, blobs=blobs()),
        truth=kept.template.truth,
        answers=dict(kept.row.answers),
    )


def steps_done(session: Session, kept: Pinned, archive: Archive) -> list[str]:
    """Return the guide steps whose criteria hold now; only guided mode shows them."""
    if kept.row.mode != Mode.GUIDED:
        return list(kept.row.steps_done)
    scenario = exercise_of(kept).scenario
    evidence = evidence_of(session, kept, archive)
    holds = {
        name: judge(evidence, scenario.rubric.criterion(name)).mark is Mark.PASSED
        for step in scenario.steps
        for name in step.done
    }
    return [step.id for step in scenario.steps if all(holds[name] for name in step.done)]
