"""A small practice archive with believable papers, so that every screen has something to show."""

from datetime import UTC, datetime

from base.db import writing
from course.people import Person
from course.tables import AttemptRow
from grading.evidence import Truth
from grading.report import SEMANTICS
from sandbox.blobs import blobs
from sandbox.clones import clone
from sandbox.planter import Planter
from sandbox.tables import SandboxRow
from scenarios.exercise import Exercise
from scenarios.tables import WorldRow
from tests.ui.planted_papers import incoming
from tests.ui.planted_people import agencies, people
from tests.ui.planted_shelf import plan, store

NOW = datetime(2026, 3, 3, 2, 12, tzinfo=UTC)


def archive(now: datetime = NOW, files: int = 64) -> tuple[Planter, dict[str, str]]:
    """Plant the whole archive; return the planter and its labels."""
    planter = Planter(now=now, world_key=b"k" * 32, blobs=blobs())
    labels = agencies(planter)
    people(planter, labels)
    incoming(planter, labels)
    plan(planter, labels)
    store(planter, labels, files)
    return planter, labels


def begin(
    someone: Person, exercise: Exercise, *, at: datetime, desk: str = "clerk", files: int = 64
) -> tuple[str, dict[str, str]]:
    """Plant a template for an exercise and an attempt on it; return its handle and the labels."""
    planter, labels = archive(files=files)
    desks = [labels[name] for name in ("clerk", "officer", "director", "archivist", "receiver")]
    row = SandboxRow(
        kind="template",
        scenario=exercise.id,
        version=exercise.digest,
        seed="1",
        world_key=planter.world_key.hex(),
        now=planter.now,
        desk=labels[desk],
        desks=desks,
    )
    with writing() as session:
        template = planter.plant(session, row)
        truth = Truth(labels=labels)
        world = WorldRow(
            scenario=exercise.id,
            digest=exercise.digest,
            seed="1",
            semantics=SEMANTICS,
            sandbox=template.sandbox,
            fingerprint=template.state["fingerprint"],
            answer_key="x",
            truth=truth.model_dump(mode="json"),
        )
        session.add(world)
        session.flush()
        kept, source = world.id, template.sandbox
    with writing() as session:
        mine = clone(session, source, kind="attempt", blobs=blobs())
        handle = f"try-{exercise.id}-{someone.id}"
        session.add(
            AttemptRow(
                handle=handle,
                account=someone.id,
                scenario=exercise.id,
                digest=exercise.digest,
                version=1,
                semantics=SEMANTICS,
                mode=exercise.scenario.mode,
                seed="1",
                world=kept,
                sandbox=mine.sandbox,
                number=1,
                started_at=at,
            )
        )
    return handle, labels
