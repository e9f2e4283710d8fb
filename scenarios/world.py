"""Seed → template sandbox: recipes grow a world, detectors confirm it, one transaction keeps it."""

from collections.abc import Callable
from typing import Final, NamedTuple

from pydantic import TypeAdapter
from sqlmodel import Session, select

from base.canonical import digest
from base.db import Database, database
from base.errors import Misconfigured
from grading.evidence import Truth
from grading.findings import detect
from grading.report import SEMANTICS
from sandbox.archive import Archive
from sandbox.blobs import Blobs
from sandbox.blobs import blobs as installation_blobs
from sandbox.clones import clone
from sandbox.entities import Colleague, Note
from sandbox.tables import SandboxRow
from scenarios.errors import Problems
from scenarios.exercise import Exercise
from scenarios.garden import Garden
from scenarios.model import ColleagueSpec
from scenarios.recipes.faults import mingle
from scenarios.recipes.recipe import Recipe
from scenarios.streams import world_stream
from scenarios.tables import WorldRow


class Template(NamedTuple):
    """A baked variant: the sandbox to clone, and what is true of it."""

    world: int
    sandbox: int
    truth: Truth
    fingerprint: str
    answer_key: str


Tell = Callable[[int, int], None]
"""Hears how much of the work is done: so many parts of so many."""


def grow(exercise: Exercise, seed: str, *, blobs: Blobs, tell: Tell | None = None) -> Garden:
    """Grow a world in memory: rows, papers, truth.

    Raises:
        Misconfigured: recipes that are impossible together, however often they are drawn.
        Problems: the truth and the detectors disagree; such a world is never offered.
    """
    for lap in range(1, _LAPS):
        try:
            return _grown(exercise, seed if lap == 1 else f"{seed} lap {lap}", blobs, tell)
        except Misconfigured as problem:
            if problem.code != NO_ROOM:
                raise
    return _grown(exercise, f"{seed} lap {_LAPS}", blobs, tell)


NO_ROOM: Final = "fault.no_room"
"""The records that were drawn can bear no fault of a kind; other draws may."""
_LAPS: Final = 4
"""How often a seed is drawn anew: every seed is somebody's exercise, and few fail twice."""


def _grown(exercise: Exercise, seed: str, blobs: Blobs, tell: Tell | None) -> Garden:
    scenario = exercise.scenario
    garden = Garden(now=scenario.world.now, stream=world_stream(exercise.id, seed), blobs=blobs)
    for place, recipe in enumerate(scenario.world.recipes):
        if tell is not None:
            tell(place, len(scenario.world.recipes))
        _grow(recipe, garden, f"world.recipes.{place}")
    mingle(garden, garden.stream("codes"))
    garden.settle()
    for spec in scenario.colleagues:
        _employ(garden, spec)
    for letter in scenario.letters:
        garden.planter.add(
            Note(
                ref=garden.planter.next_ref(Note),
                to=garden.labelled(letter.to),
                sender=letter.sender.vi,
                about=garden.labelled(letter.about) if letter.about else None,
                text=letter.text.model_dump(),
                sent_at=garden.now,
            )
        )
    confirm(garden)
    return garden


def _grow(recipe: Recipe, garden: Garden, path: str) -> None:
    """Let one recipe grow; what is impossible is told with its place in the file."""
    try:
        recipe.grow(garden)
    except Misconfigured as problem:
        raise Misconfigured(problem.code, **{**problem.facts, "path": path}) from problem


def _employ(garden: Garden, spec: ColleagueSpec) -> None:
    """Make a colleague of the scenario one of the world: labels become refs."""
    plain = TypeAdapter(list[dict[str, object]]).validate_python(
        [{"when": reply.when, "do": _refs(garden, reply.do)} for reply in spec.replies]
    )
    garden.planter.add(
        Colleague(
            ref=garden.planter.next_ref(Colleague),
            post=garden.labelled(spec.post),
            on=spec.on,
            where=_refs(garden, spec.where),
            after_minutes=spec.after_minutes,
            replies=plain,
        )
    )


