"""Scenario contents by digest: an attempt stays playable on what it pinned when others move on."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from base.canonical import digest
from course.tables import ContentRow
from sandbox.rulebook import rulebook
from scenarios.exercise import Exercise


def keep(session: Session, exercise: Exercise, *, at: datetime) -> None:
    """Keep a scenario's content under its digest, once."""
    if session.get(ContentRow, exercise.digest) is not None:
        return
    plain = exercise.model_copy(update={"folder": Path(exercise.id)})
    row = ContentRow(
        digest=exercise.digest,
        scenario=exercise.id,
        version=exercise.scenario.version,
        kept_at=at,
        content=plain.model_dump_json(by_alias=True),
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:  # somebody else began the same content at the same moment
        return


def kept(session: Session, content: str) -> Exercise | None:
    """Return the content of a digest; None when it is not kept or this release cannot read it."""
    row = session.get(ContentRow, content)
    return _read(row.content) if row is not None else None


@lru_cache(maxsize=64)
def _read(content: str) -> Exercise | None:
    try:
        return Exercise.model_validate_json(content)
    except ValidationError:
        return None


def rules_of(exercise: Exercise) -> str:
    """Return a digest of the rules a scenario's criteria rest on, as they read today."""
    used = {rule for criterion in exercise.scenario.criteria for rule in criterion.rules}
    return _rules(tuple(sorted(used)))


@lru_cache(maxsize=256)
def _rules(used: tuple[str, ...]) -> str:
    return digest([rulebook().rule(name).model_dump(mode="json") for name in used])
