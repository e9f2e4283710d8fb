"""The solvers besides the solution: overdo, decoys, falls, shuffles, walks."""

from collections.abc import Iterator
from typing import Any, Final  # requests are JSON

from pydantic import ValidationError

from grading.pick import Pick
from sandbox.colleagues import act
from sandbox.operations import VERBS, parse
from sandbox.shelf import KINDS
from scenarios.edits import edited, first_touched
from scenarios.exercise import Exercise
from scenarios.model import Decoy, Edit, Solution
from scenarios.proof.lab import Variant
from scenarios.solving import Player
from scenarios.streams import Stream

WALK_STEPS: Final = 25


def overdone(exercise: Exercise) -> list[Variant]:
    """Return the solution with one field taking everything, each alone and all at once."""
    solution = exercise.solutions[0]
    edits = [
        [Edit(step=at.step, change={at.field: {"pick": _plain(one.records)}}) for at in one.into]
        for one in exercise.scenario.overdo
    ]
    alone = [
        Variant("overdo", f"overdo {one.into[0].step}", *_edited(solution, edit))
        for one, edit in zip(exercise.scenario.overdo, edits, strict=True)
    ]
    if len(edits) < 2:  # noqa: PLR2004 - all at once differs only with two
        return alone
    every = [edit for part in edits for edit in part]
    return [*alone, Variant("overdo", "overdo all", *_edited(solution, every))]


def _plain(pick: Pick) -> dict[str, Any]:
    return pick.model_dump(exclude_defaults=True)


def _edited(solution: Solution, edits: list[Edit]) -> tuple[Solution, int]:
    return edited(solution, edits), first_touched(solution, edits)


def decoyed(exercise: Exercise) -> list[tuple[Decoy, Variant]]:
    """Return each decoy as a variant of the solution."""
    solution = exercise.solutions[0]
    return [
        (decoy, Variant("decoy", decoy.id, *_edited(solution, decoy.edits)))
        for decoy in exercise.decoys.decoys
    ]


def fallen(exercise: Exercise) -> list[tuple[Decoy, Variant]]:
    """Return, for each planted fault, the variant that falls for it."""
    solution = exercise.solutions[0]
    return [
        (decoy, Variant("fall", f"fall {label}", *_edited(solution, decoy.edits)))
        for label, decoy in exercise.decoys.falls.items()
    ]


def shuffled(solution: Solution, stream: Stream) -> Solution:
    """Return the solution with its steps in another order that keeps every ``after``.

    A step without ``after`` stays behind the one above it.
    """
    names = [step.id for step in solution.steps]
    needs = {
        step.id: set(step.after if step.after is not None else names[max(0, place - 1) : place])
        for place, step in enumerate(solution.steps)
    }
    order: list[str] = []
    while len(order) < len(names):
        free = [n for n in names if n not in order and needs[n] <= set(order)]
        order.append(stream.choice(free))
    steps = {step.id: step for step in solution.steps}
    return solution.model_copy(update={"steps": [steps[name] for name in order]})


def walk(player: Player, stream: Stream) -> int:
    """Do random things at random desks; return how many the archive accepted.

    Whatever is asked, the archive answers accepted or refused; any other exception is a defect
    and is not caught here.
    """
    accepted = 0
    desks = player.archive.state["desks"]
    for _ in range(WALK_STEPS):
        request = _drawn(player, stream)
        if request is None:
            continue
        player.archive.keep(desk=stream.choice(desks))
        accepted += act(player.archive, request)[0].accepted
    return accepted


def _drawn(player: Player, stream: Stream):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a request or None
    verb = stream.choice(sorted(VERBS))
    schema = VERBS[verb].model_json_schema()
    fields = {
        name: _anything(part, player, stream, schema.get("$defs", {}))
        for name, part in schema["properties"].items()
        if name != "op"
    }
    try:
        return parse({"op": verb, **fields})
    except ValidationError:
        return None


def _anything(part: Any, player: Player, stream: Stream, defs: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON Schema
    """Return some value that the schema of a field admits."""
    if "$ref" in part:
        return _anything(defs[part["$ref"].rsplit("/", 1)[1]], player, stream, defs)
    if "anyOf" in part:
        return _anything(stream.choice(part["anyOf"]), player, stream, defs)
    if "enum" in part:
        return stream.choice(part["enum"])
    if "refers" in part:
        refs = [one.ref for one in player.archive.all(KINDS[part["refers"]])]
        return stream.choice(refs) if refs else "XX0000"
    if part.get("type") == "array":
        most = stream.integer(0, 3)
        return [_anything(part["items"], player, stream, defs) for _ in range(most)]
    return {"integer": stream.integer(0, 30), "null": None, "boolean": True}.get(
        part.get("type", ""), stream.choice(["VV", "10", "expired", "other", "online", "QĐ"])
    )


def malformed() -> Iterator[dict[str, Any]]:
    """Return requests that no form would send: unknown verbs, missing, extra, wrong fields."""
    yield {"op": "abolish-archive"}
    yield {}
    yield {"op": None}
    for verb in VERBS:
        yield {"op": verb, "no-such-field": 1}
        yield {"op": verb, **{name: [[["x"]]] for name in VERBS[verb].model_fields}}
