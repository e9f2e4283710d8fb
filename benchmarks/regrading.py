"""Regrading a class's stored work: from evidence, and from stored credits alone."""

from collections.abc import Iterator
from typing import Any  # columns of a row

from base.db import writing
from benchmarks import school
from benchmarks.figure import Measured
from benchmarks.stopwatch import once
from course.attempts import Attempt
from course.pinned import pinned
from course.regrading import Console, Way, regrade
from course.submitting import submit
from course.tables import AttemptRow
from grading import gradebook
from grading.gradebook import Entry
from sandbox.blobs import blobs
from sandbox.clones import clone
from scenarios.exercise import Exercise, find

ATTEMPTS = 1000


def measure() -> Iterator[Measured]:
    """Change two weights, then regrade a hundred and a thousand attempts both ways."""
    attempt = submitted()
    copied(attempt, 99)
    changed = reweighed(find(school.SMALL))
    yield _regraded("regrade.100", changed, "evidence", 100)
    copied(attempt, ATTEMPTS - 100)
    yield _regraded("regrade.1000", changed, "evidence", ATTEMPTS)
    yield _regraded("regrade.1000.points", changed, "points", ATTEMPTS)


def submitted() -> Attempt:
    """Play an attempt without its last step, so that a changed weight moves its mark."""
    someone = school.people(1)[0]
    school.bake(school.SMALL)
    attempt = school.started(someone, school.SMALL)
    for act in school.Player(someone, attempt).acts():
        if act.op == "close-file":
            break
    submit(someone, attempt.handle, at=school.tick())
    return attempt


def copied(attempt: Attempt, count: int) -> None:
    """Write more attempts like it, each with an archive, an attempt and a mark of its own."""
    for _ in range(count):
        with writing() as session:
            kept = pinned(session, attempt.handle)
            mark = gradebook.standing(session, attempt.handle)
            assert mark is not None
            facts: dict[str, Any] = kept.row.model_dump(exclude={"id", "handle", "sandbox"})
            old = kept.row.sandbox
            state = {name: _state(session, old)[name] for name in ("touched", "changes", "sealed")}
            fresh = clone(session, old, kind="attempt", blobs=blobs())
            fresh.keep(**state)
            handle = f"copy-{fresh.sandbox}"
            session.add(AttemptRow(**facts, handle=handle, sandbox=fresh.sandbox))
            gradebook.write(
                session,
                handle,
                mark.report,
                entry=Entry.GRADE,
                rubric=facts["digest"],
                at=school.tick(),
            )


def _state(session: Any, sandbox: int) -> dict[str, Any]:  # noqa: ANN401 - a session
    from sandbox.archive import Archive

    return Archive(session, sandbox, blobs=blobs()).state


def reweighed(exercise: Exercise) -> Exercise:
    """Return the scenario with five points moved from the drafting to the handing over."""
    move = {"reply-drafted": -5, "handed-over": 5}
    told = exercise.scenario
    criteria = [
        one.model_copy(update={"points": one.points + move.get(one.id, 0)}) for one in told.criteria
    ]
    return exercise.model_copy(
        update={"scenario": told.model_copy(update={"criteria": criteria}), "digest": "f" * 64}
    )


def _regraded(name: str, changed: Exercise, way: Way, expected: int) -> Measured:
    told = []

    def work() -> None:
        told.append(
            regrade(
                school.SMALL,
                by=Console(),
                at=school.tick(),
                dry_run=True,
                way=way,
                exercise=changed,
            )
        )

    ms = once(work)
    moved = len(told[0].moves)
    if told[0].attempts != expected or moved != expected:
        raise RuntimeError(f"{told[0].attempts} attempts, {moved} moved; {expected} expected")
    how = f"course.regrading.regrade by {way}, two weights changed, every mark moves; dry run"
    return Measured(name, ms / 1000, expected, how)