def _refs(garden: Garden, written):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - JSON in, JSON out
    if isinstance(written, str) and written.startswith("$"):
        return garden.labelled(written)
    if isinstance(written, dict):
        return {name: _refs(garden, one) for name, one in written.items()}
    return [_refs(garden, one) for one in written] if isinstance(written, list) else written


def confirm(garden: Garden) -> None:
    """Hold what was planted against what detectors see: every fault is there, and nothing else.

    Raises:
        Problems: naming each record and fault on which the two disagree.
    """
    planted = {(one.finding, one.ref) for one in garden.faults() if not one.red_herring}
    seen = {(one.finding, one.ref) for one in detect(garden.planter)}
    problems = [
        Misconfigured("world.not_found", finding=finding, ref=ref)
        for finding, ref in sorted(planted - seen)
    ] + [
        Misconfigured("world.not_planted", finding=finding, ref=ref)
        for finding, ref in sorted(seen - planted)
    ]
    if problems:
        raise Problems(problems)


def keep(session: Session, exercise: Exercise, seed: str, garden: Garden) -> Template:
    """Write a grown world as a sealed template, with its truth beside it."""
    scenario = exercise.scenario
    desks = [garden.labelled(label) for label in scenario.desks]
    row = SandboxRow(
        kind="template",
        scenario=exercise.id,
        version=exercise.digest,
        seed=seed,
        world_key=garden.planter.world_key.hex(),
        now=garden.now,
        desk=desks[0],
        desks=desks,
    )
    archive = garden.planter.plant(session, row)
    truth = garden.truth()
    world = WorldRow(
        scenario=exercise.id,
        digest=exercise.digest,
        seed=seed,
        semantics=SEMANTICS,
        sandbox=archive.sandbox,
        fingerprint=archive.state["fingerprint"],
        answer_key=answer_key(truth),
        truth=truth.model_dump(mode="json"),
    )
    session.add(world)
    session.flush()
    return _template(world)


def answer_key(truth: Truth) -> str:
    """Return a digest of what is right: two variants of one key have the same answers."""
    return digest([truth.tags, truth.facts, [p.model_dump() for p in truth.planted]])


def _template(world: WorldRow) -> Template:
    assert world.id is not None  # noqa: S101 - flushed
    return Template(
        world.id,
        world.sandbox,
        Truth.model_validate(world.truth),
        world.fingerprint,
        world.answer_key,
    )


def find_template(session: Session, exercise: Exercise, seed: str) -> Template | None:
    """Return the baked variant of this content and seed, or None."""
    world = session.exec(
        select(WorldRow).where(
            WorldRow.scenario == exercise.id,
            WorldRow.digest == exercise.digest,
            WorldRow.seed == seed,
            WorldRow.semantics == SEMANTICS,
        )
    ).first()
    return _template(world) if world else None


def is_baked(session: Session, exercise: Exercise, seed: str) -> bool:
    """Whether the variant of this content and seed is there, without reading its truth."""
    question = select(WorldRow.id).where(
        WorldRow.scenario == exercise.id,
        WorldRow.digest == exercise.digest,
        WorldRow.seed == seed,
        WorldRow.semantics == SEMANTICS,
    )
    return session.exec(question).first() is not None


def baked(
    exercise: Exercise,
    seed: str,
    *,
    blobs: Blobs | None = None,
    at: Database | None = None,
    tell: Tell | None = None,
) -> Template:
    """Return the variant of a seed, baking it when nobody has yet.

    The world grows outside any transaction; when two bake at once, the second finds the first's.
    ``tell`` hears how many recipes of how many have grown; of a variant that is there, nothing.
    """
    where = at or database()
    with where.reading() as session:
        if found := find_template(session, exercise, seed):
            return found
    kept = blobs or installation_blobs()
    garden = grow(exercise, seed, blobs=kept, tell=tell)
    with where.writing() as session:
        return find_template(session, exercise, seed) or keep(session, exercise, seed, garden)


def start(session: Session, template: Template, *, kind: str, blobs: Blobs) -> Archive:
    """Clone a variant into a sandbox of its own."""
    return clone(session, template.sandbox, kind=kind, blobs=blobs)
