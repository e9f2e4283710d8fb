"""Mutants, generated from the solution: each breaks one thing, and must lose just that."""

from collections.abc import Iterator
from typing import Any, NamedTuple  # fields are JSON

from grading.pick import Pick
from scenarios.edits import edited, first_touched
from scenarios.exercise import Exercise
from scenarios.model import Edit, Solution, Step
from scenarios.proof.lab import Variant
from scenarios.referring import referred_kind


class Mutant(NamedTuple):
    """A variant and what it may and must lose."""

    variant: Variant
    serves: list[str]
    "criteria of the step it breaks: lost or blocked, all of them"
    strict: bool
    "whether nothing else may be lost; a wrong record may also cost what only takes away"


def mutants(exercise: Exercise) -> list[Mutant]:
    """Return every mutant of the reference solution."""
    solution = exercise.solutions[0]
    return [
        *_dropped(solution),
        *_swapped(exercise, solution),
        *_wrong_records(solution),
        *_wrong_reasons(exercise, solution),
    ]


def _mutant(
    solution: Solution, name: str, edits: list[Edit], serves: list[str], *, strict: bool
) -> Mutant:
    variant = Variant("mutant", name, edited(solution, edits), first_touched(solution, edits))
    return Mutant(variant, serves, strict)


def _dropped(solution: Solution) -> Iterator[Mutant]:
    for step in solution.steps:
        if step.serves:
            yield _mutant(
                solution, f"drop {step.id}", [Edit(drop=step.id)], step.serves, strict=True
            )


def _swapped(exercise: Exercise, solution: Solution) -> Iterator[Mutant]:
    """Swap two steps that serve the same order criterion."""
    orders = {c.id for c in exercise.scenario.criteria if c.check.kind == "order"}
    for place, step in enumerate(solution.steps):
        for later in solution.steps[place + 1 :]:
            shared = orders & set(step.serves) & set(later.serves)
            if shared:
                yield _mutant(
                    solution,
                    f"swap {step.id} {later.id}",
                    [Edit(swap=(step.id, later.id))],
                    sorted({*step.serves, *later.serves}),
                    strict=False,
                )
                break


def _wrong_records(solution: Solution) -> Iterator[Mutant]:
    """Put another record of the same kind in the place of the right one."""
    for step in solution.steps:
        if not step.serves:
            continue
        for name, written in step.fields.items():
            wrong = _wrong(step, name, written)
            if wrong is not None:
                yield _mutant(
                    solution,
                    f"wrong {name} in {step.id}",
                    [Edit(step=step.id, change={name: wrong})],
                    step.serves,
                    strict=False,
                )


def _wrong(step: Step, name: str, written: Any) -> Any:  # noqa: ANN401 - JSON
    """Return an expression for a wrong record, or None where the field names no known record."""
    kind = referred_kind(step.op, name)
    if kind is None or written == "$it":
        return None
    if isinstance(written, str) and written.startswith("$"):
        right = [written, *step.equally.get(name, [])]
        other = Pick(kind=kind, without=Pick(label=right))
        return {"first": other.model_dump(exclude_defaults=True)}
    return None


WRONG_REASON = "other"
"""A reason code that every family of choices has and that is never right for a planted thing."""


def _wrong_reasons(exercise: Exercise, solution: Solution) -> Iterator[Mutant]:
    """Give the wrong reason where a choice criterion asks for the right one."""
    asks = {
        c.id
        for c in exercise.scenario.criteria
        if c.check.kind == "choice" and c.check.reasons is not None
    }
    for step in solution.steps:
        if not asks & set(step.serves):
            continue
        for name in ("reason", "reasons"):
            if name in step.fields:
                wrong: Any = WRONG_REASON if name == "reason" else [WRONG_REASON]
                yield _mutant(
                    solution,
                    f"wrong {name} in {step.id}",
                    [Edit(step=step.id, change={name: wrong})],
                    sorted(asks & set(step.serves)),
                    strict=True,
                )
