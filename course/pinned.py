"""What an attempt pins: its scenario's content, its world's truth, its own archive."""

from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from base.db import reading
from base.errors import Misconfigured, Refused
from course import contents
from course.tables import AttemptRow
from grading.evidence import Evidence, Truth
from grading.grade import judge
from grading.mark import Mark
from grading.report import SEMANTICS
from sandbox.archive import Archive
from sandbox.blobs import blobs
from scenarios.errors import Problems
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
    question = (
        select(AttemptRow, WorldRow)
        .join(WorldRow, col(WorldRow.id) == AttemptRow.world)
        .where(AttemptRow.handle == handle)
        .options(defer(WorldRow.truth))  # type: ignore[arg-type]  # a column
    )
    found = session.exec(question.with_for_update(of=AttemptRow) if lock else question).first()
    if found is None:
        raise Refused("attempt.unknown")
    row, world = found
    template = Template(
        row.world, world.sandbox, _truth(world), world.fingerprint, world.answer_key
    )
    return Pinned(row, template)


_TRUTHS: Final[dict[tuple[object, ...], Truth]] = {}
"""By content, seed and what grew of them: the same ones have the same truth. It is large, and an
attempt is looked at with every click."""
_MOST_TRUTHS: Final = 256


def _truth(world: WorldRow) -> Truth:
    key = (world.scenario, world.digest, world.seed, world.semantics, world.fingerprint,
           world.answer_key)  # fmt: skip
    found = _TRUTHS.get(key)
    if found is None:
        found = Truth.model_validate(world.truth)
        while len(_TRUTHS) >= _MOST_TRUTHS:
            _TRUTHS.pop(next(iter(_TRUTHS)), None)
        _TRUTHS[key] = found
    return found


class Footing(StrEnum):
    """How what is installed today stands to what an attempt pinned."""

    SAME = "same"
    CONTENT_MOVED = "content-moved"
    "the scenario has changed: the attempt goes on, on the content it began with"
    ENGINE_MOVED = "engine-moved"
    "verbs, grading or the rules changed meaning, or the content is lost: begin afresh, for free"


def footing(session: Session, kept: Pinned) -> Footing:
    """Say whether an attempt can go on as it began."""
    row = kept.row
    return _footing(row, _installed(row) or contents.kept(session, row.digest))


def _footing(row: AttemptRow, exercise: Exercise | None) -> Footing:
    if exercise is None or row.semantics != SEMANTICS:
        return Footing.ENGINE_MOVED
    if row.rules and row.rules != contents.rules_of(exercise):
        return Footing.ENGINE_MOVED
    pinned_is_kept = exercise.folder == Path(exercise.id)
    return Footing.CONTENT_MOVED if pinned_is_kept else Footing.SAME


def exercise_of(session: Session, kept: Pinned) -> Exercise:
    """Return the scenario an attempt is judged by: what it pinned, installed or kept.

    Raises:
        Refused: ``attempt.outdated`` when its content cannot be had any more.
    """
    exercise = _installed(kept.row) or contents.kept(session, kept.row.digest)
    if exercise is None:
        raise Refused("attempt.outdated", scenario=kept.row.scenario)
    return exercise


def content(handle: str) -> tuple[Exercise | None, Footing]:
    """Return the scenario of an attempt as its pages show it, and whether it can go on.

    The scenario is None when its content is lost; only a fresh start helps then.

    Raises:
        Refused: ``attempt.unknown``.
    """
    with reading() as session:
        kept = pinned(session, handle)
        exercise = _installed(kept.row) or contents.kept(session, kept.row.digest)
        return exercise, _footing(kept.row, exercise)


def playable(session: Session, kept: Pinned) -> Exercise:
    """Return the scenario of an attempt that can go on.

    Raises:
        Refused: ``attempt.outdated`` when verbs, grading or rules changed meaning since.
    """
    if footing(session, kept) is Footing.ENGINE_MOVED:
        raise Refused("attempt.outdated", scenario=kept.row.scenario)
    return exercise_of(session, kept)


def _installed(row: AttemptRow) -> Exercise | None:
    try:
        exercise = find(row.scenario)
    except (Problems, Misconfigured):
        return None
    return exercise if exercise.digest == row.digest else None


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
    scenario = exercise_of(session, kept).scenario
    evidence = evidence_of(session, kept, archive)
    holds = {
        name: judge(evidence, scenario.rubric.criterion(name)).mark is Mark.PASSED
        for step in scenario.steps
        for name in step.done
    }
    return [step.id for step in scenario.steps if all(holds[name] for name in step.done)]
