"""What rests on a rule: the criteria of exercises, and the faults that break it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from base.language import Words
from scenarios.exercise import Exercise
from scenarios.recipes.faults.catalogue import FAULTS


class Use(NamedTuple):
    """A criterion of an exercise that rests on a rule."""

    exercise: str
    "id of the scenario"
    title: Words
    "of the exercise"
    criterion: Words
    check: str
    "kind of the check: its name stands under ``check.<kind>.title``"
    gate: bool
    "whether missing it fails the attempt"


def uses(exercises: Iterable[Exercise]) -> Mapping[str, Sequence[Use]]:
    """Return rule id → the criteria that rest on it, in the order of the exercises."""
    found: dict[str, list[Use]] = defaultdict(list)
    for exercise in exercises:
        told = exercise.scenario
        for one in told.criteria:
            use = Use(exercise.id, told.title, one.title, str(one.check.kind), one.gate is not None)
            for rule in one.rules:
                found[rule].append(use)
    return found


def faults() -> Mapping[str, Sequence[str]]:
    """Return rule id → the ids of the faults that break it: ``D04``, named under ``fault.D04``."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in FAULTS.values():
        for rule in kind.rules:
            found[rule].append(kind.id)
    return found
